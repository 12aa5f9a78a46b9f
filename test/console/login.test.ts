import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Page, Request } from 'playwright-core';
import { barriers, startBrowser, type TestBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';

const ADMIN = { email: 'ada@example.org', password: 'correct horse battery' };
const SECRETS = ['a'.repeat(32), 'b'.repeat(32)];

let server: ServerProcess;
let browser: TestBrowser;
let page: Page | undefined;
/** An access token of the admin, for what tests prepare. */
let admin = '';

beforeAll(async () => {
  server = await ServerProcess.start({ AUTH_ENABLED: 'true', AUTH_SECRET_KEY: SECRETS[0] ?? '' });
  admin = (await server.post('/v1/auth/setup', { ...ADMIN, displayName: 'Ada' })).accessToken;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});
afterEach(async () => {
  await page?.context().close();
  // Chromium prints each answer 401, which is how a page learns that its token is over; a worker of GraphiQL's editor whose file was on
  // its way when a test stopped the server fails with a bare `Event`
  expect(browser.errors().filter((text) => !text.includes('status of 401') && text !== 'Event')).toEqual([]);
});

async function open(path: string, options: Parameters<TestBrowser['open']>[1] = {}): Promise<Page> {
  page = await browser.open(server.url + path, options);
  return page;
}

async function signIn(page: Page, { email, password }: { email: string; password: string } = ADMIN): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signedIn(path: string, person = ADMIN, options: Parameters<TestBrowser['open']>[1] = {}): Promise<Page> {
  const page = await open(path, options);
  await signIn(page, person);
  await page.getByRole('navigation').waitFor();
  return page;
}

/** The pair of tokens of a new session, as a program gets it. */
async function session(person = ADMIN): Promise<{ accessToken: string; refreshToken: string }> {
  return server.post('/v1/auth/login', person);
}

async function asAdmin(method: string, path: string, body?: unknown) {
  return server.send(method, path, body, { authorization: `Bearer ${admin}` });
}

function refreshTokenOf(request: Request): string | undefined {
  const { query, variables } = (request.postDataJSON() ?? {}) as { query?: string; variables?: { refreshToken?: string } };
  return query?.includes('refreshSession') ? variables?.refreshToken : undefined;
}

/** The refresh tokens that a page sends from now on. */
function refreshTokensOf(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(...[refreshTokenOf(request) ?? []].flat()));
  return sent;
}

/** Somebody of one's own for a test. */
async function person(email: string, isAdmin = false): Promise<{ email: string; password: string }> {
  const password = 'a password of one’s own';
  expect(await asAdmin('POST', '/v1/admin/users', { email, password, isAdmin })).toMatchObject({ status: 201 });
  return { email, password };
}

/** Starts the server anew with another key for access tokens: those that pages have are refused from then on, as expired ones are. */
async function outdateAccessTokens(): Promise<void> {
  const { port } = new URL(server.url);
  await server.stop();
  SECRETS.reverse();
  await server.start({ PORT: port, AUTH_SECRET_KEY: SECRETS[0] ?? '' });
  admin = (await session()).accessToken;
}

