import type { ActorDefinition } from './kernel/actor.ts';
import type { Logger } from '../src/logger.ts';

export type PulseMessage = { type: 'look' } | { type: 'looked'; next: number | null };

/** Configurations of agents may have changed meanwhile. */
const LOOK_EVERY_MS = 30_000;

/** Wakes agents when their time has come. Every node looks; of those that look at the same time one wakes an agent. */
export function pulseActor(deps: {
  wakeDue: () => Promise<number | null>;
  logger: Logger;
  now: () => number;
}): ActorDefinition<PulseMessage, null> {
  return {
    kind: 'pulse',
    lifetime: 'permanent',
    start(context) {
      context.self.tell({ type: 'look' });
      return null;
    },
    receive(state, message, context) {
      if (message.type === 'look') {
        context.pipeToSelf(
          deps.wakeDue(),
          (next) => ({ type: 'looked', next }),
          (error) => {
            deps.logger.warn({ error }, 'agents could not be woken, trying again later');
            return { type: 'looked', next: null };
          },
        );
        return state;
      }
      const { next } = message;
      const wait = next === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(100, next - deps.now()));
      context.after(wait, { type: 'look' });
      context.note(next === null ? null : `next at ${new Date(next).toISOString().slice(11, 19)}`);
      return state;
    },
  };
}
