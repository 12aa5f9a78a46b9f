import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let catalog: CatalogDirectory;
let test: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  catalog = await catalogDirectory({ 'agents/mira/IDENTITY.md': '# Mira' });
  test = await startTestServer(
    ({ said }) => ({ text: said.includes('story') ? `Once upon **a time** ${'there was a cat. '.repeat(400)}` : `You said ${said}.` }),
    { CATALOG_DIR: catalog.path, DEFAULT_MODEL: 'openai/gpt-4o' },
    20,
  );
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await test.stop();
  await catalog.remove();
});
afterEach(() => expect(browser.errors()).toEqual([]));

describe('a long reply', () => {
  it('is streamed as Markdown, also to a page that comes later, while what is said meanwhile waits; and can be stopped', async () => {
    const { id } = await test.server.post('/v1/chat/sessions', { agent_id: 'mira' });
    const page = await browser.open(`${test.server.url}/chat/${id}`);
    await page.getByLabel('Message').fill('Tell me a story');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.is-live strong').getByText('a time').waitFor();

    await page.reload();
    await page.locator('.is-live strong').getByText('a time').waitFor();
    await page.getByLabel('Message').fill('And now?');
    await page.getByLabel('Message').press('Enter');
    await page.getByText('Waits for its turn…').waitFor();
    await page.getByRole('button', { name: 'Stop the reply' }).click();

    await page.getByText('Stopped.').waitFor();
    await page.getByText('You said And now?.').waitFor();
    expect(await page.locator('.message-assistant').first().getByText('Once upon').count()).toBe(1);
    await page.context().close();
  }, 60_000);
});
