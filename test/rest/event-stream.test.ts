import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStream, type ServerSentEvent } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer(({ step, turn }): ScriptedReply => {
    if (step === 'WRITE' && turn === 1)
      return { thinking: 'Hm. ', text: 'I write. ', tools: [{ name: 'write', args: { path: 'a.md', content: 'x' } }] };
    return complete(step === 'REVIEW' ? { verdict: 'approved', review: 'good' } : { draft: 'd', url: 'u' });
  });
});
afterAll(() => test.stop());

const open = (path: string, headers: Record<string, string> = {}) => EventStream.open(test.server.url + path, headers);
const start = async () => (await test.server.post('/v1/runs', { pipeline_id: 'review', task: 'write' })).id as string;
const isEndOf = (id: string) => (event: ServerSentEvent) =>
  ['run_complete', 'RUN_COMPLETE'].includes(event.data.type) && (event.data.run_id ?? event.data.runId) === id;

describe('the event stream', () => {
  it('tells a run as it happens: unnamed events with an id, one JSON object each', async () => {
    const stream = await open('/v1/events/stream');
    const id = await start();

    const events = await stream.until(isEndOf(id));

    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    expect(stream.raw.startsWith(': open\n\n')).toBe(true);
    expect(events.every(({ event }) => event === null)).toBe(true);
    const ids = events.map((event) => Number(event.id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { data } of events)
      expect(data).toMatchObject({ type: expect.stringMatching(/^[a-z_]+$/), run_id: id, timestamp: expect.any(Number) });
    expect(events.filter(({ data }) => data.type === 'step_complete').map(({ data }) => data.step_id)).toEqual([
      'WRITE',
      'REVIEW',
      'PUBLISH',
    ]);
    expect(events.find(({ data }) => data.type === 'tool_call_start')?.data).toMatchObject({
      step_id: 'WRITE',
      tool_name: 'write',
      tool_call_id: expect.any(String),
      args: { path: 'a.md' },
    });
    stream.close();
  });

  it('of one run begins at its beginning, in the spelling that existing clients read', async () => {
    const id = await start();
    await test.server.finished(id);
    const stream = await open(`/v1/events/stream/${id}`);

    const events = await stream.until(isEndOf(id));

    const types = events.map(({ data }) => data.type);
    expect(types[0]).toBe('RUN_CREATED');
    expect(types.filter((type) => /^(STEP_QUEUED|STEP_STARTED|STEP_COMPLETE|RUN_COMPLETE)$/.test(type))).toEqual([
      ...['STEP_QUEUED', 'STEP_STARTED', 'STEP_COMPLETE'],
      ...['STEP_QUEUED', 'STEP_STARTED', 'STEP_COMPLETE'],
      ...['STEP_QUEUED', 'STEP_STARTED', 'STEP_COMPLETE', 'RUN_COMPLETE'],
    ]);
    const find = (type: string) => events.find(({ data }) => data.type === type)?.data;
    expect(find('RUN_CREATED')).toMatchObject({ runId: id, pipelineId: 'review', taskDescription: 'write' });
    expect(find('STEP_QUEUED')).toMatchObject({ runId: id, stepId: 'WRITE', agentId: 'writer' });
    expect(find('STEP_STARTED')).toMatchObject({ stepId: 'WRITE', sessionId: expect.any(String) });
    expect(find('STEP_OUTPUT')).toMatchObject({ stepId: 'WRITE', chunk: expect.any(String) });
    expect(find('STEP_THINKING')).toMatchObject({ stepId: 'WRITE', chunk: expect.stringContaining('Hm') });
    expect(find('TOOL_CALL_START')).toMatchObject({
      toolName: 'write',
      toolCallId: expect.any(String),
      args: expect.stringMatching(/^\{.*a\.md/),
    });
    expect(find('TOOL_CALL_END')).toMatchObject({
      toolName: 'write',
      result: expect.any(String),
      isError: false,
      durationMs: expect.any(Number),
    });
    expect(find('STEP_COMPLETE')).toMatchObject({ stepId: 'WRITE', outputs: { draft: 'd' } });
    expect(find('RUN_COMPLETE')).toMatchObject({ runId: id, outputs: { draft: 'd', verdict: 'approved', review: 'good', url: 'u' } });
    expect(await test.server.get(`/v1/runs/${id}/logs`)).toEqual(events.map(({ data }) => data));
    stream.close();
  });

  it('speaks either dialect where it is asked to', async () => {
    const stream = await open('/v1/events/stream?dialect=upstream');
    const id = await start();

    const events = await stream.until(isEndOf(id));

    expect(events.every(({ data }) => /^[A-Z_]+$/.test(data.type))).toBe(true);
    stream.close();
  });

  it('is filtered by run and by type, in either spelling', async () => {
    const other = await start();
    const id = await start();
    await Promise.all([test.server.finished(id), test.server.finished(other)]);
    for (const types of ['step_complete,run_complete', 'STEP_COMPLETE&types=RUN_COMPLETE']) {
      const stream = await open(`/v1/events/stream?since=0&run_id=${id}&types=${types}`);

      const events = await stream.until(isEndOf(id));

      expect(events.map(({ data }) => [data.run_id, data.type])).toEqual([
        ...Array.from({ length: 3 }, () => [id, 'step_complete']),
        [id, 'run_complete'],
      ]);
      stream.close();
    }
  });

  it('goes on after the last id, wherever it was cut', async () => {
    const id = await start();
    await test.server.finished(id);
    const whole = await open(`/v1/events/stream/${id}`);
    const all = await whole.until(isEndOf(id));
    whole.close();

    for (const [index, { id: cursor }] of all.slice(0, -1).entries()) {
      const header = await open(`/v1/events/stream/${id}`, { 'Last-Event-ID': cursor ?? '' });
      const query = await open(`/v1/events/stream/${id}?since=${cursor}`);
      expect(await header.until(isEndOf(id))).toEqual(all.slice(index + 1));
      expect(await query.until(isEndOf(id))).toEqual(all.slice(index + 1));
      header.close();
      query.close();
    }
  });

  it('after a last id that was never given out says what is missing, then goes on live', async () => {
    for (const last of ['999999999', 'garbage']) {
      const stream = await open('/v1/events/stream', { 'Last-Event-ID': last });
      const gap = await stream.next();
      const id = await start();

      expect(gap?.data).toMatchObject({ type: 'gap' });
      expect((await stream.until(isEndOf(id)))[0]?.data).toMatchObject({ type: 'run_created', run_id: id });
      stream.close();
    }
  });

  it('begins now with $ and without a cursor', async () => {
    const before = await start();
    await test.server.finished(before);
    for (const query of ['', '?since=$', '?since=%24']) {
      const stream = await open(`/v1/events/stream${query}`);
      const id = await start();

      expect((await stream.until(isEndOf(id))).every(({ data }) => data.run_id === id)).toBe(true);
      stream.close();
    }
  });

  it('of an unknown run is open and silent but for comments', async () => {
    const stream = await open('/v1/events/stream/run_nothing');
    await eventually(() => expect(stream.raw).not.toBe(''));

    expect(stream.response.statusCode).toBe(200);
    expect(stream.raw).toMatch(/^: open\n\n(: heartbeat\n\n)*$/);
    stream.close();
  });

  it('stays open after the end of the run, with a comment every few seconds', async () => {
    const id = await start();
    await test.server.finished(id);
    const stream = await open(`/v1/events/stream/${id}`);
    await stream.until(isEndOf(id));

    await new Promise<void>((resolve) => {
      stream.response.on('data', () => stream.raw.includes(': heartbeat') && resolve());
    });

    expect(stream.raw.endsWith(': heartbeat\n\n')).toBe(true);
    stream.close();
  });
});
