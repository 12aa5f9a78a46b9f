import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Secret, TOTP } from 'otpauth';
import { SignJWT } from 'jose';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const SIGNING_KEY = 'a signing key for tests, of 32 characters or more';
const ENGINE_TOKEN = 'the-engine-token-of-tests';
const ADMIN = { email: 'ann@example.org', password: 'correct horse battery' };

let catalog: CatalogDirectory;
let test: TestServer;
let server: ServerProcess;
/** Headers with an access token of the admin. */
let admin: Record<string, string>;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signIn = async (email: string, password: string) => (await server.send('POST', '/v1/auth/login', { email, password })).body;

async function newMember(
  name: string,
): Promise<{ id: string; email: string; password: string; headers: Record<string, string>; refreshToken: string }> {
  const account = { email: `${name}@example.org`, password: `the password of ${name}` };
  const { body } = await server.send('POST', '/v1/admin/users', account, admin);
  const { accessToken, refreshToken } = await signIn(account.email, account.password);
  return { id: body.id, ...account, headers: bearer(accessToken), refreshToken };
}

beforeAll(async () => {
  catalog = await catalogDirectory({ 'agents/mira/IDENTITY.md': '# Mira' });
  test = await startTestServer(() => complete({}), {
    AUTH_ENABLED: 'true',
    AUTH_SECRET_KEY: SIGNING_KEY,
    ENGINE_INTERNAL_TOKEN: ENGINE_TOKEN,
    CATALOG_DIR: catalog.path,
  });
  server = test.server;
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

describe('the first admin', () => {
  it('is asked for until there is one', async () => {
    expect(await server.get('/v1/auth/status')).toEqual({ authEnabled: true, setupComplete: false, oidcProviders: [] });
    expect(server.output).toContain('nobody yet: make the first admin');
  });

  it('is not made by whoever comes through a proxy without the token that was printed', async () => {
    const refused = await server.send('POST', '/v1/auth/setup', ADMIN, { 'x-forwarded-for': '203.0.113.9' });
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('setupToken')]);
  });

  it.each([
    [{ email: 'nobody', password: 'long enough' }, 'email'],
    [{ email: 'a@b', password: 'short' }, 'password'],
  ])('needs an address and a password that are some: %j', async (input, field) => {
    const { status, body } = await server.send('POST', '/v1/auth/setup', input);
    expect([status, body.errors[0].path]).toEqual([422, field]);
  });

  it('is one, of many that want to be at the same moment', async () => {
    const token = /set-up token (\S+)/.exec(server.output)?.[1];
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        server.send(
          'POST',
          '/v1/auth/setup',
          index === 0 ? { ...ADMIN, setupToken: token } : { ...ADMIN, email: `other-${index}@example.org`, setupToken: token },
          { 'x-forwarded-for': '203.0.113.9' },
        ),
      ),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    const winner = all.find(({ status }) => status === 200)?.body;
    ADMIN.email = winner.user.email;
    expect(winner).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      user: {
        id: expect.stringMatching(/^usr_[0-9a-f]{12}$/),
        email: ADMIN.email,
        displayName: ADMIN.email.split('@')[0],
        isAdmin: true,
        totpEnabled: false,
        slackId: null,
      },
    });
    admin = bearer(winner.accessToken);
    expect(await server.get('/v1/auth/status')).toMatchObject({ setupComplete: true });
  });
});

