import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { SecretsQuery } from '../gql/graphql.ts';
import { IfMay } from '../session/viewer.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Check, Field } from '../ui/field.tsx';
import { Empty, ErrorNote } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';

const Secrets = graphql(`
  query Secrets {
    secrets {
      id
      name
      description
      typeLabel
      envKey
      grantedAgents
      updatedAt
    }
    agents {
      id
      name
    }
  }
`);
const CreateSecret = graphql(`
  mutation CreateSecret($input: CreateSecretInput!) {
    createSecret(input: $input) {
      id
    }
  }
`);
const DeleteSecret = graphql(`
  mutation DeleteSecret($id: ID!) {
    deleteSecret(id: $id)
  }
`);
const GrantSecret = graphql(`
  mutation GrantSecret($id: ID!, $agentId: ID!) {
    grantSecret(id: $id, agentId: $agentId) {
      grantedAt
    }
  }
`);
const RevokeSecret = graphql(`
  mutation RevokeSecret($id: ID!, $agentId: ID!) {
    revokeSecret(id: $id, agentId: $agentId)
  }
`);

type Secret = SecretsQuery['secrets'][number];

/** Secrets are written here and never read: agents' tools get those that they were granted. */
export function SecretSettings() {
  const [{ data, error }, ask] = useQuery({ query: Secrets });
  const [edited, setEdited] = useState<string | null>(null);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  const secret = data?.secrets.find(({ id }) => id === edited);
  return (
    <>
      <ErrorNote error={error} />
      <p>
        A secret is stored encrypted. Nobody reads it again: the sandboxed tools of the agents that you grant it to get it as an environment
        variable.
      </p>
      {data?.secrets.length === 0 && <Empty>There are no secrets.</Empty>}
      {data && data.secrets.length > 0 && (
        <ul className="rows">
          {data.secrets.map(({ id, name, envKey, typeLabel, grantedAgents }) => (
            <li key={id} className="row">
              <code>{envKey}</code>
              <span className="row-main">
                <span className="row-title">{name}</span>
                <span className="row-note">
                  {typeLabel}, {grantedAgents.length === 0 ? 'granted to nobody' : `granted to ${grantedAgents.join(', ')}`}
                </span>
              </span>
              <span className="row-side">
                <IfMay scope="secrets:admin">
                  <button type="button" onClick={() => setEdited(id)}>
                    Grants<span className="hidden"> of {name}</span>
                  </button>
                </IfMay>
              </span>
            </li>
          ))}
        </ul>
      )}
      <IfMay scope="secrets:admin">
        <div className="actions">
          <button type="button" onClick={() => setEdited('new')}>
            Add a secret
          </button>
        </div>
      </IfMay>
      {edited === 'new' && (
        <NewSecret
          onClose={() => {
            setEdited(null);
            refresh();
          }}
        />
      )}
      {secret && data && (
        <SecretGrants
          secret={secret}
          agents={data.agents}
          onChange={refresh}
          onClose={() => {
            setEdited(null);
            refresh();
          }}
        />
      )}
    </>
  );
}

function NewSecret({ onClose }: { onClose: () => void }) {
  const create = useSave(CreateSecret);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [envKey, setEnvKey] = useState('');
  const submit = async () => {
    if (await create.save({ input: { name, value, envKey: envKey || null } })) onClose();
  };
  return (
    <FormDialog title="A secret" verb="Store it" isSaving={create.isSaving} error={create.error} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required value={name} onChange={setName} />
      <Field label="Value" type="password" autoComplete="off" required value={value} onChange={setValue} />
      <Field
        label="Environment variable"
        value={envKey}
        onChange={setEnvKey}
        placeholder={name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}
        hint="Made of the name if you give none."
      />
    </FormDialog>
  );
}

interface SecretGrantsProps {
  secret: Secret;
  agents: readonly { id: string; name: string }[];
  onChange: () => void;
  onClose: () => void;
}

function SecretGrants({ secret, agents, onChange, onClose }: SecretGrantsProps) {
  const grant = useSave(GrantSecret);
  const revoke = useSave(RevokeSecret);
  const remove = useSave(DeleteSecret);
  const { id, name, grantedAgents } = secret;
  return (
    <Dialog title={name} onClose={onClose}>
      <fieldset className="form">
        <legend>Agents whose tools get it</legend>
        {agents.map((agent) => (
          <Check
            key={agent.id}
            label={agent.name}
            checked={grantedAgents.includes(agent.id)}
            onChange={(checked) => void (checked ? grant : revoke).save({ id, agentId: agent.id }).then(onChange)}
          />
        ))}
      </fieldset>
      <ErrorNote error={grant.error ?? revoke.error ?? remove.error} />
      <div className="actions">
        <ConfirmButton
          verb="Delete the secret"
          question="It is gone at once, and the tools that use it fail."
          onConfirm={() => void remove.save({ id }).then(onClose)}
        >
          Delete
        </ConfirmButton>
      </div>
    </Dialog>
  );
}
