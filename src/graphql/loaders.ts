import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Pool } from 'pg';
import type { ChatState } from '../chats/chat-state.ts';
import { chatStream } from '../chats/chat-store.ts';
import type { Viewer } from '../context.ts';
import type { MemoryStore } from '../memory/memory-store.ts';
import type { RunState } from '../pipelines/machine/run-state.ts';
import type { QuestionStore } from '../questions/question-store.ts';
import type { Board } from '../projects/board.ts';
import { readBoard } from '../projects/board-store.ts';
import { Run } from '../runs/run-entity.ts';
import { Step } from '../runs/step-entity.ts';
import { visibleTo } from '../store/visible-to.ts';

/** One query for what many objects of an answer ask for. */
export interface Loaders {
  stepsOfRun: DataLoader<string, Step[]>;
  activeStepsOfAgent: DataLoader<string, Step[]>;
  /** How runs stand, by their logs; without what their steps put out. */
  runState: DataLoader<string, RunState | undefined>;
  chatState: DataLoader<string, ChatState | undefined>;
  /** Steps of a run that wait for a person's answer. */
  waitingStepsOfRun: DataLoader<string, Set<string>>;
  /** Whether a chat waits for a person's answer. */
  isChatWaiting: DataLoader<string, boolean>;
  /** A project's board, read once for all fields of an answer. */
  board: DataLoader<string, Board>;
  /** How many files an agent's vault has. */
  memoryCount: DataLoader<string, number>;
}

const RUN_STATES = `
  select substr(s.id, length('run:') + 1) as id, (s.state - 'steps' - 'outputs' - 'loops')
      || case when c.run_id is null then '{}' else jsonb_build_object('children', jsonb_build_object('usd', c.usd, 'tokens', c.tokens)) end as state
  from streams s left join run_children_usage c on c.run_id = substr(s.id, length('run:') + 1)
  where s.id in (select 'run:' || unnest($1::text[]))`;

export function createLoaders(
  em: EntityManager,
  parts: { pool: Pool; memory: MemoryStore; questions: QuestionStore; viewer: Viewer },
): Loaders {
  return {
    runState: new DataLoader(async (ids) => {
      const { rows } = await parts.pool.query<{ id: string; state: RunState }>(RUN_STATES, [ids]);
      const byId = new Map(rows.map(({ id, state }) => [id, state]));
      return ids.map((id) => byId.get(id));
    }),
    chatState: new DataLoader(async (ids) => {
      const { rows } = await parts.pool.query<{ id: string; state: ChatState }>('select id, state from streams where id = any($1)', [
        ids.map(chatStream),
      ]);
      const byStream = new Map(rows.map(({ id, state }) => [id, state]));
      return ids.map((id) => byStream.get(chatStream(id)));
    }),
    board: new DataLoader((ids) => Promise.all(ids.map((id) => readBoard(parts, id).catch((error: Error) => error)))),
    memoryCount: new DataLoader(async (agentIds) => {
      const vaults = new Map((await parts.memory.vaults(parts.viewer.ownerId)).map(({ vault, fileCount }) => [vault, fileCount]));
      return agentIds.map((id) => vaults.get(id) ?? 0);
    }),
    waitingStepsOfRun: new DataLoader(async (runIds) => {
      const open = await parts.questions.waiting({ runIds });
      return runIds.map((id) => new Set(open.flatMap(({ runId, stepId }) => (runId === id && stepId !== null ? [stepId] : []))));
    }),
    isChatWaiting: new DataLoader(async (chatIds) => {
      const open = await parts.questions.waiting({ chatIds });
      return chatIds.map((id) => open.some(({ chatId }) => chatId === id));
    }),
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
      // what an agent does for others is theirs
      const { ownerId } = visibleTo(parts);
      const runs = ownerId === undefined ? [] : await em.find(Run, { id: { $in: steps.map(({ runId }) => runId) }, ownerId });
      const own = new Set(runs.map(({ id }) => id));
      const visible = ownerId === undefined ? steps : steps.filter(({ runId }) => own.has(runId));
      const byAgent = Map.groupBy(visible, ({ agentId }) => agentId);
      return agentIds.map((agentId) => byAgent.get(agentId) ?? []);
    }),
  };
}
