import type { Pool } from 'pg';
import { NotFoundError } from '../errors.ts';
import type { SessionEntry } from '../sessions/session-journal.ts';
import type { ChatState } from './chat-state.ts';

/** What is known of a chat from its beginning on and never changes by its facts. */
export interface ChatOrigin {
  id: string;
  owner_id: string | null;
  agent_id: string;
  /** How much the model thinks; null is the agent's own setting. */
  thinking_level: string | null;
  /** Stands at the end of what the agent is told of itself. */
  supplement: string | null;
  /** The project whose board its agent may use. */
  project_id: string | null;
  /** `pulse`: the agent woke by itself, and the chat ends with its reply. */
  source: 'api' | 'pulse';
  created_at: number;
}

/** A chat as its owner or a command needs it: the fold of its log, and the fences that a write must name. */
export interface StoredChat {
  origin: ChatOrigin;
  state: ChatState;
  owner: string | null;
  epoch: number;
  version: number;
  recoveries: number;
}

/** A chat as lists have it. */
export interface Chat {
  id: string;
  ownerId: string | null;
  agentId: string;
  status: string;
  model: string;
  error: string | null;
  messageCount: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  keyResolution: unknown;
  createdAt: number;
  lastActivityAt: number;
  startedAt: number | null;
  completedAt: number | null;
}

export interface ChatMessage {
  id: string;
  sessionId: string;
  exchange: number;
  role: 'user' | 'assistant';
  content: string;
  thinking: string | null;
  toolCalls: ChatToolCall[] | null;
  attachments: string[] | null;
  model: string | null;
  status: 'complete' | 'queued' | 'writing' | 'aborted' | 'failed';
  error: string | null;
  createdAt: number;
  completedAt: number | null;
}

export interface ChatToolCall {
  toolName: string;
  toolCallId: string;
  args: Record<string, unknown>;
  result?: string;
  isError?: boolean;
}

/** A message and the reply to it, with what the session behind the reply kept. */
export interface PastExchange {
  number: number;
  message: ChatMessage;
  reply: ChatMessage;
  entries: SessionEntry[];
}

/** Reads what the log and its rows keep of chats. */
export interface ChatStore {
  /** @throws {NotFoundError} */
  load(id: string): Promise<StoredChat>;
  /** @throws {NotFoundError} for one of another owner, too. */
  find(id: string, ownerId: string | null): Promise<Chat>;
  list(filter: ChatFilter): Promise<{ chats: Chat[]; total: number }>;
  /** Oldest first. */
  messages(id: string): Promise<ChatMessage[]>;
  /** Exchanges after a number up to another one, oldest first. */
  exchanges(id: string, after: number, upTo: number): Promise<PastExchange[]>;
  journal(id: string, exchange: number): Promise<SessionEntry[]>;
  /** Text of a reply's turn that did not finish, as it was streamed. */
  openText(id: string, exchange: number): Promise<{ output: string; thinking: string }>;
  /** Keeps what was said of a reply that was stopped or failed. */
  settleReply(id: string, exchange: number): Promise<void>;
}

export interface ChatFilter {
  ownerId: string | null;
  agentId: string | null;
  statuses: readonly string[] | null;
  limit: number;
  offset: number;
}

export function chatStream(id: string): string {
  return `chat:${id}`;
}

/** Where a reply's session stands in the journal: a chat is one step, an exchange one execution of it. */
export function replyRef(exchange: number): { step_id: string; execution: number; attempt: number } {
  return { step_id: 'chat', execution: exchange, attempt: 1 };
}

const CHAT = `id, owner_id as "ownerId", agent_id as "agentId", status, model, error, message_count as "messageCount",
  input_tokens as "inputTokens", output_tokens as "outputTokens", cost_usd as "costUsd", key_resolution as "keyResolution",
  created_at as "createdAt", last_activity_at as "lastActivityAt", started_at as "startedAt", completed_at as "completedAt"`;
const MESSAGE = `id, session_id as "sessionId", exchange, role, content, thinking, tool_calls as "toolCalls", attachments, model, status, error,
  created_at as "createdAt", completed_at as "completedAt"`;
/** The user's message comes before the reply to it. */
const IN_ORDER = 'order by exchange, role desc';

