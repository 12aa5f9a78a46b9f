import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { ServerSettingsQuery } from '../gql/graphql.ts';
import { IfMay } from '../session/viewer.tsx';
import { Check, Field } from '../ui/field.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';

const Settings = graphql(`
  query ServerSettings {
    settings {
      defaultWorkingModel
      pulseEnabled
      pulseIntervalMinutes
      wakeEnabled
      wakeCooldownSec
      maxWakesPerDay
      maxConcurrentPulseSessions
    }
    modelSuggestions {
      working
    }
  }
`);
const UpdateSettings = graphql(`
  mutation UpdateSettings($input: SettingsInput!) {
    updateSettings(input: $input) {
      defaultWorkingModel
    }
  }
`);

type Values = ServerSettingsQuery['settings'];
type NumberKey = 'pulseIntervalMinutes' | 'wakeCooldownSec' | 'maxWakesPerDay' | 'maxConcurrentPulseSessions';

const NUMBERS: [NumberKey, string][] = [
  ['pulseIntervalMinutes', 'Minutes between wakes of an agent that does not say'],
  ['wakeCooldownSec', 'Seconds between two wakes that others cause'],
  ['maxWakesPerDay', 'Wakes of one agent a day'],
  ['maxConcurrentPulseSessions', 'Sessions of one agent at a time'],
];

export function ServerSettings() {
  const [{ data, error }] = useQuery({ query: Settings, requestPolicy: 'network-only' });
  if (!data) return error ? <ErrorNote error={error} /> : <Loading />;
  return <SettingsForm initial={data.settings} models={data.modelSuggestions.working} />;
}

function SettingsForm({ initial, models }: { initial: Values; models: readonly string[] }) {
  const update = useSave(UpdateSettings);
  const [values, setValues] = useState(initial);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void update.save({ input: inputOf(values) });
      }}
    >
      <Field
        label="Model for whoever names none"
        list="models"
        value={values.defaultWorkingModel}
        onChange={(defaultWorkingModel) => setValues({ ...values, defaultWorkingModel })}
        hint="provider/model, such as openai/gpt-5-mini"
      />
      <datalist id="models">
        {models.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Check
        label="Agents wake by themselves"
        checked={values.pulseEnabled}
        onChange={(pulseEnabled) => setValues({ ...values, pulseEnabled })}
      />
      <Check
        label="Agents may wake each other"
        checked={values.wakeEnabled}
        onChange={(wakeEnabled) => setValues({ ...values, wakeEnabled })}
      />
      {NUMBERS.map(([key, label]) => (
        <Field
          key={key}
          label={label}
          type="number"
          min={0}
          required
          value={String(values[key])}
          onChange={(text) => setValues({ ...values, [key]: Number(text) })}
        />
      ))}
      <ErrorNote error={update.error} />
      <IfMay scope="settings:admin">
        <div className="actions">
          <button type="submit" className="primary" disabled={update.isSaving}>
            Save
          </button>
          <output>{update.isSaved && 'Saved.'}</output>
        </div>
      </IfMay>
    </form>
  );
}

/** The client adds members of its own to answers. */
function inputOf({ defaultWorkingModel, pulseEnabled, wakeEnabled, ...others }: Values) {
  const numbers = Object.fromEntries(NUMBERS.map(([key]) => [key, others[key]]));
  return { defaultWorkingModel, pulseEnabled, wakeEnabled, ...numbers };
}
