/** How one kind of actor behaves. `State` is whatever it remembers between messages; only the handler running now sees it. */
export interface ActorDefinition<Message, State> {
  /** What it is, for people: `run`, `agent`, `session`, `mcp` … */
  kind: string;
  /**
   * Whether it is started again after it ended, as in OTP. `permanent`: always. `transient`: after a crash only. `temporary`: never.
   * Default `transient`.
   */
  lifetime?: 'permanent' | 'transient' | 'temporary';
  /** How often and how fast it is restarted before it is given up for good. */
  restart?: RestartPolicy;
  /**
   * Which children start anew when one crashes: it alone, or those that were started after it too (they end first, wait as long as it does
   * and start behind it, without cost to their budgets; temporary ones end for good). Default `one-for-one`.
   */
  strategy?: 'one-for-one' | 'rest-for-one';
  mailbox?: MailboxPolicy<Message>;
  /** Called at every start, also after a crash. Messages wait until it is done. A throw is a crash. */
  start(context: ActorContext<Message>): State | Promise<State>;
  /** Handles one message; what it returns is the next state. A throw is a crash: the message is on the crash card, not handled again. */
  receive(state: State, message: Message, context: ActorContext<Message>): State | Promise<State>;
  /** Called once when it ends for good or before a restart, after its children ended. Errors are logged. */
  stop?(state: State, reason: StopReason): void | Promise<void>;
  /** How a message is shown on a crash card and as a dead letter. Default: its `type` alone. */
  describe?(message: Message): string;
}

export interface RestartPolicy {
  /** Restarts within `withinMs` before the actor is given up. Default 5. */
  limit: number;
  /** Default 60 000. */
  withinMs: number;
  /** Delay before the first restart; doubles with each further one inside the window. Default 100. */
  backoffMs: number;
  /** Longest delay. Default 30 000. */
  maxBackoffMs?: number;
}

export interface MailboxPolicy<Message> {
  /** Messages that may wait; `tell` of one more makes a dead letter, `ask` fails with `MailboxFullError`. Default 10 000. */
  limit?: number;
  /** Messages with the same key that still wait are replaced by the newer one (progress, counters). Null is never coalesced. */
  coalesce?(message: Message): string | null;
}

/** How an actor ended for good, for whoever watches it. */
export type Ending = StopReason | 'given-up';

export type StopReason = 'finished' | 'stopped' | 'crashed' | 'shutdown';

/** A name for one actor. Stays valid over restarts; what is sent after its end is a dead letter. */
export interface ActorRef<Message> {
  /** Slash-separated, unique while it lives: `runs/run_0a1b`. */
  readonly path: string;
  tell(message: Message): void;
  /**
   * Sends a message that carries `reply` and waits for the answer.
   * @throws {DeadlineExceededError} after `timeoutMs` (default 5 000). @throws {ActorStoppedError} at once when the actor ended or ends first,
   * or when the incarnation that took the question crashes or is restarted. @throws {MailboxFullError}
   */
  ask<Answer>(message: (reply: Reply<Answer>) => Message, timeoutMs?: number): Promise<Answer>;
  readonly isAlive: boolean;
}

export interface Reply<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export interface ActorContext<Message> {
  readonly self: ActorRef<Message>;
  /** Counts starts: 1 for the first, more after restarts. */
  readonly incarnation: number;
  /** Fires when this incarnation ends (stop, crash, shutdown), outside the mailbox: pass it to whatever is slow. */
  readonly signal: AbortSignal;
  /** Starts a child, supervised by this actor. @throws {ConflictError} when a living child has the name, or this incarnation has ended. */
  spawn<M, S>(name: string, definition: ActorDefinition<M, S>): ActorRef<M>;
  child<M>(name: string): ActorRef<M> | undefined;
  /** Ends a child for good, after the message that it is handling; also one that waits for its restart. Who watches it is told. */
  stopChild(name: string): void;
  /** Ends this actor after the current message; its children end first, in reverse order of their start. */
  stop(): void;
  /** Turns the outcome of slow work into a message to this incarnation; if it is gone by then, the message is a dead letter. */
  pipeToSelf<T>(work: Promise<T>, onValue: (value: T) => Message, onError: (error: unknown) => Message): void;
  /** Sends `message` to this actor when the other one ends for good; at once when it already has. */
  watch(ref: ActorRef<never>, message: Message | ((ending: Ending) => Message)): void;
  /** Sends `message` to this incarnation after `delayMs`; returns what cancels it. */
  after(delayMs: number, message: Message): () => void;
  /** Records a message that speaks of something this actor has let go of: an attempt that was aborted, an earlier epoch. */
  deadLetter(message: Message): void;
  /** Says what it is doing, for the supervision tree (`step REVIEW, turn 3`); null when idle. */
  note(doing: string | null): void;
}
