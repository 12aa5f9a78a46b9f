import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { EventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let catalog: CatalogDirectory;
let test: TestServer;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'agents/noah/IDENTITY.md': '# Noah',
    'pipelines/pair.yml': `
id: pair
name: Pair
agents: [{ id: mira }, { id: noah }]
steps:
  - { id: A, agent: mira, input: "Task: {{task_description}}", onComplete: B, maxRetries: 0 }
  - { id: B, agent: noah, input: "Task: {{task_description}}", maxRetries: 0 }
`,
  });
  test = await startTestServer(
    (call) => {
      if (call.prompt.includes('Task: break') && call.step === 'B') return { error: { status: 400, message: 'no' } };
      if (call.prompt.includes('Task: hang')) return new Promise(() => undefined);
      return call.runId ? complete({}) : { text: 'Hello' };
    },
    { CATALOG_DIR: catalog.path },
  );
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

const ok = async (method: string, path: string, body?: unknown) => {
  const answer = await test.server.send(method, path, body);
  expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null]);
  return answer.body;
};
const types = (entries: { type: string; agent_id?: string }[]) => entries.map(({ type, agent_id }) => `${agent_id ?? ''} ${type}`.trim());

describe('what agents do', () => {
  it('is a timeline over all of them, by agent, and from a moment on', async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'pair', task: 'break' });
    await test.server.finished(id);
    const chat = await ok('POST', '/v1/chat/sessions', { agent_id: 'mira' });
    await ok('POST', `/v1/chat/sessions/${chat.id}/message`, { message: 'Hi' });
    await eventually(async () => expect((await ok('GET', `/v1/chat/sessions/${chat.id}`)).messages[1].status).toBe('complete'));

    const { timeline, hasMore } = await ok('GET', '/v1/lifecycle/timeline');
    expect(hasMore).toBe(false);
    expect(types(timeline)).toEqual([
      'mira session_completed',
      'mira session_started',
      'noah work_failed',
      'noah work_started',
      'mira work_complete',
      'mira work_started',
    ]);
    expect(timeline[1]).toMatchObject({ data: { sessionId: chat.id, source: 'api', userPrompt: 'Hi', model: 'openai/scripted' } });
    expect(timeline[2]).toMatchObject({ data: { runId: id, stepId: 'B', error: expect.any(String), durationMs: expect.any(Number) } });
    const page = await ok('GET', '/v1/lifecycle/timeline?agent_id=mira&limit=2');
    expect([types(page.timeline), page.hasMore]).toEqual([['mira session_completed', 'mira session_started'], true]);
    const since = await ok('GET', `/v1/lifecycle/timeline?since=${timeline[3].timestamp}&limit=1`);
    // what happened in one millisecond is one moment
    const fromThen = timeline.filter((entry: { timestamp: number }) => entry.timestamp >= timeline[3].timestamp);
    expect(types(since.timeline)).toEqual(types(fromThen.slice(-1)));
    expect(types((await ok('GET', '/v1/agents/noah/activity')).timeline)).toEqual(['work_failed', 'work_started']);
    expect(await ok('GET', '/v1/agents/noah/activity/stats')).toMatchObject({ sessionsToday: 1, sessionsThisWeek: 1, errorCount: 1 });
  });

  it('is sessions: steps of runs and chats, with their events', async () => {
    const { sessions, total, hasMore } = await ok('GET', '/v1/sessions?limit=2');
    expect([sessions.length, total, hasMore]).toEqual([2, 3, true]);
    const [chat] = (await ok('GET', '/v1/agents/mira/sessions?status=running')).sessions;
    expect(chat).toMatchObject({ source: 'api', status: 'running', user_prompt: 'Hi', output: 'Hello', turn_count: 1 });
    const [step] = (await ok('GET', '/v1/agents/mira/sessions?status=completed')).sessions;
    expect(step).toMatchObject({
      source: 'pipeline',
      source_id: 'A',
      agent_id: 'mira',
      user_prompt: 'break',
      model: 'openai/scripted',
      turn_count: 1,
    });
    const whole = await ok('GET', `/v1/sessions/${step.id}`);
    expect(whole.events.map(({ event_type }: { event_type: string }) => event_type)).toEqual(['output', 'turn_end']);
    expect((await ok('GET', `/v1/sessions/${chat.id}`)).events[0]).toMatchObject({ event_type: 'message', data: { content: 'Hi' } });
    expect(await test.server.send('GET', '/v1/sessions/none')).toMatchObject({ status: 404 });
    expect(await test.server.send('GET', '/v1/sessions?limit=0')).toMatchObject({ status: 422 });
  });

  it('is seen while it goes on, and can be stopped', async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'pair', task: 'hang' });
    await eventually(async () => {
      expect(await ok('GET', '/v1/agents/mira/lifecycle')).toMatchObject({
        state: 'working',
        currentWork: { runId: id, stepId: 'A', stepType: 'pipeline', startedAt: expect.any(Number) },
        pulse: { intervalMs: 1_800_000 },
      });
    });
    const live = await ok('GET', '/v1/lifecycle/sessions?agent_id=mira');
    expect(live.sessions.map((session: { id: string }) => session.id)).toContain(`${id}_A`);
    expect(await ok('POST', `/v1/sessions/${id}_A/stop`)).toMatchObject({ status: 'stopped', session_id: `${id}_A` });
    expect(await ok('GET', `/v1/sessions/${id}_A`)).toMatchObject({ status: 'failed' });
    expect(await test.server.send('POST', `/v1/sessions/${id}_A/stop`)).toMatchObject({ status: 400 });
    expect(await ok('GET', '/v1/agents/nobody/lifecycle')).toMatchObject({ state: 'idle', currentWork: null, queueDepth: 0 });
  });

  it('is followed as it happens: what was, what is, what comes, and from where a reader left', async () => {
    const mira = await EventStream.open(`${test.server.url}/v1/events/activity/mira?limit=2`);
    const sessions = await EventStream.open(`${test.server.url}/v1/events/sessions`);
    const states = await EventStream.open(`${test.server.url}/v1/agents/events`);
    const before = await mira.until(({ data }) => data.type === 'connected');
    expect(before.map(({ data }) => [data.type, data.phase])).toEqual([
      ['work_started', 'backfill'],
      ['work_failed', 'backfill'],
      ['current_state', 'backfill'],
      ['connected', undefined],
    ]);
    expect(before[2]?.data.data).toMatchObject({ state: 'idle', currentWork: null });

    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'pair', task: 'go on' });
    await test.server.finished(id);

    const live = await mira.until(({ data }) => data.toState === 'idle');
    expect(live.map(({ data }) => data.toState ?? data.type)).toEqual(['working', 'work_started', 'idle']);
    expect(live[0]).toMatchObject({ id: null, data: { agentId: 'mira', fromState: 'idle', currentWork: { runId: id, step: 'A' } } });
    expect((await mira.next())?.data).toMatchObject({ type: 'work_complete', phase: 'live', data: { runId: id } });
    const executions = await sessions.until(({ data }) => data.sessionId === `${id}_B` && data.type === 'completed');
    expect(
      executions.filter(({ data }) => data.agentId).map(({ data }) => `${data.agentId} ${data.type} ${data.data?.source ?? ''}`),
    ).toEqual(['mira created pipeline', 'mira completed ', 'noah created pipeline', 'noah completed ']);
    const changes = await states.until(({ data }) => data.agentId === 'noah' && data.toState === 'idle');
    expect(changes.filter(({ data }) => data.agentId).map(({ data }) => `${data.agentId} ${data.toState}`)).toEqual([
      'mira working',
      'mira idle',
      'noah working',
      'noah idle',
    ]);

    const again = await EventStream.open(`${test.server.url}/v1/events/activity/mira`, { 'last-event-id': live[1]?.id ?? '' });
    const missed = await again.until(({ data }) => data.type === 'work_complete');
    expect(missed.map(({ data }) => data.toState ?? data.type)).toEqual(['connected', 'idle', 'work_complete']);
    for (const stream of [mira, sessions, states, again]) stream.response.destroy();
    expect(await test.server.send('GET', '/v1/events/activity/mira?limit=201')).toMatchObject({ status: 422 });
  });

  it('of a step is followed like a chat: from its beginning, from a cursor, and as it happens', async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'pair', task: 'go on' });
    const path = `${test.server.url}/v1/events/sessions/${id}_B/events`;
    const live = await EventStream.open(path);
    const heard = await live.until(({ data }) => data.type === 'session_complete');
    expect(heard.map(({ data }) => data.type).filter((type) => type !== 'connected')).toEqual([
      'step_start',
      'output',
      'step_end',
      'turn_end',
      'session_complete',
    ]);
    await test.server.finished(id);

    const late = await EventStream.open(path);
    const told = await late.until(({ data }) => data.type === 'connected');
    expect(told.map(({ data }) => data.type)).toEqual(['step_start', 'step_end', 'turn_end', 'connected']); // its words are in its details
    const again = await EventStream.open(`${path}?since=${told[0]?.id}`);
    const rest = await again.until(({ data }) => data.type === 'connected');
    expect(rest.map(({ data }) => data.type)).toEqual(['output', 'step_end', 'turn_end', 'session_complete', 'connected']);
    for (const stream of [live, late, again]) stream.response.destroy();
  });
});
