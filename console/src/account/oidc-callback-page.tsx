import { useEffect, useRef, useState } from 'react';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { completeOidcLogin, type Ask } from './oidc-login.ts';

type Answer = Awaited<ReturnType<typeof completeOidcLogin>>;

interface OidcCallbackPageProps {
  ask: Ask;
  slug: string;
  onSignedIn: (pair: Extract<Answer, { accessToken: string }>) => Promise<void>;
  /** A second factor is asked for. */
  onChallenge: (pendingToken: string) => void;
}

/** Where a provider of logins sends the browser back to. */
export function OidcCallbackPage({ ask, slug, onSignedIn, onChallenge }: OidcCallbackPageProps) {
  const [error, setError] = useState<Error | null>(null);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return; // an answer is good for once
    hasBegun.current = true;
    completeOidcLogin(ask, slug)
      .then(async (answer) => ('pendingToken' in answer ? onChallenge(answer.pendingToken) : onSignedIn(answer)))
      .catch((reason: unknown) => setError(reason as Error));
  }, [ask, slug, onSignedIn, onChallenge]);
  if (!error) return <Loading />;
  return (
    <main className="entrance">
      <h1>Sign in</h1>
      <ErrorNote error={error} />
      <div className="actions">
        <a href="/" className="button primary">
          Back
        </a>
      </div>
    </main>
  );
}
