import { NotFoundError } from '../errors.ts';
import type { EventLog, JournalEntry, NewEvent, Row } from '../log/event-log.ts';
import { FencedError, StaleStateError } from '../log/log-errors.ts';
import { decide, evolve, isOpen, todo, type ChatCommand, type ChatFact, type ChatState } from './chat-state.ts';
import { chatStream, type ChatStore, type ChatToolCall, type StoredChat } from './chat-store.ts';

/** What is to be committed to a chat in one piece. */
export interface ChatCommit {
  /** Decided one after the other, each on the state that the one before it left. */
  commands: readonly ChatCommand[];
  events?: readonly NewEvent[];
  journal?: readonly JournalEntry[];
  /** Committed too if the reply still goes on after the commands; else left out. */
  ifWriting?: { events: readonly NewEvent[]; journal: readonly JournalEntry[] };
  /** What the reply says that these commands finish. */
  reply?: { content: string; thinking: string | null; toolCalls: ChatToolCall[] | null };
  /** Makes the chat, whose first fact the state holds already. */
  created?: ChatFact;
  /** The node that owns the chat; absent when a command is decided where it arrives. */
  nodeId?: string;
  /** Raises the epoch: whatever the owner has in flight fails. */
  bump?: boolean;
  /** Epoch milliseconds. */
  now: number;
}

export interface CommittedChat {
  chat: StoredChat;
  facts: ChatFact[];
}

/**
 * Decides commands on a chat and commits the facts with all that follows from them: state, rows, journal, and whether the chat needs an
 * owner.
 * @throws {FencedError} and {StaleStateError} when someone else wrote first: load the chat again and decide again.
 */
export async function commitChat(log: EventLog, chat: StoredChat, commit: ChatCommit): Promise<CommittedChat> {
  const { now, nodeId, created } = commit;
  const { origin } = chat;
  const facts: ChatFact[] = created ? [created] : [];
  let { state } = chat;
  for (const command of commit.commands) {
    const decided = decide(state, command, origin.agent_id, now);
    state = decided.reduce(evolve, state);
    facts.push(...decided);
  }
  if (nodeId === undefined && facts.length === 0) return { chat, facts };
  const more = state.current?.number === chat.state.current?.number && isOpen(state) ? commit.ifWriting : undefined;
  const events = [...(commit.events ?? []), ...(more?.events ?? [])];
  const journal = [...(commit.journal ?? []), ...(more?.journal ?? [])];
  const disown = created ? undefined : disownment(state, chat.owner);
  if (facts.length + events.length + journal.length === 0 && !disown && !commit.bump) return { chat, facts };

  const appended = await log.append({
    stream: chatStream(origin.id),
    ...(created
      ? { epoch: 0, create: { owner: null, ownerId: origin.owner_id } }
      : { epoch: chat.epoch, version: chat.version, owner: nodeId }),
    bump: commit.bump,
    ...(commit.commands.some(({ type }) => type === 'recover') && { isRecovery: true }),
    facts: [...(facts as NewEvent[]), ...events],
    ...((facts.length > 0 || disown !== undefined) && {
      state,
      rows: { chat_sessions: [sessionRow(chat, state, now)], chat_messages: messageRows(chat, facts, commit, now) },
    }),
    journal,
    disown,
  });
  return {
    chat: { ...chat, state, epoch: appended.epoch, version: appended.version, owner: disown ? null : chat.owner },
    facts,
  };
}

/** Ends a chat that nobody can work on, with a reason. Does nothing when it is another node's. */
export async function failChat(deps: { log: EventLog; chats: ChatStore; nodeId: string }, id: string, error: string): Promise<void> {
  for (;;) {
    try {
      const chat = await deps.chats.load(id);
      if (chat.owner !== deps.nodeId) return;
      const end: ChatCommand = { type: 'end', reason: 'given up', status: 'failed', error };
      await commitChat(deps.log, chat, { commands: [end], nodeId: deps.nodeId, now: Date.now() });
      return;
    } catch (reason) {
      if (reason instanceof NotFoundError) return;
      if (!(reason instanceof FencedError) && !(reason instanceof StaleStateError)) throw reason;
    }
  }
}

/** A chat with nothing to do needs no owner; one that has something and nobody needs one now. */
function disownment(state: ChatState, owner: string | null): { wants: 'now' | null } | undefined {
  const effect = todo(state);
  if (effect === null) return owner === null ? undefined : { wants: null };
  return owner === null ? { wants: 'now' } : undefined;
}

function sessionRow({ origin }: StoredChat, state: ChatState, now: number): Row {
  return {
    ...origin,
    status: state.status,
    model: state.model,
    error: state.error,
    message_count: state.messageCount,
    input_tokens: state.usage.input_tokens,
    output_tokens: state.usage.output_tokens,
    cost_usd: state.usage.cost_usd,
    last_activity_at: now,
    started_at: state.startedAt,
    completed_at: state.completedAt,
  };
}

/** Rows of the messages that these facts make or change. */
function messageRows({ origin, state: before }: StoredChat, facts: readonly ChatFact[], { reply }: ChatCommit, now: number): Row[] {
  const rows = new Map<string, Row>();
  const put = (row: Row) => rows.set(row.id, { ...rows.get(row.id), ...row });
  const ofReply = (id: string, exchange: number, more: Record<string, unknown>) =>
    put({
      id,
      session_id: origin.id,
      exchange,
      role: 'assistant',
      content: '',
      thinking: null,
      tool_calls: null,
      attachments: null,
      model: before.current?.model ?? null,
      error: null,
      created_at: now,
      completed_at: null,
      ...more,
    });
  for (const fact of facts) {
    switch (fact.type) {
      case 'message_queued':
        put({
          id: fact.message_id,
          session_id: origin.id,
          exchange: fact.exchange,
          role: 'user',
          content: fact.content,
          thinking: null,
          tool_calls: null,
          attachments: fact.attachments.length > 0 ? fact.attachments : null,
          model: null,
          status: 'complete',
          error: null,
          created_at: fact.at,
          completed_at: fact.at,
        });
        ofReply(fact.reply_id, fact.exchange, { status: 'queued', model: fact.model });
        break;
      case 'reply_started':
        ofReply(fact.reply_id, fact.exchange, { status: 'writing', model: fact.model });
        break;
      case 'reply_complete':
        ofReply(fact.reply_id, fact.exchange, {
          status: 'complete',
          content: reply?.content ?? '',
          thinking: reply?.thinking ?? null,
          tool_calls: reply?.toolCalls ?? null,
          completed_at: fact.at,
        });
        break;
      case 'reply_failed':
        ofReply(fact.reply_id, fact.exchange, { status: 'failed', error: fact.error, completed_at: fact.at });
        break;
      case 'reply_aborted':
        ofReply(fact.reply_id, fact.exchange, { status: 'aborted', completed_at: fact.at });
        break;
      case 'chat_status_changed':
        if (fact.to === 'completed' || fact.to === 'failed')
          for (const { replyId, number } of before.queue)
            ofReply(replyId, number, { status: 'aborted', error: 'The chat ended before this was answered', completed_at: fact.at });
        break;
      case 'chat_created':
      case 'chat_model_changed':
      case 'chat_budget_changed':
      case 'reply_waiting':
      case 'history_compacted':
      case 'turn_complete':
      case 'turn_discarded':
      case 'tool_call_start':
      case 'question_asked':
      case 'question_answered':
        break; // no message changes
    }
  }
  return [...rows.values()];
}
