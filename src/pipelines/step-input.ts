import { openLoopAround } from './machine/flow.ts';
import type { RunState } from './machine/run-state.ts';
import { findStep, type Pipeline } from './pipeline.ts';
import { renderTemplate } from './template.ts';

/** The text that a step asks of its agent: its input template with the run's variables in place. */
export function stepInput(pipeline: Pipeline, state: RunState, stepId: string, projectName: string | null): string {
  const step = findStep(pipeline, stepId);
  if (!step) return '';
  const loop = step.loop ? step : openLoopAround(pipeline, state, stepId);
  return renderTemplate(step.input, templateVariables(state, loop?.id ?? null, projectName));
}

/**
 * What a template may name: text members of a context that is a JSON object, then all outputs so far, then the run's own.
 * Later ones win. Of a loop, its own step and the steps of its body see the item in work.
 */
function templateVariables(state: RunState, loopId: string | null, projectName: string | null): Record<string, string> {
  const loop = loopId === null ? undefined : state.loops[loopId];
  return {
    ...(projectName !== null && { project_name: projectName }),
    ...contextMembers(state.humanContext),
    ...state.outputs,
    human_context: state.humanContext ?? '',
    task_description: state.task,
    ...(loop && {
      current_item: loop.items[loop.index] ?? '',
      completed_items: JSON.stringify(loop.completed),
      progress_file: state.outputs.progress_file ?? '',
    }),
  };
}

function contextMembers(context: string | null): Record<string, string> {
  if (!context?.trimStart().startsWith('{')) return {};
  try {
    const value = JSON.parse(context) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}
