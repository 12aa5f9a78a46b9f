import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { CLIENT, startOidcStandIn, type OidcStandIn } from '../support/oidc-stand-in.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TEST_CATALOG } from '../support/test-server.ts';

const [KEY, NEXT_KEY] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const ENGINE = { authorization: 'Bearer engine-token-0123456789' };
const CONSOLE = 'http://localhost:5173/login/oidc/work';

let databases: TestDatabase[];
let pool: pg.Pool;
/** Set up; nobody is at the other one, and the third may reach nothing but the public internet. */
let server: ServerProcess;
let fresh: ServerProcess;
let closed: ServerProcess;
let idp: OidcStandIn;
let admin: { authorization: string };
let providerId: string;

beforeAll(async () => {
  databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  const start = (index: number, environment: Record<string, string> = {}) =>
    ServerProcess.start({
      DATABASE_URL: databases[index]?.url ?? '',
      CATALOG_DIR: TEST_CATALOG,
      AUTH_ENABLED: 'true',
      ENGINE_INTERNAL_TOKEN: 'engine-token-0123456789',
      SECRET_KEY: KEY,
      ...environment,
    });
  server = await start(0);
  fresh = await start(1, { TRUSTED_PROXIES: '127.0.0.1' });
  closed = await start(2, { PRIVATE_NETWORKS: 'none', PUBLIC_URL: 'https://djinn.example' });
  pool = new pg.Pool({ connectionString: databases[0]?.url });
  const callbacks = (url: string) => ['work', 'strict', 'bare'].map((slug) => `${url}/v1/auth/oidc/${slug}/callback`);
  idp = await startOidcStandIn([...callbacks(server.url), ...callbacks(fresh.url), CONSOLE]);
  const { accessToken } = await server.post('/v1/auth/setup', { email: 'admin@example.com', password: 'correct horse' });
  admin = { authorization: `Bearer ${accessToken}` };
  await server.send('POST', '/v1/admin/users', { email: 'kate@example.com' }, admin);
  providerId = (await server.send('POST', '/v1/auth/providers', providerNamed('work'), admin)).body.id;
}, 120_000);
afterAll(async () => {
  await pool?.end();
  await Promise.all([server, fresh, closed].map((each) => each?.remove()));
  await idp?.stop();
  await Promise.all(databases.map((database) => database.drop()));
});
beforeEach(() => {
  idp.people = {
    ann: { email: 'ann@example.com', email_verified: true, name: 'Ann' },
    boss: { email: 'Admin@Example.com', email_verified: true },
  };
  idp.person = 'ann';
  idp.failWith = null;
});

function providerNamed(slug: string, more: Record<string, unknown> = {}) {
  return { name: 'Work', slug, issuerUrl: idp.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, ...more };
}

async function authorize(slug = 'work', at = server, query = ''): Promise<string> {
  const { status, body } = await at.send('GET', `/v1/auth/oidc/${slug}/authorize${query}`);
  if (status !== 200) throw new Error(`${status} ${body.detail}`);
  return body.authorizationUrl;
}

/** The whole way of a browser; the path of the callback with all that the provider added. */
async function callback(slug = 'work', at = server): Promise<string> {
  const { pathname, search } = await idp.browse(await authorize(slug, at));
  return pathname + search;
}

async function signIn(slug = 'work', at = server) {
  return at.send('GET', await callback(slug, at));
}

