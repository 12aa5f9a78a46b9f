import type { AgentWork, WorkRef } from './agent-actor.ts';
import type { ActorContext, ActorDefinition, ActorRef, Reply } from './kernel/actor.ts';
import { prepareReply, type ReplySessionDeps } from '../src/chats/reply-session.ts';
import { failpoint } from '../src/failpoint.ts';
import { ModelError } from '../src/llm/model-error.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { AppError } from '../src/errors.ts';
import { prepareStep, type StepSessionDeps } from '../src/runs/step-session.ts';
import { runSession, type Preparation, type SessionEnd, type SessionPort, type SessionRecord } from '../src/sessions/run-session.ts';
import { runStructuredSession } from '../src/sessions/structured-session.ts';
import { runTool } from '../src/tools/run-tool.ts';
import type { Logger } from '../src/logger.ts';

export type SessionMessage = { type: 'ended'; end: SessionEnd } | { type: 'timed-out' } | { type: 'abort' };

/** What a session says to the run or the chat that it works for. */
export type SessionOwnerMessage =
  | ({ type: 'session-started'; session: ActorRef<SessionMessage> } & WorkRef)
  | ({ type: 'record'; record: SessionRecord; reply: Reply<boolean> } & WorkRef)
  | ({ type: 'session-ended'; end: SessionEnd } & WorkRef);

export interface SessionActorDeps extends StepSessionDeps, ReplySessionDeps {
  log: EventLog;
  logger: Logger;
  now: () => number;
}

/** A commit may wait for a database that is away; its owner answers for as long as it lives. */
const RECORD_TIMEOUT_MS = 24 * 60 * 60 * 1000;

/**
 * One execution of an agent for one attempt at a step, or one reply in a chat: model turns and tool calls. Answers to the run or the chat
 * that asked for it, and is never restarted: its end is a fact, and what follows from it is its owner's to decide.
 */
export function sessionActor(work: AgentWork, deps: SessionActorDeps): ActorDefinition<SessionMessage, null> {
  const { owner } = work;
  const ref = { work: work.work, epoch: work.epoch };
  return {
    kind: 'session',
    lifetime: 'temporary',
    start(context) {
      owner.tell({ type: 'session-started', ...ref, session: context.self });
      context.watch(owner, { type: 'abort' });
      context.after(Math.max(0, work.deadlineAt - deps.now()), { type: 'timed-out' });
      context.pipeToSelf(
        perform(work, deps, context),
        (end) => ({ type: 'ended', end }),
        (error) => ({ type: 'ended', end: failure(error, owner.path, deps.logger) }),
      );
      return null;
    },
    receive(state, message, context) {
      if (message.type === 'ended') owner.tell({ type: 'session-ended', ...ref, end: message.end });
      if (message.type === 'timed-out') {
        const error = work.task.kind === 'step' ? 'The step timed out; raise timeoutSeconds' : 'The reply took too long and was given up';
        owner.tell({ type: 'session-ended', ...ref, end: { type: 'failed', error, retryable: true, record: null } });
      }
      context.stop();
      return state;
    },
  };
}

async function perform(work: AgentWork, deps: SessionActorDeps, context: ActorContext<SessionMessage>): Promise<SessionEnd> {
  const prepared = await (work.task.kind === 'step' ? prepareStep(work.task, deps) : prepareReply(work.task, deps));
  const port = portFor(work, prepared, deps, context);
  if (!prepared.structured) return runSession(prepared.job, port, context.signal);

  const end = await runStructuredSession(prepared.job, prepared.structured, port, context.signal);
  return end.type === 'finished' && 'value' in end ? { ...end, outputs: prepared.outputsOf(end.value) } : end;
}

function portFor(work: AgentWork, prepared: Preparation, deps: SessionActorDeps, context: ActorContext<SessionMessage>): SessionPort {
  const { log } = deps;
  const { stream, ref: place } = prepared;
  const ref = { work: work.work, epoch: work.epoch };
  return {
    model: prepared.model,
    record: (record) => work.owner.ask<boolean>((reply) => ({ type: 'record', ...ref, record, reply }), RECORD_TIMEOUT_MS),
    text(type, turn, chunk) {
      if (!context.signal.aborted) log.text(stream, work.epoch, { type, ...place, turn, chunk });
    },
    drained: () => log.drained(stream),
    async runTool(tool, { callId, args }) {
      failpoint('before-tool');
      context.note(`${work.work}: ${tool.name}`);
      const result = await runTool(tool, args, { ...prepared.toolContext, callId, signal: context.signal });
      failpoint('after-tool');
      context.note(work.work);
      return result;
    },
    complete: prepared.complete,
  };
}

/** What went wrong, for the run: foreseen failures in their own words, anything else as a bug whose details stay in the server's log. */
function failure(error: unknown, actor: string, logger: Logger): SessionEnd {
  if (error instanceof ModelError) return { type: 'failed', error: error.message, retryable: error.retryable, record: null };
  if (error instanceof AppError) return { type: 'failed', error: error.message, retryable: false, record: null };
  logger.error({ error, actor }, 'session failed');
  return { type: 'failed', error: 'The session failed inside the server; its log says why', retryable: true, record: null };
}
