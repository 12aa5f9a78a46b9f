const LONGEST_TEXT = 2_000;
const MOST_CHARACTERS = 8_000;
const MOST_ITEMS = 50;
const DEEPEST = 6;
const CONFIDENTIAL = /pass(word|phrase)?$|secret|token$|api_?key|private_?key|credential|authorization|cookie/i;

/** Arguments of a call as the person sees them who is to approve it: what is confidential by its name is hidden, what is long is cut. */
export function shownArguments(args: Record<string, unknown>): Record<string, unknown> {
  let left = MOST_CHARACTERS;
  const shown = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') {
      const limit = Math.max(0, Math.min(LONGEST_TEXT, left));
      left -= Math.min(value.length, limit);
      return value.length <= limit ? value : `${value.slice(0, limit)}… [${value.length} characters]`;
    }
    if (value === null || typeof value !== 'object') return value;
    if (depth >= DEEPEST) return '…';
    const isList = Array.isArray(value);
    const entries = Object.entries(value);
    const kept = entries.slice(0, MOST_ITEMS).map(([key, item]): [string, unknown] => {
      left -= isList ? 0 : key.length;
      return [key.slice(0, LONGEST_TEXT), !isList && CONFIDENTIAL.test(key) ? '***' : shown(item, depth + 1)];
    });
    const more = entries.length - kept.length;
    if (isList) return [...kept.map(([, item]) => item), ...(more > 0 ? [`… ${more} more`] : [])];
    return Object.fromEntries([...kept, ...(more > 0 ? [['…', `${more} more`]] : [])]);
  };
  return shown(args, 0) as Record<string, unknown>;
}