describe('signing in through a provider', () => {
  it('makes a member of who comes first, and finds the same account again', async () => {
    const first = await signIn();
    idp.people.ann = { name: 'Ann Other' };
    const again = await signIn();

    expect(first).toMatchObject({
      status: 200,
      body: { tokenType: 'Bearer', expiresIn: 900, user: { email: 'ann@example.com', displayName: 'Ann', isAdmin: false } },
    });
    expect(again).toMatchObject({ status: 200, body: { user: { id: first.body.user.id, displayName: 'Ann' } } });
    const me = await server.send('GET', '/v1/auth/me', undefined, { authorization: `Bearer ${again.body.accessToken}` });
    expect(me.body).toMatchObject({ id: first.body.user.id, isAdmin: false });
  });

  it('asks the provider as the standards want it', async () => {
    const url = new URL(await authorize());

    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      redirect_uri: `${server.url}/v1/auth/oidc/work/callback`,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('is one account for two who are the same and come at the same moment', async () => {
    idp.person = 'twin';
    idp.people.twin = { email: 'twin@example.com', email_verified: true };
    const paths = [await callback(), await callback()];

    const answers = await Promise.all(paths.map((path) => server.send('GET', path)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
  });

  it('opens an account that has the verified address', async () => {
    idp.person = 'boss';

    expect(await signIn()).toMatchObject({ status: 200, body: { user: { email: 'admin@example.com', isAdmin: true } } });
  });

  it.each([
    ['unverified', { email: 'admin@example.com', email_verified: false }, 'verified'],
    ['not said to be verified', { email: 'admin@example.com' }, 'verified'],
    ['new and unverified', { email: 'new@example.com', email_verified: false }, 'verified'],
    ['missing', {}, 'scopes must include email'],
    ['another one in lower case', { email: '\u212aATE@example.com', email_verified: true }, 'can be used'],
    ['two in one', { email: 'eve@evil.example@example.com', email_verified: true }, 'can be used'],
  ])('opens nothing for an address that is %s', async (_what, person, reason) => {
    idp.person = 'eve';
    idp.people.eve = person;
    const before = await users();

    const { status, body } = await signIn();

    expect(status).toBe(403);
    expect(body.detail).toContain(reason);
    expect(JSON.stringify(body)).not.toContain('example.com');
    expect(await users()).toEqual(before);
  });

  it('opens no account for another person who was given its address, until an admin says so', async () => {
    const { body } = await signIn();
    idp.person = 'successor';
    idp.people.successor = { email: 'ann@example.com', email_verified: true };

    expect(await signIn()).toMatchObject({ status: 409 });
    expect(await server.send('DELETE', `/v1/admin/users/${body.user.id}/logins`, undefined, admin)).toMatchObject({
      status: 200,
      body: { status: 'forgotten', id: body.user.id },
    });
    expect(await signIn()).toMatchObject({ status: 200, body: { user: { id: body.user.id } } });
    await server.send('DELETE', `/v1/admin/users/${body.user.id}/logins`, undefined, admin);
  });

  it('is refused to whose account is deactivated, known to the provider or not', async () => {
    const { body } = await signIn();
    await server.send('PATCH', `/v1/admin/users/${body.user.id}`, { isActive: false }, admin);
    expect(await signIn()).toMatchObject({ status: 403, body: { detail: 'This account is deactivated' } });

    await server.send('DELETE', `/v1/admin/users/${body.user.id}/logins`, undefined, admin);
    expect(await signIn()).toMatchObject({ status: 403, body: { detail: 'This account is deactivated' } });
    await server.send('PATCH', `/v1/admin/users/${body.user.id}`, { isActive: true }, admin);
  });

  it('still asks for the second factor of the account', async () => {
    idp.person = 'careful';
    idp.people.careful = { email: 'careful@example.com', email_verified: true };
    const { accessToken } = (await signIn()).body;
    const as = { authorization: `Bearer ${accessToken}` };
    const { secret } = (await server.send('POST', '/v1/auth/totp/setup', {}, as)).body;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const { recoveryCodes } = (await server.send('POST', '/v1/auth/totp/confirm', { code }, as)).body;

    const { status, body } = await signIn();

    expect({ status, body }).toEqual({ status: 200, body: { requiresTOTP: true, pendingToken: expect.any(String) } });
    const signedIn = await server.send('POST', '/v1/auth/login/recovery', { pendingToken: body.pendingToken, code: recoveryCodes[0] });
    expect(signedIn).toMatchObject({ status: 200, body: { user: { email: 'careful@example.com' } } });
  });

  it('stands in the audit log, refusals too', async () => {
    idp.person = 'eve';
    idp.people.eve = { email: 'admin@example.com', email_verified: false };
    await signIn();

    const { rows } = await pool.query('select action, details from audit_log order by seq desc limit 1');
    expect(rows[0]).toMatchObject({ action: 'login.failed', details: { provider: 'work' } });
    const acts = await pool.query('select distinct action from audit_log');
    expect(acts.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.create', 'oidc.link', 'login', 'oidc.provider.create']),
    );
  });
});

describe('an answer that does not hold', () => {
  const change = (path: string, name: string, value: string | null) => {
    const url = new URL(path, server.url);
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return url.pathname + url.search;
  };
  const begun = (path: string) => new URL(path, server.url).searchParams.get('state') ?? '';
  const expectRefused = async (path: string, reason: string) => {
    const { status, body } = await server.send('GET', path);
    expect(status).toBe(400);
    expect(body.detail).toContain(reason);
    expect(Object.keys(body)).not.toContain('accessToken');
  };

  it('is refused when it comes a second time', async () => {
    const path = await callback();
    expect((await server.send('GET', path)).status).toBe(200);

    await expectRefused(path, 'begin again');
  });

  it.each([
    ['a state that was not begun', 'state', 'x'.repeat(43), 'begin again'],
    ['a code that the provider does not know', 'code', 'x'.repeat(43), 'invalid_grant'],
    ['no code', 'code', null, 'code must be given'],
    ['another issuer', 'iss', 'https://evil.example', 'iss'],
    ['no issuer, though the provider names it always', 'iss', null, 'iss'],
    ['an error', 'error', 'access_denied', 'access_denied'],
    ['an error that is none', 'error', '<script>', 'an error'],
  ])('is refused for %s, and spends what was begun', async (_what, name, value, reason) => {
    const path = await callback();

    await expectRefused(change(path, name, value), reason);

    if (name !== 'state') await expectRefused(path, 'begin again');
  });

  it.each([
    ['nonce', 'nonce'],
    ['verifier', 'invalid_grant'],
  ])('is refused when its %s is not the one that was begun with', async (column, reason) => {
    const path = await callback();
    await pool.query(`update oidc_logins set ${column} = $1`, ['y'.repeat(43)]);

    await expectRefused(path, reason);
  });

  it('is refused after five minutes', async () => {
    const path = await callback();
    const { rows } = await pool.query('select max(expires_at)::float8 as at from oidc_logins');
    expect(rows[0].at - Date.now()).toBeGreaterThan(290_000);
    expect(rows[0].at - Date.now()).toBeLessThanOrEqual(300_000);
    await pool.query('update oidc_logins set expires_at = $1', [Date.now() - 1]);

    await expectRefused(path, 'five minutes');
  });

  it('is refused at another provider than it was begun at', async () => {
    await server.send('POST', '/v1/auth/providers', providerNamed('bare'), admin);
    const path = await callback();

    await expectRefused(path.replace('/work/', '/bare/'), 'begin again');
  });

  it('is refused when the provider was changed meanwhile', async () => {
    const path = await callback();
    await server.send('PUT', `/v1/auth/providers/${providerId}`, { name: 'Work' }, admin);

    await expectRefused(path, 'begin again');
  });

  it('is refused in another browser than the one that began', async () => {
    const begin = (browserKey?: string) =>
      server.graphql('mutation ($browserKey: String) { authorizeOidc(slug: "work", browserKey: $browserKey) { authorizationUrl } }', {
        browserKey,
      });
    const complete = async ({ data }: { data: { authorizeOidc: { authorizationUrl: string } } }, browserKey?: string) => {
      const answer = Object.fromEntries((await idp.browse(data.authorizeOidc.authorizationUrl)).searchParams);
      return server.graphql(
        `mutation ($answer: OidcAnswerInput!, $browserKey: String) {
           completeOidc(slug: "work", answer: $answer, browserKey: $browserKey) { ... on SignedIn { user { email } } } }`,
        { answer, browserKey },
      );
    };

    expect((await complete(await begin('mine'), 'mine')).data.completeOidc).toEqual({ user: { email: 'ann@example.com' } });
    for (const answer of [
      await complete(await begin('theirs'), 'mine'),
      await complete(await begin('theirs')),
      await complete(await begin(), 'mine'),
    ])
      expect(answer.errors[0]).toMatchObject({ message: expect.stringContaining('another browser'), extensions: { code: 'BAD_REQUEST' } });
  });

  it('is refused when others signed the ID token', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }];
    const other = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })),
    ).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const jwksUri = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    const endpoints = { autoDiscovery: false, authorizationEndpoint: `${idp.issuer}/auth`, tokenEndpoint: `${idp.issuer}/token` };
    const { body } = await server.send(
      'POST',
      '/v1/auth/providers',
      providerNamed('strict', { ...endpoints, jwksUri, userinfoEndpoint: `${idp.issuer}/me` }),
      admin,
    );

    try {
      await expectRefused(await callback('strict'), 'signature');
    } finally {
      other.close();
    }

    await server.send('PUT', `/v1/auth/providers/${body.id}`, { jwksUri: `${idp.issuer}/jwks` }, admin);
    expect((await signIn('strict')).status).toBe(200);
    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
  });

  it('does not tell which state exists, whatever is sent', async () => {
    expect(begun(await callback())).not.toBe('');
    for (const path of ['callback', 'callback?code=x', 'callback?state=', `callback?state=${'x'.repeat(9_000)}&code=x`]) {
      const { status } = await server.send('GET', `/v1/auth/oidc/work/${path}`);
      expect([400, 422]).toContain(status);
    }
    const { rows } = await pool.query('select state_hash from oidc_logins');
    expect(rows.every(({ state_hash }) => /^[0-9a-f]{64}$/.test(state_hash))).toBe(true);
  });
});

