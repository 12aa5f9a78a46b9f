import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { complete, startScriptedLlm, type ScriptedCall, type ScriptedLlm, type ScriptedReply } from '../support/scripted-llm.ts';
import { ServerProcess, type ServerProcessOptions } from '../support/server-process.ts';

jest.setTimeout(120_000); // each server brings a PostgreSQL of its own

const ROOT = join(import.meta.dirname, '../..');
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const itAsRoot = isRoot ? it : it.skip;

const PIPELINE = `
id: note
name: Note
agents: [{ id: scribe }]
steps:
  - { id: WRITE, agent: scribe, input: "Task: {{task_description}}", outputs: [answer] }
`;

let catalog: CatalogDirectory;
let llm: ScriptedLlm;
let isHeld = false;

/** Writes a file of 100 kB and hands in what the tool said to that. */
function reply({ turn, toolResults }: ScriptedCall): ScriptedReply | Promise<ScriptedReply> {
  if (turn === 1) return { tools: [{ name: 'write', args: { path: 'note.md', content: 'x'.repeat(100_000) } }] };
  return isHeld ? new Promise(() => undefined) : complete({ answer: toolResults[0] ?? '' });
}

beforeAll(async () => {
  catalog = await catalogDirectory({ 'pipelines/note.yml': PIPELINE });
  await chmod(catalog.path, 0o755); // for servers of other users
  llm = await startScriptedLlm(reply);
});

afterAll(async () => {
  await llm.stop();
  await catalog.remove();
});

/** Starts a server for as long as `use` takes. */
async function withServer(use: (server: ServerProcess) => Promise<void>, options: ServerProcessOptions = {}): Promise<void> {
  const server = await ServerProcess.start(environment(), options);
  try {
    await use(server);
  } finally {
    await server.remove();
  }
}

function environment(): Record<string, string> {
  return { OPENAI_BASE_URL: llm.baseUrl, OPENAI_API_KEY: 'sk-test', DEFAULT_MODEL: 'openai/scripted', CATALOG_DIR: catalog.path };
}

async function startRun(server: ServerProcess): Promise<string> {
  return (await server.post('/v1/runs', { pipeline_id: 'note', task: 'write' })).id;
}

async function expectRunCompletes(server: ServerProcess): Promise<void> {
  expect(await server.finished(await startRun(server))).toMatchObject({
    status: 'completed',
    outputs: { answer: 'Created note.md (100000 bytes).' },
  });
}

describe('a data directory', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start(environment());
  });

  afterAll(() => server.remove());

  it('that is in use refuses a second server, with who has it and what to do, and the first goes on', async () => {
    const second = ServerProcess.start({ ...environment(), DATA_DIR: server.dataDir });

    await expect(second).rejects.toThrow(
      `djinnbot: ${server.dataDir} is in use by process ${server.pid} at ${server.url}. Stop that server, or set DATA_DIR to another directory\n`,
    );
    await expectRunCompletes(server);
  });

  it.each(['the server', 'the server and its PostgreSQL'])(
    'is free again after a kill -9 of %s, and the next one goes on with the runs',
    async (killed) => {
      isHeld = true;
      const id = await startRun(server);
      await eventually(() => expect(llm.calls.filter(({ runId, turn }) => runId === id && turn === 2)).toHaveLength(1));
      const postmaster = Number((await readFile(join(server.dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

      await server.kill();
      if (killed !== 'the server') process.kill(postmaster, 'SIGKILL');
      isHeld = false;
      await server.start();

      expect(await server.finished(id)).toMatchObject({ status: 'completed' });
      expect(llm.calls.filter(({ runId }) => runId === id).map(({ turn }) => turn)).toEqual([1, 2, 2]);
    },
  );

  it('that is empty goes to one of two servers that start at the same time', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'djinnbot-test-'));

    const starts = await Promise.allSettled([1, 2].map(() => ServerProcess.start({ ...environment(), DATA_DIR: dataDir })));

    const winners = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const refusals = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
    expect(refusals).toEqual([expect.stringContaining(`${dataDir} is in use by process ${winners[0]?.pid}`)]);
    for (const winner of winners) {
      await expectRunCompletes(winner);
      await winner.remove();
    }
    await rm(dataDir, { recursive: true });
  });
});

