import type { Pool } from 'pg';
import { NotFoundError } from '../errors.ts';

/** One execution of an agent: a step of a run, or a chat. */
export interface AgentSession {
  /** `<run>_<step>`, or the id of the chat. */
  id: string;
  agentId: string;
  /** `pipeline`, `pulse` or `api`. */
  source: string;
  sourceId: string | null;
  status: 'starting' | 'running' | 'completed' | 'failed';
  userPrompt: string | null;
  output: string | null;
  error: string | null;
  model: string | null;
  turnCount: number;
  createdAt: number;
  startedAt: number | null;
  completedAt: number | null;
  /** The run or the chat whose log has its events. */
  stream: string;
  stepId: string | null;
}

export interface SessionFilter {
  ownerId: string | null;
  agentIds: readonly string[] | null;
  statuses: readonly string[] | null;
  limit: number;
  offset: number;
}

const SESSIONS = `
  select s.run_id || '_' || s.step_id as id, s.agent_id as "agentId", 'pipeline' as source, s.step_id as "sourceId",
    case s.status when 'queued' then 'starting' when 'retrying' then 'starting' when 'cancelled' then 'failed' else s.status end as status,
    left(r.task, 500) as "userPrompt", s.output, s.error, s.model_used as model,
    (select count(*)::int from turn_journal j where j.stream = 'run:' || s.run_id and j.step_id = s.step_id and j.kind = 'reply') as "turnCount",
    coalesce(s.queued_at, s.started_at, r.created_at) as "createdAt", s.started_at as "startedAt", s.completed_at as "completedAt",
    'run:' || s.run_id as stream, s.step_id as "stepId", r.owner_id as owner
  from steps s join runs r on r.id = s.run_id where s.status <> 'pending'
  union all
  select c.id, c.agent_id, c.source, null, c.status,
    (select left(m.content, 500) from chat_messages m where m.session_id = c.id and m.role = 'user' order by m.exchange limit 1),
    (select m.content from chat_messages m where m.session_id = c.id and m.role = 'assistant' and m.completed_at is not null
     order by m.exchange desc limit 1),
    c.error, c.model, c.message_count / 2, c.created_at, c.started_at, c.completed_at, 'chat:' || c.id, null, c.owner_id
  from chat_sessions c`;

/** Newest first. */
export async function listSessions(pool: Pool, filter: SessionFilter): Promise<{ sessions: AgentSession[]; total: number }> {
  const { ownerId, agentIds, statuses, limit, offset } = filter;
  const where = `where ($1::text is null or owner = $1) and ($2::text[] is null or "agentId" = any($2)) and ($3::text[] is null or status = any($3))`;
  const [{ rows }, counted] = await Promise.all([
    pool.query<AgentSession>(`select * from (${SESSIONS}) x ${where} order by "createdAt" desc, id desc limit $4 offset $5`, [
      ownerId,
      agentIds,
      statuses,
      limit,
      offset,
    ]),
    pool.query<{ total: number }>(`select count(*)::int as total from (${SESSIONS}) x ${where}`, [ownerId, agentIds, statuses]),
  ]);
  return { sessions: rows, total: counted.rows[0]?.total ?? 0 };
}

/** @throws {NotFoundError} for one of another owner, too. */
export async function findSession(pool: Pool, id: string, ownerId: string | null): Promise<AgentSession> {
  const { rows } = await pool.query<AgentSession>(`select * from (${SESSIONS}) x where id = $1 and ($2::text is null or owner = $2)`, [
    id,
    ownerId,
  ]);
  if (!rows[0]) throw new NotFoundError(`Session ${/^[\w-]{1,200}$/.test(id) ? id : ''} not found`);
  return rows[0];
}

/** An event of a session, as existing clients know it. */
export interface SessionEvent {
  id: string;
  eventType: string;
  timestamp: number;
  data: Record<string, unknown>;
}

const MOST_EVENTS = 5_000;

/** Oldest first. */
export async function sessionEvents(pool: Pool, { stream, stepId }: AgentSession): Promise<SessionEvent[]> {
  const { rows } = await pool.query<{ position: number; type: string; at: number; data: Record<string, unknown> }>(
    `select position, type, at, data from events where stream = $1 and ($2::text is null or data->>'step_id' = $2)
       and type in ('agent_output', 'agent_thinking', 'tool_call_start', 'tool_call_end', 'turn_complete', 'message_queued', 'agent_message')
     order by position limit ${MOST_EVENTS}`,
    [stream, stepId],
  );
  return rows.map(({ position, type, at, data }) => ({ id: String(position), timestamp: at, ...EVENTS[type]?.(data) })) as SessionEvent[];
}

const EVENTS: Record<string, (event: Record<string, unknown>) => { eventType: string; data: Record<string, unknown> }> = {
  agent_output: ({ chunk }) => ({ eventType: 'output', data: { stream: 'stdout', content: chunk } }),
  agent_thinking: ({ chunk }) => ({ eventType: 'thinking', data: { thinking: chunk } }),
  tool_call_start: ({ tool_name, tool_call_id, args }) => ({
    eventType: 'tool_start',
    data: { toolName: tool_name, toolCallId: tool_call_id, args },
  }),
  tool_call_end: ({ tool_name, tool_call_id, result, is_error, duration_ms }) => ({
    eventType: 'tool_end',
    data: { toolName: tool_name, toolCallId: tool_call_id, result, success: !is_error, durationMs: duration_ms },
  }),
  turn_complete: ({ turn, usage, finish_reason }) => ({ eventType: 'turn_end', data: { turn, usage, finishReason: finish_reason } }),
  message_queued: ({ content }) => ({ eventType: 'message', data: { role: 'user', content } }),
  agent_message: ({ from, to, message }) => ({ eventType: 'message', data: { from, to, content: message } }),
};
