import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { complete, startScriptedLlm, type ScriptedLlm } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TEST_CATALOG } from '../support/test-server.ts';

const CANARY = 'canary-0123456789abcdef-tail';
const [KEY, NEXT_KEY] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];

let database: TestDatabase;
let llm: ScriptedLlm;
let server: ServerProcess;
let models: Server;

beforeAll(async () => {
  database = await testDatabase();
  llm = await startScriptedLlm(() => complete({ draft: 'd', verdict: 'approved', review: 'r', url: 'u' }));
  models = createServer((request, response) =>
    request.headers.authorization === `Bearer ${CANARY}`
      ? response.end(JSON.stringify({ data: [{ id: 'b', supported_parameters: ['reasoning'] }, { id: 'a', name: 'A' }, { nonsense: 1 }] }))
      : response.writeHead(401).end(),
  ).listen(0, '127.0.0.1');
  await once(models, 'listening');
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    SECRET_KEY: KEY,
    CATALOG_DIR: TEST_CATALOG,
    ENGINE_INTERNAL_TOKEN: 'engine-token-0123456789',
  });
});
afterAll(async () => {
  await server.remove();
  await llm.stop();
  models.close();
  await database.drop();
});

const ENGINE = { authorization: 'Bearer engine-token-0123456789' };

describe('settings', () => {
  it('are changed one by one; what is absent stays', async () => {
    const before = (await server.send('GET', '/v1/settings')).body;
    const { status, body } = await server.send('PUT', '/v1/settings/', { agentRuntimeImage: 'mine:1', pulseIntervalMinutes: 45 });

    expect(status).toBe(200);
    expect(body).toEqual({ ...before, agentRuntimeImage: 'mine:1', pulseIntervalMinutes: 45 });
    expect((await server.send('GET', '/v1/settings')).body).toEqual(body);
    expect(Object.keys(body)).toHaveLength(30);
  });

  it.each([
    [{ pulseIntervalMinutes: 0 }, 'pulseIntervalMinutes'],
    [{ pulseEnabled: 'yes' }, 'pulseEnabled'],
    [{ defaultWorkingModelThinkingLevel: 'deep' }, 'defaultWorkingModelThinkingLevel'],
    [{ defaultWorkingModel: 'gpt' }, 'defaultWorkingModel'],
    [{ containerCpuLimit: 0 }, 'containerCpuLimit'],
  ])('that are out of range are refused by name: %j', async (patch, field) => {
    const { status, body } = await server.send('PUT', '/v1/settings', patch);
    expect(status).toBe(422);
    expect(body.detail).toContain(field);
  });

  it('keep favourites', async () => {
    const favorites = [{ modelId: 'openai/gpt-5', modelName: 'GPT', providerName: 'OpenAI' }];
    expect(await server.send('PUT', '/v1/settings/favorites', { favorites })).toEqual({ status: 200, body: { favorites } });
    expect(await server.get('/v1/settings/favorites')).toEqual({ favorites });
  });
});

