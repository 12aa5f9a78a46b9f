import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import type { AgentQuery } from '../gql/graphql.ts';
import { IfMay, useMay } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';
import { AgentSchedule } from './agent-schedule.tsx';
import { AgentToday } from './agent-today.tsx';

const Agent = graphql(`
  query Agent($id: ID!) {
    agent(id: $id) {
      id
      name
      emoji
      role
      status
      files
      configOrEmpty
      today {
        agentId
        budget {
          usd
          tokens
          timeSec
        }
        spent {
          usd
          tokens
          timeSec
        }
      }
      runs(limit: 30) {
        runId
        pipelineId
        task
        status
        createdAt
      }
    }
  }
`);
const WriteAgentFile = graphql(`
  mutation WriteAgentFile($id: ID!, $name: String!, $content: String!) {
    writeAgentFile(id: $id, name: $name, content: $content) {
      filename
    }
  }
`);
const UpdateAgentConfig = graphql(`
  mutation UpdateAgentConfig($id: ID!, $config: JSONObject!) {
    updateAgentConfig(id: $id, config: $config) {
      config
    }
  }
`);

type AgentData = NonNullable<AgentQuery['agent']>;

/** One agent: what it worked on, who it is, and how it is set up. */
export default function AgentPage({ id }: { id: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: Agent, variables: { id }, requestPolicy: 'cache-and-network' });
  const may = useMay();
  const agent = data?.agent;
  if (!agent) {
    return (
      <Page title="Agent">
        <ErrorNote error={error} />
        {fetching ? <Loading /> : !error && <p>There is no agent {id}.</p>}
      </Page>
    );
  }
  return (
    <Page
      title={`${agent.emoji ?? ''} ${agent.name}`.trim()}
      lead={agent.role}
      actions={<Badge state={agent.status === 'WORKING' ? 'busy' : 'idle'} />}
    >
      <AgentToday day={agent.today} onRaised={() => ask({ requestPolicy: 'network-only' })} />
      <Tabs
        label={agent.name}
        tabs={[
          { name: 'Activity', content: () => <Activity agent={agent} /> },
          { name: 'Persona', content: () => <PersonaEditor agent={agent} /> },
          { name: 'Configuration', content: () => <ConfigEditor agent={agent} /> },
          ...(may('lifecycle:read') ? [{ name: 'Schedule', content: () => <AgentSchedule agentId={id} /> }] : []),
        ]}
      />
    </Page>
  );
}

function Activity({ agent }: { agent: AgentData }) {
  if (agent.runs.length === 0) return <Empty>It has not worked on anything yet.</Empty>;
  return (
    <ul className="rows">
      {agent.runs.map(({ runId, task, pipelineId, status, createdAt }) => (
        <li key={runId}>
          <Link href={`/runs/${runId}`} className="row">
            <Badge state={status} />
            <span className="row-main">
              <span className="row-title">{task}</span>
              <span className="row-note">{pipelineId}</span>
            </span>
            <span className="row-side">
              <Ago at={createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const FILES = ['IDENTITY.md', 'SOUL.md', 'AGENTS.md', 'DECISION.md'];

function PersonaEditor({ agent }: { agent: AgentData }) {
  const [name, setName] = useState('IDENTITY.md');
  return (
    <>
      <label>
        File{' '}
        <select value={name} onChange={(event) => setName(event.target.value)}>
          {FILES.map((file) => (
            <option key={file}>{file}</option>
          ))}
        </select>
      </label>
      <FileEditor key={name} agentId={agent.id} name={name} initial={agent.files[name] ?? ''} />
    </>
  );
}

function FileEditor({ agentId, name, initial }: { agentId: string; name: string; initial: string }) {
  const write = useSave(WriteAgentFile);
  const [content, setContent] = useState(initial);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void write.save({ id: agentId, name, content });
      }}
    >
      <Field label={`${name}, counts from its next session on`} rows={18} value={content} onChange={setContent} />
      <ErrorNote error={write.error} />
      <IfMay scope="agents:admin">
        <div className="actions">
          <button type="submit" className="primary" disabled={write.isSaving || content === initial}>
            Save
          </button>
          <output>{write.isSaved && 'Saved.'}</output>
        </div>
      </IfMay>
    </form>
  );
}

function ConfigEditor({ agent }: { agent: AgentData }) {
  const update = useSave(UpdateAgentConfig);
  const initial = JSON.stringify(agent.configOrEmpty, null, 2);
  const [text, setText] = useState(initial);
  const config = parse(text);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (config) void update.save({ id: agent.id, config });
      }}
    >
      <Field
        label="Configuration as JSON"
        rows={18}
        value={text}
        onChange={setText}
        hint={config ? 'Model, thinking, tools, schedule; what you leave out stays as it is.' : 'This is not a JSON object.'}
      />
      <ErrorNote error={update.error} />
      <IfMay scope="agents:admin">
        <div className="actions">
          <button type="submit" className="primary" disabled={!config || update.isSaving || text === initial}>
            Save
          </button>
          <output>{update.isSaved && 'Saved.'}</output>
        </div>
      </IfMay>
    </form>
  );
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
