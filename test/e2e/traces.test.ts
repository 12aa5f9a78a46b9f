import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startCollector, type CollectedSpan, type Collector } from '../support/collector.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let collector: Collector;
let test: TestServer;
/** Answers in place of the usual script. */
let instead: (call: ScriptedCall) => ScriptedReply | Promise<ScriptedReply> | null;

beforeAll(async () => {
  collector = await startCollector();
  test = await startTestServer((call) => instead(call) ?? usual(call), {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20key,x-team=djinns',
  });
});
beforeEach(() => {
  instead = () => null;
});
afterAll(async () => {
  await test.stop();
  await collector.stop();
});

function usual({ step, turn }: ScriptedCall): ScriptedReply {
  const usage = { prompt_tokens: 10, completion_tokens: 2 };
  if (step === 'WRITE' && turn === 1) return { tools: [{ name: 'write', args: { path: 'draft.md', content: 'secret text' } }], usage };
  if (step === 'WRITE') return { ...complete({ draft: 'd' }), usage };
  return { ...complete(step === 'REVIEW' ? { verdict: 'approved', review: 'fine' } : { url: 'u' }), usage };
}

const CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = (flags = '01') => `00-${CALLER.traceId}-${CALLER.spanId}-${flags}`;

async function start(headers: Record<string, string> = {}): Promise<string> {
  const run = await test.server.post('/v1/runs', { pipeline_id: 'review', task: 'Write a secret text' }, headers);
  return String(run.id);
}

const statusOf = async (id: string): Promise<string> => (await test.server.get(`/v1/runs/${id}`)).status;

/** The spans of a run once the last one has come. */
async function tracedRun(id: string): Promise<{ root: CollectedSpan; spans: Map<string, CollectedSpan[]> }> {
  const root = await eventually(() => {
    const found = collector.of(id).get('invoke_workflow review')?.at(-1);
    if (!found) throw new Error(`no span of run ${id} yet; it has ${[...collector.of(id).keys()].join(', ')}`);
    return found;
  });
  return { root, spans: collector.of(id) };
}

function expectOneTree(spans: Map<string, CollectedSpan[]>, root: CollectedSpan): void {
  const all = [...spans.values()].flat();
  expect(new Set(all.map(({ spanId }) => spanId)).size).toBe(all.length);
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
  const ids = new Set(all.map(({ spanId }) => spanId));
  for (const span of all) {
    expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
    if (span !== root) expect({ name: span.name, hangs: ids.has(span.parentSpanId ?? '') }).toEqual({ name: span.name, hangs: true });
  }
}

