import type { AgentWork } from './agent-actor.ts';
import type { ActorContext, ActorDefinition } from './kernel/actor.ts';
import { failpoint } from '../src/failpoint.ts';
import { ModelError } from '../src/llm/model-error.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { AppError } from '../src/errors.ts';
import { runStream } from '../src/runs/run-store.ts';
import { prepareStep, type StepPreparation, type StepSessionDeps } from '../src/runs/step-session.ts';
import { runSession, type SessionEnd, type SessionPort } from '../src/sessions/run-session.ts';
import { runStructuredSession } from '../src/sessions/structured-session.ts';
import { runTool } from '../src/tools/run-tool.ts';
import type { Logger } from '../src/logger.ts';

export type SessionMessage = { type: 'ended'; end: SessionEnd } | { type: 'timed-out' } | { type: 'abort' };

export interface SessionActorDeps extends StepSessionDeps {
  log: EventLog;
  logger: Logger;
  now: () => number;
}

/** A commit may wait for a database that is away; the run behind it answers for as long as it lives. */
const RECORD_TIMEOUT_MS = 24 * 60 * 60 * 1000;

/**
 * One execution of an agent for one attempt at a step: model turns and tool calls. Answers to the run that asked for it, and is never
 * restarted: its end is a fact, and what follows from it is the run's to decide.
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
        performStep(work, deps, context),
        (end) => ({ type: 'ended', end }),
        (error) => ({ type: 'ended', end: failure(error, deps.logger) }),
      );
      return null;
    },
    receive(state, message, context) {
      if (message.type === 'ended') owner.tell({ type: 'session-ended', ...ref, end: message.end });
      if (message.type === 'timed-out') {
        const error = `The step timed out; raise timeoutSeconds`;
        owner.tell({ type: 'session-ended', ...ref, end: { type: 'failed', error, retryable: true, record: null } });
      }
      context.stop();
      return state;
    },
  };
}

async function performStep(work: AgentWork, deps: SessionActorDeps, context: ActorContext<SessionMessage>): Promise<SessionEnd> {
  const prepared = await prepareStep(work, deps);
  const port = portFor(work, prepared, deps, context);
  if (!prepared.structured) return runSession(prepared.job, port, context.signal);

  const end = await runStructuredSession(prepared.job, prepared.structured, port, context.signal);
  return end.type === 'finished' && 'value' in end ? { ...end, outputs: prepared.outputsOf(end.value) } : end;
}

function portFor(work: AgentWork, prepared: StepPreparation, deps: SessionActorDeps, context: ActorContext<SessionMessage>): SessionPort {
  const { log } = deps;
  const stream = runStream(work.run.origin.id);
  const ref = { work: work.work, epoch: work.epoch };
  return {
    model: prepared.model,
    record: (record) => work.owner.ask<boolean>((reply) => ({ type: 'record', ...ref, record, reply }), RECORD_TIMEOUT_MS),
    text(type, turn, chunk) {
      if (!context.signal.aborted) log.text(stream, work.epoch, { type, ...work.ref, turn, chunk });
    },
    drained: () => log.drained(stream),
    async runTool(tool, { callId, args }) {
      failpoint('before-tool');
      context.note(`${work.ref.step_id}: ${tool.name}`);
      const result = await runTool(tool, args, { ...prepared.toolContext, callId, signal: context.signal });
      failpoint('after-tool');
      context.note(work.ref.step_id);
      return result;
    },
    complete: prepared.complete,
  };
}

/** What went wrong, for the run: foreseen failures in their own words, anything else as a bug whose details stay in the server's log. */
function failure(error: unknown, logger: Logger): SessionEnd {
  if (error instanceof ModelError) return { type: 'failed', error: error.message, retryable: error.retryable, record: null };
  if (error instanceof AppError) return { type: 'failed', error: error.message, retryable: false, record: null };
  logger.error({ error }, 'session failed');
  return { type: 'failed', error: 'The session failed inside the server; its log says why', retryable: true, record: null };
}
