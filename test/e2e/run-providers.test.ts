import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { finish, say, startRawProvider, type RawCall, type RawProvider } from '../support/raw-provider.ts';
import { ServerProcess } from '../support/server-process.ts';

const PIPELINE = (id: string, limit: string) => `
id: ${id}
name: One step
agents: [{ id: worker }]
steps:
  - { id: WORK, agent: worker, input: "Task: {{task_description}}", ${limit} }
`;

interface BadProvider {
  /** Its models are named `custom-<name>/any`. */
  name: string;
  does: string;
  answer: (call: RawCall) => unknown;
  /** What the run says, with the model's name for `MODEL`. */
  error: string;
  pipeline?: 'hurried';
  /** How often it is asked, where that is fixed. */
  calls?: number;
}

const BAD_PROVIDERS: BadProvider[] = [
  {
    name: 'strict',
    does: 'refuses the key',
    answer: ({ response }) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"who are you"}}'),
    error: 'MODEL refused the key (401): set CUSTOM_STRICT_API_KEY to a valid one',
    calls: 1,
  },
  {
    name: 'busy',
    does: 'has too many requests for a long time',
    answer: ({ response }) => response.writeHead(429, { 'retry-after': '3600' }).end('{}'),
    error: 'MODEL has too many requests (429); try later or raise its limit',
    calls: 1,
  },
  {
    name: 'broken',
    does: 'fails each time',
    answer: ({ response }) => response.writeHead(500, { 'retry-after-ms': '1' }).end('oops'),
    error: 'MODEL failed (500); try later',
    calls: 4,
  },
  {
    name: 'website',
    does: 'is no provider at all',
    answer: ({ response }) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'),
    error: "MODEL answered with something that is not a model's reply (text/html); check its base URL",
  },
  {
    name: 'rude',
    does: 'hangs up',
    answer: ({ response }) => response.destroy(),
    error: 'MODEL cannot be reached; check its base URL and the network',
    calls: 4,
  },
  {
    name: 'empty',
    does: 'replies without a word',
    answer: finish,
    error: 'The model answered nothing; try again, or another model',
    calls: 1,
  },
  {
    name: 'silent',
    does: 'never answers',
    answer: () => undefined,
    error: 'The step timed out; raise timeoutSeconds',
    pipeline: 'hurried',
  },
];

let catalog: CatalogDirectory;
let database: TestDatabase;
let server: ServerProcess;
const providers = new Map<string, RawProvider>();

beforeAll(async () => {
  catalog = await catalogDirectory({
    'pipelines/patient.yml': PIPELINE('patient', 'maxRetries: 0'),
    'pipelines/hurried.yml': PIPELINE('hurried', 'maxRetries: 0, timeoutSeconds: 1'),
    'pipelines/stubborn.yml': PIPELINE('stubborn', 'maxRetries: 3'),
    'agents/worker/config.yml': 'max_concurrent_steps: 20\n',
  });
  database = await testDatabase();
  const environment: Record<string, string> = {};
  const add = async (name: string, answer: (call: RawCall) => unknown) => {
    const provider = await startRawProvider(answer);
    providers.set(name, provider);
    environment[`CUSTOM_${name.toUpperCase()}_BASE_URL`] = provider.baseUrl;
    environment[`CUSTOM_${name.toUpperCase()}_API_KEY`] = 'sk-canary';
    return provider;
  };
  for (const { name, answer } of BAD_PROVIDERS) await add(name, answer);
  await (await add('gone', () => undefined)).stop();
  let asked = 0;
  await add('recovering', (call) => {
    if (++asked === 1) return call.response.writeHead(429, { 'retry-after-ms': '1' }).end('{}');
    say(call, 'STATUS: done\nANSWER: forty-two');
    finish(call);
  });
  server = await ServerProcess.start({ ...environment, DATABASE_URL: database.url, CATALOG_DIR: catalog.path });
});

afterAll(async () => {
  await server.remove();
  for (const provider of providers.values()) await provider.stop();
  await database.drop();
  await catalog.remove();
});

async function startRun(provider: string, pipeline = 'patient'): Promise<string> {
  return (await server.post('/v1/runs', { pipeline_id: pipeline, task: 'work', model_override: `custom-${provider}/any` })).id;
}

describe('a run on a provider', () => {
  it.each(BAD_PROVIDERS)('that $does fails and says what to do', async ({ name, pipeline, error, calls }) => {
    const id = await startRun(name, pipeline);

    const run = await server.finished(id);

    expect(run).toMatchObject({
      status: 'failed',
      error: `Step WORK failed after 0 retries: ${error.replace('MODEL', `custom-${name}/any`)}`,
      steps: [{ status: 'failed', model_used: `custom-${name}/any` }],
    });
    if (calls) expect(providers.get(name)?.calls).toHaveLength(calls);
    await eventually(() => expect(providers.get(name)?.calls.every(({ response }) => response.closed)).toBe(true));
  });

  it('that is not there fails and says what to do', async () => {
    const id = await startRun('gone');

    expect(await server.finished(id)).toMatchObject({
      status: 'failed',
      error: 'Step WORK failed after 0 retries: custom-gone/any cannot be reached; check its base URL and the network',
    });
  });

  it('that refuses the key is not asked again, whatever retries the step has', async () => {
    const before = providers.get('strict')?.calls.length ?? 0;
    const id = await startRun('strict', 'stubborn');

    expect(await server.finished(id)).toMatchObject({ status: 'failed', steps: [{ retry_count: 0, max_retries: 3 }] });
    expect(providers.get('strict')?.calls).toHaveLength(before + 1);
  });

  it('that is busy for a moment is asked again when it says so, in the same attempt', async () => {
    const id = await startRun('recovering');

    expect(await server.finished(id)).toMatchObject({ status: 'completed', outputs: { answer: 'forty-two' }, steps: [{ retry_count: 0 }] });
    expect(providers.get('recovering')?.calls).toHaveLength(2);
  });

  it('never shows its key, or what it said, to whoever asks for the run', async () => {
    const id = await startRun('strict');
    await server.finished(id);

    const seen = JSON.stringify([await server.get(`/v1/runs/${id}`), await server.get(`/v1/runs/${id}/logs`), server.output]);

    expect(seen).not.toContain('sk-canary');
    expect(seen).not.toContain('who are you');
  });
});
