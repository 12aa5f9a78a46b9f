import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { createClient } from 'graphql-ws';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer(() => complete({}));
});
afterAll(() => test.stop());

const page = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${test.server.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('health and metrics', () => {
  it('are there for who operates the server', async () => {
    expect(await page('/health/live')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await page('/health/ready')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    const { text } = await page('/metrics');
    for (const name of [
      'djinnbot_runs_active 0',
      'djinnbot_actors',
      'djinnbot_dead_letters_total 0',
      'djinnbot_database_up 1',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(name);
    }
  });
});

describe('pages', () => {
  it.each(['/', '/graphiql/'])('%s loads nothing from another host', async (path) => {
    const { status, text } = await page(path);

    expect(status).toBe(200);
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1] ?? '')
      .concat([...text.matchAll(/import\("([^"]+)"\)|from "([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? ''));
    expect(loaded.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([]);
    for (const url of loaded.filter((url) => url.startsWith('/')))
      expect({ url, status: (await page(url)).status }).toEqual({ url, status: 200 });
  });

  it('say that there is nothing at other paths, and where the API is described', async () => {
    const { status, headers, text } = await page('/nothing');

    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(text).detail).toContain('/v1/openapi.json');
    expect(JSON.parse(text).request_id).toBe(headers.get('x-request-id'));
  });

  it('carry the headers that keep other sites out', async () => {
    const { headers } = await page('/');

    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('answer a preflight, and list what callers of other origins may send', async () => {
    const { status, headers } = await page('/v1/runs', {
      method: 'OPTIONS',
      headers: {
        origin: 'http://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, idempotency-key',
      },
    });

    expect(status).toBe(200);
    expect(headers.get('access-control-allow-headers')).toBe('content-type, idempotency-key');
    expect(headers.get('access-control-allow-methods')).toContain('POST');
  });
});

describe('a page of another origin', () => {
  let guarded: TestServer;
  beforeAll(async () => {
    guarded = await startTestServer(() => complete({}), { CORS_ORIGINS: 'http://app.example' });
  });
  afterAll(() => guarded.stop());

  const upgrade = (origin: string | null, { host, path = '/graphql' }: { host?: string; path?: string } = {}) =>
    new Promise<number>((resolve, reject) => {
      request(`${guarded.server.url}${path}`, {
        headers: {
          ...(host !== undefined && { host }),
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-protocol': 'graphql-transport-ws',
          ...(origin !== null && { origin }),
        },
      })
        .on('response', ({ statusCode = 0 }) => resolve(statusCode))
        .on('upgrade', ({ statusCode = 0 }, socket) => {
          socket.destroy();
          resolve(statusCode);
        })
        .on('error', reject)
        .end();
    });

  it.each([
    ['a listed one', () => 'http://app.example', 101],
    ['its own', () => guarded.server.url, 101],
    ['none, as programs have it', () => null, 101],
    ['any other', () => 'http://evil.example', 403],
    ['one that is no URL', () => 'null', 403],
  ])('opens a WebSocket only if CORS lets it in: %s', async (_which, origin, status) => {
    expect(await upgrade(origin())).toBe(status);
    expect(await upgrade(origin(), { path: '/v1/events/stream' })).toBe(status);
  });

  it('reaches no stream by a name that its DNS points here', async () => {
    const status = new Promise<number>((resolve, reject) => {
      request(`${guarded.server.url}/v1/events/stream`, { headers: { host: 'evil.example', accept: 'text/event-stream' } })
        .on('response', (response) => {
          resolve(response.statusCode ?? 0);
          response.destroy();
        })
        .on('error', reject)
        .end();
    });
    expect(await status).toBe(421);
    for (const path of ['/graphql', '/v1/events/stream'])
      expect(await upgrade('http://evil.example', { host: 'evil.example', path })).toBe(404);
  });

  it('reads no stream that it opens', async () => {
    const { status, headers, body } = await fetch(`${guarded.server.url}/v1/events/stream`, { headers: { origin: 'http://evil.example' } });
    await body?.cancel();
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

it.each([
  ['http://localhost:3000', 200, 'http://localhost:3000'],
  ['http://evil.example', 403, null],
])('a page of %s that writes is answered %d', async (origin, status, allowed) => {
  const response = await fetch(`${test.server.url}/graphql`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([status, allowed]);
});

describe('a client that leaves', () => {
  const followers = async () => Number(/djinnbot_followers (\d+)/.exec((await page('/metrics')).text)?.[1]);

  it('in the middle of an event stream leaves nothing behind', async () => {
    const before = await followers();
    const readers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const controller = new AbortController();
        await fetch(`${test.server.url}/v1/events/stream`, { signal: controller.signal });
        return controller;
      }),
    );
    await eventually(async () => expect(await followers()).toBe(before + 5));

    for (const reader of readers) reader.abort();

    await eventually(async () => expect(await followers()).toBe(before));
  });

  it('in the middle of a subscription leaves nothing behind', async () => {
    const before = await followers();
    const client = createClient({ url: `${test.server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    const subscription = client.iterate({ query: 'subscription { events { type } }' });
    const item = subscription.next();
    item.catch(() => undefined);
    await eventually(async () => expect(await followers()).toBe(before + 1));

    client.terminate();

    await eventually(async () => expect(await followers()).toBe(before));
  });

  it('in the middle of a stream over WebSocket leaves nothing behind', async () => {
    const before = await followers();
    const clients = Array.from({ length: 5 }, () => new WebSocket(`${test.server.url.replace('http', 'ws')}/v1/events/stream`));
    await eventually(async () => expect(await followers()).toBe(before + 5));

    for (const client of clients) client.close();

    await eventually(async () => expect(await followers()).toBe(before));
  });
});
