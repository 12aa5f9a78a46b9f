/** What operators see of the supervision tree and may do to it. The actor kernel implements it; nothing in `src` knows how. */
export interface Supervision {
  /** Everything that lives or was given up, parents before children. `version` is where `changes` goes on. */
  snapshot(): { version: number; actors: ActorCard[] };
  get(path: string): ActorCard | undefined;
  /** Living children of an actor. */
  childCount(path: string): number;
  /** Deltas after a version, coalesced (100 ms). `return()` releases it and wakes a pending `next()`. */
  changes(afterVersion: number): AsyncIterableIterator<ActorChanges>;
  deadLetters(): { total: number; recent: readonly DeadLetter[] };
  /** Since the start, by kind of actor: crashes that were followed by a start, and those that were not. */
  crashCounts(): ReadonlyMap<string, { restarts: number; givenUp: number }>;
  /** Newest first; of one actor when `path` is given. */
  crashes(path?: string): readonly CrashCard[];
  /**
   * Ends an actor, children first, and starts it anew with a fresh restart budget; also revives one that was given up.
   * @throws {NotFoundError} @throws {ConflictError} when it is ending.
   */
  restart(path: string): Promise<ActorCard>;
  /** Ends an actor and its children for good. @throws {NotFoundError} */
  stop(path: string): Promise<void>;
}

export type ActorState = 'starting' | 'idle' | 'busy' | 'backing-off' | 'stopping' | 'given-up';

export interface ActorCard {
  /** Slash-separated and unique: `runs/run_0a1b2c3d4e5f`. */
  path: string;
  name: string;
  kind: string;
  parent: string | null;
  state: ActorState;
  /** What it says it is doing, such as `step REVIEW, turn 3`. */
  doing: string | null;
  /** The message that is being handled, redacted to what `describe` shows; null when none is. */
  message: string | null;
  /** Counts starts, from 1. */
  incarnation: number;
  /** Epoch milliseconds, as all times here. */
  startedAt: number;
  mailboxDepth: number;
  oldestMessageAt: number | null;
  processed: number;
  restarts: number;
  busySince: number | null;
  backoffUntil: number | null;
  lastError: string | null;
}

export interface ActorChanges {
  version: number;
  changed: ActorCard[];
  removed: string[];
}

export interface CrashCard {
  path: string;
  kind: string;
  at: number;
  incarnation: number;
  error: string;
  stack: string | null;
  /** The message that was being handled, and those handled before it (newest last), redacted to what `describe` shows. */
  message: string | null;
  recentMessages: string[];
  restartAt: number | null;
  givenUp: boolean;
}

export interface DeadLetter {
  at: number;
  to: string;
  message: string;
  reason: 'stopped' | 'mailbox-full' | 'stale-incarnation' | 'given-up' | 'stale-attempt';
}
