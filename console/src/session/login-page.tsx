import { useState } from 'react';
import { OidcButtons } from '../account/oidc-buttons.tsx';
import { OidcCallbackPage } from '../account/oidc-callback-page.tsx';
import { graphql } from '../gql/gql.ts';
import { Field } from '../ui/field.tsx';
import { ask } from './ask.ts';
import { Entrance } from './entrance.tsx';
import { session } from './session.ts';

const Login = graphql(`
  mutation Login($email: String!, $password: String!) {
    login(email: $email, password: $password) {
      ... on SignedIn {
        ...SignedIn
      }
      ... on TotpChallenge {
        pendingToken
      }
    }
  }
`);
const LoginWithTotp = graphql(`
  mutation LoginWithTotp($pendingToken: String!, $code: String!) {
    loginWithTotp(pendingToken: $pendingToken, code: $code) {
      ...SignedIn
    }
  }
`);
const LoginWithRecoveryCode = graphql(`
  mutation LoginWithRecoveryCode($pendingToken: String!, $code: String!) {
    loginWithRecoveryCode(pendingToken: $pendingToken, code: $code) {
      ...SignedIn
    }
  }
`);

/** Signs in by password, and by a second factor where there is one. @param note why one has to. */
export function LoginPage({ note }: { note: string | null }) {
  const [pendingToken, setPendingToken] = useState<string | null>(null);
  const [returnedFrom] = useState(() => /^\/login\/oidc\/([a-z0-9-]+)$/.exec(location.pathname)?.[1]);
  if (pendingToken !== null) return <CodeStep pendingToken={pendingToken} onBack={() => location.assign('/')} />;
  if (returnedFrom !== undefined)
    return <OidcCallbackPage ask={ask} slug={returnedFrom} onSignedIn={(pair) => session.adopt(pair)} onChallenge={setPendingToken} />;
  return <PasswordStep note={note} onChallenge={setPendingToken} />;
}

function PasswordStep({ note, onChallenge }: { note: string | null; onChallenge: (pendingToken: string) => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = async () => {
    const { login } = await ask(Login, { email, password });
    if ('pendingToken' in login) onChallenge(login.pendingToken);
    else await session.adopt(login);
  };
  return (
    <Entrance
      title="Sign in"
      lead={
        note && (
          <p className="note" role="status">
            {note}
          </p>
        )
      }
      verb="Sign in"
      onSubmit={submit}
      others={<OidcButtons ask={ask} />}
    >
      <Field label="E-mail" type="email" autoComplete="username" required autoFocus value={email} onChange={setEmail} />
      <Field label="Password" type="password" autoComplete="current-password" required value={password} onChange={setPassword} />
    </Entrance>
  );
}

function CodeStep({ pendingToken, onBack }: { pendingToken: string; onBack: () => void }) {
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const submit = async () => {
    if (isRecovery) await session.adopt((await ask(LoginWithRecoveryCode, { pendingToken, code })).loginWithRecoveryCode);
    else await session.adopt((await ask(LoginWithTotp, { pendingToken, code })).loginWithTotp);
  };
  return (
    <Entrance
      title="Second factor"
      verb="Sign in"
      onSubmit={submit}
      others={
        <div className="actions">
          <button
            type="button"
            onClick={() => {
              setRecovery(!isRecovery);
              setCode('');
            }}
          >
            {isRecovery ? 'Use the authenticator app' : 'Use a recovery code'}
          </button>
          <button type="button" onClick={onBack}>
            Back
          </button>
        </div>
      }
    >
      <Field
        key={String(isRecovery)}
        label={isRecovery ? 'Recovery code' : 'Code of your authenticator app'}
        hint={isRecovery ? 'Such as AB12-CD34. Each is good for once.' : 'Six digits.'}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        required
        autoFocus
        value={code}
        onChange={setCode}
      />
    </Entrance>
  );
}
