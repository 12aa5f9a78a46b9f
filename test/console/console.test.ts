import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriers, startBrowser, type TestBrowser } from '../support/browser.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';

const EVERYTHING = join(import.meta.dirname, '../../node_modules/@modelcontextprotocol/server-everything/dist/index.js');

let server: ServerProcess;
let browser: TestBrowser;
let page: Page | undefined;

beforeAll(async () => {
  server = await ServerProcess.start({ DEMO_PACE_MS: '5' });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});
afterEach(async () => {
  await page?.context().close();
  expect(browser.errors()).toEqual([]);
});

async function open(path: string, options: Parameters<TestBrowser['open']>[1] = {}): Promise<Page> {
  page = await browser.open(server.url + path, options);
  return page;
}

async function finishedRun(task: string): Promise<string> {
  const { id } = await server.post('/v1/runs', { pipeline_id: 'quickstart', task });
  await eventually(async () => expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'completed' }));
  return id;
}

describe('a newcomer', () => {
  it('is told that a demo answers, starts the quickstart and watches it complete', async () => {
    const page = await open('/');
    await page.getByText('The built-in demo model answers.').waitFor();
    await page.getByRole('link', { name: 'Start the quickstart' }).click();
    await page.getByRole('button', { name: 'Start the run' }).click();

    await page.getByRole('heading', { name: 'Plan a birthday party for a cat' }).waitFor();
    await page.locator('.facts').getByText('completed').waitFor();
    expect(await page.getByRole('button', { name: /^(PLAN|REVIEW)/ }).count()).toBeGreaterThanOrEqual(2);
  });
});

describe('a run', () => {
  it('can be looked at as it was at any moment', async () => {
    const page = await open(`/runs/${await finishedRun('Look back')}`);
    const slider = page.getByRole('slider', { name: 'Moment' });
    await page.locator('.facts').getByText('completed').waitFor();

    await slider.fill('2');
    await page.locator('.facts').getByText('running').waitFor();
    expect(await page.locator('.lane').count()).toBe(1);

    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('.facts').getByText('completed').waitFor();
    expect(await page.locator('.lane').count()).toBe(2);
  });

  it('shows which ways it took, into a loop and out of it', async () => {
    const { id } = await server.post('/v1/runs', { pipeline_id: 'feature', task: 'A loop' });
    const page = await open(`/runs/${id}`);
    await page.locator('.facts').getByText('completed').waitFor();

    expect(await page.locator('.way').count()).toBe(4);
    expect((await page.locator('.way.is-taken').allTextContents()).sort()).toEqual(['', 'each item', 'when done']);
    expect(await page.locator('.lane .bar-turn').count()).toBe(4);
  });

  it('is restarted at a step with a note that the agent gets', async () => {
    const id = await finishedRun('Again');
    const page = await open(`/runs/${id}`);

    await page.getByRole('button', { name: 'Restart REVIEW' }).click();
    await page.getByLabel(/note for the agent/i).fill('Mind the candles');
    await page.getByRole('button', { name: 'Restart', exact: true }).last().click();

    await page.getByText('REVIEW (round 2)').waitFor();
    await eventually(async () => {
      const { steps } = await server.get(`/v1/runs/${id}`);
      expect(steps.find((step: { step_id: string }) => step.step_id === 'REVIEW').human_context).toContain('Mind the candles');
    });
  });

  it('that is not there is said to be not there', async () => {
    const page = await open('/runs/run_none');
    await page.getByText('There is no run run_none.').waitFor();
  });
});

describe('the list of runs', () => {
  it('shows a new run by itself, and goes on after the server was killed and started again', async () => {
    const page = await open('/runs');
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await finishedRun('Seen without asking');
    await page.getByText('Seen without asking').waitFor();

    const { url } = server;
    await server.kill();
    await page.getByText('Connection lost').waitFor();
    await server.start({ PORT: new URL(url).port });
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await finishedRun('After the crash');

    await page.getByText('After the crash').waitFor();
  });

  it('is filtered by status', async () => {
    await finishedRun('To be filtered');
    const page = await open('/runs');
    await page.getByText('To be filtered').waitFor();

    await page.getByLabel('cancelled').check();

    await page.getByText('No run is like that.').waitFor();
  });
});

