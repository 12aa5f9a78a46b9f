import { useSubscription } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { ActorTreeSubscription } from '../gql/graphql.ts';
import { applyChange, type ActorMap } from './actor-forest.ts';

const ActorTree = graphql(`
  subscription ActorTree {
    actorTreeChanged {
      version
      isSnapshot
      removed
      changed {
        path
        name
        kind
        parent
        state
        doing
        incarnation
        startedAt
        mailboxDepth
        oldestMessageAt
        processed
        restarts
        busySince
        backoffUntil
        lastError
      }
    }
  }
`);

/** The supervision tree, live. */
export function useActors() {
  const [{ data, error }] = useSubscription({ query: ActorTree }, (known: ActorMap = new Map(), change: ActorTreeSubscription) =>
    applyChange(known, change.actorTreeChanged, Date.now()),
  );
  return { actors: data, error };
}
