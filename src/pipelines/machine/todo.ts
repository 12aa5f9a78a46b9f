import type { Effect } from './commands.ts';
import type { RunState } from './run-state.ts';

/** What a state asks for. Derived, so it is the same after every restart; acting on it twice does nothing more. */
export function todo(state: RunState): Effect | null {
  switch (state.status) {
    case 'pending':
      return null;
    case 'paused':
      return { type: 'suspend', id: 'suspend' };
    case 'completed':
    case 'failed':
    case 'cancelled':
      return { type: 'finish', id: 'finish' };
    case 'running': {
      const step = state.current ? state.steps[state.current] : undefined;
      if (!step) return null;
      const ref = { step_id: step.stepId, execution: step.execution, attempt: step.attempt };
      return { type: 'perform', id: workId(ref), agentId: step.agentId, ...ref };
    }
  }
}

/** `<step>:<execution>:<attempt>`: names one attempt in its run. */
function workId({ step_id, execution, attempt }: { step_id: string; execution: number; attempt: number }): string {
  return `${step_id}:${execution}:${attempt}`;
}
