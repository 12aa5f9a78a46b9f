import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { useSoon } from '../ui/use-soon.ts';

const Inbox = graphql(`
  query Inbox {
    questions {
      ...QuestionParts
    }
    runs(statuses: [PAUSED], limit: 200) {
      id
      task
      pipelineId
      waitingFor
      costUsd
      budgetUsd
      updatedAt
    }
    mcpServers {
      id
      name
      tools {
        name
        description
        approved
      }
    }
    unknownOutcomes {
      toolCallId
      toolName
      runId
      chatId
      stepId
      at
    }
  }
`);

/** What changes what waits for people. */
const TYPES = [
  'question_asked',
  'question_answered',
  'run_paused',
  'run_resumed',
  'run_restarted',
  'run_cancelled',
  'run_failed',
  'run_deleted',
  'runs_bulk_deleted',
  'chat_deleted',
  'mcp_server_changed',
  'mcp_tools_changed',
  'gap',
];
const ASK_EVERY_MS = 300;

/** Everything that waits for a person, as it comes and goes. */
export function useInbox() {
  const [{ data, error }, ask] = useQuery({ query: Inbox, requestPolicy: 'cache-and-network' });
  const again = () => ask({ requestPolicy: 'network-only' });
  useEvents({ types: TYPES }, useSoon(again, ASK_EVERY_MS));
  const questions = data?.questions ?? [];
  const budgets = data?.runs.filter(({ waitingFor }) => waitingFor === 'budget') ?? [];
  const heldTools =
    data?.mcpServers.flatMap((server) => server.tools.filter(({ approved }) => !approved).map((tool) => ({ server, tool }))) ?? [];
  return {
    questions,
    budgets,
    heldTools,
    unknownOutcomes: data?.unknownOutcomes ?? [],
    /** How many of these somebody must do something about. */
    count: questions.length + budgets.length + heldTools.length,
    isLoading: !data && !error,
    error,
    again,
  };
}
