import type { ActorDefinition } from './kernel/actor.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { settleTasks } from '../src/projects/task-execution.ts';
import type { Pool } from 'pg';

export type BoardsMessage = { type: 'settle' } | { type: 'look' };

/** A run that ended while nobody told of it is found by the next look. */
const LOOK_EVERY_MS = 30_000;

/** Lets tasks follow their runs: it is told of each end of a run that is committed here, and looks which tasks that ends. */
export function boardsActor(deps: { pool: Pool; log: EventLog }): ActorDefinition<BoardsMessage, null> {
  return {
    kind: 'boards',
    lifetime: 'permanent',
    mailbox: { coalesce: ({ type }) => type },
    start(context) {
      context.self.tell({ type: 'look' });
      return null;
    },
    async receive(state, { type }, context) {
      if (type === 'look') context.after(LOOK_EVERY_MS, { type: 'look' });
      const settled = await settleTasks(deps);
      context.note(settled > 0 ? `ended ${settled} tasks` : null);
      return state;
    },
  };
}
