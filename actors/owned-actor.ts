import type { DispatchMessage } from './dispatch-actor.ts';
import type { ActorDefinition, ActorRef, Ending } from './kernel/actor.ts';

export type OwnedMessage<Child, Start = unknown> =
  /** This node owns the stream: work on it. `wasLost`: its former owner was lost in the middle of it. */
  | ({ type: 'start'; id: string; wasLost: boolean } & Start)
  /** The stream changed under its owner, or wants one. */
  | { type: 'wake'; id: string }
  /** For whoever works on it here, if anybody does. */
  | { type: 'tell'; id: string; message: Child }
  | { type: 'ended'; id: string; ending: Ending };

export interface OwnedActorOptions<Child, Start, State> {
  kind: string;
  /** The stream of an id. */
  streamOf: (id: string) => string;
  /** What works on one. */
  childOf: (start: { id: string; wasLost: boolean } & Start) => ActorDefinition<Child, State>;
  dispatch: ActorRef<DispatchMessage>;
}

/** Supervises what this node owns of one kind: a child per stream in which something is to be done. */
export function ownedActor<Child, Start, State>({
  kind,
  streamOf,
  childOf,
  dispatch,
}: OwnedActorOptions<Child | { type: 'wake' }, Start, State>): ActorDefinition<OwnedMessage<Child, Start>, Set<string>> {
  return {
    kind,
    lifetime: 'permanent',
    start(context) {
      // after a crash its children are gone, and what they worked on is still this node's
      if (context.incarnation > 1) dispatch.tell({ type: 'resume-owned' });
      return new Set();
    },
    /** The state: those that something was told to while their actor may have been ending. */
    receive(woken, message, context) {
      const { id } = message;
      const child = context.child<Child | { type: 'wake' }>(id);
      switch (message.type) {
        case 'start':
          if (!child) context.watch(context.spawn(id, childOf(message)), (ending) => ({ type: 'ended', id, ending }));
          break;
        case 'wake':
          if (child) {
            woken.add(id);
            child.tell({ type: 'wake' });
          } else {
            dispatch.tell({ type: 'claim', stream: streamOf(id) });
          }
          break;
        case 'tell':
          child?.tell(message.message);
          break;
        case 'ended':
          dispatch.tell({ type: 'ended', stream: streamOf(id), ending: message.ending });
          if (woken.delete(id)) dispatch.tell({ type: 'claim', stream: streamOf(id) }); // it may have been woken while its actor was ending
      }
      return woken;
    },
    describe: (message) => `${message.type} ${message.id}`,
  };
}
