import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createAgentCatalog, type AgentCatalog } from '../../../src/agents/agent-catalog.ts';
import { join } from 'node:path';
import { agentDay, spentToday } from '../../../src/budgets/agent-day.ts';
import { drawsOf } from '../../../src/budgets/run-tree.ts';
import type { StoredRun } from '../../../src/runs/run-store.ts';
import { pipelineOf, PlayedRun } from '../pipelines/machine/played-run.ts';
import { catalogDirectory, type CatalogDirectory } from '../../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { openTestLog, type TestLog } from '../../support/test-log.ts';

const NOON = Date.parse('2026-11-28T12:00:00Z');
const MIDNIGHT = Date.parse('2026-11-29T00:00:00Z');

let catalog: CatalogDirectory;
let agents: AgentCatalog;
let database: TestDatabase;
let log: TestLog;
let other: TestLog;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/config.yml': 'budget_per_day: { usd: 1, tokens: 1000, time_sec: 60 }\n',
    'agents/finn/config.yml': 'tools: []\n',
    'agents/odd/config.yml': 'budget_per_day: { usd: 0, tokens: 10 }\n',
  });
  agents = createAgentCatalog(join(catalog.path, 'agents'));
  database = await testDatabase();
  log = await openTestLog(database.url);
  other = await openTestLog(database.url);
});

afterAll(async () => {
  await log.close();
  await other.close();
  await database.drop();
  await catalog.remove();
});

function turnOf(agentId: string, at: number, usd: number) {
  const usage = { input_tokens: 90, output_tokens: 10, cached_input_tokens: 50, reasoning_tokens: 5, cost_usd: usd };
  return { type: 'turn_complete', at, agent_id: agentId, duration_ms: 1_500, usage };
}

describe("an agent's day", () => {
  it('ends at midnight in UTC, and counts the turns of every node', async () => {
    await log.create('run:one', { facts: [turnOf('mira', NOON, 0.3), turnOf('finn', NOON, 9), turnOf('mira', MIDNIGHT - 1, 0.5)] });
    await other.create('chat:two', { facts: [turnOf('mira', MIDNIGHT - 2, 0.1), turnOf('mira', MIDNIGHT, 0.25)] });
    const deps = { pool: log.database.pool, agents };

    expect(await agentDay(deps, 'mira', MIDNIGHT - 1)).toMatchObject({
      day: '2026-11-28',
      spent: { usd: expect.closeTo(0.9), tokens: 300, timeMs: 4_500 },
      left: { usd: expect.closeTo(0.1), tokens: 700, timeSec: 55.5 },
      until: MIDNIGHT,
    });
    expect(await agentDay(deps, 'mira', MIDNIGHT)).toMatchObject({ day: '2026-11-29', spent: { usd: 0.25, tokens: 100 } });
    expect(await spentToday(deps, 'mira', NOON)).toBeNull();
    await log.say('run:one', 'more', { facts: [turnOf('mira', NOON, 0.1)] });
    expect(await spentToday(deps, 'mira', NOON)).toEqual({
      purse: { agent_id: 'mira', until: MIDNIGHT },
      reason:
        'Agent mira spent its budget of $1 for 2026-11-28; work goes on by itself at 2026-11-29T00:00Z, or as soon as that budget is raised',
    });
    expect(await spentToday(deps, 'mira', MIDNIGHT)).toBeNull();
  });

  it('counts a batch that comes again once', async () => {
    const send = () =>
      log.database.pool.query('select append_batch($1, $2, $3, false)', [
        'writer',
        1,
        JSON.stringify([{ stream: 'run:twice', create: { owner: null, ownerId: null }, facts: [turnOf('twice', NOON, 2)] }]),
      ]);

    await send();
    await send();

    expect(await agentDay({ pool: log.database.pool, agents }, 'twice', NOON)).toMatchObject({ spent: { usd: 2, tokens: 100 } });
  });

  it('has the limits that its configuration is given, one by one', async () => {
    await agents.updateConfig('finn', { budgetPerDay: { usd: 2, timeSec: 90 } });
    expect((await agents.settings('finn')).budgetPerDay).toEqual({ usd: 2, tokens: null, timeSec: 90 });

    await agents.updateConfig('finn', { budgetPerDay: { usd: null, timeSec: null } });
    expect((await agents.settings('finn')).budgetPerDay).toEqual({ usd: null, tokens: null, timeSec: null });

    for (const [budgetPerDay, message] of [
      [{ usd: 0 }, 'budgetPerDay.usd must be a number above 0'],
      [{ usd: NaN }, 'budgetPerDay.usd must be a number above 0'],
      [{ tokens: 1.5 }, 'budgetPerDay.tokens must be a whole number, 1 or more'],
      [5, 'budgetPerDay must be an object of usd, tokens and timeSec'],
    ] as const)
      await expect(agents.updateConfig('finn', { budgetPerDay })).rejects.toThrow(message);
  });

  it('has the limits that can be read, and says which cannot', async () => {
    expect((await agents.settings('odd')).budgetPerDay).toEqual({ usd: null, tokens: 10, timeSec: null });
    const problems = await agents.problems();
    expect(problems.map(({ message }) => message)).toContain('odd/config.yml: budget_per_day.usd must be a number above 0');
  });
});

describe('what a run draws from', () => {
  const nowhere = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });

  it('is not asked of the database for a run of its own by an agent without a budget', async () => {
    const pipeline = pipelineOf({ S1: { agent: 'finn' } });
    const { state } = new PlayedRun(pipeline).play({}, { step: 'S1' });
    const origin = { id: 'run_1', parent_run_id: null } as StoredRun['origin'];
    const run: StoredRun = { origin, pipeline, state, owner: null, epoch: 1, version: 1, recoveries: 0 };

    expect(await drawsOf({ pool: nowhere, agents }, run, NOON)).toEqual({ spent: null, isOrphan: false });
    await expect(drawsOf({ pool: nowhere, agents }, { ...run, origin: { ...origin, parent_run_id: 'run_0' } }, NOON)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});
