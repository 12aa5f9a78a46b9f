import { isDeepStrictEqual } from 'node:util';
import { asText } from '../outputs.ts';
import { findStep, type Pipeline, type PipelineStep, type ResultAction } from '../pipeline.ts';
import type { Fact, LoopItem, QueueReason } from './facts.ts';
import { exitOf, loopBody, openLoopAround } from './flow.ts';
import type { RunState } from './run-state.ts';

/** A decision in the making: facts so far, and the state that they lead to. */
export interface Machine {
  readonly pipeline: Pipeline;
  readonly state: RunState;
  readonly now: number;
  readonly facts: readonly Fact[];
  emit(fact: Fact): void;
}

/** A run whose steps were entered this often goes round in circles: it ends and says so. Each item of a loop may add to it. */
const ENTRY_LIMIT = 500;
const ENTRIES_PER_ITEM = 10;

/** Where a run goes after a step succeeded: its loop, else what a result asks for, else `onComplete`, else the end. */
export function routeAfter(machine: Machine, step: PipelineStep, outputs: Readonly<Record<string, string>>): void {
  if (step.loop) {
    if (step.loop.onEachComplete) return goTo(machine, step.loop.onEachComplete, 'loop', step);
    return completeItem(machine, step);
  }
  const match = matchResult(step, outputs);
  if (match && followResult(machine, step, match.action, match.value)) return;
  if (step.onComplete) return goTo(machine, step.onComplete, 'next', step);

  const loop = openLoopAround(machine.pipeline, machine.state, step.id);
  if (loop) return completeItem(machine, loop); // the end of a loop's body is the end of its item
  if (step === machine.pipeline.steps.at(-1)) return completeRun(machine);
  failRun(machine, `Step ${step.id} has no onComplete configured`, step.id);
}

/** How a step is come to: why, with which note for its agent, and from which step; null when someone restarts it. */
interface Entry {
  reason: QueueReason;
  note: string | null;
  from: PipelineStep | null;
}

/**
 * Goes into a step. A loop begins with its first item; entered from its own body it repeats the item in work, unless the body has
 * replaced the list.
 */
export function enterStep(machine: Machine, step: PipelineStep, { reason, note, from }: Entry): void {
  if (!step.loop) return queueStep(machine, step, { reason, note, item: null });

  const items = loopItems(machine.state.outputs[step.loop.over]);
  let loop = isInside(machine, step, from) ? machine.state.loops[step.id] : undefined;
  if (!loop || (Array.isArray(items) && !isDeepStrictEqual(items, loop.items))) {
    if (items === 'missing') return failRun(machine, `Loop variable ${step.loop.over} not found`, step.id);
    if (items === 'no array') return failRun(machine, `Loop variable ${step.loop.over} is not a JSON array`, step.id);
    if (goesInCircles(machine, step)) return;
    machine.emit({ type: 'loop_started', at: machine.now, step_id: step.id, items });
    loop = machine.state.loops[step.id];
  }
  const value = loop?.items[loop.index];
  if (!loop || value === undefined) return completeLoop(machine, step);
  queueStep(machine, step, { reason, note, item: { index: loop.index, value } });
}

function isInside({ pipeline, state }: Machine, loop: PipelineStep, from: PipelineStep | null): boolean {
  return from !== null && state.openLoops.includes(loop.id) && loopBody(pipeline, loop).has(from.id);
}

/** Puts a step into its agent's queue: a new execution, or the next attempt of this one when it is a retry. */
export function queueStep(
  machine: Machine,
  step: PipelineStep,
  options: { reason: QueueReason; note: string | null; item: LoopItem | null },
): void {
  const { state, now } = machine;
  const before = state.steps[step.id];
  const isRetry = options.reason === 'retry' || options.reason === 'result_retry';
  if (!isRetry && goesInCircles(machine, step)) return;
  const context = [isRetry ? before?.humanContext : state.humanContext, options.note].filter(Boolean).join('\n\n');
  machine.emit({
    type: 'step_queued',
    at: now,
    step_id: step.id,
    execution: isRetry ? (before?.execution ?? 1) : (before?.execution ?? 0) + 1,
    attempt: isRetry ? (before?.attempt ?? 0) + 1 : 1,
    agent_id: step.agent,
    reason: options.reason,
    max_retries: step.maxRetries,
    human_context: context || null,
    ...(options.item && { item: options.item }),
  });
}

