/**
 * The log: one stream of committed events per run (`run:<id>`) and per chat (`chat:<id>`), and `system` for what belongs to none.
 * Nothing is shown that is not stored here; every reader, on every wire, resumes by the position of the last event it saw.
 */
export interface EventLog {
  /**
   * Commits facts, the state they fold to, the rows people query and the turn journal of one stream, all or nothing. Calls are
   * grouped: whatever arrives while a batch is on its way goes with the next one. Pending text of the stream is committed first.
   *
   * @throws {FencedError} when the stream has another owner or epoch by now. @throws {StaleStateError} when `version` is not the stored one.
   * @throws {UnavailableError} when the log is closing.
   */
  append(request: AppendRequest): Promise<Appended>;

  /**
   * Adds streamed text; it is committed within 25 ms or with the stream's next append, as one event per run of the same kind.
   * Never throws: text of a fenced stream is dropped.
   */
  text(stream: string, epoch: number, chunk: TextChunk): void;

  /** Resolves when the stream's uncommitted text is below its limit (1 MiB); a session awaits it before it reads on from a model. */
  drained(stream: string): Promise<void>;

  /** Committed events of a stream after `afterSeq`, oldest first. */
  read(stream: string, afterSeq: number, limit: number): Promise<LogEvent[]>;

  /**
   * Committed events in order, from `after` (exclusive) on and then live, without loss or repeat. Never ends by itself.
   * The iterator yields arrays and is released by `return()`, which also wakes a pending `next()`.
   */
  follow(options: FollowOptions): AsyncIterableIterator<FollowItem[]>;

  /** The position of the newest committed event; 0 for an empty log. */
  head(): Promise<number>;
}

export interface AppendRequest {
  stream: string;
  /** The fence: must be the stream's epoch. Ignored with `create`. */
  epoch: number;
  /** The fence: the node epoch that owns the stream. Absent for commands that are decided where they arrive (they fence by `version`). */
  owner?: string;
  /** The state's version that the facts were decided on; each append with `state` raises it by one. Absent: not checked. */
  version?: number;
  /** Raises the epoch, so that whatever the owner has in flight fails. */
  bump?: boolean;
  /** Makes the stream; `owner` null leaves it to whoever claims it. */
  create?: { owner: string | null; ownerId: string | null };
  /** Says only that a lost owner was replaced. Any other change of the state ends the row of `recoveries`. */
  isRecovery?: boolean;
  facts: NewEvent[];
  /** The fold after these facts; absent when none of them changes it. */
  state?: unknown;
  /** Whole rows to insert or replace, by table; keys are column names. */
  rows?: { runs?: RunRow[]; steps?: StepRow[]; chat_sessions?: Row[]; chat_messages?: Row[] };
  journal?: JournalEntry[];
  slots?: { want: SlotRequest[]; release: string[] };
  /** What else happens if the first slot of `want` is granted at once: facts behind the others, and the state and rows in place of theirs. */
  ifGranted?: { facts: NewEvent[]; state: unknown; rows: { runs: RunRow[]; steps: StepRow[] } };
  /** Gives the stream up: no owner until it is claimed again. `null` wants none (finished, paused, waiting); `now` wants one at once. */
  disown?: { wants: 'now' | null };
  /** Removes the stream with its events, journal, slots and rows. Its facts must be empty; say what happened on `system`. */
  delete?: boolean;
}

export interface Appended {
  events: LogEvent[];
  epoch: number;
  version: number;
  /** True when `slots.want` was granted at once; otherwise the grant comes later by `onGrant`. */
  granted: boolean;
}

export interface NewEvent {
  type: string;
  /** Epoch milliseconds. */
  at: number;
  [field: string]: unknown;
}

/** One committed event. `seq` counts 1, 2, 3 … in its stream, `position` over all streams, without gaps. */
export interface LogEvent {
  position: number;
  stream: string;
  seq: number;
  /** Who may see it; null is the instance. */
  ownerId: string | null;
  event: NewEvent;
}

/** What a follower lost: events in `(after, until]` are past retention, or the reader was too slow. */
export interface Gap {
  gap: { after: number; until: number };
}

export type FollowItem = LogEvent | Gap;

export interface FollowOptions {
  stream?: string;
  /** Event types to keep; absent is all. */
  types?: readonly string[];
  /** Position after which to begin; absent is now. A position beyond the head yields a gap, then live events. */
  after?: number;
}

export interface TextChunk {
  type: 'agent_output' | 'agent_thinking';
  step_id: string;
  execution: number;
  attempt: number;
  turn: number;
  chunk: string;
}

/**
 * One message of a session, kept whole so that a finished turn is never asked for again.
 * `entry` 0 is the model's reply; the tool calls it asked for follow as `tool_start` (before it runs) and `tool_result`.
 */
export interface JournalEntry {
  step_id: string;
  execution: number;
  attempt: number;
  /** 0 is the pinned prompt (`kind: 'prompt'`), turns count from 1. */
  turn: number;
  /** Distinguishes entries of a turn: `reply`, or the tool call's id with a suffix. */
  entry: string;
  kind: 'prompt' | 'reply' | 'tool_start' | 'tool_result';
  content: unknown;
}

/** Wish for one of an agent's slots. Granted in the order in which wishes were first made, at most `limit` at a time in the cluster. */
export interface SlotRequest {
  /** Unique in the stream, such as `DESIGN`. Asking again for a slot that is held grants it at once. */
  key: string;
  agentId: string;
  limit: number;
}

/** A whole row, by column names. */
export interface Row {
  id: string;
  [column: string]: unknown;
}

/** A row of `runs`; see `run-entity.ts` for what each column means. */
export interface RunRow {
  id: string;
  [column: string]: unknown;
}

export interface StepRow {
  run_id: string;
  step_id: string;
  [column: string]: unknown;
}

/** The log with what its maker needs beside reading and writing. */
export interface ManagedEventLog extends EventLog {
  /** False while the database is away. */
  readonly isHealthy: boolean;
  /** Readers that follow it now. */
  readonly followerCount: number;
  /** `head`: the newest position that this node knows of. `slowest`: events that the slowest of its readers has not taken yet. */
  readonly lag: { head: number; slowest: number };
  /** Tells the nodes of a cluster that a stream changed or wants an owner. */
  announceWake(stream: string): Promise<void>;
  /** Removes events of streams that ended more than `days` ago; answers how many. */
  retain(days: number): Promise<number>;
  close(): Promise<void>;
}
