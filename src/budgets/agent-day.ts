import type { Pool } from 'pg';
import type { AgentCatalog } from '../agents/agent-catalog.ts';
import { describeLimit, leftOf, reachedLimit, type Budget, type Spent } from '../pipelines/machine/budget.ts';
import type { Purse } from '../pipelines/machine/facts.ts';

/** What an agent may spend in a day, what it spent of it, over all runs, chats and nodes, and what is left. */
export interface AgentDay {
  agentId: string;
  /** `2026-11-28`, in UTC. */
  day: string;
  /** As its configuration says, or as somebody raised it for this day. */
  budget: Budget;
  spent: Spent;
  left: Budget;
  /** When the next day begins, epoch milliseconds. */
  until: number;
}

/** Why no turn may begin now, and on whose budget it waits. */
export interface SpentPurse {
  purse: Purse;
  reason: string;
}

export interface AgentDayDeps {
  pool: Pool;
  agents: AgentCatalog;
}

interface Row extends Spent {
  raisedUsd: number | null;
  raisedTokens: number | null;
  raisedTimeSec: number | null;
}

const NOTHING: Row = { usd: 0, tokens: 0, timeMs: 0, raisedUsd: null, raisedTokens: null, raisedTimeSec: null };
const DAY_MS = 24 * 60 * 60 * 1_000;

export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** An agent's day at a moment, epoch milliseconds. An agent of which nothing is known has no budget. */
export async function agentDay({ pool, agents }: AgentDayDeps, agentId: string, now: number): Promise<AgentDay> {
  const { budgetPerDay } = await agents.settings(agentId);
  const day = dayOf(now);
  const { rows } = await pool.query<Row>({
    name: 'agent-day',
    text: `select usd, tokens::float8 as tokens, time_ms::float8 as "timeMs", raised_usd as "raisedUsd",
        raised_tokens::float8 as "raisedTokens", raised_time_sec as "raisedTimeSec"
      from agent_usage where agent_id = $1 and day = $2`,
    values: [agentId, day],
  });
  const { raisedUsd, raisedTokens, raisedTimeSec, ...spent } = rows[0] ?? NOTHING;
  const budget = {
    usd: larger(budgetPerDay.usd, raisedUsd),
    tokens: larger(budgetPerDay.tokens, raisedTokens),
    timeSec: larger(budgetPerDay.timeSec, raisedTimeSec),
  };
  return { agentId, day, budget, spent, left: leftOf(budget, spent), until: Date.parse(day) + DAY_MS };
}

/** Whether an agent spent its budget of a day; asks the database only for agents that have one. */
export async function spentToday(deps: AgentDayDeps, agentId: string, now: number): Promise<SpentPurse | null> {
  const { budgetPerDay } = await deps.agents.settings(agentId);
  if (Object.values(budgetPerDay).every((limit) => limit === null)) return null;
  const { budget, spent, day, until } = await agentDay(deps, agentId, now);
  const kind = reachedLimit(budget, spent);
  if (kind === null) return null;
  const again = new Date(until).toISOString().replace(':00.000Z', 'Z');
  const reason = `Agent ${agentId} spent its budget of ${describeLimit(budget, kind)} for ${day}; work goes on by itself at ${again}, or as soon as that budget is raised`;
  return { purse: { agent_id: agentId, until }, reason };
}

function larger(configured: number | null, raised: number | null): number | null {
  return configured === null ? null : Math.max(configured, raised ?? 0);
}
