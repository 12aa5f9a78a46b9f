import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';

const Agents = graphql(`
  query Agents {
    agents {
      id
      name
      emoji
      role
      description
      model
      status
      currentRun
    }
  }
`);

const TYPES = ['step_started', 'step_complete', 'step_failed', 'step_cancelled'];

/** Who works here, and who is at work now. */
export default function AgentsPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Agents });
  useEvents({ types: TYPES }, () => ask({ requestPolicy: 'network-only' }));
  return (
    <Page title="Agents" lead="Each is a directory of the catalog: who it is, how it decides, which model and tools it has.">
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      {data?.agents.length === 0 && <Empty>The catalog has no agents.</Empty>}
      <ul className="cards">
        {data?.agents.map(({ id, name, emoji, role, description, model, status, currentRun }) => (
          <li key={id} className="card">
            <h2>
              <Link href={`/agents/${id}`}>
                {emoji} {name}
              </Link>
            </h2>
            <p>
              <Badge state={status === 'WORKING' ? 'busy' : 'idle'}>{status.toLowerCase()}</Badge> {role}
            </p>
            <p className="row-note">{description}</p>
            {model && <p className="row-note">{model}</p>}
            {currentRun && (
              <p>
                <Link href={`/runs/${currentRun}`}>What it works on</Link>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
