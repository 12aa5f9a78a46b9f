import { NotFoundError } from '../../src/errors.ts';
import type { ActorCard, ActorChanges, CrashCard, DeadLetter, Supervision } from '../../src/supervision.ts';
import type { ActorCell } from './actor-cell.ts';

const KEPT = 200;
const COALESCE_MS = 100;

/** What there is to know of a tree: its cells by path, what changed, crashes and dead letters. */
export class Registry implements Supervision {
  /** Parents before children, since they are started first. */
  readonly #cells = new Map<string, ActorCell>();
  readonly #watchers = new Set<ChangeWatcher>();
  readonly #crashes: CrashCard[] = [];
  readonly #crashCounts = new Map<string, { restarts: number; givenUp: number }>();
  readonly #deadLetters: DeadLetter[] = [];
  #deadLetterCount = 0;
  #version = 0;

  add(cell: ActorCell): void {
    this.#cells.set(cell.path, cell);
    this.touch(cell);
  }

  remove(cell: ActorCell): void {
    if (this.#cells.get(cell.path) !== cell) return;
    this.#cells.delete(cell.path);
    this.#version++;
    for (const watcher of this.#watchers) watcher.note(cell.path, true);
  }

  /** Something about a cell changed. Costs an increment while nobody watches. */
  touch(cell: ActorCell): void {
    this.#version++;
    for (const watcher of this.#watchers) watcher.note(cell.path, false);
  }

  find(path: string): ActorCell | undefined {
    return this.#cells.get(path);
  }

  recordCrash(card: CrashCard): void {
    let counts = this.#crashCounts.get(card.kind);
    if (!counts) this.#crashCounts.set(card.kind, (counts = { restarts: 0, givenUp: 0 }));
    if (card.givenUp) counts.givenUp++;
    else counts.restarts++;
    this.#crashes.unshift(card);
    this.#crashes.length = Math.min(this.#crashes.length, KEPT);
  }

  recordDeadLetter(letter: DeadLetter): void {
    this.#deadLetterCount++;
    this.#deadLetters.unshift(letter);
    this.#deadLetters.length = Math.min(this.#deadLetters.length, KEPT);
  }

  snapshot(): { version: number; actors: ActorCard[] } {
    return { version: this.#version, actors: [...this.#cells.values()].map((cell) => cell.card()) };
  }

  get(path: string): ActorCard | undefined {
    return this.#cells.get(path)?.card();
  }

  childCount(path: string): number {
    let living = 0;
    for (const child of this.#cells.get(path)?.children.values() ?? []) if (!child.isGone) living++;
    return living;
  }

  changes(afterVersion: number): AsyncIterableIterator<ActorChanges> {
    const watcher = new ChangeWatcher(
      (paths) => ({ version: this.#version, ...this.#cards(paths) }),
      () => this.#watchers.delete(watcher),
    );
    this.#watchers.add(watcher);
    // what changed between the snapshot and now is not known one by one
    if (afterVersion < this.#version) for (const path of this.#cells.keys()) watcher.note(path, false);
    return watcher;
  }

  deadLetters(): { total: number; recent: readonly DeadLetter[] } {
    return { total: this.#deadLetterCount, recent: this.#deadLetters };
  }

  crashCounts(): ReadonlyMap<string, { restarts: number; givenUp: number }> {
    return this.#crashCounts;
  }

  crashes(path?: string): readonly CrashCard[] {
    return path === undefined ? this.#crashes : this.#crashes.filter((card) => card.path === path);
  }

  async restart(path: string): Promise<ActorCard> {
    const cell = this.#existing(path);
    await cell.restart();
    return cell.card();
  }

  async stop(path: string): Promise<void> {
    await this.#existing(path).end('stopped');
  }

  #existing(path: string): ActorCell {
    const cell = this.#cells.get(path);
    if (!cell) throw new NotFoundError('There is no actor at this path');
    return cell;
  }

  #cards(paths: ReadonlySet<string>): { changed: ActorCard[]; removed: string[] } {
    const changed: ActorCard[] = [];
    const removed: string[] = [];
    for (const path of paths) {
      const card = this.get(path);
      if (card) changed.push(card);
      else removed.push(path);
    }
    return { changed, removed };
  }
}

/** One follower of the tree. Remembers which paths changed, not each change: a slow one gets fewer, larger deltas. */
class ChangeWatcher implements AsyncIterableIterator<ActorChanges> {
  readonly #collect: (paths: ReadonlySet<string>) => ActorChanges;
  readonly #onEnd: () => void;
  #paths = new Set<string>();
  #wake: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isDone = false;

  constructor(collect: (paths: ReadonlySet<string>) => ActorChanges, onEnd: () => void) {
    this.#collect = collect;
    this.#onEnd = onEnd;
  }

  note(path: string, isRemoval: boolean): void {
    if (isRemoval) this.#paths.delete(path); // moves it behind what was noted before
    this.#paths.add(path);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#wake?.();
    }, COALESCE_MS);
  }

  async next(): Promise<IteratorResult<ActorChanges>> {
    while (!this.#isDone) {
      if (this.#paths.size > 0 && !this.#timer) {
        const paths = this.#paths;
        this.#paths = new Set();
        return { done: false, value: this.#collect(paths) };
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<ActorChanges>> {
    this.#isDone = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#onEnd();
    this.#wake?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
