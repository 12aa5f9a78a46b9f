import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { RateLimitedError } from '../errors.ts';
import { createRateLimiter, retryAfterMs } from './rate-limiter.ts';

/** What one client may ask for. */
export interface ClientLimits {
  /** Counts a request. @throws {RateLimitedError} beyond the limit. */
  request(client: string): Promise<void>;
  /** Counts an event stream or a WebSocket until the answer is called. @throws {RateLimitedError} beyond the limit. */
  stream(client: string): () => void;
}

/** Requests are counted over all nodes, streams on this one. @param limits 0 is no limit. */
export function createClientLimits(limits: { requestsPerMinute: number; streams: number }, redis: Redis | null): ClientLimits {
  const rate = { name: 'requests', points: limits.requestsPerMinute, seconds: 60 };
  const requests = limits.requestsPerMinute > 0 ? createRateLimiter(rate, redis) : null;
  const streams = new Map<string, number>();
  return {
    async request(client) {
      try {
        await requests?.consume(client);
      } catch (error) {
        throw new RateLimitedError(
          `More than ${limits.requestsPerMinute} requests in a minute; RATE_LIMIT_PER_MINUTE allows more`,
          retryAfterMs(error),
        );
      }
    },
    stream(client) {
      const open = streams.get(client) ?? 0;
      if (limits.streams > 0 && open >= limits.streams)
        throw new RateLimitedError(`More than ${limits.streams} open streams; MAX_STREAMS_PER_CLIENT allows more`);
      streams.set(client, open + 1);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        const left = (streams.get(client) ?? 1) - 1;
        if (left > 0) streams.set(client, left);
        else streams.delete(client);
      };
    },
  };
}

/** Holds the limits for requests, event streams among them. */
export function limitClients({
  limits,
  clientOf,
  isStream,
}: {
  limits: ClientLimits;
  clientOf(request: IncomingMessage): string;
  isStream(request: IncomingMessage): boolean;
}): RequestHandler {
  return (request, response, next) => {
    const client = clientOf(request);
    limits
      .request(client)
      .then(() => {
        if (isStream(request)) response.once('close', limits.stream(client));
        next();
      })
      .catch(next);
  };
}