describe('a provider', () => {
  it('gets a key that counts from the next call on, without a restart, and stops counting when it is disabled', async () => {
    expect((await server.send('POST', '/v1/runs', { pipeline_id: 'review', task: 't', model: 'custom-scripted/scripted' })).status).toBe(
      400,
    );
    const created = await server.send('POST', '/v1/settings/providers', {
      name: 'Scripted',
      slug: 'scripted',
      baseUrl: llm.baseUrl,
      apiKey: 'sk-test',
    });
    expect(created).toMatchObject({ status: 200, body: { providerId: 'custom-scripted', isCustom: true, configured: true } });

    const run = await server.post('/v1/runs', { pipeline_id: 'review', task: 't', model: 'custom-scripted/scripted' });
    expect(await server.finished(run.id)).toMatchObject({ status: 'completed' });

    await server.send('PUT', '/v1/settings/providers/custom-scripted', { enabled: false });
    expect((await server.send('POST', '/v1/runs', { pipeline_id: 'review', task: 't', model: 'custom-scripted/scripted' })).status).toBe(
      400,
    );
    expect((await server.send('POST', '/v1/settings/providers', { name: 'S', slug: 'scripted', baseUrl: llm.baseUrl })).status).toBe(409);
    expect(await server.send('DELETE', '/v1/settings/providers/custom-scripted')).toEqual({
      status: 200,
      body: { status: 'ok', providerId: 'custom-scripted' },
    });
  });

  it('shows the last four characters of a long key and nothing of a short one', async () => {
    const { body } = await server.send('PUT', '/v1/settings/providers/anthropic', { apiKey: CANARY });
    expect(body).toMatchObject({ maskedApiKey: '***tail', enabled: true, configured: true });

    expect((await server.send('PUT', '/v1/settings/providers/groq', { apiKey: 'short-key' })).body.maskedApiKey).toBe('***');
    // a mask that comes back changes nothing
    await server.send('PUT', '/v1/settings/providers/anthropic', { apiKey: '***tail' });
    const { body: all } = await server.send('GET', '/v1/settings/providers/keys/all', undefined, ENGINE);
    expect(all.keys).toMatchObject({ anthropic: CANARY, groq: 'short-key' });
  });

  it('lists its models live, and those that are known when its server does not answer', async () => {
    const { port } = models.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    await server.send('POST', '/v1/settings/providers', { name: 'L', slug: 'listed', baseUrl, apiKey: CANARY });

    expect(await server.get('/v1/settings/providers/custom-listed/models')).toEqual({
      models: [
        { id: 'custom-listed/a', name: 'A', reasoning: false },
        { id: 'custom-listed/b', name: 'b', reasoning: true },
      ],
      source: 'live',
    });
    await server.send('PUT', '/v1/settings/providers/custom-listed', { apiKey: 'wrong' });
    expect(await server.get('/v1/settings/providers/custom-listed/models')).toEqual({ models: [], source: 'static' });
    expect(await server.get('/v1/settings/providers/google/models')).toMatchObject({
      source: 'static',
      models: [{ id: 'google/gemini-2.5-pro' }, {}, {}],
    });
    expect((await server.send('GET', '/v1/settings/providers/nobody/models')).status).toBe(404);
  });

  it.each([
    ['PUT', '/v1/settings/providers/openai', { extraConfig: { LD_PRELOAD: '/x' } }, 'extraConfig'],
    [
      'PUT',
      '/v1/settings/providers/azure-openai-responses',
      { extraConfig: { AZURE_OPENAI_RESOURCE_NAME: 'a/b' } },
      'AZURE_OPENAI_RESOURCE_NAME',
    ],
    ['POST', '/v1/settings/providers', { name: 'X', slug: 'Bad Slug', baseUrl: 'http://localhost/v1' }, 'slug'],
    ['POST', '/v1/settings/providers', { name: 'X', slug: 'ok', baseUrl: 'http://169.254.169.254/' }, 'baseUrl'],
    ['POST', '/v1/settings/providers', { slug: 'ok', baseUrl: 'http://localhost/' }, 'name'],
  ])('%s %s refuses %j', async (method, path, input, field) => {
    const { status, body } = await server.send(method, path, input);
    expect(status).toBe(422);
    expect(body.detail).toContain(field);
  });

  it('that is unknown cannot be set', async () => {
    expect((await server.send('PUT', '/v1/settings/providers/nobody', { apiKey: 'x' })).status).toBe(404);
  });

  it('gives its key to the engine alone', async () => {
    expect((await server.send('GET', '/v1/settings/providers/keys/all')).status).toBe(403);
    expect(
      (await server.send('GET', '/v1/settings/providers/keys/all', undefined, { authorization: 'Bearer engine-token-0123456788' })).status,
    ).toBe(403);
    expect((await server.send('GET', '/v1/settings/providers/keys/all?user_id=u', undefined, ENGINE)).body).toEqual({
      keys: {},
      extra: {},
      key_sources: {},
    });
  });
});

describe('a secret', () => {
  it('is stored, granted, read by the engine, and deleted by name', async () => {
    const created = await server.send('POST', '/v1/secrets', { name: 'GitHub token', value: CANARY, secret_type: 'pat' });
    expect(created).toMatchObject({
      status: 201,
      body: { env_key: 'GITHUB_TOKEN', secret_type: 'pat', masked_preview: '***', granted_agents: [], description: null },
    });
    const { id } = created.body;
    const grant = await server.send('POST', `/v1/secrets/${id}/grant/mira`);
    expect(grant).toMatchObject({ status: 200, body: { secret_id: id, agent_id: 'mira', granted_by: null } });
    expect(await server.send('POST', `/v1/secrets/GITHUB_TOKEN/grant/mira`)).toEqual(grant);
    expect(await server.get('/v1/secrets/agents/mira')).toMatchObject([{ id, granted_agents: ['mira'] }]);
    expect((await server.send('GET', '/v1/secrets/agents/mira/env')).status).toBe(403);
    expect((await server.send('GET', '/v1/secrets/agents/mira/env', undefined, ENGINE)).body).toEqual({
      agent_id: 'mira',
      env: { GITHUB_TOKEN: CANARY },
    });
    expect((await server.send('GET', '/v1/secrets/agents/nobody/env', undefined, ENGINE)).body).toEqual({ agent_id: 'nobody', env: {} });

    expect((await server.send('DELETE', `/v1/secrets/${id}/grant/mira`)).status).toBe(204);
    expect((await server.send('DELETE', `/v1/secrets/${id}/grant/mira`)).status).toBe(404);
    expect(await server.send('DELETE', '/v1/secrets/GitHub%20token')).toEqual({ status: 204, body: null });
    expect((await server.send('DELETE', '/v1/secrets/GitHub%20token')).status).toBe(404);
  });

  it('that shares its name with another is deleted by id only', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await server.send('POST', '/v1/secrets', { name: 'Twin', value: 'v' })).body.id as string),
    );
    expect((await server.send('DELETE', '/v1/secrets/Twin')).status).toBe(409);
    for (const id of ids) expect((await server.send('DELETE', `/v1/secrets/${id}`)).status).toBe(204);
  });

  it('is changed field by field', async () => {
    const { body } = await server.send('POST', '/v1/secrets', { name: 'Change me', value: 'v', description: 'd' });
    const changed = await server.send('PUT', `/v1/secrets/${body.id}`, { value: 'w', env_key: 'other' });
    expect(changed.body).toMatchObject({ name: 'Change me', env_key: 'OTHER', description: 'd' });
    expect((await server.send('PUT', `/v1/secrets/sec_none`, { value: 'w' })).status).toBe(404);
    await server.send('DELETE', `/v1/secrets/${body.id}`);
  });

  it.each([
    [{ value: 'v' }, 'name'],
    [{ name: 'n' }, 'value'],
    [{ name: 'n', value: '' }, 'value'],
    [{ name: 'n', value: 'v', env_key: 'LD_PRELOAD' }, 'envKey'],
    [{ name: 'n', value: 'v', env_key: 'a b' }, 'envKey'],
    [{ name: 'types', value: 'v' }, 'name'],
    [{ name: 'n', value: 'v', secret_type: 'rune' }, 'secret_type'],
  ])('%j is refused by the field %s', async (input, field) => {
    const { status, body } = await server.send('POST', '/v1/secrets', input);
    expect(status).toBe(422);
    expect(body.detail).toContain(field);
    expect(JSON.stringify(body)).not.toContain('LD_PRELOAD');
  });
});

