import type { ActorDefinition, ActorRef } from './kernel/actor.ts';
import type { RunMessage, WorkRef } from './run-actor.ts';
import { sessionActor, type SessionActorDeps, type SessionMessage } from './session-actor.ts';
import type { StepRef } from '../src/pipelines/machine/facts.ts';
import type { StoredRun } from '../src/runs/run-store.ts';

/** One attempt at a step, as a run gives it to an agent. */
export interface AgentWork extends WorkRef {
  ref: StepRef;
  agentId: string;
  /** The run as it was when the work was given. */
  run: StoredRun;
  /** `provider/model`. */
  model: string;
  /** Epoch milliseconds. */
  deadlineAt: number;
  owner: ActorRef<RunMessage>;
}

export type AgentMessage = { type: 'perform'; work: AgentWork } | { type: 'session-ended'; name: string };

/** Supervises all agents: one child per agent that was given work, started when the first work comes. */
export function agentsActor(deps: SessionActorDeps): ActorDefinition<AgentMessage, null> {
  return {
    kind: 'agents',
    lifetime: 'permanent',
    start: () => null,
    receive(state, message, context) {
      if (message.type !== 'perform') return state;
      const { agentId } = message.work;
      const agent = context.child<AgentMessage>(agentId) ?? context.spawn(agentId, agentActor(deps));
      agent.tell(message);
      return state;
    },
    describe: describeWork,
  };
}

/** One persona's mailbox of work: starts a session for each, since how many may run at a time is granted in the log. */
function agentActor(deps: SessionActorDeps): ActorDefinition<AgentMessage, number> {
  return {
    kind: 'agent',
    lifetime: 'permanent',
    start: () => 0,
    receive(sessions, message, context) {
      if (message.type === 'session-ended') {
        context.note(sessions > 1 ? `${sessions - 1} at work` : null);
        return sessions - 1;
      }
      const { work } = message;
      const name = `session-${work.run.origin.id}-${work.work.replaceAll(':', '.')}-${work.epoch}`;
      if (context.child(name)) return sessions;
      const session: ActorRef<SessionMessage> = context.spawn(name, sessionActor(work, deps));
      context.watch(session, { type: 'session-ended', name });
      context.note(`${sessions + 1} at work`);
      return sessions + 1;
    },
    describe: describeWork,
  };
}

function describeWork(message: AgentMessage): string {
  return message.type === 'perform' ? `perform ${message.work.run.origin.id} ${message.work.work}` : `${message.type} ${message.name}`;
}
