import type { Pool } from 'pg';
import { NotFoundError } from '../errors.ts';
import type { StepRef } from '../pipelines/machine/facts.ts';
import type { RunState } from '../pipelines/machine/run-state.ts';
import type { Pipeline } from '../pipelines/pipeline.ts';
import type { SessionEntry } from '../sessions/session-journal.ts';
import type { RunOrigin } from './run-rows.ts';

/** A run as its owner or a command needs it: the fold of its log, and the fences that a write must name. */
export interface StoredRun {
  origin: RunOrigin;
  /** As it was when the run was created or last restarted. */
  pipeline: Pipeline;
  state: RunState;
  owner: string | null;
  epoch: number;
  version: number;
  /** How often it was taken over since it last got anywhere. */
  recoveries: number;
}

/** Reads what the log keeps of runs. Plain SQL: it stands on the way to every step. */
export interface RunStore {
  /** @throws {NotFoundError} */
  load(runId: string): Promise<StoredRun>;
  /** Stores a pipeline by the hash of its content, once. */
  pin(pipeline: Pipeline): Promise<void>;
  /** A stored pipeline. */
  pinned(hash: string): Promise<Pipeline>;
  /** What is committed of one attempt's session. */
  journal(runId: string, ref: StepRef): Promise<SessionEntry[]>;
  /** Whether the log has text of a turn that did not finish. */
  hasOpenTurn(runId: string): Promise<boolean>;
}

export function runStream(runId: string): string {
  return `run:${runId}`;
}

export function createRunStore(pool: Pool): RunStore {
  const pinned = new Map<string, Pipeline>();

  async function pinnedPipeline(hash: string): Promise<Pipeline> {
    const known = pinned.get(hash);
    if (known) return known;
    const { rows } = await pool.query<{ definition: Pipeline }>('select definition from pipeline_versions where hash = $1', [hash]);
    const row = rows[0];
    if (!row) throw new Error(`pipeline version ${hash} is not stored`);
    pinned.set(hash, row.definition);
    return row.definition;
  }

  return {
    pinned: pinnedPipeline,

    async load(runId) {
      const { rows } = await pool.query<Omit<StoredRun, 'origin' | 'pipeline'> & { origin: RunOrigin }>({
        name: 'load-run',
        text: LOAD,
        values: [runId],
      });
      const row = rows[0];
      if (!row) throw new NotFoundError(`Run ${runId} not found`);
      return { ...row, pipeline: await pinnedPipeline(row.origin.pipeline_hash) };
    },

    async pin(pipeline) {
      if (pinned.has(pipeline.hash)) return;
      const definition = JSON.stringify(pipeline);
      await pool.query('insert into pipeline_versions (hash, pipeline_id, definition) values ($1, $2, $3) on conflict do nothing', [
        pipeline.hash,
        pipeline.id,
        definition,
      ]);
      pinned.set(pipeline.hash, pipeline);
    },

    async journal(runId, ref) {
      const { rows } = await pool.query<SessionEntry>(
        'select turn, entry, kind, content from turn_journal where stream = $1 and step_id = $2 and execution = $3 and attempt = $4 order by turn',
        [runStream(runId), ref.step_id, ref.execution, ref.attempt],
      );
      return rows;
    },

    async hasOpenTurn(runId) {
      const { rows } = await pool.query<{ open: boolean }>(OPEN_TURN, [runStream(runId)]);
      return rows[0]?.open ?? false;
    },
  };
}

const LOAD = `
  select json_build_object(
      'id', r.id, 'owner_id', r.owner_id, 'pipeline_id', r.pipeline_id, 'pipeline_hash', r.pipeline_hash, 'project_id', r.project_id,
      'project_name', r.project_name, 'initiated_by_user_id', r.initiated_by_user_id, 'key_user_id', r.key_user_id,
      'model_override', r.model_override, 'parent_run_id', r.parent_run_id, 'created_at', r.created_at) as origin,
    s.state, s.owner, s.epoch, s.version, s.recoveries
  from runs r join streams s on s.id = 'run:' || r.id
  where r.id = $1`;

const OPEN_TURN = `
  select coalesce(max(seq) filter (where type in ('agent_output', 'agent_thinking'))
      > coalesce(max(seq) filter (where type in ('turn_complete', 'turn_discarded', 'step_started', 'step_failed')), 0), false) as open
  from events where stream = $1`;