describe('what is secret', () => {
  it('stands nowhere in the database, in the output of the server or in an answer', async () => {
    await server.send('POST', '/v1/secrets', { name: 'Canary', value: CANARY });
    await server.send('PUT', '/v1/settings/providers/anthropic', { apiKey: CANARY });

    const answers = await Promise.all(['/v1/secrets', '/v1/settings/providers', '/v1/status'].map((path) => server.get(path)));
    const audit = await server.graphql('{ auditLog { seq actor action target details } secrets { name } providers { maskedApiKey } }');
    expect(JSON.stringify([answers, audit])).not.toContain(CANARY);
    expect(server.output).not.toContain(CANARY);
    expect(await dump()).not.toContain(CANARY);
  });

  it('is encrypted anew with a new key while the old one still opens it, and then without the old one', async () => {
    const before = await dump();
    await server.stop();
    await expect(server.start({ SECRET_KEY: NEXT_KEY })).rejects.toThrow(
      /SECRET_KEY must be the key that the secrets in this database were encrypted with/,
    );
    expect(await dump()).toBe(before);

    await server.start({ SECRET_KEY: NEXT_KEY, SECRET_KEY_PREVIOUS: KEY });
    const { data } = await server.graphql('mutation { rotateSecrets }');
    expect(data.rotateSecrets).toBeGreaterThanOrEqual(2);
    expect((await server.graphql('mutation { rotateSecrets }')).data.rotateSecrets).toBe(0);

    await server.stop();
    await server.start({ SECRET_KEY: NEXT_KEY });
    const { body } = await server.send('GET', '/v1/settings/providers/keys/all', undefined, ENGINE);
    expect(body.keys.anthropic).toBe(CANARY);
  });

  it('is read on the record: the audit log is whole, says who read keys, and shows a change', async () => {
    const { data } = await server.graphql('{ auditVerification { entries brokenAt } auditLog(limit: 500) { action surface address } }');
    expect(data.auditVerification).toEqual({ entries: data.auditLog.length, brokenAt: null });
    expect(data.auditLog).toContainEqual({ action: 'provider.read-keys', surface: 'rest', address: expect.stringContaining('127.0.0.1') });

    await query('alter table audit_log disable trigger audit_log_only_grows');
    await expect(query("update audit_log set actor = 'nobody' where seq = 2")).resolves.toBeDefined();
    await query('alter table audit_log enable trigger audit_log_only_grows');
    expect((await server.graphql('{ auditVerification { brokenAt } }')).data.auditVerification.brokenAt).toBe(2);
    await expect(query('delete from audit_log')).rejects.toThrow(/can only grow/);
  });
});

async function query(statement: string) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Every row of every table that holds what people gave, as text. */
async function dump(): Promise<string> {
  const { rows: tables } = await query(
    "select tablename from pg_tables where schemaname = 'public' and tablename not in ('nodes', 'log_writers')",
  );
  const texts = [];
  for (const { tablename } of tables)
    texts.push(
      (await query(`select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as text from "${tablename}" t`)).rows[0].text,
    );
  return texts.join('\n');
}
