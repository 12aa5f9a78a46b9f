import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let catalog: CatalogDirectory;
let test: TestServer;
let client: Client;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x, outputs: [word] }\n',
  });
  test = await startTestServer((call) => (call.runId ? complete({ word: 'done' }) : { text: 'Hello' }), { CATALOG_DIR: catalog.path });
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${test.server.url}/mcp`)));
});
afterAll(async () => {
  await client.close();
  await test.stop();
  await catalog.remove();
});

const call = async (name: string, args: Record<string, unknown> = {}) => {
  const { content, isError } = (await client.callTool({ name, arguments: args })) as { content: { text: string }[]; isError?: boolean };
  return { isError: isError ?? false, text: content[0]?.text ?? '' };
};
const value = async (name: string, args: Record<string, unknown> = {}) => {
  const { isError, text } = await call(name, args);
  expect([isError, isError ? text : null]).toEqual([false, null]);

  return JSON.parse(text);
};

describe('the product as an MCP server', () => {
  it('has tools whose inputs are described', async () => {
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['create_run', 'stream_run_events', 'search_memory', 'create_task', 'send_message']));
    expect(new Set(names).size).toBe(names.length);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const { inputSchema } of tools) ajv.compile(inputSchema);
    expect(tools.find(({ name }) => name === 'create_run')?.inputSchema.required).toEqual(['pipeline_id', 'task']);
    expect(tools.find(({ name }) => name === 'get_run')?.annotations).toEqual({ readOnlyHint: true });
    // what is confidential, and what destroys, is not for agents elsewhere
    expect(names.filter((name) => /secret|key|provider|delete/.test(name))).toEqual([]);
  });

  it('starts a run, follows it piece by piece, and gives what it put out', async () => {
    const run = await value('create_run', { pipeline_id: 'one', task: 'Go' });
    const seen: string[] = [];
    let since: string | null = null;
    while (!seen.includes('RUN_COMPLETE')) {
      const { items, cursor } = await value('stream_run_events', { run_id: run.id, ...(since !== null && { since }) });
      seen.push(...items.map(({ type }: { type: string }) => type));
      since = cursor;
    }
    expect(seen[0]).toBe('RUN_CREATED');
    expect(new Set(seen).has('STEP_COMPLETE')).toBe(true);
    expect(seen.filter((type) => type === 'RUN_COMPLETE')).toHaveLength(1);
    expect(await value('stream_run_events', { run_id: run.id, since, wait_seconds: 0 })).toEqual({ items: [], cursor: null });
    expect(await value('get_run_outputs', { id: run.id })).toEqual({ word: 'done' });
    expect((await value('list_runs', { status: ['completed'], limit: 1 }))[0].id).toBe(run.id);
  });

  it('keeps and finds memories, works a board, and talks', async () => {
    await value('create_memory', { agent_id: 'mira', filename: 'decision/moon.md', content: 'We go to the moon' });
    expect((await value('search_memory', { query: 'moon' }))[0]).toMatchObject({ agent_id: 'mira' });
    const project = await value('create_project', { name: 'Site' });
    const task = await value('create_task', { id: project.id, title: 'Paint' });
    expect((await value('list_tasks', { id: project.id })).map(({ id }: { id: string }) => id)).toEqual([task.id]);
    const chat = await value('start_chat', { agent_id: 'mira' });
    await value('send_message', { id: chat.id, message: 'Hi' });
    const { messages } = await eventually(async () => {
      const answer = await value('get_chat', { id: chat.id });
      expect(answer.messages[1].content).toBe('Hello');
      return answer;
    });
    expect(messages).toHaveLength(2);
  });

  it('says what is wrong', async () => {
    expect(await call('get_run', { id: 'run_none' })).toEqual({ isError: true, text: 'Run run_none not found' });
    expect(await call('create_run', { pipeline_id: 'one' })).toEqual({ isError: true, text: 'task is required' });
    expect(await call('create_run', { pipeline_id: 'none', task: 'x' })).toMatchObject({ isError: true, text: 'Pipeline none not found' });
    expect(await call('list_runs', { limit: 'many' })).toMatchObject({ isError: true, text: expect.stringContaining('limit') });
    expect(await call('nothing')).toEqual({ isError: true, text: 'There is no tool of this name' });
    expect((await test.server.send('GET', '/mcp')).status).toBe(405);
    expect((await test.server.send('POST', '/mcp', {}, { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('can be a tool server of its own agents', async () => {
    await test.server.post('/v1/mcp', { name: 'self', config: { url: `${test.server.url}/mcp` } });
    await eventually(async () => {
      const server = await test.server.get('/v1/mcp/self');
      expect(server.discovered_tools).toContain('create_run');
    });
  });
});
