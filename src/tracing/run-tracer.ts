import type { Pool } from 'pg';
import type { LogEvent, NewEvent } from '../log/event-log.ts';
import type { Logger } from '../logger.ts';
import { RunTrace, TRACED, type Span } from './run-trace.ts';

/** Tells of what runs did, from what this node commits of them. */
export interface RunTracer {
  see(events: readonly LogEvent[]): void;
  /** Resolves when what was seen is told. */
  settled(): Promise<void>;
}

interface Known {
  /** Null when its beginning is not in the log any more: nothing is told of it. */
  trace: RunTrace | null;
  lastSeq: number;
}

/** A run whose history is being read, and what came meanwhile. */
interface Reading {
  waiting: LogEvent[];
  done: Promise<void>;
}

/** Runs that are kept in mind; one that is not is read from the log again. */
const MOST_RUNS = 10_000;

/**
 * Each fact is committed by one node, so each span is told by one node: the one that committed its end. What came before on another node,
 * or before a restart, is read from the log.
 */
export function createRunTracer({ pool, send, logger }: { pool: Pool; send(spans: Span[]): void; logger: Logger }): RunTracer {
  const runs = new Map<string, Known | Reading>();

  function see(event: LogEvent): void {
    const { stream, seq } = event;
    if (!stream.startsWith('run:')) return;
    const run = runs.get(stream);
    if (run && 'waiting' in run) return void run.waiting.push(event);
    if (run?.lastSeq === seq - 1) return take(run, event);
    if (seq === 1) return take(keep(stream, { trace: new RunTrace(stream.slice('run:'.length)), lastSeq: 0 }), event);
    const reading: Reading = { waiting: [event], done: Promise.resolve() };
    reading.done = read(stream, seq)
      .then((known) => {
        keep(stream, known);
      })
      .catch((error: unknown) => {
        runs.delete(stream);
        logger.warn({ error, runId: stream.slice('run:'.length) }, 'spans of a run are missing');
        reading.waiting = [];
      })
      .then(() => {
        if (runs.has(stream)) for (const waiting of reading.waiting) see(waiting);
      });
    keep(stream, reading);
  }

  function take(run: Known, { stream, seq, event }: LogEvent): void {
    run.lastSeq = seq;
    const spans = run.trace?.see(event) ?? [];
    if (spans.length > 0) send(spans);
    if (run.trace?.isOver) runs.delete(stream);
  }

  /** A run up to one of its events. */
  async function read(stream: string, before: number): Promise<Known> {
    const { rows } = await pool.query<{ data: NewEvent }>(
      'select data from events where stream = $1 and seq < $2 and type = any($3) order by position',
      [stream, before, TRACED],
    );
    if (rows[0]?.data.type !== 'run_created') return { trace: null, lastSeq: before - 1 };
    const trace = new RunTrace(stream.slice('run:'.length));
    for (const { data } of rows) trace.see(data); // told by whoever committed it
    return { trace, lastSeq: before - 1 };
  }

  function keep<T extends Known | Reading>(stream: string, run: T): T {
    runs.delete(stream);
    runs.set(stream, run);
    if (runs.size > MOST_RUNS) runs.delete(runs.keys().next().value ?? '');
    return run;
  }

  return {
    see: (events) => events.forEach(see),
    async settled() {
      await Promise.all([...runs.values()].flatMap((run) => ('done' in run ? [run.done] : [])));
    },
  };
}
