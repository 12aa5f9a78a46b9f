import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedReply } from '../support/scripted-llm.ts';
import { differences, type Shape } from '../support/shape.ts';
import { startTestServer, TEST_CATALOG, type TestServer } from '../support/test-server.ts';

let test: TestServer;
let catalog: string;
let run: { id: string };
const held = Promise.withResolvers<void>();

beforeAll(async () => {
  catalog = await mkdtemp(join(tmpdir(), 'djinnbot-catalog-'));
  await cp(join(import.meta.dirname, '../../catalog'), catalog, { recursive: true });
  await cp(TEST_CATALOG, catalog, { recursive: true });
  test = await startTestServer(
    async ({ step, prompt }): Promise<ScriptedReply> => {
      if (prompt.includes('please wait')) await held.promise;
      if (prompt.includes('please fail')) return { text: 'STATUS: failed\nERROR: I was asked to' };
      if (step === 'REVIEW') return complete({ verdict: 'approved', review: 'good', plan: 'plan' });
      return complete({ draft: 'draft', url: 'https://example.org', plan: 'plan', review: 'good' });
    },
    { CATALOG_DIR: catalog },
  );
  const created = await test.server.post('/v1/runs', { pipeline_id: 'review', task: 'write' });
  run = await test.server.finished(created.id);
});
afterAll(async () => {
  held.resolve();
  await test.stop();
  await rm(catalog, { recursive: true });
});

const PIPELINE = {
  id: 'string',
  name: 'string',
  description: 'string|null',
  version: 'string|null',
  steps: ['object'],
  agents: ['object'],
} as const;
const RUN_SUMMARY = {
  id: 'string',
  pipeline_id: 'string',
  project_id: 'string|null',
  task: 'string',
  status: 'string',
  current_step: 'string|null',
  outputs: 'object',
  created_at: 'integer',
  updated_at: 'integer',
  completed_at: 'integer|null',
  human_context: 'string|null',
  key_resolution: 'object|null',
  initiated_by_user_id: 'string|null',
  error: 'string|null',
  steps: 'absent',
} as const;
const STEP = {
  id: 'string',
  step_id: 'string',
  agent_id: 'string',
  status: 'string',
  outputs: 'object',
  inputs: 'object',
  error: 'string|null',
  retry_count: 'integer',
  max_retries: 'integer',
  session_id: 'string|null',
  started_at: 'integer|null',
  completed_at: 'integer|null',
  human_context: 'string|null',
} as const;
const RUN: Shape = {
  ...RUN_SUMMARY,
  key_user_id: 'string|null',
  model_override: 'string|null',
  task_branch: 'string|null',
  workspace_type: 'string|null',
  workspace_exists: 'boolean',
  workspace_has_git: 'boolean',
  steps: [{ ...STEP, model_used: 'string|null' }],
};
const AGENT = {
  id: 'string',
  name: 'string',
  emoji: 'string|null',
  role: 'string|null',
  description: 'string|null',
  persona_files: ['string'],
  slack_connected: 'boolean',
  memory_count: 'integer',
  model: 'string|null',
} as const;

const ANSWERS: [path: string, shape: Shape][] = [
  [
    '/v1/status',
    {
      status: 'string',
      version: 'string',
      engine_version: 'string',
      redis_connected: 'boolean',
      storage: 'object|null',
      active_runs: 'integer',
      total_pipelines: 'integer',
      total_agents: 'integer',
      completed_runs_last_hour: 'integer',
      avg_duration: 'string|null',
      github: { configured: 'boolean', healthy: 'boolean' },
    },
  ],
  ['/v1/pipelines', [PIPELINE]],
  ['/v1/pipelines/', [PIPELINE]],
  ['/v1/pipelines/engineering', PIPELINE],
  ['/v1/pipelines/engineering/raw', { pipeline_id: 'string', yaml: 'string', file: 'string' }],
  ['/v1/runs', [RUN_SUMMARY]],
  ['/v1/runs/', [RUN_SUMMARY]],
  ['/v1/runs/:run', RUN],
  ['/v1/runs/:run/logs', ['object']],
  ['/v1/runs/:run/outputs', { draft: 'string', url: 'string' }],
  ['/v1/runs/:run/steps', [{ ...STEP, run_id: 'string', model_used: 'absent' }]],
  ['/v1/steps/:run', [{ ...STEP, run_id: 'string' }]],
  ['/v1/steps/:run/WRITE', STEP],
  ['/v1/steps/:run/:run_WRITE', STEP],
  ['/v1/steps/:run/WRITE/output', { run_id: 'string', step_id: 'string', status: 'string', outputs: 'object', output: 'string|null' }],
  ['/v1/steps/:run/WRITE/logs', ['object']],
  ['/v1/agents', [AGENT]],
  ['/v1/agents/', [AGENT]],
  ['/v1/agents/eric', { ...AGENT, files: 'object', soul_preview: 'string|null' }],
  ['/v1/agents/eric/runs', 'array'],
  ['/v1/agents/eric/config', 'object'],
  ['/v1/agents/eric/status', { ...AGENT, status: 'string', last_seen: 'integer|null', active_steps: 'array', current_run: 'string|null' }],
  [
    '/v1/agents/status',
    {
      agents: [
        {
          id: 'string',
          name: 'string',
          emoji: 'string|null',
          role: 'string|null',
          state: 'string',
          currentWork: 'object|null',
          queueLength: 'integer',
          lastActive: 'integer|null',
          lastPulse: 'integer|null',
          pulseEnabled: 'boolean',
          slackConnected: 'boolean',
        },
      ],
      summary: { total: 'integer', idle: 'integer', working: 'integer', thinking: 'integer', totalQueued: 'integer' },
    },
  ],
];

