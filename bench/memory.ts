import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { packVector, signsOf } from '../src/memory/vector-code.ts';
import { entryOf, randomOf, wordOfRank } from './memory-corpus.ts';
import { median } from './report.ts';

const HELP = `npm run bench:memory -- [options]

How long a search takes over many memories, by words and by words and meaning, beside a bare select of one row in the same run. CPU time
is that of the server and of its PostgreSQL together; unlike time on the clock it says the same on a machine that has other things to do.

  --entries <n>   memories (default 100000)
  --vaults <…>    in so many vaults, with commas (default 1,200)
  --queries <n>   of each kind (default 20)
  --help
`;

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    vaults: { type: 'string', default: '1,200' },
    queries: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const ENTRIES = Number(options.entries);
const QUERIES = Number(options.queries);
const DIMENSIONS = 1536;
const MODEL = 'custom-vectors/bench';
const PER_CALL = 250;

const random = randomOf(42);
const someEntry = () => entryOf(Math.floor(random() * ENTRIES));
const textOf = () => someEntry().content.split('\n\n')[1]?.split(' ') ?? [];
const commonWord = () => wordOfRank(20 + Math.floor(random() * 40)); // a fifth to a half of all memories have it
const mistyped = (word: string) => (word.length > 5 ? word.slice(0, 2) + word[3] + word[2] + word.slice(4) : word);

/** What is looked for, by what makes it easy or hard. */
const KINDS: Record<string, () => string> = {
  'a title': () => someEntry().title,
  'a mistyped title': () => someEntry().title.split(' ').map(mistyped).join(' '),
  'a rare word': () => wordOfRank(5_000 + Math.floor(random() * 20_000)),
  'a usual word': () => wordOfRank(300 + Math.floor(random() * 300)),
  'a word that many have': commonWord,
  'two such words': () => `${commonWord()} ${commonWord()}`,
  'eight words of a text': () => textOf().slice(3, 11).join(' '),
  'words of two texts': () => [...textOf().slice(3, 7), ...textOf().slice(3, 7)].join(' '),
  'half a word': () => wordOfRank(1_000 + Math.floor(random() * 1_000)).slice(0, 3),
  'no memory has it': () => 'xyzzy quux',
};

/** Milliseconds on the clock and of CPU. */
interface Cost {
  clock: number;
  cpu: number;
}

interface Costs {
  kind: string;
  bare: Cost[];
  words: Cost[];
  meaning: Cost[];
}

interface Server {
  url: string;
  /** Of its connections to PostgreSQL. */
  name: string;
  pid: number;
}

