import { BadUserInputError } from '../src/errors.ts';
import { chatStream } from '../src/chats/chat-store.ts';
import type { Context } from '../src/context.ts';
import type { FollowItem, LogEvent } from '../src/log/event-log.ts';
import { nativeTypes, runIdOf, toWire } from '../src/log/event-wire.ts';
import { runStream } from '../src/runs/run-store.ts';
import { visibleTo } from '../src/store/visible-to.ts';
import { flatItems } from './flat-items.ts';
import type { Resolvers, SubscriptionEventsArgs } from './types.generated.ts';

export const eventResolvers: Resolvers = {
  Query: {
    async runEvents(_parent, { runId, stepId, afterSeq, dialect, limit }, context) {
      const events = await context.log.read(runStream(runId), afterSeq ?? 0, limit ?? 10_000);
      return events.filter(
        (item) =>
          isVisible(item, context) &&
          (stepId == null || item.event.step_id === stepId) &&
          (dialect !== 'UPSTREAM' || toWire(item, 'upstream') !== null),
      );
    },
  },
  Subscription: {
    events: {
      subscribe: async (_parent, args, context) => followEvents(args, context),
      resolve: (item: FollowItem) => item,
    },
  },
  Event: {
    cursor: (item) => String('gap' in item ? item.gap.until : item.position),
    position: (item) => ('gap' in item ? item.gap.until : item.position),
    seq: (item) => ('gap' in item ? 0 : item.seq),
    stream: (item) => ('gap' in item ? 'system' : item.stream),
    type: (item) => ('gap' in item ? 'gap' : item.event.type),
    runId: (item) => ('gap' in item ? null : runIdOf(item.stream)),
    stepId: (item) => ('gap' in item || typeof item.event.step_id !== 'string' ? null : item.event.step_id),
    at: (item) => ('gap' in item ? Date.now() : item.event.at),
    data: (item) => ('gap' in item ? { ...item.gap } : item.event),
    wire: (item, { dialect }) => toWire(item, dialect === 'UPSTREAM' ? 'upstream' : 'native'),
  },
};

async function followEvents(args: SubscriptionEventsArgs, context: Context): Promise<AsyncIterableIterator<FollowItem>> {
  const after = await startOf(args, context);
  const items = context.log.follow({
    ...(args.runId != null && { stream: runStream(args.runId) }),
    ...(args.chatId != null && { stream: chatStream(args.chatId) }),
    ...(args.types != null && { types: nativeTypes(args.types) }),
    ...(after !== undefined && { after }),
  });
  const keeps = (item: FollowItem) =>
    'gap' in item || (isVisible(item, context) && (args.dialect !== 'UPSTREAM' || toWire(item, 'upstream') !== null));
  return flatItems(items, (batch) => batch.filter(keeps));
}

/** The position to begin after; undefined is now. */
async function startOf({ since, lastEventId, fromStart }: SubscriptionEventsArgs, { log }: Context): Promise<number | undefined> {
  if (lastEventId != null) {
    // a reader that reconnects by itself cannot mend its cursor: what is not one is answered by a gap
    return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : Number.MAX_SAFE_INTEGER;
  }
  if (since == null) return fromStart ? 0 : undefined;
  if (since === '$') return undefined;
  const position = /^\d{1,15}$/.test(since) ? Number(since) : Number.NaN;
  if (Number.isNaN(position) || position > (await log.head())) {
    const rule = 'must be a cursor that this server gave out, 0 for the beginning, or $ for now';
    throw new BadUserInputError(`since ${rule}`, [{ path: 'since', rule }]);
  }
  return position;
}

function isVisible(item: LogEvent, context: Context): boolean {
  const { ownerId } = visibleTo(context);
  return ownerId === undefined || item.ownerId === ownerId;
}
