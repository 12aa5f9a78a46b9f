import { ConflictError } from '../../src/errors.ts';
import type { ActorCard, ActorState, DeadLetter } from '../../src/supervision.ts';
import type { ActorContext, ActorDefinition, ActorRef, Ending, StopReason } from './actor.ts';
import { ActorStoppedError, MailboxFullError } from './kernel-errors.ts';
import { Mailbox } from './mailbox.ts';
import { OpenQuestions } from './open-questions.ts';
import { RestartBudget } from './restart-budget.ts';
import type { Kernel } from './actor-system.ts';

const DEFAULT_ASK_TIMEOUT_MS = 5_000;
const RECENT_MESSAGES = 10;
/** Messages from watching: news for who still wants it, so no dead letters when the watcher ends first. */
const notices = new WeakSet<object>();

/**
 * One actor: its mailbox, its state, its children, and what becomes of them when it crashes or ends. nact gives each cell its turns;
 * everything that can throw is caught here, so nact's own supervision is never asked.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a tree holds actors of all kinds of messages
export class ActorCell<Message = any, State = any> {
  readonly path: string;
  readonly name: string;
  readonly definition: ActorDefinition<Message, State>;
  readonly ref: ActorRef<Message>;
  /** By name, in the order of their start. */
  readonly children = new Map<string, ActorCell>();
  readonly #kernel: Kernel;
  readonly #parent: ActorCell | null;
  readonly #mailbox: Mailbox<Message>;
  readonly #budget: RestartBudget;
  readonly #takeTurn: () => void;
  readonly #letGo: () => void;

  #phase: ActorState | 'ended' = 'starting';
  /** Null until an incarnation has started and after it ended. */
  #memory: { state: State } | null = null;
  #controller = new AbortController();
  #context: ActorContext<Message> | null = null;
  #incarnation = 0;
  #hasTurn = false;
  #current: Message | undefined;
  /** Resolves when the handler that runs now is through, whatever became of it. */
  #handling: Promise<void> | null = null;
  #wantsToEnd: StopReason | null = null;
  /** The one change of life that is under way; others wait for it. */
  #transition: Promise<void> | null = null;
  #backoff: NodeJS.Timeout | null = null;
  #backoffUntil: number | null = null;
  #startedAt: number;
  #processed = 0;
  #busySince: number | null = null;
  #lastError: string | null = null;
  #doing: string | null = null;
  #recent: string[] = [];
  readonly #questions: OpenQuestions<Message>;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #watchers: ((ending: Ending) => void)[] = [];
  #ending: Ending = 'stopped';

  constructor(kernel: Kernel, parent: ActorCell | null, name: string, definition: ActorDefinition<Message, State>) {
    this.#kernel = kernel;
    this.#parent = parent;
    this.name = name;
    this.path = parent ? `${parent.path}/${name}` : name;
    this.definition = definition;
    this.#mailbox = new Mailbox(definition.mailbox);
    this.#questions = new OpenQuestions(this.path);
    this.#budget = new RestartBudget(definition.restart);
    this.#startedAt = kernel.now();
    const { takeTurn, letGo } = kernel.enlist(() => this.#turn());
    this.#takeTurn = takeTurn;
    this.#letGo = letGo;
    this.ref = this.#createRef();
    kernel.registry.add(this);
    this.#requestTurn('starting');
  }

  /** Ended for good; the name is free. */
  get isGone(): boolean {
    return this.#phase === 'ended' || this.#phase === 'given-up';
  }

  /** Takes messages: it lives, or comes back. */
  get #isOpen(): boolean {
    const comesBack = this.#wantsToEnd === 'finished' && this.definition.lifetime === 'permanent';
    return !this.isGone && (this.#wantsToEnd === null || comesBack);
  }

  card(): ActorCard {
    return {
      path: this.path,
      name: this.name,
      kind: this.definition.kind,
      parent: this.#parent?.path ?? null,
      state: this.#phase === 'ended' ? 'stopping' : this.#phase,
      doing: this.#doing,
      message: this.#current === undefined ? null : this.#describe(this.#current),
      incarnation: this.#incarnation,
      startedAt: this.#startedAt,
      mailboxDepth: this.#mailbox.depth,
      oldestMessageAt: this.#mailbox.oldestAt,
      processed: this.#processed,
      restarts: this.#incarnation - 1,
      busySince: this.#busySince,
      backoffUntil: this.#backoffUntil,
      lastError: this.#lastError,
    };
  }

  tell(message: Message): void {
    if (!this.#isOpen) return this.#bury(message, this.#phase === 'given-up' ? 'given-up' : 'stopped');
    if (!this.#mailbox.add(message, this.#kernel.now())) {
      this.#bury(message, 'mailbox-full');
      this.#questions.refuse(message, new MailboxFullError(this.path));
      return;
    }
    if (this.#phase === 'idle') this.#requestTurn();
    else this.#kernel.registry.touch(this); // a mailbox that grows shows who is stuck
  }

  /** Calls back when this actor ended for good, at once when it already has. */
  onEnd(callback: (ending: Ending) => void): void {
    if (this.isGone) callback(this.#ending);
    else this.#watchers.push(callback);
  }

  /** Ends it for good: aborts what is slow, waits for the handler, ends the children, runs the stop hook. */
  end(reason: StopReason): Promise<void> {
    if (this.#phase === 'ended') return Promise.resolve();
    this.#wantsToEnd ??= reason;
    this.#abort();
    return this.#change(() => this.#finish(reason));
  }

  /** An operator's restart: fresh state, fresh budget, same mailbox. Also revives an actor that was given up. */
  restart(): Promise<void> {
    if (this.#phase === 'ended' || this.#wantsToEnd !== null) return Promise.reject(new ConflictError(`Actor ${this.path} is ending`));
    this.#abort();
    return this.#change(async () => {
      if (this.#wantsToEnd !== null) return;
      this.#budget.refill();
      await this.#wind('stopped');
      this.#requestTurn('starting');
    });
  }

  /** Changes of life happen one after the other, each after the handler that runs now. */
  #change(step: () => Promise<void>): Promise<void> {
    const before = this.#transition ?? Promise.resolve();
    const change = before.then(() => this.#handling).then(step);
    this.#transition = change.catch((error: unknown) =>
      this.#kernel.logger.error({ error, actor: this.path }, 'kernel: change of life failed'),
    );
    return change;
  }

  #requestTurn(phase?: 'starting'): void {
    if (phase) {
      this.#incarnation++;
      this.#setPhase(phase);
    }
    if (this.#hasTurn) return;
    this.#hasTurn = true;
    this.#takeTurn();
  }

  /** One turn from nact: begins an incarnation, or handles one message. Never throws. */
  #turn(): void | Promise<void> {
    this.#hasTurn = false;
    if (this.#phase === 'starting') return this.#begin();
    if (this.#phase !== 'idle' || this.#wantsToEnd !== null || !this.#context || !this.#memory) return;
    const message = this.#mailbox.take();
    if (message === undefined) return;

    this.#current = message;
    this.#busySince = this.#kernel.now();
    this.#setPhase('busy');
    this.#questions.take(message);
    let result: State | Promise<State>;
    try {
      this.#kernel.beforeReceive(this.definition.kind);
      result = this.definition.receive(this.#memory.state, message, this.#context);
    } catch (error) {
      return this.#crash(error);
    }
    if (!(result instanceof Promise)) return this.#handled(result);
    return this.#handle(result.then((state) => this.#handled(state)));
  }

  #begin(): void | Promise<void> {
    if (this.#wantsToEnd !== null) return;
    this.#controller = new AbortController();
    this.#startedAt = this.#kernel.now();
    this.#context = this.#createContext();
    let state: State | Promise<State>;
    try {
      state = this.definition.start(this.#context);
    } catch (error) {
      return this.#crash(error);
    }
    if (!(state instanceof Promise)) return this.#started(state);
    return this.#handle(state.then((value) => this.#started(value)));
  }

  /** Waits for a handler; a change of life that is asked for meanwhile waits for it too. */
  #handle(work: Promise<void>): Promise<void> {
    const handling = work.catch((error: unknown) => this.#crash(error));
    this.#handling = handling;
    return handling.finally(() => {
      if (this.#handling === handling) this.#handling = null;
    });
  }

  #started(state: State): void {
    this.#memory = { state };
    this.#settle();
  }

  #handled(state: State): void {
    this.#memory = { state };
    this.#processed++;
    if (this.#current !== undefined && this.#recent.push(this.#describe(this.#current)) > RECENT_MESSAGES) this.#recent.shift();
    this.#settle();
  }

  #settle(): void {
    this.#current = undefined;
    this.#busySince = null;
    if (this.#phase === 'busy' || this.#phase === 'starting') this.#setPhase('idle');
    if (this.#wantsToEnd === null && this.#phase === 'idle' && this.#mailbox.depth > 0) this.#requestTurn();
  }

  #crash(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const message = this.#current;
    this.#current = undefined;
    this.#busySince = null;
    this.#lastError = error.message;
    if (this.#controller.signal.aborted) return; // it was ending anyway, and failed because of that
    this.#abort();
    this.#questions.failTaken();
    const { lifetime = 'transient' } = this.definition;
    const now = this.#kernel.now();
    const delay = lifetime === 'temporary' ? null : this.#budget.spend(now);
    this.#setPhase('stopping');
    this.#kernel.registry.recordCrash({
      path: this.path,
      kind: this.definition.kind,
      at: now,
      incarnation: this.#incarnation,
      error: error.message,
      stack: error.stack ?? null,
      message: message === undefined ? null : this.#describe(message),
      recentMessages: [...this.#recent],
      restartAt: delay === null ? null : now + delay,
      givenUp: delay === null,
    });
    this.#kernel.logger.error({ error, actor: this.path, incarnation: this.#incarnation, restartInMs: delay }, 'actor crashed');

    if (lifetime === 'temporary') return void this.end('crashed');
    void this.#change(async () => {
      if (this.#wantsToEnd !== null) return;
      await this.#wind('crashed');
      if (delay === null) return this.#giveUp();
      const leaning = this.#parent?.leaningOn(this) ?? [];
      for (const sibling of leaning.toReversed()) await sibling.#lieDown();
      this.#backOff(delay);
      for (const sibling of leaning) sibling.#comeBackAfter(delay);
    });
  }

  /** A crash outside of any handler: it waits for the one that runs now, which is not to blame. */
  async #crashBetween(context: ActorContext<Message>, thrown: unknown): Promise<void> {
    await this.#handling;
    if (this.#context === context) this.#crash(thrown);
  }

  #backOff(delay: number): void {
    this.#backoffUntil = this.#kernel.now() + delay;
    this.#setPhase('backing-off');
    if (this.#backoff) clearTimeout(this.#backoff);
    this.#backoff = setTimeout(() => {
      this.#backoff = null;
      this.#backoffUntil = null;
      this.#requestTurn('starting');
    }, delay);
  }

  /** With `rest-for-one`, what was started after a child leans on it. */
  leaningOn(child: ActorCell): ActorCell[] {
    if (this.definition.strategy !== 'rest-for-one') return [];
    const siblings = [...this.children.values()];
    return siblings.slice(siblings.indexOf(child) + 1);
  }

  /** Ends this incarnation, since what it leans on crashed; one that is temporary ends for good. */
  #lieDown(): Promise<void> {
    if (this.definition.lifetime === 'temporary') return this.end('stopped');
    if (!this.isGone) this.#abort();
    return this.#change(async () => {
      if (this.#wantsToEnd === null && !this.isGone && this.#phase !== 'backing-off') await this.#wind('stopped');
    });
  }

  /** Starts as soon as what it leans on does, and right behind it. Costs no budget; a longer delay of its own stays. */
  #comeBackAfter(delay: number): void {
    const until = this.#kernel.now() + delay;
    void this.#change(async () => {
      if (this.#wantsToEnd !== null) return;
      if (this.#phase === 'stopping' || (this.#phase === 'backing-off' && (this.#backoffUntil ?? 0) < until)) this.#backOff(delay);
    });
  }

  #giveUp(): void {
    this.#setPhase('given-up');
    this.#buryAll('given-up');
    this.#notifyWatchers('given-up');
  }

  /** Ends an incarnation: children in reverse order of their start, then the stop hook. */
  async #wind(reason: StopReason): Promise<void> {
    this.#abort();
    this.#context = null;
    this.#doing = null;
    if (this.#backoff) clearTimeout(this.#backoff);
    this.#backoff = null;
    this.#backoffUntil = null;
    this.#setPhase('stopping');
    for (const child of [...this.children.values()].reverse()) await child.end(reason === 'shutdown' ? 'shutdown' : 'stopped');
    this.children.clear();
    const memory = this.#memory;
    this.#memory = null;
    try {
      if (memory) await this.definition.stop?.(memory.state, reason);
    } catch (error) {
      this.#kernel.logger.error({ error, actor: this.path }, 'actor failed while it stopped');
    }
    this.#questions.failTaken();
  }

  async #finish(reason: StopReason): Promise<void> {
    if (this.#phase === 'ended') return;
    await this.#wind(reason);
    if (reason === 'finished' && this.definition.lifetime === 'permanent') {
      const delay = this.#budget.spend(this.#kernel.now());
      this.#wantsToEnd = null;
      return delay === null ? this.#giveUp() : this.#backOff(delay);
    }
    this.#phase = 'ended';
    this.#letGo();
    if (this.#parent?.children.get(this.name) === this) this.#parent.children.delete(this.name);
    this.#kernel.ended(this);
    this.#buryAll('stopped');
    this.#notifyWatchers(reason);
  }

  #abort(): void {
    this.#controller.abort(new ActorStoppedError(this.path));
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #buryAll(reason: DeadLetter['reason']): void {
    for (const message of this.#mailbox.drain()) if (!notices.has(message as object)) this.#bury(message, reason);
    this.#questions.failAll();
  }

  #bury(message: Message, reason: DeadLetter['reason']): void {
    this.#kernel.registry.recordDeadLetter({ at: this.#kernel.now(), to: this.path, message: this.#describe(message), reason });
  }

  #describe(message: Message): string {
    try {
      if (this.definition.describe) return this.definition.describe(message);
    } catch {
      return 'a message that could not be described';
    }
    const { type } = (message ?? {}) as { type?: unknown };
    return typeof type === 'string' ? type : typeof message;
  }

  #notifyWatchers(ending: Ending): void {
    this.#ending = ending;
    for (const callback of this.#watchers.splice(0)) callback(ending);
  }

  #setPhase(phase: ActorState): void {
    this.#phase = phase;
    this.#kernel.registry.touch(this);
  }

  #createRef(): ActorRef<Message> {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the reference's getter needs the cell
    const cell = this;
    return {
      path: this.path,
      get isAlive() {
        return !cell.isGone;
      },
      tell: (message) => this.tell(message),
      ask: (make, timeoutMs = DEFAULT_ASK_TIMEOUT_MS) =>
        this.#isOpen
          ? this.#questions.ask(make, timeoutMs, (message) => this.tell(message))
          : Promise.reject(new ActorStoppedError(this.path)),
    };
  }

  #createContext(): ActorContext<Message> {
    const incarnation = this.#incarnation;
    const { signal } = this.#controller;
    const isCurrent = () => this.#incarnation === incarnation && !signal.aborted;
    const later = (message: Message) => {
      if (isCurrent()) this.tell(message);
      else this.#bury(message, 'stale-incarnation');
    };
    const context: ActorContext<Message> = {
      self: this.ref,
      incarnation,
      signal,
      spawn: (name, definition) => {
        if (this.#context !== context) throw new ConflictError(`Incarnation ${incarnation} of actor ${this.path} has ended`);
        return this.#kernel.spawn(this, name, definition);
      },
      child: <M>(name: string) => {
        const child = this.children.get(name);
        return child && !child.isGone ? (child.ref as ActorRef<M>) : undefined;
      },
      stopChild: (name) => void this.children.get(name)?.end('stopped'),
      stop: () => {
        if (isCurrent()) void this.end('finished');
      },
      pipeToSelf: (work, onValue, onError) => {
        work
          .then(
            (value) => later(onValue(value)),
            (error: unknown) => {
              if (!signal.aborted) later(onError(error)); // what was aborted is expected to fail
            },
          )
          .catch((error: unknown) => this.#crashBetween(context, error));
      },
      watch: (ref, message) =>
        this.#kernel.watch(ref, (ending) => {
          if (!isCurrent()) return;
          const notice = typeof message === 'function' ? (message as (ending: Ending) => Message)(ending) : message;
          if (typeof notice === 'object' && notice !== null) notices.add(notice);
          this.tell(notice);
        }),
      after: (delayMs, message) => {
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          later(message);
        }, delayMs);
        this.#timers.add(timer);
        return () => {
          clearTimeout(timer);
          this.#timers.delete(timer);
        };
      },
      deadLetter: (message) => this.#bury(message, 'stale-attempt'),
      note: (doing) => {
        if (!isCurrent() || doing === this.#doing) return;
        this.#doing = doing;
        this.#kernel.registry.touch(this);
      },
    };
    return context;
  }
}
