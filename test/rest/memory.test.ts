import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { complete, type ScriptedCall } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let catalog: CatalogDirectory;
let test: TestServer;
const last = new Map<string, ScriptedCall>();

const TURNS = [
  { name: 'remember', args: { type: 'decision', title: 'Use PostgreSQL', content: 'Because of [[Orbit]]', tags: ['db'] } },
  { name: 'remember', args: { type: 'fact', title: 'Orbit', content: 'A moon shot', shared: true } },
  { name: 'remember', args: { type: 'fact', title: 'Crew', content: 'Ann and Bob' } },
  { name: 'recall', args: { query: 'postgres' } },
  { name: 'recall', args: { query: 'moon', scope: 'own' } },
  { name: 'recall', args: { query: 'moon' } },
  { name: 'link', args: { from: 'Crew', to: 'decision/use-postgresql', relation: 'supports' } },
  { name: 'link', args: { from: 'Crew', to: 'Nobody' } },
];

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'pipelines/one.yml':
      'id: one\nname: One\nagents:\n  - { id: mira }\nsteps:\n  - { id: WORK, agent: mira, input: "{{task_description}}", outputs: [text] }\n',
  });
  test = await startTestServer(
    (call) => {
      last.set(call.runId, call);
      const tool = TURNS[call.turn - 1];
      return tool ? { tools: [tool] } : complete({ text: 'done' });
    },
    { CATALOG_DIR: catalog.path },
  );
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

const send = (method: string, path: string, body?: unknown) => test.server.send(method, path, body);
const ok = async (method: string, path: string, body?: unknown) => {
  const answer = await send(method, path, body);
  expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null]);
  return answer.body;
};
const VAULT = '/v1/memory/vaults/ann';