describe('signing in', () => {
  it('says who one is', async () => {
    const { body } = await server.send('GET', '/v1/auth/me', undefined, admin);
    expect(body).toMatchObject({ email: ADMIN.email, isAdmin: true, isService: false, totpEnabled: false, slackId: null });
  });

  it('fails alike for a wrong password and for an unknown person, and takes the address in any case', async () => {
    const answers = await Promise.all([signIn(ADMIN.email, 'wrong'), signIn('unknown@example.org', 'wrong')]);
    const [one, other] = answers.map(({ request_id: _id, ...rest }) => rest);
    expect(one).toEqual({ type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'Invalid email or password' });
    expect(other).toEqual(one);
    expect(await signIn(` ${ADMIN.email.toUpperCase()} `, ADMIN.password)).toMatchObject({ tokenType: 'Bearer' });
  });

  it('is held up for whoever guesses, without locking out who knows the password elsewhere', async () => {
    const { email, password } = await newMember('guessed');
    for (let attempt = 0; attempt < 10; attempt++) await signIn(email, 'wrong');
    const held = await server.send('POST', '/v1/auth/login', { email, password });
    expect(held.status).toBe(429);
    expect(held.body.detail).toContain('Too many attempts');
  });

  it('answers nothing that a cache may keep', async () => {
    const kept = async (path: string, init?: RequestInit) => (await fetch(`${server.url}${path}`, init)).headers.get('cache-control');
    const login = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) };
    expect(await kept('/v1/auth/login', login)).toBe('no-store');
    expect(await kept('/v1/runs')).toBe('no-store');
    expect(await kept('/graphql', { ...login, body: '{"query":"{ authStatus { authEnabled } }"}' })).toBe('no-store');
  });

  it('stores neither passwords nor tokens', async () => {
    const { password, refreshToken } = await newMember('stored');
    const { body: key } = await server.send('POST', '/v1/auth/api-keys', { name: 'x' }, admin);
    const pool = new pg.Client({ connectionString: test.databaseUrl });
    await pool.connect();
    const { rows } = await pool.query(
      'select to_jsonb(users) as row from users union all select to_jsonb(k) from api_keys k union all select to_jsonb(t) from refresh_tokens t',
    );
    await pool.end();
    const dump = JSON.stringify(rows);
    expect(dump).toContain(createHash('sha256').update(key.key).digest('hex'));
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [password, refreshToken, key.key, ADMIN.password]) expect(dump).not.toContain(secret);
  });
});

