import type { ActorDefinition, ActorRef, Ending } from './kernel/actor.ts';
import type { RunsMessage } from './runs-actor.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { FencedError, StaleStateError } from '../src/log/log-errors.ts';
import { commitRun } from '../src/runs/run-commit.ts';
import { runStream, type RunStore } from '../src/runs/run-store.ts';
import type { NodeLease } from '../src/store/node-lease.ts';
import { NotFoundError } from '../src/errors.ts';

export type DispatchMessage =
  /** Look for runs without an owner. */
  | { type: 'look' }
  /** This run may want an owner. */
  | { type: 'claim'; runId: string }
  /** The actor of this run is gone for good. */
  | { type: 'ended'; runId: string; ending: Ending }
  /** Work on everything that this node owns already. */
  | { type: 'resume-owned' };

export interface DispatchActorDeps {
  lease: NodeLease;
  log: EventLog;
  store: RunStore;
  /** Late, since the two know each other. */
  runs: () => ActorRef<RunsMessage>;
  /** Runs that this node still takes on. */
  room: () => number;
  nodeId: string;
  now: () => number;
}

interface DispatchState {
  /** Runs may wait for room on this node. */
  someWait: boolean;
}

const LOOK_EVERY_MS = 5_000;

/** Finds an owner for what has none: claims runs for this node while it has room, and hands them to the actor that supervises runs. */
export function dispatchActor(deps: DispatchActorDeps): ActorDefinition<DispatchMessage, DispatchState> {
  const { lease, store, runs } = deps;
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
          if (deps.room() <= 0) return { someWait: true };
          const claim = await lease.claim(runStream(message.runId));
          if (claim) start(claim.stream, claim.wasLost);
          break;
        }
        case 'resume-owned':
          for (const stream of await lease.owned()) start(stream, true);
          break;
        case 'ended':
          if (message.ending === 'given-up' || message.ending === 'stopped') await settle(message.runId, message.ending);
          if (state.someWait) return { someWait: await takeOver() };
      }
      return state;
    },
    describe: (message) => ('runId' in message ? `${message.type} ${message.runId}` : message.type),
  };

  function start(stream: string, wasLost: boolean): void {
    const [kind, id] = stream.split(':');
    if (kind === 'run' && id) runs().tell({ type: 'start', runId: id, wasLost });
  }

  /** Claims what this node has room for; whether there may be more. */
  async function takeOver(): Promise<boolean> {
    const room = Math.max(0, deps.room());
    const claims = await lease.takeOver(room);
    for (const { stream, wasLost } of claims) start(stream, wasLost);
    return claims.length >= room;
  }

  /** A run whose actor was given up ends with a reason, rather than standing still for ever. */
  async function settle(runId: string, ending: 'given-up' | 'stopped'): Promise<void> {
    const error =
      ending === 'stopped'
        ? 'The actor that worked on this run was stopped by an operator'
        : 'The actor that worked on this run crashed too often; its crash cards say why';
    for (;;) {
      try {
        const run = await store.load(runId);
        if (run.owner !== deps.nodeId) return;
        const owner = { nodeId: deps.nodeId, slot: null, isWorking: false, limitOf: () => 1 };
        await commitRun(deps.log, run, { commands: [{ type: 'fail', error }], owner, now: deps.now() });
        return;
      } catch (error) {
        if (error instanceof NotFoundError) return;
        if (!(error instanceof FencedError) && !(error instanceof StaleStateError)) throw error;
      }
    }
  }
}
