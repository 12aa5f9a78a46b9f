import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { EventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { finish, say, startRawProvider, type RawProvider } from '../support/raw-provider.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

jest.setTimeout(120_000); // the server starts many times

const PIPELINE = `
id: letter
name: Letter
agents: [{ id: writer }, { id: reader }]
steps:
  - { id: WRITE, agent: writer, input: "Task: {{task_description}} {{remark}}", outputs: [letter], onComplete: READ }
  - id: READ
    agent: reader
    input: "Read {{letter}}"
    outputs: [verdict, remark]
    onResult:
      AGAIN: { goto: WRITE }
      SEND: { goto: SEND }
  - { id: SEND, agent: writer, input: "Send {{letter}}", outputs: [stamp] }
`;

let catalog: CatalogDirectory;
let storyteller: RawProvider;
let test: TestServer;
let isTelling = false;
/** Turns whose replies never come, by `<step>:<execution>:<attempt>:<turn>`. */
let withheld: Set<string>;

/** Each session writes a file, appends to it, looks at it, and completes with what it saw. READ asks for one change. */
function reply(call: ScriptedCall): ScriptedReply | Promise<ScriptedReply> {
  const { step, execution, turn, toolResults } = call;
  if (withheld.has(keyOf(call))) return new Promise(() => undefined);
  const path = `${step}-${execution}.md`;
  if (turn === 1) return { text: 'I begin.', tools: [{ name: 'write', args: { path, content: 'begun' } }] };
  if (turn === 2) return { text: 'I go on.', tools: [{ name: 'edit', args: { path, old_text: 'begun', new_text: 'begun, ended' } }] };
  if (turn === 3) {
    const look = [
      { name: 'read', args: { path } },
      { name: 'ls', args: {} },
    ];
    return { thinking: 'Let me see.', tools: look };
  }
  const seen = toolResults[2] ?? '';
  if (step === 'WRITE') return complete({ letter: `${seen} (${execution})` });
  if (step === 'READ') return complete({ verdict: execution === 1 ? 'again' : 'send', remark: seen });
  return complete({ stamp: seen });
}

beforeAll(async () => {
  catalog = await catalogDirectory({ 'pipelines/letter.yml': PIPELINE });
  storyteller = await startRawProvider((call) => {
    say(call, 'Once upon a time');
    if (!isTelling) finish(call);
  });
  test = await startTestServer(reply, { CATALOG_DIR: catalog.path, CUSTOM_STORY_BASE_URL: storyteller.baseUrl });
});

beforeEach(() => {
  withheld = new Set();
});

afterAll(async () => {
  await test.stop();
  await storyteller.stop();
  await catalog.remove();
});

async function startRun(input: Record<string, unknown> = {}): Promise<string> {
  return (await test.server.post('/v1/runs', { pipeline_id: 'letter', task: 'write home', ...input })).id;
}

function keyOf({ step, execution, attempt, turn }: ScriptedCall): string {
  return `${step}:${execution}:${attempt}:${turn}`;
}

function callsOf(runId: string): ScriptedCall[] {
  return test.llm.calls.filter((call) => call.runId === runId);
}

async function untilAsked(runId: string, key: string): Promise<void> {
  await eventually(() => expect(callsOf(runId).map(keyOf)).toContain(key));
}

interface StoredEvent {
  seq: number;
  type: string;
  data: Record<string, unknown>;
}

async function eventsOf(runId: string): Promise<StoredEvent[]> {
  const { data } = await test.server.graphql('query ($id: ID!) { runEvents(runId: $id) { seq type data } }', { id: runId });
  return data.runEvents;
}

const TURNS = ['WRITE:1', 'READ:1', 'WRITE:2', 'READ:2', 'SEND:1'].flatMap((session) => [1, 2, 3, 4].map((turn) => `${session}:1:${turn}`));
const OUTPUTS = { letter: 'begun, ended (2)', verdict: 'send', remark: 'begun, ended', stamp: 'begun, ended' };

/** The log of a run that went on as if nothing had happened. */
async function expectSeamless(runId: string): Promise<void> {
  const events = await eventsOf(runId);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  const turns = events.filter(({ type }) => type === 'turn_complete').map(({ data }) => data);
  expect(turns.map(({ step_id, execution, attempt, turn }) => [step_id, execution, attempt, turn].join(':'))).toEqual(TURNS);
  expect(events.filter(({ type }) => type === 'step_failed' || type === 'step_retrying')).toEqual([]);
}

describe('a run whose server ends in the middle of its sessions', () => {
  it.each([
    { end: 'kill', cuts: ['WRITE:1:1:3', 'READ:1:1:1', 'WRITE:2:1:4', 'READ:2:1:2', 'SEND:1:1:4'] },
    { end: 'stop', cuts: ['WRITE:1:1:3', 'READ:2:1:2'] },
  ] as const)('by $end makes only the turn in flight again, with the conversation as it was', async ({ end, cuts }) => {
    withheld = new Set(cuts);
    const id = await startRun();

    for (const cut of cuts) {
      await untilAsked(id, cut);
      await test.server[end]();
      withheld.delete(cut);
      await test.server.start();
    }

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: OUTPUTS });
    expect(callsOf(id).map(keyOf)).toEqual(TURNS.flatMap((turn) => (cuts.some((cut) => cut === turn) ? [turn, turn] : [turn])));
    for (const cut of cuts) {
      const [before, after] = callsOf(id).filter((call) => keyOf(call) === cut);
      expect(after).toEqual(before);
    }
    await expectSeamless(id);
  });

  it.each(['kill', 'stop'] as const)('by %s throws away the text of the turn that was cut off, and says so', async (end) => {
    isTelling = true;
    const id = await startRun({ model_override: 'custom-story/any' });
    await eventually(async () => expect((await eventsOf(id)).map(({ type }) => type)).toContain('agent_output'));

    await test.server[end]();
    isTelling = false;
    await test.server.start();

    await eventually(async () => expect((await eventsOf(id)).map(({ type }) => type)).toContain('step_complete'));
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.slice(0, types.indexOf('step_complete'))).toEqual([
      'run_created',
      'step_queued',
      'step_started',
      'agent_output',
      'run_resumed',
      'turn_discarded',
      'agent_output',
      'turn_complete',
    ]);
    await test.server.post(`/v1/runs/${id}/cancel`);
  });
});

