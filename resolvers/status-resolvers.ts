import { isNobody } from '../src/auth/auth.ts';
import type { Context } from '../src/context.ts';
import type { Resolvers } from './types.generated.ts';

export const statusResolvers: Resolvers = {
  Query: {
    status: (_parent, _arguments, context) => status(context),
    modelProviders: (_parent, _arguments, { models }) => models.providers(),
  },
};

const HOUR_MS = 60 * 60 * 1000;

async function status({ pool, pipelines, agents, models, settings, github, sandbox, viewer, redis }: Context) {
  const { rows } = await pool.query<{ active: number; completed: number; duration: number | null }>({
    name: 'status',
    text: `select (select count(*) from runs where status = 'running') as active, count(*) as completed, avg(completed_at - created_at)::float8 as duration
      from runs where completed_at > $1 and status = 'completed'`,
    values: [Date.now() - HOUR_MS],
  });
  const { active, completed, duration } = rows[0] ?? { active: 0, completed: 0, duration: null };
  const defaultModel = models.defaultModel();
  return {
    status: 'ok',
    version: settings.version,
    engineVersion: settings.version,
    redisConnected: redis?.isConnected() ?? false,
    storage: isNobody(viewer) ? null : { dataPath: settings.dataDir },
    activeRuns: active,
    totalPipelines: await pipelines.count(),
    totalAgents: await agents.count(),
    completedRunsLastHour: completed,
    averageDuration: duration === null ? null : forPeople(duration),
    github: await github.app.status(),
    defaultModel,
    isDemo: models.isDemo(defaultModel),
    commands: sandbox.isOff ? 'off' : (sandbox.refusal ?? 'on'),
  };
}

function forPeople(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}
