import type { TypedDocumentNode } from '@urql/core';
import { graphql } from '../gql/gql.ts';

/** One operation, asked without a session. Fails with the server's own words. */
export type Ask = <Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables) => Promise<Data>;

const AuthorizeOidc = graphql(`
  mutation AuthorizeOidc($slug: String!, $redirectUri: String!, $browserKey: String!) {
    authorizeOidc(slug: $slug, redirectUri: $redirectUri, browserKey: $browserKey) {
      authorizationUrl
    }
  }
`);
const CompleteOidc = graphql(`
  mutation CompleteOidc($slug: String!, $answer: OidcAnswerInput!, $browserKey: String!) {
    completeOidc(slug: $slug, answer: $answer, browserKey: $browserKey) {
      ... on SignedIn {
        accessToken
        refreshToken
        expiresIn
        user {
          id
          isAdmin
        }
      }
      ... on TotpChallenge {
        pendingToken
      }
    }
  }
`);

/** Where what only this tab knows is while its browser is at the provider. */
const BEGUN = 'djinnbot_oidc_login';

interface Begun {
  browserKey: string;
  /** Where to go on. */
  from: string;
}

/** Leaves for a provider of logins, which sends the browser back to `/login/oidc/<slug>`. */
export async function beginOidcLogin(ask: Ask, slug: string): Promise<void> {
  const browserKey = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  const redirectUri = `${location.origin}/login/oidc/${slug}`;
  const { authorizeOidc } = await ask(AuthorizeOidc, { slug, redirectUri, browserKey });
  sessionStorage.setItem(BEGUN, JSON.stringify({ browserKey, from: location.pathname + location.search } satisfies Begun));
  location.assign(authorizeOidc.authorizationUrl);
}

/**
 * Completes the login with what the provider added to the address, which then becomes the one where the login began.
 * @throws {Error} for a login that this tab did not begin: somebody else's is not completed here.
 */
export async function completeOidcLogin(ask: Ask, slug: string) {
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? 'null') as Begun | null;
  const answer = new URLSearchParams(location.search);
  sessionStorage.removeItem(BEGUN);
  history.replaceState(null, '', begun?.from ?? '/');
  if (!begun) throw new Error('This login was not begun in this tab. Sign in again.');
  const { completeOidc } = await ask(CompleteOidc, {
    slug,
    answer: { state: answer.get('state') ?? '', code: answer.get('code'), iss: answer.get('iss'), error: answer.get('error') },
    browserKey: begun.browserKey,
  });
  return completeOidc;
}
