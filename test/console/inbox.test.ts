import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { barriers, startBrowser, type TestBrowser } from '../support/browser.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const CHANGING = join(import.meta.dirname, '../support/changing-mcp-server.mjs');

let catalog: CatalogDirectory;
let test: TestServer;
let browser: TestBrowser;
let page: Page | undefined;

/** The first turn asks which colour, or wants to write a file when the task says so. */
beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'agents/mira/config.yml': 'tool_approval: { write: ask }\n',
    'pipelines/one.yml':
      'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: "{{task_description}}", outputs: [said] }\n',
  });
  test = await startTestServer(
    ({ runId, prompt, toolResults }) => {
      if (toolResults.length > 0) return runId ? complete({ said: toolResults.join() }) : { text: `You said ${toolResults.join()}.` };
      if (prompt.includes('Edit')) return { tools: [{ name: 'edit', args: { path: 'note.md', old_text: 'a', new_text: 'b' } }] };
      return prompt.includes('Write')
        ? {
            text: 'I write.',
            tools: [{ name: 'write', args: { path: 'notes/cake.md', content: '# Cake\n\nFlour, eggs.' } }],
          }
        : {
            text: 'Let me ask.',
            tools: [
              {
                name: 'ask_human',
                args: prompt.includes('Freely')
                  ? { question: 'What is it **called**?', default: 'Nemo' }
                  : { question: 'Which colour should the door have?', choices: ['red', 'green'] },
              },
            ],
          };
    },
    { CATALOG_DIR: catalog.path, DEFAULT_MODEL: 'openai/gpt-4o' },
  );
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await test.stop();
  await catalog.remove();
});
afterEach(async () => {
  await page?.context().close();
  expect(browser.errors()).toEqual([]);
});

async function open(path: string, options: Parameters<TestBrowser['open']>[1] = {}): Promise<Page> {
  page = await browser.open(test.server.url + path, options);
  return page;
}

const startRun = async (task: string, more: object = {}): Promise<string> =>
  (await test.server.post('/v1/runs', { pipeline_id: 'one', task, ...more })).id;

