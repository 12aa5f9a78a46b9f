import type { ActorContext, ActorDefinition } from './kernel/actor.ts';
import type { Logger } from '../src/logger.ts';
import type { MemoryMeaning } from '../src/memory/memory-meaning.ts';

export type MemoryMessage = { type: 'look' } | { type: 'retry' } | { type: 'embedded'; count: number } | { type: 'failed'; error: Error };

interface MemoryState {
  /** At it, or waiting for the provider to be well again. */
  isWorking: boolean;
  /** Memories were written meanwhile. */
  isAsked: boolean;
  /** Tries that failed, one after the other. */
  failures: number;
  /** Cancels the next look of its own. */
  cancelLook: () => void;
}

export interface MemoryActorDeps {
  logger: Logger;
  meaning: Pick<MemoryMeaning, 'learn'>;
}

/** What another node left, or what waits because the model is another one now, is found by the next look. */
const LOOK_EVERY_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Gives memories the vectors by which they are found, some at a time; with growing pauses while the provider fails. */
export function memoryActor({ logger, meaning }: MemoryActorDeps): ActorDefinition<MemoryMessage, MemoryState> {
  return {
    kind: 'memory',
    lifetime: 'permanent',
    mailbox: { coalesce: ({ type }) => (type === 'look' ? type : null) },
    start(context) {
      context.self.tell({ type: 'look' });
      return { isWorking: false, isAsked: false, failures: 0, cancelLook: () => undefined };
    },
    receive(state, message, context) {
      switch (message.type) {
        case 'look':
          if (state.isWorking) return { ...state, isAsked: true };
          state.cancelLook();
          begin(context);
          return { ...state, isWorking: true };
        case 'retry':
          begin(context);
          return state;
        case 'embedded':
          if (state.failures > 0) logger.info('memories get their vectors again');
          context.note(null);
          if (message.count > 0 || state.isAsked) context.self.tell({ type: 'look' });
          return { isWorking: false, isAsked: false, failures: 0, cancelLook: context.after(LOOK_EVERY_MS, { type: 'look' }) };
        case 'failed':
          if (state.failures === 0) logger.warn({ error: message.error }, 'memories wait for their vectors, trying again later');
          context.note(`waiting for the embedding model: ${message.error.message}`);
          context.after(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** state.failures), { type: 'retry' });
          return { ...state, failures: state.failures + 1 };
      }
    },
  };

  function begin(context: ActorContext<MemoryMessage>): void {
    context.note('giving memories their vectors');
    context.pipeToSelf(
      meaning.learn(context.signal),
      (count) => ({ type: 'embedded', count }),
      (error) => ({ type: 'failed', error: error as Error }),
    );
  }
}
