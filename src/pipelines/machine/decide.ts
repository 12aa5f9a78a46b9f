import { failureIn, parseOutputs } from '../outputs.ts';
import { BUDGET_FIELDS, budgetOf, describeLimit, reachedLimit, spentOf } from './budget.ts';
import { findStep, type Pipeline, type PipelineStep } from '../pipeline.ts';
import { withdrawal } from '../../questions/question-facts.ts';
import type { NewBudgets, RunCommand } from './commands.ts';
import { evolve, openQuestions } from './evolve.ts';
import type { Fact, RunFact, StepRef } from './facts.ts';
import { loopsAround, stepsAfter } from './flow.ts';
import { enterStep, failRun, queueStep, routeAfter, type Machine } from './routing.ts';
import type { RunState, StepState } from './run-state.ts';

/**
 * What a command makes of a run: the facts to commit, in order; none when the command does not apply (any more). Facts that belong
 * together come together, so that after every commit the run is over, paused, or has exactly one thing to do.
 *
 * @param now epoch milliseconds, stamped on each fact. Nothing else comes from outside: no clock, no chance.
 */
export function decide(pipeline: Pipeline, state: RunState, command: RunCommand, now: number): Fact[] {
  const machine = new Decision(pipeline, state, now);
  apply(machine, command);
  return machine.facts;
}

/** Facts as they are decided, and the state that they lead to so far. */
class Decision implements Machine {
  readonly pipeline: Pipeline;
  readonly facts: Fact[] = [];
  state: RunState;
  readonly now: number;

  constructor(pipeline: Pipeline, state: RunState, now: number) {
    this.pipeline = pipeline;
    this.state = state;
    this.now = now;
  }

  emit(fact: Fact): void {
    this.facts.push(fact);
    this.state = evolve(this.state, fact);
  }
}

