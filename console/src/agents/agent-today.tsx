import { useState } from 'react';
import { graphql } from '../gql/gql.ts';
import type { AgentQuery } from '../gql/graphql.ts';
import { amount, BudgetFields, budgetText } from '../ui/budget-fields.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { count, dollars, duration } from '../ui/format.ts';
import { useSave } from '../ui/use-save.ts';

const RaiseAgentBudget = graphql(`
  mutation RaiseAgentBudget($agentId: ID!, $usd: Float, $tokens: Long, $timeSec: Float) {
    raiseAgentBudget(agentId: $agentId, usd: $usd, tokens: $tokens, timeSec: $timeSec) {
      agentId
      budget {
        usd
        tokens
        timeSec
      }
    }
  }
`);

type Day = NonNullable<AgentQuery['agent']>['today'];

/** What an agent spent today of what it may, and a way to let it spend more. */
export function AgentToday({ day, onRaised }: { day: Day; onRaised: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const { budget, spent } = day;
  const facts = [
    ['Cost today', dollars(spent.usd), budget.usd == null ? null : dollars(budget.usd)],
    ['Tokens today', count(spent.tokens), budget.tokens == null ? null : count(budget.tokens)],
    ['Work today', duration(spent.timeSec * 1_000), budget.timeSec == null ? null : duration(budget.timeSec * 1_000)],
  ] as const;
  return (
    <>
      <dl className="facts">
        {facts.map(([name, used, limit]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{limit === null ? used : `${used} of ${limit}`}</dd>
          </div>
        ))}
      </dl>
      {facts.some(([, , limit]) => limit !== null) && (
        <button type="button" onClick={() => setOpen(true)}>
          Raise today’s budget
        </button>
      )}
      {isOpen && (
        <RaiseDialog
          day={day}
          onClose={(isRaised) => {
            setOpen(false);
            if (isRaised) onRaised();
          }}
        />
      )}
    </>
  );
}

function RaiseDialog({ day: { agentId, budget }, onClose }: { day: Day; onClose: (isRaised: boolean) => void }) {
  const raise = useSave(RaiseAgentBudget);
  const [value, setValue] = useState(budgetText(budget));
  const submit = async () => {
    const { usd, tokens, timeSec } = value;
    if (await raise.save({ agentId, usd: amount(usd), tokens: amount(tokens), timeSec: amount(timeSec) })) onClose(true);
  };
  return (
    <FormDialog
      title="Raise today’s budget"
      verb="Raise it"
      isSaving={raise.isSaving}
      error={raise.error}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
      <BudgetFields value={value} onChange={setValue} />
    </FormDialog>
  );
}
