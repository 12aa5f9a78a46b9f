import type { Pool } from 'pg';

/** A call that was going on when its server was lost, and was not made again: a person may want to look what came of it. */
export interface UnknownOutcome {
  toolCallId: string;
  toolName: string;
  runId: string | null;
  chatId: string | null;
  /** Null in a chat. */
  stepId: string | null;
  /** When the work went on without knowing, in epoch milliseconds. */
  at: number;
}

/** Those after a moment, newest first. */
export async function unknownOutcomes(pool: Pool, ownerId: string | null, since: number, limit: number): Promise<UnknownOutcome[]> {
  const { rows } = await pool.query<UnknownOutcome>(
    `select data->>'tool_call_id' as "toolCallId", data->>'tool_name' as "toolName", case when stream like 'run:%' then substr(stream, 5) end as "runId",
       case when stream like 'chat:%' then substr(stream, 6) end as "chatId", data->>'step_id' as "stepId", at
     from events where type = 'tool_call_end' and data->>'outcome' = 'unknown' and ($1::text is null or owner_id = $1) and at > $2
     order by position desc limit $3`,
    [ownerId, since, limit],
  );
  return rows;
}
