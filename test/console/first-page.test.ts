import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let browser: TestBrowser;

beforeAll(async () => {
  server = await ServerProcess.start();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

describe('the first page', () => {
  it('weighs less than 300 kB on the wire, all of it from this server', async () => {
    const page = await browser.open('about:blank');
    const loaded: { url: string; bytes: Promise<number> }[] = [];
    page.on('requestfinished', (request) => {
      const bytes = request.sizes().then((sizes) => sizes.responseBodySize + sizes.responseHeadersSize);
      loaded.push({ url: request.url(), bytes });
    });
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Start the quickstart' }).waitFor();
    await page.waitForLoadState('networkidle');

    const bytes = (await Promise.all(loaded.map((one) => one.bytes))).reduce((sum, size) => sum + size, 0);
    expect(loaded.map(({ url }) => new URL(url).origin)).toEqual(loaded.map(() => server.url));
    expect(loaded.some(({ url }) => url.endsWith('.js'))).toBe(true);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(300_000);
  });

  it('is sent whole to a program that does not take gzip', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(server.url)).text()) ?? [];
    const [plain, small] = await Promise.all(
      ['identity', 'gzip'].map((encoding) => fetch(server.url + script, { headers: { 'accept-encoding': encoding } })),
    );
    const header = (name: string) => [plain?.headers.get(name), small?.headers.get(name)];

    expect(header('content-encoding')).toEqual([null, 'gzip']);
    expect(header('content-type')).toEqual(['text/javascript; charset=utf-8', 'text/javascript; charset=utf-8']);
    expect(header('cache-control')).toEqual(['public, max-age=31536000, immutable', 'public, max-age=31536000, immutable']);
    expect(header('vary')).toEqual([expect.stringContaining('Accept-Encoding'), expect.stringContaining('Accept-Encoding')]);
    expect(await plain?.text()).toBe(await small?.text());
  });
});
