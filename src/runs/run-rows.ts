import type { RunRow, StepRow } from '../log/event-log.ts';
import type { Fact } from '../pipelines/machine/facts.ts';
import type { RunState, StepState } from '../pipelines/machine/run-state.ts';

/** What is known of a run from its creation on and never changes by its facts. */
export interface RunOrigin {
  id: string;
  owner_id: string | null;
  pipeline_id: string;
  pipeline_hash: string;
  project_id: string | null;
  project_name: string | null;
  initiated_by_user_id: string | null;
  key_user_id: string | null;
  model_override: string | null;
  /** The run that started it and whose budget it draws from. */
  parent_run_id: string | null;
  created_at: number;
}

/** The row of `runs` that a state folds to: what people query is written in the statement that commits the facts. */
export function runRow(origin: RunOrigin, state: RunState, now: number): RunRow {
  const isOver = state.status === 'completed' || state.status === 'failed' || state.status === 'cancelled';
  return {
    ...origin,
    task: state.task,
    status: state.status,
    current_step: state.lastStarted,
    // contract: empty until the run completes, then everything that was collected
    outputs: state.status === 'completed' ? state.outputs : {},
    error: state.error,
    human_context: state.humanContext,
    waiting_for: state.waitingFor,
    input_tokens: state.usage.input_tokens,
    output_tokens: state.usage.output_tokens,
    cost_usd: state.usage.cost_usd,
    budget_usd: state.budgetUsd,
    updated_at: now,
    completed_at: isOver ? now : null,
  };
}

/**
 * Rows of the steps that differ between two states; identity tells, since the fold copies what it changes. What a step said stands in
 * the facts alone: a state that held it would be written again, whole, with every fact.
 */
export function changedStepRows(runId: string, before: RunState | null, after: RunState, facts: readonly Fact[]): StepRow[] {
  const said = (stepId: string) => facts.findLast((fact) => fact.type === 'step_complete' && fact.step_id === stepId);
  return Object.values(after.steps)
    .map((step, ordinal) => ({ step, ordinal }))
    .filter(({ step }) => before?.steps[step.stepId] !== step)
    .map(({ step, ordinal }) => {
      const finished = said(step.stepId);
      return stepRow(runId, step, ordinal, finished?.type === 'step_complete' ? finished.output : null);
    });
}

function stepRow(runId: string, step: StepState, ordinal: number, output: string | null): StepRow {
  return {
    run_id: runId,
    step_id: step.stepId,
    ordinal,
    agent_id: step.agentId,
    status: step.status,
    execution: step.execution,
    attempt: step.attempt,
    retry_count: step.retryCount,
    max_retries: step.maxRetries,
    outputs: step.outputs,
    inputs: {},
    output,
    error: step.error,
    session_id: step.sessionId,
    human_context: step.humanContext,
    model_used: step.model,
    queued_at: step.queuedAt,
    started_at: step.startedAt,
    completed_at: step.completedAt,
    deadline_at: step.deadlineAt,
    input_tokens: step.usage.input_tokens,
    output_tokens: step.usage.output_tokens,
    cost_usd: step.usage.cost_usd,
  };
}
