import type { AgentCatalog } from '../agents/agent-catalog.ts';
import { stepPrompt, systemPrompt } from '../agents/prompt.ts';
import type { ModelRegistry } from '../llm/model-registry.ts';
import type { StepRef } from '../pipelines/machine/facts.ts';
import { structuredOutputs } from '../pipelines/outputs.ts';
import { findStep } from '../pipelines/pipeline.ts';
import { stepInput } from '../pipelines/step-input.ts';
import { createQuestionGate } from '../questions/question-gate.ts';
import type { QuestionStore } from '../questions/question-store.ts';
import { policyOf } from '../questions/tool-policy.ts';
import type { Preparation } from '../sessions/run-session.ts';
import { newConversation, restoreConversation } from '../sessions/session-journal.ts';
import { completeTool, readCompletion } from '../tools/complete-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { equip, type Toolset, type ToolScope } from '../tools/toolset.ts';
import { workspaceTools } from '../tools/workspace-tools.ts';
import { runStream, type RunStore, type StoredRun } from './run-store.ts';
import { ensureWorkspace, workspacePath } from './workspace.ts';

export interface StepSessionDeps {
  agents: AgentCatalog;
  models: ModelRegistry;
  store: RunStore;
  /** What agents may call. */
  toolsets: readonly Toolset[];
  questions: QuestionStore;
  dataDir: string;
}

/** One attempt at a step of a run. */
export interface StepTask {
  kind: 'step';
  /** Of the run. */
  id: string;
  ref: StepRef;
  agentId: string;
  /** The run as it was when the work was given. */
  run: StoredRun;
  /** `provider/model`. */
  model: string;
}

/**
 * Puts a step's session together: persona, prompt, tools, model, and what its journal has of it already.
 * @throws {AppError} when the model, the agent or the workspace cannot be had.
 */
export async function prepareStep(
  { run, ref, agentId, model: modelName }: StepTask,
  { agents, models, store, toolsets, questions, dataDir }: StepSessionDeps,
): Promise<Preparation> {
  const step = findStep(run.pipeline, ref.step_id);
  const state = run.state.steps[ref.step_id];
  if (!step || !state) throw new Error(`step ${ref.step_id} is not in the run's pipeline`);
  const model = models.resolve(modelName);
  const settings = await agents.settings(agentId);
  const structured = step.outputSchema ? { ...step.outputSchema, method: step.outputMethod } : null;
  const allowedResults = Object.keys(step.onResult);
  const granted = structured ? [] : settings.tools;
  const scope: ToolScope = {
    agentId,
    stream: runStream(run.origin.id),
    runId: run.origin.id,
    projectId: run.origin.project_id,
    ownerId: run.origin.owner_id,
    granted,
  };
  const only = run.pipeline.agents.find(({ id }) => id === agentId)?.tools ?? [];
  const policy = (tool: string) => policyOf(settings.toolApproval, tool);
  const equipment = await equip(toolsets, scope, only, (tool) => policy(tool) === 'deny');
  const tools: Tool[] = structured ? [] : [...equipment.tools, completeTool(step.outputs, allowedResults)];
  const inWorkspace = workspaceTools(granted);
  // an agent that only speaks leaves no directory behind
  const workspace = tools.some((tool) => inWorkspace.includes(tool))
    ? ensureWorkspace(dataDir, run.origin.id)
    : workspacePath(dataDir, run.origin.id);

  const journal = state.turns > 0 ? await store.journal(run.origin.id, ref) : [];
  const asked = state.turns > 0 ? await questions.ofSession(scope.stream, ref) : [];
  const conversation =
    journal.length > 0
      ? restoreConversation(journal, tools)
      : {
          ...newConversation(
            stepPrompt({
              runId: run.origin.id,
              stepId: ref.step_id,
              execution: ref.execution,
              attempt: ref.attempt,
              input: stepInput(run.pipeline, run.state, ref.step_id, run.origin.project_name),
              humanContext: state.humanContext,
              outputs: structured ? [] : step.outputs, // its schema says what it answers
              allowedResults,
              hasCompleteTool: !structured,
            }),
          ),
          system: await agentSystemPrompt(run, agentId, agents, equipment.instructions),
        };

  return {
    job: {
      system: conversation.system,
      conversation,
      tools,
      completeTool: structured ? null : 'complete',
      maxTurns: step.maxTurns,
      gate: createQuestionGate({ agentId, tools: equipment.tools, policy, expirySec: settings.questionExpirySec, asked, now: Date.now }),
      settings: {
        ...(step.maxOutputTokens !== null && { maxOutputTokens: step.maxOutputTokens }),
        ...(step.temperature !== null && { temperature: step.temperature }),
        thinking: settings.thinkingLevel,
      },
    },
    model,
    stream: scope.stream,
    ref,
    structured,
    toolContext: { ...scope, workspace, stepId: ref.step_id },
    complete: (args) => readCompletion(args, step.outputs),
    outputsOf: (value) => structuredOutputs(value, step.outputs, modelName),
  };
}

/** The persona in the agent's directory, else the one that the pipeline gives it. */
async function agentSystemPrompt(run: StoredRun, agentId: string, agents: AgentCatalog, instructions: readonly string[]): Promise<string> {
  const persona = await agents.persona(agentId);
  if (persona) return systemPrompt(persona, instructions);
  const inPipeline = run.pipeline.agents.find(({ id }) => id === agentId);
  const identity = `You are ${inPipeline?.name ?? agentId}.`;
  return systemPrompt({ identity, soul: inPipeline?.persona ?? '', decision: '', agents: '' }, instructions);
}