function goesInCircles(machine: Machine, step: PipelineStep): boolean {
  const { entries, loops } = machine.state;
  const items = Object.values(loops).reduce((sum, loop) => sum + loop.items.length, 0);
  if (entries < ENTRY_LIMIT + ENTRIES_PER_ITEM * items) return false;
  failRun(machine, `The run entered its steps ${entries} times; it seems to go round in circles at ${step.id}`, step.id);
  return true;
}

export function failRun(machine: Machine, error: string, stepId: string | null): void {
  machine.emit({ type: 'run_failed', at: machine.now, error, step_id: stepId });
}

function completeRun(machine: Machine): void {
  machine.emit({ type: 'run_complete', at: machine.now, outputs: machine.state.outputs });
}

/** The first output, in order, whose value is a key of `onResult` (trimmed, without case). */
function matchResult(step: PipelineStep, outputs: Readonly<Record<string, string>>): { action: ResultAction; value: string } | null {
  for (const output of Object.values(outputs)) {
    const value = output.trim().toLowerCase();
    const entry = Object.entries(step.onResult).find(([result]) => result.trim().toLowerCase() === value);
    if (entry) return { action: entry[1], value: entry[0] };
  }
  return null;
}

/** Does what a result asks for. False when routing goes on as if nothing had matched: there was only a message to send. */
function followResult(machine: Machine, step: PipelineStep, action: ResultAction, value: string): boolean {
  if (action.notify) {
    machine.emit({
      type: 'agent_message',
      at: machine.now,
      step_id: step.id,
      from: 'system',
      to: action.notify.agent,
      message: action.notify.message,
      thread_id: 'notification',
    });
  }
  if (action.goto) {
    goTo(machine, action.goto, 'goto', step);
    return true;
  }
  if (action.retry) {
    retryForResult(machine, step, action.maxRetries ?? step.maxRetries, value);
    return true;
  }
  const loop = action.continueLoop ? openLoopAround(machine.pipeline, machine.state, step.id) : undefined;
  if (loop) completeItem(machine, loop);
  return loop !== undefined;
}

function retryForResult(machine: Machine, step: PipelineStep, max: number, value: string): void {
  const retryCount = machine.state.steps[step.id]?.retryCount ?? 0;
  if (retryCount >= max) return failRun(machine, `Step ${step.id}: Max retries exceeded (${max}) for the result ${value}`, step.id);
  const note = `[RESULT RETRY ${retryCount + 1}/${max}] The result was ${value}`;
  queueStep(machine, step, { reason: 'result_retry', note, item: null });
}

function goTo(machine: Machine, id: string, reason: QueueReason, from: PipelineStep): void {
  const step = findStep(machine.pipeline, id);
  if (step) enterStep(machine, step, { reason, note: null, from });
  else failRun(machine, `Step ${id} does not exist`, null);
}

function completeItem(machine: Machine, step: PipelineStep): void {
  const { index, items } = machine.state.loops[step.id] ?? { index: 0, items: [] };
  const finished = machine.facts.findLast((fact) => fact.type === 'step_complete');
  machine.emit({
    type: 'loop_item_complete',
    at: machine.now,
    step_id: step.id,
    index,
    output: finished?.output ?? '',
  });
  const value = items[index + 1];
  if (value === undefined) return completeLoop(machine, step);
  queueStep(machine, step, { reason: 'loop', note: null, item: { index: index + 1, value } });
}

function completeLoop(machine: Machine, step: PipelineStep): void {
  machine.emit({ type: 'loop_complete', at: machine.now, step_id: step.id });
  const next = exitOf(step);
  if (next) return goTo(machine, next, 'next', step);
  const around = openLoopAround(machine.pipeline, machine.state, step.id);
  if (around) completeItem(machine, around);
  else completeRun(machine);
}

function loopItems(output: string | undefined): string[] | 'missing' | 'no array' {
  if (output === undefined) return 'missing';
  try {
    const value: unknown = JSON.parse(output);
    return Array.isArray(value) ? value.map(asText) : 'no array';
  } catch {
    return 'no array';
  }
}
