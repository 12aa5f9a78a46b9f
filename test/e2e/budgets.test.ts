import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { complete, startScriptedLlm, type ScriptedCall, type ScriptedLlm, type ScriptedReply } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';

jest.setTimeout(60_000); // the server starts several times

const pipeline = (id: string, agent: string) => `
id: ${id}
name: ${id}
agents: [{ id: ${agent} }]
steps:
  - { id: WRITE, agent: ${agent}, input: "Task: {{task_description}}", outputs: [note] }
`;
/** What a turn costs of gpt-4o: $0.25. */
const QUARTER = { prompt_tokens: 100_000, completion_tokens: 0 };
const PER_DAY = 'tools: [read, write]\nbudget_per_day: { usd: 1 }\n';

let catalog: CatalogDirectory;
let database: TestDatabase;
let sql: pg.Client;
let llm: ScriptedLlm;
let server: ServerProcess;
/** Turns whose replies wait for this, by task and turn, as `slow:2`. */
let gates: Map<string, Promise<void>>;
/** What a turn uses, by task and turn; else a quarter of a dollar. */
let usages: Map<string, { prompt_tokens: number; completion_tokens: number }>;

/** Writes a file, reads it, and ends with what it read: three turns, of a step and of a reply in a chat. */
async function reply({ prompt, step, said, turn, toolResults }: ScriptedCall): Promise<ScriptedReply> {
  const task = /Task: (\S+)/.exec(step === '' ? said : prompt)?.[1] ?? '';
  await gates.get(`${task}:${turn}`);
  const usage = usages.get(`${task}:${turn}`) ?? QUARTER;
  if (step === '')
    return /tools/.test(said) && toolResults.length === 0
      ? { text: 'I look.', tools: [{ name: 'ls', args: {} }], usage }
      : { text: `Answer to ${said}`, usage };
  if (turn === 1) return { text: 'I write.', tools: [{ name: 'write', args: { path: 'note.md', content: 'remember' } }], usage };
  if (turn === 2) return { text: 'I read.', tools: [{ name: 'read', args: { path: 'note.md' } }], usage };
  return { ...complete({ note: toolResults.at(-1) ?? '' }), usage };
}

beforeAll(async () => {
  const agents = ['daily', 'waiter', 'turner', 'talker', 'quiet', 'sleeper'];
  catalog = await catalogDirectory({
    'agents/scribe/IDENTITY.md': '# Scribe',
    'pipelines/notes.yml': pipeline('notes', 'scribe'),
    'agents/chatter/IDENTITY.md': '# Chatter',
    ...Object.fromEntries(
      agents.flatMap((agent) => [
        [`agents/${agent}/IDENTITY.md`, `# ${agent}`],
        [`agents/${agent}/config.yml`, PER_DAY],
        [`pipelines/${agent}.yml`, pipeline(agent, agent)],
      ]),
    ),
    'agents/sleeper/PULSE.md': 'Look around.',
  });
  database = await testDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  llm = await startScriptedLlm(reply);
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    OPENAI_BASE_URL: llm.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/gpt-4o',
    CATALOG_DIR: catalog.path,
  });
});

beforeEach(() => {
  gates = new Map();
  usages = new Map();
});

afterAll(async () => {
  await server.remove();
  await llm.stop();
  await sql.end();
  await database.drop();
  await catalog.remove();
});

/** Holds back the model's reply until it is called. */
function hold(key: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  gates.set(key, promise);
  return resolve;
}

