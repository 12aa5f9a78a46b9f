import type { CommittedRun } from './run-commit.ts';

/** How services reach the actor that works on a run, on this node or another. None of these waits: the facts are committed already. */
export interface RunInbox {
  /** This node owns the run that was just accepted: work on it. */
  start(accepted: CommittedRun): void;
  /** The run's stream changed under its owner, or it wants one again: the owner reads it and acts, wherever it is. */
  wake(runId: string): void;
  /** The run was accepted without an owner: whoever has room takes it. */
  queue(runId: string): void;
  /** Whether this node takes on one more run. */
  hasRoom(): boolean;
}
