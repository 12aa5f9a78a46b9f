import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;
let client: Client;
/** What the steps of tasks that wait are waiting for. */
let hold = Promise.withResolvers<void>();

beforeAll(async () => {
  test = await startTestServer(async ({ step, prompt }): Promise<ScriptedReply> => {
    if (prompt.includes('please wait')) await hold.promise;
    if (prompt.includes('please fail')) return { text: 'STATUS: failed\nERROR: I was asked to' };
    if (step === 'REVIEW') return complete({ verdict: 'approved', review: 'good' });
    return complete({ draft: 'draft', url: 'https://example.org' });
  });
  client = createClient({
    url: test.server.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
  });
});
afterAll(async () => {
  hold.resolve();
  await client.dispose();
  await test.stop();
});

const RUN = `id pipelineId task status currentStep outputs error humanContext inputTokens outputTokens costUsd budgetUsd createdAt updatedAt
  completedAt waitingFor workspaceExists steps { id stepId agentId status outputs inputs output error execution attempt retryCount sessionId modelUsed
  inputTokens outputTokens startedAt completedAt }`;

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await test.server.graphql(query, variables);
  if (errors) throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions.code });
  return data;
}

async function start(task: string): Promise<string> {
  const { createRun } = await ask('mutation ($task: String!) { createRun(input: { pipelineId: "review", task: $task }) { id } }', { task });
  return createRun.id;
}

async function finished(id: string) {
  return eventually(async () => {
    const { run } = await ask(`query ($id: ID!) { run(id: $id) { ${RUN} } }`, { id });
    if (!['COMPLETED', 'FAILED', 'CANCELLED'].includes(run.status)) throw new Error(run.status);
    return run;
  }, 20_000);
}

/** Items of a subscription, until one satisfies `isLast`. */
async function follow<T>(query: string, variables: Record<string, unknown>, isLast: (item: T) => boolean): Promise<T[]> {
  const items: T[] = [];
  try {
    for await (const { data, errors } of client.iterate<Record<string, T>>({ query, variables })) {
      if (errors) throw new Error(errors[0]?.message);
      const item = Object.values(data ?? {})[0] as T;
      items.push(item);
      if (isLast(item)) break;
    }
  } catch (error) {
    throw Array.isArray(error) ? new Error((error as { message: string }[])[0]?.message) : error;
  }
  return items;
}

describe('a run', () => {
  it('is created, worked on and queried with its steps', async () => {
    const run = await finished(await start('write a poem'));

    expect(run).toMatchObject({
      pipelineId: 'review',
      task: 'write a poem',
      status: 'COMPLETED',
      outputs: { draft: 'draft', verdict: 'approved', review: 'good', url: 'https://example.org' },
      error: null,
      workspaceExists: true,
    });
    expect(run.steps.map(({ stepId, status, attempt }: Record<string, unknown>) => [stepId, status, attempt])).toEqual([
      ['WRITE', 'COMPLETED', 1],
      ['REVIEW', 'COMPLETED', 1],
      ['PUBLISH', 'COMPLETED', 1],
    ]);
    expect(run.inputTokens).toBe(run.steps.reduce((sum: number, { inputTokens }: { inputTokens: number }) => sum + inputTokens, 0));
    expect(run.inputTokens).toBeGreaterThan(0);
    expect(new Date(run.completedAt).getTime()).toBeGreaterThanOrEqual(new Date(run.createdAt).getTime());
  });

  it('is found by pipeline and status, newest first, a page at a time', async () => {
    const [older, newer] = [await start('older'), await start('newer')];
    await Promise.all([finished(older), finished(newer)]);

    const list = (args: string) => ask(`{ runs(${args}) { id status } }`).then(({ runs }) => runs.map(({ id }: { id: string }) => id));
    expect(await list('limit: 2')).toEqual([newer, older]);
    expect(await list('limit: 1, offset: 1, statuses: [COMPLETED], pipelineId: "review"')).toEqual([older]);
    expect(await list('statuses: []')).toEqual([]);
    expect(await list('pipelineId: "other"')).toEqual([]);
  });

  it('is paused, resumed, cancelled, restarted and deleted', async () => {
    const id = await start('please wait');
    await eventually(async () => expect((await ask('query ($id: ID!) { run(id: $id) { status } }', { id })).run.status).toBe('RUNNING'));
    const does = async (mutation: string) => Object.values<{ status: string }>(await ask(`mutation ($id: ID!) { ${mutation} }`, { id }))[0];

    expect(await does('pauseRun(id: $id) { status waitingFor }')).toEqual({ status: 'PAUSED', waitingFor: 'resume' });
    expect(await does('resumeRun(id: $id) { status waitingFor }')).toEqual({ status: 'RUNNING', waitingFor: null });
    expect(await does('cancelRun(id: $id) { status }')).toEqual({ status: 'CANCELLED' });
    hold.resolve();
    expect(await does('restartRun(id: $id, context: "once more") { status humanContext }')).toMatchObject({ humanContext: 'once more' });
    expect((await finished(id)).status).toBe('COMPLETED');
    hold = Promise.withResolvers();
    expect(await does('restartStep(runId: $id, stepId: "REVIEW", context: "look closer") { status }')).toMatchObject({ status: 'RUNNING' });
    await does('deleteRun(id: $id)');
    expect((await ask('query ($id: ID!) { run(id: $id) { id } }', { id })).run).toBeNull();
  });

  it('that is created twice with one key is created once', async () => {
    const create = (task: string) =>
      ask('mutation ($task: String!) { createRun(input: { pipelineId: "review", task: $task }, idempotencyKey: "k1") { id } }', { task });

    const [first, second] = await Promise.all([create('same'), create('same')]);

    expect(second).toEqual(first);
    await expect(create('other')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['an unknown pipeline', '{ pipelineId: "nothing", task: "x" }', 'NOT_FOUND', /nothing/],
    [
      'a provider without a key',
      '{ pipelineId: "review", task: "x", modelOverride: "anthropic/claude-x" }',
      'BAD_REQUEST',
      /ANTHROPIC_API_KEY/,
    ],
    ['a model without a provider', '{ pipelineId: "review", task: "x", modelOverride: "gpt" }', 'BAD_REQUEST', /provider\/model/],
    ['a negative budget', '{ pipelineId: "review", task: "x", budgetUsd: -1 }', 'BAD_USER_INPUT', /budgetUsd/],
  ])('for %s is refused', async (_what, input, code, message) => {
    const before = (await ask('{ runs { id } }')).runs.length;

    await expect(ask(`mutation { createRun(input: ${input}) { id } }`)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });

    expect((await ask('{ runs { id } }')).runs).toHaveLength(before);
  });
});

