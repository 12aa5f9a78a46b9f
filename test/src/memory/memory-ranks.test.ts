import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fuse, rankByWords } from '../../../src/memory/memory-ranks.ts';
import { DEFAULT_SCORING } from '../../../src/memory/memory-scoring.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/memory/memory-store.ts';
import { packVector, signsOf } from '../../../src/memory/vector-code.ts';
import { createVectorIndex } from '../../../src/memory/vector-index.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { openTestLog, type TestLog } from '../../support/test-log.ts';

let database: TestDatabase;
let log: TestLog;
let store: MemoryStore;

beforeAll(async () => {
  database = await testDatabase();
  log = await openTestLog(database.url);
  store = createMemoryStore({
    pool: log.database.pool,
    log,
    scoring: () => DEFAULT_SCORING,
    near: () => Promise.resolve(null),
    onWritten: () => undefined,
  });
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const write = (vault: string, files: Record<string, string>) =>
  store.put(
    { ownerId: null, vault },
    Object.entries(files).map(([path, content]) => ({ path: `${path}.md`, content })),
  );
const many = (count: number, text: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`many-${index}`, text(index)]));
const search = async (vault: string, query: string) =>
  (await store.search(null, { vaults: [vault], query, limit: 20 })).map(({ memory }) => memory.path.replace('.md', ''));

describe('among thousands that have the words', () => {
  beforeAll(async () => {
    await write('big', {
      named: '---\ntitle: Turbine\n---\nThe oldest of all',
      rare: 'A turbine with a quaxolotl',
      typo: '---\ntitle: Gearbox manual\n---\nOil',
    });
    await write(
      'big',
      many(3_000, (index) => `---\ntitle: Note ${index}\n---\nIt mentions a turbine and a gearbox`),
    );
    await log.database.pool.query('analyze memories');
  });

  it('the one that is called so is first, however old', async () => {
    expect((await search('big', 'turbine'))[0]).toBe('named');
  });

  it('the rare word of a sentence decides what is found', async () => {
    expect((await search('big', 'does a turbine ever need one more quaxolotl'))[0]).toBe('rare');
  });

  it('a name that is typed wrongly is found', async () => {
    expect((await search('big', 'geabrox manaul'))[0]).toBe('typo');
  });

  it('the newest are ranked', async () => {
    const ranks = await rankByWords(log.database.pool, { ownerId: null, vaults: ['big'], query: 'mentions', limit: 40 });
    const { rows } = await log.database.pool.query<{ place: number }>(
      'select count(*) as place from memories where id > (select min(id) from memories where id = any($1))',
      [ranks.map(({ id }) => id)],
    );

    expect(ranks).toHaveLength(40);
    expect(rows[0]?.place).toBeLessThan(400);
  });
});

it('words of a deleted name are kept no longer than something has them', async () => {
  await write('gone', { one: '---\ntitle: Zanzibarium\n---\n', two: '---\ntitle: Zanzibarium plan\n---\n' });
  const known = async () => (await log.database.pool.query(`select from memory_words where word = 'zanzibarium'`)).rowCount;

  await store.remove({ ownerId: null, vault: 'gone' }, 'one.md');
  expect(await known()).toBe(1);
  await store.remove({ ownerId: null, vault: 'gone' }, 'two.md');
  expect(await known()).toBe(0);
});

describe('rankings', () => {
  it('are joined by reciprocal ranks: 1 for the first of all, and what two have goes before what one has', () => {
    const words = [
      { id: 1, byText: 1, byName: 0.5 },
      { id: 2, byText: 61 / 62, byName: 0 },
      { id: 3, byText: 61 / 63, byName: 0 },
    ];
    expect(fuse(words, null).map(({ id, rank }) => [id, Number(rank.toFixed(2))])).toEqual([
      [1, 1],
      [2, 0.66],
      [3, 0.65],
    ]);

    const near = [
      { id: 1, likeness: 0.9 },
      { id: 4, likeness: 0.8 },
      { id: 3, likeness: 0.7 },
      { id: 5, likeness: 0.1 },
    ];
    const fused = fuse(words, near);
    expect(fused.map(({ id }) => id)).toEqual([1, 3, 4, 2]);
    expect(fused[0]?.rank).toBe(1);
  });

  it('by vectors find nearly all that comparing all in full would', async () => {
    const count = 1_000;
    await write(
      'vectors',
      many(count, (index) => `Vector ${index}`),
    );
    const { pool } = log.database;
    const { rows } = await pool.query<{ id: number }>(`select id from memories where vault = 'vectors' order by id`);
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5;
    const vectors = rows.map(() => unit(Float32Array.from({ length: 1_536 }, random)));
    await pool.query(
      `update memory_vectors v set model = 'm', vector = n.vector, signs = n.signs, position = nextval('memory_vectors_positions')
       from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as n(id, vector, signs) where v.memory_id = n.id`,
      [rows.map(({ id }) => id), vectors.map(packVector), vectors.map((vector) => Buffer.from(signsOf(vector).buffer))],
    );
    const index = createVectorIndex(pool);

    let found = 0;
    for (let query = 0; query < 10; query++) {
      const vector = unit(vectors[query * 7]!.map((value) => value + 0.02 * random()));
      const exact = rows
        .map(({ id }, place) => ({ id, likeness: vectors[place]!.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0) }))
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, 10);
      const near = await index.nearest({ model: 'm', vector, ownerId: null, vaults: ['vectors'], limit: 10 });
      expect(near[0]?.id).toBe(exact[0]?.id);
      expect(near[0]?.likeness).toBeCloseTo(exact[0]?.likeness ?? 0, 2);
      found += exact.filter(({ id }) => near.some((one) => one.id === id)).length;
    }
    expect(found).toBeGreaterThan(60); // random vectors have no neighbours: the hardest case
    expect(await index.nearest({ model: 'm', vector: vectors[0]!, ownerId: 'other', vaults: null, limit: 10 })).toEqual([]);
    expect(await index.nearest({ model: 'other', vector: vectors[0]!, ownerId: null, vaults: null, limit: 10 })).toEqual([]);
  });
});

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
