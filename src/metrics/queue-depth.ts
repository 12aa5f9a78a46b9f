import type { Pool } from 'pg';

/** What waits in the database, for all nodes together. Ages in milliseconds; null when nothing waits. */
export interface QueueDepth {
  /** Runs and chats that want an owner and have none. */
  run: Waiting;
  chat: Waiting;
  /** Steps that wait until their agent has a slot. */
  slots: Waiting & { granted: number };
}

export interface Waiting {
  depth: number;
  oldestMs: number | null;
}

/** Several gauges show one answer. */
const KEPT_MS = 1_000;
/** A scrape has 10 seconds by default; what a slow database does not answer by then is left out of it. */
const ANSWER_TIMEOUT_MS = 3_000;

/** Reads what waits; null while the database does not answer. */
export function queueDepthReader(pool: Pool): () => Promise<QueueDepth | null> {
  let last: { at: number; answer: Promise<QueueDepth | null> } | null = null;
  return () => {
    const now = Date.now();
    if (!last || now - last.at > KEPT_MS) last = { at: now, answer: within(read(pool, now)) };
    return last.answer;
  };
}

async function read(pool: Pool, now: number): Promise<QueueDepth> {
  const { rows } = await pool.query<{ kind: 'run' | 'chat' | 'slots'; depth: number; granted: number; since: number | null }>(QUEUES);
  const of = (kind: string) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    const oldestMs = row?.since == null ? null : Math.max(0, now - row.since);
    return { depth: row?.depth ?? 0, granted: row?.granted ?? 0, oldestMs };
  };
  return { run: of('run'), chat: of('chat'), slots: of('slots') };
}

async function within<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ANSWER_TIMEOUT_MS)));
  try {
    return await Promise.race([answer, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** What wants an owner does so since it changed last. */
const QUEUES = `
  select split_part(s.id, ':', 1) as kind, count(*)::int as depth, 0 as granted,
    min(coalesce(r.updated_at, c.last_activity_at)) as since
  from streams s
    left join runs r on s.id = 'run:' || r.id
    left join chat_sessions c on s.id = 'chat:' || c.id
  where s.wants_owner and s.owner is null
  group by 1
  union all
  select 'slots', count(*) filter (where not l.granted)::int, count(*) filter (where l.granted)::int, min(t.queued_at)
  from slots l
    left join steps t on not l.granted and t.run_id = substr(l.stream, 5) and t.status = 'queued'`;
