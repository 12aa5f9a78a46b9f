import type { ActorContext, ActorDefinition } from '../../actors/kernel/actor.ts';
import type { ActorSystem } from '../../actors/kernel/actor-system.ts';

/** A message that brings along what its receiver does with it. */
export interface Task {
  type: string;
  act?: (context: ActorContext<Task>) => unknown;
}

/** An actor that does what it is told. Its state counts the tasks of this incarnation. */
export function worker(definition: Partial<ActorDefinition<Task, number>> = {}): ActorDefinition<Task, number> {
  return {
    kind: 'worker',
    restart: { limit: 5, withinMs: 60_000, backoffMs: 1 },
    start: () => 0,
    receive(count, { act }, context) {
      const work = act?.(context);
      return work instanceof Promise ? work.then(() => count + 1) : count + 1;
    },
    ...definition,
  };
}

/** A worker that notes what happens to it: `start 1`, the type of each task, `stop crashed`. */
export function notingWorker(notes: string[], definition: Partial<ActorDefinition<Task, number>> = {}): ActorDefinition<Task, number> {
  const inner = worker(definition);
  return {
    ...inner,
    start(context) {
      notes.push(`start ${context.incarnation}`);
      return inner.start(context);
    },
    receive(count, task, context) {
      notes.push(task.type);
      return inner.receive(count, task, context);
    },
    stop(count, reason) {
      notes.push(`stop ${reason}`);
      return inner.stop?.(count, reason);
    },
  };
}

export function crash(error: unknown = new Error('boom')): Task {
  return {
    type: 'crash',
    act() {
      throw error;
    },
  };
}

/** Keeps its receiver busy until `done` is called; with `heedsAbort`, fails as soon as the signal fires. */
export function hold({ heedsAbort = false } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<AbortSignal>();
  const task: Task = {
    type: 'hold',
    act({ signal }) {
      if (heedsAbort) signal.addEventListener('abort', () => reject(signal.reason as Error));
      taken.resolve(signal);
      return promise;
    },
  };
  return { task, done: resolve, taken: taken.promise };
}

/** One turn of the event loop: enough for one message of one actor. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits until nobody works, waits for a restart or has messages. */
export async function quiet(system: ActorSystem): Promise<void> {
  const isQuiet = () => system.supervision.snapshot().actors.every((card) => /idle|given-up/.test(card.state) && card.mailboxDepth === 0);
  do await turn();
  while (!isQuiet());
}