export function createChatStore(pool: Pool): ChatStore {
  const store: ChatStore = {
    async load(id) {
      const { rows } = await pool.query<StoredChat>(
        `select json_build_object('id', c.id, 'owner_id', c.owner_id, 'agent_id', c.agent_id, 'thinking_level', c.thinking_level,
             'supplement', c.supplement, 'project_id', c.project_id, 'source', c.source, 'created_at', c.created_at) as origin,
           s.state, s.owner, s.epoch, s.version, s.recoveries
         from chat_sessions c join streams s on s.id = 'chat:' || c.id where c.id = $1`,
        [id],
      );
      if (!rows[0]) throw new NotFoundError('Chat session not found');
      return rows[0];
    },
    async find(id, ownerId) {
      const { rows } = await pool.query<Chat>(`select ${CHAT} from chat_sessions where id = $1 and ($2::text is null or owner_id = $2)`, [
        id,
        ownerId,
      ]);
      if (!rows[0]) throw new NotFoundError('Chat session not found');
      return rows[0];
    },
    async list({ ownerId, agentId, statuses, limit, offset }) {
      const { rows } = await pool.query<Chat & { total: number }>(
        `select ${CHAT}, count(*) over ()::int as total from chat_sessions
         where ($1::text is null or owner_id = $1) and ($2::text is null or agent_id = $2) and ($3::text[] is null or status = any($3))
         order by created_at desc, id desc limit $4 offset $5`,
        [ownerId, agentId, statuses, limit, offset],
      );
      const counted = rows[0]?.total;
      if (counted !== undefined || offset === 0) return { chats: rows, total: counted ?? 0 };
      return { chats: [], total: (await store.list({ ownerId, agentId, statuses, limit: 1, offset: 0 })).total };
    },
    async messages(id) {
      return (await pool.query<ChatMessage>(`select ${MESSAGE} from chat_messages where session_id = $1 ${IN_ORDER}`, [id])).rows;
    },
    async exchanges(id, after, upTo) {
      const { rows: messages } = await pool.query<ChatMessage>(
        `select ${MESSAGE} from chat_messages where session_id = $1 and exchange > $2 and exchange <= $3 ${IN_ORDER}`,
        [id, after, upTo],
      );
      const { rows: entries } = await pool.query<SessionEntry & { execution: number }>(
        `select execution, turn, entry, kind, content from turn_journal
         where stream = $1 and step_id = 'chat' and execution > $2 and execution <= $3 order by execution, turn`,
        [chatStream(id), after, upTo],
      );
      const byExchange = Map.groupBy(entries, ({ execution }) => execution);
      return [...Map.groupBy(messages, ({ exchange }) => exchange)].flatMap(([number, [message, reply]]) =>
        message && reply ? [{ number, message, reply, entries: byExchange.get(number) ?? [] }] : [],
      );
    },
    async journal(id, exchange) {
      const { rows } = await pool.query<SessionEntry>(
        `select turn, entry, kind, content from turn_journal where stream = $1 and step_id = 'chat' and execution = $2 order by turn`,
        [chatStream(id), exchange],
      );
      return rows;
    },
    async openText(id, exchange) {
      const { rows } = await pool.query<{ output: string | null; thinking: string | null }>(
        `select string_agg(data->>'chunk', '' order by seq) filter (where type = 'agent_output') as output,
           string_agg(data->>'chunk', '' order by seq) filter (where type = 'agent_thinking') as thinking
         from events where stream = $1 and (data->>'execution')::int = $2 and type in ('agent_output', 'agent_thinking')
           and seq > (select coalesce(max(seq), 0) from events where stream = $1 and type in ('turn_complete', 'turn_discarded', 'reply_started'))`,
        [chatStream(id), exchange],
      );
      return { output: rows[0]?.output ?? '', thinking: rows[0]?.thinking ?? '' };
    },
    async settleReply(id, exchange) {
      const open = await store.openText(id, exchange);
      const { content, thinking, toolCalls } = replyOf(await store.journal(id, exchange), open);
      await pool.query(
        `update chat_messages set content = $3, thinking = $4, tool_calls = $5
         where session_id = $1 and exchange = $2 and role = 'assistant' and status in ('aborted', 'failed')`,
        [id, exchange, content, thinking, toolCalls && JSON.stringify(toolCalls)],
      );
    },
  };
  return store;
}

/** What a reply says, from what its session kept: the text of its turns, what was thought, and which tools were called. */
export function replyOf(
  entries: readonly SessionEntry[],
  open: { output: string; thinking: string } = { output: '', thinking: '' },
): { content: string; thinking: string | null; toolCalls: ChatToolCall[] | null } {
  const replies = entries.filter((entry) => entry.kind === 'reply').sort((a, b) => a.turn - b.turn);
  const results = new Map(entries.filter((entry) => entry.kind === 'tool_result').map(({ content }) => [content.callId, content]));
  const said = (type: 'text' | 'thinking', last: string) =>
    [...replies.map(({ content }) => content.parts.map((part) => (part.type === type ? part.text : '')).join('')), last]
      .map((text) => text.trim())
      .filter(Boolean)
      .join('\n\n');
  const toolCalls = replies.flatMap(({ content }) =>
    content.parts.flatMap((part): ChatToolCall[] => {
      if (part.type !== 'tool-call') return [];
      const result = results.get(part.callId);
      return [
        {
          toolName: part.name,
          toolCallId: part.callId,
          args: parseArgs(part.args),
          ...(result && { result: result.content.slice(0, 10_000), isError: result.isError }),
        },
      ];
    }),
  );
  return {
    content: said('text', open.output),
    thinking: said('thinking', open.thinking) || null,
    toolCalls: toolCalls.length > 0 ? toolCalls : null,
  };
}

function parseArgs(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
  } catch {
    return { unparsed: text };
  }
}
