import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** Somebody who has an account at the provider. */
export interface Person {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** A real identity provider over HTTP, at which whoever is `person` signs in as soon as a browser arrives. */
export interface OidcStandIn {
  issuer: string;
  /** Who sits at the browser. */
  person: string;
  people: Record<string, Person>;
  /** Its public keys, as it publishes them. */
  jwks: { keys: Record<string, unknown>[] };
  /** Paths that were asked for. */
  asked: string[];
  /** Answers every request with this status while it is set. */
  failWith: number | null;
  /** A new browser goes to an address and follows the provider: where it ends up, outside of the provider. */
  browse(url: string): Promise<URL>;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'djinnbot', secret: 'client-secret-canary-0123456789-tail' };

/** @param redirectUris where it may send browsers back to. */
export async function startOidcStandIn(redirectUris: string[]): Promise<OidcStandIn> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    standIn.asked.push(request.url ?? '');
    if (standIn.failWith !== null) response.writeHead(standIn.failWith, { 'content-type': 'text/plain' }).end('no');
    else handle(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const named = { kid: 'one', use: 'sig', alg: 'RS256' };
  const standIn: OidcStandIn = {
    issuer,
    person: '',
    people: {},
    jwks: { keys: [{ ...key.publicKey.export({ format: 'jwk' }), ...named }] },
    asked: [],
    failWith: null,
    browse: (url) => browse(url, issuer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const minutes = () => 600;
  const configuration: Configuration = {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...key.privateKey.export({ format: 'jwk' }), ...named }] },
    cookies: { keys: ['of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { AccessToken: minutes, Grant: minutes, IdToken: minutes, Interaction: minutes, Session: minutes },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...standIn.people[accountId] }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc: { client, session } }) {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  const callback = provider.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    const result = standIn.person === '' ? { error: 'access_denied' } : { login: { accountId: standIn.person } };
    provider.interactionFinished(request, response, result).catch(() => response.writeHead(500).end());
  };
  return standIn;
}

async function browse(start: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url);
    if (url.origin !== issuer) return url;
  }
  throw new Error('the provider redirects in circles');
}
