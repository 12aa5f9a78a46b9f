import type { Asking, QuestionEnd } from '../../questions/question-facts.ts';
import type { DrawnByChildren } from './budget.ts';
import type { Purse, StepRef, Usage } from './facts.ts';

/**
 * What the machine is asked to decide on. Commands that name an attempt (`StepRef`) yield no facts when that attempt is no
 * longer the current one: what an aborted attempt still says is a dead letter.
 */
export type RunCommand =
  /** Queues the first step of a run that is pending. */
  | { type: 'start' }
  | ({ type: 'begin-step'; sessionId: string; model: string; timeoutMs: number } & StepRef)
  /** `outputs` null: they are read from the text (`KEY: value` lines). */
  | ({ type: 'finish-step'; outputs: Record<string, string> | null; output: string } & StepRef)
  /** `retryable: false` fails the step at once, whatever retries are left (a missing key, an unknown agent). */
  | ({ type: 'fail-step'; error: string; retryable: boolean } & StepRef)
  /** `isLast`: the attempt ends with this turn, in the same commit. */
  | ({
      type: 'finish-turn';
      turn: number;
      usage: Usage;
      finishReason: string;
      model: string;
      isLast: boolean;
      durationMs?: number;
    } & StepRef)
  /** The turn asks people something: the run waits until all of it is answered. */
  | ({ type: 'ask' } & Asking & StepRef)
  /** Ends an open question; yields nothing for any other, so the first answer counts. */
  | ({ type: 'answer' } & QuestionEnd)
  | { type: 'pause'; reason: string }
  /** Budgets that are given replace the old ones. Yields nothing while what is spent is not covered. */
  | ({ type: 'resume' } & NewBudgets)
  /** The budget of someone else that the run waited for has something left again. */
  | { type: 'refill' }
  /** Asks, before a turn, whether there is budget for it: its own, less what the runs that it started spent, and that of others. */
  | { type: 'check-budget'; children?: DrawnByChildren; spent?: { purse: Purse; reason: string } | null }
  /** The run starts another one, which draws from its budget. */
  | { type: 'start-child'; runId: string }
  | { type: 'cancel'; reason: string }
  | { type: 'restart'; context: string | null }
  | { type: 'restart-step'; stepId: string; context: string | null }
  /** A new owner took the run over. `openTurn`: text of an unfinished turn is in the log. `isHandover`: a session takes up a step that had begun. */
  | { type: 'recover'; openTurn: boolean; isHandover?: boolean }
  /** Ends the run for a reason outside the pipeline: no workspace, too many recoveries. */
  | { type: 'fail'; error: string };

/** Absent leaves a budget as it is, null lifts it. */
export interface NewBudgets {
  /** US dollars. */
  budgetUsd?: number | null;
  /** Input and output together. */
  budgetTokens?: number | null;
  /** Seconds of work. */
  budgetTimeSec?: number | null;
}

/** What is to be done now; derived from state, so it is derived again after every restart. */
export type Effect =
  /** Give the current step to its agent. Idempotent by `id`. */
  | ({ type: 'perform'; id: string; agentId: string } & StepRef)
  /** The turn in flight may end; then nothing more starts and the run lets go of its actor. */
  | { type: 'suspend'; id: string }
  /** The run is over: abort whatever still works for it and let go. */
  | { type: 'finish'; id: string };