describe('a provider', () => {
  it('that nobody knows, or that is disabled, is not found', async () => {
    await server.send('PUT', `/v1/auth/providers/${providerId}`, { enabled: false }, admin);
    try {
      for (const slug of ['nowhere', 'work']) {
        expect(await server.send('GET', `/v1/auth/oidc/${slug}/authorize`)).toMatchObject({ status: 404 });
        expect(await server.send('GET', `/v1/auth/oidc/${slug}/callback?state=x&code=x`)).toMatchObject({ status: 404 });
      }
      expect((await server.get('/v1/auth/status')).oidcProviders.map(({ slug }: { slug: string }) => slug)).not.toContain('work');
    } finally {
      await server.send('PUT', `/v1/auth/providers/${providerId}`, { enabled: true }, admin);
    }
  });

  it('that is away is said to be', async () => {
    const path = await callback();
    idp.failWith = 502;

    expect(await server.send('GET', '/v1/auth/oidc/work/authorize')).toMatchObject({
      status: 503,
      body: { detail: 'The login provider cannot be asked: it answered 502' },
    });
    expect(await server.send('GET', path)).toMatchObject({ status: 503 });
    expect(await server.send('POST', `/v1/auth/providers/${providerId}/test`, {}, admin)).toMatchObject({
      status: 400,
      body: { detail: 'The login provider cannot be asked: it answered 502' },
    });
  });

  it('that nothing answers for is said to be away', async () => {
    const { body } = await server.send('POST', '/v1/auth/providers', providerNamed('gone', { issuerUrl: 'http://127.0.0.1:9' }), admin);

    expect(await server.send('GET', '/v1/auth/oidc/gone/authorize')).toMatchObject({
      status: 503,
      body: { detail: 'The login provider cannot be asked: it cannot be reached' },
    });
    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
  });

  it('is tested by what it publishes', async () => {
    expect(await server.send('POST', `/v1/auth/providers/${providerId}/test`, {}, admin)).toEqual({
      status: 200,
      body: {
        status: 'ok',
        issuer: idp.issuer,
        authorizationEndpoint: `${idp.issuer}/auth`,
        tokenEndpoint: `${idp.issuer}/token`,
        userinfoEndpoint: `${idp.issuer}/me`,
        jwksUri: `${idp.issuer}/jwks`,
        scopesSupported: expect.arrayContaining(['openid', 'email']),
        pkceSupported: true,
        warnings: [expect.stringContaining('http'), expect.stringContaining('Whoever has an account there')],
      },
    });
  });

  it.each([
    ['another issuer than it is', () => `${idp.issuer}/other`, '404'],
    ['the issuer by another name', () => idp.issuer.replace('127.0.0.1', 'localhost'), 'issuer'],
  ])('is told apart from %s', async (_what, issuerUrl, reason) => {
    const { body } = await server.send('POST', '/v1/auth/providers', providerNamed('other', { issuerUrl: issuerUrl() }), admin);

    const { status, body: problem } = await server.send('POST', `/v1/auth/providers/${body.id}/test`, {}, admin);

    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
    expect(status).toBe(400);
    expect(problem.detail).toContain(reason);
  });

  it('that takes another secret refuses the login in words', async () => {
    const { body } = await server.send('POST', '/v1/auth/providers', providerNamed('strict', { clientSecret: 'another one' }), admin);

    const { status, body: problem } = await signIn('strict');

    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
    expect(status).toBe(400);
    expect(problem.detail).toMatch(/invalid_client|client id and secret/);
  });

  it('makes no accounts when it may not, opens those that there are, and is believed its own domains only', async () => {
    const { body } = await server.send(
      'POST',
      '/v1/auth/providers',
      providerNamed('strict', { autoCreate: false, allowedEmailDomains: ['Corp.example'] }),
      admin,
    );
    idp.people = {
      stranger: { email: 'stranger@corp.example', email_verified: true },
      invited: { email: 'invited@corp.example', email_verified: true },
      boss: { email: 'admin@example.com', email_verified: true },
      near: { email: 'invited@sub.corp.example', email_verified: true },
    };
    await server.send('POST', '/v1/admin/users', { email: 'invited@corp.example' }, admin);
    const as = (person: string) => {
      idp.person = person;
      return signIn('strict');
    };

    expect(await as('stranger')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('an admin has to make one') } });
    expect(await as('invited')).toMatchObject({ status: 200, body: { user: { email: 'invited@corp.example' } } });
    expect(await as('boss')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('domain') } });
    expect(await as('near')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('domain') } });
    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
  });

  it('that does not say what it verified is believed if an admin says so, but never against its word', async () => {
    const { body } = await server.send('POST', '/v1/auth/providers', providerNamed('strict', { trustsEmails: true }), admin);
    idp.people = { silent: { email: 'silent@example.com' }, honest: { email: 'honest@example.com', email_verified: false } };

    idp.person = 'silent';
    expect((await signIn('strict')).status).toBe(200);
    idp.person = 'honest';
    expect((await signIn('strict')).status).toBe(403);
    await server.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, admin);
  });
});

