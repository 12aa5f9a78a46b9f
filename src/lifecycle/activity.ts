import type { Pool } from 'pg';
import type { FollowItem } from '../log/event-log.ts';
import { timelineAt, type TimelineEntry } from './timeline.ts';

export type ActivityForm = 'ACTIVITY' | 'SESSIONS' | 'STATES';

/** Something that an agent did, or a change of its state. */
export interface ActivityItem {
  /** Resumes behind this item; null for what is not in the log. */
  cursor: string | null;
  entry: TimelineEntry | null;
  /** As clients of the event stream read it. */
  wire: Record<string, unknown>;
}

/** Whom a reader follows, and how it is told. */
export interface ActivityFilter {
  /** Rows of this owner are visible; null sees all. */
  ownerId: string | null;
  agentId: string | null;
  form: ActivityForm;
}

/** The items of a batch of the log; one statement for all of them. */
export async function activityOf(pool: Pool, batch: readonly FollowItem[], filter: ActivityFilter): Promise<ActivityItem[]> {
  const gaps = batch.filter((item) => 'gap' in item);
  const positions = batch.flatMap((item) => ('gap' in item ? [] : [item.position]));
  const entries = await timelineAt(pool, positions, filter);
  const ended = entries.filter(({ type }) => isEndOfWork(type)).map(({ agentId }) => agentId);
  const busy = filter.form === 'SESSIONS' ? new Set<string>() : await busyAmong(pool, ended);
  return [
    ...gaps.map(({ gap }) => ({ cursor: null, entry: null, wire: { type: 'gap', ...gap } })),
    ...entries.flatMap((entry) => itemsOf(entry, filter.form, busy)),
  ];
}

/** An entry from before a reader came. */
export function backfilled(entry: TimelineEntry): ActivityItem {
  return { cursor: entry.id, entry, wire: entryWire(entry, 'backfill') };
}

/** The last item carries the cursor of the entry, so that none is lost between them. */
function itemsOf(entry: TimelineEntry, form: ActivityForm, busy: ReadonlySet<string>): ActivityItem[] {
  const wires: (Record<string, unknown> | null)[] = {
    ACTIVITY: [stateWire(entry, busy), entryWire(entry, 'live')],
    SESSIONS: [sessionWire(entry)],
    STATES: [stateWire(entry, busy)],
  }[form];
  const told = wires.filter((wire) => wire !== null);
  return told.map((wire, index) => {
    const isLast = index === told.length - 1;
    return { cursor: isLast ? entry.id : null, entry: wire.id === entry.id || form !== 'ACTIVITY' ? entry : null, wire };
  });
}

function entryWire({ id, type, timestamp, data }: TimelineEntry, phase: 'backfill' | 'live'): Record<string, unknown> {
  return { id, type, timestamp, data, phase };
}

/** Null when the agent goes on with other work, or when the entry says nothing of work. */
function stateWire({ agentId, type, timestamp, data }: TimelineEntry, busy: ReadonlySet<string>): Record<string, unknown> | null {
  const common = { type: 'AGENT_STATE_CHANGED', agentId, timestamp };
  if (type === 'work_started') {
    return { ...common, fromState: 'idle', toState: 'working', currentWork: { runId: data.runId, step: data.stepId } };
  }
  if (!isEndOfWork(type) || busy.has(agentId)) return null;
  return { ...common, fromState: 'working', toState: 'idle', currentWork: null };
}

function isEndOfWork(type: string): boolean {
  return type === 'work_complete' || type === 'work_failed';
}

const SESSION_TYPES: Readonly<Record<string, string>> = {
  work_started: 'created',
  work_complete: 'completed',
  work_failed: 'failed',
  session_started: 'created',
  session_completed: 'completed',
  session_failed: 'failed',
};

function sessionWire({ agentId, type, timestamp, data }: TimelineEntry): Record<string, unknown> | null {
  const name = SESSION_TYPES[type];
  if (!name) return null;
  const isChat = data.sessionId !== undefined;
  return {
    type: name,
    sessionId: isChat ? data.sessionId : `${String(data.runId)}_${String(data.stepId)}`,
    agentId,
    timestamp,
    ...(name === 'created' && { data: { source: isChat ? 'api' : 'pipeline', model: data.model } }),
    ...(name === 'failed' && { data: { error: data.error } }),
  };
}

/** Which of these agents work on a step. */
async function busyAmong(pool: Pool, agentIds: readonly string[]): Promise<Set<string>> {
  if (agentIds.length === 0) return new Set();
  const { rows } = await pool.query<{ agent_id: string }>(
    `select distinct agent_id from steps where status = 'running' and agent_id = any($1)`,
    [agentIds],
  );
  return new Set(rows.map(({ agent_id }) => agent_id));
}
