import { dispatch, spawn as spawnNact, start, stop as stopNact, type Ref } from 'nact';
import { ConflictError } from '../../src/errors.ts';
import type { Logger } from '../../src/logger.ts';
import type { Supervision } from '../../src/supervision.ts';
import type { ActorDefinition, ActorRef, Ending } from './actor.ts';
import { ActorCell } from './actor-cell.ts';
import { Registry } from './registry.ts';

/** A living tree of supervised actors. */
export interface ActorSystem {
  /** Starts an actor below the root. @throws {ConflictError} when the name is taken. */
  spawn<M, S>(name: string, definition: ActorDefinition<M, S>): ActorRef<M>;
  find<M>(path: string): ActorRef<M> | undefined;
  readonly supervision: Supervision;
  /**
   * Ends everything in reverse order of start, each after the message it is handling; answers which actors were not done within
   * `graceMs` and are left behind, their signals fired.
   */
  shutdown(graceMs: number): Promise<{ leftBehind: string[] }>;
}

export interface ActorSystemOptions {
  logger: Logger;
  /** Epoch milliseconds. */
  now?: () => number;
  /** Called before each message with the actor's kind; a throw counts as the handler's. For crash tests. */
  beforeReceive?: (kind: string) => void;
}

/** What a cell needs of the system around it. */
export interface Kernel {
  readonly registry: Registry;
  readonly logger: Logger;
  now(): number;
  /** Called before each message; a throw counts as the handler's. */
  beforeReceive(kind: string): void;
  /** Gives a cell an executor of its own: `takeTurn` asks for one turn, `letGo` ends it. */
  enlist(turn: () => void | Promise<void>): { takeTurn(): void; letGo(): void };
  spawn<M, S>(parent: ActorCell | null, name: string, definition: ActorDefinition<M, S>): ActorRef<M>;
  watch(ref: ActorRef<never>, onEnd: (ending: Ending) => void): void;
  ended(cell: ActorCell): void;
}

/** Creates an empty tree. Each actor is a child of one nact system, which only lends turns: names, mailboxes and supervision are ours. */
export function createActorSystem({ logger, now = Date.now, beforeReceive = () => undefined }: ActorSystemOptions): ActorSystem {
  const nact = start();
  const registry = new Registry();
  const roots = new Map<string, ActorCell>();
  const cells = new WeakMap<object, ActorCell>();
  let actors = 0;

  const kernel: Kernel = {
    registry,
    logger,
    now,
    beforeReceive,
    enlist(turn) {
      const ref: Ref<null> = spawnNact(nact, () => turn(), `actor-${++actors}`);
      return { takeTurn: () => dispatch(ref, null), letGo: () => stopNact(ref) };
    },
    spawn(parent, name, definition) {
      const siblings = parent?.children ?? roots;
      const before = siblings.get(name);
      if (before && !before.isGone) throw new ConflictError(`There is an actor ${before.path} already`);
      if (before) {
        siblings.delete(name);
        registry.remove(before);
        void before.end('stopped');
      }
      const cell = new ActorCell(kernel, parent, name, definition);
      siblings.set(name, cell as ActorCell);
      cells.set(cell.ref, cell as ActorCell);
      return cell.ref;
    },
    watch(ref, onEnd) {
      const cell = cells.get(ref);
      if (cell) cell.onEnd(onEnd);
      else onEnd('stopped');
    },
    ended(cell) {
      registry.remove(cell);
      if (roots.get(cell.path) === cell) roots.delete(cell.path);
    },
  };

  return {
    spawn: (name, definition) => kernel.spawn(null, name, definition),
    find: <M>(path: string) => {
      const cell = registry.find(path);
      return cell && !cell.isGone ? (cell.ref as ActorRef<M>) : undefined;
    },
    supervision: registry,
    async shutdown(graceMs) {
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      for (const cell of [...roots.values()].reverse()) await Promise.race([cell.end('shutdown'), deadline]);
      const leftBehind = registry.snapshot().actors.map(({ path }) => path);
      for (const path of leftBehind) void registry.find(path)?.end('shutdown'); // its turn never came, so its signal fires now
      stopNact(nact);
      return { leftBehind };
    },
  };
}
