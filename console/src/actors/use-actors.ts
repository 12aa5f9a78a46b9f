import { useEffect, useRef, useState } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { ActorTreeSubscription } from '../gql/graphql.ts';
import { applyChange, ratesOf, type ActorMap, type Rates } from './actor-forest.ts';

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
        message
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

const MEASURED_EVERY_MS = 1_000;

/** How many messages a second each actor handles, measured each second. */
export function useRates(actors: ActorMap | undefined): Rates {
  const [rates, setRates] = useState<Rates>(new Map());
  const newest = useRef(actors);
  useEffect(() => {
    newest.current = actors;
  });
  useEffect(() => {
    let before = { actors: newest.current, at: performance.now() };
    const timer = setInterval(() => {
      const now = { actors: newest.current, at: performance.now() };
      setRates(ratesOf(before.actors, now.actors, (now.at - before.at) / 1_000));
      before = now;
    }, MEASURED_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return rates;
}
