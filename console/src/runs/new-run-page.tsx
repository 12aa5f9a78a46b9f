import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { amount, BudgetFields, budgetText } from '../ui/budget-fields.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { PipelineGraph } from './pipeline-graph.tsx';

const Pipelines = graphql(`
  query Pipelines {
    pipelines {
      id
      name
      description
      isRunnable
      problems {
        severity
        message
      }
      graph {
        nodes {
          id
          agentId
          description
          isLoop
        }
        edges {
          from
          to
          kind
          label
        }
      }
    }
  }
`);
const CreateRun = graphql(`
  mutation CreateRun($input: CreateRunInput!, $key: String) {
    createRun(input: $input, idempotencyKey: $key) {
      id
    }
  }
`);

/** Starts a run: choose a pipeline, see what it does, say what it is about. */
export default function NewRunPage({ params }: { params: { pipelineId?: string } }) {
  const [{ data, error, fetching }] = useQuery({ query: Pipelines });
  const [chosen, setChosen] = useState(params.pipelineId ?? 'quickstart');
  const pipeline = data?.pipelines.find(({ id }) => id === chosen) ?? data?.pipelines[0];
  return (
    <Page title="New run" lead="A run is one execution of a pipeline: its steps, each done by an agent, for the task that you give.">
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      {data && (
        <div className="choices" role="radiogroup" aria-label="Pipeline">
          {data.pipelines.map(({ id, name, description, isRunnable }) => (
            <button key={id} type="button" role="radio" aria-checked={id === pipeline?.id} className="choice" onClick={() => setChosen(id)}>
              <strong>{name}</strong>
              <span>{isRunnable ? description : 'This pipeline has errors and cannot run.'}</span>
            </button>
          ))}
        </div>
      )}
      {pipeline?.problems.map(({ severity, message }) => (
        <p key={message} className={severity === 'ERROR' ? 'note note-bad' : 'note'}>
          {message}
        </p>
      ))}
      {pipeline?.graph && <PipelineGraph graph={pipeline.graph} />}
      {pipeline?.isRunnable && <RunForm key={pipeline.id} pipelineId={pipeline.id} />}
    </Page>
  );
}

function RunForm({ pipelineId }: { pipelineId: string }) {
  const [, navigate] = useLocation();
  const [{ error, fetching }, create] = useMutation(CreateRun);
  const [task, setTask] = useState(pipelineId === 'quickstart' ? 'Plan a birthday party for a cat' : '');
  const [humanContext, setHumanContext] = useState('');
  const [budget, setBudget] = useState(budgetText({}));
  // pressing twice, or again after an answer was lost, starts one run
  const [key, setKey] = useState(() => crypto.randomUUID());

  const submit = async () => {
    const { usd, tokens, timeSec } = budget;
    const limits = { budgetUsd: amount(usd), budgetTokens: amount(tokens), budgetTimeSec: amount(timeSec) };
    const input = { pipelineId, task, humanContext: humanContext || null, ...limits };
    const result = await create({ input, key });
    if (result.data) navigate(`/runs/${result.data.createRun.id}`);
    else if (!result.error?.networkError) setKey(crypto.randomUUID());
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor="task">Task</label>
      <textarea id="task" rows={4} required value={task} onChange={(event) => setTask(event.target.value)} />
      <details className="fold">
        <summary>Guidance and budget</summary>
        <label htmlFor="context">Guidance for the agents</label>
        <textarea id="context" rows={3} value={humanContext} onChange={(event) => setHumanContext(event.target.value)} />
        <fieldset className="form">
          <legend>Budget; the run pauses when it is spent</legend>
          <BudgetFields value={budget} onChange={setBudget} />
        </fieldset>
      </details>
      <ErrorNote error={error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={fetching}>
          Start the run
        </button>
      </div>
    </form>
  );
}