describe('a session', () => {
  it('goes on with each refresh token once, and ends when one comes again', async () => {
    const { refreshToken, headers } = await newMember('refresher');
    const refresh = (token: string) => server.send('POST', '/v1/auth/refresh', { refreshToken: token });
    const second = await refresh(refreshToken);
    expect(second.status).toBe(200);
    const third = await refresh(second.body.refreshToken);
    expect(third.status).toBe(200);

    expect((await refresh(refreshToken)).status).toBe(401);
    // whoever of the two was the thief: both are out
    expect((await refresh(third.body.refreshToken)).status).toBe(401);
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(third.body.accessToken))).status).toBe(401);
    expect((await server.send('GET', '/v1/auth/me', undefined, headers)).body.detail).toBe('The session has ended; sign in again');
  });

  it('gives one of two that refresh at the same moment the next pair', async () => {
    const { refreshToken } = await newMember('racer');
    const both = await Promise.all([1, 2].map(() => server.send('POST', '/v1/auth/refresh', { refreshToken })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('ends by logging out, at once, with its open streams', async () => {
    const { refreshToken, headers } = await newMember('leaver');
    const stream = await fetch(`${server.url}/v1/events/stream`, { headers });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/events/stream`, { headers });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    expect((await server.send('POST', '/v1/auth/logout', { refreshToken: 'unknown' }, headers)).body).toEqual({ status: 'ok' });
    expect((await server.send('POST', '/v1/auth/logout', { refreshToken }, headers)).body).toEqual({ status: 'ok' });
    expect((await server.send('GET', '/v1/auth/me', undefined, headers)).status).toBe(401);
    expect(await stream.text()).toContain('The session has ended');
    expect(await closed).toBe(4401);
  });

  it('is not ended by another person who got hold of its refresh token only', async () => {
    const [victim, other] = [await newMember('victim'), await newMember('other')];
    await server.send('POST', '/v1/auth/logout', { refreshToken: victim.refreshToken }, other.headers);
    expect((await server.send('GET', '/v1/auth/me', undefined, victim.headers)).status).toBe(200);
  });

  it('ends everywhere with a new password', async () => {
    const { email, password, headers } = await newMember('changer');
    const elsewhere = await signIn(email, password);
    const wrong = await server.send('POST', '/v1/auth/password', { currentPassword: 'wrong', newPassword: 'a new password' }, headers);
    expect(wrong.status).toBe(401);
    const changed = await server.send('POST', '/v1/auth/password', { currentPassword: password, newPassword: 'a new password' }, headers);
    expect(changed.status).toBe(200);
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(elsewhere.accessToken))).status).toBe(401);
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(changed.body.accessToken))).status).toBe(200);
    expect(await signIn(email, 'a new password')).toHaveProperty('accessToken');
  });

  it('ends when the account is closed', async () => {
    const { id, headers, email, password } = await newMember('closed');
    await server.send('PATCH', `/v1/admin/users/${id}`, { isActive: false }, admin);
    expect((await server.send('GET', '/v1/auth/me', undefined, headers)).status).toBe(401);
    expect(await signIn(email, password)).toMatchObject({ status: 401, detail: 'Invalid email or password' });
  });

  it('never loses the last admin', async () => {
    const { body } = await server.send('GET', '/v1/auth/me', undefined, admin);
    const refused = await server.send('PATCH', `/v1/admin/users/${body.id}`, { isAdmin: false }, admin);
    expect([refused.status, refused.body.detail]).toEqual([409, 'The last active admin must stay one']);
  });
});

describe('a second factor', () => {
  const code = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

  it('is set up, asked for, good for once per code, and done away with', async () => {
    const { email, password, headers } = await newMember('totp');
    const { body: made } = await server.send('POST', '/v1/auth/totp/setup', {}, headers);
    expect(made.provisioningUri).toMatch(/^otpauth:\/\/totp\/DjinnBot/);
    expect((await server.send('POST', '/v1/auth/totp/confirm', { code: '000000' }, headers)).status).toBe(400);
    expect(await signIn(email, password)).toHaveProperty('accessToken'); // not on yet

    const confirmed = await server.send('POST', '/v1/auth/totp/confirm', { code: code(made.secret, -1) }, headers);
    expect(confirmed.body).toMatchObject({ status: 'enabled', message: expect.any(String) });
    const { recoveryCodes } = confirmed.body;
    expect(recoveryCodes).toHaveLength(10);
    expect(recoveryCodes[0]).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect((await server.send('POST', '/v1/auth/totp/setup', {}, headers)).status).toBe(409);

    const challenge = await signIn(email, password);
    expect(challenge).toEqual({ requiresTOTP: true, pendingToken: expect.any(String) });
    const { pendingToken } = challenge;
    const answer = (given: string) => server.send('POST', '/v1/auth/login/totp', { pendingToken, code: given });
    expect((await answer('123456')).status).toBe(401);
    const now = code(made.secret);
    const both = await Promise.all([answer(now), answer(now)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]); // no code is good for twice
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(pendingToken))).status).toBe(401);

    const recover = (given: string) => server.send('POST', '/v1/auth/login/recovery', { pendingToken, code: given });
    const recovered = await recover(recoveryCodes[0].toLowerCase());
    expect([recovered.status, recovered.body.remainingRecoveryCodes]).toEqual([200, 9]);
    expect((await recover(recoveryCodes[0])).status).toBe(401);
    const { accessToken } = recovered.body;
    expect((await server.send('POST', '/v1/auth/login/totp', { pendingToken: accessToken, code: now })).status).toBe(400);

    expect((await server.send('POST', '/v1/auth/totp/recovery-codes', { code: '000000' }, headers)).status).toBe(401);
    const renewed = await server.send('POST', '/v1/auth/totp/recovery-codes', { code: code(made.secret, 1) }, headers);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await recover(recoveryCodes[1])).status).toBe(401);

    expect((await server.send('DELETE', '/v1/auth/totp', {}, headers)).status).toBe(422);
    expect((await server.send('DELETE', '/v1/auth/totp', { password: 'wrong' }, headers)).status).toBe(401);
    expect((await server.send('DELETE', '/v1/auth/totp', { password }, headers)).body).toEqual({ status: 'disabled' });
    expect(await signIn(email, password)).toHaveProperty('accessToken');
  });

  it('is not found out by trying: after ten wrong codes none is taken, of the app or for recovery', async () => {
    const { email, password, headers } = await newMember('tried');
    const { body: made } = await server.send('POST', '/v1/auth/totp/setup', {}, headers);
    const { body: on } = await server.send('POST', '/v1/auth/totp/confirm', { code: code(made.secret, -1) }, headers);
    const { pendingToken } = await signIn(email, password);
    const answer = (given: string) => server.send('POST', '/v1/auth/login/totp', { pendingToken, code: given });
    for (let tries = 0; tries < 10; tries++) expect((await answer('12345')).status).toBe(401);
    expect((await answer(code(made.secret))).status).toBe(429);
    const recovery = await server.send('POST', '/v1/auth/login/recovery', { pendingToken, code: on.recoveryCodes[0] });
    expect(recovery.status).toBe(429);
  });

  it('is for people only', async () => {
    const { status } = await server.send('POST', '/v1/auth/totp/setup', {}, bearer(ENGINE_TOKEN));
    expect(status).toBe(400);
  });
});

describe('an API key', () => {
  it('is shown once, says when it was used, and ends at once', async () => {
    const { headers, id } = await newMember('keyholder');
    const { body: made } = await server.send('POST', '/v1/auth/api-keys', { name: 'ci', expiresInDays: 30 }, headers);
    expect(made).toEqual({
      id: expect.stringMatching(/^key_/),
      name: 'ci',
      key: expect.stringMatching(/^djb_[\w-]{43}$/),
      keyPrefix: made.key.slice(0, 12),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      message: expect.any(String),
    });
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(made.key))).body).toMatchObject({ id, isService: false });
    const [listed] = await eventually(async () => {
      const { body } = await server.send('GET', '/v1/auth/api-keys', undefined, headers);
      if (body[0].lastUsedAt === null) throw new Error('its use is not put down yet');
      return body;
    });
    expect(listed).toMatchObject({ id: made.id, name: 'ci', keyPrefix: made.keyPrefix, isServiceKey: false });
    expect(JSON.stringify(listed)).not.toContain(made.key);

    const other = await newMember('key-thief');
    expect((await server.send('DELETE', `/v1/auth/api-keys/${made.id}`, undefined, other.headers)).status).toBe(404);
    expect((await server.send('DELETE', `/v1/auth/api-keys/${made.id}`, undefined, headers)).body).toEqual({
      status: 'revoked',
      id: made.id,
    });
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(made.key))).status).toBe(401);
    expect((await server.send('GET', '/v1/auth/api-keys', undefined, headers)).body).toEqual([]);
  });

  it('may no more than its scopes, and hands on no more than it has', async () => {
    const { headers } = await newMember('scoped');
    const make = (scopes: string[], from = headers) => server.send('POST', '/v1/auth/api-keys', { name: 'x', scopes }, from);
    expect((await make(['settings:admin'])).status).toBe(403);
    expect((await make(['*'])).status).toBe(403);
    expect((await make(['engine'], admin)).status).toBe(403);
    const bad = await make(['everything']);
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, 'scopes']);
    const { body: reader } = await make(['runs:read']);
    const as = bearer(reader.key);
    expect((await server.send('GET', '/v1/runs', undefined, as)).status).toBe(200);
    expect((await server.send('GET', '/v1/projects', undefined, as)).body.detail).toBe('This needs the scope projects:read');
    expect((await server.send('POST', '/v1/runs', { pipeline_id: 'x', task: 'y' }, as)).status).toBe(403);
    expect((await make(['runs:read'], as)).status).toBe(403);
  });

  it('ends with its time', async () => {
    const { body: key } = await server.send('POST', '/v1/auth/api-keys/service', { name: 'short', expiresInDays: 1 }, admin);
    const pool = new pg.Client({ connectionString: test.databaseUrl });
    await pool.connect();
    await pool.query('update api_keys set expires_at = $2 where id = $1', [key.id, Date.now() - 1]);
    await pool.end();
    const { status, body } = await server.send('GET', '/v1/auth/me', undefined, bearer(key.key));
    expect([status, body.detail]).toEqual([401, 'The API key is not valid, or has ended']);
    for (const expiresInDays of [0, -1, 1.5])
      expect((await server.send('POST', '/v1/auth/api-keys/service', { name: 'x', expiresInDays }, admin)).status).toBe(422);
  });

  it('loses what its owner may no longer', async () => {
    const { id } = await newMember('demoted');
    await server.send('PATCH', `/v1/admin/users/${id}`, { isAdmin: true }, admin);
    const { accessToken } = await signIn('demoted@example.org', 'the password of demoted');
    const { body: key } = await server.send('POST', '/v1/auth/api-keys', { name: 'x', scopes: ['*'] }, bearer(accessToken));
    expect((await server.send('GET', '/v1/admin/users', undefined, bearer(key.key))).status).toBe(200);
    await server.send('PATCH', `/v1/admin/users/${id}`, { isAdmin: false }, admin);
    expect((await server.send('GET', '/v1/admin/users', undefined, bearer(key.key))).status).toBe(403);
  });

  it('of a service is made by admins, and reads what is secret', async () => {
    const { headers } = await newMember('no-admin');
    expect((await server.send('POST', '/v1/auth/api-keys/service', { name: 'x' }, headers)).status).toBe(403);
    const { body } = await server.send('POST', '/v1/auth/api-keys/service', { name: 'engine two' }, admin);
    expect(body.key).toMatch(/^djb_svc_/);
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(body.key))).body).toMatchObject({
      id: `service:apikey:${body.id}`,
      isAdmin: true,
      isService: true,
    });
    expect((await server.send('GET', '/v1/settings/providers/keys/all', undefined, bearer(body.key))).status).toBe(200);
    expect((await server.send('GET', '/v1/settings/providers/keys/all', undefined, bearer(ENGINE_TOKEN))).status).toBe(200);
    expect((await server.send('GET', '/v1/settings/providers/keys/all', undefined, admin)).status).toBe(403);
    const { body: all } = await server.send('GET', '/v1/auth/api-keys/all', undefined, admin);
    expect(all).toContainEqual(expect.objectContaining({ id: body.id, isServiceKey: true, userId: null }));
  });

  it('of an agent is made once, also by many at the same moment', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => server.send('POST', '/v1/auth/api-keys/agent', { agentId: 'mira' }, bearer(ENGINE_TOKEN))),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(made.filter(({ body }) => body.created).map(({ body }) => body.key)).toEqual([expect.stringMatching(/^djb_agent_/)]);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect((await server.send('POST', '/v1/auth/api-keys/agent', { agentId: 'nobody' }, admin)).status).toBe(404);
  });
});

describe('a token in the address', () => {
  it('opens event streams, and nothing else', async () => {
    const { headers } = await newMember('streamer');
    const { body } = await server.send('POST', '/v1/auth/ticket', {}, headers);
    expect(body).toEqual({ ticket: expect.any(String), expiresIn: 60 });
    const token = headers.authorization?.slice('Bearer '.length) ?? '';
    for (const shown of [body.ticket, token]) {
      const stream = await fetch(`${server.url}/v1/events/stream?token=${shown}`);
      expect([stream.status, stream.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
      await stream.body?.cancel();
      expect((await server.send('GET', `/v1/auth/me?token=${shown}`)).status).toBe(401);
    }
    // a ticket is no bearer
    expect((await server.send('GET', '/v1/auth/me', undefined, bearer(body.ticket))).status).toBe(401);
    expect((await fetch(`${server.url}/v1/events/stream?token=garbage`)).status).toBe(401);
    expect(server.output).not.toContain(token);
  });

  it('opens WebSockets', async () => {
    const { headers } = await newMember('socketeer');
    const { body } = await server.send('POST', '/v1/auth/ticket', {}, headers);
    const open = (query: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/events/stream${query}`);
        socket.once('open', () => resolve('open'));
        socket.once('error', (error) => resolve(error.message));
        socket.once('open', () => socket.close());
      });
    expect(await open(`?token=${body.ticket}`)).toBe('open');
    expect(await open('')).toContain('401');
  });

  it('may stand in the first message of graphql-ws', async () => {
    const { headers } = await newMember('subscriber');
    const ask = async (connectionParams: Record<string, unknown>) => {
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams,
        retryAttempts: 0,
      });
      try {
        for await (const { data } of client.iterate({ query: '{ viewer { email } }' })) return data;
        return null;
      } catch (error) {
        return (error as { code?: number }).code;
      } finally {
        await client.dispose();
      }
    };
    expect(await ask(headers)).toEqual({ viewer: { email: 'subscriber@example.org' } });
    expect(await ask({ authorization: 'Bearer garbage' })).toBe(4403);
    expect(await ask({})).toBe(4403);
  });
});

