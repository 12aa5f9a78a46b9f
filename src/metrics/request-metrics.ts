import { Counter, Gauge, type Registry } from 'prom-client';
import type { Caller } from '../context.ts';
import { Durations, type DurationSeries } from './durations.ts';

type Surface = Exclude<Caller['surface'], 'system'>;
type Transport = 'sse' | 'websocket';

/** Rate, errors and duration of what callers ask for, by surface and operation. */
export interface RequestMetrics {
  /**
   * Counts one call that was answered. A stream counts once, when it begins.
   * @param operation out of a bounded set: operations of REST, tools of MCP, kind and root field of GraphQL
   * @param status as HTTP has it, whatever the surface
   * @param since `performance.now()` when it came
   */
  answered(surface: Surface, operation: string, status: number, since: number): void;
  /** Counts a request that was turned away before any operation was looked for. */
  refused(status: number): void;
  /** Counts an event stream or a WebSocket until the answer is called. */
  opened(transport: Transport): () => void;
}

interface Tally {
  surface: Surface;
  operation: string;
  success: number;
  client_error: number;
  server_error: number;
  durations: DurationSeries;
}

/** A guard for a set that is bounded already. */
const MOST_OPERATIONS = 2_000;

export function createRequestMetrics(registry: Registry): RequestMetrics {
  const tallies = new Map<Surface, Map<string, Tally>>();
  const refused = new Map<string, number>();
  const open: Record<Transport, number> = { sse: 0, websocket: 0 };
  const durations = new Durations(registry, {
    name: 'djinnbot_request_duration_seconds',
    help: 'How long calls took until they were answered, or until their stream began.',
  });
  new Counter({
    name: 'djinnbot_requests_total',
    help: 'Calls that were answered, by surface (rest, graphql, websocket, mcp), operation and outcome (success, client_error, server_error).',
    labelNames: ['surface', 'operation', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const ofSurface of tallies.values())
        for (const tally of ofSurface.values())
          for (const outcome of ['success', 'client_error', 'server_error'] as const)
            this.inc({ surface: tally.surface, operation: tally.operation, outcome }, tally[outcome]);
    },
  });
  new Counter({
    name: 'djinnbot_requests_refused_total',
    help: 'Requests that were turned away before any operation was looked for, by HTTP status: 429 is the rate limit.',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [status, count] of refused) this.inc({ status }, count);
    },
  });
  new Gauge({
    name: 'djinnbot_streams_open',
    help: 'Connections that followed something when this was asked: event streams (sse) and WebSockets.',
    labelNames: ['transport'],
    registers: [registry],
    collect() {
      this.set({ transport: 'sse' }, open.sse);
      this.set({ transport: 'websocket' }, open.websocket);
    },
  });

  function tallyOf(surface: Surface, operation: string): Tally {
    let ofSurface = tallies.get(surface);
    if (!ofSurface) tallies.set(surface, (ofSurface = new Map<string, Tally>()));
    const found = ofSurface.get(operation);
    if (found) return found;
    if (ofSurface.size >= MOST_OPERATIONS && operation !== 'other') return tallyOf(surface, 'other');
    const none = { success: 0, client_error: 0, server_error: 0 };
    const tally = { surface, operation, ...none, durations: durations.series({ surface, operation }) };
    ofSurface.set(operation, tally);
    return tally;
  }

  return {
    answered(surface, operation, status, since) {
      const tally = tallyOf(surface, operation);
      if (status < 400) tally.success++;
      else if (status < 500) tally.client_error++;
      else tally.server_error++;
      tally.durations.observe((performance.now() - since) / 1_000);
    },
    refused(status) {
      refused.set(String(status), (refused.get(String(status)) ?? 0) + 1);
    },
    opened(transport) {
      open[transport]++;
      let isOpen = true;
      return () => {
        if (isOpen) open[transport]--;
        isOpen = false;
      };
    },
  };
}
