import type { DispatchMessage } from './dispatch-actor.ts';
import type { ActorDefinition, ActorRef, Ending } from './kernel/actor.ts';
import type { CommittedRun } from '../src/runs/run-commit.ts';
import { runStream } from '../src/runs/run-store.ts';
import { runActor, type RunActorDeps, type RunMessage } from './run-actor.ts';

export type RunsMessage =
  /** This node owns the run: work on it. `wasLost`: its former owner was lost in the middle of it. `accepted`: as it was just committed. */
  | { type: 'start'; id: string; wasLost: boolean; accepted?: CommittedRun }
  | { type: 'wake'; id: string }
  | { type: 'granted'; id: string; key: string }
  | { type: 'ended'; id: string; ending: Ending };

export interface RunsActorDeps extends RunActorDeps {
  dispatch: ActorRef<DispatchMessage>;
}

/** Supervises the runs of this node: one child per run that is at work here. */
export function runsActor(deps: RunsActorDeps): ActorDefinition<RunsMessage, Set<string>> {
  const { dispatch } = deps;
  return {
    kind: 'runs',
    lifetime: 'permanent',
    start(context) {
      // after a crash its children are gone, and what they worked on is still this node's
      if (context.incarnation > 1) dispatch.tell({ type: 'resume-owned' });
      return new Set();
    },
    /** The state: runs that something was told to while their actor may have been ending. */
    receive(woken, message, context) {
      const { id } = message;
      const stream = runStream(id);
      const child = context.child<RunMessage>(id);
      switch (message.type) {
        case 'start':
          if (!child)
            context.watch(context.spawn(id, runActor({ ...message, runId: id }, deps)), (ending) => ({ type: 'ended', id, ending }));
          break;
        case 'wake':
          if (!child) {
            dispatch.tell({ type: 'claim', stream });
          } else {
            woken.add(id);
            child.tell({ type: 'wake' });
          }
          break;
        case 'granted':
          child?.tell({ type: 'granted', key: message.key });
          break;
        case 'ended':
          dispatch.tell({ type: 'ended', stream, ending: message.ending });
          if (woken.delete(id)) dispatch.tell({ type: 'claim', stream }); // it may have been resumed while its actor was ending
      }
      return woken;
    },
    describe: (message) => `${message.type} ${message.id}`,
  };
}