describe('where a browser is sent back to', () => {
  it('may be a page of this server, or of an origin that is let in', async () => {
    for (const redirectUri of [CONSOLE, `${server.url}/v1/auth/oidc/work/callback`]) {
      const url = new URL(await authorize('work', server, `?redirectUri=${encodeURIComponent(redirectUri)}`));
      expect(url.searchParams.get('redirect_uri')).toBe(redirectUri);
    }
    const answered = await idp.browse(await authorize('work', server, `?redirectUri=${encodeURIComponent(CONSOLE)}`));
    expect(answered.origin + answered.pathname).toBe(CONSOLE);
    expect(await server.send('GET', `/v1/auth/oidc/work/callback${answered.search}`)).toMatchObject({ status: 200 });
  });

  it.each([
    'https://evil.example/login',
    'https://localhost.evil.example/',
    'http://localhost@evil.example/',
    'javascript:alert(1)',
    'djinn://callback',
    '//evil.example',
    '/login/oidc/work',
    'http://localhost:5173/login?next=https://evil.example',
    'http://localhost:5173/login#x',
    'http://user:pass@localhost:5173/',
  ])('is never %s', async (redirectUri) => {
    const { status, body } = await server.send('GET', `/v1/auth/oidc/work/authorize?redirectUri=${encodeURIComponent(redirectUri)}`);
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe('redirectUri');
    expect(JSON.stringify(body)).not.toContain('evil');
  });
});