describe('every answer has the fields that callers read', () => {
  it.each(ANSWERS.map(([path, shape]) => ({ path, shape })))('GET $path', async ({ path, shape }) => {
    const response = await fetch(test.server.url + path.replaceAll(':run', run.id));

    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    if (Array.isArray(body) && path !== '/v1/agents/eric/runs') expect(body.length).toBeGreaterThan(0);
    expect(differences(body, shape)).toEqual([]);
  });

  it('a step keeps what it said until it is done again', async () => {
    const output = async (step: string) => (await test.server.get(`/v1/steps/${run.id}/${step}/output`)).output;

    expect(await output('WRITE')).toBe('Done. ');
    await test.server.post(`/v1/runs/${run.id}/steps/REVIEW/restart`, { context: 'please wait' });
    await eventually(async () => expect((await test.server.get(`/v1/runs/${run.id}`)).steps[1].status).toBe('running'));
    expect([await output('WRITE'), await output('REVIEW')]).toEqual(['Done. ', null]);
    await test.server.post(`/v1/runs/${run.id}/cancel`);
    await test.server.post(`/v1/runs/${run.id}/steps/REVIEW/restart`, { context: 'go on' });
    await test.server.finished(run.id);
    expect([await output('WRITE'), await output('REVIEW')]).toEqual(['Done. ', 'Done. ']);
  });

  it('a created run has exactly six', async () => {
    const created = await test.server.post('/v1/runs', {
      pipeline_id: 'review',
      task_description: 'x',
      human_context: 'y',
      project_name: 'z',
      unknown: 1,
    });

    expect(Object.keys(created).sort()).toEqual(['created_at', 'id', 'pipeline_id', 'status', 'task', 'updated_at']);
    expect(created).toMatchObject({
      id: expect.stringMatching(/^run_[0-9a-f]{12}$/),
      status: 'pending',
      task: 'x',
      created_at: expect.any(Number),
    });
    expect(await test.server.finished(created.id)).toMatchObject({ human_context: 'y', project_name: 'z' });
  });
});

