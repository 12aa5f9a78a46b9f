import type { Pool } from 'pg';
import type { ActorContext, ActorDefinition, ActorRef } from './kernel/actor.ts';
import type { AgentMessage, WorkRef } from './agent-actor.ts';
import type { SessionMessage, SessionOwnerMessage } from './session-actor.ts';
import type { AgentCatalog } from '../src/agents/agent-catalog.ts';
import { drawCommands } from '../src/budgets/refill.ts';
import { drawsOf } from '../src/budgets/run-tree.ts';
import { NotFoundError } from '../src/errors.ts';
import { failpoint } from '../src/failpoint.ts';
import type { ModelRegistry } from '../src/llm/model-registry.ts';
import type { EventLog, JournalEntry, NewEvent } from '../src/log/event-log.ts';
import { FencedError, StaleStateError } from '../src/log/log-errors.ts';
import { spentOf } from '../src/pipelines/machine/budget.ts';
import type { RunCommand } from '../src/pipelines/machine/commands.ts';
import type { StepRef } from '../src/pipelines/machine/facts.ts';
import { todo } from '../src/pipelines/machine/todo.ts';
import { beginStep, commitRun, type CommittedRun, type RunCommit, type Slot } from '../src/runs/run-commit.ts';
import type { RunStore, StoredRun } from '../src/runs/run-store.ts';
import type { StepTask } from '../src/runs/step-session.ts';
import { stepSettings } from '../src/runs/step-settings.ts';
import type { SessionEnd, SessionRecord } from '../src/sessions/run-session.ts';
import type { SessionEntry } from '../src/sessions/session-journal.ts';

export type RunMessage =
  /** The run's stream changed under its owner: a command was committed. */
  | { type: 'wake' }
  | { type: 'granted'; key: string }
  /** The budget of time may be spent. */
  | { type: 'time-is-up' }
  | SessionOwnerMessage
  | ({ type: 'session-lost'; session: ActorRef<SessionMessage> } & WorkRef)
  /** No session took up the work in time: whoever should have started it crashed on the message. */
  | ({ type: 'session-missing' } & WorkRef);

export interface RunActorDeps {
  pool: Pool;
  log: EventLog;
  store: RunStore;
  agents: AgentCatalog;
  models: ModelRegistry;
  /** The supervisor of all agents. */
  performers: ActorRef<AgentMessage>;
  nodeId: string;
  now: () => number;
}

/** Starting a session takes a few messages; after this long the request for it was lost. */
const SESSION_START_MS = 5_000;
/** The budget of time is looked at anew at least this often. */
const LONGEST_TIMER_MS = 60 * 60 * 1_000;
/** A run that was taken over this often without getting any further is not tried again. */
const MAX_RECOVERIES = 3;

export interface RunStart {
  runId: string;
  /** Its former owner was lost in the middle of it. */
  wasLost: boolean;
  /** As it was just committed, when this node accepted it. */
  accepted?: CommittedRun;
}

/** Owns one run from its first step to its end: the only writer of its log, apart from streamed text and commands from outside. */
export function runActor({ runId, wasLost, accepted }: RunStart, deps: RunActorDeps): ActorDefinition<RunMessage, RunWork> {
  return {
    kind: 'run',
    restart: { limit: 5, withinMs: 60_000, backoffMs: 100 },
    async start(context) {
      const work = new RunWork(runId, deps, context);
      if (accepted && context.incarnation === 1) await work.beginAccepted(accepted);
      else await work.begin(wasLost || context.incarnation > 1);
      return work;
    },
    async receive(work, message) {
      await work.handle(message);
      return work;
    },
    describe: (message) => ('work' in message ? `${message.type} ${message.work}` : message.type),
  };
}

/** What the actor remembers: the run as last committed, the slot it holds or waits for, and the session at work. */
class RunWork {
  readonly #runId: string;
  readonly #deps: RunActorDeps;
  readonly #context: ActorContext<RunMessage>;
  #run!: StoredRun;
  #slot: Slot | null = null;
  #session: { work: string; ref: ActorRef<SessionMessage> | null; stopWaiting: () => void } | null = null;
  /** The step that began with a commit of this actor, so that no session worked on it before. */
  #begun: string | null = null;
  #stopTimer: () => void = () => undefined;

  constructor(runId: string, deps: RunActorDeps, context: ActorContext<RunMessage>) {
    this.#runId = runId;
    this.#deps = deps;
    this.#context = context;
  }

  async beginAccepted(accepted: CommittedRun): Promise<void> {
    this.#take(accepted);
    await this.#act();
  }