describe('a server with authentication on', () => {
  it('is set up by its first person, who shows the token of the server from elsewhere than its machine', async () => {
    const fresh = await ServerProcess.start({ AUTH_ENABLED: 'true' });
    try {
      page = await browser.open(`${fresh.url}/runs`);
      await page.setExtraHTTPHeaders({ 'x-forwarded-for': '192.0.2.1' });
      await page.getByRole('heading', { name: 'Set up' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('E-mail').fill('first@example.org');
      await page.getByLabel('Name').fill('First');
      await page.getByLabel('Password').fill(ADMIN.password);
      await page.getByRole('button', { name: 'Set up' }).click();
      await page.getByLabel('Set-up token').fill(/set-up token (\S+)/.exec(fresh.output)?.[1] ?? '');
      await page.getByRole('button', { name: 'Set up' }).click();
      await page.getByRole('heading', { name: 'Runs' }).waitFor();
      await page.getByText('First', { exact: true }).waitFor();
    } finally {
      await page?.close();
      await fresh.remove();
    }
  });

  it('is left and entered again, at the page that was asked for', async () => {
    const page = await signedIn('/runs');
    await page.getByText('Ada').click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('localStorage.getItem("djinnbot_refresh_token")')).toBeNull();

    await signIn(page, { ...ADMIN, password: 'wrong password' });
    await page.getByText('Invalid email or password').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/runs');
  });

  it('keeps the session over a reload, for which it spends no refresh token, and in another tab', async () => {
    const page = await signedIn('/agents');
    const sent = refreshTokensOf(page);
    await page.reload();
    await page.getByRole('link', { name: 'Mira' }).waitFor();
    expect(sent).toEqual([]);

    const other = await page.context().newPage();
    await other.goto(`${server.url}/skills`);
    await other.getByRole('heading', { name: 'Skills' }).waitFor();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('goes on when its access token is refused, on a page that follows nothing', async () => {
    const page = await signedIn('/skills');
    await page.getByRole('heading', { name: 'Skills' }).waitFor();
    await outdateAccessTokens();

    await page.getByRole('link', { name: 'Agents' }).click();

    await page.getByRole('link', { name: 'Mira' }).waitFor();
  });

  it('goes on in all tabs when access tokens are over, over HTTP and over the socket', async () => {
    const page = await signedIn('/runs');
    const other = await page.context().newPage();
    await other.goto(`${server.url}/runs`);
    const pages = [page, other];
    for (const tab of pages) await tab.getByRole('status').filter({ hasText: 'Live' }).waitFor();

    await outdateAccessTokens();
    for (const tab of pages) await tab.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await asAdmin('POST', '/v1/runs', { pipeline_id: 'quickstart', task: 'Seen in both tabs' });

    for (const tab of pages) await tab.getByText('Seen in both tabs').waitFor();
    for (const tab of pages) await tab.getByRole('link', { name: 'Agents' }).click();
    for (const tab of pages) await tab.getByRole('link', { name: 'Mira' }).waitFor();
  });

  it('renews an access token before it ends, in one of its tabs at a time, and sends a refresh token once only', async () => {
    const page = await signedIn('/skills');
    const other = await page.context().newPage();
    await other.goto(`${server.url}/skills`);
    const tabs = [page, other];
    for (const tab of tabs) await tab.getByRole('heading', { name: 'Skills' }).waitFor();
    const sent = tabs.map(refreshTokensOf);
    const answers = Promise.withResolvers<void>();
    await page.context().route('**/graphql', async (route) => {
      if (refreshTokenOf(route.request())) await answers.promise;
      await route.continue();
    });

    for (const tab of tabs) {
      await tab.clock.install();
      await tab.clock.fastForward('14:30');
      await tab.getByRole('link', { name: 'Agents' }).click();
    }
    await eventually(async () => expect(await other.evaluate('navigator.locks.query().then(({ pending }) => pending.length)')).toBe(1));
    expect(sent.flat()).toHaveLength(1);
    answers.resolve();

    for (const tab of tabs) await tab.getByRole('link', { name: 'Mira' }).waitFor();
    expect(new Set(sent.flat()).size).toBe(2);
    expect(sent.flat()).toHaveLength(2);
  });

  it('shows the login, and why, when the session was ended elsewhere', async () => {
    const ended = await person('ended@example.org');
    const page = await signedIn('/runs', ended);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();

    const { accessToken } = await session(ended);
    await server.send('POST', '/v1/auth/logout/all', {}, { authorization: `Bearer ${accessToken}` });

    await page.getByText('Your session has ended. Sign in again.').waitFor();
    await signIn(page, ended);
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('signs out in all tabs at once', async () => {
    const page = await signedIn('/runs');
    const other = await page.context().newPage();
    await other.goto(`${server.url}/agents`);
    await other.getByRole('link', { name: 'Mira' }).waitFor();

    await page.getByText('Ada').click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();

    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});

describe('an account', () => {
  it('takes an authenticator app, whose codes are asked for from then on, and recovery codes in its place', async () => {
    const tom = await person('tom@example.org');
    let page = await signedIn('/account', tom);
    await page.getByRole('tab', { name: 'Authenticator app' }).click();
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const secret = (await page.getByRole('group', { name: 'Secret' }).textContent()) ?? '';
    const totp = new TOTP({ secret });
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(totp.generate());
    await page.getByRole('button', { name: 'Switch it on' }).click();
    const codes = ((await page.getByRole('group', { name: 'Recovery codes' }).textContent()) ?? '').split('\n');
    expect(codes).toHaveLength(10);
    await page.context().close();

    page = await open('/agents');
    await signIn(page, tom);
    await page.getByLabel('Code of your authenticator app').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Mira' }).waitFor();
    await page.context().close();

    page = await open('/agents');
    await signIn(page, tom);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Mira' }).waitFor();
  });

  it('makes a key that works, may only what was chosen, and can be revoked', async () => {
    const page = await signedIn('/account');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('Nightly build');
    await page.getByLabel('It may less than I may').check();
    await page.getByLabel('runs:read').check();
    await page.getByRole('button', { name: 'Make it' }).click();
    const key = (await page.getByRole('group', { name: 'Key' }).textContent()) ?? '';
    await page.getByRole('button', { name: 'Done' }).click();
    const withKey = (path: string) => server.send('GET', path, undefined, { authorization: `Bearer ${key}` });

    expect(await withKey('/v1/runs')).toMatchObject({ status: 200 });
    expect(await withKey('/v1/agents')).toMatchObject({ status: 403 });
    expect(await page.content()).not.toContain(key);

    await page.getByRole('button', { name: 'Revoke Nightly build' }).click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.getByText('There are no keys.').waitFor();
    expect(await withKey('/v1/runs')).toMatchObject({ status: 401 });
  });

  it('changes its password and stays signed in, in this browser only', async () => {
    const eve = await person('eve@example.org');
    const other = await session(eve);
    const page = await signedIn('/account', eve);
    await page.getByRole('tab', { name: 'Password' }).click();
    await page.getByLabel('Current password').fill('not this');
    await page.getByLabel('New password').fill('another password');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('The password is not right').waitFor();
    await page.getByLabel('Current password').fill(eve.password);
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('Changed.').waitFor();

    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByRole('link', { name: 'Mira' }).waitFor();
    expect(await server.send('POST', '/v1/auth/refresh', { refreshToken: other.refreshToken })).toMatchObject({ status: 401 });
    expect(await session({ ...eve, password: 'another password' })).toHaveProperty('accessToken');
  });
});

describe('people', () => {
  it('are added, changed and shut out by an admin', async () => {
    const page = await signedIn('/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('E-mail').fill('new@example.org');
    await page.getByLabel('Name').fill('Newcomer');
    await page.getByLabel('Password').fill('their first password');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Change Newcomer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Can sign in').uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('inactive').waitFor();

    expect(await session({ email: 'new@example.org', password: 'their first password' })).toMatchObject({ status: 401 });
    await page.getByRole('button', { name: 'Change Ada' }).click();
    await dialog.getByLabel('Admin').uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The last active admin must stay one').waitFor();
  });

  it('give keys to services and agents', async () => {
    const page = await signedIn('/people');
    await page.getByRole('tab', { name: 'Keys' }).click();
    await page.getByRole('button', { name: 'New agent key' }).click();
    await page.getByRole('combobox').selectOption('mira');
    await page.getByRole('button', { name: 'Make it' }).click();
    const key = (await page.getByRole('group', { name: 'Key' }).textContent()) ?? '';
    expect(key).toMatch(/^djb_agent_/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('agent mira').waitFor();
    expect(await server.send('GET', '/v1/mcp/agents/mira/tools', undefined, { authorization: `Bearer ${key}` })).toMatchObject({
      status: 200,
    });
  });

  it('who are no admins are not offered what they may not, and told so where they go by themselves', async () => {
    const page = await signedIn('/', await person('member@example.org'));
    await page.getByRole('link', { name: 'Runs' }).waitFor();
    for (const name of ['Actors', 'People', 'Audit']) expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
    for (const [path, button] of [
      ['/skills', 'New skill'],
      ['/mcp-servers', 'Add a server'],
      ['/settings', 'Set up Groq'],
    ] as const) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
    }
    await page.goto(`${server.url}/people`);
    await page.getByText('it takes the right users:admin').waitFor();
  });
});

describe('GraphiQL', () => {
  async function execute(page: Page, operation: string): Promise<void> {
    const item = page.getByRole('menuitem', { name: operation, exact: true });
    // it offers them once its worker has read the document
    await eventually(async () => {
      await page.getByRole('button', { name: /^Execute/ }).click();
      await item.waitFor({ timeout: 2_000 });
    }, 30_000);
    await item.click();
  }

  it('leads to the login and back, and asks as whoever is signed in, subscriptions too, also with tokens that are over', async () => {
    const page = await open('/graphiql?example=actors');
    await page.getByText('Nobody is signed in').waitFor();
    await page.waitForLoadState('networkidle'); // what is still loading when a page is left fails there
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page);
    await page.getByRole('status').filter({ hasText: 'Ada' }).waitFor();
    expect(new URL(page.url()).search).toBe('?example=actors');

    const answer = page.locator('.result-window');
    await execute(page, 'Watch');
    await answer.getByText('isSnapshot').waitFor();
    await page.getByRole('button', { name: /^Stop/ }).click();
    await outdateAccessTokens();
    await execute(page, 'Tree');
    await answer.getByText('mailboxDepth').first().waitFor();

    await page.getByRole('button', { name: /Documentation/ }).click();
    await page.getByRole('link', { name: 'Subscription' }).click();
    await page.getByText('The supervision tree as it lives').waitFor();
  });
});

describe('every page of one who is signed in', () => {
  it.each(['/account', '/people', '/', '/settings'])(
    '%s is usable without a mouse or good eyes, in the dark too, and narrow',
    async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await signedIn(path, ADMIN, { colorScheme, width: 380 });
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
        await page.context().close();
      }
    },
  );

  it.each(['light', 'dark'] as const)('the login is, too (%s)', async (colorScheme) => {
    const page = await open('/runs', { colorScheme, width: 380 });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });
});
