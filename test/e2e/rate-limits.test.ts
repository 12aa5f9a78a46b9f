import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { RedisProcess } from '../support/redis.ts';
import { ServerProcess } from '../support/server-process.ts';

const LIMIT = 40;

let redis: RedisProcess;
let database: Awaited<ReturnType<typeof testDatabase>>;
let nodes: ServerProcess[];

beforeAll(async () => {
  redis = await RedisProcess.start();
  database = await testDatabase();
  const start = () =>
    ServerProcess.start({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      RATE_LIMIT_PER_MINUTE: String(LIMIT),
      AUTH_ENABLED: 'true',
      TRUSTED_PROXIES: '127.0.0.1',
    });
  nodes = [await start(), await start()];
});
afterAll(async () => {
  for (const node of nodes) await node.remove();
  await redis.kill();
  await database.drop();
});

/** As a client of this address, through a proxy that is trusted. */
const ask = (node: ServerProcess | undefined, address: string, path = '/v1/status', body?: object) =>
  node?.send(body ? 'POST' : 'GET', path, body, { 'x-forwarded-for': address }) ?? Promise.reject(new Error('there are two nodes'));
const isConnected = async (node: ServerProcess | undefined, address: string, wanted: boolean) =>
  eventually(async () => expect((await ask(node, address)).body.redis_connected).toBe(wanted));

it('nodes count a client together', async () => {
  await isConnected(nodes[0], '203.0.113.1', true);
  await isConnected(nodes[1], '203.0.113.1', true);
  const statuses = [];
  for (let sent = 0; sent < LIMIT; sent++) statuses.push((await ask(nodes[sent % 2], '203.0.113.2')).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect((await ask(nodes[0], '203.0.113.2')).status).toBe(429);
  expect((await ask(nodes[1], '203.0.113.2')).status).toBe(429);
  expect((await ask(nodes[1], '203.0.113.3')).status).toBe(200);
});

it('nodes count attempts to sign in together', async () => {
  const login = { email: 'ann@example.org', password: 'wrong' };
  for (let attempt = 0; attempt < 10; attempt++)
    expect((await ask(nodes[attempt % 2], '203.0.113.4', '/v1/auth/login', login)).status).toBe(401);
  for (const node of nodes) expect((await ask(node, '203.0.113.4', '/v1/auth/login', login)).status).toBe(429);
});

it('each counts for itself while Redis is away, answers on, and comes back', async () => {
  await redis.kill();
  const during = await Promise.all(Array.from({ length: 10 }, () => ask(nodes[0], '203.0.113.5')));
  expect(new Set(during.map(({ status }) => status))).toEqual(new Set([200]));
  await isConnected(nodes[0], '203.0.113.6', false);
  let refused = 0;
  for (let sent = 0; sent < LIMIT; sent++) if ((await ask(nodes[0], '203.0.113.5')).status === 429) refused++;
  expect(refused).toBeGreaterThanOrEqual(9);
  expect((await ask(nodes[1], '203.0.113.5')).status).toBe(200);

  await redis.start();
  await isConnected(nodes[0], '203.0.113.7', true);
  expect((await ask(nodes[0], '203.0.113.5')).status).toBe(200); // counted anew, in Redis
});
