import type { Usage } from './facts.ts';
import type { RunState } from './run-state.ts';

/** What may be spent; null is no limit. */
export interface Budget {
  /** US dollars. */
  usd: number | null;
  /** Input and output together. */
  tokens: number | null;
  /** Seconds of work: waiting, pauses and the time of a server that is away do not count. */
  timeSec: number | null;
}

export interface Spent {
  usd: number;
  tokens: number;
  timeMs: number;
}

/** What others spent of a run's budget. Time is each run's own, since they work side by side. */
export type DrawnByChildren = Pick<Spent, 'usd' | 'tokens'>;

export type BudgetKind = keyof Budget;

export function tokensOf({ input_tokens, output_tokens }: Usage): number {
  return input_tokens + output_tokens;
}

export function budgetOf({ budgetUsd, budgetTokens = null, budgetTimeSec = null }: RunState): Budget {
  return { usd: budgetUsd, tokens: budgetTokens, timeSec: budgetTimeSec };
}

/** What a run and the runs that it started spent up to now. */
export function spentOf({ usage, children = { usd: 0, tokens: 0 }, workedMs = 0, workingSince = null }: RunState, now: number): Spent {
  return {
    usd: usage.cost_usd + children.usd,
    tokens: tokensOf(usage) + children.tokens,
    timeMs: workedMs + (workingSince === null ? 0 : Math.max(0, now - workingSince)),
  };
}

/** The first limit that is reached; null when something is left of all. */
export function reachedLimit(budget: Budget, spent: Spent): BudgetKind | null {
  if (budget.usd !== null && spent.usd >= budget.usd) return 'usd';
  if (budget.tokens !== null && spent.tokens >= budget.tokens) return 'tokens';
  return budget.timeSec !== null && spent.timeMs >= budget.timeSec * 1_000 ? 'timeSec' : null;
}

/** What is left, never less than nothing. */
export function leftOf(budget: Budget, spent: Spent): Budget {
  const left = (limit: number | null, used: number) => (limit === null ? null : Math.max(0, limit - used));
  return {
    usd: left(budget.usd, spent.usd),
    tokens: left(budget.tokens, spent.tokens),
    timeSec: left(budget.timeSec, spent.timeMs / 1_000),
  };
}

/** How people are told of a limit: `$1`, `1000 tokens`, `60 seconds`. */
export function describeLimit(budget: Budget, kind: BudgetKind): string {
  if (kind === 'usd') return `$${budget.usd}`;
  return kind === 'tokens' ? `${budget.tokens} tokens` : `${budget.timeSec} seconds`;
}

/** As callers spell each limit. */
export const BUDGET_FIELDS: Record<BudgetKind, string> = { usd: 'budget_usd', tokens: 'budget_tokens', timeSec: 'budget_time_sec' };