describe('events over graphql-ws', () => {
  const EVENTS =
    'subscription ($runId: ID, $since: Cursor, $types: [String!], $fromStart: Boolean) { events(runId: $runId, since: $since, types: $types, fromStart: $fromStart) { cursor seq type runId data } }';
  interface Item {
    cursor: string;
    seq: number;
    type: string;
    runId: string;
  }
  const isEnd = ({ type }: Item) => type === 'run_complete';

  it('come live while a run is worked on, and are those that are stored', async () => {
    const id = await start('please wait for a reader');
    const items = follow<Item>(EVENTS, { runId: id, fromStart: true }, isEnd);
    hold.resolve();

    const seen = await items;

    hold = Promise.withResolvers();
    const { runEvents } = await ask('query ($id: ID!) { runEvents(runId: $id) { cursor seq type runId data } }', { id });
    expect(seen).toEqual(runEvents.slice(0, seen.length));
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_item, index) => index + 1));
    expect(seen.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['run_created', 'step_started', 'agent_output', 'turn_complete', 'step_complete']),
    );
  });

  it('go on after any cursor without loss or repetition', async () => {
    const id = await start('write again');
    await finished(id);
    const all = await follow<Item>(EVENTS, { runId: id, fromStart: true }, isEnd);

    for (const { cursor, seq } of all.slice(0, -1)) {
      const rest = await follow<Item>(EVENTS, { runId: id, since: cursor }, isEnd);
      expect(rest).toEqual(all.slice(seq));
    }
  });

  it('are filtered by type', async () => {
    const id = await start('write with types');
    await finished(id);

    const items = await follow<Item>(EVENTS, { runId: id, fromStart: true, types: ['step_complete', 'run_complete'] }, isEnd);

    expect(items.map(({ type }) => type)).toEqual(['step_complete', 'step_complete', 'step_complete', 'run_complete']);
  });

  it('after a cursor from the future are refused', async () => {
    await expect(follow(EVENTS, { since: '999999999' }, () => true)).rejects.toThrow(/since must be a cursor that this server gave out/);
  });

  it('are refused over WebSocket like over HTTP when the operation does not fit the schema', async () => {
    await expect(follow('subscription { nothing }', {}, () => true)).rejects.toThrow(/Cannot query field/);
  });
});

describe('pipelines', () => {
  it('are listed with what the file says, and validated', async () => {
    const { pipelines, pipelineValidation } = await ask(
      '{ pipelines { id name version description steps agents file problems { message } isRunnable } pipelineValidation(id: "review") { valid errors warnings } }',
    );

    expect(pipelines).toContainEqual(
      expect.objectContaining({ id: 'review', name: 'Review loop', version: '1.0', file: 'review.yml', isRunnable: true }),
    );
    expect(pipelineValidation).toMatchObject({ valid: true, errors: [] });
    expect((await ask('{ pipeline(id: "nothing") { id } }')).pipeline).toBeNull();
  });
});

