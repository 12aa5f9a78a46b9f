import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PIPELINE = `
id: notes
name: Notes
agents: [{ id: scribe }]
steps:
  - { id: WRITE, agent: scribe, input: "Task: {{task_description}}", outputs: [note], onComplete: PRINT }
  - { id: PRINT, agent: scribe, input: "Print {{note}}", outputs: [page] }
`;

let catalog: CatalogDirectory;
let test: TestServer;
/** Turns of WRITE whose replies wait for this, by number. */
let gates: Map<number, Promise<void>>;

/** WRITE writes a file, reads it, and completes with what it read; PRINT completes at once. */
async function reply({ step, turn, toolResults }: ScriptedCall): Promise<ScriptedReply> {
  if (step === 'PRINT') return complete({ page: 'printed' });
  await gates.get(turn);
  if (turn === 1) return { text: 'I write.', tools: [{ name: 'write', args: { path: 'note.md', content: 'remember' } }] };
  if (turn === 2) return { text: 'I read.', tools: [{ name: 'read', args: { path: 'note.md' } }] };
  return complete({ note: toolResults.at(-1) ?? '' });
}

beforeAll(async () => {
  catalog = await catalogDirectory({ 'pipelines/notes.yml': PIPELINE });
  test = await startTestServer(reply, { CATALOG_DIR: catalog.path, DEFAULT_MODEL: 'openai/gpt-4o' });
});

beforeEach(() => {
  gates = new Map();
});

afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

/** Holds back the model's reply to a turn of WRITE until it is called. */
function hold(turn: number): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  gates.set(turn, promise);
  return resolve;
}

async function startRun(input: Record<string, unknown> = {}): Promise<string> {
  return (await test.server.post('/v1/runs', { pipeline_id: 'notes', task: 'write a note', ...input })).id;
}

/** How often the model was asked for each turn, as `WRITE:1` (step and turn). */
function asked(runId: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { step, turn } of test.llm.calls.filter((call) => call.runId === runId)) {
    counts[`${step}:${turn}`] = (counts[`${step}:${turn}`] ?? 0) + 1;
  }
  return counts;
}

async function untilAsked(runId: string, turn: string): Promise<void> {
  await eventually(() => expect(asked(runId)).toHaveProperty(turn));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
async function eventsOf(runId: string): Promise<any[]> {
  const { data } = await test.server.graphql('query ($id: ID!) { runEvents(runId: $id) { seq type data } }', { id: runId });
  return data.runEvents;
}

async function untilPassivated(runId: string): Promise<void> {
  await eventually(async () => {
    const { data } = await test.server.graphql('{ actorTree { actors { path } } }');
    expect(data.actorTree.actors.filter(({ path }: { path: string }) => path.includes(runId))).toEqual([]);
  });
}

const ONCE = { 'WRITE:1': 1, 'WRITE:2': 1, 'WRITE:3': 1, 'PRINT:1': 1 };
const DONE = { status: 'completed', waiting_for: null, outputs: { note: 'remember', page: 'printed' } };

describe('pause', () => {
  it('lets the turn in flight end, and resume goes on behind it', async () => {
    const release = hold(2);
    const id = await startRun();
    await untilAsked(id, 'WRITE:2');

    expect(await test.server.post(`/v1/runs/${id}/pause`)).toEqual({ run_id: id, status: 'paused' });
    release();
    await untilPassivated(id);

    expect(asked(id)).toEqual({ 'WRITE:1': 1, 'WRITE:2': 1 });
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({
      status: 'paused',
      waiting_for: 'resume',
      steps: [{ status: 'running' }],
    });
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.slice(types.indexOf('run_paused'))).toEqual(['run_paused', 'agent_output', 'turn_complete']);

    expect(await test.server.post(`/v1/runs/${id}/resume`)).toMatchObject({ run_id: id, status: 'running' });
    expect(await test.server.finished(id)).toMatchObject(DONE);
    expect(asked(id)).toEqual(ONCE);
  });

  it('keeps what it has over a kill -9, without an actor until it is resumed', async () => {
    const release = hold(2);
    const id = await startRun();
    await untilAsked(id, 'WRITE:2');
    await test.server.post(`/v1/runs/${id}/pause`);
    release();
    await untilPassivated(id);

    await test.server.kill();
    await test.server.start();

    await untilPassivated(id);
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'resume' });
    await test.server.post(`/v1/runs/${id}/resume`);
    expect(await test.server.finished(id)).toMatchObject(DONE);
    expect(asked(id)).toEqual(ONCE);
  });

  it('stays when the server is killed before the turn in flight has ended; only that turn is made again', async () => {
    hold(2);
    const id = await startRun();
    await untilAsked(id, 'WRITE:2');
    await test.server.post(`/v1/runs/${id}/pause`);

    await test.server.kill();
    gates.clear();
    await test.server.start();

    await untilPassivated(id);
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'resume' });
    await test.server.post(`/v1/runs/${id}/resume`);
    expect(await test.server.finished(id)).toMatchObject(DONE);
    expect(asked(id)).toEqual({ ...ONCE, 'WRITE:2': 2 });
    const events = await eventsOf(id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  });

  it('that is taken back in the middle of a turn does not ask for the turn again', async () => {
    const release = hold(2);
    const id = await startRun();
    await untilAsked(id, 'WRITE:2');

    await test.server.post(`/v1/runs/${id}/pause`);
    await test.server.post(`/v1/runs/${id}/resume`);
    release();

    expect(await test.server.finished(id)).toMatchObject(DONE);
    expect(asked(id)).toEqual(ONCE);
  });

  it('between two steps does not start the second one', async () => {
    const release = hold(3);
    const id = await startRun();
    await untilAsked(id, 'WRITE:3');

    await test.server.post(`/v1/runs/${id}/pause`);
    release();
    await untilPassivated(id);

    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({
      status: 'paused',
      steps: [
        { step_id: 'WRITE', status: 'completed' },
        { step_id: 'PRINT', status: 'queued' },
      ],
    });
    expect(asked(id)).toEqual({ 'WRITE:1': 1, 'WRITE:2': 1, 'WRITE:3': 1 });
    await test.server.post(`/v1/runs/${id}/resume`);
    expect(await test.server.finished(id)).toMatchObject(DONE);
  });

  it('ends with cancel, also without an actor', async () => {
    const release = hold(1);
    const id = await startRun();
    await untilAsked(id, 'WRITE:1');
    await test.server.post(`/v1/runs/${id}/pause`);
    release();
    await untilPassivated(id);

    expect(await test.server.post(`/v1/runs/${id}/cancel`)).toMatchObject({ status: 'cancelled' });

    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({
      status: 'cancelled',
      waiting_for: null,
      steps: [{ status: 'cancelled' }],
    });
    expect(await test.server.post(`/v1/runs/${id}/resume`)).toMatchObject({
      status: 400,
      detail: `Run ${id} is cancelled; restart it instead`,
    });
    expect(asked(id)).toEqual({ 'WRITE:1': 1 });
  });

  it('is refused for a run that is over', async () => {
    const id = await startRun();
    await test.server.finished(id);

    const answered = await test.server.post(`/v1/runs/${id}/pause`);

    expect(answered).toMatchObject({ status: 400, detail: `Run ${id} is completed, so it cannot be paused` });
  });
});

