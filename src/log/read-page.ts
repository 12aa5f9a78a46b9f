import type { Pool } from 'pg';
import type { FollowOptions, LogEvent, NewEvent } from './event-log.ts';

/** Few, since a reader that is behind takes a page in one go, and whoever else wants the server waits meanwhile. */
const PAGE = 50;
/** What the events of a page take up, but for the last one: a page of large events is a short one. */
const PAGE_BYTES = 256 * 1024;

export interface Page {
  /** The newest position at the time of reading. */
  head: number;
  /** The newest position that retention had removed by then. */
  removed: number;
  events: LogEvent[];
  /** Nothing follows them that was there when they were read. */
  isLast: boolean;
}

interface EventRow {
  position: number;
  stream: string;
  seq: number;
  owner_id: string | null;
  data: NewEvent;
}

/** Events after a position in order, as many as fit a page, and how far the log went when they were read: both of one moment. */
export async function readPage(
  pool: Pool,
  after: number,
  { stream, types }: FollowOptions,
  until = Number.MAX_SAFE_INTEGER,
): Promise<Page> {
  const { rows } = await pool.query<{ head: number; removed: number; found: number | null } & (EventRow | { position: null })>({
    name: `page-${stream ? 's' : ''}${types ? 't' : ''}`,
    text: `select h.position as head, h.removed, e.* from log_head h left join lateral (
        select position, stream, seq, owner_id, data, found from (
          select *, count(*) over () as found, sum(bytes) over (order by position rows unbounded preceding) - bytes as before from (
            select * from events
            where position > $1 and position <= $2 ${stream ? 'and stream = $3' : ''} ${types ? `and type = any($${stream ? 4 : 3})` : ''}
            order by position limit ${PAGE}
          ) candidates
        ) page where before < ${PAGE_BYTES}
      ) e on true order by e.position`,
    values: [after, until, ...(stream ? [stream] : []), ...(types ? [types] : [])],
  });
  const { head, removed, found } = rows[0] ?? { head: 0, removed: 0, found: null };
  const events = rows.filter((row) => row.position !== null).map(toLogEvent);
  return { head, removed, events, isLast: found === null || (found < PAGE && events.length === found) };
}

export function toLogEvent({ position, stream, seq, owner_id, data }: EventRow): LogEvent {
  return { position, stream, seq, ownerId: owner_id, event: data };
}