describe('a run over REST', () => {
  const status = async (id: string) => (await test.server.get(`/v1/runs/${id}`)).status;
  const startWaiting = async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'review', task: 'please wait' });
    await eventually(async () => expect((await test.server.get(`/v1/runs/${id}`)).steps[0]?.status).toBe('running'));
    return id as string;
  };

  it('is cancelled, without a body and again, and restarted with the whole run as the answer', async () => {
    const id = await startWaiting();
    const cancel = () =>
      fetch(`${test.server.url}/v1/runs/${id}/cancel`, { method: 'POST', headers: { 'content-type': 'application/json' } }).then((r) =>
        r.json(),
      );

    expect(await cancel()).toEqual({ run_id: id, status: 'cancelled' });
    const { completed_at: completedAt } = await test.server.get(`/v1/runs/${id}`);
    expect(await cancel()).toEqual({ run_id: id, status: 'cancelled' });
    expect((await test.server.get(`/v1/runs/${id}`)).completed_at).toBe(completedAt);

    const restarted = await test.server.post(`/v1/runs/${id}/restart`, { context: 'again' });
    expect(differences(restarted, RUN)).toEqual([]);
    expect(restarted).toMatchObject({ id, human_context: 'again', completed_at: null });
    await test.server.post(`/v1/runs/${id}/cancel`);
  });

  it('is paused and resumed', async () => {
    const id = await startWaiting();

    expect(await test.server.post(`/v1/runs/${id}/pause`)).toEqual({ run_id: id, status: 'paused' });
    expect(await test.server.post(`/v1/runs/${id}/resume`)).toEqual({ run_id: id, status: 'running', requeued_steps: expect.any(Number) });
    await test.server.post(`/v1/runs/${id}/cancel`);
  });

  it.each([
    ['/v1/runs/:run/steps/REVIEW/restart', { context: 'look closer' }, RUN],
    ['/v1/steps/:run/REVIEW/restart', undefined, { run_id: 'string', step_id: 'string', status: 'string' }],
  ])('has a step done again by POST %s', async (path, body, shape) => {
    const response = await fetch(test.server.url + path.replace(':run', run.id), {
      method: 'POST',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });

    expect(response.status).toBe(200);
    expect(differences(await response.json(), shape)).toEqual([]);
    const { steps } = await test.server.finished(run.id);
    expect(steps.map(({ step_id, status }: Record<string, string>) => `${step_id} ${status}`)).toEqual([
      'WRITE completed',
      'REVIEW completed',
      'PUBLISH completed',
    ]);
  });

  it('is deleted, alone or by age and status', async () => {
    const [one, two] = [await startWaiting(), await startWaiting()];

    expect(await test.server.send('DELETE', `/v1/runs/${one}`)).toEqual({ status: 200, body: { status: 'deleted', run_id: one } });
    expect((await test.server.send('GET', `/v1/runs/${one}`)).status).toBe(404);
    expect(await test.server.send('DELETE', '/v1/runs')).toMatchObject({
      status: 400,
      body: { detail: 'Must specify status or before filter' },
    });
    await test.server.post(`/v1/runs/${two}/cancel`);
    const { body } = await test.server.send('DELETE', `/v1/runs?status=cancelled&before=${Date.now() + 1}`);
    expect(body).toEqual({ status: 'deleted', count: expect.any(Number) });
    expect((await test.server.send('GET', `/v1/runs/${two}`)).status).toBe(404);
    expect(await status(run.id)).toBe('completed');
  });

  it('is listed by pipeline and status; an unknown word matches nothing', async () => {
    const list = (query: string) => test.server.get(`/v1/runs?${query}`);

    expect((await list('pipeline_id=review')).length).toBeGreaterThan(0);
    expect(await list('pipeline_id=nothing')).toEqual([]);
    expect(await list('status=zzz')).toEqual([]);
    expect((await list('status=completed')).every(({ status: word }: { status: string }) => word === 'completed')).toBe(true);
    expect(await list('limit=1')).toHaveLength(1);
    const times = (await list('')).map(({ created_at: at }: { created_at: number }) => at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('that is unknown has no steps and no logs, and is not found elsewhere', async () => {
    expect(await test.server.send('GET', '/v1/runs/run_x/steps')).toEqual({ status: 200, body: [] });
    expect(await test.server.send('GET', '/v1/runs/run_x/logs')).toEqual({ status: 200, body: [] });
    for (const [method, path] of [
      ['GET', '/v1/runs/run_x'],
      ['GET', '/v1/runs/run_x/outputs'],
      ['GET', '/v1/steps/run_x'],
      ['GET', '/v1/steps/run_x/WRITE'],
      ['POST', '/v1/runs/run_x/cancel'],
      ['POST', '/v1/runs/run_x/restart'],
      ['DELETE', '/v1/runs/run_x'],
    ] as const) {
      const { status: code, body } = await test.server.send(method, path);
      expect({ path, code, detail: body.detail }).toEqual({ path, code: 404, detail: expect.stringContaining('run_x') });
    }
  });

  it('and GraphQL are two views of one thing', async () => {
    const overRest = await test.server.get(`/v1/runs/${run.id}`);
    const { data } = await test.server.graphql('query ($id: ID!) { run(id: $id) { id status createdAt steps { id status startedAt } } }', {
      id: run.id,
    });

    expect(data.run).toEqual({
      id: overRest.id,
      status: overRest.status.toUpperCase(),
      createdAt: new Date(overRest.created_at).toISOString(),
      steps: overRest.steps.map(({ id, status: word, started_at: at }: { id: string; status: string; started_at: number }) => ({
        id,
        status: word.toUpperCase(),
        startedAt: new Date(at).toISOString(),
      })),
    });
  });
});

describe('pipelines over REST', () => {
  const yaml = (name: string) =>
    `id: mine\nname: ${name}\nagents:\n  - { id: writer, name: Writer }\nsteps:\n  - { id: A, agent: writer, input: "do it" }\n`;

  it('are written, read back and validated', async () => {
    expect(await test.server.send('PUT', '/v1/pipelines/mine', { yaml_content: yaml('One') })).toEqual({
      status: 200,
      body: { status: 'updated', pipeline_id: 'mine', file: 'mine.yml' },
    });
    expect(await test.server.get('/v1/pipelines/mine')).toMatchObject({ id: 'mine', name: 'One' });
    await test.server.send('PUT', '/v1/pipelines/mine', { yaml_content: yaml('Two') });
    expect((await test.server.get('/v1/pipelines/mine/raw')).yaml).toBe(yaml('Two'));
    expect(await test.server.send('POST', '/v1/pipelines/mine/validate')).toMatchObject({
      status: 200,
      body: { valid: true, pipeline_id: 'mine', errors: [] },
    });
  });

  it.each([
    ['no YAML', 'id: mine\n  steps: [', 400, /Invalid YAML: mine\.yml/],
    ['another id', 'id: other\nsteps: []\n', 400, /Pipeline ID in YAML must match URL: mine/],
    ['an empty document', '', 400, /mine\.yml/],
    ['a step without an agent', 'id: mine\nsteps:\n  - { id: A, input: x }\n', 400, /A.*agent/],
    ['a goto to nowhere', yaml('X').replace('"do it" }', '"do it", onComplete: B }'), 400, /A.*onComplete.*B/],
  ])('with %s are refused, and the file stays', async (_what, content, status, message) => {
    await test.server.send('PUT', '/v1/pipelines/mine', { yaml_content: yaml('Kept') });

    const answer = await test.server.send('PUT', '/v1/pipelines/mine', { yaml_content: content });

    expect(answer).toMatchObject({ status, body: { detail: expect.stringMatching(message) } });
    expect(await readFile(join(catalog, 'pipelines/mine.yml'), 'utf8')).toBe(yaml('Kept'));
  });

  it('whose names would leave the directory are refused', async () => {
    for (const id of ['..%2Fescape', '%2E%2E', '.hidden', 'a%2Fb']) {
      const { status } = await test.server.send('PUT', `/v1/pipelines/${id}`, { yaml_content: yaml('X') });
      expect({ id, isRefused: status >= 400 && status < 500 }).toEqual({ id, isRefused: true });
    }
  });
});

describe('agents over REST', () => {
  it('are configured key by key; the answer is what stands in the file', async () => {
    const { status, body } = await test.server.send('PUT', '/v1/agents/eric/config', { pulseIntervalMinutes: 45, thinkingLevel: 'low' });

    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'updated', config: { pulse_interval_minutes: 45, thinking_level: 'low' } },
    });
    expect(await test.server.get('/v1/agents/eric/config')).toMatchObject({
      pulseIntervalMinutes: 45,
      thinkingLevel: 'low',
      threadMode: 'passive',
    });
    expect(await test.server.send('PUT', '/v1/agents/eric/config', [])).toMatchObject({ status: 422 });
    expect(await test.server.send('PUT', '/v1/agents/nobody/config', {})).toMatchObject({ status: 404 });
  });

  it('have their persona files written, and no others', async () => {
    expect(await test.server.send('PUT', '/v1/agents/eric/files/SOUL.md', { content: 'Kühl.' })).toEqual({
      status: 200,
      body: { status: 'updated', filename: 'SOUL.md', size: 5 },
    });
    expect(await test.server.get('/v1/agents/eric')).toMatchObject({ soul_preview: 'Kühl.' });
    for (const name of ['PULSE.md', 'config.yml', '..%2Fescape.md']) {
      const { status } = await test.server.send('PUT', `/v1/agents/eric/files/${name}`, { content: 'x' });
      expect({ name, isRefused: status === 400 || status === 404 }).toEqual({ name, isRefused: true });
    }
    expect((await test.server.send('PUT', '/v1/agents/eric/files/SOUL.md', {})).status).toBe(422);
  });

  it('that are unknown are not found', async () => {
    for (const path of ['', '/runs', '/config', '/status']) {
      const { status, body } = await test.server.send('GET', `/v1/agents/nobody${path}`);
      expect({ path, status, detail: body.detail }).toEqual({ path, status: 404, detail: expect.stringContaining('nobody') });
    }
  });

  it('have no projects and no memory here, and say so to those that ask', async () => {
    expect(await test.server.send('GET', '/v1/agents/eric/projects')).toEqual({ status: 200, body: [] });
    expect(await test.server.send('GET', '/v1/agents/nobody/projects')).toMatchObject({ status: 404 });
    expect(await test.server.send('GET', '/v1/agents/eric/memory')).toEqual({ status: 200, body: [] });
  });

  it('list the runs in which they did a step', async () => {
    const created = await test.server.post('/v1/runs', { pipeline_id: 'quickstart', task: 'plan' });
    await test.server.finished(created.id);

    const [latest] = await test.server.get('/v1/agents/mira/runs');

    expect(latest).toEqual({
      run_id: created.id,
      pipeline_id: 'quickstart',
      task: 'plan',
      status: 'completed',
      step_ids: [`${created.id}_PLAN`],
      created_at: expect.any(Number),
    });
  });
});
