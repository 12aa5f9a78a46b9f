import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { eventually } from '../../support/eventually.ts';
import { lint, parseMetrics, valueOf, type Family } from '../../support/prometheus-text.ts';
import { complete } from '../../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer(({ step, turn }) => {
    if (step === 'WRITE' && turn === 1)
      return { tools: [{ name: 'no_such_tool', args: {} }], usage: { prompt_tokens: 30, completion_tokens: 4 } };
    const outputs: Record<string, string> =
      step === 'WRITE' ? { draft: 'd' } : step === 'REVIEW' ? { verdict: 'approved', review: 'fine' } : { url: 'u' };
    return { ...complete(outputs), usage: { prompt_tokens: 10, completion_tokens: 2 } };
  });
});
afterAll(() => test.stop());

const metrics = async (): Promise<Family[]> => parseMetrics(await (await fetch(`${test.server.url}/metrics`)).text());

const ask = async (path: string, body?: object) => {
  const response = await fetch(`${test.server.url}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};

async function runToEnd(): Promise<void> {
  const { json } = await ask('/v1/runs', { pipeline_id: 'review', task: 'Look at it' });
  await eventually(async () => expect((await ask(`/v1/runs/${String(json.id)}`)).json.status).toBe('completed'));
}

describe('what /metrics says', () => {
  it('keeps to the conventions of Prometheus', async () => {
    await runToEnd();
    await ask('/graphql', { query: '{ runs { id } }' });

    const families = await metrics();

    expect(lint(families)).toEqual([]);
    expect(families.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['nodejs_eventloop_lag_seconds', 'process_resident_memory_bytes', 'djinnbot_build_info']),
    );
  });

  it('counts calls by what was asked for, not by what callers call it', async () => {
    const before = await metrics();
    await ask('/v1/runs/run_000000000000');
    await ask('/v1/nothing-is-here');
    await ask('/graphql', { query: 'query Whatever { runs { id } }' });
    await ask('/graphql', { query: '{ nonsense }' });
    await ask('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_run', arguments: { id: 'run_000000000000' } } });
    await ask('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'none_of_ours', arguments: {} } });
    const after = await metrics();

    const grown = (surface: string, operation: string, outcome: string) => {
      const labels = { surface, operation, outcome };
      return (valueOf(after, 'djinnbot_requests_total', labels) ?? 0) - (valueOf(before, 'djinnbot_requests_total', labels) ?? 0);
    };
    expect(grown('rest', 'GetRun', 'client_error')).toBe(1);
    expect(grown('rest', 'none', 'client_error')).toBe(1);
    expect(grown('graphql', 'query runs', 'success')).toBe(1);
    expect(grown('graphql', 'invalid', 'client_error')).toBe(1);
    expect(grown('mcp', 'get_run', 'client_error')).toBe(1);
    expect(grown('mcp', 'none', 'client_error')).toBe(1);
    expect(valueOf(after, 'djinnbot_request_duration_seconds_count', { surface: 'rest', operation: 'GetRun' })).toBe(
      ['success', 'client_error', 'server_error'].reduce(
        (sum, outcome) => sum + (valueOf(after, 'djinnbot_requests_total', { surface: 'rest', operation: 'GetRun', outcome }) ?? 0),
        0,
      ),
    );
  });

  it('counts operations of WebSockets, and connections as long as they are open', async () => {
    const client = createClient({ url: `${test.server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, lazy: false });
    for await (const _result of client.iterate({ query: '{ runs { id } }' })) break;
    await client
      .iterate({ query: '{ nonsense }' })
      .next()
      .catch(() => undefined);

    const open = await metrics();
    await client.dispose();

    expect(valueOf(open, 'djinnbot_streams_open', { transport: 'websocket' })).toBe(1);
    expect(valueOf(open, 'djinnbot_requests_total', { surface: 'websocket', operation: 'query runs', outcome: 'success' })).toBe(1);
    expect(valueOf(open, 'djinnbot_requests_total', { surface: 'websocket', operation: 'invalid', outcome: 'client_error' })).toBe(1);
    await eventually(async () => expect(valueOf(await metrics(), 'djinnbot_streams_open', { transport: 'websocket' })).toBe(0));
  });

  it('counts an event stream when it begins, and shows it as long as it is open', async () => {
    const leaving = new AbortController();
    await fetch(`${test.server.url}/v1/events/stream`, { signal: leaving.signal });

    const open = await metrics();
    leaving.abort();

    expect(valueOf(open, 'djinnbot_streams_open', { transport: 'sse' })).toBe(1);
    expect(valueOf(open, 'djinnbot_followers')).toBe(1);
    expect(valueOf(open, 'djinnbot_follower_lag_events')).toBe(0);
    await eventually(async () => expect(valueOf(await metrics(), 'djinnbot_streams_open', { transport: 'sse' })).toBe(0));
  });

  it('adds up what runs did: turns, tokens, tools and ends', async () => {
    const before = await metrics();
    await runToEnd();
    const after = await metrics();

    const grown = (name: string, labels: Record<string, string>) =>
      (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
    const model = { model: 'openai/scripted' };
    expect(grown('djinnbot_model_turns_total', model)).toBe(4);
    expect(grown('djinnbot_model_input_tokens_total', model)).toBe(60);
    expect(grown('djinnbot_model_output_tokens_total', model)).toBe(10);
    expect(grown('djinnbot_model_turn_duration_seconds_count', model)).toBe(4);
    expect(grown('djinnbot_tool_calls_total', { outcome: 'error' })).toBe(1);
    expect(grown('djinnbot_runs_total', { change: 'created' })).toBe(1);
    expect(grown('djinnbot_runs_total', { change: 'completed' })).toBe(1);
    expect(grown('djinnbot_steps_total', { result: 'completed' })).toBe(3);
    expect(grown('djinnbot_log_events_total', {})).toBeGreaterThan(5);
    expect(valueOf(after, 'djinnbot_log_head_position')).toBe(valueOf(after, 'djinnbot_log_events_total'));
    expect(valueOf(after, 'djinnbot_mailbox_messages', { kind: 'runs' })).toBe(0);
    expect(valueOf(after, 'djinnbot_database_pool_connections', { state: 'idle' })).toBeGreaterThan(0);
  });
});

describe('queues in /metrics', () => {
  it('show what waits for a node, and since when', async () => {
    const full = await startTestServer(() => new Promise(() => undefined), { MAX_RUNS: '1' });
    const start = () =>
      fetch(`${full.server.url}/v1/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ pipeline_id: 'review', task: 'Wait' }),
      });
    await start();
    await start();
    await start();

    await eventually(async () => {
      const families = parseMetrics(await (await fetch(`${full.server.url}/metrics`)).text());
      expect(valueOf(families, 'djinnbot_runs_active')).toBe(1);
      expect(valueOf(families, 'djinnbot_runs_capacity')).toBe(1);
      expect(valueOf(families, 'djinnbot_queue_depth', { kind: 'run' })).toBe(2);
      expect(valueOf(families, 'djinnbot_queue_oldest_age_seconds', { kind: 'run' })).toBeGreaterThan(0);
      expect(valueOf(families, 'djinnbot_queue_depth', { kind: 'chat' })).toBe(0);
      expect(valueOf(families, 'djinnbot_slots_granted')).toBe(1);
    });
    await full.stop();
  });
});
