import type { Context } from '../src/context.ts';
import { BadRequestError, NotFoundError } from '../src/errors.ts';
import {
  deleteChat,
  endChat,
  patchChat,
  restartChat,
  sendMessage,
  setChatBudget,
  setChatModel,
  startChat,
  stopReply,
} from '../src/chats/chat-service.ts';
import { chatBudget, chatSpent, spentBudget } from '../src/chats/chat-state.ts';
import { chatStream, type Chat } from '../src/chats/chat-store.ts';
import { toChatWire, toListWire } from '../src/chats/chat-wire.ts';
import type { FollowItem, LogEvent } from '../src/log/event-log.ts';
import { leftOf } from '../src/pipelines/machine/budget.ts';
import { runStream } from '../src/runs/run-store.ts';
import { visibleTo } from '../src/store/visible-to.ts';
import { flatItems } from './flat-items.ts';
import { positionOf } from './cursors.ts';
import type { Resolvers } from './types.generated.ts';

const OPEN = ['starting', 'ready', 'running'];
const CHARACTERS_PER_TOKEN = 4;
/** Events of one chat that a reader without a cursor is told again. */
const MOST_REPLAYED = 20_000;

interface ChatEventItem {
  cursor: string | null;
  wire: Record<string, unknown>;
}

export const chatResolvers: Resolvers = {
  Query: {
    async chats(_parent, { agentId, statuses, limit, offset }, { chats, viewer }) {
      const asked = statuses?.map((status) => status.toLowerCase()) ?? OPEN;
      const { chats: sessions, total } = await chats.list({
        ownerId: viewer.ownerId,
        agentId: agentId ?? null,
        statuses: asked.includes('all') ? null : asked,
        limit: limit ?? 20,
        offset: offset ?? 0,
      });
      return { sessions, total, hasMore: (offset ?? 0) + sessions.length < total };
    },
    chat: (_parent, { id, agentId }, context) => find(context, id, agentId ?? null).catch(missing),
    async chatStatus(_parent, { id, agentId }, context) {
      const chat = await find(context, id, agentId ?? null).catch(missing);
      if (!chat) return { sessionId: id.slice(0, 200), status: 'not_found', exists: false };
      const { status, messageCount, model, createdAt, lastActivityAt, error } = chat;
      return { sessionId: id, status, exists: true, messageCount, model, containerId: null, createdAt, lastActivityAt, error };
    },
    attachment: (_parent, { id }, { attachments, viewer }) => attachments.find(id, viewer.ownerId).catch(missing),
  },
  Mutation: {
    startChat: (_parent, { input }, context) => startChat(context, input),
    async sendMessage(_parent, { id, message, model, attachmentIds, agentId }, context) {
      await find(context, id, agentId ?? null);
      return sendMessage(context, id, { message, model: model ?? null, attachmentIds: attachmentIds ?? null });
    },
    async stopReply(_parent, { id, agentId }, context) {
      await find(context, id, agentId ?? null);
      return stopReply(context, id);
    },
    async endChat(_parent, { id, agentId }, context) {
      await find(context, id, agentId ?? null);
      return endChat(context, id);
    },
    async restartChat(_parent, { id, agentId }, context) {
      await find(context, id, agentId ?? null);
      return restartChat(context, id);
    },
    async deleteChat(_parent, { id }, context) {
      await deleteChat(context, id);
      return true;
    },
    async setChatBudget(_parent, { id, agentId, ...budgets }, context) {
      await find(context, id, agentId ?? null);
      return setChatBudget(context, id, budgets);
    },
    async setChatModel(_parent, { id, model, agentId }, context) {
      await find(context, id, agentId ?? null);
      return setChatModel(context, id, model);
    },
    patchChat: (_parent, { id, model, status, keyResolution, error }, context) =>
      patchChat(context, id, {
        model: model ?? null,
        status: status ?? null,
        error: error ?? null,
        ...(keyResolution != null && { keyResolution: parseJson(keyResolution) }),
      }),
    async uploadAttachment(_parent, { chatId, file, agentId }, context) {
      const { ownerId } = await find(context, chatId, agentId ?? null);
      return context.attachments.add(chatId, ownerId, file);
    },
  },
  Subscription: {
    chatEvents: {
      subscribe: async (_parent, { id, since, lastEventId }, context) => followChat(context, id, lastEventId ?? since ?? null),
      resolve: (item: ChatEventItem) => item,
    },
    chatListEvents: {
      subscribe: async (_parent, { since, lastEventId }, context) => {
        const after = positionOf(lastEventId ?? since ?? null);
        const items = context.log.follow({
          types: ['chat_created', 'chat_status_changed', 'chat_deleted'],
          ...(after !== null && { after }),
        });
        return flatItems<FollowItem, ChatEventItem>(items, (batch) =>
          batch.flatMap((item) => {
            const wire = 'gap' in item || !isVisible(item, context) ? null : toListWire(item);
            return wire && 'position' in item ? [{ cursor: String(item.position), wire }] : [];
          }),
        );
      },
      resolve: (item: ChatEventItem) => item,
    },
  },
  Chat: {
    containerId: () => null,
    budgetUsd: async ({ id }, _arguments, { loaders }) => (await loaders.chatState.load(id))?.budgetUsd ?? null,
    budgetTokens: async ({ id }, _arguments, { loaders }) => (await loaders.chatState.load(id))?.budgetTokens ?? null,
    async left({ id }, _arguments, { loaders }) {
      const state = await loaders.chatState.load(id);
      return state ? leftOf(chatBudget(state), chatSpent(state)) : { usd: null, tokens: null, timeSec: null };
    },
    async waitingReason({ id }, _arguments, { loaders }) {
      const state = await loaders.chatState.load(id);
      return (state && (spentBudget(state) ?? state.waiting?.reason)) ?? null;
    },
    async waitingFor({ id, status }, _arguments, { loaders }) {
      return status === 'running' && (await loaders.isChatWaiting.load(id)) ? 'question' : null;
    },
    keyResolution: ({ keyResolution }) => keyResolution as Record<string, unknown> | null,
    messages: ({ id }, _arguments, { chats }) => chats.messages(id),
    files: ({ id }, _arguments, { attachments }) => attachments.list(id),
  },
  ChatMessage: {
    toolCalls: ({ toolCalls }) => toolCalls?.map((call) => ({ ...call })) ?? null,
  },
  Attachment: {
    processingStatus: () => 'ready',
    estimatedTokens: ({ extractedText }) => (extractedText === null ? null : Math.ceil(extractedText.length / CHARACTERS_PER_TOKEN)),
    isImage: ({ mimeType }) => mimeType.startsWith('image/'),
    pdfPageCount: ({ pages }) => pages,
    content: ({ id }, _arguments, { attachments }) => attachments.content(id),
  },
};

