import type { Board, Task } from './board.ts';

/** What waits for what on a board, and the chain that decides when it is done. */
export interface DependencyGraph {
  /** Blockers before what they block; tasks in a circle are left out. */
  order: Task[];
  /** The chain of tasks that takes longest. */
  criticalPath: string[];
}

export interface PlannedTask {
  task: Task;
  dependencies: string[];
  /** Epoch milliseconds. */
  scheduledStart: number;
  scheduledEnd: number;
  durationDays: number;
  /** It has begun or is over, so its times are not planned but known. */
  actual: boolean;
  isCritical: boolean;
}

const DEFAULT_HOURS = 4;
const DAY_MS = 24 * 60 * 60 * 1000;

export function graphOf(board: Board): DependencyGraph {
  return { order: orderOf(board), criticalPath: longestChain(board, (task) => task.estimatedHours ?? 1) };
}

/**
 * When each task would be done if each began as soon as what blocks it is over.
 * @param hoursPerDay that are worked.
 */
export function timelineOf(board: Board, hoursPerDay: number): PlannedTask[] {
  const critical = new Set(longestChain(board, (task) => task.estimatedHours ?? DEFAULT_HOURS));
  const planned = new Map<string, PlannedTask>();
  for (const task of orderOf(board)) {
    const blockers = board.blockersOf(task.id);
    const durationDays = (task.estimatedHours ?? DEFAULT_HOURS) / hoursPerDay;
    const actual = task.completedAt !== null;
    const begun = Math.max(board.now, ...blockers.map(({ id }) => planned.get(id)?.scheduledEnd ?? 0));
    const scheduledStart = actual ? Math.min(task.createdAt, task.completedAt ?? 0) : begun;
    const scheduledEnd = actual ? (task.completedAt ?? scheduledStart) : scheduledStart + durationDays * DAY_MS;
    const dependencies = blockers.map(({ id }) => id);
    planned.set(task.id, { task, dependencies, scheduledStart, scheduledEnd, durationDays, actual, isCritical: critical.has(task.id) });
  }
  return [...planned.values()];
}

/** Kahn's algorithm: tasks whose blockers are all out come next. */
function orderOf(board: Board): Task[] {
  const open = new Map([...board.tasks.keys()].map((id) => [id, board.blockersOf(id).length]));
  const next = [...board.tasks.values()].filter(({ id }) => open.get(id) === 0);
  const order: Task[] = [];
  for (let task = next.shift(); task; task = next.shift()) {
    order.push(task);
    for (const dependent of board.dependentsOf(task.id)) {
      const left = (open.get(dependent.id) ?? 0) - 1;
      open.set(dependent.id, left);
      if (left === 0) next.push(dependent);
    }
  }
  return order;
}

function longestChain(board: Board, weight: (task: Task) => number): string[] {
  const best = new Map<string, { length: number; before: string | null }>();
  let last: string | null = null;
  for (const task of orderOf(board)) {
    const chains = board.blockersOf(task.id).map(({ id }) => ({ length: best.get(id)?.length ?? 0, before: id }));
    const longest = chains.sort((a, b) => b.length - a.length)[0] ?? { length: 0, before: null };
    best.set(task.id, { length: longest.length + weight(task), before: longest.before });
    if (last === null || (best.get(task.id)?.length ?? 0) > (best.get(last)?.length ?? 0)) last = task.id;
  }
  const path: string[] = [];
  for (let id = last; id !== null; id = best.get(id)?.before ?? null) path.unshift(id);
  return path;
}
