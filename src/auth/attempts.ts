import type { Redis } from 'ioredis';
import { RateLimitedError } from '../errors.ts';
import { createRateLimiter, retryAfterMs } from '../web/rate-limiter.ts';

/** Keeps whoever guesses from guessing on. */
export interface Attempts {
  /** Counts an attempt before it is made. @throws {RateLimitedError} when there were too many. */
  count(email: string, address: string): Promise<void>;
  /** It was the right one: what this person tried from there is forgotten. */
  succeeded(email: string, address: string): Promise<void>;
}

const QUARTER_HOUR_SECONDS = 15 * 60;

/** Ten failures of one address for one account, fifty for an account from anywhere, a hundred of one address, each in a quarter of an hour. */
export function createAttempts(redis: Redis | null): Attempts {
  const limiter = (name: string, points: number) => createRateLimiter({ name, points, seconds: QUARTER_HOUR_SECONDS }, redis);
  const [pair, account, address] = [limiter('attempts', 10), limiter('account', 50), limiter('address', 100)];
  return {
    async count(email, from) {
      try {
        await Promise.all([pair.consume(`${email} ${from}`), account.consume(email), address.consume(from)]);
      } catch (error) {
        throw new RateLimitedError('Too many attempts to sign in; try again later', retryAfterMs(error));
      }
    },
    async succeeded(email, from) {
      await Promise.all([pair.delete(`${email} ${from}`), account.reward(email), address.reward(from)]);
    },
  };
}