describe('the server runs', () => {
  /** Runs `command` behind a place where the program appears too, for this process and those that it starts, and for nobody else. */
  async function withProgramAt(mode: number, command: string[], use: (prefix: string[]) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'djinnbot-program-'));
    await chmod(folder, mode);
    const program = join(folder, 'program');
    const node = process.execPath.startsWith(ROOT) ? join(program, relative(ROOT, process.execPath)) : process.execPath;
    const script = 'mkdir "$0" && mount --bind "$1" "$0" && shift && exec "$@"';
    try {
      await use(['unshare', '--mount', 'sh', '-c', script, program, ROOT, ...command, node, join(program, 'src/main.ts')]);
    } finally {
      await rmdir(program);
      await rmdir(folder);
    }
  }

  itAsRoot('as a user without any rights', () =>
    withProgramAt(0o755, ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'], (prefix) =>
      withServer(
        async (server) => {
          await expectRunCompletes(server);
          expect((await stat(join(server.dataDir, 'workspaces'))).uid).toBe(NOBODY);
          expect(await server.stop()).toBe(0);
        },
        { prepare: (dataDir) => chown(dataDir, NOBODY, NOBODY), prefix: () => prefix },
      ),
    ),
  );

  itAsRoot('as root, with its data and its program below a directory that only root may enter', () =>
    withProgramAt(0o700, [], (prefix) =>
      withServer(
        async (server) => {
          expect((await stat(server.dataDir)).mode & 0o777).toBe(0o700);
          await expectRunCompletes(server);
          expect(await server.stop()).toBe(0);
        },
        { prefix: () => prefix },
      ),
    ),
  );
});

describe('a catalog that cannot be read', () => {
  it('stops the start with what to check', async () => {
    const database = await testDatabase();
    const noDirectory = join(catalog.path, 'pipelines/note.yml');

    const start = ServerProcess.start({ DATABASE_URL: database.url, CATALOG_DIR: noDirectory });

    await expect(start).rejects.toThrow("djinnbot: The catalog's pipelines cannot be read (ENOTDIR); check CATALOG_DIR and who owns it\n");
    await database.drop();
  });
});

describe('a disk that is full', () => {
  // a file system with room for 64 kB and, beside its root, for two names
  const script = 'mount -t tmpfs -o size=64k,nr_inodes=3 tmpfs "$0" && exec "$@"';
  const options: ServerProcessOptions = {
    prepare: async (dataDir) => void (await mkdir(join(dataDir, 'workspaces'))),
    prefix: (dataDir) => [
      'unshare',
      ...(isRoot ? [] : ['--user', '--map-root-user']),
      '--mount',
      'sh',
      '-c',
      script,
      join(dataDir, 'workspaces'),
    ],
  };

  it('is told to the agent, fails the runs that have no room, and what it takes to go on is some room and a restart', () =>
    withServer(async (server) => {
      const first = await startRun(server);
      expect(await server.finished(first)).toMatchObject({
        status: 'completed',
        outputs: { answer: 'The disk is full; nothing was written.' },
      });
      const second = await startRun(server);
      await server.finished(second);
      const third = await startRun(server);

      expect(await server.finished(third)).toMatchObject({
        status: 'failed',
        error: `Step WRITE failed after 0 retries: The workspace of run ${third} cannot be made: the disk is full; free some room and restart the run`,
      });
      expect(llm.calls.filter(({ runId }) => runId === third)).toEqual([]);

      await fetch(`${server.url}/v1/runs/${second}`, { method: 'DELETE' });
      await server.post(`/v1/runs/${third}/restart`);
      expect(await server.finished(third)).toMatchObject({ status: 'completed' });
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    }, options));
});