describe('a token that is none', () => {
  it('is told from one that has expired', async () => {
    const sign = (claims: object, exp: number) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('usr_0')
        .setExpirationTime(exp)
        .sign(Buffer.from(SIGNING_KEY));
    const past = await sign({ type: 'access', credential: 'session:ses_0' }, Math.floor(Date.now() / 1000) - 1);
    const invented = await sign({ type: 'access', credential: 'session:ses_0' }, Math.floor(Date.now() / 1000) + 60);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"usr_0","type":"access","exp":9999999999}').toString('base64url')}.`;
    const details = [];
    for (const token of [past, invented, unsigned, 'garbage', 'djb_garbage']) {
      const { status, body } = await server.send('GET', '/v1/runs', undefined, bearer(token));
      expect(status).toBe(401);
      details.push(body.detail);
    }
    expect(details).toEqual([
      'The token has expired',
      'The session has ended; sign in again',
      'The token is not valid',
      'The token is not valid',
      'The API key is not valid, or has ended',
    ]);
  });

  it('is not in the way of signing in', async () => {
    const { status } = await server.send('POST', '/v1/auth/login', ADMIN, bearer('garbage'));
    expect(status).toBe(200);
  });
});

it('puts down who came in, and who did not', async () => {
  const { data } = await server.post(
    '/graphql',
    { query: '{ auditLog(limit: 1000) { action actor } auditVerification { brokenAt } }' },
    admin,
  );
  const actions = new Set(data.auditLog.map(({ action }: { action: string }) => action));
  for (const action of ['user.setup', 'user.create', 'login', 'login.failed', 'login.reuse', 'totp.enable', 'key.create', 'key.revoke'])
    expect(actions).toContain(action);
  expect(data.auditVerification.brokenAt).toBeNull();
});

