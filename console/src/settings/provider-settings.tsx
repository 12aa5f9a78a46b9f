import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { ProvidersQuery } from '../gql/graphql.ts';
import { IfMay } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Check, Field } from '../ui/field.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';

const Providers = graphql(`
  query Providers {
    providers {
      id
      name
      description
      enabled
      configured
      maskedApiKey
      plainExtraConfig
      keyVariable
      docsUrl
      isCustom
      extraFields {
        variable
        label
        placeholder
        description
        isRequired
      }
    }
  }
`);
const UpdateProvider = graphql(`
  mutation UpdateProvider($id: ID!, $input: ProviderInput!) {
    updateProvider(id: $id, input: $input) {
      id
      enabled
      configured
    }
  }
`);
const CreateProvider = graphql(`
  mutation CreateProvider($input: CustomProviderInput!) {
    createProvider(input: $input) {
      id
    }
  }
`);
const DeleteProvider = graphql(`
  mutation DeleteProvider($id: ID!) {
    deleteProvider(id: $id)
  }
`);
const ProviderModels = graphql(`
  query ProviderModels($id: ID!) {
    providerModels(id: $id) {
      source
      models {
        id
      }
    }
  }
`);

type Provider = ProvidersQuery['providers'][number];

/** Providers of models: which are set up, and the forms that set them up. */
export function ProviderSettings() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Providers });
  const [edited, setEdited] = useState<string | null>(null);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  const close = () => {
    setEdited(null);
    refresh();
  };
  const provider = data?.providers.find(({ id }) => id === edited);
  return (
    <>
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      <p>
        A provider is used as <code>provider/model</code>. Its key is stored encrypted and never shown again.
      </p>
      <ul className="rows">
        {data?.providers.map(({ id, name, description, configured, maskedApiKey }) => (
          <li key={id} className="row">
            <Badge state={configured ? 'completed' : 'off'}>{configured ? 'ready' : 'no key'}</Badge>
            <span className="row-main">
              <span className="row-title">{name}</span>
              <span className="row-note">{description}</span>
            </span>
            <span className="row-side">
              {maskedApiKey && <code>{maskedApiKey}</code>}
              <IfMay scope="settings:admin">
                <button type="button" onClick={() => setEdited(id)}>
                  Set up<span className="hidden"> {name}</span>
                </button>
              </IfMay>
            </span>
          </li>
        ))}
      </ul>
      <IfMay scope="settings:admin">
        <div className="actions">
          <button type="button" onClick={() => setEdited('new')}>
            Add an OpenAI-compatible server
          </button>
        </div>
      </IfMay>
      {provider && <ProviderForm provider={provider} onClose={close} />}
      {edited === 'new' && <NewProviderForm onClose={close} />}
    </>
  );
}

function ProviderForm({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { id, name, keyVariable, maskedApiKey, plainExtraConfig, docsUrl, extraFields, isCustom } = provider;
  const update = useSave(UpdateProvider);
  const remove = useSave(DeleteProvider);
  const [apiKey, setApiKey] = useState('');
  const [enabled, setEnabled] = useState(provider.enabled || !provider.configured);
  const [stored] = useState<Record<string, string>>(plainExtraConfig ?? {});
  const [extra, setExtra] = useState(stored);
  const isChanged = apiKey !== '' || extra !== stored;
  const save = () => update.save({ id, input: { enabled, apiKey: apiKey || null, extraConfig: extraFields.length > 0 ? extra : null } });
  const submit = async () => {
    if (await save()) onClose();
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label="API key"
          type="password"
          autoComplete="off"
          value={apiKey}
          onChange={setApiKey}
          placeholder={maskedApiKey ?? ''}
          hint={`Leave it empty to keep what is there. The environment variable ${keyVariable} works, too.`}
        />
        {extraFields.map(({ variable, label, placeholder, description }) => (
          <Field
            key={variable}
            label={label}
            placeholder={placeholder}
            hint={description}
            value={extra[variable] ?? ''}
            onChange={(value) => setExtra({ ...extra, [variable]: value })}
          />
        ))}
        <Check label="Use it" checked={enabled} onChange={setEnabled} />
        {docsUrl && (
          <p>
            <a href={docsUrl} target="_blank" rel="noreferrer">
              Where to get a key
            </a>
          </p>
        )}
        <TryProvider id={id} verb={isChanged ? 'Save and test' : 'Test'} prepare={isChanged ? save : null} />
        <ErrorNote error={update.error ?? remove.error} />
        <div className="actions">
          <ConfirmButton
            verb={isCustom ? 'Remove it' : 'Forget the key'}
            question="What is stored of this provider is deleted. Runs that use it fail until it is set up again."
            onConfirm={() => void remove.save({ id }).then(onClose)}
          >
            {isCustom ? 'Remove' : 'Forget'}
          </ConfirmButton>
          <button type="submit" className="primary" disabled={update.isSaving}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks the provider for its models, which shows whether key and address are right; what was typed is stored before. */
function TryProvider({ id, verb, prepare }: { id: string; verb: string; prepare: (() => Promise<unknown>) | null }) {
  const client = useClient();
  const [said, setSaid] = useState('');
  const ask = async () => {
    setSaid('Asking…');
    if (prepare && !(await prepare())) return setSaid('');
    const { data, error } = await client.query(ProviderModels, { id }, { requestPolicy: 'network-only' }).toPromise();
    const models = data?.providerModels?.models.length ?? 0;
    setSaid(
      error
        ? error.message
        : data?.providerModels?.source === 'LIVE'
          ? `It answers and offers ${models} models.`
          : `It was not asked, or does not answer; ${models} models are known.`,
    );
  };
  return (
    <div className="actions">
      <button type="button" onClick={() => void ask()}>
        {verb}
      </button>
      <output>{said}</output>
    </div>
  );
}

function NewProviderForm({ onClose }: { onClose: () => void }) {
  const create = useSave(CreateProvider);
  const [name, setName] = useState('');
  const [baseUrl, setBaseUrl] = useState('http://localhost:11434/v1');
  const [apiKey, setApiKey] = useState('');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const submit = async () => {
    if (await create.save({ input: { name, slug, baseUrl, apiKey: apiKey || null } })) onClose();
  };
  return (
    <FormDialog
      title="An OpenAI-compatible server"
      verb="Add"
      isSaving={create.isSaving}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" required value={name} onChange={setName} hint={slug && `Its models are named custom-${slug}/…`} />
      <Field label="Base URL" type="url" required value={baseUrl} onChange={setBaseUrl} />
      <Field label="API key, if it wants one" type="password" autoComplete="off" value={apiKey} onChange={setApiKey} />
    </FormDialog>
  );
}
