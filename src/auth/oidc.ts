import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { AppError, BadRequestError, BadUserInputError, RateLimitedError, UnavailableError } from '../errors.ts';
import { isOriginAllowed } from '../web/guards.ts';
import { accountOf } from './oidc-accounts.ts';
import { discover, exchange, wordOf } from './oidc-client.ts';
import { providerToTest, usableProvider } from './oidc-providers.ts';
import { admit, refuseStranger, type SignedIn, type TotpChallenge } from './sign-in.ts';
import { hashOf } from './tokens.ts';
import { isSetUp, refuseWithoutAuth } from './users.ts';

const LOGIN_MS = 300_000;
/** Logins that one address has begun and not completed. */
const MOST_BEGUN = 100;
const OVER = 'This login is not known, was completed already, or took longer than five minutes; begin again';

export interface BeginLogin {
  /** The REST callback unless given. */
  redirectUri?: string | null;
  browserKey?: string | null;
  setupToken?: string | null;
}

/**
 * Begins a login: where the browser has to go.
 *
 * What holds against logins that somebody else began (login CSRF) or completes: the state is random, good for once, and of one provider;
 * a browser key binds it to the browser that has it. A client without one, such as the REST API's, must itself complete only what it
 * began. No cookie is set here, so the callback alone signs no browser in.
 * @throws {NotFoundError} for a provider that is not there or disabled. @throws {UnavailableError} when it cannot be asked.
 * @throws {ForbiddenError} when nobody is set up and the caller may not do it.
 */