async function startRun(input: Record<string, unknown> = {}): Promise<string> {
  const { id } = await server.post('/v1/runs', { pipeline_id: 'notes', task: 'note', ...input });
  expect(id).toMatch(/^run_/);
  return id;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
const runOf = (id: string): Promise<any> => server.get(`/v1/runs/${id}`);

/** How often the model was asked for each turn. */
function asked(runId: string): number[] {
  const turns = llm.calls.filter((call) => call.runId === runId).map(({ turn }) => turn);
  return [1, 2, 3].map((turn) => turns.filter((one) => one === turn).length);
}

async function untilAsked(runId: string, turn: number): Promise<void> {
  await eventually(() => expect(asked(runId)[turn - 1]).toBe(1));
}

async function untilPaused(id: string): Promise<void> {
  await eventually(async () => expect(await runOf(id)).toMatchObject({ status: 'paused', waiting_for: 'budget' }));
  await eventually(async () => {
    const { data } = await server.graphql('{ actorTree { actors { path } } }');
    expect(data.actorTree.actors.filter(({ path }: { path: string }) => path.includes(id))).toEqual([]);
  });
}

const ONCE = [1, 1, 1];
const DONE = { status: 'completed', waiting_for: null, waiting_reason: null, outputs: { note: 'remember' } };

describe('a run with a budget', () => {
  it('of tokens pauses when they are used, over a kill -9 too, and goes on at the same turn when it is raised', async () => {
    const id = await startRun({ budget_tokens: 150_000 });
    await untilPaused(id);
    expect(asked(id)).toEqual([1, 1, 0]);
    expect(await runOf(id)).toMatchObject({
      waiting_reason: 'The budget of 150000 tokens is spent; resume the run with a larger budget_tokens',
      budget_tokens: 150_000,
      spent: { usd: 0.5, tokens: 200_000 },
      left: { usd: null, tokens: 0, time_sec: null },
    });

    await server.kill();
    await server.start();
    expect(await server.post(`/v1/runs/${id}/resume`, { budget_tokens: 200_000 })).toMatchObject({
      status: 400,
      detail: `Run ${id} cannot go on: it has spent its budget of 200000 tokens; resume it with a larger budget_tokens`,
    });
    expect(await server.post(`/v1/runs/${id}/resume`, { budget_tokens: 900_000 })).toMatchObject({ status: 'running' });

    expect(await server.finished(id)).toMatchObject({ ...DONE, budget_tokens: 900_000, left: { tokens: 600_000 } });
    expect(asked(id)).toEqual(ONCE);
  });

  it('of time pauses in the middle of a turn, which is kept and not made again', async () => {
    const release = hold('slow:2');
    const id = await startRun({ task: 'slow', budget_time_sec: 0.5 });

    await eventually(async () => expect(await runOf(id)).toMatchObject({ status: 'paused', waiting_for: 'budget' }));
    expect(asked(id)).toEqual([1, 1, 0]);
    release();
    await untilPaused(id);
    expect(asked(id)).toEqual([1, 1, 0]);
    expect((await runOf(id)).waiting_reason).toBe('The budget of 0.5 seconds is spent; resume the run with a larger budget_time_sec');
    expect(await server.post(`/v1/runs/${id}/resume`)).toMatchObject({ status: 400, detail: expect.stringContaining('budget_time_sec') });

    await server.post(`/v1/runs/${id}/resume`, { budget_time_sec: 600 });

    const run = await server.finished(id);
    expect(run).toMatchObject(DONE);
    expect(run.spent.time_sec).toBeGreaterThanOrEqual(0.5);
    expect(asked(id)).toEqual(ONCE);
  });

  it('of time does not count the time of a server that is away, nor that before it was resumed', async () => {
    const release = hold('away:2');
    const id = await startRun({ task: 'away', budget_time_sec: 600 });
    await untilAsked(id, 2);

    expect(await server.stop()).toBe(0);
    // as if it had been away for an hour
    await sql.query(
      `update streams set state = jsonb_set(state, '{workingSince}', to_jsonb((state->>'workingSince')::bigint - 3600000)) where id = $1`,
      [`run:${id}`],
    );
    gates.clear();
    release();
    await server.start();

    const run = await server.finished(id);
    expect(run).toMatchObject(DONE);
    expect(run.spent.time_sec).toBeLessThan(60);
  });
});

describe('an agent with a budget of the day', () => {
  it('spends it in all its runs together; the run that finds it spent waits and goes on when it is raised', async () => {
    const first = await startRun({ pipeline_id: 'daily' });
    expect(await server.finished(first)).toMatchObject(DONE);
    const second = await startRun({ pipeline_id: 'daily' });
    await untilPaused(second);
    const third = await startRun({ pipeline_id: 'daily' });
    await untilPaused(third);

    const day = new Date().toISOString().slice(0, 10);
    expect([asked(second), asked(third)]).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect((await runOf(second)).waiting_reason).toMatch(
      new RegExp(`^Agent daily spent its budget of \\$1 for ${day}; work goes on by itself at \\d{4}-\\d\\d-\\d\\dT00:00Z, or as soon as`),
    );
    const today = await server.get('/v1/agents/daily/budget');
    expect(today.spent.time_sec).toBeGreaterThan(0);
    expect(today).toMatchObject({
      agent_id: 'daily',
      day,
      budget: { usd: 1, tokens: null, time_sec: null },
      spent: { usd: 1, tokens: 400_000 },
      left: { usd: 0, tokens: null, time_sec: null },
    });
    expect(await server.post(`/v1/runs/${second}/resume`, { budget_usd: 50 })).toMatchObject({
      status: 400,
      detail: expect.stringContaining('Agent daily spent its budget of $1'),
    });

    await server.kill();
    await server.start();
    expect(await server.post('/v1/agents/daily/budget', { usd: 5 })).toMatchObject({ budget: { usd: 5 }, left: { usd: 4 } });

    for (const id of [second, third]) {
      expect(await server.finished(id)).toMatchObject(DONE);
      expect(asked(id)).toEqual(ONCE);
    }
    const { data } = await server.graphql('{ auditLog(limit: 1) { action target details } }');
    expect(data.auditLog).toEqual([{ action: 'agent.budget.raise', target: 'daily', details: { day, usd: 5 } }]);
  });

  it('goes on by itself when the next day has begun', async () => {
    await server.finished(await startRun({ pipeline_id: 'turner' }));
    const id = await startRun({ pipeline_id: 'turner' });
    await untilPaused(id);

    await sql.query("update agent_usage set day = day - 1 where agent_id = 'turner'"); // as it is a day later

    expect(await server.finished(id)).toMatchObject(DONE);
    expect(asked(id)).toEqual(ONCE);
    expect(await server.get('/v1/agents/turner/budget')).toMatchObject({ spent: { usd: 0.5, tokens: 200_000 } });
  });

  it('goes on by itself when its configuration is changed', async () => {
    await server.finished(await startRun({ pipeline_id: 'waiter' }));
    const id = await startRun({ pipeline_id: 'waiter' });
    await untilPaused(id);

    const refused = await server.send('PUT', '/v1/agents/waiter/config', { budgetPerDay: { usd: -3 } });
    expect(refused).toMatchObject({ status: 422, body: { detail: 'budgetPerDay.usd must be a number above 0' } });
    expect(await server.send('PUT', '/v1/agents/waiter/config', { budgetPerDay: { usd: 10 } })).toMatchObject({ status: 200 });

    expect(await server.finished(id)).toMatchObject(DONE);
    expect(await server.get('/v1/agents/waiter/budget')).toMatchObject({ budget: { usd: 10 } });
  });

  it.each([
    ['scribe', { usd: 5 }, 422, /usd: the agent has no such budget; set budget_per_day/],
    ['quiet', {}, 422, /Name what to raise/],
    ['quiet', { usd: 0.5 }, 422, /usd must be 1 or more/],
    ['quiet', { usd: -5 }, 422, /usd must be more than 0/],
    ['quiet', { tokens: 5 }, 422, /tokens: the agent has no such budget/],
    ['nobody', { usd: 5 }, 404, /not found/],
  ])('%s is not raised by %j', async (agent, raise, status, message) => {
    expect(await server.post(`/v1/agents/${agent}/budget`, raise)).toMatchObject({ status, detail: expect.stringMatching(message) });
  });

  it('is not woken when it is spent', async () => {
    await sql.query("insert into agent_usage (agent_id, day, usd) values ('sleeper', (now() at time zone 'UTC')::date, 1)");

    expect(await server.post('/v1/agents/sleeper/pulse/trigger')).toMatchObject({ outcome: 'it spent its budget of today' });
  });

  it('counts each turn once, whatever happened to the server', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((task) => startRun({ task })));
    await eventually(() => expect(ids.some((id) => asked(id)[1] === 1)).toBe(true));
    await server.kill();
    await server.start();
    for (const id of ids) await server.finished(id);

    const { rows } = await sql.query(
      `select u.agent_id, sum(u.tokens)::int as counted, (select sum(s.input_tokens + s.output_tokens)::int from steps s where s.agent_id = u.agent_id)
         + coalesce((select sum(input_tokens + output_tokens)::int from chat_sessions c where c.agent_id = u.agent_id), 0) as used
       from agent_usage u where u.agent_id in ('scribe', 'daily', 'turner', 'waiter') group by u.agent_id`,
    );
    expect(rows).toHaveLength(4);
    for (const { counted, used } of rows as { counted: number; used: number }[]) expect(counted).toBe(used);
  });
});

