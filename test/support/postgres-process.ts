// The PostgreSQL of one test run. A program of its own, since jest loads its global set-up in a way of its own that cannot import `src`:
// `postgres-process.ts start <pid of the run>` prints what `postgres-process.ts stop <that>` removes.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { migrate } from '../../src/store/migrate.ts';

export interface TestPostgres {
  adminUrl: string;
  /** A migrated database that `testDatabase` copies. */
  template: string;
  /** Where our server keeps its data; null when the server is yours (TEST_DATABASE_URL). */
  folder: string | null;
}

const PREFIX = 'djinnbot-postgres-';

async function start(runPid: string): Promise<TestPostgres> {
  await removeLeftovers();
  const folder = process.env.TEST_DATABASE_URL ? null : await mkdtemp(join(tmpdir(), `${PREFIX}${runPid}-`));
  const adminUrl = folder ? (await startEmbeddedPostgres(folder)).url : (process.env.TEST_DATABASE_URL ?? '');
  const template = `test_template_${randomBytes(6).toString('hex')}`;
  const templateUrl = new URL(adminUrl);
  templateUrl.pathname = `/${template}`;
  await withClient(adminUrl, (client) => client.query(`create database ${template}`));
  await withClient(templateUrl.href, migrate);
  return { adminUrl, template, folder };
}

async function stop({ adminUrl, template, folder }: TestPostgres): Promise<void> {
  if (folder) await removeServer(folder);
  else await withClient(adminUrl, (client) => client.query(`drop database if exists ${template} with (force)`));
}

/** Servers of test runs that were killed: their folder names a process that is gone. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) await removeServer(join(tmpdir(), name)).catch(() => undefined); // another run may be at it, too
  }
}

async function removeServer(folder: string): Promise<void> {
  const server = await startEmbeddedPostgres(folder); // adopted, if it runs
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const [command, argument = ''] = process.argv.slice(2);
if (command === 'start') process.stdout.write(JSON.stringify(await start(argument)));
else await stop(JSON.parse(argument) as TestPostgres);
