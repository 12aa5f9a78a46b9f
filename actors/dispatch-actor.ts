import type { ActorDefinition, ActorRef, Ending } from './kernel/actor.ts';
import type { NodeLease } from '../src/store/node-lease.ts';

export type DispatchMessage =
  /** Look for runs and chats without an owner. */
  | { type: 'look' }
  /** This stream may want an owner. */
  | { type: 'claim'; stream: string }
  /** The actor that worked on this stream is gone for good. */
  | { type: 'ended'; stream: string; ending: Ending }
  /** Work on everything that this node owns already. */
  | { type: 'resume-owned' };

export interface DispatchActorDeps {
  lease: NodeLease;
  /** The supervisor of what a stream is about, by its kind. Late, since they know each other. */
  supervisor: (kind: string) => ActorRef<{ type: 'start'; id: string; wasLost: boolean }> | undefined;
  /** Ends what nobody can work on, with a reason. */
  giveUp: (stream: string, error: string) => Promise<void>;
  /** Runs that this node still takes on. */
  room: () => number;
}

interface DispatchState {
  /** Runs may wait for room on this node. */
  someWait: boolean;
}

const LOOK_EVERY_MS = 5_000;
const MOST_CHATS = 1_000;

/** Finds an owner for what has none: claims runs and chats for this node while it has room, and hands them to whoever supervises their kind. */
export function dispatchActor(deps: DispatchActorDeps): ActorDefinition<DispatchMessage, DispatchState> {
  const { lease, supervisor } = deps;
  return {
    kind: 'dispatch',
    lifetime: 'permanent',
    start(context) {
      context.after(LOOK_EVERY_MS, { type: 'look' });
      return { someWait: true };
    },
    async receive(state, message, context) {
      switch (message.type) {
        case 'look':
          context.after(LOOK_EVERY_MS, { type: 'look' });
          return { someWait: await takeOver() };
        case 'claim': {
          if (message.stream.startsWith('run:') && deps.room() <= 0) return { someWait: true };
          const claim = await lease.claim(message.stream);
          if (claim) start(claim.stream, claim.wasLost);
          break;
        }
        case 'resume-owned':
          for (const stream of await lease.owned()) start(stream, true);
          break;
        case 'ended':
          if (message.ending === 'given-up' || message.ending === 'stopped') await deps.giveUp(message.stream, REASONS[message.ending]);
          if (state.someWait) return { someWait: await takeOver() };
      }
      return state;
    },
    describe: (message) => ('stream' in message ? `${message.type} ${message.stream}` : message.type),
  };

  function start(stream: string, wasLost: boolean): void {
    const [kind = '', id] = stream.split(':');
    if (id) supervisor(kind)?.tell({ type: 'start', id, wasLost });
  }

  /** Claims what this node has room for; whether there may be more runs. Chats take no room: a person waits for them. */
  async function takeOver(): Promise<boolean> {
    const room = Math.max(0, deps.room());
    const runs = await lease.takeOver('run', room);
    for (const { stream, wasLost } of [...runs, ...(await lease.takeOver('chat', MOST_CHATS))]) start(stream, wasLost);
    return runs.length >= room;
  }
}

const REASONS = {
  stopped: 'The actor that worked on this was stopped by an operator',
  'given-up': 'The actor that worked on this crashed too often; its crash cards say why',
};
