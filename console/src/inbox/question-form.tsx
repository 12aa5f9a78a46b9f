import { useState } from 'react';
import { graphql } from '../gql/gql.ts';
import type { QuestionPartsFragment } from '../gql/graphql.ts';
import { Field } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';

graphql(`
  fragment QuestionParts on Question {
    id
    kind
    agentId
    runId
    chatId
    stepId
    toolName
    text
    choices
    arguments
    defaultAnswer
    askedAt
    expiresAt
  }
`);
const AnswerQuestion = graphql(`
  mutation AnswerQuestion($id: ID!, $answer: String, $approve: Boolean, $note: String) {
    answerQuestion(id: $id, answer: $answer, approve: $approve, note: $note) {
      id
      status
    }
  }
`);

interface QuestionFormProps {
  question: QuestionPartsFragment;
  /** It was answered here, or turned out to be answered. */
  onDone: () => void;
}

/** What an agent asks, and a form to answer it: the first answer counts. */
export function QuestionForm({ question, onDone }: QuestionFormProps) {
  const { id, kind, agentId, toolName, text, choices, arguments: args, defaultAnswer, askedAt, expiresAt } = question;
  const [answer, setAnswer] = useState('');
  const [note, setNote] = useState('');
  const { save, error, isSaving } = useSave(AnswerQuestion);
  const say = async (said: { answer: string } | { approve: boolean }) => {
    await save({ id, ...said, note: note.trim() || null });
    onDone();
  };
  const isApproval = kind === 'APPROVAL';
  return (
    <form
      className="question"
      aria-label={isApproval ? `${agentId} wants to call ${toolName}` : `${agentId} asks`}
      onSubmit={(event) => {
        event.preventDefault();
        void say({ answer });
      }}
    >
      <p className="row-note">
        <strong>{agentId}</strong> {isApproval ? 'wants to call' : 'asks'} {isApproval && <code>{toolName}</code>} · <Ago at={askedAt} />
      </p>
      {text !== null && text !== undefined && <Markdown text={text} />}
      {isApproval && <pre tabIndex={0}>{JSON.stringify(args, null, 2)}</pre>}
      {!isApproval && !choices && <Field label="Answer" rows={2} required value={answer} onChange={setAnswer} />}
      <Field label="Note for the agent (optional)" value={note} onChange={setNote} />
      <ErrorNote error={error} />
      <div className="actions">
        {isApproval ? (
          <>
            <button type="button" className="primary" disabled={isSaving} onClick={() => void say({ approve: true })}>
              Approve
            </button>
            <button type="button" className="danger" disabled={isSaving} onClick={() => void say({ approve: false })}>
              Deny
            </button>
          </>
        ) : choices ? (
          choices.map((choice) => (
            <button key={choice} type="button" disabled={isSaving} onClick={() => void say({ answer: choice })}>
              {choice}
            </button>
          ))
        ) : (
          <button type="submit" className="primary" disabled={isSaving}>
            Answer
          </button>
        )}
      </div>
      <p className="row-note">
        Until {new Date(expiresAt).toLocaleString()}, then{' '}
        {isApproval ? 'it is denied' : defaultAnswer ? <>the answer is “{defaultAnswer}”</> : 'it gets no answer'}.
      </p>
    </form>
  );
}