function apply(machine: Machine, command: RunCommand): void {
  const { state, now } = machine;
  switch (command.type) {
    case 'start':
      if (state.status !== 'pending') return;
      enterFirst(machine, 'first');
      pauseAtBudget(machine);
      return;

    case 'begin-step': {
      const current = attempt(machine, command);
      if (current?.step.status !== 'queued') return;
      machine.emit({
        type: 'step_started',
        at: now,
        ...current.ref,
        agent_id: current.step.agentId,
        session_id: command.sessionId,
        model: command.model,
        deadline_at: now + command.timeoutMs,
      });
      return;
    }

    case 'finish-turn': {
      const current = attempt(machine, command);
      if (!current || command.turn !== current.step.turns + 1) return;
      machine.emit({
        type: 'turn_complete',
        at: now,
        ...current.ref,
        turn: command.turn,
        usage: command.usage,
        finish_reason: command.finishReason,
        model: command.model,
        agent_id: current.step.agentId,
        ...(command.durationMs !== undefined && { duration_ms: command.durationMs }),
      });
      if (!command.isLast) pauseAtBudget(machine);
      return;
    }

    case 'finish-step': {
      const current = attempt(machine, command);
      if (!current) return;
      const outputs = command.outputs ?? parseOutputs(command.output);
      const failure = failureIn(outputs);
      if (failure !== null) failAttempt(machine, current, failure, true);
      else {
        machine.emit({ type: 'step_complete', at: now, ...current.ref, outputs, output: command.output });
        routeAfter(machine, current.definition, outputs);
      }
      pauseAtBudget(machine);
      return;
    }

    case 'fail-step': {
      const current = attempt(machine, command);
      if (!current) return;
      failAttempt(machine, current, command.error, command.retryable);
      pauseAtBudget(machine);
      return;
    }

    case 'ask': {
      const current = attempt(machine, command);
      if (!current || state.status !== 'running' || command.turn !== current.step.turns) return;
      const { turn, calls, questions } = command;
      for (const call of calls) machine.emit({ type: 'tool_call_start', at: now, ...current.ref, turn, ...call });
      for (const question of questions) machine.emit({ type: 'question_asked', at: now, ...current.ref, ...question });
      waitForAnswers(machine);
      return;
    }

    case 'answer': {
      const { type: _type, ...end } = command;
      const step = state.current ? state.steps[state.current] : undefined;
      if (!step || !openQuestions(state).includes(end.question_id)) return;
      machine.emit({ type: 'question_answered', at: now, ...refOf(step), ...end });
      if (machine.state.waitingFor === 'question' && openQuestions(machine.state).length === 0)
        machine.emit({ type: 'run_resumed', at: now, reason: 'answer' });
      pauseAtBudget(machine); // what it draws from may be spent meanwhile
      return;
    }

    case 'pause':
      if (state.status === 'running' || state.status === 'pending' || state.waitingFor === 'question')
        machine.emit({ type: 'run_paused', at: now, reason: command.reason, waiting_for: 'resume' });
      return;

    case 'resume': {
      const resumed: Fact = { type: 'run_resumed', at: now, reason: 'resume', ...budgetFields(command) };
      const isRaise = Object.keys(budgetFields(command)).length > 0;
      if (state.status !== 'paused' && !(state.status === 'running' && isRaise)) return;
      if (state.waitingFor === 'question' && !isRaise) return; // goes on by an answer
      if (uncovered(state, command, now)) return;
      machine.emit(resumed);
      if (machine.state.current === null) enterFirst(machine, 'first'); // paused before it began
      waitForAnswers(machine);
      return;
    }

    case 'refill':
      if (state.waitsForPurse == null || state.status !== 'paused') return;
      machine.emit({ type: 'run_resumed', at: now, reason: 'budget' });
      if (machine.state.current === null) enterFirst(machine, 'first');
      pauseAtBudget(machine);
      return;

    case 'check-budget': {
      const { children, spent } = command;
      if (children && (children.usd !== state.children?.usd || children.tokens !== state.children.tokens))
        machine.emit({ type: 'children_spent', at: now, cost_usd: children.usd, tokens: children.tokens });
      pauseAtBudget(machine);
      if (spent && machine.state.status === 'running')
        machine.emit({ type: 'run_paused', at: now, reason: spent.reason, waiting_for: 'budget', purse: spent.purse });
      return;
    }

    case 'start-child':
      if (!isOver(state)) machine.emit({ type: 'child_run_started', at: now, child_run_id: command.runId });
      return;

    case 'cancel': {
      if (isOver(state)) return;
      const stepId = state.current;
      machine.emit({ type: 'human_intervention', at: now, action: 'stop', step_id: stepId ?? '', context: command.reason });
      cancelCurrent(machine, command.reason);
      machine.emit({ type: 'run_cancelled', at: now, reason: command.reason });
      machine.emit({ type: 'run_failed', at: now, error: `Run cancelled: ${command.reason}`, step_id: stepId, cancelled: true });
      return;
    }

    case 'restart':
      cancelCurrent(machine, 'The run was restarted');
      machine.emit({
        type: 'run_restarted',
        at: now,
        pipeline_id: machine.pipeline.id,
        task: state.task,
        human_context: command.context ?? state.humanContext,
      });
      enterFirst(machine, 'restart');
      pauseAtBudget(machine);
      return;

    case 'restart-step': {
      const definition = findStep(machine.pipeline, command.stepId);
      if (!definition) return;
      cancelCurrent(machine, `Step ${definition.id} was restarted`);
      const reset = [definition.id, ...stepsAfter(machine.pipeline, definition)];
      const reopened = endedLoopsAround(machine, definition.id, reset);
      machine.emit({
        type: 'human_intervention',
        at: now,
        action: 'restart',
        step_id: definition.id,
        context: command.context ?? '',
        reset,
        reopened,
      });
      enterStep(machine, definition, {
        reason: 'restart',
        note: command.context ? `[HUMAN RESTART] ${command.context}` : null,
        from: null,
      });
      pauseAtBudget(machine);
      return;
    }

    case 'recover': {
      if (state.status !== 'running') return;
      machine.emit({ type: 'run_resumed', at: now, reason: command.isHandover ? 'handover' : 'recovery' });
      const step = state.current ? state.steps[state.current] : undefined;
      if (command.openTurn && step) machine.emit({ type: 'turn_discarded', at: now, ...refOf(step), turn: step.turns + 1 });
      return;
    }

    case 'fail': {
      if (isOver(state)) return;
      const step = state.current ? state.steps[state.current] : undefined;
      withdrawQuestions(machine);
      if (step)
        machine.emit({ type: 'step_failed', at: now, ...refOf(step), error: command.error, retry_count: step.retryCount, final: true });
      failRun(machine, command.error, step?.stepId ?? null);
    }
  }
}

interface Attempt {
  step: StepState;
  definition: PipelineStep;
  ref: StepRef;
}

/** The attempt that a command speaks of, when it is the current one. One that waits for an answer has nothing to say before. */
function attempt(machine: Machine, command: StepRef): Attempt | null {
  if (openQuestions(machine.state).length > 0) return null;
  const step = machine.state.current === command.step_id ? machine.state.steps[command.step_id] : undefined;
  const definition = findStep(machine.pipeline, command.step_id);
  if (!step || !definition || step.execution !== command.execution || step.attempt !== command.attempt) return null;
  return { step, definition, ref: refOf(step) };
}

