import { useState, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { createClient } from '../graphql/client.ts';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { LoginPage } from './login-page.tsx';
import { session, type Viewer } from './session.ts';
import { SetUpPage } from './set-up-page.tsx';
import { ViewerContext } from './viewer.tsx';

/** Shows the console to those who are signed in, and to everybody with authentication off. The address stays as it is meanwhile. */
export function Gate({ children }: { children: React.ReactNode }) {
  const state = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state,
  );
  switch (state.phase) {
    case 'unknown':
      return <Loading />;
    case 'unreachable':
      return <Unreachable />;
    case 'not-set-up':
      return <SetUpPage />;
    case 'signed-out':
      return <LoginPage note={state.note} />;
    case 'signed-in':
      return (
        <Inside key={state.viewer.id} viewer={state.viewer}>
          {children}
        </Inside>
      );
    case 'open':
      return <Inside viewer={null}>{children}</Inside>;
  }
}

/** What was asked for one person is not shown to the next. */
function Inside({ viewer, children }: { viewer: Viewer | null; children: React.ReactNode }) {
  const [client] = useState(createClient);
  return (
    <ViewerContext value={viewer}>
      <Provider value={client}>{children}</Provider>
    </ViewerContext>
  );
}

function Unreachable() {
  return (
    <main className="entrance">
      <h1>DjinnBot</h1>
      <ErrorNote error="The server does not answer." />
      <div className="actions">
        <button type="button" className="primary" onClick={() => void session.begin()}>
          Try again
        </button>
      </div>
    </main>
  );
}
