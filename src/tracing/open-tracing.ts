import type { Pool } from 'pg';
import type { TracingConfig } from '../config.ts';
import type { LogEvent } from '../log/event-log.ts';
import type { Logger } from '../logger.ts';
import { openOtlp } from './otlp.ts';
import { createRunTracer } from './run-tracer.ts';

export interface Tracing {
  /** Sees what this node committed. */
  see(events: readonly LogEvent[]): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Traces of runs for a collector; null, at no cost, when none is named. */
export async function openTracing(
  config: TracingConfig | null,
  { pool, ...rest }: { pool: Pool; logger: Logger; version: string; nodeId: string },
): Promise<Tracing | null> {
  if (!config) return null;
  const sink = await openOtlp({ ...config, ...rest });
  const tracer = createRunTracer({ pool, send: sink.send, logger: rest.logger });
  return {
    see: tracer.see,
    async close() {
      await tracer.settled();
      await sink.close();
    },
  };
}
