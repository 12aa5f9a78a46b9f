import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { complete, startScriptedLlm, type ScriptedLlm } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';

const CANARY = 'canary-5b1f0c-of-the-test';
const CHANGING = join(import.meta.dirname, '../support/changing-mcp-server.mjs');
const TOOLS = [
  { name: 'bash', args: { command: 'echo "token: $DEPLOY_TOKEN ${#DEPLOY_TOKEN}"; echo "$DEPLOY_TOKEN" >&2; exit 1' } },
  { name: 'mine__stable', args: {} },
  { name: 'mine__none', args: { token: 'x' } },
];

let catalog: CatalogDirectory;
let database: TestDatabase;
let llm: ScriptedLlm;
let server: ServerProcess;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'what.txt': 'Says something',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x, maxRetries: 0 }\n',
  });
  database = await testDatabase();
  llm = await startScriptedLlm(({ turn }) => {
    const tool = TOOLS[turn - 1];
    return tool ? { tools: [tool] } : complete({});
  });
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    OPENAI_BASE_URL: llm.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: catalog.path,
    LOG_LEVEL: 'trace',
  });
});
afterAll(async () => {
  await server.remove();
  await llm.stop();
  await database.drop();
  await catalog.remove();
});

it('a secret reaches the commands and servers that it is for, and is seen in no log, event, error, answer, file or row', async () => {
  const { body: secret } = await server.send('POST', '/v1/secrets', { name: 'Deploy token', env_key: 'DEPLOY_TOKEN', value: CANARY });
  await server.send('POST', `/v1/secrets/${secret.id}/grant/mira`);
  const config = { command: process.execPath, args: [CHANGING, join(catalog.path, 'what.txt')], env: { TOKEN: '${DEPLOY_TOKEN}' } };
  await server.send('POST', '/v1/mcp', { name: 'mine', config });
  await server.send('POST', '/v1/mcp/agents/mira/mine/grant');
  await eventually(async () => expect((await server.get('/v1/mcp/mine')).state).toBe('running'));

  const { id } = await server.post('/v1/runs', { pipeline_id: 'one', task: 'Leak it' });
  expect(await server.finished(id)).toMatchObject({ status: 'completed' });

  const { toolResults } = llm.calls.at(-1) ?? { toolResults: [] };
  expect(toolResults[0]).toBe(`token: *** ${CANARY.length}\n***\n\nExit code 1.`);
  expect(toolResults[1]).toMatch(new RegExp(`^stable \\d+ \\*\\*\\* of ${CANARY.length}$`));

  const seen: [string, string][] = [['the log of the server', server.output]];
  for (const path of [
    '/v1/secrets',
    `/v1/secrets/${secret.id}`,
    `/v1/runs/${id}/logs`,
    '/v1/mcp',
    `/v1/sessions/${id}_A`,
    '/v1/lifecycle/timeline',
  ]) {
    const { status, body } = await server.send('GET', path);
    expect({ path, status }).toEqual({ path, status: 200 });
    seen.push([path, JSON.stringify(body)]);
  }
  const audit = await server.graphql('{ auditLog(limit: 1000) { action target details } }');
  expect(audit.data.auditLog.map(({ action }: { action: string }) => action)).toContain('secret.create');
  seen.push(['the audit log', JSON.stringify(audit)]);
  const controller = new AbortController();
  const logs = await fetch(`${server.url}/v1/mcp/logs`, { signal: controller.signal });
  let text = '';
  for await (const chunk of logs.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    if (text.includes('2 tools')) break;
  }
  controller.abort();
  expect(text).toContain('the token is ***');
  seen.push(['the logs of MCP servers', text]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I', tablename) as name from pg_tables where schemaname = 'public'",
  );
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    seen.push([`the table ${name}`, rows.map(({ row }) => row).join('\n')]);
  }
  await client.end();
  for (const entry of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) seen.push([path, await readFile(path, 'latin1').catch(() => '')]);
  }
  expect(tables.length).toBeGreaterThan(20);
  expect(seen.filter(([, content]) => content.includes(CANARY)).map(([where]) => where)).toEqual([]);
});
