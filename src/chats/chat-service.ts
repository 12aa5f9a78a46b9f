import type { Context } from '../context.ts';
import { BadRequestError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { NewEvent } from '../log/event-log.ts';
import { FencedError, StaleStateError } from '../log/log-errors.ts';
import type { ThinkingLevel } from '../settings/settings-store.ts';
import type { QuestionEnd } from '../questions/question-facts.ts';
import { readBoard } from '../projects/board-store.ts';
import { removeWorkspace } from '../runs/workspace.ts';
import { commitChat, type CommittedChat } from './chat-commit.ts';
import { evolve, isOpen, newChat, spentBudget, type ChatBudgets, type ChatCommand, type ChatFact } from './chat-state.ts';
import { chatStream, type Chat, type ChatOrigin, type StoredChat } from './chat-store.ts';

export interface StartChatInput {
  agentId: string;
  model?: string | null;
  systemPromptSupplement?: string | null;
  thinkingLevel?: ThinkingLevel | null;
  /** The project whose board the agent may use. */
  projectId?: string | null;
  /** `pulse`: the agent woke by itself. */
  source?: 'api' | 'pulse';
  /** US dollars; when its cost reaches it, the reply ends and no more are written until it is raised. */
  budgetUsd?: number | null;
  /** Input and output together. */
  budgetTokens?: number | null;
}

const LONGEST_MESSAGE = 500_000;
const LONGEST_SUPPLEMENT = 50_000;
const MOST_ATTACHMENTS = 20;
/** Messages that may wait for a reply. */
const MOST_WAITING = 100;

/**
 * Begins a chat with an agent.
 * @throws {NotFoundError} for an unknown agent. @throws {BadRequestError} for a model that cannot be used.
 */
export async function startChat(context: Context, input: StartChatInput): Promise<Chat> {
  const { agents, models, viewer, log } = context;
  await agents.get(input.agentId);
  const model = input.model || (await agents.settings(input.agentId)).model || models.defaultModel();
  models.check(model);
  if (input.projectId) await readBoard(context, input.projectId);
  if ((input.systemPromptSupplement?.length ?? 0) > LONGEST_SUPPLEMENT)
    throw new BadRequestError(`system_prompt_supplement must have at most ${LONGEST_SUPPLEMENT} characters`);
  const now = Date.now();
  const origin: ChatOrigin = {
    id: `chat_${input.agentId}_${now}_${newId('c').slice(-4)}`,
    owner_id: viewer.ownerId,
    agent_id: input.agentId,
    thinking_level: input.thinkingLevel ?? null,
    supplement: input.systemPromptSupplement || null,
    project_id: input.projectId ?? null,
    source: input.source ?? 'api',
    created_at: now,
  };
  const budgets = { budget_usd: input.budgetUsd ?? null, budget_tokens: input.budgetTokens ?? null };
  const created: ChatFact = { type: 'chat_created', at: now, agent_id: input.agentId, model, source: origin.source, ...budgets };
  const chat: StoredChat = { origin, state: newChat(model, origin.source, budgets), owner: null, epoch: 1, version: 1, recoveries: 0 };
  await commitChat(log, chat, { created, commands: [], now });
  context.chatInbox.wake(origin.id);
  return context.chats.find(origin.id, viewer.ownerId);
}

export interface SentMessage {
  chatId: string;
  userMessageId: string;
  assistantMessageId: string;
}

/**
 * Puts a message into a chat; it is answered after those that came before it. A model that is named stays the chat's.
 * @throws {BadRequestError} when the chat is over or its budget is spent, an attachment is not its own, or too many messages wait.
 */
export async function sendMessage(
  context: Context,
  id: string,
  input: { message: string; model?: string | null; attachmentIds?: readonly string[] | null },
): Promise<SentMessage> {
  const { message, model, attachmentIds } = input;
  if (message.length > LONGEST_MESSAGE) throw new BadRequestError(`message must have at most ${LONGEST_MESSAGE} characters`);
  const attachments = [...new Set(attachmentIds ?? [])];
  if (attachments.length > MOST_ATTACHMENTS) throw new BadRequestError(`attachment_ids must be at most ${MOST_ATTACHMENTS}`);
  if (model) context.models.check(model);
  await context.chats.find(id, context.viewer.ownerId);
  const known = await context.attachments.known(id, attachments);
  if (known.size < attachments.length) throw new BadRequestError('An attachment is not of this chat');
  const sent = { userMessageId: newId('msg'), assistantMessageId: newId('msg') };
  await command(context, id, ({ state }) => {
    if (!isOpen(state)) throw new BadRequestError(`The chat is ${state.status}; restart it to go on`);
    const spent = spentBudget(state);
    if (spent !== null) throw new BadRequestError(spent);
    if (state.queue.length >= MOST_WAITING) throw new BadRequestError(`${MOST_WAITING} messages wait for a reply already`);
    return {
      type: 'send',
      messageId: sent.userMessageId,
      replyId: sent.assistantMessageId,
      content: message.replaceAll('\0', ''),
      attachments,
      model: model || null,
    };
  });
  return { chatId: id, ...sent };
}

/** Stops the reply that is being written and keeps what was said of it; messages that wait are answered. */
export async function stopReply(context: Context, id: string): Promise<Chat> {
  await command(context, id, () => ({ type: 'abort', reason: 'user_requested' }), { bump: true });
  return context.chats.find(id, context.viewer.ownerId);
}

/** Ends a question of a chat, whose reply goes on when it was the last one. False when it had ended before. @throws {NotFoundError} */
export async function answerInChat(context: Context, id: string, end: QuestionEnd): Promise<boolean> {
  return (await command(context, id, () => ({ type: 'answer', ...end }))).facts.length > 0;
}

/** Ends a chat and keeps its history. One that is over stays as it is. */
export async function endChat(context: Context, id: string): Promise<Chat> {
  await command(context, id, () => ({ type: 'end', reason: 'user_ended' }), { bump: true });
  return context.chats.find(id, context.viewer.ownerId);
}

/** Opens a chat again that is over; one that is open stays as it is. */
export async function restartChat(context: Context, id: string): Promise<Chat> {
  await command(context, id, () => ({ type: 'reopen' }));
  return context.chats.find(id, context.viewer.ownerId);
}

/** Sets the model of the replies to come. @throws {BadRequestError} for one that cannot be used. */
export async function setChatModel(context: Context, id: string, model: string): Promise<Chat> {
  context.models.check(model);
  await command(context, id, () => ({ type: 'set-model', model }));
  return context.chats.find(id, context.viewer.ownerId);
}

/**
 * Sets what a chat may spend; what is absent stays, null lifts it. Messages that wait are answered then.
 * @throws {BadRequestError} when it has spent as much already, or nothing is named.
 */
export async function setChatBudget(
  context: Context,
  id: string,
  { budgetUsd, budgetTokens }: { budgetUsd?: number | null; budgetTokens?: number | null },
): Promise<Chat> {
  const budgets: ChatBudgets = {
    ...(budgetUsd !== undefined && { budget_usd: budgetUsd }),
    ...(budgetTokens !== undefined && { budget_tokens: budgetTokens }),
  };
  if (Object.keys(budgets).length === 0) throw new BadRequestError('Name what to set: budget_usd or budget_tokens');
  await command(context, id, ({ state }) => {
    const spent = spentBudget(evolve(state, { type: 'chat_budget_changed', at: 0, ...budgets }));
    if (spent !== null) throw new BadRequestError(spent);
    return { type: 'set-budget', budgets };
  });
  return context.chats.find(id, context.viewer.ownerId);
}

/** What engines and bridges say of a chat that they drive. */
export async function patchChat(
  context: Context,
  id: string,
  patch: { model?: string | null; status?: string | null; keyResolution?: unknown; error?: string | null },
): Promise<Chat> {
  const { model, status, keyResolution, error } = patch;
  await context.chats.find(id, context.viewer.ownerId);
  if (model) await setChatModel(context, id, model);
  if (status === 'completed' || status === 'failed')
    await command(context, id, () => ({ type: 'end', reason: 'patched', status, error: error ?? null }), { bump: true });
  else if (status === 'starting' || status === 'running' || status === 'ready') await command(context, id, () => ({ type: 'reopen' }));
  else if (status != null) throw new BadRequestError('status must be one of starting, running, ready, completed, failed');
  if (keyResolution !== undefined)
    await context.pool.query('update chat_sessions set key_resolution = $2 where id = $1', [id, JSON.stringify(keyResolution)]);
  return context.chats.find(id, context.viewer.ownerId);
}

/** Ends a chat if need be and removes it with its messages, its files and its workspace. */
export async function deleteChat(context: Context, id: string): Promise<void> {
  const { agentId, ownerId } = await context.chats.find(id, context.viewer.ownerId);
  await command(context, id, () => ({ type: 'end', reason: 'deleted' }), { bump: true });
  for (;;) {
    const { epoch } = await context.chats.load(id);
    try {
      await context.log.append({ stream: chatStream(id), epoch, facts: [], delete: true });
      break;
    } catch (error) {
      if (!(error instanceof FencedError)) throw error;
    }
  }
  await removeWorkspace(context.settings.dataDir, id);
  const deleted: NewEvent = { type: 'chat_deleted', at: Date.now(), chat_id: id, agent_id: agentId, owner_id: ownerId };
  await context.log.append({ stream: 'system', epoch: 0, facts: [deleted] });
}

/** Decides a command on a chat as it is now, until nobody else writes in between. */
async function command(
  context: Context,
  id: string,
  decideOn: (chat: StoredChat) => ChatCommand,
  options: { bump?: boolean } = {},
): Promise<CommittedChat> {
  for (;;) {
    const chat = await context.chats.load(id);
    if (context.viewer.ownerId !== null && chat.origin.owner_id !== context.viewer.ownerId)
      throw new NotFoundError('Chat session not found');
    const given = decideOn(chat);
    try {
      const committed = await commitChat(context.log, chat, { commands: [given], now: Date.now(), ...options });
      const aborted = committed.facts.find((fact) => fact.type === 'reply_aborted');
      if (aborted) await context.chats.settleReply(id, aborted.exchange);
      if (committed.facts.length > 0) context.chatInbox.wake(id);
      return committed;
    } catch (error) {
      if (!(error instanceof FencedError) && !(error instanceof StaleStateError)) throw error;
    }
  }
}
