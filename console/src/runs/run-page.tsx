import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { QuestionsOf } from '../inbox/questions-of.tsx';
import { Badge } from '../ui/badge.tsx';
import { count, dollars, duration } from '../ui/format.ts';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { useNow } from '../ui/use-now.ts';
import { AttemptView } from './attempt-view.tsx';
import { PipelineGraph } from './pipeline-graph.tsx';
import { RunControls, type RunBudget } from './run-controls.tsx';
import { RunTimeline } from './run-timeline.tsx';
import type { Attempt, RunStory } from './run-story.ts';
import { Scrubber } from './scrubber.tsx';
import { useRunStory } from './use-run-story.ts';

const RunHead = graphql(`
  query RunHead($id: ID!) {
    run(id: $id) {
      id
      pipelineId
      budgetUsd
      budgetTokens
      budgetTimeSec
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

/** One run: its graph, its time, what is said, and any moment of it. */
export default function RunPage({ id }: { id: string }) {
  const [{ data, error, fetching }] = useQuery({ query: RunHead, variables: { id } });
  const { story, length, moment, goTo } = useRunStory(id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [compared, setCompared] = useState<string | null>(null);
  const now = useNow(moment === null && story.endedAt === null ? 500 : 60_000);
  const states = useMemo(() => Object.fromEntries(story.attempts.map(({ stepId, state }) => [stepId, state])), [story]);

  if (!data?.run) {
    return (
      <Page title="Run">
        <ErrorNote error={error} />
        {fetching ? <Loading /> : !error && <p>There is no run {id}.</p>}
      </Page>
    );
  }
  const at = moment === null ? now : story.at;
  const { budgetUsd, budgetTokens, budgetTimeSec } = data.run;
  const budget = { usd: budgetUsd ?? null, tokens: budgetTokens ?? null, timeSec: budgetTimeSec ?? null };
  const shown = find(story, chosen) ?? story.attempts.at(-1);
  const beside = find(story, compared);
  const selectStep = (stepId: string) => setChosen(story.attempts.findLast((attempt) => attempt.stepId === stepId)?.key ?? null);

  return (
    <Page
      title={story.task || 'Run'}
      lead={
        <>
          <code>{id}</code> · {data.run.pipelineId}
        </>
      }
      actions={<RunControls id={id} story={story} stepId={shown?.stepId ?? null} budget={budget} />}
    >
      <Facts story={story} now={at} budget={budget} />
      {story.status === 'paused' && story.waitingReason && <p className="note">{story.waitingReason}</p>}
      {story.error && (
        <p className="note note-bad" role="alert">
          {story.error}
        </p>
      )}
      <QuestionsOf runId={id} />
      <PipelineGraph graph={data.run.graph} states={states} ways={story.ways} selected={shown?.stepId ?? null} onSelect={selectStep} />
      <RunTimeline story={story} now={at} selected={shown?.key ?? null} onSelect={setChosen} />
      <Scrubber length={length} moment={moment} goTo={goTo} />
      {story.attempts.length > 1 && (
        <label className="filters">
          Compare with{' '}
          <select value={compared ?? ''} onChange={(event) => setCompared(event.target.value || null)}>
            <option value="">nothing</option>
            {story.attempts
              .filter(({ key }) => key !== shown?.key)
              .map(({ key, stepId, execution, attempt }) => (
                <option key={key} value={key}>
                  {stepId} round {execution} try {attempt}
                </option>
              ))}
          </select>
        </label>
      )}
      <div className={beside ? 'side-by-side' : undefined}>
        {shown && <AttemptView attempt={shown} />}
        {beside && <AttemptView attempt={beside} />}
      </div>
    </Page>
  );
}

function find({ attempts }: RunStory, key: string | null): Attempt | undefined {
  return key === null ? undefined : attempts.find((attempt) => attempt.key === key);
}

function Facts({ story, now, budget }: { story: RunStory; now: number; budget: RunBudget }) {
  const costUsd = story.costUsd + story.children.usd;
  const tokens = `${count(story.inputTokens)} in, ${count(story.outputTokens)} out`;
  const usedTokens = count(story.inputTokens + story.outputTokens + story.children.tokens);
  const facts: [string, React.ReactNode][] = [
    [
      'Status',
      <Badge key="status" state={story.status}>
        {story.waitingFor ? `waits: ${story.waitingFor}` : undefined}
      </Badge>,
    ],
    ['Time', story.startedAt === null ? '–' : duration((story.endedAt ?? now) - story.startedAt)],
    ['Cost', budget.usd === null ? dollars(costUsd) : `${dollars(costUsd)} of ${dollars(budget.usd)}`],
    ['Tokens', budget.tokens === null ? tokens : `${usedTokens} of ${count(budget.tokens)}`],
    ...(budget.timeSec === null ? [] : [['Work', `at most ${duration(budget.timeSec * 1_000)}`] as [string, string]]),
    ['Attempts', story.attempts.length],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
