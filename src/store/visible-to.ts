import type { Viewer } from '../context.ts';

/** The filter that keeps a viewer to rows of their own; the instance's admin sees all. */
export function visibleTo({ viewer }: { viewer: Viewer }): { ownerId?: string } {
  return viewer.ownerId === null ? {} : { ownerId: viewer.ownerId };
}
