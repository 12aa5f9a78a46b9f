import type { ToolContext } from '../../src/tools/tool.ts';

/** The work in which a tool is called, for tests that care about little of it. */
export function toolContext(given: Partial<ToolContext> & Pick<ToolContext, 'workspace'>): ToolContext {
  return {
    agentId: 'agent',
    stream: 'run:run_1',
    runId: 'run_1',
    stepId: 'STEP',
    projectId: null,
    ownerId: null,
    callId: 'call_1',
    signal: new AbortController().signal,
    ...given,
  };
}
