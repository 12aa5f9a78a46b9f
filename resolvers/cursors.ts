/** The position in the log that a cursor stands for; null for none, and for what is not one. */
export function positionOf(cursor: string | null): number | null {
  return cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
}
