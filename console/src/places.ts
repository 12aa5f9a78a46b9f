/** A part of the console. */
export interface Place {
  path: string;
  name: string;
  /** What one has to have to see it. */
  scope: string;
}

/** What the navigation offers, in the order in which people need it. */
export const PLACES: readonly Place[] = [
  { path: '/', name: 'Start', scope: 'self' },
  { path: '/inbox', name: 'Inbox', scope: 'questions:read' },
  { path: '/runs', name: 'Runs', scope: 'runs:read' },
  { path: '/chat', name: 'Chat', scope: 'chat:read' },
  { path: '/projects', name: 'Projects', scope: 'projects:read' },
  { path: '/agents', name: 'Agents', scope: 'agents:read' },
  { path: '/memory', name: 'Memory', scope: 'memory:read' },
  { path: '/skills', name: 'Skills', scope: 'skills:read' },
  { path: '/mcp-servers', name: 'MCP servers', scope: 'mcp:read' },
  { path: '/actors', name: 'Actors', scope: 'actors:read' },
  { path: '/settings', name: 'Settings', scope: 'settings:read' },
  { path: '/people', name: 'People', scope: 'users:admin' },
  { path: '/audit', name: 'Audit', scope: 'audit:read' },
];

/** Whether an address belongs to a place. */
export function isWithin({ path }: Place, location: string): boolean {
  return path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
}
