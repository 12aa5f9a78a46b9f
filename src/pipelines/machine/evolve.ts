import { NO_USAGE, type Fact, type MoreBudgets, type StepRef, type Usage } from './facts.ts';
import type { LoopState, RunState, StepState } from './run-state.ts';

/** The state of a run that was just created. */
export function initialState(created: Extract<Fact, { type: 'run_created' }>): RunState {
  return {
    status: 'pending',
    task: created.task,
    humanContext: created.human_context,
    current: null,
    lastStarted: null,
    steps: {},
    loops: {},
    openLoops: [],
    entries: 0,
    outputs: {},
    waitingFor: null,
    questions: [],
    error: null,
    usage: NO_USAGE,
    budgetUsd: created.budget_usd,
    budgetTokens: created.budget_tokens ?? null,
    budgetTimeSec: created.budget_time_sec ?? null,
    workedMs: 0,
    workingSince: null,
  };
}

/** The state after a fact. Pure; what does not change is shared with the state before, so identity tells what changed. */
export function evolve(state: RunState, fact: Fact): RunState {
  const next = fold(state, fact);
  return next === state ? state : withClock(state, next.status === 'paused' ? next : withoutWait(next), fact);
}

function fold(state: RunState, fact: Fact): RunState {
  switch (fact.type) {
    case 'run_created':
      return initialState(fact);
    case 'run_restarted':
      return {
        ...state,
        status: 'running',
        task: fact.task,
        humanContext: fact.human_context,
        current: null,
        steps: resetSteps(state, Object.keys(state.steps)),
        loops: {},
        openLoops: [],
        entries: 0,
        outputs: {},
        waitingFor: null,
        error: null,
      };
    case 'run_resumed': {
      return withFreshDeadline({ ...state, status: 'running', waitingFor: null, ...budgetsOf(fact) }, fact.at);
    }
    case 'run_paused':
      return { ...state, status: 'paused', waitingFor: fact.waiting_for, waitingReason: fact.reason, waitsForPurse: fact.purse ?? null };
    case 'run_cancelled':
      return { ...state, status: 'cancelled', current: null, waitingFor: null };
    case 'run_complete':
      return { ...state, status: 'completed', current: null, waitingFor: null, error: null, outputs: fact.outputs };
    case 'run_failed':
      return fact.cancelled ? state : { ...state, status: 'failed', current: null, waitingFor: null, error: fact.error };
    case 'human_intervention':
      return fact.action === 'restart' ? restartedAt(state, fact.reset ?? [], fact.reopened ?? []) : state;

    case 'child_run_started':
      return { ...state, children: state.children ?? { usd: 0, tokens: 0 } };
    case 'children_spent':
      return { ...state, children: { usd: fact.cost_usd, tokens: fact.tokens } };

    case 'step_queued': {
      const before = state.steps[fact.step_id];
      const isRetry = fact.reason === 'retry' || fact.reason === 'result_retry';
      const step: StepState = {
        stepId: fact.step_id,
        agentId: fact.agent_id,
        status: 'queued',
        execution: fact.execution,
        attempt: fact.attempt,
        retryCount: isRetry ? (before?.retryCount ?? 0) + 1 : 0,
        maxRetries: fact.max_retries,
        outputs: {},
        error: isRetry ? (before?.error ?? null) : null,
        sessionId: before?.sessionId ?? null,
        model: null,
        queuedAt: fact.at,
        startedAt: null,
        completedAt: null,
        deadlineAt: null,
        humanContext: fact.human_context,
        turns: 0,
        item: fact.item ?? null,
        usage: before?.usage ?? NO_USAGE,
      };
      const status = state.status === 'pending' ? 'running' : state.status;
      const entries = isRetry ? state.entries : state.entries + 1;
      const openLoops = withoutInner(state.openLoops, fact.step_id);
      return { ...state, status, current: fact.step_id, entries, openLoops, steps: { ...state.steps, [fact.step_id]: step } };
    }
    case 'step_started':
      return {
        ...withStep(state, fact, {
          status: 'running',
          startedAt: fact.at,
          sessionId: fact.session_id,
          model: fact.model,
          deadlineAt: fact.deadline_at,
        }),
        lastStarted: fact.step_id,
      };
    case 'step_complete': {
      const kept = Object.fromEntries(Object.entries(fact.outputs).filter(([, value]) => value !== ''));
      const next = withStep(state, fact, { status: 'completed', outputs: fact.outputs, completedAt: fact.at });
      return { ...next, current: null, outputs: { ...state.outputs, ...kept } };
    }
    case 'step_failed':
      return withStep(state, fact, { status: 'failed', error: fact.error, completedAt: fact.final ? fact.at : null });
    case 'step_retrying':
      return withStep(state, fact, { status: 'retrying' });
    case 'step_cancelled':
      return { ...withStep(state, fact, { status: 'cancelled', error: fact.reason, completedAt: fact.at }), current: null };

    case 'turn_complete': {
      const before = state.steps[fact.step_id];
      if (!before) return state;
      return {
        ...withStep(state, fact, { turns: fact.turn, usage: addUsage(before.usage, fact.usage) }),
        usage: addUsage(state.usage, fact.usage),
      };
    }

    case 'loop_started':
      return {
        ...state,
        loops: { ...state.loops, [fact.step_id]: { items: fact.items, index: 0, completed: [] } },
        openLoops: [...without(state.openLoops, fact.step_id), fact.step_id],
        entries: fact.items.length === 0 ? state.entries + 1 : state.entries, // its step is not queued, which would count
      };
    case 'loop_item_complete': {
      const loop = state.loops[fact.step_id];
      if (!loop) return state;
      const item = loop.items[fact.index];
      const completed = item === undefined ? loop.completed : [...loop.completed, item];
      const loops = { ...state.loops, [fact.step_id]: { ...loop, index: fact.index + 1, completed } };
      return { ...state, loops, openLoops: withoutInner(state.openLoops, fact.step_id) };
    }
    case 'loop_complete':
      return { ...state, openLoops: without(state.openLoops, fact.step_id) };

    case 'question_asked':
      return { ...state, questions: [...openQuestions(state), fact.question_id] };
    case 'question_answered':
      return { ...state, questions: without(openQuestions(state), fact.question_id) };

    case 'agent_message':
    case 'agent_output':
    case 'agent_thinking':
    case 'tool_call_start':
    case 'tool_call_end':
    case 'turn_discarded':
      return state;
  }
}

