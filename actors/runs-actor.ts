import type { DispatchMessage } from './dispatch-actor.ts';
import type { ActorDefinition, ActorRef } from './kernel/actor.ts';
import { ownedActor, type OwnedMessage } from './owned-actor.ts';
import { runActor, type RunActorDeps, type RunMessage } from './run-actor.ts';
import type { CommittedRun } from '../src/runs/run-commit.ts';
import { runStream } from '../src/runs/run-store.ts';

/** `accepted`: the run as it was just committed. */
export type RunsMessage = OwnedMessage<RunMessage, { accepted?: CommittedRun }>;

export interface RunsActorDeps extends RunActorDeps {
  dispatch: ActorRef<DispatchMessage>;
}

/** Supervises the runs of this node: one child per run that is at work here. */
export function runsActor(deps: RunsActorDeps): ActorDefinition<RunsMessage, Set<string>> {
  return ownedActor({
    kind: 'runs',
    streamOf: runStream,
    childOf: ({ id, ...start }: { id: string; wasLost: boolean; accepted?: CommittedRun }) => runActor({ ...start, runId: id }, deps),
    dispatch: deps.dispatch,
  });
}
