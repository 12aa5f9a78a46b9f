import type { ActorTreeSubscription } from '../gql/graphql.ts';

type Change = ActorTreeSubscription['actorTreeChanged'];
export type Actor = Change['changed'][number] & {
  /** When it was last seen to start again; 0 is never. */
  restartedAt: number;
};

/** The supervision tree as this page knows it, by path. */
export type ActorMap = ReadonlyMap<string, Actor>;

/** Messages a second, by path; whoever handled none is not in it. */
export type Rates = ReadonlyMap<string, number>;

export interface TreeRow {
  actor: Actor;
  depth: number;
  /** All actors below it. */
  below: number;
  hasChildren: boolean;
  isOpen: boolean;
}

/** Takes over a change: the first one has everything, later ones what is different. */
export function applyChange(known: ActorMap, { isSnapshot, changed, removed }: Change, now: number): ActorMap {
  const next = new Map(isSnapshot ? [] : known);
  for (const path of removed) next.delete(path);
  for (const actor of changed) {
    const before = known.get(actor.path);
    const restarted = before !== undefined && actor.restarts > before.restarts;
    next.set(actor.path, { ...actor, restartedAt: restarted ? now : (before?.restartedAt ?? 0) });
  }
  return next;
}

/** Between two moments of the tree. */
export function ratesOf(before: ActorMap = new Map(), now: ActorMap = new Map(), seconds: number): Rates {
  const rates = new Map<string, number>();
  for (const [path, { processed }] of now) {
    const handled = processed - (before.get(path)?.processed ?? processed);
    if (handled > 0) rates.set(path, handled / seconds);
  }
  return rates;
}

/** Few children are shown at once; a crowd is folded until someone opens it. */
const OPEN_UP_TO = 30;

/**
 * The rows that are seen: each actor below its parent, children of folded ones left out.
 * @param toggled paths that someone opened or folded against what is usual.
 * @param search shows only actors whose path, kind or work has it, with what is above them.
 */
export function rowsOf(actors: ActorMap, toggled: ReadonlySet<string>, search: string, only: string): TreeRow[] {
  const children = new Map<string | null, Actor[]>();
  const wanted = matching(actors, search.trim().toLowerCase(), only);
  for (const actor of actors.values()) {
    if (wanted && !wanted.has(actor.path)) continue;
    const parent = actor.parent ?? null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(actor);
    else children.set(parent, [actor]);
  }
  const below = new Map<string, number>();
  const countBelow = (path: string): number => {
    const sum = (children.get(path) ?? []).reduce((total, child) => total + 1 + countBelow(child.path), 0);
    below.set(path, sum);
    return sum;
  };
  const rows: TreeRow[] = [];
  const add = (actor: Actor, depth: number) => {
    const own = children.get(actor.path) ?? [];
    const isUsuallyOpen = wanted !== null || own.length <= OPEN_UP_TO;
    const isOpen = own.length > 0 && isUsuallyOpen !== toggled.has(actor.path);
    rows.push({ actor, depth, below: below.get(actor.path) ?? 0, hasChildren: own.length > 0, isOpen });
    if (isOpen) for (const child of own) add(child, depth + 1);
  };
  const roots = children.get(null) ?? [];
  for (const root of roots) countBelow(root.path);
  for (const root of roots) add(root, 0);
  return rows;
}

/** Paths that a filter asks for, and the paths above them; null when it asks for all. */
function matching(actors: ActorMap, search: string, only: string): Set<string> | null {
  if (search === '' && only === '') return null;
  const wanted = new Set<string>();
  for (const actor of actors.values()) {
    const text = `${actor.path} ${actor.kind} ${actor.doing ?? ''}`.toLowerCase();
    if (!text.includes(search) || (only !== '' && actor.state !== only)) continue;
    for (let path: string | null = actor.path; path !== null; path = actors.get(path)?.parent ?? null) wanted.add(path);
  }
  return wanted;
}
