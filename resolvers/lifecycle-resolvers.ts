import { BadRequestError, NotFoundError } from '../src/errors.ts';
import { endChat } from '../src/chats/chat-service.ts';
import { lifecycleOf } from '../src/lifecycle/agent-lifecycle.ts';
import { findSession, listSessions, sessionEvents } from '../src/lifecycle/agent-sessions.ts';
import { activityOf, backfilled, type ActivityItem } from '../src/lifecycle/activity.ts';
import { activityStats, timeline, TIMELINE_TYPES } from '../src/lifecycle/timeline.ts';
import { pulseState, wakeNow } from '../src/pulse/pulse-service.ts';
import { cancelRun } from '../src/runs/run-service.ts';
import type { Context } from '../src/context.ts';
import type { FollowItem } from '../src/log/event-log.ts';
import { positionOf } from './cursors.ts';
import { flatItems } from './flat-items.ts';
import type { Resolvers, SubscriptionActivityArgs } from './types.generated.ts';

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
  Subscription: {
    activity: {
      subscribe: async (_parent, args, context) => followActivity(args, context),
      resolve: (item: ActivityItem) => item,
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

async function followActivity(args: SubscriptionActivityArgs, context: Context): Promise<AsyncIterableIterator<ActivityItem>> {
  const { log, pool, viewer } = context;
  const filter = { ownerId: viewer.ownerId, agentId: args.agentId ?? null, form: args.form ?? 'ACTIVITY' } as const;
  const after = positionOf(args.lastEventId ?? args.since ?? null);
  const head = await log.head();
  const past = after === null && args.backfill ? await timeline(pool, { ...filter, since: null, limit: args.backfill }) : null;
  return flatItems<FollowItem, ActivityItem>(
    log.follow({ types: TIMELINE_TYPES, after: after ?? head }),
    (batch) => activityOf(pool, batch, filter),
    [
      ...(past?.entries
        .filter(({ id }) => Number(id) <= head)
        .reverse()
        .map(backfilled) ?? []),
      ...(past && filter.agentId !== null ? [await stateNow(context, filter.agentId)] : []),
      { cursor: null, entry: null, wire: { type: 'connected', agentId: filter.agentId } },
    ],
  );
}

async function stateNow(context: Context, agentId: string): Promise<ActivityItem> {
  const { state, lastActive, currentWork } = await lifecycleOf(context, agentId);
  const work = currentWork && { runId: currentWork.runId, step: currentWork.stepId };
  const data = { state: state.toLowerCase(), lastActive, currentWork: work };
  return { cursor: null, entry: null, wire: { type: 'current_state', phase: 'backfill', timestamp: Date.now(), data } };
}
