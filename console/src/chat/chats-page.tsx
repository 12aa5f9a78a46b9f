import { useState } from 'react';
import { useQuery } from 'urql';
import { Link, useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';

const Chats = graphql(`
  query Chats($limit: Int) {
    chats(statuses: ["all"], limit: $limit) {
      sessions {
        id
        agentId
        status
        model
        messageCount
        lastActivityAt
      }
      total
    }
    agents {
      id
      name
      emoji
    }
  }
`);
const StartChat = graphql(`
  mutation StartChat($input: StartChatInput!) {
    startChat(input: $input) {
      id
    }
  }
`);

const TYPES = ['chat_created', 'chat_status_changed', 'chat_deleted', 'message_queued', 'reply_complete'];
const PAGE = 30;

/** Conversations with agents, newest first, and a way into a new one. */
export default function ChatsPage() {
  const [limit, setLimit] = useState(PAGE);
  const [{ data, error, fetching }, ask] = useQuery({ query: Chats, variables: { limit } });
  const [agentId, setAgentId] = useState('');
  const [, go] = useLocation();
  const start = useSave(StartChat);
  useEvents({ types: TYPES }, () => ask({ requestPolicy: 'network-only' }));
  const chosen = agentId || (data?.agents[0]?.id ?? '');
  const begin = async () => {
    const started = await start.save({ input: { agentId: chosen } });
    if (started) go(`/chat/${started.startChat.id}`);
  };
  return (
    <Page title="Chat" lead="Talk to an agent. What was said stays, also when the server was restarted.">
      <ErrorNote error={error ?? start.error} />
      {fetching && !data && <Loading />}
      {data && data.agents.length > 0 && (
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <label>
            Agent{' '}
            <select value={chosen} onChange={(event) => setAgentId(event.target.value)}>
              {data.agents.map(({ id, name, emoji }) => (
                <option key={id} value={id}>
                  {emoji} {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="primary" disabled={start.isSaving}>
            Start a chat
          </button>
        </form>
      )}
      {data?.chats.sessions.length === 0 && <Empty>Nobody has talked to an agent yet.</Empty>}
      {data && data.chats.sessions.length > 0 && (
        <ul className="rows">
          {data.chats.sessions.map(({ id, agentId: agent, status, model, messageCount, lastActivityAt }) => (
            <li key={id}>
              <Link href={`/chat/${id}`} className="row">
                <Badge state={status} />
                <span className="row-main">
                  <span className="row-title">{data.agents.find((known) => known.id === agent)?.name ?? agent}</span>
                  <span className="row-note">
                    {messageCount} messages, {model}
                  </span>
                </span>
                <span className="row-side">
                  <Ago at={lastActivityAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {data && data.chats.total > limit && (
        <button type="button" onClick={() => setLimit(limit + PAGE)}>
          Show more
        </button>
      )}
    </Page>
  );
}
