import { parseDocument } from 'yaml';

/** Properties between two lines of `---` at the beginning of a text; null when they cannot be read, and `problem` says why. */
export type Frontmatter =
  { properties: Record<string, unknown>; yaml: string; body: string } | { properties: null; problem: string; body: string };

const FRONTMATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** Takes a text apart; null when it does not begin with a line of `---`. */
export function splitFrontmatter(text: string): Frontmatter | null {
  const match = FRONTMATTER.exec(text);
  if (!match) return null;
  const [whole, yaml = ''] = match;
  const body = text.slice(whole.length);
  const document = parseDocument(yaml, { prettyErrors: false, logLevel: 'silent' });
  if (document.errors[0]) return { properties: null, problem: document.errors[0].message, body };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 20 }) ?? {};
    if (typeof value === 'object' && !Array.isArray(value)) return { properties: value as Record<string, unknown>, yaml, body };
    return { properties: null, problem: 'they are not a map', body };
  } catch (error) {
    // an alias without its anchor, or a bomb of aliases
    return { properties: null, problem: (error as Error).message, body };
  }
}