describe('a run that another run started', () => {
  /** A parent that has spent $0.7 of $1 and is in its second turn. */
  async function parentAtWork(task: string): Promise<{ parent: string; release: () => void }> {
    usages.set(`${task}:1`, { prompt_tokens: 280_000, completion_tokens: 0 });
    usages.set(`${task}:2`, { prompt_tokens: 0, completion_tokens: 0 });
    const release = hold(`${task}:2`);
    const parent = await startRun({ task, budget_usd: 1 });
    await untilAsked(parent, 2);
    return { parent, release };
  }

  it('gets what is left, and what it spends is spent for the one that started it', async () => {
    const { parent, release } = await parentAtWork('tree');
    usages.set('branch:1', { prompt_tokens: 120_000, completion_tokens: 0 });
    const child = await startRun({ task: 'branch', parent_run_id: parent, budget_usd: 5 });

    await untilPaused(child);
    expect(await runOf(child)).toMatchObject({
      parent_run_id: parent,
      budget_usd: expect.closeTo(0.3),
      spent: { usd: expect.closeTo(0.3) },
    });
    release();
    await untilPaused(parent);
    expect(asked(parent)).toEqual([1, 1, 0]);
    expect(await runOf(parent)).toMatchObject({
      cost_usd: expect.closeTo(0.7),
      spent: { usd: expect.closeTo(1), tokens: 400_000 },
      left: { usd: expect.closeTo(0) },
    });

    expect(await server.post(`/v1/runs/${child}/resume`, { budget_usd: 5 })).toMatchObject({
      status: 400,
      detail: expect.stringContaining(`Run ${parent}, from whose budget this one draws, spent its $1`),
    });
    expect(await server.post('/v1/runs', { pipeline_id: 'notes', task: 'more', parent_run_id: parent })).toMatchObject({
      status: 400,
      detail: `Nothing is left of the budget_usd that a run started by ${parent} (parent_run_id) draws from`,
    });
    expect(await server.post(`/v1/runs/${parent}/resume`, { budget_usd: 1 })).toMatchObject({ status: 400 });
    await server.post(`/v1/runs/${parent}/resume`, { budget_usd: 10 });
    await server.post(`/v1/runs/${child}/resume`, { budget_usd: 5 });

    for (const id of [parent, child]) {
      expect(await server.finished(id)).toMatchObject(DONE);
      expect(asked(id)).toEqual(ONCE);
    }
    expect((await runOf(parent)).spent.usd).toBeCloseTo(0.7 + 0.25 + 0.3 + 0.25 + 0.25);
  });

  it('waits when the other one spends the rest, and goes on when that one is raised', async () => {
    const { parent, release } = await parentAtWork('greedy');
    usages.set('greedy:2', { prompt_tokens: 200_000, completion_tokens: 0 });
    const proceed = hold('patient:1');
    const child = await startRun({ task: 'patient', parent_run_id: parent });
    usages.set('patient:1', { prompt_tokens: 0, completion_tokens: 0 });
    await untilAsked(child, 1);

    release();
    await untilPaused(parent);
    proceed();
    await untilPaused(child);
    expect((await runOf(child)).waiting_reason).toContain(`Run ${parent}, from whose budget this one draws, spent its $1`);
    await server.post(`/v1/runs/${parent}/resume`, { budget_usd: 10 });

    expect(await server.finished(parent)).toMatchObject(DONE);
    expect(await server.finished(child)).toMatchObject(DONE);
    expect(asked(child)).toEqual(ONCE);
  });

  it('ends when the one that started it is cancelled, at any depth', async () => {
    const { parent } = await parentAtWork('root');
    hold('stem:1');
    hold('leaf:1');
    const child = await startRun({ task: 'stem', parent_run_id: parent });
    const grandchild = await startRun({ task: 'leaf', parent_run_id: child });

    await server.post(`/v1/runs/${parent}/cancel`);

    for (const id of [parent, child, grandchild]) expect(await runOf(id)).toMatchObject({ status: 'cancelled' });
    expect(await server.post('/v1/runs', { pipeline_id: 'notes', task: 'late', parent_run_id: parent })).toMatchObject({
      status: 400,
      detail: `Run ${parent} (parent_run_id) is cancelled, so it starts no more runs`,
    });
  });

  it('must name a run that is there', async () => {
    expect(await server.post('/v1/runs', { pipeline_id: 'notes', task: 'x', parent_run_id: 'run_none' })).toMatchObject({ status: 404 });
  });

  it('leaves nothing of what was spent when the one that started it is deleted', async () => {
    const { parent } = await parentAtWork('gone');
    const child = await startRun({ task: 'gone-child', parent_run_id: parent });
    await untilPaused(child);
    const counted = () => sql.query('select usd from run_children_usage where run_id = $1', [parent]);
    expect((await counted()).rows).toEqual([{ usd: 0.5 }]);

    expect(await server.send('DELETE', `/v1/runs/${parent}`)).toMatchObject({ status: 200 });

    expect((await counted()).rows).toEqual([]);
    expect(await runOf(child)).toMatchObject({ status: 'cancelled' });
  });
});

