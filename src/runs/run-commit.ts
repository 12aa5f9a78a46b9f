import { NotFoundError } from '../errors.ts';
import type { EventLog, JournalEntry, NewEvent } from '../log/event-log.ts';
import { FencedError, StaleStateError } from '../log/log-errors.ts';
import type { Effect, RunCommand } from '../pipelines/machine/commands.ts';
import { decide } from '../pipelines/machine/decide.ts';
import { evolve } from '../pipelines/machine/evolve.ts';
import type { Fact, StepRef } from '../pipelines/machine/facts.ts';
import type { RunState } from '../pipelines/machine/run-state.ts';
import { todo } from '../pipelines/machine/todo.ts';
import { changedStepRows, runRow } from './run-rows.ts';
import { runStream, type RunStore, type StoredRun } from './run-store.ts';
import type { StepSettings } from './step-settings.ts';

/** What is to be committed to a run in one piece. */
export interface RunCommit {
  /** Decided one after the other, each on the state that the one before it left. */
  commands: readonly RunCommand[];
  /** Events that do not change the state, after the facts. */
  events?: readonly NewEvent[];
  journal?: readonly JournalEntry[];
  /** Committed too if the run still goes on after the commands; else left out. */
  ifRunning?: { events: readonly NewEvent[]; journal: readonly JournalEntry[] };
  /** Makes the run: its first fact, which the state holds already. */
  created?: Fact;
  /** The owner's part; absent when a command is decided where it arrives, which leaves slots to the owner. */
  owner?: RunOwner;
  /** Raises the epoch: whatever the owner has in flight fails. */
  bump?: boolean;
  /** Epoch milliseconds. */
  now: number;
}

export interface RunOwner {
  nodeId: string;
  /** The slot that was wished for last, by the id of the effect it is for. */
  slot: Slot | null;
  /** A session works on the run right now. */
  isWorking: boolean;
  /** What a step runs with. */
  settingsOf(stepId: string): Promise<StepSettings>;
}

export interface Slot {
  key: string;
  granted: boolean;
}

export interface CommittedRun {
  run: StoredRun;
  facts: Fact[];
  slot: Slot | null;
  /** Whether the step that wanted the slot began at once. */
  hasBegun?: boolean;
}

/**
 * Decides commands on a run and commits the facts with everything that follows from them: state, rows, journal, slots, and whether
 * the run still needs an owner.
 * @throws {FencedError} and {StaleStateError} when someone else wrote first: load the run again and decide again.
 */
export async function commitRun(log: EventLog, run: StoredRun, commit: RunCommit): Promise<CommittedRun> {
  const { now, owner } = commit;
  const facts: Fact[] = commit.created ? [commit.created] : [];
  let state = run.state;
  for (const command of commit.commands) {
    const decided = decide(run.pipeline, state, command, now);
    state = decided.reduce(evolve, state);
    facts.push(...decided);
  }
  if (!owner && facts.length === 0) return { run, facts, slot: null }; // a command that does not apply writes nothing
  const effect = todo(state);
  const ifRunning = state.status === 'running' ? commit.ifRunning : undefined;
  const events = [...(commit.events ?? []), ...(ifRunning?.events ?? [])];
  const journal = [...(commit.journal ?? []), ...(ifRunning?.journal ?? [])];

  const held = owner ? owner.slot : { key: performId(todo(run.state)) ?? '', granted: true };
  const isWorking = owner ? owner.isWorking : run.owner !== null;
  const keepsSlot = held !== null && (effect?.type === 'perform' ? effect.id === held.key : effect?.type === 'suspend' && isWorking);
  const wish = owner && effect?.type === 'perform' && !keepsSlot ? { effect, settings: await owner.settingsOf(effect.step_id) } : null;
  const want = wish && { key: wish.effect.id, agentId: wish.effect.agentId, limit: wish.settings.maxConcurrentSteps };
  const release = held && !keepsSlot ? [held.key] : [];
  const disown = commit.created ? undefined : disownment(effect, isWorking, run.owner);

  if (facts.length + events.length + journal.length === 0 && !want && !disown && !commit.bump) return { run, facts, slot: held };
  const changesState = facts.length > 0 || disown !== undefined;
  const rowsOf = (after: RunState, facts: Fact[]) => ({
    runs: [runRow(run.origin, after, now)],
    steps: changedStepRows(run.origin.id, run.state, after, facts),
  });
  // a step that gets its slot at once begins with what queues it
  const begun = wish && changesState ? decide(run.pipeline, state, beginStep(run.origin.id, wish.effect, wish.settings), now) : [];
  const begunState = begun.reduce(evolve, state);
  const isRecovery = commit.commands.some(({ type }) => type === 'recover' || type === 'check-budget'); // neither gets anywhere
  const appended = await log.append({
    stream: runStream(run.origin.id),
    ...(commit.created
      ? { epoch: 0, create: { owner: run.owner, ownerId: run.origin.owner_id } }
      : { epoch: run.epoch, version: run.version, owner: owner?.nodeId }),
    bump: commit.bump,
    ...(isRecovery && { isRecovery }),
    facts: [...(facts as NewEvent[]), ...events],
    ...(changesState && { state, rows: rowsOf(state, facts) }),
    journal,
    slots: { want: want ? [want] : [], release },
    ...(begun.length > 0 && { ifGranted: { facts: begun as NewEvent[], state: begunState, rows: rowsOf(begunState, facts) } }),
    disown,
  });
  return {
    run: {
      ...run,
      state: appended.granted ? begunState : state,
      epoch: appended.epoch,
      version: appended.version,
      owner: disown ? null : run.owner,
    },
    facts,
    slot: want ? { key: want.key, granted: appended.granted } : keepsSlot ? held : null,
    hasBegun: appended.granted && begun.length > 0,
  };
}

/** Begins the attempt that an effect asks for. */
export function beginStep(runId: string, { step_id, execution, attempt }: StepRef, { model, timeoutMs }: StepSettings): RunCommand {
  return { type: 'begin-step', step_id, execution, attempt, sessionId: `${runId}_${step_id}`, model, timeoutMs };
}

/** A run that is over, or paused with nobody at work, needs no owner; one that goes on and has none needs one now. */
function disownment(effect: Effect | null, isWorking: boolean, owner: string | null): { wants: 'now' | null } | undefined {
  if (effect?.type === 'finish' || (effect?.type === 'suspend' && !isWorking)) return { wants: null };
  if (effect?.type === 'perform' && owner === null) return { wants: 'now' };
  return undefined;
}

function performId(effect: Effect | null): string | undefined {
  return effect?.type === 'perform' ? effect.id : undefined;
}

/** Ends a run that nobody can work on, with a reason, rather than letting it stand still for ever. Does nothing when it is another node's. */
export async function failRun(deps: { log: EventLog; store: RunStore; nodeId: string }, runId: string, error: string): Promise<void> {
  for (;;) {
    try {
      const run = await deps.store.load(runId);
      if (run.owner !== deps.nodeId) return;
      const owner = {
        nodeId: deps.nodeId,
        slot: null,
        isWorking: false,
        settingsOf: () => Promise.reject(new Error('a run that failed begins nothing')),
      };
      await commitRun(deps.log, run, { commands: [{ type: 'fail', error }], owner, now: Date.now() });
      return;
    } catch (reason) {
      if (reason instanceof NotFoundError) return;
      if (!(reason instanceof FencedError) && !(reason instanceof StaleStateError)) throw reason;
    }
  }
}
