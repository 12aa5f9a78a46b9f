import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { Empty, ErrorNote } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';
import { KeyList } from './key-list.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RevokeApiKey } from './revoke-api-key.ts';

const ApiKeys = graphql(`
  query ApiKeys {
    apiKeys {
      ...Key
    }
  }
  fragment Key on ApiKey {
    id
    name
    keyPrefix
    agentId
    userId
    scopes
    expiresAt
    lastUsedAt
  }
`);
const CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      key
    }
  }
`);

/** Keys for programs of one's own. */
export function OwnKeys() {
  const [{ data, error }, ask] = useQuery({ query: ApiKeys });
  const [isMaking, setMaking] = useState(false);
  const create = useSave(CreateApiKey);
  const revoke = useSave(RevokeApiKey);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  return (
    <>
      <p>
        A program shows a key as <code>Authorization: Bearer djb_…</code>; the command line takes it as <code>--api-key</code>.
      </p>
      <ErrorNote error={error ?? revoke.error} />
      {data?.apiKeys.length === 0 && <Empty>There are no keys.</Empty>}
      {data && data.apiKeys.length > 0 && <KeyList keys={data.apiKeys} onRevoke={(id) => void revoke.save({ id }).then(refresh)} />}
      <div className="actions">
        <button type="button" onClick={() => setMaking(true)}>
          New key
        </button>
      </div>
      {isMaking && (
        <NewKeyDialog
          title="A key"
          limitLabel="It may less than I may"
          isSaving={create.isSaving}
          error={create.error}
          onCreate={async (input) => (await create.save({ input }))?.createApiKey.key ?? null}
          onClose={() => {
            setMaking(false);
            refresh();
          }}
        />
      )}
    </>
  );
}
