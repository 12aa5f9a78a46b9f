import { Field } from './field.tsx';

/** Amounts as they are typed; empty is no limit. */
interface BudgetText {
  usd: string;
  tokens: string;
  timeSec: string;
}

/** Limits as a form begins with them. */
export function budgetText(budget: { usd?: number | null; tokens?: number | null; timeSec?: number | null }): BudgetText {
  return { usd: String(budget.usd ?? ''), tokens: String(budget.tokens ?? ''), timeSec: String(budget.timeSec ?? '') };
}

interface BudgetFieldsProps {
  value: BudgetText;
  onChange: (value: BudgetText) => void;
}

/** What may be spent of money, tokens and time. */
export function BudgetFields({ value, onChange }: BudgetFieldsProps) {
  const change = (part: Partial<BudgetText>) => onChange({ ...value, ...part });
  return (
    <>
      <Field label="US dollars" type="number" min="0" step="any" value={value.usd} onChange={(usd) => change({ usd })} />
      <Field label="Tokens" type="number" min="1" step="1" value={value.tokens} onChange={(tokens) => change({ tokens })} />
      <Field label="Seconds of work" type="number" min="0" step="any" value={value.timeSec} onChange={(timeSec) => change({ timeSec })} />
    </>
  );
}

export function amount(text: string): number | null {
  return text === '' ? null : Number(text);
}