describe('a vault', () => {
  it('has files that are written, read, replaced and deleted', async () => {
    expect(await ok('GET', VAULT)).toEqual([]);
    const content = '---\ntitle: "A: B"\ncreated: 2026-03-01\n---\n\nHello [[World]]';
    expect(await ok('POST', `${VAULT}/files`, { content, filename: 'fact/a.md' })).toEqual({
      filename: 'fact/a.md',
      size: content.length,
      created: true,
    });
    expect((await ok('POST', `${VAULT}/files`, { content: 'quick' })).filename).toMatch(/^inbox\/note-\d+\.md$/);
    await ok('POST', `${VAULT}/files`, { content: 'root', filename: 'zz.md' });
    await ok('POST', `${VAULT}/files`, { content: 'deep', filename: 'fact/more/deep.md' });
    expect(await send('POST', `${VAULT}/files`, { content, filename: 'fact/a.md' })).toMatchObject({ status: 409 });

    const list = await ok('GET', VAULT);
    expect(list.map(({ filename }: { filename: string }) => filename.replace(/\d+/, 'N'))).toEqual([
      'zz.md',
      'fact/a.md',
      'fact/more/deep.md',
      'inbox/note-N.md',
    ]);
    expect(list[1]).toEqual({
      filename: 'fact/a.md',
      directory: 'fact',
      category: 'fact',
      title: 'A: B',
      created_at: Date.parse('2026-03-01'),
      size_bytes: content.length,
      preview: 'Hello [[World]]',
    });
    expect(list[0].directory).toBeNull();
    expect(await ok('GET', `${VAULT}/fact%2Fa.md`)).toEqual({
      filename: 'fact/a.md',
      content,
      metadata: { title: 'A: B', created: expect.anything() },
    });
    expect(await ok('GET', '/v1/agents/ann/memory/fact/a.md')).toEqual({ filename: 'fact/a.md', content });
    expect(await ok('GET', '/v1/agents/ann/memory')).toEqual(list);

    expect(await ok('PUT', `${VAULT}/fact/a.md`, { content: 'New' })).toEqual({ filename: 'fact/a.md', size: 3, updated: true });
    expect(await send('PUT', `${VAULT}/fact/none.md`, { content: 'x' })).toMatchObject({ status: 404 });
    expect(await ok('DELETE', `${VAULT}/zz.md`)).toEqual({ agent_id: 'ann', filename: 'zz.md', deleted: true });
    expect(await ok('DELETE', '/v1/agents/ann/memory/fact/more/deep.md')).toMatchObject({ deleted: true });
    expect(await send('DELETE', `${VAULT}/zz.md`)).toMatchObject({ status: 404 });
    expect((await ok('GET', '/v1/memory/vaults')).find(({ agent_id }: { agent_id: string }) => agent_id === 'ann')).toMatchObject({
      file_count: 2,
      total_size_bytes: 8,
    });
  });

  it.each([
    ['POST', `${VAULT}/files`, { content: 'x', filename: '../out.md' }, 400],
    ['POST', `${VAULT}/files`, { content: 'x', filename: '/etc/x.md' }, 400],
    ['POST', `${VAULT}/files`, { content: 'x', filename: 'a\\b.md' }, 400],
    ['POST', `${VAULT}/files`, { content: 'x', filename: '.clawvault/x.md' }, 403],
    ['POST', `${VAULT}/files`, { content: 'x', filename: 'templates/x.md' }, 403],
    ['POST', `${VAULT}/files`, { filename: 'x.md' }, 422],
    ['POST', '/v1/memory/vaults/a..b/files', { content: 'x' }, 422],
    ['GET', `${VAULT}/a..b.md`, undefined, 400],
    ['GET', `${VAULT}/none.md`, undefined, 404],
    ['GET', '/v1/memory/search', undefined, 422],
    ['GET', '/v1/memory/search?q=%20', undefined, 400],
    ['GET', '/v1/memory/search?q=x&limit=0', undefined, 422],
  ])('answers %s %s %j with %d', async (method, path, body, status) => {
    expect((await send(method, path, body)).status).toBe(status);
  });

  it('is searched by words in titles, tags and texts, by parts of words and by titles that are nearly right', async () => {
    const put = (filename: string, content: string) => ok('POST', '/v1/memory/vaults/sue/files', { filename, content });
    await put(
      'fact/deploy.md',
      '---\ntitle: Deployment checklist\ntags: [release]\n---\nStop the service, migrate the database, start it.',
    );
    await put('fact/db.md', '---\ntitle: Database\n---\nPostgreSQL runs the show. Deployment is nightly.');
    await put('fact/cake.md', '---\ntitle: Cake\n---\nFlour and sugar');
    const search = async (query: string) =>
      (await ok('GET', `/v1/memory/search?agent_id=sue&query=${encodeURIComponent(query)}`)).map(
        ({ filename }: { filename: string }) => filename,
      );

    expect(await search('deployment')).toEqual(['fact/deploy.md', 'fact/db.md']);
    expect(await search('migrating databases')).toEqual(['fact/deploy.md', 'fact/db.md']);
    expect(await search('postgr')).toEqual(['fact/db.md']);
    expect(await search('chekclist')).toEqual(['fact/deploy.md']);
    expect(await search('release')).toEqual(['fact/deploy.md']);
    expect(await search("'; drop table memories; --")).toEqual([]);
    expect(await search('& | ! <-> :*')).toEqual([]);
    const [hit] = await ok('GET', '/v1/memory/search?q=nightly&agent_id=sue&limit=1');
    expect(hit).toEqual({
      agent_id: 'sue',
      filename: 'fact/db.md',
      title: 'Database',
      category: 'fact',
      snippet: 'PostgreSQL runs the show. Deployment is nightly.',
      score: expect.any(Number),
    });
    expect(await ok('GET', '/v1/memory/search?q=cake&agent_id=nobody')).toEqual([]);
  });

  it('that all share is written and searched by its own routes', async () => {
    expect(
      await ok('POST', '/v1/memory/vaults/shared/store', {
        category: 'pattern',
        title: 'Small commits',
        content: 'They are easy to read',
        agent_id: 'ann',
        frontmatter: { importance: 'high' },
      }),
    ).toEqual({ filename: 'pattern/small-commits.md' });
    expect((await ok('GET', '/v1/memory/vaults/shared/pattern/small-commits.md')).metadata).toMatchObject({
      author: 'ann',
      category: 'pattern',
      importance: 'high',
    });
    for (const path of ['/v1/memory/shared?query=commits', '/v1/memory/vaults/shared/search?q=commits', '/v1/memory/shared'])
      expect(await ok('GET', path)).toMatchObject([{ agent_id: 'shared', filename: 'pattern/small-commits.md', title: 'Small commits' }]);
    expect(await ok('POST', '/v1/memory/vaults/shared/context', { task: 'commits', budget: 1000 })).toEqual({
      context: expect.stringContaining('They are easy to read'),
      entries: 1,
      profile: 'auto',
    });
    expect(await ok('POST', '/v1/memory/vaults/shared/context', { task: 'zebra' })).toEqual({ context: '', entries: 0, profile: 'auto' });
  });

  it('is a graph', async () => {
    const put = (filename: string, content: string) => ok('POST', '/v1/memory/vaults/gus/files', { filename, content });
    await put('a.md', '[[b]] #tag');
    await put('b.md', '[[c]]');
    const graph = await ok('GET', '/v1/memory/vaults/gus/graph');
    expect(graph.nodes.map(({ id }: { id: string }) => id)).toEqual(['note:a', 'note:b', 'tag:tag', 'unresolved:c']);
    expect(graph.stats).toMatchObject({ nodeCount: 4, edgeCount: 3, edgeTypeCounts: { tag: 1, wiki_link: 2 } });
    expect(graph.nodes[0]).toMatchObject({ modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/), createdAt: expect.any(Number), degree: 2 });
    const near = await ok('GET', `/v1/memory/vaults/gus/graph/neighbors/${encodeURIComponent('unresolved:c')}`);
    expect(near).toMatchObject({ nodes: [{ id: 'note:b' }, { id: 'unresolved:c' }], edges: [{ target: 'unresolved:c' }] });
    expect(await ok('POST', '/v1/memory/vaults/gus/graph/rebuild')).toEqual({ nodes: 4, edges: 3 });
    expect(await ok('GET', '/v1/memory/vaults/none/graph')).toMatchObject({ nodes: [], edges: [], stats: { nodeCount: 0 } });
  });

  it('learns from what was of use, which decides between equals', async () => {
    const put = (filename: string) => ok('POST', '/v1/memory/vaults/lea/files', { filename, content: 'The same words' });
    await put('one.md');
    await put('two.md');
    expect(
      await ok('POST', '/v1/internal/memory-retrievals', {
        agent_id: 'lea',
        retrievals: [{ memory_id: 'one' }, { memory_id: 'one', raw_score: 2 }, { memory_id: 'two' }],
      }),
    ).toEqual({ ok: true, logged: 3, scores_updated: 2 });
    const valuations = ['one', 'one', 'one'].map((memory_id) => ({ memory_id, useful: true }));
    expect(
      await ok('POST', '/v1/internal/memory-valuations', { agent_id: 'lea', valuations, gap: 'No words on cats', gap_query: 'cats' }),
    ).toMatchObject({ ok: true, valuations_logged: 3, scores_updated: 1, gap_id: expect.any(Number) });
    expect(await ok('GET', '/v1/internal/memory-scores/lea?memory_ids=one')).toMatchObject({
      scores: [{ memory_id: 'one', access_count: 1, valuation_count: 3, useful_count: 3, not_useful_count: 0, usefulness_rate: 1 }],
      total: 1,
      blend_base_factor: 0.7,
    });
    expect(await ok('GET', '/v1/internal/memory-gaps/lea')).toMatchObject({ gaps: [{ query_attempted: 'cats' }], total: 1 });
    expect((await ok('GET', '/v1/memory/search?q=words&agent_id=lea')).map(({ filename }: { filename: string }) => filename)).toEqual([
      'one.md',
      'two.md',
    ]);

    const config = await ok('GET', '/v1/memory-scoring/config');
    expect(config).toMatchObject({ min_valuations_for_signal: 3, blend_boost_factor: 0.3 });
    expect(await ok('PUT', '/v1/memory-scoring/config', { ...config, recency_floor: 0.1 })).toEqual({ ...config, recency_floor: 0.1 });
    expect(await send('PUT', '/v1/memory-scoring/config', { frequency_log_cap: 1 })).toMatchObject({ status: 422 });
    expect(await ok('POST', '/v1/memory-scoring/config/reset')).toEqual(config);
  });
});

