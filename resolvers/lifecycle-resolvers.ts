import { BadRequestError, NotFoundError } from '../src/errors.ts';
import { endChat } from '../src/chats/chat-service.ts';
import { lifecycleOf } from '../src/lifecycle/agent-lifecycle.ts';
import { findSession, listSessions, sessionEvents } from '../src/lifecycle/agent-sessions.ts';
import { activityStats, timeline } from '../src/lifecycle/timeline.ts';
import { pulseState, wakeNow } from '../src/pulse/pulse-service.ts';
import { cancelRun } from '../src/runs/run-service.ts';
import type { Resolvers } from './types.generated.ts';

export const lifecycleResolvers: Resolvers = {
  Query: {
    timeline: (_parent, { agentId, limit, since }, { pool, viewer }) =>
      timeline(pool, { ownerId: viewer.ownerId, agentId: agentId ?? null, since: since ?? null, limit: limit ?? 100 }),
    async sessions(_parent, { agentIds, statuses, limit, offset }, { pool, viewer }) {
      const page = { limit: limit ?? 100, offset: offset ?? 0 };
      const { sessions, total } = await listSessions(pool, {
        ownerId: viewer.ownerId,
        agentIds: agentIds ?? null,
        statuses: statuses ?? null,
        ...page,
      });
      return { sessions, total, hasMore: page.offset + sessions.length < total };
    },
    session: (_parent, { id }, { pool, viewer }) =>
      findSession(pool, id, viewer.ownerId).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      }),
    agentPulse: (_parent, { agentId }, context) =>
      pulseState(context, agentId).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      }),
    agentLifecycle: (_parent, { agentId }, context) => lifecycleOf(context, agentId),
  },
  Mutation: {
    wakeAgent: (_parent, { agentId }, context) => wakeNow(context, agentId),
    async stopSession(_parent, { id }, context) {
      const session = await findSession(context.pool, id, context.viewer.ownerId);
      if (session.status !== 'starting' && session.status !== 'running') throw new BadRequestError(`The session is ${session.status}`);
      const owner = session.stream.slice(session.stream.indexOf(':') + 1);
      if (session.stepId === null) await endChat(context, owner);
      else await cancelRun(context, owner, 'Stopped by user');
      return findSession(context.pool, id, context.viewer.ownerId);
    },
  },
  Session: {
    keyResolution: () => null,
    events: (session, _arguments, { pool }) => sessionEvents(pool, session),
  },
  PulseState: {
    lastPulse: ({ lastAt, lastOutcome }) => (lastAt === null ? null : { timestamp: lastAt, summary: lastOutcome ?? '' }),
  },
  AgentLifecycle: {
    stats: ({ agentId }, _arguments, { pool, viewer }) => activityStats(pool, agentId, viewer.ownerId),
  },
};
