import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

How long a search takes over many memories, by words and by words and meaning, beside a bare select of one row in the same run.

  --entries <n>   memories (default 100000)
  --vaults <…>    in so many vaults, with commas (default 1,200)
  --queries <n>   of each kind (default 25)
  --help
`;

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    vaults: { type: 'string', default: '1,200' },
    queries: { type: 'string', default: '25' },
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

interface Times {
  kind: string;
  bare: number[];
  words: number[];
  meaning: number[];
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
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  pool.on('error', () => undefined);
  const byWords = await startServer(url.href, {});
  await load(byWords, vaults);
  await embed(pool);
  await pool.query('vacuum analyze');
  const byMeaning = await startServer(url.href, { EMBEDDING_MODEL: MODEL, CUSTOM_VECTORS_BASE_URL: provider.url });
  const first = await timeOf(() => search(byMeaning, 'first'));

  const scopes = vaults === 1 ? ['agent-0'] : [null, 'agent-7'];
  for (const scope of scopes) {
    for (const url of [byWords, byMeaning])
      for (let index = 0; index < 30; index++) await search(url, textOf().slice(0, 3).join(' '), scope); // warm
    const all: Times[] = [];
    for (const [kind, make] of Object.entries(KINDS)) {
      const times: Times = { kind, bare: [], words: [], meaning: [] };
      for (let index = 0; index < QUERIES; index++) {
        const query = make();
        const id = 1 + Math.floor(random() * ENTRIES);
        times.bare.push(await timeOf(() => pool.query('select * from memories where id = $1', [id])));
        // each meets pages that the other read half of the times
        for (const form of index % 2 === 0 ? (['words', 'meaning'] as const) : (['meaning', 'words'] as const))
          times[form].push(await timeOf(() => search(form === 'words' ? byWords : byMeaning, query, scope)));
      }
      all.push(times);
    }
    const where = vaults === 1 ? 'one vault' : scope === null ? `all of ${vaults} vaults` : `one of ${vaults} vaults`;
    process.stdout.write(`\n${where}; the first search by meaning after a start took ${first.toFixed(0)} ms\n\n${table(all)}\n`);
  }
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await pool.end();
}

function table(all: readonly Times[]): string {
  const whole: Times = {
    kind: '**all**',
    bare: all.flatMap(({ bare }) => bare),
    words: all.flatMap(({ words }) => words),
    meaning: all.flatMap(({ meaning }) => meaning),
  };
  const bare50 = median(whole.bare);
  const bare95 = p95(whole.bare);
  const cells = (times: readonly number[]) => [
    median(times).toFixed(1),
    p95(times).toFixed(1),
    (median(times) / bare50).toFixed(0),
    (p95(times) / bare95).toFixed(0),
  ];
  return [
    `A bare select of one row by its key: p50 ${bare50.toFixed(2)} ms, p95 ${bare95.toFixed(2)} ms.`,
    '',
    '| looked for | words p50 ms | p95 ms | p50 to bare | p95 to bare | and meaning p50 ms | p95 ms | p50 to bare | p95 to bare |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[...all, whole].map(({ kind, words, meaning }) => `| ${[kind, ...cells(words), ...cells(meaning)].join(' | ')} |`),
  ].join('\n');
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function search(server: string, query: string, vault: string | null = null): Promise<void> {
  const response = await fetch(`${server}/v1/memory/search?q=${encodeURIComponent(query)}${vault === null ? '' : `&agent_id=${vault}`}`);
  if (!response.ok) throw new Error(await response.text());
  await response.json();
}

async function load(server: string, vaults: number): Promise<void> {
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

function startServer(databaseUrl: string, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
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
      if (url) resolve(url);
    });
    child.on('exit', () => reject(new Error(`the server ended: ${text}`)));
  });
}
