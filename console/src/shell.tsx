import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useConnection } from './graphql/connection.ts';
import { useInbox } from './inbox/use-inbox.ts';
import { isWithin, PLACES, type Place } from './places.ts';
import { AccountMenu } from './session/account-menu.tsx';
import { useMay, useViewer } from './session/viewer.tsx';

/** The frame around every page: navigation, the state of the connection, and the way past both for keyboards. */
export function Shell({ children }: { children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const may = useMay();
  // with authentication off there is nobody to manage
  const isOffered = useViewer() ? may : (scope: string) => scope !== 'users:admin';
  const { count } = useInbox();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <nav className="nav" aria-label="Main">
        <div className="nav-head">
          <Link href="/" className="brand" aria-label="DjinnBot, to the start">
            <img src="/favicon.svg" alt="" width="28" height="28" />
            DjinnBot
          </Link>
          <button type="button" className="nav-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Menu
          </button>
        </div>
        <div className={isOpen ? 'nav-places is-open' : 'nav-places'}>
          {PLACES.filter(({ scope }) => isOffered(scope)).map((place) => (
            <NavLink key={place.path} place={place} waiting={place.path === '/inbox' ? count : 0} onFollow={() => setOpen(false)} />
          ))}
          <a className="nav-link" href="/graphiql">
            GraphiQL
          </a>
          <AccountMenu onFollow={() => setOpen(false)} />
        </div>
        <ConnectionState />
      </nav>
      {children}
    </div>
  );
}

/** @param waiting how much waits for a person there. */
function NavLink({ place, waiting, onFollow }: { place: Place; waiting: number; onFollow: () => void }) {
  const [location] = useLocation();
  const { path, name } = place;
  return (
    <Link href={path} className="nav-link" aria-current={isWithin(place, location) ? 'page' : undefined} onClick={onFollow}>
      {name}
      {waiting > 0 && (
        <>
          {' '}
          <span className="nav-count" aria-label={`${waiting} waiting`}>
            {waiting}
          </span>
        </>
      )}
    </Link>
  );
}

/** Says when what is shown may be old. */
function ConnectionState() {
  const state = useConnection();
  if (state === 'idle') return null;
  return (
    <p className={`connection connection-${state}`} role="status">
      {state === 'live' ? 'Live' : 'Connection lost, trying again…'}
    </p>
  );
}
