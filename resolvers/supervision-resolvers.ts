import type { Supervision } from '../src/supervision.ts';
import type { Resolvers } from './types.generated.ts';

export const supervisionResolvers: Resolvers = {
  Query: {
    actorTree: (_parent, _arguments, { supervision }) => supervision.snapshot(),
    actor: (_parent, { path }, { supervision }) => supervision.get(path) ?? null,
    actorCrashes: (_parent, { path }, { supervision }) => [...supervision.crashes(path ?? undefined)],
    deadLetters: (_parent, _arguments, { supervision }) => {
      const { total, recent } = supervision.deadLetters();
      return { total, recent: [...recent] };
    },
  },
  Mutation: {
    restartActor: (_parent, { path }, { supervision }) => supervision.restart(path),
    async stopActor(_parent, { path }, { supervision }) {
      await supervision.stop(path);
      return true;
    },
  },
  Subscription: {
    actorTreeChanged: {
      subscribe: (_parent, _arguments, { supervision }) => followTree(supervision),
      resolve: (change: TreeChange) => change,
    },
  },
};

type TreeChange = (ReturnType<Supervision['changes']> extends AsyncIterator<infer Change> ? Change : never) & { isSnapshot: boolean };

/** Everything first, then what changed since. */
function followTree(supervision: Supervision): AsyncIterableIterator<TreeChange> {
  const { version, actors } = supervision.snapshot();
  const changes = supervision.changes(version);
  let isFirst = true;
  return {
    async next() {
      if (isFirst) {
        isFirst = false;
        return { done: false, value: { version, isSnapshot: true, changed: actors, removed: [] } };
      }
      const result = await changes.next();
      return result.done ? { done: true, value: undefined } : { done: false, value: { ...result.value, isSnapshot: false } };
    },
    async return() {
      await changes.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
