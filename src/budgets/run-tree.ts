import type { Pool } from 'pg';
import {
  BUDGET_FIELDS,
  budgetOf,
  describeLimit,
  leftOf,
  reachedLimit,
  spentOf,
  type Budget,
  type DrawnByChildren,
} from '../pipelines/machine/budget.ts';
import type { RunState } from '../pipelines/machine/run-state.ts';
import type { StoredRun } from '../runs/run-store.ts';
import { spentToday, type AgentDayDeps, type SpentPurse } from './agent-day.ts';

/** What a run draws from beside its own budget, as it stands now. */
export interface Draws {
  /** What the runs that it started spent; absent when it started none. */
  children?: DrawnByChildren;
  /** A budget that is spent and not its own. */
  spent: SpentPurse | null;
  /** A run that it belongs to was cancelled. */
  isOrphan: boolean;
}

/**
 * What a run's next turn would draw from beside its own budget. Asks the database nothing for a run that was started by no other, started
 * none, and whose agent has no budget of the day.
 */
export async function drawsOf(deps: AgentDayDeps, { origin, state }: StoredRun, now: number): Promise<Draws> {
  const agentId = state.current === null ? undefined : state.steps[state.current]?.agentId;
  const above = origin.parent_run_id === null ? [] : await runsAbove(deps.pool, origin.parent_run_id);
  const children = state.children && (await spentByChildren(deps.pool, origin.id));
  return {
    ...(children && { children }),
    spent: spentAbove(above, now) ?? (agentId === undefined ? null : await spentToday(deps, agentId, now)),
    isOrphan: above.some((run) => run.state.status === 'cancelled'),
  };
}

/** A run and those above it, the nearest first; without what their steps put out. */
export async function runsAbove(pool: Pool, runId: string): Promise<{ id: string; state: RunState }[]> {
  const { rows } = await pool.query<{ id: string; state: RunState }>({ name: 'runs-above', text: ABOVE, values: [runId] });
  return rows;
}

/** What is left for a new run of the budgets of those above it. */
export function leftAbove(above: readonly { id: string; state: RunState }[], now: number): Budget {
  const least: Budget = { usd: null, tokens: null, timeSec: null };
  for (const { state } of above) {
    const left = leftOf(budgetOf(state), spentOf(state, now));
    least.usd = smaller(least.usd, left.usd);
    least.tokens = smaller(least.tokens, left.tokens);
    least.timeSec = smaller(least.timeSec, left.timeSec);
  }
  return least;
}

export function smaller(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** All runs below a run. */
async function spentByChildren(pool: Pool, runId: string): Promise<DrawnByChildren> {
  const { rows } = await pool.query<DrawnByChildren>({
    name: 'children-usage',
    text: 'select usd, tokens::float8 as tokens from run_children_usage where run_id = $1',
    values: [runId],
  });
  return rows[0] ?? { usd: 0, tokens: 0 };
}

/** Money and tokens are of one purse; time is each run's own, since they work side by side. */
function spentAbove(above: readonly { id: string; state: RunState }[], now: number): SpentPurse | null {
  for (const { id, state } of above) {
    const budget = { ...budgetOf(state), timeSec: null };
    const kind = reachedLimit(budget, spentOf(state, now));
    if (kind === null) continue;
    const reason = `Run ${id}, from whose budget this one draws, spent its ${describeLimit(budget, kind)}; work goes on when that run is resumed with a larger ${BUDGET_FIELDS[kind]}`;
    return { purse: { run_id: id }, reason };
  }
  return null;
}

const ABOVE = `
  with recursive above as (
    select id, parent_run_id, 1 as height from runs where id = $1
    union all
    select r.id, r.parent_run_id, a.height + 1 from runs r join above a on r.id = a.parent_run_id where a.height < 100
  )
  select a.id, (s.state - 'steps' - 'outputs' - 'loops')
      || case when c.run_id is null then '{}' else jsonb_build_object('children', jsonb_build_object('usd', c.usd, 'tokens', c.tokens)) end as state
  from above a join streams s on s.id = 'run:' || a.id left join run_children_usage c on c.run_id = a.id
  order by a.height`;
