import type { AgentCatalog } from '../agents/agent-catalog.ts';
import type { ModelRegistry } from '../llm/model-registry.ts';
import { findStep, type Pipeline } from '../pipelines/pipeline.ts';
import type { StoredRun } from './run-store.ts';

export interface StepSettings {
  /** `provider/model`. */
  model: string;
  timeoutMs: number;
  /** Of the step's agent, over all runs. */
  maxConcurrentSteps: number;
}

interface Catalogs {
  agents: AgentCatalog;
  models: ModelRegistry;
}

/** What a step runs with: the run's own model, else the step's, its agent's in the pipeline, the pipeline's, the agent's own, the default. */
export async function stepSettings(run: StoredRun, stepId: string, catalogs: Catalogs): Promise<StepSettings> {
  const step = findStep(run.pipeline, stepId);
  if (!step) throw new Error(`step ${stepId} is not in the pipeline that ${run.origin.id} is pinned to`);
  const { maxConcurrentSteps } = await catalogs.agents.settings(step.agent);
  const model = await modelOf(run.pipeline, stepId, run.origin.model_override, catalogs);
  return { model, timeoutMs: step.timeoutMs, maxConcurrentSteps };
}

/**
 * Makes sure that every step's model can be called, before a run is accepted.
 * @throws {BadRequestError} that says which key to set.
 */
export async function checkModels(pipeline: Pipeline, override: string | null, catalogs: Catalogs): Promise<void> {
  for (const { id } of pipeline.steps) catalogs.models.check(await modelOf(pipeline, id, override, catalogs));
}

async function modelOf(pipeline: Pipeline, stepId: string, override: string | null, { agents, models }: Catalogs): Promise<string> {
  const step = findStep(pipeline, stepId);
  const inPipeline = pipeline.agents.find(({ id }) => id === step?.agent)?.model;
  const named = override || step?.model || inPipeline || pipeline.defaultModel;
  if (named) return named;
  return (step && (await agents.settings(step.agent)).model) || models.defaultModel();
}
