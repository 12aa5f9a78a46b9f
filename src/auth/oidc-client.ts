import {
  allowInsecureRequests,
  authorizationCodeGrant,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type ClientAuth,
  type CustomFetch,
} from 'openid-client';
import type { Context } from '../context.ts';
import { AppError, BadRequestError, BadUserInputError, UnavailableError } from '../errors.ts';
import { checkTransport } from '../net/transport.ts';
import type { UsableProvider } from './oidc-providers.ts';

const TIMEOUT_SECONDS = 10;
const MOST_BYTES = 1024 * 1024;

/**
 * A provider as it publishes itself at this moment.
 * @throws {UnavailableError} when it is away. @throws {BadRequestError} when what it says is of no use.
 */
export async function discover({ guardedFetch }: Pick<Context, 'guardedFetch'>, provider: UsableProvider): Promise<Configuration> {
  const { issuerUrl, clientId, clientSecret } = provider;
  const issuer = new URL(issuerUrl);
  // an ID token comes from the provider itself; that its signature is checked, too, makes up for networks that do not encrypt
  const execute = [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])];
  const guarded = limited(guardedFetch.fetch);
  const clientAuth = secretAs(clientSecret);
  try {
    if (provider.autoDiscovery)
      return usable(
        await discovery(issuer, clientId, clientSecret, clientAuth, { [customFetch]: guarded, execute, timeout: TIMEOUT_SECONDS }),
      );
    const metadata = {
      issuer: issuerUrl,
      authorization_endpoint: provider.authorizationEndpoint ?? '',
      token_endpoint: provider.tokenEndpoint ?? '',
      jwks_uri: provider.jwksUri ?? '',
      ...(provider.userinfoEndpoint !== null && { userinfo_endpoint: provider.userinfoEndpoint }),
    };
    const configuration = new Configuration(metadata, clientId, clientSecret, clientAuth);
    configuration[customFetch] = guarded;
    configuration.timeout = TIMEOUT_SECONDS;
    for (const apply of execute) apply(configuration);
    return configuration;
  } catch (error) {
    throw inWords('The login provider cannot be asked', error);
  }
}

/** Who somebody is, as a provider says. */
export interface Claims {
  issuer: string;
  subject: string;
  email: string | null;
  /** Null when it does not say. */
  emailVerified: boolean | null;
  name: string | null;
}

/**
 * Exchanges a code. State, issuer, nonce, audience, times and signature are checked by the library.
 * @param answer the redirect address with what the provider added to it.
 * @throws {BadRequestError} when anything is not as it must be. @throws {UnavailableError} when the provider is away.
 */
export async function exchange(
  configuration: Configuration,
  answer: URL,
  checks: { state: string; nonce: string; verifier: string },
): Promise<Claims> {
  try {
    const tokens = await authorizationCodeGrant(configuration, answer, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new BadRequestError('The login provider sent no ID token');
    const hasMore = claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
    const about = hasMore ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
    const { email, name = claims.name, preferred_username: alias } = about;
    const verified: unknown = about.email_verified;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: typeof email === 'string' ? email : null,
      // some send it as text
      emailVerified: verified === undefined ? null : verified === true || verified === 'true',
      name: typeof name === 'string' ? name : typeof alias === 'string' ? alias : null,
    };
  } catch (error) {
    throw inWords('The login cannot be completed with this provider', error);
  }
}

/** What every login needs of a provider. @throws {BadRequestError} */
function usable(configuration: Configuration): Configuration {
  const metadata = configuration.serverMetadata();
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const url = URL.parse(metadata[name] ?? '');
    const mayBeHttp = metadata.issuer.startsWith('http:');
    if (url?.protocol !== 'https:' && !(mayBeHttp && url?.protocol === 'http:'))
      throw new BadRequestError(`The login provider publishes no ${name} that can be used`);
  }
  return configuration;
}

/** Where a provider says nothing it takes HTTP Basic (OpenID Connect Discovery 1.0, section 3). */
function secretAs(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') || !methods.includes('client_secret_post') ? basic : post)(server, ...rest);
  };
}

/** The guarded fetch as the library wants it: no answer is larger than can be borne, and none comes over a public network in clear. */
function limited(fetch: Context['guardedFetch']['fetch']): CustomFetch {
  return async (url, { body, ...init }) => {
    await checkTransport(new URL(url), 'url');
    // forms are all that is sent
    const response = await fetch(url, { ...init, body: body instanceof URLSearchParams ? body : null });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MOST_BYTES) throw new BadRequestError(`The login provider sent more than ${MOST_BYTES} bytes`);
      chunks.push(chunk);
    }
    const { status } = response;
    const hasBody = status !== 204 && status !== 304;
    return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: [...response.headers] });
  };
}

/** A failure of the library as one of ours, in constant words. */
function inWords(what: string, error: unknown): AppError {
  const ours = causeOf(error, AppError);
  if (ours instanceof BadUserInputError) return new BadRequestError(`${what}: its ${ours.message}`, { cause: error });
  if (ours) return ours;
  if (error instanceof ResponseBodyError && error.status >= 500)
    return new UnavailableError(`${what}: it answered ${error.status}`, { cause: error });
  if (error instanceof ResponseBodyError) return new BadRequestError(`${what}: it answered ${wordOf(error.error)}`, { cause: error });
  if (error instanceof WWWAuthenticateChallengeError)
    return new BadRequestError(`${what}: it does not take this server's client id and secret`, { cause: error });
  if (error instanceof ClientError) {
    if (error.code === 'OAUTH_TIMEOUT') return new UnavailableError(`${what}: it does not answer in time`, { cause: error });
    const status = causeOf(error, Response)?.status;
    if (status !== undefined && status >= 500) return new UnavailableError(`${what}: it answered ${status}`, { cause: error });
    if (status !== undefined && status !== 200) return new BadRequestError(`${what}: it answered ${status}`, { cause: error });
    return new BadRequestError(`${what}: ${reasonOf(error)}`, { cause: error });
  }
  if (error instanceof TypeError) return new UnavailableError(`${what}: it cannot be reached`, { cause: error });
  throw error;
}

/** The library's own sentence, or the one that it stands for: constants, without values. */
function reasonOf(error: ClientError): string {
  const { cause } = error;
  const isPlain = cause instanceof Error && cause.name === 'OperationProcessingError';
  return isPlain ? cause.message : error.message;
}

/** An error code of the standards; anything else that came from outside is not passed on. */
export function wordOf(code: string): string {
  return /^[a-z_]{1,40}$/.test(code) ? code : 'an error';
}

function causeOf<T>(error: unknown, type: abstract new (...args: never[]) => T): T | undefined {
  for (let at: unknown = error; at !== undefined && at !== null; at = at instanceof Error ? at.cause : undefined)
    if (at instanceof type) return at;
  return undefined;
}
