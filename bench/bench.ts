import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { rowsOf } from './rows.ts';
import { median, table, type Sample } from './report.ts';

const HELP = `npm run bench -- [options]

Compares the server with two floors that do the same calls and write the same rows without supervision, recovery or queues.
Each round measures all three, one after the other, at each concurrency; ratios are medians over the rounds.

  --runs <n>          runs per measurement at concurrency 1; more at higher ones (default 40)
  --rounds <n>        default 5
  --concurrency <…>   with commas (default 1,10,50)
  --help
`;

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '1,10,50' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const CONTESTANTS = ['server', 'same-client', 'bare'] as const;
type Contestant = (typeof CONTESTANTS)[number];

const children: ChildProcess[] = [];
const folder = await mkdtemp(join(tmpdir(), 'djinnbot-bench-'));
const dataDir = join(folder, 'data');
try {
  await main();
} finally {
  for (const child of children) child.kill('SIGKILL');
  await (await startEmbeddedPostgres(join(dataDir, 'postgres'))).stop(); // the server's, which outlives it
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const provider = await start('bench/mock-provider.ts', [], {});
  const server = await start('src/main.ts', [], {
    OPENAI_BASE_URL: provider,
    OPENAI_API_KEY: 'sk-bench',
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: dataDir,
    CATALOG_DIR: join(import.meta.dirname, 'catalog'),
    DEFAULT_MODEL: 'openai/bench',
    RATE_LIMIT_PER_MINUTE: '0', // one client asks for all
  });
  // the floors work on the server's PostgreSQL, each in a database of its own
  const { url: databaseUrl } = await startEmbeddedPostgres(join(dataDir, 'postgres'));
  const databases: Record<Contestant, pg.Pool> = {
    server: connect(databaseUrl),
    'same-client': await createDatabase(databaseUrl, 'same-client'),
    bare: await createDatabase(databaseUrl, 'bare'),
  };
  await floorTables(databases.server);
  await measureClient(server, 5, 1);
  const { rows } = await databases.server.query<{ id: string }>(`select id from streams where id like 'run:%' limit 1`);
  const rowsFile = join(folder, 'rows.json');
  await writeFile(rowsFile, JSON.stringify(await rowsOf(databases.server, rows[0]?.id ?? '')));
  const floor = async (name: 'same-client' | 'bare') =>
    start('bench/floor.ts', [name], { DATABASE_URL: urlOf(databaseUrl, name), OPENAI_BASE_URL: provider, ROWS: rowsFile });
  const urls: Record<Contestant, string> = {
    server,
    'same-client': await floor('same-client'),
    bare: await floor('bare'),
  };

  const samples: Sample[] = [];
  const levels = options.concurrency.split(',').map(Number);
  for (const name of CONTESTANTS) await measureClient(urls[name], 300, 20); // warm
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const concurrency of levels) {
      const order = CONTESTANTS.map((_name, index) => CONTESTANTS[(index + round) % CONTESTANTS.length] as Contestant);
      for (const name of order) {
        const runs = Number(options.runs) * Math.min(concurrency, 10);
        samples.push(await measure(name, urls[name], databases[name], runs, concurrency, round));
        process.stderr.write('.');
      }
    }
  }
  process.stderr.write('\n');
  process.stdout.write(`${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}\n\n${table(samples, levels)}\n`);
  const results = join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, 'latest.json'), JSON.stringify({ at: new Date().toISOString(), node: process.version, samples }, null, 2));
  for (const pool of Object.values(databases)) await pool.end();
}

async function measure(name: string, url: string, pool: pg.Pool, runs: number, concurrency: number, round: number): Promise<Sample> {
  const before = { ...(await process_(url)), ...(await database(pool)) };
  const { totalMs, durations } = await measureClient(url, runs, concurrency);
  const after = { ...(await process_(url)), ...(await database(pool)) };
  const sorted = durations.sort((a, b) => a - b);
  return {
    name,
    round,
    concurrency,
    runsPerSecond: (runs / totalMs) * 1000,
    p50: median(sorted),
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    cpuMsPerRun: ((after.cpu - before.cpu) * 1000) / runs,
    rssMb: after.rss / 2 ** 20,
    transactionsPerRun: (after.transactions - before.transactions) / runs,
    rowsPerRun: (after.rows - before.rows) / runs,
  };
}

/** CPU seconds and resident bytes of a contestant, as its metrics say. */
async function process_(url: string): Promise<{ cpu: number; rss: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return { cpu: read('process_cpu_seconds_total'), rss: read('process_resident_memory_bytes') };
}

/** Transactions that wrote, from PostgreSQL's own count, and rows that are stored. */
async function database(pool: pg.Pool): Promise<{ transactions: number; rows: number }> {
  const { rows } = await pool.query<{ transactions: number; rows: number }>(
    `select pg_snapshot_xmax(pg_current_snapshot())::text::float8 as transactions,
       ((select count(*) from events) + (select count(*) from turn_journal) + (select count(*) from steps) + (select count(*) from runs)
        + (select count(*) from streams) + (select count(*) from floor_steps) + (select count(*) from floor_runs))::float8 as rows`,
  );
  return rows[0] ?? { transactions: 0, rows: 0 };
}

function measureClient(url: string, runs: number, concurrency: number): Promise<{ totalMs: number; durations: number[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'client.ts'), url, String(runs), String(concurrency)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`the client ended with ${code}`))));
  });
}

/** Starts a program and waits for the first address that it prints. */
function start(file: string, args: string[], environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', file), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      const url = /http:\/\/[^\s/]+(\/v1)?/.exec(text)?.[0];
      if (url) resolve(url);
    });
    child.on('exit', () => reject(new Error(`${file} ended: ${text}`)));
  });
}

async function createDatabase(serverUrl: string, name: string): Promise<pg.Pool> {
  const admin = connect(serverUrl);
  await admin.query(`create database "bench-${name}"`);
  await admin.end();
  const pool = connect(urlOf(serverUrl, name));
  const client = await pool.connect();
  await migrate(client);
  client.release();
  await floorTables(pool);
  return pool;
}

/** The floors keep runs and steps simpler; the server leaves these tables empty. */
async function floorTables(pool: pg.Pool): Promise<void> {
  await pool.query('create table floor_steps (id text primary key, data jsonb); create table floor_runs (id text primary key, data jsonb)');
}

function connect(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined); // the end of a failed run takes the server away first; the failure itself is what counts
  return pool;
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/bench-${name}`;
  return url.href;
}
