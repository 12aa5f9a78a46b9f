import type { Pool } from 'pg';

/** What is written where one step ends and the next begins. */
export interface Boundary {
  events: { seq: number; type: string; data: Record<string, unknown> }[];
  journal: { step_id: string; execution: number; attempt: number; turn: number; entry: string; kind: string; content: unknown }[];
  steps: { step_id: string }[];
  isLast: boolean;
}

/** The rows that the server wrote for a run, grouped as a program would that keeps nothing before a step is over. */
export async function rowsOf(pool: Pool, stream: string): Promise<Boundary[]> {
  const { rows: events } = await pool.query<Boundary['events'][number]>(
    'select seq, type, data from events where stream = $1 order by seq',
    [stream],
  );
  const { rows: journal } = await pool.query<Boundary['journal'][number]>('select * from turn_journal where stream = $1', [stream]);
  const { rows: steps } = await pool.query<{ step_id: string }>('select * from steps where run_id = $1', [stream.slice('run:'.length)]);
  const empty = (): Boundary => ({ events: [], journal: [], steps: [], isLast: false });
  const boundaries: Boundary[] = [];
  let current = empty();
  for (const event of events) {
    current.events.push(event);
    const stepId = String(event.data.step_id);
    if (event.type === 'run_created') boundaries.push(current);
    else if (event.type === 'step_complete') {
      current.journal = journal.filter(({ step_id }) => step_id === stepId);
      current.steps = steps.filter(({ step_id }) => step_id === stepId);
      boundaries.push(current);
    } else continue;
    current = empty();
  }
  const last = boundaries.at(-1);
  if (last) {
    last.events.push(...current.events);
    last.isLast = true;
  }
  return boundaries;
}