it('puts down every act that only some may do, also one that has no words for it', async () => {
  const last = async () =>
    (await server.send('POST', '/graphql', { query: '{ auditLog(limit: 1) { action target surface address actor } }' }, admin)).body.data
      .auditLog[0];
  const { body: me } = await server.send('GET', '/v1/auth/me', undefined, admin);
  await server.send('POST', '/graphql', { query: 'mutation { restartActor(path: "pulse") { path } }' }, admin);
  expect(await last()).toMatchObject({
    action: 'restartActor',
    target: 'pulse',
    surface: 'graphql',
    actor: me.id,
    address: expect.stringContaining('127.0.0.1'),
  });
  await server.send('PUT', '/v1/agents/mira/config', { model: 'openai/gpt-5' }, admin);
  expect(await last()).toMatchObject({ action: 'updateAgentConfig', target: 'mira', surface: 'rest' });
});

describe('with authentication off', () => {
  let open: TestServer;
  beforeAll(async () => {
    open = await startTestServer(() => complete({}));
  });
  afterAll(() => open.stop());

  it('everyone is the anonymous admin, whatever token they show', async () => {
    const me = {
      id: 'anonymous',
      email: null,
      displayName: 'Anonymous',
      isAdmin: true,
      isService: false,
      totpEnabled: false,
      slackId: null,
    };
    expect(await open.server.get('/v1/auth/status')).toEqual({ authEnabled: false, setupComplete: false, oidcProviders: [] });
    expect(await open.server.get('/v1/auth/me')).toEqual(me);
    expect((await open.server.send('GET', '/v1/auth/me', undefined, bearer('stray'))).body).toEqual(me);
    for (const path of ['/v1/users/me/providers', '/v1/users/me/secrets', '/v1/auth/api-keys', '/v1/admin/users'])
      expect(await open.server.get(path)).toEqual([]);
  });

  it('nobody signs in, and it is said how they could', async () => {
    expect((await open.server.send('POST', '/v1/auth/refresh', { refreshToken: 'x' })).status).toBe(401);
    for (const [path, body] of [
      ['/v1/auth/login', ADMIN],
      ['/v1/auth/setup', ADMIN],
      ['/v1/auth/api-keys', { name: 'x' }],
    ] as const) {
      const answer = await open.server.send('POST', path, body);
      expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('AUTH_ENABLED=true')]);
    }
  });

  it('a proxy on this machine is not taken for this machine', async () => {
    const path = '/v1/settings/providers/keys/all';
    expect((await open.server.send('GET', path)).status).toBe(200);
    expect((await open.server.send('GET', path, undefined, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  });
});

describe('a server that others can reach', () => {
  it.each([
    [{ HOST: '0.0.0.0' }, 'AUTH_ENABLED=true'],
    [{ AUTH_ENABLED: 'yes' }, 'AUTH_ENABLED must be true or false'],
    [{ AUTH_ENABLED: 'true', AUTH_SECRET_KEY: 'short' }, 'AUTH_SECRET_KEY must be 32 characters or more'],
    [{ TRUSTED_PROXIES: 'everyone' }, 'TRUSTED_PROXIES must be a list of addresses'],
  ])('does not start with %j', async (environment: Record<string, string>, reason) => {
    await expect(ServerProcess.start(environment)).rejects.toThrow(reason);
  });

  it('listens there with authentication on', async () => {
    const reachable = await startTestServer(() => complete({}), { HOST: '0.0.0.0', AUTH_ENABLED: 'true' });
    try {
      const url = reachable.server.url.replace('0.0.0.0', '127.0.0.1');
      expect((await fetch(`${url}/v1/status`)).status).toBe(200);
      expect((await fetch(`${url}/v1/runs`)).status).toBe(401);
    } finally {
      await reachable.stop();
    }
  });
});
