import type { Logger } from '../logger.ts';
import type { Span } from './run-trace.ts';

export interface OtlpOptions {
  /** Base URL of the collector: spans go to `/v1/traces` below it. */
  endpoint: string;
  /** Go along with each request, such as a key. */
  headers: Record<string, string>;
  serviceName: string;
  version: string;
  nodeId: string;
  logger: Logger;
}

export interface SpanSink {
  send(spans: readonly Span[]): void;
  /** Sends what is left; gives up after a few seconds. */
  close(): Promise<void>;
}

const BATCH_DELAY_MS = 1_000;
const BATCH_LIMIT = 512;
/** Spans beyond this are dropped while the collector does not keep up. */
const QUEUE_LIMIT = 8_192;
const SEND_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 3_000;

/** Sends spans to a collector over OTLP/HTTP, in batches. The SDK is loaded here and nowhere else. */
export async function openOtlp(options: OtlpOptions): Promise<SpanSink> {
  const [api, { BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const { endpoint, headers, serviceName, version, nodeId, logger } = options;
  const say = (detail: string) => logger.warn({ detail }, 'traces are not sent');
  const silent = () => undefined;
  api.diag.setLogger({ error: say, warn: say, info: silent, debug: silent, verbose: silent });
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const processor = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url, headers, timeoutMillis: SEND_TIMEOUT_MS }),
    scheduledDelayMillis: BATCH_DELAY_MS,
    maxExportBatchSize: BATCH_LIMIT,
    maxQueueSize: QUEUE_LIMIT,
  });
  const resource = resourceFromAttributes({
    'service.name': serviceName,
    'service.version': version,
    'service.instance.id': nodeId,
  });
  const traceFlags = api.TraceFlags.SAMPLED;
  const time = (ms: number): [number, number] => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];

  return {
    send(spans) {
      for (const span of spans) {
        const context = { traceId: span.traceId, spanId: span.spanId, traceFlags };
        processor.onEnd({
          name: span.name,
          kind: span.kind === 'client' ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL,
          spanContext: () => context,
          ...(span.parentSpanId !== null && { parentSpanContext: { traceId: span.traceId, spanId: span.parentSpanId, traceFlags } }),
          startTime: time(span.startMs),
          endTime: time(span.endMs),
          duration: time(span.endMs - span.startMs),
          status: { code: span.isError ? api.SpanStatusCode.ERROR : api.SpanStatusCode.UNSET },
          attributes: span.attributes,
          links: [],
          events: [],
          ended: true,
          resource,
          instrumentationScope: { name: 'djinnbot', version },
          droppedAttributesCount: 0,
          droppedEventsCount: 0,
          droppedLinksCount: 0,
        });
      }
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_TIMEOUT_MS))).then(() =>
        say('the collector does not answer'),
      );
      await Promise.race([processor.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
