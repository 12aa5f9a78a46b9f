import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { finish, say, startRawProvider, type RawCall, type RawProvider } from '../support/raw-provider.ts';
import { ServerProcess } from '../support/server-process.ts';

const PIPELINE = `
id: two-steps
name: Two steps
agents: [{ id: solo }]
steps:
  - { id: FIRST, agent: solo, input: "Task: {{task_description}}", maxRetries: 3, onComplete: SECOND }
  - { id: SECOND, agent: solo, input: "Task: {{task_description}}" }
`;

let catalog: CatalogDirectory;
let database: TestDatabase;
let provider: RawProvider;
let server: ServerProcess;

/** The task says how the provider behaves: it talks without end, says nothing, is busy for two seconds, or answers. */
function answer(call: RawCall): void {
  const { response, prompt } = call;
  const isAskedAgain = provider.calls.some((other) => other !== call && other.prompt === prompt);
  if (prompt.includes('Task: talk')) say(call, 'And then ');
  else if (prompt.includes('Task: busy') && !isAskedAgain) response.writeHead(429, { 'retry-after': '2' }).end('{}');
  else if (!prompt.includes('Task: hush')) {
    say(call, 'Done.');
    finish(call);
  }
}

beforeAll(async () => {
  catalog = await catalogDirectory({ 'pipelines/two-steps.yml': PIPELINE, 'agents/solo/config.yml': 'max_concurrent_steps: 1\n' });
  database = await testDatabase();
  provider = await startRawProvider(answer);
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    OPENAI_BASE_URL: provider.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: catalog.path,
    MAX_RUNS: '2',
  });
});

afterAll(async () => {
  await server.remove();
  await provider.stop();
  await database.drop();
  await catalog.remove();
});

async function startRun(task: string): Promise<string> {
  return (await server.post('/v1/runs', { pipeline_id: 'two-steps', task })).id;
}

function callsOf(runId: string): RawCall[] {
  return provider.calls.filter(({ prompt }) => prompt.includes(runId));
}

async function firstCallOf(runId: string): Promise<RawCall> {
  return eventually(() => {
    const [call] = callsOf(runId);
    if (!call) throw new Error(`the model was not asked for ${runId}`);
    return call;
  });
}

async function typesOf(runId: string): Promise<string[]> {
  const { data } = await server.graphql('query ($id: ID!) { runEvents(runId: $id) { type } }', { id: runId });
  return data.runEvents.map(({ type }: { type: string }) => type);
}

async function actorPaths(): Promise<string[]> {
  const { data } = await server.graphql('{ actorTree { actors { path } } }');
  return data.actorTree.actors.map(({ path }: { path: string }) => path);
}

const ENDS_CANCELLED = ['human_intervention', 'step_cancelled', 'run_cancelled', 'run_failed'];

describe('cancel', () => {
  it.each(['talk', 'hush'])('cuts the connection to a model that is asked to %s, and ends the run with its actors', async (task) => {
    const id = await startRun(task);
    const call = await firstCallOf(id);
    if (task === 'talk') await eventually(async () => expect(await typesOf(id)).toContain('agent_output'));

    const answered = await server.post(`/v1/runs/${id}/cancel`);

    expect(answered).toEqual({ run_id: id, status: 'cancelled' });
    await eventually(() => expect(call.isCutOff).toBe(true));
    await eventually(async () => expect((await actorPaths()).filter((path) => path.includes(id))).toEqual([]));
    expect(await server.get(`/v1/runs/${id}`)).toMatchObject({
      status: 'cancelled',
      outputs: {},
      steps: [{ step_id: 'FIRST', status: 'cancelled', error: 'Cancelled via API' }],
    });
    expect((await typesOf(id)).slice(-4)).toEqual(ENDS_CANCELLED);
  });

  it('ends the wait for a provider that is busy', async () => {
    const id = await startRun('busy');
    await firstCallOf(id);

    await server.post(`/v1/runs/${id}/cancel`);

    expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled' }] });
    const next = await startRun('busy'); // once its wait is over, that of the first would be, too
    expect(await server.finished(next)).toMatchObject({ status: 'completed' });
    expect(callsOf(id)).toHaveLength(1);
  });

  it('takes a run out of the queue of its agent, and out of the queue for a place on the server', async () => {
    const working = await startRun('hush');
    await firstCallOf(working);
    const queued = await startRun('queued for the agent');
    await eventually(async () => expect(await server.get(`/v1/runs/${queued}/steps`)).toMatchObject([{ status: 'queued' }]));
    const pending = await startRun('queued for the server');
    const last = await startRun('last');

    for (const id of [queued, pending]) await server.post(`/v1/runs/${id}/cancel`);

    await server.post(`/v1/runs/${working}/cancel`);
    expect(await server.finished(last)).toMatchObject({ status: 'completed' }); // whoever comes after them is not held up
    for (const id of [queued, pending]) {
      expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'cancelled' });
      expect(callsOf(id)).toEqual([]);
    }
  });

  it('stays over a kill -9, and starts nothing more', async () => {
    const id = await startRun('talk');
    await firstCallOf(id);
    await server.post(`/v1/runs/${id}/cancel`);

    await server.kill();
    await server.start();

    const next = await startRun('next');
    expect(await server.finished(next)).toMatchObject({ status: 'completed' });
    expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'cancelled' });
    expect(callsOf(id)).toHaveLength(1);
    expect((await typesOf(id)).slice(-4)).toEqual(ENDS_CANCELLED);
  });

  it('changes nothing of a run that is over', async () => {
    const id = await startRun('quick');
    const finished = await server.finished(id);
    const types = await typesOf(id);

    const answered = await server.post(`/v1/runs/${id}/cancel`);

    expect(answered).toEqual({ run_id: id, status: 'completed' });
    expect(await server.get(`/v1/runs/${id}`)).toEqual(finished);
    expect(await typesOf(id)).toEqual(types);
  });

  it('comes before a run is deleted, with all that is left of it', async () => {
    const id = await startRun('talk');
    const call = await firstCallOf(id);

    const response = await fetch(`${server.url}/v1/runs/${id}`, { method: 'DELETE' });

    expect(await response.json()).toEqual({ status: 'deleted', run_id: id });
    await eventually(() => expect(call.isCutOff).toBe(true));
    expect(await server.get(`/v1/runs/${id}`)).toMatchObject({ status: 404, detail: `Run ${id} not found` });
    expect(await typesOf(id)).toEqual([]);
  });
});
