import { createContext, useContext } from 'react';
import type { Viewer } from './session.ts';

/** Null with authentication off: then nobody has a name, and everybody may do everything. */
export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in; null with authentication off. */
export function useViewer(): Viewer | null {
  return useContext(ViewerContext);
}

const LEVELS = ['read', 'write', 'admin'];

/** What the viewer may do: pages do not offer what the server would refuse. */
export function useMay(): (scope: string) => boolean {
  const viewer = useViewer();
  return (scope) => {
    if (!viewer || viewer.scopes.includes('*') || viewer.scopes.includes(scope)) return true;
    const [domain, level = ''] = scope.split(':');
    return LEVELS.slice(LEVELS.indexOf(level) + 1).some((higher) => viewer.scopes.includes(`${domain}:${higher}`));
  };
}

/** Shows what is in it to those who may. */
export function IfMay({ scope, children }: { scope: string; children: React.ReactNode }) {
  return useMay()(scope) && children;
}