describe('the supervision tree', () => {
  it('shows who is alive, what it does and how often it was restarted', async () => {
    const page = await open('/actors');
    await page.getByRole('treeitem', { name: /dispatch/ }).click();
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart the actor' }).click();

    await page.getByText(/start 2/).waitFor();
  });

  it('opens the card of an actor: what it did over time, and where its server is looked at', async () => {
    await server.post('/v1/mcp', { name: 'Card', config: { command: process.execPath, args: [EVERYTHING] } });
    const page = await open('/actors');
    await page.getByRole('treeitem', { name: /card mcp-server/ }).click();
    const rate = page.getByRole('img', { name: /Messages a second/ }).locator('polyline');
    await eventually(async () => expect((await rate.getAttribute('points'))?.split(' ').length).toBeGreaterThan(2), 20_000);
    expect(await barriers(page)).toEqual([]);

    await page.getByRole('link', { name: 'Open its server' }).click();
    await page.getByRole('heading', { name: 'Card' }).waitFor();
    await server.send('DELETE', '/v1/mcp/card');
  });

  it('is searched, and moved in by keys', async () => {
    const page = await open('/actors');
    await page.getByRole('tree').focus();
    await page.getByRole('treeitem').first().waitFor();
    await page.keyboard.press('End');
    await eventually(async () => expect(await page.getByRole('treeitem').last().getAttribute('aria-selected')).toBe('true'));

    await page.getByRole('searchbox').fill('dispatch');

    await eventually(async () => expect(await page.getByRole('treeitem').count()).toBe(1));
  });
});

describe('settings', () => {
  it('take the key of a provider, show that it is there and never the key, and put it on the record', async () => {
    const page = await open('/settings');
    await page.getByRole('button', { name: 'Set up Groq' }).click();
    await page.getByLabel('API key').fill('gsk-0123456789-secret-tail');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('***tail').waitFor();

    await page.getByRole('tab', { name: 'Secrets' }).click();
    await page.getByRole('button', { name: 'Add a secret' }).click();
    await page.getByLabel('Name').fill('Deploy token');
    await page.getByLabel('Value').fill('canary');
    await page.getByRole('button', { name: 'Store it' }).click();
    await page.getByText('granted to nobody').waitFor();
    await page.getByRole('button', { name: 'Grants of Deploy token' }).click();
    await page.getByLabel('Mira').click();
    await page.keyboard.press('Escape');
    await page.getByText('granted to mira').waitFor();

    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByText('secret.grant').waitFor();
    expect(await page.content()).not.toContain('secret-tail');
    await server.send('DELETE', '/v1/settings/providers/groq');
  });
});

