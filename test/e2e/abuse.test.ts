import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { request } from 'node:http';
import WebSocket from 'ws';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;
let admin: Record<string, string>;

beforeAll(async () => {
  test = await startTestServer(() => complete({}), { AUTH_ENABLED: 'true' });
  const { accessToken } = await test.server.post('/v1/auth/setup', { email: 'ann@example.org', password: 'correct horse' });
  admin = { authorization: `Bearer ${accessToken}` };
});
afterAll(() => test.stop());

const ask = (query: unknown, headers: Record<string, string> = admin) =>
  test.server.send('POST', '/graphql', query, { accept: 'application/graphql-response+json', ...headers });
const repeated = (times: number, text: (index: number) => string) => Array.from({ length: times }, (_, index) => text(index)).join(' ');
const typeTail = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${typeTail(depth - 1)} } }`);

describe('what the checks of graphql-cop try', () => {
  it.each([
    ['alias overloading', { query: `{ ${repeated(101, (index) => `alias${index}: __typename`)} }` }],
    ['a query that introspects in a circle', { query: `{ __schema { types { ${typeTail(4)} } } }` }],
    ['an array of queries', Array.from({ length: 10 }, () => ({ query: '{ __typename }' }))],
  ])('%s is refused', async (_what, query) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
  });

  it.each([10, 60])('%i directives that are unknown are not answered one by one', async (times) => {
    const { body } = await ask({ query: `{ __typename ${repeated(times, () => '@aa')} }` });
    expect(body.errors.length).toBeLessThanOrEqual(5);
  });

  it('a field that is asked for a thousand times is answered once', async () => {
    const { body } = await ask({ query: `{ ${repeated(500, () => '__typename')} }` });
    expect(body).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['a mutation by GET', `/graphql?query=${encodeURIComponent('mutation { resetMemoryScoring { recencyFloor } }')}`, 'none', 405],
    ['a query by GET from another site', `/graphql?query=${encodeURIComponent('{ __typename }')}`, 'cross-site', 400],
  ])('%s is refused', async (_what, path, site, status) => {
    expect((await test.server.send('GET', path, undefined, { ...admin, 'sec-fetch-site': site })).status).toBe(status);
  });

  it('a form is not taken for a query', async () => {
    const response = await fetch(`${test.server.url}/graphql`, {
      method: 'POST',
      headers: { ...admin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'query=%7B__typename%7D',
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('"data":{');
  });

  it('strangers learn nothing of the schema, not from introspection, a trace, or what they spell wrong', async () => {
    for (const query of [
      '{ __schema { queryType { name } } }',
      '{ rums { id } }',
      '{ runs { idd } }',
      'query {',
      '{ status { versio } }',
    ]) {
      const { status, body } = await ask({ query }, {});
      expect(status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(body)).not.toMatch(/Did you mean|tracing|stack/);
    }
    const html = await fetch(`${test.server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await html.text()).not.toMatch(/graphiql|playground/i);
  });
});

describe('an operation that asks for too much is refused before it is executed', () => {
  it.each([
    ['levels', `{ ${deep(8)} }`],
    ['aliases', `{ ${repeated(51, (index) => `a${index}: runs { id }`)} }`],
    ['fields', `{ ${repeated(2_001, () => 'status { version }')} }`],
    ['objects', '{ projects(limit: 1000) { tasks { workRuns { steps { id } } } } }'],
    ['directives', `{ ${repeated(51, () => 'status { version @include(if: true) }')} }`],
  ])('too many %s', async (what, query) => {
    const { status, body } = await ask({ query });
    expect([status, body.errors.map(({ message }: { message: string }) => message)]).toEqual([
      400,
      expect.arrayContaining([expect.stringMatching(new RegExp(`more than \\d+ ${what}`))]),
    ]);
  });

  it('too many words, on both wires', async () => {
    const query = `{ ${repeated(10_001, () => '__typename')} }`;
    const { status, body } = await ask({ query });
    expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining('token')]);
    const client = createClient({
      url: `${test.server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: admin,
      retryAttempts: 0,
    });
    const error = await new Promise<unknown>((resolve) =>
      client.subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(null) }),
    );
    expect(JSON.stringify(error)).toContain('token');
    await client.dispose();
  });

  it('too many bytes', async () => {
    const { status } = await ask({ query: '{ __typename }', padding: 'x'.repeat(1_100_000) });
    expect(status).toBe(413);
  });

  it('and what the console and GraphiQL ask for is not', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { body } = await ask({ query: getIntrospectionQuery() });
    expect(body.errors).toBeUndefined();
  });
});

function deep(levels: number): string {
  return `projects { ${'tasks { workRuns { '.repeat(levels)} id ${'} }'.repeat(levels)} }`;
}

describe('a client that asks too often', () => {
  let limited: TestServer;
  beforeAll(async () => {
    limited = await startTestServer(() => complete({}), { RATE_LIMIT_PER_MINUTE: '20', MAX_STREAMS_PER_CLIENT: '3' });
  });
  afterAll(() => limited.stop());

  it('opens so many streams and no more, and as many again when one is closed', async () => {
    const open = () => fetch(`${limited.server.url}/v1/events/stream`);
    const streams = await Promise.all([open(), open(), open()]);
    const refused = await open();
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('MAX_STREAMS_PER_CLIENT')]);
    const socket = new WebSocket(`${limited.server.url.replace('http', 'ws')}/v1/events/stream`);
    expect(await new Promise((resolve) => socket.once('error', ({ message }) => resolve(message)))).toContain('429');
    await streams[0]?.body?.cancel();
    let again = await open();
    for (let tries = 0; again.status !== 200 && tries < 5; tries++) again = await open();
    expect(again.status).toBe(200);
    for (const stream of [...streams.slice(1), again]) await stream.body?.cancel();
  });

  it('is told to wait, by every surface, and health answers on', async () => {
    let status = 200;
    for (let tries = 0; tries < 25 && status !== 429; tries++) status = (await fetch(`${limited.server.url}/v1/status`)).status;
    expect(status).toBe(429);
    const refused = await fetch(`${limited.server.url}/v1/status`);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await limited.server.send('POST', '/graphql', { query: '{ __typename }' })).status).toBe(429);
    expect((await limited.server.send('POST', '/mcp', {})).status).toBe(429);
    expect((await fetch(`${limited.server.url}/health/live`)).status).toBe(200);
  });
});

it('a connection that subscribes without end is told so, and keeps what it has', async () => {
  const client = createClient({
    url: `${test.server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: admin,
    retryAttempts: 0,
  });
  const refused: string[] = [];
  for (let count = 0; count < 210; count++)
    client.subscribe(
      { query: 'subscription { events { type } }' },
      { next: () => undefined, error: (error) => refused.push(JSON.stringify(error)), complete: () => undefined },
    );
  await eventually(() => expect(refused.length).toBeGreaterThanOrEqual(9));
  expect(new Set(refused.map((text) => /More than 200 operations at a time on one connection/.test(text)))).toEqual(new Set([true]));
  expect(refused.length).toBeLessThanOrEqual(10);
  await client.dispose();
});

it('a header that never ends does not hold a connection for good', async () => {
  // the server's own limit is long; that it is set is what can be seen without waiting for it
  const { port, hostname } = new URL(test.server.url);
  const status = await new Promise((resolve, reject) => {
    const sent = request({ port, host: hostname, path: '/v1/status', headers: { 'x-long': 'x'.repeat(20_000) } }, ({ statusCode }) =>
      resolve(statusCode),
    );
    sent.once('error', reject);
    sent.end();
  });
  expect(status).toBe(431);
});
