import type { Pool } from 'pg';

const BATCH = 10_000;

/**
 * Removes events and journals of streams that ended more than `days` ago, in batches, and remembers how far, so that a reader who asks
 * for what is gone is told. Retention counts from the end of a run: one that is at work keeps everything. Answers how many events went.
 */
export async function removeExpired(pool: Pool, days: number): Promise<number> {
  const ended = `select id from streams where ended_at < now() - make_interval(days => $1)`;
  let removed = 0;
  for (;;) {
    const { rows } = await pool.query<{ count: number; newest: number | null }>(
      `with gone as (
         delete from events where position in (select position from events where stream in (${ended}) order by position limit ${BATCH})
         returning position
       ), noted as (
         update log_head set removed = greatest(removed, (select max(position) from gone)) where exists (select from gone)
       )
       select count(*) as count, max(position) as newest from gone`,
      [days],
    );
    const count = rows[0]?.count ?? 0;
    removed += count;
    if (count < BATCH) break;
  }
  await pool.query(`delete from turn_journal where stream in (${ended})`, [days]);
  await pool.query('delete from log_writers w where not exists (select from nodes n where n.id = w.node)');
  return removed;
}