describe('the address that people know this server by', () => {
  it('is the one that requests name, over https only if a trusted proxy says so', async () => {
    await fresh.send('POST', '/v1/auth/providers', providerNamed('work', { autoCreate: false }), ENGINE);
    const { host } = new URL(fresh.url);
    const redirect = async (at: ServerProcess) => {
      const { body } = await at.send('GET', '/v1/auth/oidc/work/authorize', undefined, { 'x-forwarded-proto': 'https' });
      return new URL(body.authorizationUrl).searchParams.get('redirect_uri');
    };

    expect(await redirect(fresh)).toBe(`https://${host}/v1/auth/oidc/work/callback`);
    expect(await redirect(server)).toBe(`${server.url}/v1/auth/oidc/work/callback`);
  });

  it('is PUBLIC_URL where that is set', async () => {
    const { body } = await closed.send('POST', '/v1/auth/providers', providerNamed('named', { issuerUrl: 'https://example.com' }), ENGINE);

    await closed.send('DELETE', `/v1/auth/providers/${body.id}`, undefined, ENGINE);
    expect(body.redirectUris).toEqual(['https://djinn.example/v1/auth/oidc/named/callback', 'https://djinn.example/login/oidc/named']);
  });
});

describe('providers of logins', () => {
  it('are listed for the page that signs in, without what it need not know', async () => {
    const buttons = (await server.get('/v1/auth/status')).oidcProviders;
    expect(buttons.find(({ slug }: { slug: string }) => slug === 'work')).toEqual({
      id: providerId,
      slug: 'work',
      name: 'Work',
      buttonText: 'Sign in with Work',
      buttonColor: null,
      iconUrl: null,
    });
  });

  it('are made, changed and deleted; the secret is in no answer', async () => {
    const created = await server.send(
      'POST',
      '/v1/auth/providers',
      providerNamed('made', { buttonText: 'Go', buttonColor: '#1a73e8' }),
      admin,
    );
    const { id } = created.body;
    const masked = await server.send('PUT', `/v1/auth/providers/${id}`, { clientSecret: '***tail', buttonText: '', name: 'Made' }, admin);
    const listed = await server.send('GET', '/v1/auth/providers', undefined, admin);
    const tested = await server.send('POST', `/v1/auth/providers/${id}/test`, {}, admin);

    expect(created).toMatchObject({
      status: 200,
      body: {
        status: 'created',
        slug: 'made',
        maskedClientSecret: '***tail',
        enabled: true,
        autoCreate: true,
        trustsEmails: false,
        redirectUris: [`${server.url}/v1/auth/oidc/made/callback`, `${server.url}/login/oidc/made`],
        createdAt: expect.any(Number),
      },
    });
    expect(masked).toMatchObject({
      status: 200,
      body: { status: 'updated', name: 'Made', buttonText: null, maskedClientSecret: '***tail' },
    });
    expect(listed.body.map((provider: { id: string }) => provider.id)).toContain(id);
    for (const { body } of [created, masked, listed, tested]) expect(JSON.stringify(body)).not.toContain('canary');
    const { rows } = await pool.query('select client_secret from oidc_providers');
    expect(JSON.stringify(rows)).not.toContain('canary');
    expect(await server.send('DELETE', `/v1/auth/providers/${id}`, undefined, admin)).toEqual({
      status: 200,
      body: { status: 'deleted', id },
    });
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/test'],
    ] as const)
      expect((await server.send(method, `/v1/auth/providers/${id}${path}`, method === 'GET' ? undefined : {}, admin)).status).toBe(404);
  });

  it('are one to a slug', async () => {
    const { status, body } = await server.send('POST', '/v1/auth/providers', providerNamed('work'), admin);
    expect(status).toBe(409);
    expect(body.detail).toContain('slug');
  });

  it.each([
    ['slug', { slug: 'Not A Slug' }],
    ['name', { name: ' ' }],
    ['issuerUrl', { issuerUrl: 'ftp://example.com' }],
    ['issuerUrl', { issuerUrl: 'http://10.1.2.3' }],
    ['issuerUrl', { issuerUrl: 'https://169.254.169.254' }],
    ['issuerUrl', { issuerUrl: 'http://93.184.215.14' }],
    ['issuerUrl', { issuerUrl: 'https://example.com/.well-known/openid-configuration' }],
    ['issuerUrl', { issuerUrl: 'https://user:pass@example.com' }],
    ['clientSecret', { clientSecret: '' }],
    ['scopes', { scopes: 'email' }],
    ['buttonColor', { buttonColor: 'red;background:url(https://evil.example)' }],
    ['iconUrl', { iconUrl: 'javascript:alert(1)' }],
    ['allowedEmailDomains', { allowedEmailDomains: ['@example.com'] }],
    ['tokenEndpoint', { autoDiscovery: false, authorizationEndpoint: 'https://example.com/a', jwksUri: 'https://example.com/j' }],
    ['jwksUri', { jwksUri: 'http://192.168.0.1/keys' }],
  ])('name the field that is wrong: %s', async (field, more) => {
    const { status, body } = await server.send('POST', '/v1/auth/providers', providerNamed('wrong', more), admin);
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe(field);
  });

  it('keep a secret from being sent to another server by whoever may change its address', async () => {
    for (const more of [{ issuerUrl: 'https://evil.example' }, { tokenEndpoint: 'https://evil.example/token', autoDiscovery: true }]) {
      const { status, body } = await server.send('PUT', `/v1/auth/providers/${providerId}`, more, admin);
      expect(status).toBe(422);
      expect(body.errors[0].path).toBe('clientSecret');
    }
  });

  it('are for admins', async () => {
    const { accessToken } = (await signIn()).body;
    const calls = [
      ['GET', '/v1/auth/providers'],
      ['GET', `/v1/auth/providers/${providerId}`],
      ['POST', '/v1/auth/providers'],
      ['PUT', `/v1/auth/providers/${providerId}`],
      ['DELETE', `/v1/auth/providers/${providerId}`],
      ['POST', `/v1/auth/providers/${providerId}/test`],
      ['DELETE', '/v1/admin/users/usr_0/logins'],
    ] as const;
    for (const [method, path] of calls) {
      const body = method === 'GET' ? undefined : providerNamed('mine');
      expect([path, (await server.send(method, path, body, { authorization: `Bearer ${accessToken}` })).status]).toEqual([path, 403]);
      expect([path, (await server.send(method, path, body)).status]).toEqual([path, 401]);
    }
  });

  it('are asked only where this server may go', async () => {
    await closed.post('/v1/auth/setup', { email: 'admin@example.com', password: 'correct horse' });
    const literal = await closed.send('POST', '/v1/auth/providers', providerNamed('work'), ENGINE);
    const named = await closed.send(
      'POST',
      '/v1/auth/providers',
      providerNamed('work', { issuerUrl: idp.issuer.replace('127.0.0.1', 'localhost') }),
      ENGINE,
    );
    idp.asked.length = 0;

    const tested = await closed.send('POST', `/v1/auth/providers/${named.body.id}/test`, {}, ENGINE);
    const begun = await closed.send('GET', '/v1/auth/oidc/work/authorize');

    expect(literal).toMatchObject({ status: 422, body: { detail: expect.stringContaining('issuerUrl must lead to a public address') } });
    expect(tested).toMatchObject({ status: 400, body: { detail: expect.stringContaining('PRIVATE_NETWORKS') } });
    expect(begun).toMatchObject({ status: 503, body: { detail: expect.stringContaining('PRIVATE_NETWORKS') } });
    expect(idp.asked).toEqual([]);
  });
});