function failAttempt(machine: Machine, { step, definition, ref }: Attempt, error: string, retryable: boolean): void {
  const { now } = machine;
  const retry = step.retryCount + 1;
  if (retryable && step.retryCount < step.maxRetries) {
    machine.emit({ type: 'step_failed', at: now, ...ref, error, retry_count: step.retryCount, final: false });
    const feedback = `[RETRY ${retry}/${step.maxRetries}] Previous attempt failed: ${error}`;
    machine.emit({ type: 'step_retrying', at: now, ...ref, feedback, retry_count: retry });
    queueStep(machine, definition, { reason: 'retry', note: feedback, item: step.item });
    return;
  }
  machine.emit({ type: 'step_failed', at: now, ...ref, error, retry_count: step.retryCount, final: true });
  const retries = step.retryCount === 1 ? '1 retry' : `${step.retryCount} retries`;
  failRun(machine, `Step ${step.stepId} failed after ${retries}: ${error}`, step.stepId);
}

function enterFirst(machine: Machine, reason: 'first' | 'restart'): void {
  const first = machine.pipeline.steps[0];
  if (first) enterStep(machine, first, { reason, note: null, from: null });
  else failRun(machine, 'The pipeline has no steps', null);
}

function cancelCurrent(machine: Machine, reason: string): void {
  const step = machine.state.current ? machine.state.steps[machine.state.current] : undefined;
  withdrawQuestions(machine);
  if (step) machine.emit({ type: 'step_cancelled', at: machine.now, ...refOf(step), reason });
}

/** A run in work whose step has asked something stands still until it is answered. */
function waitForAnswers(machine: Machine): void {
  const open = openQuestions(machine.state);
  if (open.length === 0 || machine.state.status !== 'running') return;
  machine.emit({ type: 'run_paused', at: machine.now, reason: `Waits for an answer to ${open.join(', ')}`, waiting_for: 'question' });
}

function withdrawQuestions(machine: Machine): void {
  const step = machine.state.current ? machine.state.steps[machine.state.current] : undefined;
  if (!step) return;
  for (const id of openQuestions(machine.state))
    machine.emit({ type: 'question_answered', at: machine.now, ...refOf(step), ...withdrawal(id) });
}

/** Loops that were over and go on at their last item when a step of their body is restarted. */
function endedLoopsAround({ pipeline, state }: Machine, stepId: string, reset: readonly string[]): string[] {
  return loopsAround(pipeline, stepId)
    .map(({ id }) => id)
    .filter((id) => !reset.includes(id) && !state.openLoops.includes(id) && (state.loops[id]?.items.length ?? 0) > 0);
}

/** At its budget a run pauses rather than fails, between two turns: nothing that was paid for is lost. */
function pauseAtBudget(machine: Machine): void {
  const { state, now } = machine;
  const budget = budgetOf(state);
  const kind = reachedLimit(budget, spentOf(state, now));
  if (state.status !== 'running' || kind === null) return;
  const reason = `The budget of ${describeLimit(budget, kind)} is spent; resume the run with a larger ${BUDGET_FIELDS[kind]}`;
  machine.emit({ type: 'run_paused', at: now, reason, waiting_for: 'budget' });
}

/** Why a run cannot go on with these budgets: one is spent already; null when there is something left of each. */
export function uncovered(state: RunState, budgets: NewBudgets, now: number): string | null {
  const next = evolve(state, { type: 'run_resumed', at: now, reason: 'resume', ...budgetFields(budgets) });
  const budget = budgetOf(next);
  const kind = reachedLimit(budget, spentOf(next, now));
  return kind && `it has spent its budget of ${describeLimit(budget, kind)}; resume it with a larger ${BUDGET_FIELDS[kind]}`;
}

function budgetFields({ budgetUsd, budgetTokens, budgetTimeSec }: NewBudgets): Partial<Extract<RunFact, { type: 'run_resumed' }>> {
  return {
    ...(budgetUsd !== undefined && { budget_usd: budgetUsd }),
    ...(budgetTokens !== undefined && { budget_tokens: budgetTokens }),
    ...(budgetTimeSec !== undefined && { budget_time_sec: budgetTimeSec }),
  };
}

function refOf({ stepId, execution, attempt: number }: StepState): StepRef {
  return { step_id: stepId, execution, attempt: number };
}

function isOver({ status }: RunState): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
