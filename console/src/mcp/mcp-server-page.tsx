import { useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import type { McpLogsSubscription, McpServerQuery } from '../gql/graphql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { IfMay, useMay } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Check, Field } from '../ui/field.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useSave } from '../ui/use-save.ts';

const McpServer = graphql(`
  query McpServer($id: ID!) {
    mcpServer(id: $id) {
      id
      name
      description
      enabled
      state
      problem
      config
      tools {
        name
        description
        inputSchema
        effect
        approved
      }
    }
    agents {
      id
      name
    }
  }
`);
const McpGrants = graphql(`
  query McpGrants($agentId: ID!) {
    mcpGrants(agentId: $agentId) {
      serverId
      tool
    }
  }
`);
const McpLogs = graphql(`
  subscription McpLogs($serverId: ID) {
    mcpLogs(serverId: $serverId) {
      line {
        line
        level
        at
      }
    }
  }
`);
const SwitchMcpServer = graphql(`
  mutation SwitchMcpServer($id: ID!, $enabled: Boolean!) {
    updateMcpServer(id: $id, input: { enabled: $enabled }) {
      id
    }
  }
`);
const RestartMcpServer = graphql(`
  mutation RestartMcpServer($id: ID!) {
    restartMcpServers(id: $id)
  }
`);
const DeleteMcpServer = graphql(`
  mutation DeleteMcpServer($id: ID!) {
    deleteMcpServer(id: $id)
  }
`);
const ApproveMcpTools = graphql(`
  mutation ApproveMcpTools($id: ID!, $tool: String) {
    approveMcpTools(id: $id, tool: $tool) {
      id
    }
  }
`);
const GrantMcpTool = graphql(`
  mutation GrantMcpTool($serverId: ID!, $agentId: ID!) {
    grantMcpTool(serverId: $serverId, agentId: $agentId) {
      tool
    }
  }
`);
const RevokeMcpTool = graphql(`
  mutation RevokeMcpTool($serverId: ID!, $agentId: ID!) {
    revokeMcpTool(serverId: $serverId, agentId: $agentId)
  }
`);
const CallMcpTool = graphql(`
  mutation CallMcpTool($serverId: ID!, $tool: String!, $arguments: JSONObject) {
    callMcpTool(serverId: $serverId, tool: $tool, arguments: $arguments) {
      content
      isError
    }
  }
`);

type Tool = NonNullable<McpServerQuery['mcpServer']>['tools'][number];
type Line = NonNullable<McpLogsSubscription['mcpLogs']['line']>;

const KEPT_LINES = 500;

/** One MCP server: whether it runs, its tools, who has them, and what it says. */
export default function McpServerPage({ id }: { id: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: McpServer, variables: { id }, requestPolicy: 'cache-and-network' });
  const [, go] = useLocation();
  const may = useMay();
  const turn = useSave(SwitchMcpServer);
  const restart = useSave(RestartMcpServer);
  const remove = useSave(DeleteMcpServer);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  useEvents({ types: ['mcp_server_changed', 'mcp_tools_changed'] }, refresh);
  const server = data?.mcpServer;
  if (!server || !data) {
    return (
      <Page title="MCP server">
        <ErrorNote error={error} />
        {fetching ? <Loading /> : !error && <p>There is no server {id}.</p>}
      </Page>
    );
  }
  return (
    <Page
      title={server.name}
      lead={
        <>
          <Badge state={server.state} /> {server.description}
        </>
      }
      actions={
        <IfMay scope="mcp:admin">
          <button type="button" onClick={() => void restart.save({ id }).then(refresh)}>
            Connect anew
          </button>
          <ConfirmButton
            verb="Delete the server"
            question="Agents that were granted its tools lose them."
            onConfirm={() => void remove.save({ id }).then((done) => done && go('/mcp-servers'))}
          >
            Delete
          </ConfirmButton>
        </IfMay>
      }
    >
      <ErrorNote error={error ?? turn.error ?? restart.error ?? remove.error ?? server.problem} />
      <Check
        label="It is on"
        disabled={!may('mcp:admin')}
        checked={server.enabled}
        onChange={(enabled) => void turn.save({ id, enabled }).then(refresh)}
      />
      <Tabs
        label="Parts of the server"
        tabs={[
          { name: 'Tools', content: () => <Tools serverId={id} tools={server.tools} onChange={refresh} /> },
          {
            name: 'Agents',
            content: () => (
              <fieldset className="form" disabled={!may('mcp:admin')}>
                <legend>Agents that get its tools</legend>
                {data.agents.map((agent) => (
                  <Grant key={agent.id} agent={agent} serverId={id} />
                ))}
              </fieldset>
            ),
          },
          { name: 'Log', content: () => <Log serverId={id} /> },
          { name: 'Configuration', content: () => <pre tabIndex={0}>{JSON.stringify(server.config, null, 2)}</pre> },
        ]}
      />
    </Page>
  );
}