describe('the inbox', () => {
  it('shows a question when it comes, and the run goes on with the answer', async () => {
    const page = await open('/inbox');
    await page.getByText('Nothing waits for you.').waitFor();
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();

    const id = await startRun('Paint');
    await page.getByRole('form', { name: 'mira asks' }).getByText('Which colour should the door have?').waitFor();
    await page.getByRole('link', { name: /Inbox/ }).getByLabel('1 waiting').waitFor();
    await page.getByLabel('Note for the agent').fill('Matt');
    await page.getByRole('button', { name: 'green' }).click();

    await page.getByText('Nothing waits for you.').waitFor();
    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'green\nThey add: Matt' } });
    await eventually(async () => expect(await page.locator('.nav-count').count()).toBe(0));
  });

  it('takes an answer in words', async () => {
    const id = await startRun('Freely');
    const page = await open('/inbox');

    await page.getByRole('textbox', { name: 'Answer' }).fill('Rosinante');
    await page.getByRole('button', { name: 'Answer' }).click();

    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'Rosinante' } });
  });

  it('approves calls and denies them', async () => {
    const denied = await startRun('Write it');
    const page = await open('/inbox');
    const form = page.getByRole('form', { name: 'mira wants to call write' });
    await form.getByText('notes/cake.md').waitFor();
    await form.getByRole('button', { name: 'Deny' }).click();
    expect((await test.server.finished(denied)).outputs.said).toContain('a person denied this call');

    const approved = await startRun('Write it again');
    await form.getByRole('button', { name: 'Approve' }).click();
    expect((await test.server.finished(approved)).outputs.said).not.toContain('denied');
  });

  it('raises the budget of a run that has spent it', async () => {
    const id = await startRun('Write on a budget', { budget_usd: 0.000001 });
    const page = await open('/inbox');
    const form = page.getByRole('form', { name: 'Budget of Write on a budget' });

    await form.getByLabel('New budget').fill('5');
    await form.getByRole('button', { name: 'Raise and resume' }).click();

    await page.getByRole('form', { name: 'mira wants to call write' }).getByRole('button', { name: 'Approve' }).click();
    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', cost_usd: expect.any(Number) });
    await page.getByText('Nothing waits for you.').waitFor();
  });

  it('shows a tool that changed after its server was approved, and lets it be approved again', async () => {
    const says = join(catalog.path, 'says.txt');
    await writeFile(says, 'Says something');
    await test.server.post('/v1/mcp', { name: 'changing', config: { command: process.execPath, args: [CHANGING, says] } });
    await eventually(async () => expect(await test.server.get('/v1/mcp/changing')).toMatchObject({ state: 'running' }));
    const page = await open('/inbox');
    await page.getByText('Nothing waits for you.').waitFor();

    await writeFile(says, 'Says something else');
    const tools = page.getByRole('region', { name: 'Tools' });
    await tools.getByText('Says something else').waitFor();
    await page.getByRole('link', { name: /Inbox/ }).getByLabel('1 waiting').waitFor();
    expect(await barriers(page)).toEqual([]);
    await tools.getByRole('button', { name: 'Approve' }).click();

    await page.getByText('Nothing waits for you.').waitFor();
    const { data } = await test.server.graphql('{ mcpServer(id: "changing") { tools { name approved } } }');
    expect(data.mcpServer.tools).toContainEqual({ name: 'tell', approved: true });
    await test.server.send('DELETE', '/v1/mcp/changing');
  });

  it('names calls of which nobody knows whether they took effect', async () => {
    await test.server.stop();
    await test.server.start({ FAILPOINT: 'after-tool' });
    const id = await startRun('Edit it').catch(() => '');
    await test.server.exited();
    await test.server.start();
    const runId = id || (await test.server.get('/v1/runs?limit=1'))[0].id;
    await test.server.finished(runId);

    const page = await open('/inbox');
    const outcomes = page.getByRole('region', { name: 'Unknown outcomes' });
    await outcomes.getByText('edit', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);

    await outcomes.getByRole('link', { name: runId }).click();
    await page.getByRole('heading', { name: 'Edit it' }).waitFor();
  });

  it('has no barriers, on a phone neither', async () => {
    const id = await startRun('Write for all');
    const other = await startRun('Freely');
    const page = await open('/inbox');
    await page.getByRole('form', { name: 'mira wants to call write' }).waitFor();
    await page.getByRole('form', { name: 'mira asks' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    for (const run of [id, other]) await test.server.post(`/v1/runs/${run}/cancel`);
    await page.getByText('Nothing waits for you.').waitFor();
  });
});

describe('where it was asked', () => {
  it('a chat shows the approval inline, and goes on there', async () => {
    const { id } = await test.server.post('/v1/chat/sessions', { agent_id: 'mira' });
    const page = await open(`/chat/${id}`);
    await page.getByLabel('Message').fill('Write it down');
    await page.getByRole('button', { name: 'Send' }).click();

    await page.getByRole('form', { name: 'mira wants to call write' }).waitFor();
    await page.getByRole('form', { name: 'mira wants to call write' }).getByRole('button', { name: 'Approve' }).click();

    await page.getByText(/You said .*cake\.md/).waitFor();
    expect(await page.getByRole('form', { name: 'mira wants to call write' }).count()).toBe(0);
  });

  it('a run shows its question', async () => {
    const id = await startRun('Look');
    const page = await open(`/runs/${id}`);
    await page.locator('.facts').getByText('waits: question').waitFor();

    await page.getByRole('form', { name: 'mira asks' }).getByRole('button', { name: 'red' }).click();

    await page.locator('.facts').getByText('completed').waitFor();
  });
});
