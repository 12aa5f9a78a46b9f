import { useState } from 'react';
import { graphql } from '../gql/gql.ts';
import { Field } from '../ui/field.tsx';
import { ask, Refusal } from './ask.ts';
import { Entrance } from './entrance.tsx';
import { session } from './session.ts';

const SetUp = graphql(`
  mutation SetUp($input: SetUpInput!, $setupToken: String) {
    setUp(input: $input, setupToken: $setupToken) {
      ...SignedIn
    }
  }
`);

/** Makes the first person, an admin. */
export function SetUpPage() {
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [setupToken, setSetupToken] = useState('');
  const [needsToken, setNeedsToken] = useState(false);
  const submit = async () => {
    try {
      const { setUp } = await ask(SetUp, { input: { email, password, displayName: displayName || null }, setupToken: setupToken || null });
      await session.adopt(setUp);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'FORBIDDEN') setNeedsToken(true);
      if (error instanceof Refusal && error.code === 'CONFLICT') await session.begin(); // somebody else was first
      throw error;
    }
  };
  return (
    <Entrance title="Set up" lead={<p>Nobody can sign in yet. Who does this becomes the first admin.</p>} verb="Set up" onSubmit={submit}>
      <Field label="E-mail" type="email" autoComplete="username" required autoFocus value={email} onChange={setEmail} />
      <Field label="Name" autoComplete="name" value={displayName} onChange={setDisplayName} />
      <Field
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="8 characters or more."
        minLength={8}
        required
        value={password}
        onChange={setPassword}
      />
      {needsToken && (
        <Field
          label="Set-up token"
          hint="The server printed it at its start."
          autoComplete="off"
          required
          value={setupToken}
          onChange={setSetupToken}
        />
      )}
    </Entrance>
  );
}
