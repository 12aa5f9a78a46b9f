import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { RunList } from '../runs/run-list.tsx';
import { useRuns } from '../runs/use-runs.ts';
import { IfMay } from '../session/viewer.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';

const Status = graphql(`
  query Status {
    status {
      version
      activeRuns
      totalAgents
      totalPipelines
      completedRunsLastHour
      averageDuration
      isDemo
    }
  }
`);

/** The start: how the server is doing, what it worked on last, and for a newcomer what to do first. */
export function HomePage() {
  const [{ data, error }] = useQuery({ query: Status });
  const { runs, isLoading } = useRuns({ limit: 8 });
  return (
    <Page
      title="DjinnBot"
      lead="A server in which AI agents work."
      actions={
        <Link href="/runs/new" className="button primary">
          New run
        </Link>
      }
    >
      <ErrorNote error={error} />
      {data?.status.isDemo && <DemoNote />}
      {data && (
        <dl className="facts">
          <Fact name="Runs at work" value={data.status.activeRuns} />
          <Fact name="Done in the last hour" value={data.status.completedRunsLastHour} />
          <Fact name="Their mean time" value={data.status.averageDuration ?? '–'} />
          <Fact name="Agents" value={data.status.totalAgents} />
          <Fact name="Pipelines" value={data.status.totalPipelines} />
        </dl>
      )}
      <h2>Latest runs</h2>
      {isLoading && <Loading />}
      {runs?.length === 0 && <FirstRun />}
      {runs && runs.length > 0 && <RunList runs={runs} />}
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function FirstRun() {
  return (
    <div className="empty">
      <p>
        Nothing has run yet. The quickstart has two short steps: one agent writes a plan, another reviews it. You watch both, word by word.
      </p>
      <Link href="/runs/new/quickstart" className="button primary">
        Start the quickstart
      </Link>
    </div>
  );
}

function DemoNote() {
  return (
    <p className="note">
      <strong>The built-in demo model answers.</strong> It costs nothing and says nothing real.{' '}
      <IfMay scope="settings:admin">
        <Link href="/settings">Add the key of a provider</Link> for real answers; it counts at once.
      </IfMay>
    </p>
  );
}