describe('SIGTERM', () => {
  it('ends the server in order while runs are at work, wait for their agent, and are followed', async () => {
    withheld = new Set(['WRITE:1:1:2']);
    const ids = await Promise.all([startRun(), startRun(), startRun()]); // the agent works on two at a time
    await eventually(() => expect(ids.filter((id) => callsOf(id).length === 2)).toHaveLength(2));
    const stream = await EventStream.open(`${test.server.url}/v1/events/stream?since=0`);
    await stream.next();

    expect(await test.server.stop()).toBe(0);
    withheld.clear();
    await test.server.start();

    for (const id of ids) expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: OUTPUTS });
    for (const id of ids) await expectSeamless(id);
    const asked = ids.map((id) => callsOf(id).length).sort((a, b) => a - b);
    expect(asked).toEqual([TURNS.length, TURNS.length + 1, TURNS.length + 1]);
    expect(test.server.output).not.toContain('actors did not end in time');
  });
});

describe('a run whose server comes back without the key of its provider', () => {
  it('fails and says which key to set', async () => {
    withheld = new Set(['READ:1:1:1']);
    const id = await startRun();
    await untilAsked(id, 'READ:1:1:1');

    await test.server.kill();
    await test.server.start({ OPENAI_API_KEY: '', OPENAI_BASE_URL: '' });

    expect(await test.server.finished(id)).toMatchObject({
      status: 'failed',
      error: 'Step READ failed after 0 retries: Models of OpenAI need a key: set OPENAI_API_KEY',
    });
  });
});
