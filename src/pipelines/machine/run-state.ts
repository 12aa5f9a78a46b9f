import type { DrawnByChildren } from './budget.ts';
import type { LoopItem, Purse, Usage } from './facts.ts';

export type RunStatus = 'pending' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
export type StepStatus = 'pending' | 'queued' | 'running' | 'completed' | 'failed' | 'cancelled' | 'retrying';

/** The fold of a run's facts: all that is needed to decide what comes next. Plain JSON, stored beside the log. */
export interface RunState {
  status: RunStatus;
  task: string;
  humanContext: string | null;
  /** The one step that is queued or running; a run never works on two at once. */
  current: string | null;
  /** The step that started last, also after its end (`current_step` on the wire). */
  lastStarted: string | null;
  /** Steps that were queued at least once, by id. */
  steps: Record<string, StepState>;
  /** Loops that were entered, by the id of the loop step. */
  loops: Record<string, LoopState>;
  /** Those of them that are not over, the innermost last. */
  openLoops: string[];
  /** How often steps were entered since the run began or was last restarted; retries do not count. */
  entries: number;
  /** All outputs collected so far; later steps overwrite earlier ones, empty strings are not kept. */
  outputs: Record<string, string>;
  waitingFor: 'resume' | 'budget' | 'question' | null;
  /** Ids of what the step in work asks of people and nobody has answered yet; absent in states of before there were questions. */
  questions?: string[];
  error: string | null;
  usage: Usage;
  /** The run pauses when its cost reaches this, in US dollars; null is no limit. */
  budgetUsd: number | null;
  /** The same for tokens and for seconds of work. This and what follows is absent in states that are older than it. */
  budgetTokens?: number | null;
  budgetTimeSec?: number | null;
  /** Milliseconds in which a step was at work, up to `workingSince`. */
  workedMs?: number;
  /** Since when a step is at work, epoch milliseconds; null while none is. */
  workingSince?: number | null;
  /** What the runs that it started spent; absent when it started none. */
  children?: DrawnByChildren;
  /** Why it is paused; null unless it is. */
  waitingReason?: string | null;
  /** Whose budget it waits for, when it is not its own. */
  waitsForPurse?: Purse | null;
}

export interface StepState {
  stepId: string;
  agentId: string;
  status: StepStatus;
  execution: number;
  attempt: number;
  /** Failed attempts and result retries of this execution that were followed by another try. */
  retryCount: number;
  maxRetries: number;
  outputs: Record<string, string>;
  error: string | null;
  sessionId: string | null;
  model: string | null;
  queuedAt: number;
  startedAt: number | null;
  completedAt: number | null;
  deadlineAt: number | null;
  /** Guidance for the prompt: the run's context, with retry and restart notes appended. */
  humanContext: string | null;
  /** Finished model turns of this attempt. */
  turns: number;
  item: LoopItem | null;
  usage: Usage;
}

export interface LoopState {
  items: string[];
  /** Index of the item in work; equals `items.length` when the loop is over. */
  index: number;
  completed: string[];
}