function withoutWait(state: RunState): RunState {
  return state.waitingReason == null && state.waitsForPurse == null ? state : { ...state, waitingReason: null, waitsForPurse: null };
}

/** The budgets that a fact names. */
function budgetsOf({ budget_usd, budget_tokens, budget_time_sec }: { budget_usd?: number | null } & MoreBudgets): Partial<RunState> {
  return {
    ...(budget_usd !== undefined && { budgetUsd: budget_usd }),
    ...(budget_tokens !== undefined && { budgetTokens: budget_tokens }),
    ...(budget_time_sec !== undefined && { budgetTimeSec: budget_time_sec }),
  };
}

/** Counts the time in which a step is at work. Of an owner that was lost, the time after its last fact does not count. */
function withClock(before: RunState, next: RunState, fact: Fact): RunState {
  const isTakenOver = fact.type === 'run_resumed' && (fact.reason === 'recovery' || fact.reason === 'handover');
  const { workedMs = 0, workingSince = null } = before;
  const step = next.current ? next.steps[next.current] : undefined;
  return {
    ...next,
    workedMs:
      workingSince === null || isTakenOver || fact.type === 'run_created' ? (next.workedMs ?? 0) : workedMs + ticked(workingSince, fact),
    workingSince: next.status === 'running' && step?.status === 'running' ? fact.at : null,
  };
}

/** A turn takes no longer than its session says: in between, the server may have been away. */
function ticked(since: number, fact: Fact): number {
  const longest = fact.type === 'turn_complete' ? (fact.duration_ms ?? Infinity) : Infinity;
  return Math.min(longest, Math.max(0, fact.at - since));
}

/** What the step in work asked of people and waits for. */
export function openQuestions({ questions = [] }: RunState): readonly string[] {
  return questions;
}

function withStep(state: RunState, { step_id }: StepRef, change: Partial<StepState>): RunState {
  const before = state.steps[step_id];
  return before ? { ...state, steps: { ...state.steps, [step_id]: { ...before, ...change } } } : state;
}

/** Steps as if they had not run; how often they were executed is kept, since it names what they do next. */
function resetSteps(state: RunState, ids: readonly string[]): Record<string, StepState> {
  return Object.fromEntries(
    Object.entries(state.steps).map(([id, step]) => [
      id,
      ids.includes(id)
        ? {
            ...step,
            status: 'pending' as const,
            retryCount: 0,
            outputs: {},
            error: null,
            startedAt: null,
            completedAt: null,
            deadlineAt: null,
            humanContext: null,
            turns: 0,
            item: null,
          }
        : step,
    ]),
  );
}

function restartedAt(state: RunState, reset: readonly string[], reopened: readonly string[]): RunState {
  const kept = Object.entries(state.loops).filter(([id]) => !reset.includes(id));
  const loops = Object.fromEntries(kept.map(([id, loop]) => [id, reopened.includes(id) ? atLastItem(loop) : loop]));
  const openLoops = [...without(state.openLoops, ...reset, ...reopened), ...reopened];
  return {
    ...state,
    status: 'running',
    current: null,
    waitingFor: null,
    error: null,
    steps: resetSteps(state, reset),
    loops,
    openLoops,
    entries: 0,
  };
}

function atLastItem({ items, index }: LoopState): LoopState {
  const last = Math.min(index, items.length - 1);
  return { items, index: last, completed: items.slice(0, last) };
}

function without(ids: readonly string[], ...removed: string[]): string[] {
  return ids.filter((id) => !removed.includes(id));
}

/** Open loops without those inside a loop, which end when its item does or is begun again. */
function withoutInner(openLoops: string[], loopId: string): string[] {
  return openLoops.includes(loopId) ? openLoops.slice(0, openLoops.indexOf(loopId) + 1) : openLoops;
}

/** A step that goes on after a pause or a loss gets its whole time again: what was lost was not its own. */
function withFreshDeadline(state: RunState, at: number): RunState {
  const step = state.current ? state.steps[state.current] : undefined;
  if (!step || step.status !== 'running' || step.deadlineAt === null || step.startedAt === null) return state;
  const deadlineAt = at + (step.deadlineAt - step.startedAt);
  return { ...state, steps: { ...state.steps, [step.stepId]: { ...step, startedAt: at, deadlineAt } } };
}

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    cached_input_tokens: a.cached_input_tokens + b.cached_input_tokens,
    reasoning_tokens: a.reasoning_tokens + b.reasoning_tokens,
    cost_usd: a.cost_usd + b.cost_usd,
  };
}
