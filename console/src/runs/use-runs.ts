import { useRef } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { RunStatus } from '../gql/graphql.ts';
import { useEvents } from '../graphql/use-events.ts';

const Runs = graphql(`
  query Runs($pipelineId: ID, $statuses: [RunStatus!], $limit: Int, $offset: Int) {
    runs(pipelineId: $pipelineId, statuses: $statuses, limit: $limit, offset: $offset) {
      id
      pipelineId
      task
      status
      waitingFor
      currentStep
      costUsd
      createdAt
      completedAt
    }
  }
`);

interface Filter {
  pipelineId?: string;
  statuses?: RunStatus[];
  limit: number;
  offset?: number;
}

/** What changes a row of the list. */
const TYPES = [
  'run_created',
  'run_complete',
  'run_failed',
  'run_paused',
  'run_resumed',
  'run_restarted',
  'run_deleted',
  'runs_bulk_deleted',
  'step_started',
  'gap',
];
/** A list that changes all the time is asked for anew this often at most. */
const ASK_EVERY_MS = 500;

/** Runs, newest first; the list follows what happens. */
export function useRuns(filter: Filter) {
  const [result, ask] = useQuery({ query: Runs, variables: filter });
  const timer = useRef(0);
  useEvents({ types: TYPES }, () => {
    timer.current ||= window.setTimeout(() => {
      timer.current = 0;
      ask({ requestPolicy: 'network-only' });
    }, ASK_EVERY_MS);
  });
  return { runs: result.data?.runs, error: result.error, isLoading: result.fetching && !result.data };
}

export type RunRow = NonNullable<ReturnType<typeof useRuns>['runs']>[number];
