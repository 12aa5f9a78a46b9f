const LARGEST_PAGE = 1000;

/** A page size within what one answer may hold: 1 to 1000. */
export function clampLimit(limit: number | null | undefined, fallback = 100): number {
  return Math.min(Math.max(limit ?? fallback, 1), LARGEST_PAGE);
}