describe('a budget', () => {
  async function untilPaused(id: string): Promise<void> {
    await eventually(async () =>
      expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'budget' }),
    );
    await untilPassivated(id);
  }

  it('pauses the run between two turns when it is spent, and a larger one lets it go on', async () => {
    const id = await startRun({ budget_usd: 0.000_001 });
    await untilPaused(id);
    expect(asked(id)).toEqual({ 'WRITE:1': 1 });
    const paused = (await eventsOf(id)).at(-1);
    expect(paused).toMatchObject({
      type: 'run_paused',
      data: { reason: 'The budget of $0.000001 is spent; resume the run with a larger budget_usd' },
    });

    await test.server.post(`/v1/runs/${id}/resume`, { budget_usd: 5 });

    const run = await test.server.finished(id);
    expect(run).toMatchObject({ ...DONE, budget_usd: 5 });
    expect(run.cost_usd).toBeGreaterThan(0.000_001);
    expect(asked(id)).toEqual(ONCE);
  });

  it('that is not raised above what is spent keeps the run where it is, and says which one it is', async () => {
    const id = await startRun({ budget_usd: 0.000_001 });
    await untilPaused(id);

    for (const body of [{}, { budget_usd: 0.000_001 }, { budget_tokens: 1_000_000 }])
      expect(await test.server.post(`/v1/runs/${id}/resume`, body)).toMatchObject({
        status: 400,
        detail: `Run ${id} cannot go on: it has spent its budget of $0.000001; resume it with a larger budget_usd`,
      });
    expect(asked(id)).toEqual({ 'WRITE:1': 1 });

    await test.server.post(`/v1/runs/${id}/resume`, { budget_usd: null });
    expect(await test.server.finished(id)).toMatchObject({ ...DONE, budget_usd: null });
    expect(asked(id)).toEqual(ONCE);
  });

  it.each([
    [{ budget_usd: -1 }, /budgetUsd must be more than 0/],
    [{ budget_usd: 0 }, /budgetUsd must be more than 0/],
    [{ budget_usd: 'NaN' }, /budget_usd/],
    [{ budget_tokens: 0 }, /budgetTokens must be 1 or more/],
    [{ budget_tokens: 1.5 }, /budget_tokens must be an integer/],
    [{ budget_time_sec: -0.5 }, /budgetTimeSec must be more than 0/],
  ])('of %j is refused', async (budget, message) => {
    const before = (await test.server.get('/v1/runs')).length;

    const answered = await test.server.post('/v1/runs', { pipeline_id: 'notes', task: 'write', ...budget });

    expect(answered).toMatchObject({ status: 422, detail: expect.stringMatching(message) });
    expect(await test.server.get('/v1/runs')).toHaveLength(before);
  });
});
