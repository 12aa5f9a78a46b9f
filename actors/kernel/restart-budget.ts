import type { RestartPolicy } from './actor.ts';

const DEFAULT_POLICY: RestartPolicy = { limit: 5, withinMs: 60_000, backoffMs: 100 };
const DEFAULT_MAX_BACKOFF_MS = 30_000;

/** How often one actor was restarted lately: a sliding window, and a delay that doubles with each restart inside it. */
export class RestartBudget {
  readonly #policy: RestartPolicy;
  #restarts: number[] = [];

  constructor(policy: RestartPolicy = DEFAULT_POLICY) {
    this.#policy = policy;
  }

  /** The delay before the next restart in milliseconds, which is hereby spent; null when the budget is used up. */
  spend(now: number): number | null {
    const { limit, withinMs, backoffMs, maxBackoffMs = DEFAULT_MAX_BACKOFF_MS } = this.#policy;
    this.#restarts = this.#restarts.filter((at) => at > now - withinMs);
    if (this.#restarts.length >= limit) return null;
    const delay = Math.min(maxBackoffMs, backoffMs * 2 ** this.#restarts.length);
    this.#restarts.push(now);
    return delay;
  }

  refill(): void {
    this.#restarts = [];
  }
}