describe('a provider', () => {
  it('is stored and tested by one button, which says whether it answers', async () => {
    const models = createServer((request, response) => {
      response.writeHead(request.headers.authorization === 'Bearer right' ? 200 : 401, { 'content-type': 'application/json' });
      response.end('{"object":"list","data":[{"id":"one","object":"model"},{"id":"two","object":"model"}]}');
    });
    await once(models.listen(0, '127.0.0.1'), 'listening');
    const { port } = models.address() as AddressInfo;
    const page = await open('/settings');
    await page.getByRole('button', { name: 'Add an OpenAI-compatible server' }).click();
    await page.getByLabel('Name').fill('Mine');
    await page.getByLabel('Base URL').fill(`http://127.0.0.1:${port}/v1`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    await page.getByRole('button', { name: 'Set up Mine' }).click();
    await page.getByLabel('API key').fill('wrong');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText(/does not answer/).waitFor();
    await page.getByLabel('API key').fill('right');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('It answers and offers 2 models.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await eventually(async () => expect(await page.getByRole('dialog').count()).toBe(0));
    models.close();
  });
});

describe('an agent', () => {
  it('shows what it worked on, and its persona and configuration can be read', async () => {
    await finishedRun('For the agent');
    const page = await open('/agents');
    await page.getByRole('link', { name: 'Mira' }).click();
    await page.getByText('For the agent').waitFor();
    await page.getByRole('tab', { name: 'Persona' }).click();
    expect(await page.getByRole('textbox').inputValue()).toContain('Mira');
    await page.getByRole('tab', { name: 'Configuration' }).click();
    await page.getByRole('textbox').fill('{');
    await page.getByText('This is not a JSON object.').waitFor();
  });

  it('says when it wakes by itself, and is woken now', async () => {
    const page = await open('/agents/mira');
    await page.getByRole('tab', { name: 'Schedule' }).click();
    await page.getByText('never').waitFor();
    await page.getByRole('button', { name: 'Wake it now' }).click();
    await page.locator('.facts').getByText('now').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

describe('a chat', () => {
  it('is begun, streams what the agent says, takes files, and is still there later', async () => {
    const page = await open('/chat');
    await page.getByRole('button', { name: 'Start a chat' }).click();
    await page.getByLabel('Message').fill('Hello there');
    await page.getByLabel('File').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Buy milk') });
    await page.getByText('With notes.txt').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();

    await page.getByText('Hello there').waitFor();
    await page.locator('.message-assistant').getByText(/\w+/).first().waitFor();
    await eventually(async () => expect(await page.getByRole('button', { name: 'Stop the reply' }).count()).toBe(0));
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await page.getByText('Hello there').waitFor();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  });
});

describe('a board', () => {
  it('is made, filled, changed by dragging, and follows what others do', async () => {
    const page = await open('/projects');
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Name').fill('Garden');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'Garden' }).waitFor();
    await page.getByRole('button', { name: 'New task' }).click();
    await page.getByLabel('Title').fill('Plant a tree');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('button', { name: /Plant a tree/ }).dragTo(page.getByRole('region', { name: 'Review' }));
    await page.getByRole('region', { name: 'Review' }).getByText('Plant a tree').waitFor();

    const id = page.url().split('/').at(-1) ?? '';
    await server.send('POST', `/v1/projects/${id}/tasks`, { title: 'Water it' });
    await page.getByText('Water it').waitFor();
    await page.getByRole('button', { name: /Water it/ }).click();
    await page.getByLabel('Waits for').selectOption({ label: 'Plant a tree' });
    await page.keyboard.press('Escape');
    await page.getByText('waits for Plant a tree').waitFor();
    await eventually(async () => expect(await page.locator('.dependencies .dependency').count()).toBe(1));
    expect(await barriers(page)).toEqual([]);
  });
});

describe('memory', () => {
  it('is searched, read, edited and seen as a picture of its links', async () => {
    await server.send('POST', '/v1/memory/vaults/shared/files', {
      filename: 'fact/orbit.md',
      content: '---\ntitle: Orbit\n---\nGo to the [[Moon]]',
    });
    await server.send('POST', '/v1/memory/vaults/shared/files', { filename: 'fact/moon.md', content: '---\ntitle: Moon\n---\nFar away' });
    const page = await open('/memory');
    await page.getByRole('searchbox').fill('moon');
    await page.getByRole('list', { name: 'Found' }).getByText('Orbit').click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Content').fill('---\ntitle: Orbit\n---\nGo around the [[Moon]]');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Go around the').waitFor();
    await page.getByRole('link', { name: 'Moon' }).click();
    await page.getByText('Far away').waitFor();
    await page.getByRole('tab', { name: 'Links' }).click();
    await page.getByRole('link', { name: 'Moon' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

describe('skills and MCP servers', () => {
  it('are made, granted, tried and looked into', async () => {
    const page = await open('/skills');
    await page.getByRole('button', { name: 'New skill' }).click();
    await page.getByLabel('Name').fill('Baking');
    await page.getByLabel('When to use it').fill('Use for cakes');
    await page.getByLabel('Text', { exact: true }).fill('# Baking');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'baking' }).waitFor();

    await page.getByRole('link', { name: 'MCP servers' }).click();
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByLabel('Name').fill('Everything');
    await page.getByLabel('Configuration').fill(JSON.stringify({ command: process.execPath, args: [EVERYTHING] }));
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Try echo' }).click();
    await page.getByLabel('Arguments of echo').fill('{"message":"from the console"}');
    await page.getByRole('button', { name: 'Call it' }).click();
    await page.getByText('Echo: from the console').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Log' }).click();
    await page
      .getByLabel('Log')
      .getByText(/connected/)
      .waitFor();
    await page.getByRole('tab', { name: 'Agents' }).click();
    await page.getByLabel('Mira').click();
    await eventually(async () => expect(await server.get('/v1/mcp/agents/mira/tools')).toMatchObject([{ server_id: 'everything' }]));
  });
});

describe('GraphiQL', () => {
  it('has examples for each task, in a tab of their own, and a policy as the other pages have', async () => {
    const page = await open('/graphiql');
    await page.getByRole('tab', { name: 'Start' }).waitFor();
    await page.getByRole('navigation', { name: 'Examples' }).getByRole('link', { name: 'Server' }).click();
    await page.getByRole('tab', { name: 'Status' }).waitFor();
    await page.getByRole('button', { name: /^Execute/ }).click();
    await page.getByRole('menuitem', { name: 'Everything' }).click();
    await page.getByRole('button', { name: /^Stop/ }).waitFor();

    const answer = page.locator('.result-window');
    await eventually(async () => {
      await finishedRun('Seen in GraphiQL');
      expect(await answer.textContent()).toContain('run_');
    });
    expect((await fetch(`${server.url}/graphiql`)).headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});

describe('every page', () => {
  it.each([
    '/',
    '/runs',
    '/runs/new/engineering',
    '/agents',
    '/agents/mira',
    '/actors',
    '/settings',
    '/audit',
    '/chat',
    '/projects',
    '/memory',
    '/memory/shared',
    '/skills',
    '/mcp-servers',
    '/account',
    '/nowhere',
  ])('%s is usable without a mouse or good eyes, in the dark too', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(path, { colorScheme });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.each([
    '/',
    '/runs',
    '/runs/new/engineering',
    '/agents',
    '/agents/mira',
    '/actors',
    '/settings',
    '/audit',
    '/chat',
    '/projects',
    '/memory',
    '/memory/shared',
    '/skills',
    '/mcp-servers',
  ])('%s fits a narrow screen', async (path) => {
    const page = await open(path, { width: 380 });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });

  it('comes with a policy that lets no foreign script in', async () => {
    const response = await fetch(`${server.url}/runs`, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await fetch(`${server.url}/v1/nothing`, { headers: { accept: 'text/html' } })).status).toBe(404);
  });
});