const children: ChildProcess[] = [];
const folder = await mkdtemp(join(tmpdir(), 'djinnbot-bench-'));
const postgres = await startEmbeddedPostgres(join(folder, 'postgres'));
const provider = await startProvider();
try {
  process.stdout.write(`${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}, ${ENTRIES} memories\n`);
  for (const vaults of options.vaults.split(',').map(Number)) await measureVaults(vaults);
} finally {
  for (const child of children) child.kill('SIGKILL');
  provider.server.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measureVaults(vaults: number): Promise<void> {
  const url = new URL(postgres.url);
  url.pathname = `/bench_${vaults}`;
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database bench_${vaults}`);
  await admin.end();
  const pool = new pg.Pool({ connectionString: url.href, max: 1, application_name: 'bare' });
  pool.on('error', () => undefined);
  const byWords = await startServer(url.href, {});
  await load(byWords, vaults);
  await embed(pool);
  await pool.query('vacuum analyze');
  const byMeaning = await startServer(url.href, { EMBEDDING_MODEL: MODEL, CUSTOM_VECTORS_BASE_URL: provider.url });
  const start = performance.now();
  await search(byMeaning, 'first');
  const first = performance.now() - start;

  const scopes = vaults === 1 ? ['agent-0'] : [null, 'agent-7'];
  for (const scope of scopes) {
    for (const server of [byWords, byMeaning])
      for (let index = 0; index < 30; index++) await search(server, textOf().slice(0, 3).join(' '), scope); // warm
    const all: Costs[] = [];
    for (const [kind, make] of Object.entries(KINDS)) {
      const costs: Costs = { kind, bare: [], words: [], meaning: [] };
      for (let index = 0; index < QUERIES; index++) {
        const query = make();
        const id = 1 + Math.floor(random() * ENTRIES);
        costs.bare.push(await costOf(pool, 'bare', [], () => pool.query('select * from memories where id = $1', [id])));
        // each meets pages that the other read half of the times
        for (const form of index % 2 === 0 ? (['words', 'meaning'] as const) : (['meaning', 'words'] as const)) {
          const server = form === 'words' ? byWords : byMeaning;
          costs[form].push(await costOf(pool, server.name, [server.pid], () => search(server, query, scope)));
        }
      }
      all.push(costs);
    }
    const where = vaults === 1 ? 'one vault' : scope === null ? `all of ${vaults} vaults` : `one of ${vaults} vaults`;
    process.stdout.write(`\n${where}; the first search by meaning after a start took ${first.toFixed(0)} ms\n\n${table(all)}\n`);
  }
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await pool.end();
}

function table(all: readonly Costs[]): string {
  const whole: Costs = {
    kind: '**all**',
    bare: all.flatMap(({ bare }) => bare),
    words: all.flatMap(({ words }) => words),
    meaning: all.flatMap(({ meaning }) => meaning),
  };
  const clockOf = (costs: readonly Cost[]) => costs.map(({ clock }) => clock);
  const cpuOfAll = (costs: readonly Cost[]) => costs.map(({ cpu }) => cpu);
  const bare = clockOf(whole.bare);
  const cells = (costs: readonly Cost[]) => [
    ...[median(cpuOfAll(costs)), p95(cpuOfAll(costs)), median(clockOf(costs)), p95(clockOf(costs))].map((ms) => ms.toFixed(1)),
    (median(clockOf(costs)) / median(bare)).toFixed(0),
    (p95(clockOf(costs)) / p95(bare)).toFixed(0),
  ];
  const heads = ['CPU p50', 'CPU p95', 'p50', 'p95', 'p50 to bare', 'p95 to bare'];
  return [
    `A bare select of one row by its key: p50 ${median(bare).toFixed(2)} ms, p95 ${p95(bare).toFixed(2)} ms, CPU p95 ${p95(cpuOfAll(whole.bare)).toFixed(2)} ms.`,
    '',
    `| looked for, ms | words: ${heads.join(' | ')} | and meaning: ${heads.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(2 * heads.length)}`,
    ...[...all, whole].map(({ kind, words, meaning }) => `| ${[kind, ...cells(words), ...cells(meaning)].join(' | ')} |`),
  ].join('\n');
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

/** @param name of the connections to PostgreSQL whose processes count too. */
async function costOf(pool: pg.Pool, name: string, pids: readonly number[], work: () => Promise<unknown>): Promise<Cost> {
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity where application_name = $1', [name]);
  const all = [...pids, ...rows.map(({ pid }) => pid)];
  const before = cpuOf(all);
  const start = performance.now();
  await work();
  const clock = performance.now() - start;
  return { clock, cpu: cpuOf(all) - before };
}

/** Milliseconds that processes have used, over all of their threads. Linux only. */
function cpuOf(pids: readonly number[]): number {
  const tasks = pids.flatMap((pid) => {
    try {
      return readdirSync(`/proc/${pid}/task`).map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'));
    } catch {
      return []; // it ended, or this is another system
    }
  });
  return tasks.reduce((sum, stat) => sum + Number(stat.split(' ')[0]) / 1e6, 0);
}

async function search({ url: server }: Pick<Server, 'url'>, query: string, vault: string | null = null): Promise<void> {
  const response = await fetch(`${server}/v1/memory/search?q=${encodeURIComponent(query)}${vault === null ? '' : `&agent_id=${vault}`}`);
  if (!response.ok) throw new Error(await response.text());
  await response.json();
}

async function load({ url: server }: Server, vaults: number): Promise<void> {
  const query = 'mutation ($vault: ID!, $files: [MemoryFileInput!]!) { importMemories(vault: $vault, files: $files) }';
  const calls = Array.from({ length: Math.ceil(ENTRIES / PER_CALL) }, (_, call) => call);
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
        const first = call * PER_CALL;
        const files = Array.from({ length: Math.min(PER_CALL, ENTRIES - first) }, (_, index) => {
          const { path, content } = entryOf(first + index);
          return { path, content };
        });
        const variables = { vault: `agent-${call % vaults}`, files };
        const response = await fetch(`${server}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        });
        const { errors } = (await response.json()) as { errors?: unknown };
        if (errors) throw new Error(JSON.stringify(errors));
      }
    }),
  );
}

/** Puts in a vector for each, as the indexer does: what a provider would need for so many has no place here. */
async function embed(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: number }>('select memory_id::int as id from memory_vectors order by memory_id');
  for (let first = 0; first < rows.length; first += 500) {
    const ids = rows.slice(first, first + 500).map(({ id }) => id);
    const vectors = ids.map(vectorOf);
    await pool.query(
      `update memory_vectors v set model = $1, vector = n.vector, signs = n.signs, position = nextval('memory_vectors_positions')
       from unnest($2::bigint[], $3::bytea[], $4::bytea[]) as n(id, vector, signs) where v.memory_id = n.id`,
      [MODEL, ids, vectors.map(packVector), vectors.map((vector) => Buffer.from(signsOf(vector).buffer))],
    );
  }
}

/** A vector of length 1 near that of one of 400 topics, as texts are: the same for the same number. */
function vectorOf(number: number): Float32Array {
  const topic = randomOf(1_000_000 + (number % 400));
  const own = randomOf(number);
  const vector = Float32Array.from({ length: DIMENSIONS }, () => topic() - 0.4 + own() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Answers at once with some vector for each query: the time of a real provider comes on top. */
function startProvider(): Promise<{ url: string; server: ReturnType<typeof createServer> }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => ({ index, embedding: [...vectorOf(text.length * 31 + text.charCodeAt(0))] }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
    });
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server })),
  );
}

function startServer(databaseUrl: string, environment: Record<string, string>): Promise<Server> {
  const name = `server-${children.length}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      PGAPPNAME: name,
      DATABASE_URL: databaseUrl,
      RATE_LIMIT_PER_MINUTE: '0',
      DATA_DIR: join(folder, `data-${children.length}-${new URL(databaseUrl).pathname.slice(1)}`),
      CATALOG_DIR: join(import.meta.dirname, 'catalog'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      const url = /Home\s+(http:\S+)\//.exec(text)?.[1];
      if (url) resolve({ url, name, pid: child.pid ?? 0 });
    });
    child.on('exit', () => reject(new Error(`the server ended: ${text}`)));
  });
}