describe('the trace of a run', () => {
  it('hangs below the span that asked for it, and goes from the run to steps, turns and tools', async () => {
    const id = await start({ traceparent: traceparent() });

    const { root, spans } = await tracedRun(id);

    expect(root).toMatchObject({ traceId: CALLER.traceId, parentSpanId: CALLER.spanId, isError: false });
    expect(root.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': 'review',
      'gen_ai.usage.input_tokens': 40,
      'gen_ai.usage.output_tokens': 8,
      'djinnbot.run.status': 'completed',
    });
    expect(root.resource).toMatchObject({
      'service.name': 'djinnbot',
      'service.version': expect.any(String),
      'service.instance.id': expect.any(String),
    });
    const steps = [...(spans.get('invoke_agent writer') ?? []), ...(spans.get('invoke_agent critic') ?? [])];
    expect(steps.map(({ attributes }) => attributes['djinnbot.step.id'])).toEqual(['WRITE', 'PUBLISH', 'REVIEW']);
    expect(steps.every(({ parentSpanId }) => parentSpanId === root.spanId)).toBe(true);
    const turns = spans.get('chat scripted') ?? [];
    expect(turns).toHaveLength(4);
    expect(turns[0]).toMatchObject({ parentSpanId: steps[0]?.spanId, kind: 3 });
    expect(turns[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'scripted',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.response.finish_reasons': ['tool-calls'],
    });
    const [tool] = spans.get('execute_tool write') ?? [];
    expect(tool).toMatchObject({ parentSpanId: turns[0]?.spanId, isError: false });
    expect(tool?.attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'write',
      'gen_ai.tool.call.id': expect.any(String),
    });
    expectOneTree(spans, root);
    expect(collector.headers).toMatchObject({ 'x-key': 'a key', 'x-team': 'djinns' });
  });

  it('keeps out what people and models wrote', async () => {
    const id = await start();

    const { spans } = await tracedRun(id);

    expect(JSON.stringify([...spans])).not.toContain('secret text');
  });

  it('has an id of its own when nobody called with one, and none at all when the caller does not record', async () => {
    const unrecorded = await start({ traceparent: traceparent('00') });
    const malformed = await start({ traceparent: `00-${'0'.repeat(32)}-${CALLER.spanId}-01` });

    const { root } = await tracedRun(malformed);

    expect(root.parentSpanId).toBeUndefined();
    expect(root.traceId).not.toBe(CALLER.traceId);
    await eventually(async () => expect(await statusOf(unrecorded)).toBe('completed'));
    await tracedRun(await start()); // what was told before has come by now
    expect(collector.of(unrecorded).size).toBe(0);
  });

  it('stays one trace over kill -9: what came before is told once, and the run begins where it began', async () => {
    const held = Promise.withResolvers<ScriptedReply>();
    instead = ({ step }) => (step === 'REVIEW' ? held.promise : null);
    const id = await start({ traceparent: traceparent() });
    await eventually(() => expect(collector.of(id).has('invoke_agent writer')).toBe(true));
    const created: number = (await test.server.get(`/v1/runs/${id}`)).created_at;

    await test.server.kill();
    instead = () => null;
    held.resolve({ text: 'too late' });
    await test.server.start();
    const { root, spans } = await tracedRun(id);

    expect(root).toMatchObject({ traceId: CALLER.traceId, parentSpanId: CALLER.spanId, startMs: created });
    expect(root.attributes['gen_ai.usage.input_tokens']).toBe(40);
    expect(spans.get('chat scripted')).toHaveLength(4);
    expect(spans.get('execute_tool write')).toHaveLength(1);
    expectOneTree(spans, root);
  });

  it('says what failed and what was cancelled, and goes on in the same trace when the run is restarted', async () => {
    instead = ({ step, attempt }) =>
      step === 'REVIEW' && attempt === 1
        ? { text: 'STATUS: failed\nERROR: no glasses' }
        : step === 'PUBLISH'
          ? new Promise(() => undefined)
          : null;
    const id = await start();
    await eventually(() => expect(test.llm.calls.filter(({ runId, step }) => runId === id && step === 'PUBLISH')).toHaveLength(1));

    await test.server.post(`/v1/runs/${id}/cancel`);
    const cancelled = await tracedRun(id);
    instead = () => null;
    await test.server.post(`/v1/runs/${id}/restart`);
    const again = await eventually(() => {
      const roots = collector.of(id).get('invoke_workflow review') ?? [];
      expect(roots).toHaveLength(2);
      return roots[1];
    });

    const reviews = cancelled.spans.get('invoke_agent critic') ?? [];
    expect(reviews.map(({ isError, attributes }) => [isError, attributes['djinnbot.step.status'], attributes['error.type']])).toEqual([
      [true, 'failed', 'step_failed'],
      [false, 'completed', undefined],
    ]);
    expect(cancelled.spans.get('invoke_agent writer')?.at(-1)?.attributes['djinnbot.step.status']).toBe('cancelled');
    expect(cancelled.root).toMatchObject({ isError: false, attributes: { 'djinnbot.run.status': 'cancelled' } });
    expect(again?.traceId).toBe(cancelled.root.traceId);
    expect(again?.spanId).not.toBe(cancelled.root.spanId);
    expect(again?.attributes).toMatchObject({ 'djinnbot.run.status': 'completed', 'gen_ai.usage.input_tokens': 40 });
  });
});

describe('a collector that is away', () => {
  it('costs no run: its spans are dropped, and the log says so', async () => {
    const away = await startTestServer(usual, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });

    const { id } = await away.server.post('/v1/runs', { pipeline_id: 'review', task: 'Write' });

    await eventually(async () => expect((await away.server.get(`/v1/runs/${id}`)).status).toBe('completed'));
    await eventually(() => expect(away.server.output).toContain('traces are not sent'));
    expect(await away.server.stop()).toBe(0);
    await away.stop();
  });
});

describe('the log', () => {
  it('joins a request, its run and its trace by their ids', async () => {
    const loud = await startTestServer(usual, { LOG_LEVEL: 'info' });
    const response = await fetch(`${loud.server.url}/v1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: traceparent() },
      body: JSON.stringify({ pipeline_id: 'review', task: 'Write a secret text' }),
    });
    const { id } = (await response.json()) as { id: string };
    const lines = () =>
      loud.server.output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);

    const ended = await eventually(() => {
      const found = lines().find(({ msg, runId }) => msg === 'run ended' && runId === id);
      if (!found) throw new Error('no such line');
      return found;
    });

    expect(ended.status).toBe('completed');
    expect(lines().find(({ msg, runId }) => msg === 'run created' && runId === id)).toMatchObject({
      pipelineId: 'review',
      requestId: response.headers.get('x-request-id'),
      traceId: CALLER.traceId,
    });
    expect(loud.server.output).not.toContain('secret text');
    await loud.stop();
  });
});
