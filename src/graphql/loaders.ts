import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Pool } from 'pg';
import type { Viewer } from '../context.ts';
import type { Board } from '../projects/board.ts';
import { readBoard } from '../projects/board-store.ts';
import { Step } from '../runs/step-entity.ts';

/** One query for what many objects of an answer ask for. */
export interface Loaders {
  stepsOfRun: DataLoader<string, Step[]>;
  activeStepsOfAgent: DataLoader<string, Step[]>;
  /** A project's board, read once for all fields of an answer. */
  board: DataLoader<string, Board>;
}

export function createLoaders(em: EntityManager, boards: { pool: Pool; viewer: Viewer }): Loaders {
  return {
    board: new DataLoader((ids) => Promise.all(ids.map((id) => readBoard(boards, id).catch((error: Error) => error)))),
    stepsOfRun: new DataLoader(async (runIds) => {
      const steps = await em.find(Step, { runId: { $in: [...runIds] } }, { orderBy: { ordinal: 'asc' } });
      const byRun = Map.groupBy(steps, ({ runId }) => runId);
      return runIds.map((runId) => byRun.get(runId) ?? []);
    }),
    activeStepsOfAgent: new DataLoader(async (agentIds) => {
      const steps = await em.find(
        Step,
        { agentId: { $in: [...agentIds] }, status: { $in: ['running', 'queued'] } },
        { orderBy: { queuedAt: 'asc' } },
      );
      const byAgent = Map.groupBy(steps, ({ agentId }) => agentId);
      return agentIds.map((agentId) => byAgent.get(agentId) ?? []);
    }),
  };
}
