import type { Viewer } from '../context.ts';

/** All of the instance, but for what is secret. */
export const ADMIN: readonly string[] = ['*'];
/** As an admin, and may read keys and secrets in clear. */
export const ENGINE: readonly string[] = ['*', 'engine'];
/** What people have who are no admins: work of their own, and a look at what all share. */
export const MEMBER: readonly string[] = [
  'self',
  'agents:read',
  'pipelines:read',
  'runs:write',
  'chat:write',
  'projects:write',
  'memory:write',
  'lifecycle:read',
  'skills:read',
  'mcp:read',
  'github:read',
  'secrets:read',
  'settings:read',
  'questions:write',
];

/** What each level of a domain includes. */
const LEVELS: readonly string[] = ['read', 'write', 'admin'];

/** Whether a viewer has a scope: by its name, by a higher level of the same domain, or as one who may do all (`*`, which has not `engine`). */
export function hasScope({ scopes }: Pick<Viewer, 'scopes'>, scope: string): boolean {
  if (scopes.includes(scope) || (scope !== 'engine' && scopes.includes('*'))) return true;
  const [domain, level = ''] = scope.split(':');
  const needed = LEVELS.indexOf(level);
  return needed >= 0 && LEVELS.some((held, rank) => rank > needed && scopes.includes(`${domain}:${held}`));
}

/** Those of the wanted scopes that the viewer may hand on: nobody gives away more than they have. */
export function missingScopes(viewer: Pick<Viewer, 'scopes'>, wanted: readonly string[]): string[] {
  return wanted.filter((scope) => (scope === '*' ? !viewer.scopes.includes('*') : !hasScope(viewer, scope)));
}
