import { useState } from 'react';
import type { CreateApiKeyInput } from '../gql/graphql.ts';
import { useMay } from '../session/viewer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Check, Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { SCOPES } from './scopes.ts';

interface NewKeyDialogProps {
  title: string;
  /** Beside the box that limits the key. */
  limitLabel: string;
  isSaving: boolean;
  error: React.ComponentProps<typeof FormDialog>['error'];
  /** Makes it; answers the key itself, or null when that failed. */
  onCreate: (input: CreateApiKeyInput) => Promise<string | null>;
  onClose: () => void;
}

const ENDS: [days: string, label: string][] = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
  ['', 'until it is revoked'],
];

/** Describes a new key, makes it, and shows it once. */
export function NewKeyDialog({ title, limitLabel, isSaving, error, onCreate, onClose }: NewKeyDialogProps) {
  const may = useMay();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<string[] | null>(null);
  const [key, setKey] = useState<string | null>(null);
  if (key !== null) return <KeyDialog keyText={key} onClose={onClose} />;
  const submit = async () => setKey(await onCreate({ name, expiresInDays: days === '' ? null : Number(days), scopes }));
  return (
    <FormDialog title={title} verb="Make it" isSaving={isSaving} error={error} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required maxLength={128} value={name} onChange={setName} hint="What it is for." />
      <label className="field">
        Good for
        <select value={days} onChange={(event) => setDays(event.target.value)}>
          {ENDS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Check label={limitLabel} checked={scopes !== null} onChange={(isLimited) => setScopes(isLimited ? [] : null)} />
      {scopes && (
        <fieldset className="scopes">
          <legend>It may</legend>
          {SCOPES.filter(may).map((scope) => (
            <Check
              key={scope}
              label={scope}
              checked={scopes.includes(scope)}
              onChange={(isIn) => setScopes(isIn ? [...scopes, scope] : scopes.filter((other) => other !== scope))}
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

/** Shows a key that was made. */
export function KeyDialog({ keyText, onClose }: { keyText: string; onClose: () => void }) {
  return (
    <Dialog title="The key" onClose={onClose}>
      <p>Keep it in a safe place: it is not stored and not shown again.</p>
      <ShownOnce label="Key" text={keyText} />
      <div className="actions">
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
