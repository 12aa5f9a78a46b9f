import type { Pool } from 'pg';
import type { AgentCatalog } from '../agents/agent-catalog.ts';
import { NotFoundError } from '../errors.ts';
import type { EventLog } from '../log/event-log.ts';
import { FencedError, StaleStateError } from '../log/log-errors.ts';
import type { RunCommand } from '../pipelines/machine/commands.ts';
import type { Purse } from '../pipelines/machine/facts.ts';
import { commitRun } from '../runs/run-commit.ts';
import type { RunStore } from '../runs/run-store.ts';
import { spentToday } from './agent-day.ts';
import { drawsOf, type Draws } from './run-tree.ts';

export interface RefillDeps {
  pool: Pool;
  log: EventLog;
  store: RunStore;
  agents: AgentCatalog;
  /** Tells whoever owns a run, or may own it, that it changed. */
  wake(runId: string): void;
}

/**
 * Goes on with the runs that waited for a budget of someone else, as far as there is something left of it again: the next day has
 * begun, or it was raised. Answers when to look again, epoch milliseconds; null when nothing waits for a day to begin.
 */
export async function refillRuns(deps: RefillDeps, now: number): Promise<number | null> {
  const { rows } = await deps.pool.query<{ id: string; purse: Purse }>(
    `select r.id, s.state->'waitsForPurse' as purse from runs r join streams s on s.id = 'run:' || r.id
     where r.waiting_for = 'budget' and jsonb_typeof(s.state->'waitsForPurse') = 'object' order by r.created_at`,
  );
  const spent = new Map<string, boolean>(); // of each agent once, however many runs wait for it
  let next: number | null = null;
  for (const { id, purse } of rows) {
    if ('agent_id' in purse) {
      const { agent_id: agentId, until } = purse;
      if (!spent.has(agentId)) spent.set(agentId, (await spentToday(deps, agentId, now)) !== null);
      if (spent.get(agentId)) {
        if (until > now) next = next === null ? until : Math.min(next, until);
        continue;
      }
    }
    await refillRun(deps, id, now);
  }
  return next;
}

async function refillRun(deps: RefillDeps, id: string, now: number): Promise<void> {
  try {
    const run = await deps.store.load(id);
    const draws = await drawsOf(deps, run, now);
    const commands: RunCommand[] = draws.isOrphan || draws.spent === null ? [...drawCommands(draws), { type: 'refill' }] : [];
    const { facts } = await commitRun(deps.log, run, { commands, now });
    if (facts.length > 0) deps.wake(id);
  } catch (error) {
    // somebody else wrote or deleted it: the next look sees how it stands then
    if (!(error instanceof FencedError) && !(error instanceof StaleStateError) && !(error instanceof NotFoundError)) throw error;
  }
}

/** What a run is told of what it draws from. */
export function drawCommands({ children, spent, isOrphan }: Draws): RunCommand[] {
  if (isOrphan) return [{ type: 'cancel', reason: 'The run that it belongs to was cancelled' }];
  return [{ type: 'check-budget', ...(children && { children }), spent }];
}
