/** A pipeline as its YAML file defines it, checked and with its defaults filled in where a step inherits them. Plain JSON. */
export interface Pipeline {
  id: string;
  name: string;
  version: string | null;
  description: string | null;
  defaultModel: string | null;
  agents: PipelineAgent[];
  /** In file order; the first is where a run begins. */
  steps: PipelineStep[];
  /** SHA-256 of the definition: runs are pinned to it. */
  hash: string;
}

export interface PipelineAgent {
  id: string;
  name: string;
  /** Who it is, for an agent that has no directory of its own. */
  persona: string | null;
  model: string | null;
  /** Words for the tools that it may use here, of those it has; none named is all. */
  tools: string[];
}

export interface PipelineStep {
  id: string;
  agent: string;
  description: string | null;
  /** Template of the prompt; see `template.ts`. */
  input: string;
  model: string | null;
  /** Names of the outputs that the agent is asked for. */
  outputs: string[];
  onComplete: string | null;
  /** What follows from an output's value, compared without case; in file order. */
  onResult: Record<string, ResultAction>;
  loop: StepLoop | null;
  maxRetries: number;
  timeoutMs: number;
  maxTurns: number;
  maxOutputTokens: number | null;
  temperature: number | null;
  outputSchema: { name: string; schema: Record<string, unknown>; strict: boolean } | null;
  outputMethod: 'response_format' | 'tool_use';
}

export interface ResultAction {
  goto: string | null;
  continueLoop: boolean;
  retry: boolean;
  /** Retries that this result may cause; null is the step's. */
  maxRetries: number | null;
  notify: { agent: string; message: string } | null;
}

export interface StepLoop {
  /** Name of an output that holds a JSON array. */
  over: string;
  onEachComplete: string | null;
  onAllComplete: string | null;
}

/** Something in a pipeline file that a person should look at. */
export interface PipelineProblem {
  severity: 'error' | 'warning';
  /** Names file, step and field: `feature.yml:12: step REVIEW: onResult.CHANGES.goto names the step IMPLEMENT, which does not exist`. */
  message: string;
}

export function findStep(pipeline: Pipeline, id: string): PipelineStep | undefined {
  return pipeline.steps.find((step) => step.id === id);
}
