import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createModelRegistry } from '../src/llm/model-registry.ts';
import { createLogger } from '../src/logger.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { createMemoryMeaning } from '../src/memory/memory-meaning.ts';
import { fuse, rankByWords } from '../src/memory/memory-ranks.ts';
import { DEFAULT_SCORING } from '../src/memory/memory-scoring.ts';
import { createMemoryStore } from '../src/memory/memory-store.ts';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { startEmbeddingStandIn } from '../test/support/embedding-stand-in.ts';
import { MEMORIES, QUERIES, type LabelledQuery } from './recall-set.ts';

const HELP = `npm run bench:recall

What each ranking of the memory's search adds, on a small labelled set: recall@5 (how much of what should be found is among the first
five) and MRR (1 divided by the place of the first that should be found). Without a setting the embeddings are those of a stand-in that
knows a table of synonyms; EMBEDDING_MODEL=openai/text-embedding-3-small OPENAI_API_KEY=… asks a real model.
`;
if (process.argv.includes('--help')) {
  process.stdout.write(HELP);
  process.exit(0);
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VAULT = { ownerId: null, vault: 'bench' };
const folder = await mkdtemp(join(tmpdir(), 'djinnbot-recall-'));
const postgres = await startEmbeddedPostgres(join(folder, 'postgres'));
const standIn = await startEmbeddingStandIn();
const pool = new pg.Pool({ connectionString: postgres.url, max: 3 });
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
try {
  await main();
} finally {
  await pool.end();
  await standIn.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const client = await pool.connect();
  await migrate(client);
  client.release();
  const modelName = process.env.EMBEDDING_MODEL?.trim() || 'custom-standin/synonyms';
  const models = createModelRegistry({
    setting: (variable) => (variable === 'CUSTOM_STANDIN_BASE_URL' ? standIn.baseUrl : process.env[variable]?.trim() || undefined),
    demoPaceMs: 0,
  });
  const meaning = createMemoryMeaning({ pool, models, modelName: () => modelName, logger: createLogger('warn') });
  const store = createMemoryStore({
    pool,
    log: { append: () => Promise.resolve() } as unknown as EventLog, // nobody follows
    scoring: () => DEFAULT_SCORING,
    near: meaning.near,
    onWritten: () => undefined,
  });
  await store.put(
    VAULT,
    MEMORIES.map(({ id, title, text, extra }) => ({
      path: `${id}.md`,
      content: `---\ntitle: ${JSON.stringify(title)}\n${extra === undefined ? '' : `${extra}\n`}---\n\n${text}\n`,
    })),
  );
  for (const { id, age = 10 } of MEMORIES)
    await pool.query('update memories set updated_at = $2, created_at = $2 where path = $1', [`${id}.md`, Date.now() - age * DAY_MS]);
  while ((await meaning.learn(AbortSignal.timeout(60_000))) > 0);
  await pool.query('analyze');

  const { rows } = await pool.query<{ id: number; path: string }>('select id, path from memories');
  const nameOf = new Map(rows.map(({ id, path }) => [id, path.replace('.md', '')]));
  const asked = { ownerId: null, vaults: ['bench'], limit: 40 };
  const names = (ranked: readonly { id: number }[]) => ranked.map(({ id }) => nameOf.get(id) ?? '');
  const forms: Record<string, (query: string) => Promise<string[]>> = {
    'full text': async (query) => {
      const words = await rankByWords(pool, { ...asked, query });
      return names(
        fuse(
          words.filter(({ byText }) => byText > 0).map((rank) => ({ ...rank, byName: 0 })),
          null,
        ),
      );
    },
    '+ trigrams': async (query) => names(fuse(await rankByWords(pool, { ...asked, query }), null)),
    '+ embeddings': async (query) =>
      names(fuse(await rankByWords(pool, { ...asked, query }), await meaning.near(null, { ...asked, query }))),
    'embeddings alone': async (query) => names(fuse([], await meaning.near(null, { ...asked, query }))),
    '+ importance and age': async (query) =>
      (await store.search(null, { ...asked, query })).map(({ memory }) => memory.path.replace('.md', '')),
  };
  const kinds = [...new Set(QUERIES.map(({ kind }) => kind))];
  const lines = [
    `${MEMORIES.length} memories, ${QUERIES.length} queries, embeddings of ${modelName}; recall@5 / MRR`,
    '',
    `| queries | ${Object.keys(forms).join(' | ')} |`,
    `| --- | ${Object.keys(forms)
      .map(() => '---:')
      .join(' | ')} |`,
  ];
  const cells = new Map<string, string[]>([...kinds, '**all**'].map((kind) => [kind, []]));
  for (const search of Object.values(forms)) {
    const results: { query: LabelledQuery; recall: number; reciprocal: number }[] = [];
    for (const query of QUERIES) {
      const found = await search(query.query);
      const first = found.findIndex((id) => query.relevant.includes(id));
      const among = found.slice(0, 5).filter((id) => query.relevant.includes(id)).length;
      results.push({ query, recall: among / query.relevant.length, reciprocal: first < 0 ? 0 : 1 / (first + 1) });
    }
    for (const [kind, row] of cells) {
      const mine = results.filter(({ query }) => kind === '**all**' || query.kind === kind);
      const mean = (field: 'recall' | 'reciprocal') => (mine.reduce((sum, result) => sum + result[field], 0) / mine.length).toFixed(2);
      row.push(`${mean('recall')} / ${mean('reciprocal')}`);
    }
  }
  for (const [kind, row] of cells)
    lines.push(`| ${kind} (${QUERIES.filter((query) => kind === '**all**' || query.kind === kind).length}) | ${row.join(' | ')} |`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
