import type { ActorDefinition } from './kernel/actor.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { settleTasks } from '../src/projects/task-execution.ts';
import type { Pool } from 'pg';

export type BoardsMessage = { type: 'settle' } | { type: 'look' };

/** A run that ended while nobody looked is found by the next look. */
const LOOK_EVERY_MS = 30_000;

/** Lets tasks follow their runs: each end of a run makes it look which tasks that ends. */
export function boardsActor(deps: { pool: Pool; log: EventLog }): ActorDefinition<BoardsMessage, null> {
  return {
    kind: 'boards',
    lifetime: 'permanent',
    mailbox: { coalesce: ({ type }) => type },
    start(context) {
      const ends = deps.log.follow({ types: ['run_complete', 'run_failed'] });
      context.signal.addEventListener('abort', () => void ends.return?.(), { once: true });
      context.pipeToSelf(
        (async () => {
          for await (const _ends of ends) context.self.tell({ type: 'settle' });
        })(),
        () => ({ type: 'settle' }),
        () => ({ type: 'settle' }),
      );
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
