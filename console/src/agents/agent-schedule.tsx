import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { IfMay } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { duration } from '../ui/format.ts';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Ago } from '../ui/time.tsx';
import { useNow } from '../ui/use-now.ts';
import { useSave } from '../ui/use-save.ts';

const Schedule = graphql(`
  query AgentSchedule($id: ID!) {
    agentPulse(agentId: $id) {
      enabled
      intervalMinutes
      nextAt
      lastAt
      lastOutcome
      wakesToday
    }
  }
`);
const WakeAgent = graphql(`
  mutation WakeAgent($id: ID!) {
    wakeAgent(agentId: $id)
  }
`);

/** When an agent wakes by itself, what came of it, and a way to wake it now. */
export function AgentSchedule({ agentId }: { agentId: string }) {
  const [{ data, error }, ask] = useQuery({ query: Schedule, variables: { id: agentId }, requestPolicy: 'cache-and-network' });
  const wake = useSave(WakeAgent);
  const now = useNow(1_000);
  const pulse = data?.agentPulse;
  if (!pulse) return error ? <ErrorNote error={error} /> : <Loading />;
  const facts: [string, React.ReactNode][] = [
    ['By itself', <Badge key="state" state={pulse.enabled ? `every ${pulse.intervalMinutes} minutes` : 'off'} />],
    ['Next', pulse.nextAt ? `in ${duration(Date.parse(pulse.nextAt) - now)}` : '–'],
    ['Last', pulse.lastAt ? <Ago key="last" at={pulse.lastAt} /> : 'never'],
    ['Today', `${pulse.wakesToday} times`],
  ];
  return (
    <>
      <p className="row-note">
        An agent that wakes looks at its boards and takes a task that is ready. <code>pulseEnabled</code> and{' '}
        <code>pulseIntervalMinutes</code> of its configuration set when.
      </p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {pulse.lastOutcome && <p className="note">{pulse.lastOutcome}</p>}
      <ErrorNote error={wake.error} />
      <IfMay scope="lifecycle:write">
        <div className="actions">
          <button
            type="button"
            disabled={wake.isSaving}
            onClick={() => void wake.save({ id: agentId }).then(() => ask({ requestPolicy: 'network-only' }))}
          >
            Wake it now
          </button>
        </div>
      </IfMay>
    </>
  );
}
