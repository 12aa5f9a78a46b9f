import { useId, useState } from 'react';
import { useMutation, type CombinedError } from 'urql';
import { graphql } from '../gql/gql.ts';
import { amount, BudgetFields, budgetText } from '../ui/budget-fields.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';
import type { RunStory } from './run-story.ts';

const CancelRun = graphql(`
  mutation CancelRun($id: ID!) {
    cancelRun(id: $id) {
      id
      status
    }
  }
`);
const PauseRun = graphql(`
  mutation PauseRun($id: ID!) {
    pauseRun(id: $id) {
      id
      status
    }
  }
`);
const ResumeRun = graphql(`
  mutation ResumeRun($id: ID!, $budgetUsd: Float, $budgetTokens: Long, $budgetTimeSec: Float) {
    resumeRun(id: $id, budgetUsd: $budgetUsd, budgetTokens: $budgetTokens, budgetTimeSec: $budgetTimeSec) {
      id
      status
      budgetUsd
      budgetTokens
      budgetTimeSec
    }
  }
`);
const RestartRun = graphql(`
  mutation RestartRun($id: ID!, $context: String) {
    restartRun(id: $id, context: $context) {
      id
      status
    }
  }
`);
const RestartStep = graphql(`
  mutation RestartStep($id: ID!, $stepId: ID!, $context: String) {
    restartStep(runId: $id, stepId: $stepId, context: $context) {
      id
      status
    }
  }
`);

/** What a run may spend; null is no limit. */
export interface RunBudget {
  usd: number | null;
  tokens: number | null;
  timeSec: number | null;
}

interface RunControlsProps {
  id: string;
  story: RunStory;
  /** The step that is looked at. */
  stepId: string | null;
  budget: RunBudget;
}

/** What can be done to a run as it stands. */
export function RunControls({ id, story, stepId, budget }: RunControlsProps) {
  const [, cancel] = useMutation(CancelRun);
  const [, pause] = useMutation(PauseRun);
  const [, resume] = useMutation(ResumeRun);
  const [, restart] = useMutation(RestartRun);
  const [, restartStep] = useMutation(RestartStep);
  const [error, setError] = useState<CombinedError>();
  const [asksFor, setAsksFor] = useState<'run' | 'step' | 'budget' | null>(null);
  const isOver = story.endedAt !== null;
  const act = (done: Promise<{ error?: CombinedError }>) => void done.then((result) => setError(result.error));
  const needsBudget = story.waitingFor === 'budget';

  return (
    <>
      {(story.status === 'running' || story.waitingFor === 'question') && (
        <button type="button" onClick={() => act(pause({ id }))}>
          Pause
        </button>
      )}
      {story.status === 'paused' && story.waitingFor !== 'question' && (
        <button type="button" className="primary" onClick={() => (needsBudget ? setAsksFor('budget') : act(resume({ id })))}>
          {needsBudget ? 'Raise the budget' : 'Resume'}
        </button>
      )}
      {!isOver && (
        <ConfirmButton
          verb="Cancel the run"
          question="What is in flight is cut off at once, and the run ends for good. It can be restarted later."
          onConfirm={() => act(cancel({ id }))}
        >
          Cancel
        </ConfirmButton>
      )}
      {stepId && (
        <button type="button" onClick={() => setAsksFor('step')}>
          Restart {stepId}
        </button>
      )}
      {isOver && (
        <button type="button" onClick={() => setAsksFor('run')}>
          Restart
        </button>
      )}
      {asksFor === 'budget' && <RaiseBudget id={id} budget={budget} onClose={() => setAsksFor(null)} />}
      {(asksFor === 'run' || asksFor === 'step') && (
        <AskFor
          title={asksFor === 'run' ? 'Restart the run' : `Restart from ${stepId}`}
          label="A note for the agent (optional)"
          verb="Restart"
          onClose={() => setAsksFor(null)}
          onAnswer={(text) =>
            act(
              asksFor === 'run' ? restart({ id, context: text || null }) : restartStep({ id, stepId: stepId ?? '', context: text || null }),
            )
          }
        />
      )}
      <ErrorNote error={error} />
    </>
  );
}

/** New limits for a run that waits for a budget; an empty one is lifted. */
function RaiseBudget({ id, budget, onClose }: { id: string; budget: RunBudget; onClose: () => void }) {
  const resume = useSave(ResumeRun);
  const [value, setValue] = useState(budgetText(budget));
  const submit = async () => {
    const { usd, tokens, timeSec } = value;
    if (await resume.save({ id, budgetUsd: amount(usd), budgetTokens: amount(tokens), budgetTimeSec: amount(timeSec) })) onClose();
  };
  return (
    <FormDialog title="Raise the budget" verb="Resume" isSaving={resume.isSaving} error={resume.error} onSubmit={submit} onClose={onClose}>
      <BudgetFields value={value} onChange={setValue} />
    </FormDialog>
  );
}

interface AskForProps {
  title: string;
  label: string;
  verb: string;
  onClose: () => void;
  onAnswer: (text: string) => void;
}

function AskFor({ title, label, verb, onClose, onAnswer }: AskForProps) {
  const [text, setText] = useState('');
  const id = useId();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(text);
          onClose();
        }}
      >
        <label htmlFor={id}>{label}</label>
        <textarea id={id} rows={4} value={text} onChange={(event) => setText(event.target.value)} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Back
          </button>
          <button type="submit" className="primary">
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
