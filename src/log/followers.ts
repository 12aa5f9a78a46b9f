import type { Pool } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { Follower } from './follower.ts';
import type { FollowItem, FollowOptions, LogEvent } from './event-log.ts';
import { readPage } from './read-page.ts';

const RETRY_MS = 250;

/** Hands committed events to whoever follows: live ones from memory, in the order of their positions, all others from the database. */
export class Followers {
  readonly #pool: Pool;
  readonly #all = new Set<Follower>();
  /** The newest position that was handed out. */
  #head: number;
  /** Catching up with other nodes, one task after the other. */
  #work: Promise<void> = Promise.resolve();
  #pending = 0;
  #isClosed = false;

  /** @param head the position after which events are handed out */
  constructor(pool: Pool, head: number) {
    this.#pool = pool;
    this.#head = head;
  }

  get count(): number {
    return this.#all.size;
  }

  get lag(): { head: number; slowest: number } {
    let slowest = 0;
    for (const follower of this.#all) slowest = Math.max(slowest, follower.behind(this.#head));
    return { head: this.#head, slowest };
  }

  /** Events that this node committed. When other nodes committed in between, theirs come first. */
  publish(events: LogEvent[]): void {
    const first = events[0];
    if (!first) return;
    if (this.#pending === 0 && first.position === this.#head + 1) return this.#hand(events);
    this.#enqueue(async () => {
      await this.#catchUp(first.position - 1);
      const fresh = events.filter((event) => event.position > this.#head);
      if (fresh.length > 0) this.#hand(fresh);
    });
  }

  /** Another node committed up to here. */
  announce(head: number): void {
    if (head > this.#head) this.#enqueue(() => this.#catchUp(head));
  }

  follow(options: FollowOptions): AsyncIterableIterator<FollowItem[]> {
    const follower = new Follower(this.#pool, options, this.#head, () => this.#all.delete(follower));
    this.#all.add(follower);
    return follower;
  }

  close(): void {
    this.#isClosed = true;
    for (const follower of [...this.#all]) void follower.return();
  }

  #enqueue(task: () => Promise<void>): void {
    this.#pending++;
    this.#work = this.#work.then(task).finally(() => this.#pending--);
  }

  /** Hands out what is committed up to a position; while the database is away, it waits for it. */
  async #catchUp(until: number): Promise<void> {
    while (this.#head < until && !this.#isClosed) {
      try {
        const { events } = await readPage(this.#pool, this.#head, {}, until);
        if (events.length === 0) return; // they were deleted
        this.#hand(events);
      } catch {
        await delay(RETRY_MS);
      }
    }
  }

  #hand(events: LogEvent[]): void {
    this.#head = events.at(-1)?.position ?? this.#head;
    let bytes = 0;
    const size = () => (bytes ||= JSON.stringify(events).length);
    for (const follower of this.#all) follower.offer(events, size);
  }
}
