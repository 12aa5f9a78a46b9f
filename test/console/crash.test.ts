import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, startBrowser, type TestBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let browser: TestBrowser;

beforeAll(async () => {
  server = await ServerProcess.start({ FAILPOINT: 'crash-agent' });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

describe('an actor that crashes', () => {
  it('flashes as it starts again, and its card says on which message it crashed, and where', async () => {
    const page = await browser.open(`${server.url}/actors`);
    await page.getByRole('treeitem', { name: /dispatch/ }).waitFor();

    const { id } = await server.post('/v1/runs', { pipeline_id: 'quickstart', task: 'x' });
    const mira = page.getByRole('treeitem', { name: /mira agent/ });
    await page.locator('.actor.is-restarted').filter({ hasText: 'mira' }).waitFor();
    await mira.getByTitle('Restarts').getByText('1').waitFor();
    await mira.click();
    await page.locator('.fold-bad summary').getByText('crashed by the failpoint crash-agent').click();

    await page.getByText('It was started again.').waitFor();
    await page
      .locator('.fold-bad pre')
      .getByText(/actor-cell/)
      .waitFor();
    expect(await page.locator('.fold-bad code').first().textContent()).not.toBe('');
    expect(await barriers(page)).toEqual([]);
    expect(await server.finished(id)).toMatchObject({ status: 'completed' });
    expect(browser.errors()).toEqual([]);
    await page.context().close();
  });
});
