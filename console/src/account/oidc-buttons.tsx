import { useEffect, useState } from 'react';
import { graphql } from '../gql/gql.ts';
import type { LoginButtonsQuery } from '../gql/graphql.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { beginOidcLogin, type Ask } from './oidc-login.ts';

const LoginButtons = graphql(`
  query LoginButtons {
    authStatus {
      oidcProviders {
        id
        slug
        buttonText
        buttonColor
        iconUrl
      }
    }
  }
`);

type Button = LoginButtonsQuery['authStatus']['oidcProviders'][number];

/** A button for each provider of logins; nothing where there is none. */
export function OidcButtons({ ask }: { ask: Ask }) {
  const [buttons, setButtons] = useState<Button[]>([]);
  const [leavingFor, setLeavingFor] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    // who cannot be told of them can still sign in by password
    ask(LoginButtons, {}).then(
      ({ authStatus }) => setButtons(authStatus.oidcProviders),
      () => undefined,
    );
  }, [ask]);
  const begin = (slug: string) => {
    setLeavingFor(slug);
    setError(null);
    beginOidcLogin(ask, slug).catch((reason: unknown) => {
      setError(reason as Error);
      setLeavingFor(null);
    });
  };
  if (buttons.length === 0) return null;
  return (
    <>
      <ErrorNote error={error} />
      <div className="actions">
        {buttons.map(({ id, slug, buttonText, buttonColor, iconUrl }) => (
          <button
            key={id}
            type="button"
            disabled={leavingFor !== null}
            style={buttonColor === null ? undefined : { borderColor: buttonColor }}
            onClick={() => begin(slug)}
          >
            {/* pages load images of their own only */}
            {iconUrl?.startsWith('data:') && <img src={iconUrl} alt="" width="16" height="16" />}
            {buttonText}
          </button>
        ))}
      </div>
    </>
  );
}
