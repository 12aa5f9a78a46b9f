import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { CLIENT, startOidcStandIn, type OidcStandIn } from '../support/oidc-stand-in.ts';
import { ServerProcess } from '../support/server-process.ts';

let database: TestDatabase;
let server: ServerProcess;
let idp: OidcStandIn;
let browser: TestBrowser;

beforeAll(async () => {
  database = await testDatabase();
  server = await ServerProcess.start({ DATABASE_URL: database.url, AUTH_ENABLED: 'true' });
  idp = await startOidcStandIn([`${server.url}/login/oidc/work`]);
  idp.people = { ann: { email: 'ann@example.com', email_verified: true, name: 'Ann' } };
  const { accessToken } = await server.post('/v1/auth/setup', { email: 'admin@example.com', password: 'correct horse' });
  const provider = { name: 'Work', slug: 'work', issuerUrl: idp.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
  await server.send('POST', '/v1/auth/providers', provider, { authorization: `Bearer ${accessToken}` });
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.remove();
  await idp?.stop();
  await database.drop();
});
afterEach(() => expect(browser.errors()).toEqual([]));

describe('a page for signing in', () => {
  it('signs in through a provider and goes on where it was', async () => {
    idp.person = 'ann';
    const page = await browser.open(`${server.url}/agents`);

    await page.getByRole('button', { name: 'Sign in with Work' }).click();

    await page.getByRole('heading', { name: 'Agents', exact: true }).waitFor();
    expect(page.url()).toBe(`${server.url}/agents`);
    await page.reload();
    await page.getByRole('heading', { name: 'Agents', exact: true }).waitFor();
    await page.context().close();
  });

  it('says why a provider let nobody in, and begins again', async () => {
    idp.person = '';
    const page = await browser.open(server.url);

    await page.getByRole('button', { name: 'Sign in with Work' }).click();

    expect(await page.getByRole('alert').textContent()).toContain('access_denied');
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Sign in with Work' }).waitFor();
    await page.context().close();
  });

  it('does not complete a login that another browser began', async () => {
    idp.person = 'ann';
    const redirectUri = encodeURIComponent(`${server.url}/login/oidc/work`);
    const { authorizationUrl } = await server.get(`/v1/auth/oidc/work/authorize?redirectUri=${redirectUri}`);
    const page = await browser.open((await idp.browse(authorizationUrl)).href);

    expect(await page.getByRole('alert').textContent()).toContain('not begun in this tab');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.context().close();
  });

  it('asks for the second factor of the account', async () => {
    idp.person = 'ann';
    const { authorizationUrl } = await server.get(
      `/v1/auth/oidc/work/authorize?redirectUri=${encodeURIComponent(`${server.url}/login/oidc/work`)}`,
    );
    const { search } = await idp.browse(authorizationUrl);
    const { accessToken } = await server.get(`/v1/auth/oidc/work/callback${search}`);
    const as = { authorization: `Bearer ${accessToken}` };
    const { secret } = (await server.send('POST', '/v1/auth/totp/setup', {}, as)).body;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const { recoveryCodes } = (await server.send('POST', '/v1/auth/totp/confirm', { code }, as)).body;
    const page = await browser.open(`${server.url}/agents`);

    await page.getByRole('button', { name: 'Sign in with Work' }).click();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[0]);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { name: 'Agents', exact: true }).waitFor();
    await page.context().close();
  });
});