/** @throws {NotFoundError} @throws {BadRequestError} for a chat of another agent. */
async function find({ chats, viewer }: Context, id: string, agentId: string | null): Promise<Chat> {
  const chat = await chats.find(id, viewer.ownerId);
  if (agentId !== null && chat.agentId !== agentId) throw new BadRequestError('The chat is with another agent');
  return chat;
}

/** What happened in a chat, an item that says that this was all, and what happens from then on. */
async function followChat(context: Context, id: string, cursor: string | null): Promise<AsyncIterableIterator<ChatEventItem>> {
  const { log } = context;
  const [, runId, stepId] = /^(run_[0-9a-f]+)_(.+)$/.exec(id) ?? [];
  const stream = runId ? runStream(runId) : chatStream(id);
  const isMeant = ({ event }: LogEvent) => stepId === undefined || event.step_id === stepId;
  const after = positionOf(cursor);
  const head = await log.head();
  const isReplay = after === null;
  const past = (await log.read(stream, 0, MOST_REPLAYED)).filter(
    (item) => item.position <= head && item.position > (after ?? 0) && isMeant(item),
  );
  const connected: ChatEventItem = { cursor: null, wire: { type: 'connected', session_id: id } };
  const first = [...past.filter((item) => isVisible(item, context)).flatMap((item) => itemsOf(item, isReplay)), connected];
  return flatItems(
    log.follow({ stream, after: head }),
    (batch) => batch.flatMap((item) => ('gap' in item || (isMeant(item) && isVisible(item, context)) ? itemsOf(item) : [])),
    first,
  );
}

/** The messages of one event: only the last one carries its cursor, so that none is lost between them. */
function itemsOf(item: FollowItem, isReplay = false): ChatEventItem[] {
  const cursor = 'gap' in item ? null : String(item.position);
  const wires = toChatWire(item, isReplay);
  return wires.map((wire, index) => ({
    cursor: index === wires.length - 1 ? cursor : null,
    wire: { ...wire, ...(cursor && { stream_id: cursor }) },
  }));
}

function isVisible({ ownerId: owner, event }: LogEvent, context: Context): boolean {
  const { ownerId } = visibleTo(context);
  return ownerId === undefined || owner === ownerId || event.owner_id === ownerId;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('key_resolution must be JSON text');
  }
}

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