describe('a server that nobody set up', () => {
  it('lists no providers, and lets only who may set it up begin; they are the admin, and the next is not', async () => {
    expect((await fresh.send('GET', '/v1/auth/providers', undefined, ENGINE)).body).toMatchObject([{ slug: 'work', autoCreate: false }]);
    const status = { authEnabled: true, setupComplete: false, oidcProviders: [] };
    expect(await fresh.get('/v1/auth/status')).toEqual(status);
    const elsewhere = { 'x-forwarded-for': '192.0.2.1' };
    const begin = (query: string) => fresh.send('GET', `/v1/auth/oidc/work/authorize${query}`, undefined, elsewhere);
    expect((await begin('')).status).toBe(403);
    expect((await begin('?setupToken=guess')).status).toBe(403);
    const token = /set-up token (\S+)/.exec(fresh.output)?.[1] ?? '';
    expect((await begin(`?setupToken=${token}`)).status).toBe(200);

    const first = await callback('work', fresh);
    idp.person = 'boss';
    const second = await callback('work', fresh);
    const answers = [await fresh.send('GET', first), await fresh.send('GET', second)];

    expect(answers[0]).toMatchObject({ status: 200, body: { user: { email: 'ann@example.com', isAdmin: true } } });
    expect(answers[1]).toMatchObject({ status: 403, body: { detail: expect.stringContaining('an admin has to make one') } });
    expect((await fresh.get('/v1/auth/status')).oidcProviders).toHaveLength(1);
  });

  it('lets no address begin without end', async () => {
    const begin = async (address: string) =>
      (await fresh.send('GET', '/v1/auth/oidc/work/authorize', undefined, { 'x-forwarded-for': address })).status;
    const statuses = [];
    for (let n = 0; n < 101; n++) statuses.push(await begin('192.0.2.7'));

    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.at(-1)).toBe(429);
    expect(await begin('192.0.2.8')).toBe(200);
  });

  it('keeps client secrets through a change of its key', async () => {
    await fresh.stop();
    await fresh.start({ SECRET_KEY: NEXT_KEY, SECRET_KEY_PREVIOUS: KEY });
    const { data } = await fresh.send('POST', '/graphql', { query: 'mutation { rotateSecrets }' }, ENGINE).then(({ body }) => body);
    expect(data.rotateSecrets).toBe(1);
    await fresh.stop();
    await fresh.start({ SECRET_KEY: NEXT_KEY });

    expect((await fresh.send('GET', '/v1/auth/providers', undefined, ENGINE)).body[0].maskedClientSecret).toBe('***tail');
    await fresh.stop();
    await expect(fresh.start()).rejects.toThrow('SECRET_KEY must be the key');
  });
});

async function users(): Promise<unknown[]> {
  return (await pool.query('select id, email from users order by id')).rows;
}
