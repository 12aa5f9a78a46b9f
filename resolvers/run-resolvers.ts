import type { Context } from '../src/context.ts';
import { budgetOf, leftOf, spentOf } from '../src/pipelines/machine/budget.ts';
import { graphOf } from '../src/pipelines/pipeline-graph.ts';
import { Run } from '../src/runs/run-entity.ts';
import { cancelRun, createRun, deleteRun, deleteRuns, pauseRun, restartRun, restartStep, resumeRun } from '../src/runs/run-service.ts';
import { visibleTo } from '../src/store/visible-to.ts';
import { Step } from '../src/runs/step-entity.ts';
import { workspaceFacts } from '../src/runs/workspace.ts';
import { clampLimit } from './paging.ts';
import type { Resolvers } from './types.generated.ts';

export const runResolvers: Resolvers = {
  Query: {
    runs: (_parent, { pipelineId, statuses, limit, offset }, context) =>
      context.em.find(
        Run,
        { ...visibleTo(context), ...(pipelineId != null && { pipelineId }), ...(statuses != null && { status: { $in: statuses } }) },
        { orderBy: { createdAt: 'desc', id: 'desc' }, limit: clampLimit(limit), offset: offset ?? 0 },
      ),
    run: (_parent, { id }, context) => findRun(context, id),
    async steps(_parent, { runId, statuses }, context) {
      if (!(await findRun(context, runId))) return [];
      return context.em.find(
        Step,
        { runId, ...(statuses != null && { status: { $in: statuses } }) },
        { orderBy: [{ startedAt: 'asc nulls last' }, { ordinal: 'asc' }] },
      );
    },
    async step(_parent, { runId, stepId }, context) {
      if (!(await findRun(context, runId))) return null;
      const prefix = `${runId}_`;
      return context.em.findOne(Step, { runId, stepId: stepId.startsWith(prefix) ? stepId.slice(prefix.length) : stepId });
    },
  },
  Mutation: {
    createRun: (_parent, { input, idempotencyKey }, context) => createRun(context, input, idempotencyKey ?? null),
    cancelRun: (_parent, { id }, context) => cancelRun(context, id),
    pauseRun: (_parent, { id }, context) => pauseRun(context, id),
    resumeRun: (_parent, { id, ...budgets }, context) => resumeRun(context, id, budgets),
    restartRun: (_parent, { id, context: note }, context) => restartRun(context, id, { context: note ?? null }),
    restartStep: (_parent, { runId, stepId, context: note }, context) => restartStep(context, runId, stepId, { context: note ?? null }),
    async deleteRun(_parent, { id }, context) {
      await deleteRun(context, id);
      return true;
    },
    deleteRuns: (_parent, { statuses, before }, context) => deleteRuns(context, { statuses: statuses ?? null, before: before ?? null }),
  },
  Run: {
    graph: async ({ pipelineHash }, _arguments, { runStore }) => graphOf(await runStore.pinned(pipelineHash)),
    workspaceExists: async ({ id }, _arguments, { settings }) => (await workspaceFacts(settings.dataDir, id)).exists,
    workspaceHasGit: async ({ id }, _arguments, { settings }) => (await workspaceFacts(settings.dataDir, id)).hasGit,
    steps: ({ id }, _arguments, { loaders }) => loaders.stepsOfRun.load(id),
    budgetTokens: async ({ id }, _arguments, { loaders }) => (await loaders.runState.load(id))?.budgetTokens ?? null,
    budgetTimeSec: async ({ id }, _arguments, { loaders }) => (await loaders.runState.load(id))?.budgetTimeSec ?? null,
    async spent({ id }, _arguments, { loaders }) {
      const state = await loaders.runState.load(id);
      return state ? spentOf(state, Date.now()) : { usd: 0, tokens: 0, timeMs: 0 };
    },
    async left({ id }, _arguments, { loaders }) {
      const state = await loaders.runState.load(id);
      return state ? leftOf(budgetOf(state), spentOf(state, Date.now())) : { usd: null, tokens: null, timeSec: null };
    },
    waitingReason: async ({ id }, _arguments, { loaders }) => (await loaders.runState.load(id))?.waitingReason ?? null,
  },
  Step: {
    id: ({ runId, stepId }) => `${runId}_${stepId}`,
    async waitingFor({ runId, stepId, status }, _arguments, { loaders }) {
      if (status !== 'running') return null;
      return (await loaders.waitingStepsOfRun.load(runId)).has(stepId) ? 'question' : null;
    },
  },
};

function findRun(context: Context, id: string): Promise<Run | null> {
  return context.em.findOne(Run, { id, ...visibleTo(context) });
}
