import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { startEmbeddingStandIn, type EmbeddingStandIn } from '../support/embedding-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TEST_CATALOG } from '../support/test-server.ts';

let database: TestDatabase;
let pool: pg.Pool;
let provider: EmbeddingStandIn;
let server: ServerProcess;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  provider = await startEmbeddingStandIn();
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    CATALOG_DIR: TEST_CATALOG,
    CUSTOM_VECTORS_BASE_URL: provider.baseUrl,
    EMBEDDING_MODEL: 'custom-vectors/one',
  });
});
afterAll(async () => {
  await server.remove();
  await provider.stop();
  await pool.end();
  await database.drop();
});
afterEach(() => {
  provider.trouble = null;
});

const write = async (vault: string, filename: string, content: string) => {
  expect(await server.send('POST', `/v1/memory/vaults/${vault}/files`, { filename, content })).toMatchObject({ status: 200 });
};
const search = async (vault: string, query: string): Promise<string[]> =>
  (await server.get(`/v1/memory/search?agent_id=${vault}&q=${encodeURIComponent(query)}`)).map(
    ({ filename }: { filename: string }) => filename,
  );
const status = async () => (await server.graphql('{ memorySearchStatus { embeddingModel waiting problem } }')).data.memorySearchStatus;
const allEmbedded = () => eventually(async () => expect(await status()).toMatchObject({ waiting: 0 }));
/** Of the texts that it was asked for, those of memories: queries come alone and are one line. */
const embedded = () => provider.calls.flatMap(({ texts }) => texts).filter((text) => text.includes('\n'));

