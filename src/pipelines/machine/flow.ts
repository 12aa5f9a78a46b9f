import { findStep, type Pipeline, type PipelineStep } from '../pipeline.ts';
import type { RunState } from './run-state.ts';

type StepId = string | null | undefined;

/** Steps of a loop's body: what `onEachComplete` leads to before it comes back to the loop, or leaves it or a loop around it. */
export function loopBody(pipeline: Pipeline, loop: PipelineStep): Set<string> {
  const ends = [loop, ...loopsAround(pipeline, loop.id)].flatMap((each) => endsOf(pipeline, each));
  return reach(pipeline, loop.loop?.onEachComplete, ends);
}

/** Loops that a step is only come to through their items, the outermost first. */
export function loopsAround(pipeline: Pipeline, stepId: string): PipelineStep[] {
  return pipeline.steps.filter((loop) => isAround(pipeline, loop, stepId)).sort((a, b) => (isAround(pipeline, a, b.id) ? -1 : 1));
}

function isAround(pipeline: Pipeline, loop: PipelineStep, stepId: string): boolean {
  if (!loop.loop || !reach(pipeline, loop.loop.onEachComplete, endsOf(pipeline, loop)).has(stepId)) return false;
  return !reach(pipeline, pipeline.steps[0]?.id, [loop.id]).has(stepId);
}

/** The innermost loop that works on an item and has the step in its body. */
export function openLoopAround(pipeline: Pipeline, state: RunState, stepId: string): PipelineStep | undefined {
  const id = state.openLoops.findLast((loopId) => {
    const loop = findStep(pipeline, loopId);
    return loop && loopBody(pipeline, loop).has(stepId);
  });
  return id === undefined ? undefined : findStep(pipeline, id);
}

/** Steps that come after one on the way forward, in file order; what a `goto` back leads to has its result already. */
export function stepsAfter(pipeline: Pipeline, step: PipelineStep): string[] {
  const around = loopsAround(pipeline, step.id);
  const back = around.map(({ id }) => id);
  const after = forward(pipeline, step, targetsOf(step), back);
  for (const loop of around) for (const id of forward(pipeline, loop, [exitOf(loop)], back)) after.add(id);
  return [...after];
}

/** Where a loop goes after its last item; null when nothing follows. */
export function exitOf({ loop, onComplete }: PipelineStep): string | null {
  return loop?.onAllComplete ?? onComplete;
}

/** Where a loop's body ends: the loop itself, its exit, and what comes after that. */
function endsOf(pipeline: Pipeline, loop: PipelineStep): string[] {
  const exit = findStep(pipeline, exitOf(loop) ?? '');
  return exit ? [loop.id, exit.id, ...forward(pipeline, exit, targetsOf(exit), [loop.id])] : [loop.id];
}

/** A step and what it leads to on ways that do not go through some others. */
function reach(pipeline: Pipeline, from: StepId, except: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (id: StepId): void => {
    const step = id && !except.includes(id) && !found.has(id) ? findStep(pipeline, id) : undefined;
    if (!step) return;
    found.add(step.id);
    targetsOf(step).forEach(visit);
  };
  visit(from);
  return found;
}

/** What a step's targets lead to, always down the file. */
function forward(pipeline: Pipeline, step: PipelineStep, targets: readonly StepId[], except: readonly string[]): Set<string> {
  const order = new Map(pipeline.steps.map(({ id }, index) => [id, index]));
  const found = new Set<string>();
  const follow = (from: PipelineStep, ids: readonly StepId[]): void => {
    for (const id of ids) {
      const target = id && !except.includes(id) && !found.has(id) ? findStep(pipeline, id) : undefined;
      if (!target || (order.get(target.id) ?? 0) <= (order.get(from.id) ?? 0)) continue;
      found.add(target.id);
      follow(target, targetsOf(target));
    }
  };
  follow(step, targets);
  return found;
}

function targetsOf({ onComplete, onResult, loop }: PipelineStep): StepId[] {
  return [onComplete, loop?.onEachComplete, loop?.onAllComplete, ...Object.values(onResult).map(({ goto }) => goto)];
}
