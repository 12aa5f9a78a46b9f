import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { countOf, INSPECTED, liveBytes } from '../support/inspector.ts';
import { complete, startScriptedLlm, type ScriptedLlm } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';
import { storedEvents } from '../support/test-log.ts';

const RUNS = 200;
/** What may stay in memory of a run that is over: measured are 0.1 kB up and down. */
const BYTES_PER_RUN = 4 * 1024;
/** Of the heap as such: code that was compiled meanwhile, tables that grew to their next size. */
const UNREST_BYTES = 2 * 1024 * 1024;
/** A review loop of an agent with many slots and one with few, which keeps most runs waiting. */
const PIPELINE = `
id: soak
name: Soak
agents:
  - { id: writer, name: Writer, persona: You write. }
  - { id: critic, name: Critic, persona: You review. }
steps:
  - { id: WRITE, agent: writer, input: "Subject: {{task_description}} {{review}}", outputs: [draft], onComplete: REVIEW }
  - id: REVIEW
    agent: critic
    input: "Review {{draft}}"
    outputs: [verdict, review]
    onResult:
      CHANGES: { goto: WRITE }
      APPROVED: { goto: PUBLISH }
  - { id: PUBLISH, agent: writer, input: "Publish {{draft}}", outputs: [url] }
`;

let catalog: CatalogDirectory;
let llm: ScriptedLlm;
let server: ServerProcess;
let database: pg.Pool;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'pipelines/soak.yml': PIPELINE,
    'agents/writer/IDENTITY.md': '# Writer',
    'agents/writer/config.yml': 'max_concurrent_steps: 64\n',
    'agents/critic/IDENTITY.md': '# Critic',
    'agents/critic/config.yml': 'max_concurrent_steps: 8\n',
  });
  llm = await startScriptedLlm(({ step, execution, turn, prompt }) => {
    const subject = /subject-\d+-\d+/.exec(prompt)?.[0] ?? 'nothing';
    if (step === 'WRITE' && turn === 1)
      return { text: 'I write it down. ', tools: [{ name: 'write', args: { path: 'draft.md', content: subject } }] };
    if (step === 'WRITE') return complete({ draft: `draft ${execution} of ${subject}` });
    if (step === 'REVIEW' && execution === 1) return complete({ verdict: 'changes', review: 'shorter' });
    if (step === 'REVIEW') return complete({ verdict: 'approved', review: 'good' });
    return complete({ url: `https://example.org/${subject}` });
  });
  server = await ServerProcess.start({
    OPENAI_BASE_URL: llm.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: catalog.path,
    ...INSPECTED,
  });
  const { url } = await startEmbeddedPostgres(join(server.dataDir, 'postgres')); // the server's own, which runs already
  database = new pg.Pool({ connectionString: url, max: 1 });
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.remove();
  await llm.stop();
  await catalog.remove();
});

/** Starts runs all at once and waits until each is over; answers them in the order of their tasks. */
async function wave(number: number) {
  const tasks = Array.from({ length: RUNS }, (_, index) => `subject-${number}-${index}`);
  const created = await Promise.all(tasks.map((task) => server.post('/v1/runs', { pipeline_id: 'soak', task })));
  const { rows } = await eventually(async () => {
    const answer = await database.query<{ status: string; task: string; outputs: Record<string, string>; error: string | null }>(
      'select status, task, outputs, error from runs where id = any($1) order by array_position($1, id)',
      [created.map(({ id }) => id)],
    );
    expect(answer.rows.filter(({ status }) => status === 'pending' || status === 'running')).toEqual([]);
    return answer;
  }, 60_000);
  return { tasks, rows };
}

async function actorsInTree(): Promise<number> {
  return (await server.graphql('{ actorTree { actors { path } } }')).data.actorTree.actors.length;
}

function actorsInMemory(): Promise<number> {
  return countOf(server, 'actors/kernel/actor-cell.ts', 'ActorCell');
}

async function expectIdle(): Promise<void> {
  await eventually(async () => {
    const { data } = await server.graphql('{ actorTree { actors { path kind state mailboxDepth } } }');
    expect(data.actorTree.actors.filter(({ kind }: { kind: string }) => kind === 'run' || kind === 'session')).toEqual([]);
    expect(data.actorTree.actors.filter(({ mailboxDepth }: { mailboxDepth: number }) => mailboxDepth > 0)).toEqual([]);
  });
}

describe(`${RUNS} runs at once`, () => {
  let afterFirst: number;

  it.each([1, 2, 3])(
    'complete, each with its own outputs, and leave nothing at work or in memory (wave %i)',
    async (number) => {
      const { tasks, rows } = await wave(number);

      expect(rows).toEqual(
        tasks.map((task) => ({
          status: 'completed',
          task,
          outputs: {
            draft: `draft 2 of ${task}`,
            verdict: 'approved',
            review: 'good',
            url: `https://example.org/${task}`,
          },
          error: null,
        })),
      );
      await expectIdle();
      const { data } = await server.graphql('{ actorCrashes { path error } deadLetters { recent { to message reason } } }');
      expect(data).toEqual({ actorCrashes: [], deadLetters: { recent: [] } });
      expect((await database.query('select stream, key from slots')).rows).toEqual([]);
      expect((await database.query('select id from streams where owner is not null or wants_owner')).rows).toEqual([]);
      expect(await actorsInMemory()).toBe(await actorsInTree());
      const live = await liveBytes(server);
      afterFirst ??= live; // what the first runs load stays loaded
      expect(live - afterFirst).toBeLessThan((number - 1) * RUNS * BYTES_PER_RUN + UNREST_BYTES);
    },
    90_000,
  );

  it('have a log without gaps, in all and in each', async () => {
    const events = await storedEvents(database.options.connectionString ?? '');

    expect(events.map(({ position }) => position)).toEqual(events.map((_event, index) => index + 1));
    const streams = Map.groupBy(events, ({ stream }) => stream);
    expect(streams.size).toBe(3 * RUNS);
    for (const ofStream of streams.values()) {
      expect(ofStream.map(({ seq }) => seq)).toEqual(ofStream.map((_event, index) => index + 1));
      expect(ofStream.filter(({ event }) => event.type === 'run_complete')).toEqual([ofStream.at(-1)]);
    }
  });

  it('ask for each turn once', () => {
    const turns = llm.calls.map(({ runId, step, execution, attempt, turn }) => `${runId} ${step}:${execution}:${attempt}:${turn}`);

    expect(turns).toHaveLength(new Set(turns).size);
    expect(turns).toHaveLength(3 * RUNS * 7);
  });
});
