import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError } from '../errors.ts';
import type { BudgetKind } from '../pipelines/machine/budget.ts';
import { agentDay, dayOf, type AgentDay } from './agent-day.ts';
import { refillRuns } from './refill.ts';

/** To what an agent's budget of today is raised; what is absent stays. */
export interface BudgetRaise {
  /** US dollars. */
  usd?: number | null;
  tokens?: number | null;
  timeSec?: number | null;
}

const FIELDS: Record<BudgetKind, string> = { usd: 'usd', tokens: 'tokens', timeSec: 'time_sec' };

/**
 * Raises an agent's budget of today, in UTC, and goes on with the runs that waited for it. Doing it twice does nothing more.
 * @throws {NotFoundError} for an unknown agent. @throws {BadUserInputError} when nothing is raised, or not above what is spent.
 */
export async function raiseAgentBudget(context: Context, agentId: string, raise: BudgetRaise): Promise<AgentDay> {
  const { agents, pool, log, runs, runStore: store } = context;
  await agents.get(agentId);
  const now = Date.now();
  const { budget, spent } = await agentDay(context, agentId, now);
  const used = { usd: spent.usd, tokens: spent.tokens, timeSec: spent.timeMs / 1_000 };
  const kinds = (Object.keys(FIELDS) as BudgetKind[]).filter((kind) => raise[kind] != null);
  if (kinds.length === 0) throw refusal('usd', 'Name what to raise: usd, tokens or time_sec');
  for (const kind of kinds) {
    const limit = budget[kind];
    if (limit === null) throw refusal(kind, `${FIELDS[kind]}: the agent has no such budget; set budget_per_day in its config.yml`);
    if ((raise[kind] ?? 0) < limit || (raise[kind] ?? 0) <= used[kind])
      throw refusal(kind, `${FIELDS[kind]} must be ${limit} or more, and more than the ${used[kind]} that it spent today`);
  }

  await pool.query(
    `insert into agent_usage as u (agent_id, day, raised_usd, raised_tokens, raised_time_sec) values ($1, $2, $3, $4, $5)
     on conflict (agent_id, day) do update set raised_usd = greatest(u.raised_usd, $3), raised_tokens = greatest(u.raised_tokens, $4),
       raised_time_sec = greatest(u.raised_time_sec, $5)`,
    [agentId, dayOf(now), raise.usd ?? null, raise.tokens ?? null, raise.timeSec ?? null],
  );
  await audit(context, {
    action: 'agent.budget.raise',
    target: agentId,
    details: { day: dayOf(now), ...Object.fromEntries(kinds.map((kind) => [FIELDS[kind], raise[kind]])) },
  });
  await refillRuns({ pool, log, store, agents, wake: (runId) => runs.wake(runId) }, now);
  return agentDay(context, agentId, now);
}

function refusal(kind: BudgetKind, rule: string): BadUserInputError {
  return new BadUserInputError(rule, [{ path: kind, rule }]);
}