describe('a chat', () => {
  const start = async (input: object): Promise<string> => (await server.post('/v1/chat/sessions', { agent_id: 'chatter', ...input })).id;
  const say = (id: string, message: string) => server.send('POST', `/v1/chat/sessions/${id}/message`, { message });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
  const chatOf = (id: string): Promise<any> => server.get(`/v1/chat/sessions/${id}`);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const repliesOf = async (id: string): Promise<any[]> =>
    (await chatOf(id)).messages.filter(({ role }: { role: string }) => role === 'assistant');
  const untilReplies = (id: string, replies: object[]) => eventually(async () => expect(await repliesOf(id)).toMatchObject(replies));
  const SPENT = 'The chat has spent its budget of 50000 tokens; set a larger budget_tokens to go on';

  it('with a budget ends its reply between two turns, keeps what was said, and takes messages again when it is raised', async () => {
    const release = hold('first:1');
    const id = await start({ budget_tokens: 50_000 });
    await say(id, 'Task: first with tools');
    await eventually(() => expect(llm.calls.filter(({ said }) => said.includes('Task: first'))).toHaveLength(1));
    await say(id, 'Task: second');
    release();

    await untilReplies(id, [
      { status: 'failed', error: SPENT, content: 'I look.' },
      { status: 'queued', content: '' },
    ]);
    expect(await chatOf(id)).toMatchObject({
      status: 'running',
      budget_tokens: 50_000,
      left: { tokens: 0, usd: null },
      waiting_reason: SPENT,
    });
    expect(await say(id, 'Task: third')).toMatchObject({ status: 400, body: { detail: SPENT } });
    const small = await server.send('PUT', `/v1/chat/sessions/${id}/budget`, { budget_tokens: 50_000 });
    expect(small).toMatchObject({ status: 400, body: { detail: SPENT } });
    await server.kill();
    await server.start();

    expect(await server.send('PUT', `/v1/chat/sessions/${id}/budget`, { budget_tokens: 900_000 })).toMatchObject({ status: 200 });

    await untilReplies(id, [{ status: 'failed' }, { status: 'complete', content: 'Answer to Task: second' }]);
    expect(await say(id, 'Task: third')).toMatchObject({ status: 200 });
    await untilReplies(id, [{ status: 'failed' }, { status: 'complete' }, { status: 'complete', content: 'Answer to Task: third' }]);
    expect(llm.calls.filter(({ said }) => said.includes('Task: second'))).toHaveLength(1);
    expect(await chatOf(id)).toMatchObject({ waiting_reason: null, left: { tokens: 600_000 }, cost_usd: 0.75 });
  });

  it('that spends its budget with the last turn of a reply completes it', async () => {
    const id = await start({ budget_usd: 0.2 });

    await say(id, 'Task: only');

    await untilReplies(id, [{ status: 'complete', content: 'Answer to Task: only' }]);
    expect(await say(id, 'Task: next')).toMatchObject({ status: 400, body: { detail: expect.stringContaining('budget_usd') } });
  });

  it.each([
    [{ budget_usd: 0 }, /budgetUsd must be more than 0/],
    [{ budget_tokens: -3 }, /budgetTokens must be 1 or more/],
  ])('is not begun with %j', async (budget, message) => {
    expect(await server.post('/v1/chat/sessions', { agent_id: 'chatter', ...budget })).toMatchObject({
      status: 422,
      detail: expect.stringMatching(message),
    });
  });

  it('waits while its agent has spent its budget of the day; what was said is answered when that is raised', async () => {
    const id = await start({ agent_id: 'talker' });
    await sql.query("insert into agent_usage (agent_id, day, usd) values ('talker', (now() at time zone 'UTC')::date, 0.9)");
    await say(id, 'Task: long with tools');
    await untilReplies(id, [
      { status: 'failed', error: expect.stringContaining('Agent talker spent its budget of $1'), content: 'I look.' },
    ]);

    expect(await say(id, 'Task: later')).toMatchObject({ status: 200 });
    await eventually(async () =>
      expect(await chatOf(id)).toMatchObject({ waiting_reason: expect.stringContaining('Agent talker spent its budget of $1') }),
    );
    await untilReplies(id, [{ status: 'failed' }, { status: 'queued' }]);
    await server.kill();
    await server.start();
    await server.post('/v1/agents/talker/budget', { usd: 3 });

    await untilReplies(id, [{ status: 'failed' }, { status: 'complete', content: 'Answer to Task: later' }]);
    expect(await chatOf(id)).toMatchObject({ waiting_reason: null });
    expect(await server.get('/v1/agents/talker/budget')).toMatchObject({ spent: { usd: expect.closeTo(1.4) } });
  });
});
