import { useState } from 'react';
import { useQuery } from 'urql';
import { Link, useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { IfMay } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { useSave } from '../ui/use-save.ts';

const McpServers = graphql(`
  query McpServers {
    mcpServers {
      id
      name
      description
      enabled
      state
      problem
      tools {
        name
        approved
      }
    }
  }
`);
const CreateMcpServer = graphql(`
  mutation CreateMcpServer($input: CreateMcpServerInput!) {
    createMcpServer(input: $input) {
      id
    }
  }
`);

const EXAMPLE = '{\n  "command": "npx",\n  "args": ["-y", "@modelcontextprotocol/server-everything"],\n  "env": {}\n}';

/** Servers whose tools agents may be given. */
export default function McpPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: McpServers });
  const [isAdding, setAdding] = useState(false);
  useEvents({ types: ['mcp_server_changed', 'mcp_tools_changed'] }, () => ask({ requestPolicy: 'network-only' }));
  return (
    <Page
      title="MCP servers"
      lead="Programs and services that speak the Model Context Protocol. Each has an actor that keeps its connection alive."
      actions={
        <IfMay scope="mcp:admin">
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            Add a server
          </button>
        </IfMay>
      }
    >
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      {data?.mcpServers.length === 0 && <Empty>There are no servers yet.</Empty>}
      {data && data.mcpServers.length > 0 && (
        <ul className="rows">
          {data.mcpServers.map(({ id, name, description, enabled, state, problem, tools }) => {
            const held = tools.filter(({ approved }) => !approved).length;
            return (
              <li key={id}>
                <Link href={`/mcp-servers/${id}`} className="row">
                  <Badge state={enabled ? state : 'off'} />
                  <span className="row-main">
                    <span className="row-title">{name}</span>
                    <span className="row-note">{problem ?? description}</span>
                  </span>
                  <span className="row-side">
                    {tools.length} tools{held > 0 && `, ${held} held back`}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {isAdding && <NewServer onClose={() => setAdding(false)} />}
    </Page>
  );
}

function NewServer({ onClose }: { onClose: () => void }) {
  const create = useSave(CreateMcpServer);
  const [name, setName] = useState('');
  const [config, setConfig] = useState(EXAMPLE);
  const [problem, setProblem] = useState<string | null>(null);
  const [, go] = useLocation();
  const submit = async () => {
    setProblem(null);
    let parsed: Record<string, unknown>;
    try {
      parsed = JSON.parse(config) as Record<string, unknown>;
    } catch {
      return setProblem('The configuration is not JSON.');
    }
    const made = await create.save({ input: { name, config: parsed } });
    if (made) go(`/mcp-servers/${made.createMcpServer.id}`);
  };
  return (
    <FormDialog
      title="An MCP server"
      verb="Connect"
      isSaving={create.isSaving}
      error={problem ?? create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" required value={name} onChange={setName} />
      <Field
        label="Configuration"
        rows={8}
        value={config}
        onChange={setConfig}
        hint="An entry of mcpServers: command, args and env, or url and headers. ${NAME} stands for a stored secret."
      />
    </FormDialog>
  );
}
