import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useConnection } from './graphql/connection.ts';

interface Place {
  path: string;
  name: string;
}

/** What the navigation offers, in the order in which people need it. */
const PLACES: Place[] = [
  { path: '/', name: 'Start' },
  { path: '/runs', name: 'Runs' },
  { path: '/chat', name: 'Chat' },
  { path: '/projects', name: 'Projects' },
  { path: '/agents', name: 'Agents' },
  { path: '/memory', name: 'Memory' },
  { path: '/skills', name: 'Skills' },
  { path: '/mcp-servers', name: 'MCP servers' },
  { path: '/actors', name: 'Actors' },
  { path: '/settings', name: 'Settings' },
  { path: '/audit', name: 'Audit' },
];

/** The frame around every page: navigation, the state of the connection, and the way past both for keyboards. */
export function Shell({ children }: { children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(false);
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
          {PLACES.map((place) => (
            <NavLink key={place.path} {...place} onFollow={() => setOpen(false)} />
          ))}
          <a className="nav-link" href="/graphiql">
            GraphiQL
          </a>
        </div>
        <ConnectionState />
      </nav>
      {children}
    </div>
  );
}

function NavLink({ path, name, onFollow }: Place & { onFollow: () => void }) {
  const [location] = useLocation();
  const isHere = path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
  return (
    <Link href={path} className="nav-link" aria-current={isHere ? 'page' : undefined} onClick={onFollow}>
      {name}
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
