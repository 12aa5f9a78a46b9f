import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, startBrowser, type TestBrowser } from '../support/browser.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';

const PIPELINE = 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x, outputs: [y] }\n';

let catalog: CatalogDirectory;
let server: ServerProcess;
let browser: TestBrowser;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'agents/mira/config.yml': 'budget_per_day: { tokens: 1 }\n',
    'agents/finn/IDENTITY.md': '# Finn',
    'pipelines/one.yml': PIPELINE,
    'pipelines/two.yml': PIPELINE.replaceAll('mira', 'finn')
      .replace('id: one', 'id: two')
      .replace(/steps:[\s\S]*/, (steps) =>
        steps.replace('outputs: [y]', 'outputs: [y], onComplete: B').concat('  - { id: B, agent: finn, input: x }\n'),
      ),
  });
  server = await ServerProcess.start({ CATALOG_DIR: catalog.path });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
  await catalog.remove();
});
afterEach(() => expect(browser.errors()).toEqual([]));

const start = async (input: object): Promise<string> => (await server.post('/v1/runs', { task: 'x', ...input })).id;

describe('a budget in the console', () => {
  it('of a run says why it waits and is raised there', async () => {
    const id = await start({ pipeline_id: 'two', budget_tokens: 1 });
    const page = await browser.open(`${server.url}/runs/${id}`);
    await page.getByText('The budget of 1 tokens is spent; resume the run with a larger budget_tokens').waitFor();

    await page.getByRole('button', { name: 'Raise the budget' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('alert').filter({ hasText: 'larger budget_tokens' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Tokens').fill('100000');
    await page.getByRole('button', { name: 'Resume' }).click();

    await page.locator('.facts').getByText('completed').waitFor();
    await page
      .locator('.facts')
      .getByText(/of 100K/)
      .waitFor();
    await page.context().close();
  });

  it('of an agent shows what it spent today, and is raised there', async () => {
    await server.finished(await start({ pipeline_id: 'one' }));
    const id = await start({ pipeline_id: 'one' });
    await eventually(async () => expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'budget' }));
    const page = await browser.open(`${server.url}/agents/mira`);
    await page.locator('.facts').getByText(/of 1$/).waitFor();

    await page.getByRole('button', { name: 'Raise today’s budget' }).click();
    await page.getByLabel('Tokens').fill('100000');
    await page.getByRole('button', { name: 'Raise it' }).click();

    await page
      .locator('.facts')
      .getByText(/of 100K$/)
      .waitFor();
    expect(await server.finished(id)).toMatchObject({ status: 'completed' });
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});