describe('status', () => {
  it('says in a few numbers how the server is doing', async () => {
    const { status, modelProviders } = await ask(
      '{ status { status version activeRuns totalPipelines defaultModel isDemo } modelProviders { id configured keyVariable } }',
    );

    expect(status).toMatchObject({ status: 'ok', defaultModel: 'openai/scripted', isDemo: false });
    expect(status.totalPipelines).toBeGreaterThan(0);
    expect(modelProviders).toContainEqual({ id: 'openai', configured: true, keyVariable: 'OPENAI_API_KEY' });
    expect(modelProviders).toContainEqual({ id: 'anthropic', configured: false, keyVariable: 'ANTHROPIC_API_KEY' });
  });
});

describe('the supervision tree', () => {
  interface Change {
    version: number;
    isSnapshot: boolean;
    changed: { path: string; kind: string; state: string; incarnation: number }[];
    removed: string[];
  }

  it('shows a run, its agent and its session while they live', async () => {
    const id = await start('please wait and be seen');

    const kinds = await eventually(async () => {
      const { actorTree } = await ask('{ actorTree { version actors { path kind parent state } } }');
      const mine = actorTree.actors.filter(({ path }: { path: string }) => path.includes(id) || path === 'agents/writer');
      const found = mine.map(({ kind }: { kind: string }) => kind).sort();
      if (found.length < 3) throw new Error(found.join());
      return found;
    });

    expect(kinds).toEqual(['agent', 'run', 'session']);
    await ask('mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id });
    await eventually(async () => expect((await ask(`{ actor(path: "runs/${id}") { state } }`)).actor).toBeNull());
  });

  it('is followed: first everything, then what changes', async () => {
    const changes = follow<Change>(
      'subscription { actorTreeChanged { version isSnapshot changed { path kind state incarnation } removed } }',
      {},
      ({ removed }) => removed.some((path) => path.startsWith('runs/run_')),
    );
    await finished(await start('write and be followed'));

    const [first, ...later] = await changes;

    expect(first).toMatchObject({ isSnapshot: true, removed: [] });
    expect(first?.changed.map(({ path }) => path)).toEqual(expect.arrayContaining(['runs', 'agents', 'dispatch']));
    expect(later.every(({ isSnapshot }) => !isSnapshot)).toBe(true);
    const versions = [first, ...later].map((change) => change?.version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('lets an operator restart an actor in mid-work, and the run completes', async () => {
    const id = await start('please wait for an operator');
    await eventually(async () => expect((await ask(`{ actor(path: "runs/${id}") { state } }`)).actor).not.toBeNull());

    await ask(`mutation { restartActor(path: "runs/${id}") { path } }`);

    await eventually(async () => expect((await ask(`{ actor(path: "runs/${id}") { incarnation } }`)).actor.incarnation).toBe(2));
    hold.resolve();
    expect((await finished(id)).status).toBe('COMPLETED');
    hold = Promise.withResolvers();
  });

  it('lets an operator stop a session; its step is tried again or fails, and nothing hangs', async () => {
    const id = await start('please wait until stopped');
    const session = await eventually(async () => {
      const { actorTree } = await ask('{ actorTree { actors { path kind } } }');
      const found = actorTree.actors.find(({ path, kind }: { path: string; kind: string }) => kind === 'session' && path.includes(id));
      if (!found) throw new Error('no session yet');
      return found.path as string;
    });

    await ask('mutation ($path: String!) { stopActor(path: $path) }', { path: session });

    hold.resolve();
    expect(['COMPLETED', 'FAILED']).toContain((await finished(id)).status);
    hold = Promise.withResolvers();
  });

  it('names an actor that does not exist', async () => {
    await expect(ask('mutation { restartActor(path: "runs/run_nothing") { path } }')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask('mutation { stopActor(path: "runs/run_nothing") }')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts dead letters and lists crashes', async () => {
    const { deadLetters, actorCrashes } = await ask(
      '{ deadLetters { total recent { at to message reason } } actorCrashes { path error } }',
    );

    expect(deadLetters.total).toBeGreaterThanOrEqual(deadLetters.recent.length);
    expect(actorCrashes).toEqual([]);
  });
});

describe('agents', () => {
  it('are those that pipelines name and those of the catalog', async () => {
    const { agents, fleet } = await ask('{ agents { id name status currentRun } fleet { agents { id state } summary { total working } } }');

    expect(agents.length).toBe(fleet.agents.length);
    expect(fleet.summary.total).toBe(agents.length);
  });
});
