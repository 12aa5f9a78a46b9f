import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { UsersQuery } from '../gql/graphql.ts';
import { useViewer } from '../session/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { Check, Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';

const Users = graphql(`
  query Users {
    users {
      id
      email
      displayName
      isAdmin
      isActive
      totpEnabled
      lastLoginAt
    }
  }
`);
const CreateUser = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      id
    }
  }
`);
const UpdateUser = graphql(`
  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {
    updateUser(id: $id, input: $input) {
      id
    }
  }
`);

type User = UsersQuery['users'][number];

export function PeopleList() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Users });
  const [edited, setEdited] = useState<string | null>(null);
  const viewer = useViewer();
  const close = () => {
    setEdited(null);
    ask({ requestPolicy: 'network-only' });
  };
  const user = data?.users.find(({ id }) => id === edited);
  return (
    <>
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      <ul className="rows">
        {data?.users.map(({ id, email, displayName, isAdmin, isActive, totpEnabled, lastLoginAt }) => (
          <li key={id} className="row">
            <Badge state={isActive ? 'completed' : 'off'}>{isActive ? (isAdmin ? 'admin' : 'active') : 'inactive'}</Badge>
            <span className="row-main">
              <span className="row-title">
                {displayName ?? email}
                {id === viewer?.id && ' (you)'}
              </span>
              <span className="row-note">
                {email}
                {totpEnabled && ', with a second factor'}
              </span>
            </span>
            <span className="row-side">
              {lastLoginAt ? (
                <span>
                  signed in <Ago at={lastLoginAt} />
                </span>
              ) : (
                'never signed in'
              )}
              <button type="button" onClick={() => setEdited(id)}>
                Change<span className="hidden"> {displayName ?? email}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <div className="actions">
        <button type="button" onClick={() => setEdited('new')}>
          Add a person
        </button>
      </div>
      {edited === 'new' && <NewPerson onClose={close} />}
      {user && <PersonDialog user={user} onClose={close} />}
    </>
  );
}

function NewPerson({ onClose }: { onClose: () => void }) {
  const create = useSave(CreateUser);
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [isAdmin, setAdmin] = useState(false);
  const submit = async () => {
    if (await create.save({ input: { email, displayName: displayName || null, password: password || null, isAdmin } })) onClose();
  };
  return (
    <FormDialog title="A person" verb="Add" isSaving={create.isSaving} error={create.error} onSubmit={submit} onClose={onClose}>
      <Field label="E-mail" type="email" autoComplete="off" required value={email} onChange={setEmail} />
      <Field label="Name" autoComplete="off" value={displayName} onChange={setDisplayName} />
      <NewPassword label="Password" hint="8 characters or more; they can change it." value={password} onChange={setPassword} />
      <Check label="Admin" checked={isAdmin} onChange={setAdmin} />
    </FormDialog>
  );
}

function PersonDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const update = useSave(UpdateUser);
  const [displayName, setDisplayName] = useState(user.displayName ?? '');
  const [password, setPassword] = useState('');
  const [isAdmin, setAdmin] = useState(user.isAdmin);
  const [isActive, setActive] = useState(user.isActive);
  const [resetTotp, setResetTotp] = useState(false);
  const submit = async () => {
    const input = { displayName: displayName || null, isAdmin, isActive, password: password || null, resetTotp };
    if (await update.save({ id: user.id, input })) onClose();
  };
  return (
    <FormDialog title={user.email} verb="Save" isSaving={update.isSaving} error={update.error} onSubmit={submit} onClose={onClose}>
      <Field label="Name" autoComplete="off" value={displayName} onChange={setDisplayName} />
      <Check label="Can sign in" checked={isActive} onChange={setActive} />
      <Check label="Admin" checked={isAdmin} onChange={setAdmin} />
      {user.totpEnabled && <Check label="Take the second factor away" checked={resetTotp} onChange={setResetTotp} />}
      <NewPassword label="New password" hint="Only to reset it; ends their sessions." value={password} onChange={setPassword} />
    </FormDialog>
  );
}

function NewPassword(props: { label: string; hint: string; value: string; onChange: (value: string) => void }) {
  return <Field {...props} type="password" autoComplete="new-password" minLength={8} />;
}
