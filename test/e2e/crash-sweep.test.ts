import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { complete, startScriptedLlm, type ScriptedLlm } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';

const CATALOG = join(import.meta.dirname, '../support/catalog');

let llm: ScriptedLlm;
let server: ServerProcess;

/** WRITE writes a file, REVIEW fails once and asks for changes once, then PUBLISH. */
beforeAll(async () => {
  llm = await startScriptedLlm(({ step, execution, attempt, turn }) => {
    if (step === 'WRITE' && turn === 1)
      return { text: 'I write. ', tools: [{ name: 'write', args: { path: 'draft.md', content: `draft ${execution}` } }] };
    if (step === 'WRITE') return complete({ draft: `draft ${execution}` });
    if (step === 'REVIEW' && execution === 1 && attempt === 1) return { text: 'STATUS: failed\nERROR: I lost my glasses' };
    if (step === 'REVIEW') return complete({ verdict: execution === 1 ? 'changes' : 'approved', review: `review ${execution}` });
    return complete({ url: 'https://example.org/draft' });
  });
  server = await ServerProcess.start({
    OPENAI_BASE_URL: llm.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: CATALOG,
  });
});

afterAll(async () => {
  await server.remove();
  await llm.stop();
});

const OUTPUTS = { draft: 'draft 2', verdict: 'approved', review: 'review 2', url: 'https://example.org/draft' };

interface StoredEvent {
  seq: number;
  position: number;
  type: string;
  data: Record<string, unknown>;
}

async function eventsOf(runId: string): Promise<StoredEvent[]> {
  const answer = await server.graphql('query ($id: ID!) { runEvents(runId: $id) { seq position type data } }', { id: runId });
  return answer.data.runEvents;
}

function expectWholeLog(events: StoredEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  expect(events.filter(({ type }) => type === 'run_created')).toHaveLength(1);
  expect(events.filter(({ type }) => type === 'run_complete')).toHaveLength(1);
  const finished = events
    .filter(({ type }) => type === 'step_complete')
    .map(({ data }) => `${String(data.step_id)}:${String(data.execution)}`);
  expect(finished).toEqual(['WRITE:1', 'REVIEW:1', 'WRITE:2', 'REVIEW:2', 'PUBLISH:1']);
}

/** Each finished turn was asked for once; only the one that the crash cut off was asked for again. */
function expectNoTurnRepeated(events: StoredEvent[], calls: ScriptedLlm['calls'], killedAtSeq = 0): void {
  let repeated = 0;
  for (const { seq, data } of events.filter(({ type }) => type === 'turn_complete')) {
    const key = `${String(data.step_id)}:${String(data.execution)}:${String(data.attempt)}:${String(data.turn)}`;
    const asked = calls.filter(({ step, execution, attempt, turn }) => `${step}:${execution}:${attempt}:${turn}` === key).length;
    if (seq <= killedAtSeq) expect({ key, asked }).toEqual({ key, asked: 1 });
    expect(asked).toBeGreaterThan(0);
    repeated += asked - 1;
  }
  expect(repeated).toBeLessThanOrEqual(1);
}

describe('a run whose server is killed', () => {
  it('completes without a crash', async () => {
    const created = await server.post('/v1/runs', { pipeline_id: 'review', task: 'write' });

    const run = await server.finished(created.id);

    expect(run).toMatchObject({ status: 'completed', outputs: OUTPUTS });
    expectWholeLog(await eventsOf(run.id));
  });

  it('ends the same after a kill -9 at every event', async () => {
    const created = await server.post('/v1/runs', { pipeline_id: 'review', task: 'write' });
    await server.finished(created.id);
    const count = (await eventsOf(created.id)).length;

    for (let index = 1; index < count; index++) {
      await server.stop();
      await server.start({ FAILPOINT: `event:${index}` });
      const before = llm.calls.length;
      const head = Number((await server.graphql('{ runs(limit: 1) { id } }')).data.runs.length);
      await server.post('/v1/runs', { pipeline_id: 'review', task: `kill at ${index}` }).catch(() => undefined);
      await server.exited();
      await server.start();
      const { data } = await server.graphql('{ runs(limit: 1) { id task } }');
      expect({ index, head, task: data.runs[0].task }).toEqual({ index, head, task: `kill at ${index}` });

      const run = await server.finished(data.runs[0].id);

      expect({ index, status: run.status, outputs: run.outputs }).toEqual({ index, status: 'completed', outputs: OUTPUTS });
      const events = await eventsOf(run.id);
      expectWholeLog(events);
      expectNoTurnRepeated(events, llm.calls.slice(before), index);
    }
  }, 600_000);

  it.each([
    'before-perform',
    'before-perform:3',
    'after-record',
    'after-record:3',
    'after-step',
    'after-step:2',
    'before-tool',
    'after-tool',
    'after-tool:2',
  ])(
    'ends the same after a kill at the failpoint %s',
    async (failpoint) => {
      await server.stop();
      await server.start({ FAILPOINT: failpoint });
      const created = await server.post('/v1/runs', { pipeline_id: 'review', task: failpoint });
      await server.exited();
      await server.start();

      const run = await server.finished(created.id);

      expect(run).toMatchObject({ status: 'completed', outputs: OUTPUTS });
      expectWholeLog(await eventsOf(run.id));
    },
    60_000,
  );
});
