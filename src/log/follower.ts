import type { Pool } from 'pg';
import type { FollowItem, FollowOptions, LogEvent } from './event-log.ts';
import { isTransient } from '../store/transient-error.ts';
import { readPage } from './read-page.ts';

/** What may wait in memory for one follower; beyond that it reads the events from the database when it gets there. */
const BUFFER_LIMIT = 1_000;
const BUFFER_BYTES = 1024 * 1024;
const RETRY_MS = 250;

/** One reader of the log. It reads the database from its cursor on, and goes over to live events where the two meet. */
export class Follower implements AsyncIterableIterator<FollowItem[]> {
  readonly #pool: Pool;
  readonly #options: FollowOptions;
  readonly #onEnd: () => void;
  /** Live events that wait to be read; null while this follower is behind and reads from the database. */
  #buffer: LogEvent[] | null;
  /** About what the buffer takes up, but for the first events in it. */
  #bytes = 0;
  /** The position up to which everything was yielded or did not match. */
  #last: number;
  #wake: (() => void) | null = null;
  #isDone = false;

  /** @param head the position after which events are offered */
  constructor(pool: Pool, options: FollowOptions, head: number, onEnd: () => void) {
    this.#pool = pool;
    this.#options = options;
    this.#onEnd = onEnd;
    this.#last = options.after ?? head;
    this.#buffer = this.#last === head ? [] : null;
  }

  /** @param size about what these events take up, in bytes; asked only of a reader that has not taken yet what it was offered before */
  offer(events: readonly LogEvent[], size: () => number): void {
    if (!this.#buffer) return;
    const { stream, types } = this.#options;
    const before = this.#buffer.length;
    for (const event of events) {
      if ((!stream || event.stream === stream) && (!types || types.includes(event.event.type))) this.#buffer.push(event);
    }
    if (this.#buffer.length === before) return;
    this.#stir();
    this.#bytes = before === 0 ? 0 : this.#bytes + (size() * (this.#buffer.length - before)) / events.length;
    if (this.#buffer.length > BUFFER_LIMIT || this.#bytes > BUFFER_BYTES) this.#buffer = null; // too slow: the database has it all
  }

  /** Events up to the head that it has not taken yet; those of other streams among them while it reads from the database. */
  behind(head: number): number {
    return this.#buffer ? this.#buffer.length : Math.max(0, head - this.#last);
  }

  async next(): Promise<IteratorResult<FollowItem[]>> {
    while (!this.#isDone) {
      const items = this.#buffer ? this.#takeLive(this.#buffer) : await this.#readBehind();
      if (this.#isDone) break;
      if (items.length > 0) return { done: false, value: items };
      if (this.#buffer?.length === 0) await this.#stirred();
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<FollowItem[]>> {
    this.#isDone = true;
    this.#onEnd();
    this.#stir();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeLive(buffer: LogEvent[]): LogEvent[] {
    this.#buffer = [];
    const last = this.#last;
    this.#last = Math.max(last, buffer.at(-1)?.position ?? 0);
    return (buffer[0]?.position ?? 0) > last ? buffer : buffer.filter((event) => event.position > last);
  }

  /** One page from the database; goes live where the pages end. While the database is away, it waits for it. */
  async #readBehind(): Promise<FollowItem[]> {
    // from here on live events are kept too; what is read twice is dropped by its position
    this.#buffer = [];
    try {
      const { head, removed, events, isLast } = await readPage(this.#pool, this.#last, this.#options);
      const after = this.#last;
      const until = after > head ? head : after < removed && (await this.#missed()) ? removed : null;
      if (until !== null || !isLast) this.#buffer = null;
      this.#last = until ?? events.at(-1)?.position ?? after;
      return until === null ? events : [{ gap: { after, until } }];
    } catch (error) {
      this.#buffer = null;
      if (!isTransient(error)) {
        await this.return();
        throw error;
      }
      const timer = setTimeout(() => this.#stir(), RETRY_MS);
      await this.#stirred();
      clearTimeout(timer);
      return [];
    }
  }

  /** Whether retention took anything that this follower would see: a stream that still has its first event lost none. */
  async #missed(): Promise<boolean> {
    const { stream } = this.#options;
    if (!stream) return true;
    const { rows } = await this.#pool.query<{ missed: boolean }>(
      `select s.last_seq > 0 and coalesce((select e.seq from events e where e.stream = s.id order by e.position limit 1), 2) > 1 as missed
       from streams s where s.id = $1`,
      [stream],
    );
    return rows[0]?.missed ?? false;
  }

  async #stirred(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  #stir(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
