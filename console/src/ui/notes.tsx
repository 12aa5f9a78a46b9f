import type { CombinedError } from 'urql';

/** What went wrong, in the server's own words. */
export function ErrorNote({ error }: { error: CombinedError | Error | string | null | undefined }) {
  if (!error) return null;
  return (
    <p className="note note-bad" role="alert">
      {messageOf(error)}
    </p>
  );
}

function messageOf(error: CombinedError | Error | string): string {
  if (typeof error === 'string') return error;
  if ('networkError' in error && error.networkError) return 'The server does not answer. What you see may be out of date.';
  if ('graphQLErrors' in error && error.graphQLErrors.some(({ extensions }) => extensions.code === 'FORBIDDEN'))
    return `You may not do or see this. ${error.graphQLErrors.map(({ message }) => `${message}.`).join(' ')}`;
  if ('graphQLErrors' in error) return error.graphQLErrors.map(({ message }) => message).join(' ');
  return error.message;
}

/** What stands where there is nothing yet, and what to do about it. */
export function Empty({ children }: { children: React.ReactNode }) {
  return <div className="empty">{children}</div>;
}

export function Loading() {
  return (
    <p className="loading" role="status">
      Loading…
    </p>
  );
}