  #take({ run, slot, hasBegun }: CommittedRun): void {
    this.#run = run;
    this.#slot = slot;
    if (hasBegun) this.#begun = slot?.key ?? null;
  }

  async begin(wasLost: boolean): Promise<void> {
    if (!(await this.#load())) return;
    const { state, recoveries } = this.#run;
    const isAtWork = state.current !== null && state.steps[state.current]?.status === 'running';
    const openTurn = isAtWork && (await this.#deps.store.hasOpenTurn(this.#runId));
    const commands: RunCommand[] = [];
    if (recoveries >= MAX_RECOVERIES) {
      commands.push({
        type: 'fail',
        error: `The server was lost ${recoveries} times in a row while it worked on this run, so it is not tried again`,
      });
    } else if (state.status === 'pending') {
      commands.push({ type: 'start' });
    } else if (openTurn || (wasLost && state.status === 'running')) {
      commands.push({ type: 'recover', openTurn });
    }
    // a session of an earlier incarnation may still write: the new epoch fences it
    if (await this.#commit({ commands, bump: this.#context.incarnation > 1 })) await this.#act();
  }

  async handle(message: RunMessage): Promise<void> {
    switch (message.type) {
      case 'wake':
        if ((await this.#load()) && (await this.#commit({ commands: [] }))) await this.#act();
        return;
      case 'granted':
        if (this.#slot?.key === message.key) this.#slot.granted = true;
        return this.#act();
      case 'time-is-up':
        return (await this.#checkBudget()) ? this.#act() : undefined;
      default:
        return this.#hear(message);
    }
  }

  /** What a session says. */
  async #hear(message: Exclude<RunMessage, { type: 'wake' | 'granted' | 'time-is-up' }>): Promise<void> {
    const ref = this.#refOf(message);
    if (!ref) {
      if (message.type === 'record') message.reply.resolve(false);
      if (message.type !== 'session-lost' && message.type !== 'session-missing') this.#context.deadLetter(message);
      return;
    }
    switch (message.type) {
      case 'session-started':
        if (this.#session?.work === message.work) {
          this.#session.ref = message.session;
          this.#session.stopWaiting();
        }
        this.#context.watch(message.session, { ...message, type: 'session-lost' });
        return;

      case 'record': {
        let isOurs = await this.#commit(recordCommit(ref, message.record, false, this.#deps.now()));
        failpoint('after-record');
        if (isOurs && !message.record.next) isOurs = await this.#checkBudget(); // the next thing would be a model call
        message.reply.resolve(isOurs && this.#run.state.status === 'running' && this.#refOf(message) !== null);
        return isOurs ? this.#act() : undefined;
      }

      case 'session-ended':
        this.#session = null;
        if (await this.#commit(endCommit(ref, message.end, this.#deps.now()))) {
          failpoint('after-step');
          await this.#act();
        }
        return;

      case 'session-missing':
        if (this.#session?.work !== message.work || this.#session.ref) return;
        this.#session = null;
        return this.#act();

      case 'session-lost': {
        if (this.#session?.ref !== message.session) return;
        this.#session = null;
        const error = 'The session that worked on this step crashed';
        if (await this.#commit({ commands: [{ type: 'fail-step', ...ref, error, retryable: true }] })) await this.#act();
      }
    }
  }

  /** Does what the state asks for. Safe to repeat: a session that already works on it is left alone. */
  async #act(): Promise<void> {
    const effect = todo(this.#run.state);
    this.#setTimer();
    if (this.#session && effect?.type !== 'suspend' && !(effect?.type === 'perform' && effect.id === this.#session.work))
      this.#abortSession();

    if (effect?.type === 'perform') {
      if (this.#session) return;
      if (this.#slot?.key !== effect.id || !this.#slot.granted) return this.#context.note(`${effect.step_id} waits for ${effect.agentId}`);
      const { step_id, execution, attempt } = effect;
      return this.#perform({ step_id, execution, attempt }, effect.agentId, effect.id);
    }
    if (effect?.type === 'suspend' && this.#session) return this.#context.note('pausing after this turn'); // what is in flight may end
    this.#context.stop();
  }

  async #perform(ref: StepRef, agentId: string, work: string): Promise<void> {
    const { now, performers } = this.#deps;
    failpoint('before-perform');
    const begun = this.#run.state.steps[ref.step_id];
    const isTakenUp = begun?.status === 'running' && this.#begun !== work && this.#run.state.budgetTimeSec != null;
    const asked = stepSettings(this.#run, ref.step_id, this.#deps);
    const [settings, isOurs] = await Promise.all([asked, this.#checkBudget(isTakenUp)]);
    const effect = todo(this.#run.state);
    if (!isOurs) return;
    if (effect?.type !== 'perform' || effect.id !== work) return this.#act();
    const step = this.#run.state.steps[ref.step_id];
    const isBegun = step?.status === 'running';
    const model = (isBegun && step.model) || settings.model;
    const deadlineAt = (isBegun && step.deadlineAt) || now() + settings.timeoutMs;
    const task: StepTask = { kind: 'step', id: this.#runId, ref, agentId, run: this.#run, model };
    const agentWork = { work, epoch: this.#run.epoch, agentId, deadlineAt, task, owner: this.#context.self };

    const missing: RunMessage = { type: 'session-missing', work, epoch: this.#run.epoch };
    this.#session = { work, ref: null, stopWaiting: this.#context.after(SESSION_START_MS, missing) };
    // The session begins while the fact is on its way to the disk: the log keeps a stream's order, so nobody sees its text first.
    const committed = isBegun ? Promise.resolve(true) : this.#commit({ commands: [beginStep(this.#runId, ref, settings)] });
    performers.tell({ type: 'perform', work: agentWork });
    this.#context.note(`${ref.step_id} on ${agentId}`);
    await committed;
    this.#setTimer();
  }

  /** Pauses the run when a budget that its next turn would draw from is spent. False: no longer this node's. */
  async #checkBudget(isTakenUp = false): Promise<boolean> {
    const draws = await drawsOf(this.#deps, this.#run, this.#deps.now());
    const takeUp: RunCommand[] = isTakenUp ? [{ type: 'recover', openTurn: false, isHandover: true }] : [];
    return this.#commit({ commands: [...takeUp, ...drawCommands(draws)] });
  }

  /** Looks at the budget of time when it is spent: the turn in flight may end then. */
  #setTimer(): void {
    this.#stopTimer();
    const { state } = this.#run;
    if (state.budgetTimeSec == null || state.status !== 'running' || !this.#session) return;
    const now = this.#deps.now();
    const leftMs = Math.max(0, state.budgetTimeSec * 1_000 - spentOf(state, now).timeMs);
    this.#stopTimer = this.#context.after(Math.min(LONGEST_TIMER_MS, Math.ceil(leftMs)), { type: 'time-is-up' });
  }

  #abortSession(): void {
    this.#session?.ref?.tell({ type: 'abort' });
    this.#session?.stopWaiting();
    this.#session = null;
  }

  /** The attempt that a message speaks of, if it is the one in work under the epoch in force. */
  #refOf(message: WorkRef): StepRef | null {
    const { state, epoch } = this.#run;
    const step = state.current ? state.steps[state.current] : undefined;
    if (!step || message.epoch !== epoch || message.work !== `${step.stepId}:${step.execution}:${step.attempt}`) return null;
    return { step_id: step.stepId, execution: step.execution, attempt: step.attempt };
  }

  /** Commits as the owner; when a command got in between, decides again on the new state. False: no longer this node's, the actor stops. */
  async #commit(change: Omit<RunCommit, 'owner' | 'now'>): Promise<boolean> {
    for (;;) {
      try {
        const owner = {
          nodeId: this.#deps.nodeId,
          slot: this.#slot,
          isWorking: this.#session !== null,
          settingsOf: (stepId: string) => stepSettings(this.#run, stepId, this.#deps),
        };
        this.#take(await commitRun(this.#deps.log, this.#run, { ...change, owner, now: this.#deps.now() }));
        return true;
      } catch (error) {
        if (!(error instanceof FencedError) && !(error instanceof StaleStateError)) throw error;
        if (!(await this.#load())) return false;
      }
    }
  }

  /** Reads the run as it is now. False when it is over or not this node's: the actor lets go of it and stops. */
  async #load(): Promise<boolean> {
    try {
      const run = await this.#deps.store.load(this.#runId);
      if (run.owner === this.#deps.nodeId) {
        this.#run = run;
        return true;
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error; // deleted
    }
    this.#abortSession();
    this.#context.stop();
    return false;
  }
}

function recordCommit(ref: StepRef, record: SessionRecord, isLast: boolean, at: number): Omit<RunCommit, 'owner' | 'now'> {
  return {
    commands: [
      ...(record.turn ? [{ type: 'finish-turn' as const, ...ref, ...record.turn, isLast }] : []),
      ...(record.next?.asking ? [{ type: 'ask' as const, ...ref, ...record.next.asking }] : []),
    ],
    events: record.events.map((event): NewEvent => ({ ...event, ...ref, at })),
    journal: record.journal.map((entry) => journalEntry(ref, entry)),
    ...(record.next && {
      ifRunning: {
        events: record.next.events.map((event): NewEvent => ({ ...event, ...ref, at })),
        journal: record.next.journal.map((entry) => journalEntry(ref, entry)),
      },
    }),
  };
}

function endCommit(ref: StepRef, end: SessionEnd, at: number): Omit<RunCommit, 'owner' | 'now'> {
  if (end.type === 'suspended') return { commands: [] };
  const record = end.record ? recordCommit(ref, end.record, true, at) : { commands: [] };
  const command: RunCommand =
    end.type === 'finished'
      ? { type: 'finish-step', ...ref, outputs: end.outputs, output: end.text }
      : { type: 'fail-step', ...ref, error: end.error, retryable: end.retryable };
  return { ...record, commands: [...record.commands, command] };
}

function journalEntry(ref: StepRef, entry: SessionEntry): JournalEntry {
  return { ...ref, ...entry };
}
