import type { ActorDefinition } from './kernel/actor.ts';
import type { Logger } from '../src/logger.ts';

export type LookMessage = { type: 'look' } | { type: 'looked'; next: number | null };

export interface LookActorDeps {
  kind: string;
  /** Does what is due, and answers when something is due next, epoch milliseconds. Of nodes that look at the same time one does it. */
  look: () => Promise<number | null>;
  /** At least this often, since what is due may change meanwhile. */
  everyMs: number;
  logger: Logger;
  now: () => number;
}

/** Looks for what is due, on every node: wakes of agents, runs that waited for a day to begin, questions that expire. */
export function lookActor({ kind, look, everyMs, logger, now }: LookActorDeps): ActorDefinition<LookMessage, null> {
  return {
    kind,
    lifetime: 'permanent',
    start(context) {
      context.self.tell({ type: 'look' });
      return null;
    },
    receive(state, message, context) {
      if (message.type === 'look') {
        context.pipeToSelf(
          look(),
          (next) => ({ type: 'looked', next }),
          (error) => {
            logger.warn({ error, kind }, 'what is due could not be looked for, trying again later');
            return { type: 'looked', next: null };
          },
        );
        return state;
      }
      const { next } = message;
      const wait = next === null ? everyMs : Math.min(everyMs, Math.max(100, next - now()));
      context.after(wait, { type: 'look' });
      context.note(next === null ? null : `next at ${new Date(next).toISOString().slice(11, 19)}`);
      return state;
    },
  };
}
