import { useState } from 'react';
import { graphql } from '../gql/gql.ts';
import { session } from '../session/session.ts';
import { Field } from '../ui/field.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { useSave } from '../ui/use-save.ts';

const ChangePassword = graphql(`
  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {
      ...SignedIn
    }
  }
`);

/** Sets a new password. Other browsers and programs of this person have to sign in again. */
export function PasswordForm() {
  const change = useSave(ChangePassword);
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const submit = async () => {
    const data = await change.save({ currentPassword, newPassword });
    if (!data) return;
    await session.adopt(data.changePassword);
    setCurrentPassword('');
    setNewPassword('');
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={setCurrentPassword}
      />
      <Field
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        required
        hint="8 characters or more. All other sessions end."
        value={newPassword}
        onChange={setNewPassword}
      />
      <ErrorNote error={change.error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={change.isSaving}>
          Change it
        </button>
        <output>{change.isSaved && 'Changed.'}</output>
      </div>
    </form>
  );
}