it('is what an agent remembers in one run and recalls in another', async () => {
  const run = await test.server.post('/v1/runs', { pipeline_id: 'one', task: 'Work' });
  expect(await test.server.finished(run.id)).toMatchObject({ status: 'completed' });

  const { toolResults, system } = last.get(run.id) as ScriptedCall;
  expect(system).toContain('# MEMORY');
  expect(toolResults.slice(0, 3)).toEqual(['Remembered as decision/use-postgresql', 'Remembered as fact/orbit', 'Remembered as fact/crew']);
  expect(toolResults[3]).toContain('# Use PostgreSQL\n(decision/use-postgresql, ');
  expect(toolResults[4]).toBe('Nothing found');
  expect(toolResults[5]).toContain('(fact/orbit, shared, ');
  expect(toolResults.slice(6)).toEqual(['Linked', 'There is no memory of the name that to has']);
  expect((await ok('GET', '/v1/agents')).find(({ id }: { id: string }) => id === 'mira')).toMatchObject({ memory_count: 2 });
  const graph = await ok('GET', '/v1/memory/vaults/mira/graph');
  expect(graph.edges.map(({ id }: { id: string }) => id)).toContain(
    'frontmatter_relation:note:fact/crew->note:decision/use-postgresql:supports',
  );
  expect((await ok('GET', '/v1/internal/memory-scores/shared')).scores).toMatchObject([{ memory_id: 'fact/orbit', access_count: 1 }]);
});

