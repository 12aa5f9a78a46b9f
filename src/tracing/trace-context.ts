import { createHash } from 'node:crypto';

/** Where a caller's trace stands, as W3C Trace Context has it. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits: the span that called. */
  spanId: string;
  /** False when whoever began the trace does not record it. */
  isSampled: boolean;
}

/** Reads a `traceparent`; null for one that is malformed, which counts as none. */
export function parseTraceparent(text: string | undefined): TraceContext | null {
  const [, version, traceId = '', spanId = '', flags = '', more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(text ?? '') ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The trace of a run that no trace called: the same on every node and after every restart. */
export function traceIdOf(runId: string): string {
  return digest(`trace ${runId}`, 32);
}

/** The span of a part of a run: the same wherever it is told of. */
export function spanIdOf(runId: string, part: string): string {
  return digest(`span ${runId} ${part}`, 16);
}

function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