function Tools({ serverId, tools, onChange }: { serverId: string; tools: readonly Tool[]; onChange: () => void }) {
  const approve = useSave(ApproveMcpTools);
  const [tried, setTried] = useState<string | null>(null);
  if (tools.length === 0) return <Empty>It has not told of any tools yet.</Empty>;
  return (
    <>
      <ErrorNote error={approve.error} />
      <ul className="rows">
        {tools.map((tool) => (
          <li key={tool.name}>
            <div className="row">
              <span className="row-main">
                <code>{tool.name}</code>
                <span className="row-note">{tool.description}</span>
                {!tool.approved && <strong>It came or changed after its server was approved, so agents do not get it.</strong>}
              </span>
              <span className="row-side">
                <IfMay scope="mcp:admin">
                  {!tool.approved && (
                    <button type="button" onClick={() => void approve.save({ id: serverId, tool: tool.name }).then(onChange)}>
                      Approve<span className="hidden"> {tool.name}</span>
                    </button>
                  )}
                  <button
                    type="button"
                    aria-expanded={tried === tool.name}
                    onClick={() => setTried(tried === tool.name ? null : tool.name)}
                  >
                    Try<span className="hidden"> {tool.name}</span>
                  </button>
                </IfMay>
              </span>
            </div>
            {tried === tool.name && <Trial serverId={serverId} tool={tool} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Trial({ serverId, tool }: { serverId: string; tool: Tool }) {
  const call = useSave(CallMcpTool);
  const [args, setArgs] = useState('{}');
  const [answer, setAnswer] = useState<{ content: string; isError: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async () => {
    setProblem(null);
    setAnswer(null);
    try {
      const made = await call.save({ serverId, tool: tool.name, arguments: JSON.parse(args) as Record<string, unknown> });
      if (made) setAnswer(made.callMcpTool);
    } catch {
      setProblem('The arguments are not JSON.');
    }
  };
  return (
    <form
      className="form trial"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <details className="fold">
        <summary>What it takes</summary>
        <pre tabIndex={0}>{JSON.stringify(tool.inputSchema, null, 2)}</pre>
      </details>
      <Field label={`Arguments of ${tool.name}`} rows={4} value={args} onChange={setArgs} />
      <ErrorNote error={problem ?? call.error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={call.isSaving}>
          Call it
        </button>
      </div>
      {answer && (
        <pre tabIndex={0} className={answer.isError ? 'note-bad' : undefined}>
          {answer.content}
        </pre>
      )}
    </form>
  );
}

function Grant({ agent, serverId }: { agent: { id: string; name: string }; serverId: string }) {
  const [{ data }, ask] = useQuery({ query: McpGrants, variables: { agentId: agent.id }, requestPolicy: 'cache-and-network' });
  const grant = useSave(GrantMcpTool);
  const revoke = useSave(RevokeMcpTool);
  const has = data?.mcpGrants.some((candidate) => candidate.serverId === serverId) ?? false;
  return (
    <>
      <Check
        label={agent.name}
        checked={has}
        onChange={(on) =>
          void (on ? grant : revoke).save({ serverId, agentId: agent.id }).then(() => ask({ requestPolicy: 'network-only' }))
        }
      />
      <ErrorNote error={grant.error ?? revoke.error} />
    </>
  );
}

function Log({ serverId }: { serverId: string }) {
  const [{ data, error }] = useSubscription(
    { query: McpLogs, variables: { serverId } },
    (lines: Line[] = [], { mcpLogs: { line } }: McpLogsSubscription): Line[] => (line ? [...lines, line].slice(-KEPT_LINES) : lines),
  );
  return (
    <>
      <ErrorNote error={error} />
      {data?.length === 0 && <Empty>It has said nothing.</Empty>}
      <pre tabIndex={0} className="log" aria-label="Log">
        {data?.map(({ line, at }) => `${new Date(at).toLocaleTimeString()}  ${line}`).join('\n')}
      </pre>
    </>
  );
}
