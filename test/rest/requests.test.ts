import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer(({ step }) =>
    complete(step === 'REVIEW' ? { verdict: 'approved', review: 'good' } : { draft: 'd', url: 'u' }),
  );
});
afterAll(() => test.stop());

const create = (body: unknown, headers: Record<string, string> = {}) => test.server.send('POST', '/v1/runs', body, headers);

describe('a request that cannot be understood', () => {
  it.each<[string, string, string, unknown, number, RegExp]>([
    ['a field that is missing', 'POST', '/v1/runs', { pipeline_id: 'review' }, 422, /task/],
    ['a field of another type', 'POST', '/v1/runs', { pipeline_id: 'review', task: { secret: 'hunter2' } }, 422, /task must be text/],
    ['a number out of its range', 'POST', '/v1/runs', { pipeline_id: 'review', task: 'x', budget_usd: -1 }, 422, /budget_?[uU][sS][dD]/],
    ['a query that is no number', 'GET', '/v1/runs?limit=many', undefined, 422, /limit must be an integer/],
    ['a time that is none', 'DELETE', '/v1/runs?before=yesterday', undefined, 422, /before/],
    ['broken JSON', 'POST', '/v1/runs', '{"pipeline_id": ', 422, /JSON/],
    ['a body that is no object', 'POST', '/v1/runs', '[1]', 422, /object/],
    ['no body where fields are needed', 'POST', '/v1/runs', undefined, 422, /pipeline_id/],
    ['an unknown pipeline', 'POST', '/v1/runs', { pipeline_id: 'nothing', task: 'x' }, 404, /Pipeline nothing not found/],
    ['an unknown path', 'GET', '/v1/nothing', undefined, 404, /openapi\.json|nothing/],
    [
      'a pipeline whose provider has no key',
      'POST',
      '/v1/runs',
      { pipeline_id: 'review', task: 'x', model_override: 'anthropic/claude-x' },
      400,
      /ANTHROPIC_API_KEY/,
    ],
    ['a cursor that was never given out', 'GET', '/v1/events/stream?since=999999999', undefined, 422, /since must be a cursor/],
    ['a cursor that is garbage', 'GET', '/v1/events/stream?since=1-0', undefined, 422, /since must be a cursor/],
  ])('because of %s says so', async (_what, method, path, body, status, detail) => {
    const response = await fetch(test.server.url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();

    expect({ status: response.status, text }).toEqual({ status, text: expect.stringMatching(detail) });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.stringMatching(detail),
      request_id: response.headers.get('x-request-id'),
    });
    expect(text).not.toMatch(/hunter2|\.ts:\d/);
  });

  it('with a method that the path does not take names those that it does', async () => {
    const response = await fetch(`${test.server.url}/v1/runs`, { method: 'PATCH' });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST'].filter((method) => response.headers.get('allow')?.includes(method)),
    );
    expect(response.headers.get('allow')).toMatch(/GET/);
    expect(response.headers.get('allow')).toMatch(/POST/);
  });

  it('with a body of 50 MB is refused, and the server goes on', async () => {
    const answer = await create({ pipeline_id: 'review', task: 'x'.repeat(50_000_000) }).catch(() => null);

    if (answer) expect(answer).toMatchObject({ status: 413, body: { detail: expect.stringContaining('larger than') } });
    expect((await test.server.send('GET', '/v1/status')).status).toBe(200);
  });

  it('in a media type that is none of ours is 422', async () => {
    const response = await fetch(`${test.server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<run/>' });

    expect(response.status).toBe(422);
  });
});

describe('what callers write in their own way', () => {
  it.each([
    ['task and context', { pipeline_id: 'review', task: 'a', context: 'b' }],
    ['task_description and human_context', { pipeline_id: 'review', task_description: 'a', human_context: 'b' }],
    ['camelCase', { pipelineId: 'review', taskDescription: 'a', humanContext: 'b' }],
    ['both, of which task wins', { pipeline_id: 'review', task: 'a', task_description: 'z', context: 'b' }],
    ['null for the first name', { pipeline_id: 'review', task: null, task_description: 'a', human_context: 'b' }],
    ['fields that nobody knows', { pipeline_id: 'review', task: 'a', context: 'b', shoe_size: 43 }],
  ])('%s', async (_what, body) => {
    const { status, body: created } = await create(body);

    expect(status).toBe(200);
    expect(await test.server.finished(created.id)).toMatchObject({ task: 'a', human_context: 'b' });
  });

  it('lists in a query, with commas and repeated', async () => {
    const { body: all } = await test.server.send('GET', '/v1/runs?status=completed,failed');

    expect(all.length).toBeGreaterThan(0);
    expect((await test.server.send('GET', '/v1/runs?status=completed&status=failed')).body).toEqual(all);
    expect((await test.server.send('GET', '/v1/runs?status=COMPLETED')).body).toEqual(all);
    expect((await test.server.send('GET', '/v1/runs?status=')).body.length).toBeGreaterThanOrEqual(all.length);
  });

  it('a task that is empty', async () => {
    expect(await create({ pipeline_id: 'review', task: '' })).toMatchObject({ status: 200, body: { task: '' } });
  });

  it('text with quotes, line ends and other scripts comes back as it was', async () => {
    const task = 'Ein "Test"\n\twith \\ and {{braces}} – 日本語 🐈';

    const { body } = await create({ pipeline_id: 'review', task });

    expect((await test.server.get(`/v1/runs/${body.id}`)).task).toBe(task);
  });
});

describe('an idempotency key', () => {
  it('gives the same call the same answer, at once and later', async () => {
    const call = () => create({ pipeline_id: 'review', task: 'once' }, { 'Idempotency-Key': 'key-1' });

    const [first, second, third] = [...(await Promise.all([call(), call()])), await call()];

    expect(first?.status).toBe(200);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  it('with another body is a conflict', async () => {
    await create({ pipeline_id: 'review', task: 'once' }, { 'Idempotency-Key': 'key-2' });

    expect(await create({ pipeline_id: 'review', task: 'twice' }, { 'Idempotency-Key': 'key-2' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('idempotency key') },
    });
  });

  it('of a call that was refused may be used again', async () => {
    await create({ pipeline_id: 'nothing', task: 'x' }, { 'Idempotency-Key': 'key-3' });

    expect((await create({ pipeline_id: 'review', task: 'x' }, { 'Idempotency-Key': 'key-3' })).status).toBe(200);
  });
});