export async function authorizeOidc(context: Context, slug: string, { redirectUri, browserKey, setupToken }: BeginLogin): Promise<string> {
  refuseWithoutAuth(context);
  const provider = await usableProvider(context, slug);
  const maySetUp = !(await isSetUp(context));
  if (maySetUp) refuseStranger(context, setupToken ?? null);
  const redirect = redirectUri == null ? ownRedirects(context, slug)[0] : checkRedirect(context, redirectUri);
  if (redirect === undefined) throw new BadRequestError('The request names no host to come back to; set PUBLIC_URL');
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const now = Date.now();
  const { rowCount } = await context.pool.query(
    `with over as (delete from oidc_logins where expires_at < $1)
     insert into oidc_logins (state_hash, provider_id, redirect_uri, verifier, nonce, browser_key_hash, may_set_up, address, expires_at)
     select $2, $3, $4, $5, $6, $7, $8::boolean, $9, $10::bigint
     where (select count(*) from oidc_logins where address = $9 and expires_at > $1) < ${MOST_BEGUN}`,
    [
      now,
      hashOf(state),
      provider.id,
      redirect,
      verifier,
      nonce,
      browserKey == null ? null : hashOf(browserKey),
      maySetUp,
      context.caller.address,
      now + LOGIN_MS,
    ],
  );
  if (rowCount === 0) throw new RateLimitedError('Too many logins were begun from this address and not completed', LOGIN_MS);
  const configuration = await discover(context, provider).catch((error: unknown) => {
    throw error instanceof BadRequestError ? new UnavailableError(error.message, { cause: error }) : error;
  });
  return buildAuthorizationUrl(configuration, {
    redirect_uri: redirect,
    scope: provider.scopes,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href;
}

/** What a provider added to the redirect address. */
export interface OidcAnswer {
  state: string;
  code?: string | null;
  iss?: string | null;
  error?: string | null;
}

/**
 * Completes a login with what the provider answered.
 * @throws {BadRequestError} for a login that was not begun or is over, and for an answer that does not hold.
 * @throws {ForbiddenError} when whoever it is may not come in. @throws {UnavailableError} when the provider is away.
 */
export async function completeOidc(
  context: Context,
  slug: string,
  answer: OidcAnswer,
  browserKey: string | null,
): Promise<SignedIn | TotpChallenge> {
  refuseWithoutAuth(context);
  const provider = await usableProvider(context, slug);
  const { rows } = await context.pool.query<Begun>(
    `delete from oidc_logins where state_hash = $1 and provider_id = $2
     returning redirect_uri as "redirectUri", verifier, nonce, browser_key_hash as "browserKeyHash", may_set_up as "maySetUp", expires_at as "expiresAt"`,
    [hashOf(answer.state), provider.id],
  );
  const begun = rows[0];
  if (!begun || begun.expiresAt < Date.now()) throw new BadRequestError(OVER);
  try {
    if (begun.browserKeyHash !== (browserKey === null ? null : hashOf(browserKey)))
      throw new BadRequestError('This login was begun in another browser; begin again');
    if (answer.error != null) throw new BadRequestError(`The login provider let nobody in: ${wordOf(answer.error)}`);
    if (!answer.code) throw new BadRequestError('code must be given: the login provider sends it to the redirect address');
    const configuration = await discover(context, provider);
    const claims = await exchange(configuration, answeredAt(begun.redirectUri, answer), { ...begun, state: answer.state });
    return await admit(context, await accountOf(context, provider, claims, begun.maySetUp));
  } catch (error) {
    if (error instanceof AppError)
      await audit(context, { action: 'login.failed', target: 'unknown', details: { provider: provider.slug, reason: error.message } });
    throw error;
  }
}

interface Begun {
  redirectUri: string;
  verifier: string;
  nonce: string;
  browserKeyHash: string | null;
  maySetUp: boolean;
  expiresAt: number;
}

/** What a provider publishes of itself. */
export interface LoginProviderCheck {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  userinfoEndpoint: string | null;
  jwksUri: string;
  scopesSupported: string[];
  pkceSupported: boolean;
  warnings: string[];
}

/** Asks a provider as a login would. @throws {NotFoundError} @throws {BadRequestError} that says what is wrong. */
export async function testLoginProvider(context: Context, id: string): Promise<LoginProviderCheck> {
  const provider = await providerToTest(context, id);
  const configuration = await discover(context, provider).catch((error: unknown) => {
    throw error instanceof UnavailableError ? new BadRequestError(error.message, { cause: error }) : error;
  });
  const metadata = configuration.serverMetadata();
  await audit(context, { action: 'oidc.provider.test', target: id });
  const scopesSupported = metadata.scopes_supported ?? [];
  const missing = provider.scopes.split(' ').filter((scope) => scopesSupported.length > 0 && !scopesSupported.includes(scope));
  return {
    issuer: metadata.issuer,
    authorizationEndpoint: metadata.authorization_endpoint ?? '',
    tokenEndpoint: metadata.token_endpoint ?? '',
    userinfoEndpoint: metadata.userinfo_endpoint ?? null,
    jwksUri: metadata.jwks_uri ?? '',
    scopesSupported,
    pkceSupported: metadata.supportsPKCE(),
    warnings: [
      ...(metadata.issuer.startsWith('http:') ? ['It is asked over http: whoever is on the way can read and change what it says'] : []),
      ...(missing.length > 0 ? [`It does not say that it knows the scopes ${missing.join(', ')}`] : []),
      ...(provider.autoCreate && provider.allowedEmailDomains.length === 0
        ? ['Whoever has an account there gets one here; allowedEmailDomains narrows that, autoCreate: false ends it']
        : []),
      ...(provider.trustsEmails && provider.allowedEmailDomains.length === 0
        ? ['It is believed any address that it does not call unverified, of accounts here, too; allowedEmailDomains narrows that']
        : []),
    ],
  };
}

/** Where a provider sends browsers back to: the REST callback, and the console's page. None when nobody says how this server is reached. */
export function ownRedirects({ auth, caller }: Pick<Context, 'auth' | 'caller'>, slug: string): string[] {
  const origin = auth.config.publicOrigin ?? caller.origin;
  return origin === null ? [] : [`${origin}/v1/auth/oidc/${slug}/callback`, `${origin}/login/oidc/${slug}`];
}

/** No other site gets to see a code: with it and the state it could complete the login. @throws {BadUserInputError} */
function checkRedirect({ auth: { config }, caller }: Pick<Context, 'auth' | 'caller'>, redirectUri: string): string {
  const url = URL.parse(redirectUri);
  const isPlain = url !== null && redirectUri.length <= 2_000 && url.search + url.hash + url.username + url.password === '';
  const isOurs = url !== null && (url.origin === config.publicOrigin || url.origin === caller.origin);
  if (isPlain && (isOurs || isOriginAllowed({ corsOrigins: [...config.redirectOrigins] }, url.origin, undefined))) return url.href;
  const rule = 'must be an address of this server (PUBLIC_URL says how it is reached), or of an origin in CORS_ORIGINS, without a query';
  throw new BadUserInputError(`redirectUri ${rule}`, [{ path: 'redirectUri', rule }]);
}

function answeredAt(redirectUri: string, { code, state, iss }: OidcAnswer): URL {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ code, state, iss })) if (value != null) url.searchParams.set(name, value);
  return url;
}
