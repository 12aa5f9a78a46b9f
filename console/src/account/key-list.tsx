import type { ApiKeysQuery } from '../gql/graphql.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Ago } from '../ui/time.tsx';

type Key = ApiKeysQuery['apiKeys'][number];

/** Keys that are in use, and the way to end them. @param ownerOf whose it is, where that is not plain. */
export function KeyList({
  keys,
  ownerOf,
  onRevoke,
}: {
  keys: readonly Key[];
  ownerOf?: (key: Key) => string;
  onRevoke: (id: string) => void;
}) {
  return (
    <ul className="rows">
      {keys.map((key) => (
        <li key={key.id} className="row">
          <code>{key.keyPrefix}…</code>
          <span className="row-main">
            <span className="row-title">{key.name}</span>
            <span className="row-note">
              {ownerOf && `${ownerOf(key)}, `}
              {key.scopes ? `may ${key.scopes.join(', ') || 'nothing'}` : 'may all that its owner may'},{' '}
              {key.expiresAt ? `until ${new Date(key.expiresAt).toLocaleDateString()}` : 'without end'}
            </span>
          </span>
          <span className="row-side">
            {key.lastUsedAt ? (
              <span>
                used <Ago at={key.lastUsedAt} />
              </span>
            ) : (
              'never used'
            )}
            <ConfirmButton
              verb="Revoke it"
              question={`Programs that use the key “${key.name}” are refused at once.`}
              onConfirm={() => onRevoke(key.id)}
            >
              Revoke<span className="hidden"> {key.name}</span>
            </ConfirmButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
