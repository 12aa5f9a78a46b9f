import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { catalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete, startScriptedLlm, type ScriptedLlm } from '../support/scripted-llm.ts';
import { ServerProcess } from '../support/server-process.ts';

const CATALOG = join(import.meta.dirname, '../support/catalog');

let llm: ScriptedLlm;
let server: ServerProcess;

beforeAll(async () => {
  llm = await startScriptedLlm(({ step, turn, runId, said }) => {
    if (!runId) return { text: `You said: ${said}` };
    if (step === 'WRITE' && turn === 1) return { tools: [{ name: 'write', args: { path: 'draft.md', content: 'draft' } }] };
    if (step === 'WRITE') return complete({ draft: 'draft' });
    if (step === 'REVIEW') return complete({ verdict: 'approved', review: 'good' });
    return complete({ url: 'https://example.org/draft' });
  });
});

afterEach(() => server.remove());
afterAll(() => llm.stop());

describe('a run during which an actor crashes', () => {
  it.each([
    'crash-run:1',
    'crash-run:3',
    'crash-run:5',
    'crash-agent:1',
    'crash-agents:1',
    'crash-runs:2',
    'crash-session:1',
    'crash-dispatch:1',
  ])(
    'completes over %s',
    async (failpoint) => {
      server = await ServerProcess.start({
        OPENAI_BASE_URL: llm.baseUrl,
        OPENAI_API_KEY: 'sk-test',
        DEFAULT_MODEL: 'openai/scripted',
        CATALOG_DIR: CATALOG,
        FAILPOINT: failpoint,
        LOG_LEVEL: 'silent',
      });
      const created = await server.post('/v1/runs', { pipeline_id: 'review', task: failpoint });

      const run = await server.finished(created.id, 30_000);

      expect(run).toMatchObject({
        status: 'completed',
        outputs: { draft: 'draft', verdict: 'approved', url: 'https://example.org/draft' },
      });
      const { data } = await server.graphql('{ actorCrashes { path kind error message givenUp } }');
      expect(data.actorCrashes).toEqual([expect.objectContaining({ error: `crashed by the failpoint ${failpoint.split(':')[0] ?? ''}` })]);
    },
    60_000,
  );
});

describe('a chat during which an actor crashes', () => {
  it.each(['crash-chats:1', 'crash-chats:2', 'crash-chat:1', 'crash-chat:2'])(
    'is answered over %s',
    async (failpoint) => {
      const catalog = await catalogDirectory({ 'agents/ann/IDENTITY.md': '# Ann' });
      try {
        server = await ServerProcess.start({
          OPENAI_BASE_URL: llm.baseUrl,
          OPENAI_API_KEY: 'sk-test',
          DEFAULT_MODEL: 'openai/scripted',
          CATALOG_DIR: catalog.path,
          FAILPOINT: failpoint,
          LOG_LEVEL: 'silent',
        });
        const { id } = await server.post('/v1/chat/sessions', { agent_id: 'ann' });
        for (const message of ['One', 'Two']) await server.post(`/v1/chat/sessions/${id}/message`, { message });

        await eventually(async () => {
          const { messages } = await server.get(`/v1/chat/sessions/${id}`);
          const said = messages.map(({ role, content, status }: Record<string, string>) => [role, content, status]);
          expect(said.filter(([role]: string[]) => role === 'assistant')).toEqual([
            ['assistant', 'You said: One', 'complete'],
            ['assistant', 'You said: Two', 'complete'],
          ]);
        }, 30_000);
        const { data } = await server.graphql('{ actorCrashes { error } }');
        expect(data.actorCrashes).toEqual([{ error: `crashed by the failpoint ${failpoint.split(':')[0] ?? ''}` }]);
      } finally {
        await catalog.remove();
      }
    },
    60_000,
  );
});

describe('an actor that looks after things by itself', () => {
  it.each(['boards', 'budgets', 'github', 'mcp', 'memory', 'pulse', 'questions'])(
    'starts again when %s crashes, and its siblings do not notice',
    async (kind) => {
      server = await ServerProcess.start({
        OPENAI_BASE_URL: llm.baseUrl,
        OPENAI_API_KEY: 'sk-test',
        DEFAULT_MODEL: 'openai/scripted',
        CATALOG_DIR: CATALOG,
        FAILPOINT: `crash-${kind}:1`,
        LOG_LEVEL: 'silent',
      });
      // boards hear of runs that end, mcp of servers that change
      const created = await server.post('/v1/runs', { pipeline_id: 'review', task: kind });
      await server.post('/v1/mcp', { name: 'off', config: { command: 'x' }, enabled: false });
      expect((await server.finished(created.id, 30_000)).status).toBe('completed');

      await eventually(async () => {
        const { data } = await server.graphql('{ actorCrashes { path } actorTree { actors { path state incarnation } } }');
        expect(data.actorCrashes).toEqual([{ path: kind }]);
        const siblings = data.actorTree.actors.filter(({ path }: { path: string }) => !path.includes('/'));
        expect(siblings.length).toBeGreaterThan(7);
        for (const { path, state, incarnation } of siblings)
          expect({ path, state, incarnation }).toEqual({ path, state: 'IDLE', incarnation: path === kind ? 2 : 1 });
      });
    },
    60_000,
  );
});
