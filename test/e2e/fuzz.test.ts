import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { loadEndpoints } from '../../rest/operations.ts';
import { restView } from '../../rest/view.ts';
import { resolvers } from '../../resolvers/resolvers.ts';
import { loadSchema } from '../../src/graphql/load-schema.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { Chance, fuzzGraphql, fuzzRest } from '../support/fuzz.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** `FUZZ_REQUESTS=20000 FUZZ_SEED=7 npm test -- test/e2e/fuzz.test.ts` */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const AT_A_TIME = 16;

const schema = loadSchema(resolvers);
const endpoints = loadEndpoints(join(import.meta.dirname, '../../rest/operations'), [schema, restView(schema)]);

let catalog: CatalogDirectory;
let test: TestServer;
const viewers: Record<string, string>[] = [];
const ids: string[] = ['mira', 'one', 'baking', 'shared', 'A'];

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'skills/baking/SKILL.md': '---\nname: baking\ndescription: Use for cakes\n---\nFlour',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n',
  });
  test = await startTestServer(() => complete({}), {
    AUTH_ENABLED: 'true',
    CATALOG_DIR: catalog.path,
    RATE_LIMIT_PER_MINUTE: '0',
    PRIVATE_NETWORKS: 'none',
    LOG_LEVEL: 'error',
  });
  const { server } = test;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  // the engine's key cannot be signed out by what the fuzzer does
  const { accessToken } = await server.post('/v1/auth/setup', { email: 'ann@example.org', password: 'correct horse' });
  const { body: service } = await server.send('POST', '/v1/auth/api-keys/service', { name: 'x' }, bearer(accessToken));
  const { body: reader } = await server.send(
    'POST',
    '/v1/auth/api-keys/service',
    { name: 'x', scopes: ['runs:write', 'chat:write'] },
    bearer(service.key),
  );
  viewers.push(bearer(service.key), bearer(service.key), bearer(accessToken), bearer(reader.key), {});
  const run = (await server.send('POST', '/v1/runs', { pipeline_id: 'one', task: 'x' }, bearer(service.key))).body;
  const project = (await server.send('POST', '/v1/projects', { name: 'x' }, bearer(service.key))).body;
  const task = (await server.send('POST', `/v1/projects/${project.id}/tasks`, { title: 'x' }, bearer(service.key))).body;
  const chat = (await server.send('POST', '/v1/chat/sessions', { agent_id: 'mira' }, bearer(service.key))).body;
  ids.push(run.id, `${run.id}_A`, project.id, task.id, chat.id);
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

/** What was sent, so that a failure can be sent again by hand. */
interface Trouble {
  sent: string;
  answered: string;
}

async function send(chance: Chance): Promise<Trouble | null> {
  const headers = chance.of(viewers);
  if (chance.happens(0.5)) {
    const endpoint = chance.of(endpoints.filter(({ isStream }) => !isStream));
    const { path, init } = fuzzRest(chance, endpoint, ids);
    const response = await fetch(`${test.server.url}${path}`, { ...init, headers: { ...headers, ...(init.headers as object) } });
    const text = await response.text();
    return response.status >= 500 && !isForeseen(text)
      ? { sent: `${endpoint.method} ${path} ${(init.body as string | undefined) ?? ''}`, answered: `${response.status} ${text}` }
      : null;
  }
  const asked = fuzzGraphql(chance, schema, ids);
  const response = await fetch(`${test.server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(asked),
  });
  const text = await response.text();
  const isMasked = text.includes('INTERNAL_SERVER_ERROR') || response.status >= 500;
  return isMasked ? { sent: JSON.stringify(asked), answered: `${response.status} ${text.slice(0, 500)}` } : null;
}

/** What is not set up here, or away, is said to be: that is an answer. */
function isForeseen(text: string): boolean {
  return !text.includes('Internal error') && /"status":50[234]/.test(text);
}

async function megabytes(): Promise<number> {
  const text = await (await fetch(`${test.server.url}/metrics`, { headers: viewers[0] ?? {} })).text();
  return Number(/^nodejs_heap_size_used_bytes ([\d.e+]+)$/m.exec(text)?.[1] ?? NaN) / 1e6;
}

it(`${REQUESTS} requests that fit the schema more or less meet no unforeseen error (seed ${SEED})`, async () => {
  const chance = new Chance(SEED);
  const troubles: Trouble[] = [];
  const heap: number[] = [];
  for (let sent = 0; sent < REQUESTS; sent += AT_A_TIME) {
    const answers = await Promise.all(Array.from({ length: AT_A_TIME }, () => send(chance)));
    troubles.push(...answers.filter((trouble) => trouble !== null));
    if (troubles.length > 20) break;
    if (sent % 800 === 0) heap.push(await megabytes());
  }
  expect(troubles).toEqual([]);
  expect(test.server.isRunning).toBe(true);
  expect(test.server.output).not.toMatch(/unhandled rejection|"msg":"(request|operation) failed"/);
  // the least of each half: what is there between two collections says nothing
  const half = Math.floor(heap.length / 2);
  const growth = Math.min(...heap.slice(half)) - Math.min(...heap.slice(0, half));
  if (REQUESTS >= 20_000) expect(growth).toBeLessThan(30);
}, 600_000);
