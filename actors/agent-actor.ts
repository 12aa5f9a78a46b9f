import type { ActorDefinition, ActorRef } from './kernel/actor.ts';
import { sessionActor, type SessionActorDeps, type SessionMessage, type SessionOwnerMessage } from './session-actor.ts';
import type { ReplyTask } from '../src/chats/reply-session.ts';
import type { StepTask } from '../src/runs/step-session.ts';

/** Names what a session works on: one attempt under one epoch. What any other says is a dead letter. */
export interface WorkRef {
  /** What is worked on, unique in the stream: `<step>:<execution>:<attempt>` of a run, `reply:<number>` of a chat. */
  work: string;
  epoch: number;
}

/** Work for one agent, as the run or the chat that it belongs to gives it. */
export interface AgentWork extends WorkRef {
  agentId: string;
  /** Epoch milliseconds. */
  deadlineAt: number;
  task: StepTask | ReplyTask;
  owner: ActorRef<SessionOwnerMessage>;
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
      const name = `session-${work.task.id}-${work.work.replaceAll(':', '.')}-${work.epoch}`;
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
  return message.type === 'perform' ? `perform ${message.work.task.id} ${message.work.work}` : `${message.type} ${message.name}`;
}
