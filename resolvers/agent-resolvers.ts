import { agentDay } from '../src/budgets/agent-day.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Context } from '../src/context.ts';
import type { RunStatus } from '../src/pipelines/machine/run-state.ts';
import { Run } from '../src/runs/run-entity.ts';
import { projectsOfAgent } from '../src/projects/project-service.ts';
import { visibleTo } from '../src/store/visible-to.ts';
import { Step } from '../src/runs/step-entity.ts';
import { clampLimit } from './paging.ts';
import type { Resolvers } from './types.generated.ts';

export const agentResolvers: Resolvers = {
  Query: {
    agents: (_parent, _arguments, { agents }) => agents.list(),
    async agent(_parent, { id }, { agents }) {
      try {
        return await agents.get(id);
      } catch (error) {
        if (error instanceof NotFoundError) return null;
        throw error;
      }
    },
    fleet: (_parent, _arguments, context) => fleet(context),
  },
  Mutation: {
    updateAgentConfig: async (_parent, { id, config }, { agents }) => ({ config: await agents.updateConfig(id, config) }),
    writeAgentFile: async (_parent, { id, name, content }, { agents }) => ({
      filename: name,
      size: await agents.writeFile(id, name, content),
    }),
  },
  Agent: {
    projects: ({ id }, _arguments, context) => projectsOfAgent(context, id),
    memoryCount: ({ id }, _arguments, { loaders }) => loaders.memoryCount.load(id),
    files: async ({ id }, _arguments, { agents }) => (await agents.get(id)).files,
    soulPreview: async ({ id }, _arguments, { agents }) => (await agents.get(id)).soulPreview,
    config: async ({ id }, _arguments, { agents }) => await agents.config(id),
    configOrEmpty: async ({ id }, _arguments, { agents }) => (await agents.config(id)) ?? {},
    runs: ({ id }, { limit, offset }, context) => agentRuns(context, id, clampLimit(limit, 1000), offset ?? 0),
    activeSteps: async ({ id }, _arguments, { loaders }) =>
      (await loaders.activeStepsOfAgent.load(id)).filter(({ status }) => status === 'running'),
    status: async ({ id }, _arguments, { loaders }) =>
      (await loaders.activeStepsOfAgent.load(id)).some(({ status }) => status === 'running') ? 'WORKING' : 'IDLE',
    presence: () => 'online',
    today: ({ id }, _arguments, context) => agentDay(context, id, Date.now()),
    async lastSeen({ id }, _arguments, { em }) {
      const step = await em.findOne(Step, { agentId: id, startedAt: { $ne: null } }, { orderBy: { startedAt: 'desc' } });
      return step?.completedAt ?? step?.startedAt ?? null;
    },
    currentRun: async ({ id }, _arguments, { loaders }) =>
      (await loaders.activeStepsOfAgent.load(id)).find(({ status }) => status === 'running')?.runId ?? null,
  },
};

async function agentRuns(context: Context, agentId: string, limit: number, offset: number) {
  const { rows } = await context.pool.query<{ run_id: string; step_ids: string[] }>(
    `select s.run_id, array_agg(s.run_id || '_' || s.step_id order by s.ordinal) as step_ids
     from steps s join runs r on r.id = s.run_id where s.agent_id = $1 and ($2::text is null or r.owner_id = $2)
     group by s.run_id, r.created_at order by r.created_at desc limit $3 offset $4`,
    [agentId, context.viewer.ownerId, limit, offset],
  );
  const runs = await context.em.find(Run, { id: { $in: rows.map(({ run_id }) => run_id) }, ...visibleTo(context) });
  const byId = new Map(runs.map((run) => [run.id, run]));
  return rows.flatMap(({ run_id, step_ids }) => {
    const run = byId.get(run_id);
    return run
      ? [
          {
            runId: run.id,
            pipelineId: run.pipelineId,
            task: run.task,
            status: run.status as RunStatus,
            stepIds: step_ids,
            createdAt: run.createdAt,
          },
        ]
      : [];
  });
}

async function fleet({ agents, loaders, em, pool }: Context) {
  const summaries = await agents.list();
  const lastActive = new Map(
    (
      await em
        .getConnection()
        .execute<{ agent_id: string; at: number }[]>(
          'select agent_id, max(coalesce(completed_at, started_at)) as at from steps group by agent_id',
        )
    ).map(({ agent_id, at }) => [agent_id, at === null ? null : Number(at)]),
  );
  const { rows: pulses } = await pool.query<{ agent_id: string; last_at: number | null }>('select agent_id, last_at from agent_pulses');
  const lastPulse = new Map(pulses.map(({ agent_id, last_at }) => [agent_id, last_at]));
  const members = await Promise.all(
    summaries.map(async ({ id, name, emoji, role, slackConnected }) => {
      const steps: Step[] = await loaders.activeStepsOfAgent.load(id);
      const running = steps.find(({ status }) => status === 'running');
      const config = await agents.config(id);
      return {
        id,
        name,
        emoji,
        role,
        slackConnected,
        state: running ? ('WORKING' as const) : ('IDLE' as const),
        currentWork: running ? { step: running.stepId, runId: running.runId } : null,
        queueLength: steps.filter(({ status }) => status === 'queued').length,
        lastActive: lastActive.get(id) ?? null,
        lastPulse: lastPulse.get(id) ?? null,
        pulseEnabled: config?.pulseEnabled ?? false,
      };
    }),
  );
  const working = members.filter(({ state }) => state === 'WORKING').length;
  return {
    agents: members,
    summary: {
      total: members.length,
      idle: members.length - working,
      working,
      thinking: 0,
      totalQueued: members.reduce((sum, { queueLength }) => sum + queueLength, 0),
    },
  };
}
