/**
 * JSON that PostgreSQL takes: jsonb knows neither NUL nor half a surrogate pair, and models and tools produce both. Each becomes U+FFFD.
 */
export function toJsonb(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNKNOWN.test(json)) return json;
  return json.replace(ESCAPE, (escape) => (UNKNOWN.test(escape) ? '\uFFFD' : escape));
}

/** JSON.stringify escapes surrogates only where they stand alone. */
const UNKNOWN = /\\u(0000|d[89a-f]..)/;
/** An escape from its backslash on, so that an escaped backslash before a `u` is not taken for one. */
const ESCAPE = /\\(u....|.)/g;
