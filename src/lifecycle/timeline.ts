import type { Pool } from 'pg';

/** Something that an agent began, finished or failed at. */
export interface TimelineEntry {
  /** The event's position in the log. */
  id: string;
  agentId: string;
  /** Epoch milliseconds. */
  timestamp: number;
  type: string;
  data: Record<string, unknown>;
}

export interface TimelineFilter {
  /** Rows of this owner are visible; null sees all. */
  ownerId: string | null;
  agentId: string | null;
  /** Inclusive. With it the oldest entries come first to mind: those that a reader has not seen yet. */
  since: number | null;
  limit: number;
}

interface Row {
  position: number;
  stream: string;
  type: string;
  at: number;
  agent_id: string;
  data: Record<string, unknown>;
  started_at: number | null;
  task: string | null;
}

/** The events that make an entry. */
export const TIMELINE_TYPES = [
  'step_started',
  'step_complete',
  'step_failed',
  'step_cancelled',
  'reply_started',
  'reply_complete',
  'reply_failed',
  'reply_aborted',
  'task_claimed',
  'pulse_started',
];

const ROWS = `
  select e.position, e.stream, e.type, e.at, e.data, coalesce(s.agent_id, c.agent_id, e.data->>'agent_id') as agent_id,
    s.started_at, coalesce(r.task, m.content) as task
  from events e
  left join runs r on e.stream like 'run:%' and r.id = substr(e.stream, 5)
  left join steps s on s.run_id = r.id and s.step_id = e.data->>'step_id'
  left join chat_sessions c on e.stream like 'chat:%' and c.id = substr(e.stream, 6)
  left join chat_messages m on m.session_id = c.id and m.exchange = (e.data->>'exchange')::int and m.role = 'user'
  where ($1::text is null or e.owner_id = $1) and coalesce(s.agent_id, c.agent_id, e.data->>'agent_id') is not null
    and ($2::text is null or coalesce(s.agent_id, c.agent_id, e.data->>'agent_id') = $2)`;

/** What agents did, newest first, out of the events that the actors committed. */
export async function timeline(
  pool: Pool,
  { ownerId, agentId, since, limit }: TimelineFilter,
): Promise<{ entries: TimelineEntry[]; hasMore: boolean }> {
  const { rows } = await pool.query<Row>(
    `${ROWS} and e.type = any($3) and ($4::bigint is null or e.at >= $4)
     order by e.position ${since === null ? 'desc' : 'asc'} limit $5`,
    [ownerId, agentId, TIMELINE_TYPES, since, limit + 1],
  );
  const shown = rows.slice(0, limit).sort((a, b) => b.position - a.position);
  return { entries: shown.map(entryOf), hasMore: rows.length > limit };
}

/** The entries of events that were just committed, oldest first. */
export async function timelineAt(
  pool: Pool,
  positions: readonly number[],
  { ownerId, agentId }: Pick<TimelineFilter, 'ownerId' | 'agentId'>,
): Promise<TimelineEntry[]> {
  if (positions.length === 0) return [];
  const { rows } = await pool.query<Row>(`${ROWS} and e.position = any($3) order by e.position`, [ownerId, agentId, positions]);
  return rows.map(entryOf);
}

const PREVIEW_CHARACTERS = 200;

function entryOf({ position, stream, type, at, agent_id, data, started_at, task }: Row): TimelineEntry {
  const id = stream.slice(stream.indexOf(':') + 1);
  const step = { runId: id, stepId: data.step_id, stepType: 'pipeline' };
  const chat = { sessionId: id, source: 'api' };
  const durationMs = started_at === null ? null : Math.max(0, at - started_at);
  const preview = task?.slice(0, PREVIEW_CHARACTERS) ?? '';
  const [name, told] = ((): [string, Record<string, unknown>] => {
    switch (type) {
      case 'step_started':
        return ['work_started', { ...step, model: data.model }];
      case 'step_complete':
        return ['work_complete', { ...step, outputs: data.outputs, durationMs }];
      case 'step_failed':
        return ['work_failed', { ...step, error: data.error, durationMs }];
      case 'step_cancelled':
        return ['work_failed', { ...step, error: data.reason, durationMs }];
      case 'reply_started':
        return ['session_started', { ...chat, userPrompt: preview, model: data.model }];
      case 'reply_complete':
        return ['session_completed', chat];
      case 'reply_failed':
        return ['session_failed', { ...chat, error: data.error }];
      case 'reply_aborted':
        return ['session_failed', { ...chat, error: data.reason }];
      case 'task_claimed':
        return ['task_claimed', { projectId: data.project_id, taskId: data.task_id, taskTitle: data.task_title }];
      default: {
        const { type: _type, at: _at, agent_id: _agent, ...rest } = data;
        return [type, rest];
      }
    }
  })();
  return { id: String(position), agentId: agent_id, timestamp: at, type: name, data: told };
}

/** Totals of an agent's work; "today" is the last 24 hours. */
export interface ActivityStats {
  sessionsToday: number;
  sessionsThisWeek: number;
  totalTokens: number;
  totalCost: number;
  errorCount: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export async function activityStats(pool: Pool, agentId: string, ownerId: string | null): Promise<ActivityStats> {
  const now = Date.now();
  const { rows } = await pool.query<ActivityStats>(
    `select count(*) filter (where at >= $3)::int as "sessionsToday", count(*) filter (where at >= $4)::int as "sessionsThisWeek",
       coalesce(sum(tokens), 0)::float8 as "totalTokens", coalesce(sum(cost), 0)::float8 as "totalCost",
       (count(*) filter (where failed))::int as "errorCount"
     from (
       select s.started_at as at, s.input_tokens + s.output_tokens as tokens, s.cost_usd as cost, s.status = 'failed' as failed
       from steps s join runs r on r.id = s.run_id
       where s.agent_id = $1 and s.started_at is not null and ($2::text is null or r.owner_id = $2)
       union all
       select created_at, input_tokens + output_tokens, cost_usd, status = 'failed' from chat_sessions
       where agent_id = $1 and ($2::text is null or owner_id = $2)
     ) work`,
    [agentId, ownerId, now - DAY_MS, now - 7 * DAY_MS],
  );
  return rows[0] as ActivityStats;
}
