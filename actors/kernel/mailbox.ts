import type { MailboxPolicy } from './actor.ts';

const DEFAULT_LIMIT = 10_000;

/** Messages that wait for one actor, first come first served. Outlives restarts. */
export class Mailbox<Message> {
  readonly #limit: number;
  readonly #coalesce: ((message: Message) => string | null) | undefined;
  #messages: { message: Message; at: number }[] = [];
  /** Index of the oldest message; the array is cut now and then, so that taking one costs the same at any depth. */
  #head = 0;

  constructor(policy: MailboxPolicy<Message> = {}) {
    this.#limit = policy.limit ?? DEFAULT_LIMIT;
    this.#coalesce = policy.coalesce?.bind(policy);
  }

  get depth(): number {
    return this.#messages.length - this.#head;
  }

  get oldestAt(): number | null {
    return this.#messages[this.#head]?.at ?? null;
  }

  /** False when there is no room. */
  add(message: Message, now: number): boolean {
    const key = this.#coalesce?.(message) ?? null;
    if (key !== null) {
      const waiting = this.#messages.findIndex((entry, index) => index >= this.#head && this.#coalesce?.(entry.message) === key);
      const entry = this.#messages[waiting];
      if (entry) {
        entry.message = message;
        return true;
      }
    }
    if (this.depth >= this.#limit) return false;
    this.#messages.push({ message, at: now });
    return true;
  }

  take(): Message | undefined {
    const entry = this.#messages[this.#head];
    if (!entry) return undefined;
    this.#head++;
    if (this.#head === this.#messages.length) {
      this.#messages = [];
      this.#head = 0;
    } else if (this.#head > 1_000 && this.#head * 2 > this.#messages.length) {
      this.#messages = this.#messages.slice(this.#head);
      this.#head = 0;
    }
    return entry.message;
  }

  /** Empties it. */
  drain(): Message[] {
    const left = this.#messages.slice(this.#head).map(({ message }) => message);
    this.#messages = [];
    this.#head = 0;
    return left;
  }
}
