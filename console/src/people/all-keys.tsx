import { useState } from 'react';
import { useQuery } from 'urql';
import { KeyList } from '../account/key-list.tsx';
import { KeyDialog, NewKeyDialog } from '../account/new-key-dialog.tsx';
import { RevokeApiKey } from '../account/revoke-api-key.ts';
import { graphql } from '../gql/gql.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';

const AllApiKeys = graphql(`
  query AllApiKeys {
    allApiKeys {
      ...Key
    }
    users {
      id
      email
    }
  }
`);
const CreateServiceKey = graphql(`
  mutation CreateServiceKey($input: CreateApiKeyInput!) {
    createServiceKey(input: $input) {
      key
    }
  }
`);
const CreateAgentKey = graphql(`
  mutation CreateAgentKey($agentId: ID!) {
    createAgentKey(agentId: $agentId) {
      key
      keyPrefix
    }
  }
`);
const AgentsForKeys = graphql(`
  query AgentsForKeys {
    agents {
      id
      name
    }
  }
`);

/** Keys of everybody, of services and of agents. */
export function AllKeys() {
  const [{ data, error, fetching }, ask] = useQuery({ query: AllApiKeys });
  const [making, setMaking] = useState<'service' | 'agent' | null>(null);
  const create = useSave(CreateServiceKey);
  const revoke = useSave(RevokeApiKey);
  const close = () => {
    setMaking(null);
    ask({ requestPolicy: 'network-only' });
  };
  const emailOf = (userId: string) => data?.users.find(({ id }) => id === userId)?.email ?? userId;
  return (
    <>
      <ErrorNote error={error ?? revoke.error} />
      {fetching && !data && <Loading />}
      {data?.allApiKeys.length === 0 && <Empty>There are no keys.</Empty>}
      {data && data.allApiKeys.length > 0 && (
        <KeyList
          keys={data.allApiKeys}
          ownerOf={({ userId, agentId }) => (userId ? emailOf(userId) : agentId ? `agent ${agentId}` : 'a service')}
          onRevoke={(id) => void revoke.save({ id }).then(() => ask({ requestPolicy: 'network-only' }))}
        />
      )}
      <div className="actions">
        <button type="button" onClick={() => setMaking('service')}>
          New service key
        </button>
        <button type="button" onClick={() => setMaking('agent')}>
          New agent key
        </button>
      </div>
      {making === 'service' && (
        <NewKeyDialog
          title="A service key"
          limitLabel="It may only some things, and reads nothing that is secret"
          isSaving={create.isSaving}
          error={create.error}
          onCreate={async (input) => (await create.save({ input }))?.createServiceKey.key ?? null}
          onClose={close}
        />
      )}
      {making === 'agent' && <NewAgentKey onClose={close} />}
    </>
  );
}

function NewAgentKey({ onClose }: { onClose: () => void }) {
  const [{ data, error }] = useQuery({ query: AgentsForKeys });
  const create = useSave(CreateAgentKey);
  const [agentId, setAgentId] = useState('');
  const [made, setMade] = useState<{ key?: string | null; keyPrefix: string } | null>(null);
  if (made?.key) return <KeyDialog keyText={made.key} onClose={onClose} />;
  return (
    <FormDialog
      title="An agent’s key"
      verb="Make it"
      isSaving={create.isSaving}
      error={create.error ?? error}
      onSubmit={async () => setMade((await create.save({ agentId }))?.createAgentKey ?? null)}
      onClose={onClose}
    >
      <p>For an agent that runs elsewhere. It reaches what belongs to that agent, and nothing else.</p>
      <label className="field">
        Agent
        <select required value={agentId} onChange={(event) => setAgentId(event.target.value)}>
          <option value="">Choose one</option>
          {data?.agents.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {made && (
        <p className="note" role="status">
          This agent has a key already, {made.keyPrefix}…; revoke it to make another.
        </p>
      )}
    </FormDialog>
  );
}