describe('with an embedding model, memory', () => {
  it('is found by what it means, which its words do not say, and by its words still', async () => {
    await write('ann', 'fact/storage.md', '---\ntitle: Postgres\n---\nLost rows during an outage.');
    await write('ann', 'fact/cake.md', '---\ntitle: Cake\n---\nFlour and sugar');
    await allEmbedded();

    expect(await search('ann', 'incident with the database')).toEqual(['fact/storage.md']);
    expect(await search('ann', 'sugar')).toEqual(['fact/cake.md']);
    expect(await search('ann', 'xyzzy')).toEqual([]);
    expect(await status()).toEqual({ embeddingModel: 'custom-vectors/one', waiting: 0, problem: null });
  });

  it('has a rank of 1 where it is first in every ranking', async () => {
    await write('one', 'fact/a.md', '---\ntitle: Falcon\nimportance: medium\n---\nFalcon');
    await write('one', 'fact/b.md', 'Something else');
    await allEmbedded();

    const [first] = await server.get('/v1/memory/search?agent_id=one&q=falcon');

    expect(first).toMatchObject({ filename: 'fact/a.md' });
    expect(first.score).toBeGreaterThan(0.8); // what is new counts in full; nobody valued it yet
    expect(first.score).toBeLessThanOrEqual(1);
  });

  it('is found by what it says now, and not at all once it is deleted', async () => {
    await write('bob', 'fact/x.md', '---\ntitle: X\n---\nThe physician is in');
    await allEmbedded();
    expect(await search('bob', 'medic')).toEqual(['fact/x.md']);

    await server.send('PUT', '/v1/memory/vaults/bob/fact/x.md', { content: '---\ntitle: X\n---\nThe automobile is red' });
    await allEmbedded();
    expect(await search('bob', 'medic')).toEqual([]);
    expect(await search('bob', 'vehicle')).toEqual(['fact/x.md']);

    await server.send('DELETE', '/v1/agents/bob/memory/fact/x.md');
    expect(await search('bob', 'vehicle')).toEqual([]);
    const { rows } = await pool.query('select from memory_vectors v where not exists (select from memories m where m.id = v.memory_id)');
    expect(rows).toEqual([]);
  });

  it('is not found by meaning in a vault that is not asked for, nor by another owner', async () => {
    await write('cat', 'fact/secret.md', '---\ntitle: S\n---\nThe vacation of the boss');
    const columns = `vault, directory, content, title, category, type, tags, aliases, links, importance, preview, size_bytes, created_at,
      updated_at, name, search`;
    await pool.query(
      `insert into memories (owner_id, path, ${columns}) select 'somebody', 'fact/other.md', ${columns} from memories where vault = 'cat'`,
    );
    await pool.query(`insert into memory_vectors (memory_id) select id from memories where owner_id = 'somebody'`);
    await write('cow', 'fact/z.md', 'lets the server look');
    await allEmbedded();

    expect(await search('cat', 'holiday of a manager')).toEqual(['fact/secret.md']);
    expect(await search('dog', 'holiday of a manager')).toEqual([]);
    const everywhere = await server.get('/v1/memory/search?q=holiday%20of%20a%20manager');
    expect(everywhere.map(({ filename }: { filename: string }) => filename)).toEqual(['fact/secret.md']);
  });

  it('is found by words alone while the provider fails or is silent, and written all the same', async () => {
    provider.trouble = 503;
    await write('eve', 'fact/y.md', '---\ntitle: Y\n---\nThe restaurant opens at noon');
    expect(await search('eve', 'restaurant')).toEqual(['fact/y.md']);
    expect(await search('eve', 'meal')).toEqual([]);
    expect(await status()).toMatchObject({ waiting: 1, problem: null });
    provider.trouble = 'silence';
    expect(await search('eve', 'opens')).toEqual(['fact/y.md']);

    provider.trouble = null;

    await allEmbedded();
    await eventually(async () => expect(await search('eve', 'meal')).toEqual(['fact/y.md']), 15_000);
    expect(server.output.match(/found by words alone/g)).toHaveLength(1);
  });

  it('waits alone when the provider refuses its text', async () => {
    provider.trouble = (texts) => (texts.some((text) => text.includes('unspeakable')) ? 400 : null);
    const files = [
      { path: 'fact/bad.md', content: 'something unspeakable' },
      { path: 'fact/good.md', content: 'a telephone' },
    ];
    await server.graphql('mutation ($files: [MemoryFileInput!]!) { importMemories(vault: "flo", files: $files) }', { files });

    await eventually(async () => expect(await search('flo', 'handset')).toEqual(['fact/good.md']));
    expect(await status()).toMatchObject({ waiting: 1 });
    await server.send('DELETE', '/v1/agents/flo/memory/fact/bad.md');
  });

  it('is worked on after the server was killed, once for each, and anew for another model', async () => {
    provider.trouble = 'silence';
    const files = Array.from({ length: 150 }, (_, index) => ({
      path: `fact/${index}.md`,
      content: `---\ntitle: Number ${index}\n---\nA kid`,
    }));
    await server.graphql('mutation ($files: [MemoryFileInput!]!) { importMemories(vault: "gus", files: $files) }', { files });
    await eventually(() => expect(provider.calls.at(-1)?.texts.length).toBe(64));
    await server.kill();
    provider.trouble = null;
    provider.calls.length = 0;

    await server.start();
    await allEmbedded();
    expect(embedded()).toHaveLength(150);
    expect(await search('gus', 'daughter')).toHaveLength(20);

    provider.calls.length = 0;
    await server.stop();
    await server.start({ EMBEDDING_MODEL: 'custom-vectors/two' });
    await allEmbedded();
    expect(new Set(provider.calls.map(({ model }) => model))).toEqual(new Set(['two']));
    const { rows } = await pool.query(
      `select distinct model, count(*)::int = (select count(*)::int from memories) as "isAll" from memory_vectors group by model`,
    );
    expect(rows).toEqual([{ model: 'custom-vectors/two', isAll: true }]);
    expect(await search('gus', 'daughter')).toHaveLength(20);
  });

  it('is given vectors by one of two nodes', async () => {
    provider.calls.length = 0;
    const other = await ServerProcess.start({
      DATABASE_URL: database.url,
      CATALOG_DIR: TEST_CATALOG,
      CUSTOM_VECTORS_BASE_URL: provider.baseUrl,
      EMBEDDING_MODEL: 'custom-vectors/two',
    });
    try {
      const files = (from: number) =>
        Array.from({ length: 200 }, (_, index) => ({
          path: `fact/${from + index}.md`,
          content: `---\ntitle: Number ${from + index}\n---\nA kid`,
        }));
      const put = (node: ServerProcess, from: number) =>
        node.graphql('mutation ($files: [MemoryFileInput!]!) { importMemories(vault: "hal", files: $files) }', { files: files(from) });
      await Promise.all([put(server, 0), put(other, 200)]);
      await allEmbedded();

      expect(embedded()).toHaveLength(400);
      expect(await other.get('/v1/memory/search?agent_id=hal&q=daughter&limit=50')).toHaveLength(50);
    } finally {
      await other.remove();
    }
  });

  it("is found by the model of the page of the memory's search when none is named", async () => {
    await server.stop();
    await server.start({ EMBEDDING_MODEL: '', QMD_OPENAI_API_KEY: 'sk-memory', QMD_OPENAI_BASE_URL: provider.baseUrl });
    await allEmbedded();

    expect(await status()).toEqual({ embeddingModel: 'qmdr/text-embedding-3-small', waiting: 0, problem: null });
    expect(await search('ann', 'incident with the database')).toEqual(['fact/storage.md']);
  });

  it('says what is missing when its model cannot be used', async () => {
    await server.stop();
    await server.start({ EMBEDDING_MODEL: 'anthropic/embed', ANTHROPIC_API_KEY: 'sk-test' });

    expect(await status()).toMatchObject({ embeddingModel: 'anthropic/embed', problem: expect.stringContaining('no embedding models') });
    expect(await search('ann', 'sugar')).toEqual(['fact/cake.md']);
    expect(server.output).toContain('Memory    is searched by words alone: Anthropic has no embedding models');
  });
});