describe('a WebSocket at the address of a stream', () => {
  const open = (path: string) => {
    const socket = new WebSocket(test.server.url.replace('http', 'ws') + path);
    const received: { type: string; payload: { version: number; graph: { nodes: { title: string }[] } } }[] = [];
    let wake: () => void = () => undefined;
    socket.on('message', (text: Buffer) => {
      received.push(JSON.parse(text.toString()));
      wake();
    });
    const closed = new Promise<[number, string]>((resolve) => socket.once('close', (code, reason) => resolve([code, reason.toString()])));
    const next = async () => {
      while (received.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return received.shift();
    };
    return { socket, next, closed };
  };

  it('gets the graph of a vault, and all of it again whenever the vault changes', async () => {
    const { socket, next, closed } = open('/v1/memory/vaults/live/ws');
    expect(await next()).toMatchObject({ type: 'graph:init', payload: { graph: { nodes: [], edges: [], stats: { nodeCount: 0 } } } });
    await ok('POST', '/v1/memory/vaults/other/files', { filename: 'b.md', content: 'elsewhere' });
    await ok('POST', '/v1/memory/vaults/live/files', { filename: 'a.md', content: 'See [[b]]' });
    const update = await next();
    expect([update?.type, update?.payload.graph.nodes.map(({ title }) => title)]).toEqual(['graph:update', ['A', 'B']]);
    socket.close();
    expect(await closed).toEqual([1005, '']);
  });

  it('is told why there is nothing to be had', async () => {
    expect(await open('/v1/memory/vaults').closed).toEqual([4404, 'there is no event stream at this address']);
    expect(await open('/v1/events/stream?since=soon').closed).toEqual([4422, expect.stringContaining('since must be a cursor')]);
  });
});
