import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

export interface Rate {
  /** What is counted; limiters of one name share their counts. */
  name: string;
  /** Events in a period. */
  points: number;
  seconds: number;
}

/** Counts over all nodes in Redis; on this node alone without it, and while it is away. */
export function createRateLimiter({ name, points, seconds }: Rate, redis: Redis | null): RateLimiterAbstract {
  const alone = new RateLimiterMemory({ points, duration: seconds });
  if (redis === null) return alone;
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `djinnbot:${name}`,
    points,
    duration: seconds,
    insuranceLimiter: alone,
    rejectIfRedisNotReady: true, // else each request would wait for the connection
  });
}

/** Milliseconds after which to try again, of what a limiter threw; rethrows what is no refusal. */
export function retryAfterMs(thrown: unknown): number {
  if (thrown instanceof RateLimiterRes) return thrown.msBeforeNext;
  throw thrown;
}
