import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import type { RunStatus } from '../gql/graphql.ts';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { RunList } from './run-list.tsx';
import { useRuns } from './use-runs.ts';

const PipelineNames = graphql(`
  query PipelineNames {
    pipelines {
      id
      name
    }
  }
`);

const STATUSES: RunStatus[] = ['RUNNING', 'PAUSED', 'PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'];
const PAGE = 50;

/** All runs, by pipeline and status; the list updates by itself. */
export default function RunsPage() {
  const [pipelineId, setPipelineId] = useState('');
  const [statuses, setStatuses] = useState<RunStatus[]>([]);
  const [limit, setLimit] = useState(PAGE);
  const [{ data }] = useQuery({ query: PipelineNames });
  const filter = { limit, ...(pipelineId && { pipelineId }), ...(statuses.length > 0 && { statuses }) };
  const { runs, error, isLoading } = useRuns(filter);
  const isFiltered = pipelineId !== '' || statuses.length > 0;
  const toggle = (status: RunStatus) =>
    setStatuses(statuses.includes(status) ? statuses.filter((other) => other !== status) : [...statuses, status]);

  return (
    <Page
      title="Runs"
      lead="What agents worked on, newest first."
      actions={
        <Link href="/runs/new" className="button primary">
          New run
        </Link>
      }
    >
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          Pipeline{' '}
          <select value={pipelineId} onChange={(event) => setPipelineId(event.target.value)}>
            <option value="">All</option>
            {data?.pipelines.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="chips">
          <legend className="hidden">Status</legend>
          {STATUSES.map((status) => (
            <label key={status} className="chip">
              <input type="checkbox" checked={statuses.includes(status)} onChange={() => toggle(status)} />
              {status.toLowerCase()}
            </label>
          ))}
        </fieldset>
      </form>
      <ErrorNote error={error} />
      {isLoading && <Loading />}
      {runs?.length === 0 && (
        <Empty>
          {isFiltered ? <p>No run is like that.</p> : <p>There are no runs yet.</p>}
          <Link href="/runs/new/quickstart" className="button primary">
            Start the quickstart
          </Link>
        </Empty>
      )}
      {runs && runs.length > 0 && <RunList runs={runs} />}
      {runs?.length === limit && (
        <button type="button" onClick={() => setLimit(limit + PAGE)}>
          Show more
        </button>
      )}
    </Page>
  );
}
