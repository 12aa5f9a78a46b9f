import { useState } from 'react';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { Field } from '../ui/field.tsx';
import { dollars } from '../ui/format.ts';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';
import { QuestionForm } from './question-form.tsx';
import { useInbox } from './use-inbox.ts';

const RaiseBudget = graphql(`
  mutation RaiseBudget($id: ID!, $budgetUsd: Float!) {
    resumeRun(id: $id, budgetUsd: $budgetUsd) {
      id
      status
    }
  }
`);
const ApproveHeldTool = graphql(`
  mutation ApproveHeldTool($id: ID!, $tool: String!) {
    approveMcpTools(id: $id, tool: $tool) {
      id
    }
  }
`);

type Inbox = ReturnType<typeof useInbox>;

/** Everything that waits for a person, and what can be done about it on the spot. */
export default function InboxPage() {
  const { questions, budgets, heldTools, unknownOutcomes, count, isLoading, error, again } = useInbox();
  return (
    <Page title="Inbox" lead="Everything that waits for a person. What waits costs nothing, and goes on when you answer.">
      <ErrorNote error={error} />
      {isLoading && <Loading />}
      {!isLoading && count === 0 && <Empty>Nothing waits for you.</Empty>}
      {questions.length > 0 && (
        <section className="questions" aria-label="Questions and approvals">
          <h2>Questions and approvals</h2>
          {questions.map((question) => (
            <div key={question.id}>
              <Where {...question} />
              <QuestionForm question={question} onDone={again} />
            </div>
          ))}
        </section>
      )}
      {budgets.length > 0 && (
        <section aria-label="Budgets">
          <h2>Runs that have spent their budget</h2>
          <ul className="rows">
            {budgets.map((run) => (
              <Budget key={run.id} run={run} />
            ))}
          </ul>
        </section>
      )}
      {heldTools.length > 0 && (
        <section aria-label="Tools">
          <h2>Tools that are held back</h2>
          <p className="row-note">They came or changed after their server was approved, so agents do not get them.</p>
          <ul className="rows">
            {heldTools.map(({ server, tool }) => (
              <HeldTool key={`${server.id} ${tool.name}`} server={server} tool={tool} onChange={again} />
            ))}
          </ul>
        </section>
      )}
      {unknownOutcomes.length > 0 && (
        <section aria-label="Unknown outcomes">
          <h2>Unknown outcomes</h2>
          <p className="row-note">
            The server stopped in the middle of these calls of the last seven days. They were not made again; look whether they took effect.
          </p>
          <ul className="rows">
            {unknownOutcomes.map(({ toolCallId, toolName, at, ...where }) => (
              <li key={`${where.runId ?? where.chatId} ${toolCallId}`} className="row">
                <code>{toolName}</code>
                <Where {...where} />
                <span className="row-side">
                  <Ago at={at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function Where({ runId, chatId, stepId }: { runId?: string | null; chatId?: string | null; stepId?: string | null }) {
  if (runId) {
    return (
      <span className="row-note">
        {stepId} of <Link href={`/runs/${runId}`}>{runId}</Link>
      </span>
    );
  }
  return (
    <span className="row-note">
      in the chat <Link href={`/chat/${chatId}`}>{chatId}</Link>
    </span>
  );
}

function Budget({ run: { id, task, costUsd, budgetUsd } }: { run: Inbox['budgets'][number] }) {
  const raise = useSave(RaiseBudget);
  const [amount, setAmount] = useState(String(Math.max(costUsd, budgetUsd ?? 0) * 2));
  return (
    <li className="inbox-item">
      <p>
        <Link href={`/runs/${id}`}>{task}</Link>{' '}
        <span className="row-note">
          has spent {dollars(costUsd)} of {dollars(budgetUsd ?? 0)}
        </span>
      </p>
      <form
        className="inline-form"
        aria-label={`Budget of ${task}`}
        onSubmit={(event) => {
          event.preventDefault();
          void raise.save({ id, budgetUsd: Number(amount) });
        }}
      >
        <Field label="New budget in US dollars" type="number" min="0" step="any" required value={amount} onChange={setAmount} />
        <button type="submit" className="primary" disabled={raise.isSaving}>
          Raise and resume
        </button>
      </form>
      <ErrorNote error={raise.error} />
    </li>
  );
}

interface HeldToolProps {
  server: Inbox['heldTools'][number]['server'];
  tool: Inbox['heldTools'][number]['tool'];
  onChange: () => void;
}

function HeldTool({ server, tool, onChange }: HeldToolProps) {
  const approve = useSave(ApproveHeldTool);
  return (
    <li className="inbox-item">
      <p>
        <code>{tool.name}</code> of <Link href={`/mcp-servers/${server.id}`}>{server.name}</Link>
      </p>
      <p className="row-note">{tool.description}</p>
      <ErrorNote error={approve.error} />
      <div className="actions">
        <button
          type="button"
          className="primary"
          disabled={approve.isSaving}
          onClick={() => void approve.save({ id: server.id, tool: tool.name }).then(onChange)}
        >
          Approve
        </button>
      </div>
    </li>
  );
}
