/** The identity card of an agent: the bullet list in its `IDENTITY.md`. */
export interface Identity {
  name: string | null;
  emoji: string | null;
  role: string | null;
  description: string | null;
}

/** `- **Key:** value`, or with the colon after the bold. */
const BOLD = /^\s*(?:[-*+]\s+)?\*\*(\w+)\s*(?::\s*\*\*|\*\*\s*:)(.*)$/;
/** `Key: value`, with or without a bullet. */
const PLAIN = /^\s*(?:[-*+]\s+)?(\w+)\s*:(.*)$/;
const HEADING = /^#\s+(.+)$/;

/**
 * Reads an identity card. The first bold line of a key wins, then the first plain one, so that prose below the card changes nothing;
 * without a name the level-1 heading is the name.
 */
export function parseIdentity(markdown: string): Identity {
  const lines = markdown.split(/\r?\n/);
  const card = { ...firstOfEach(lines, PLAIN), ...firstOfEach(lines, BOLD) };
  const heading = lines.map((line) => HEADING.exec(line)?.[1]?.trim()).find(Boolean);
  return {
    name: card.name ?? heading ?? null,
    emoji: card.emoji ?? null,
    role: card.role ?? null,
    description: card.description ?? null,
  };
}

function firstOfEach(lines: readonly string[], form: RegExp): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines) {
    const [, key = '', rest = ''] = form.exec(line) ?? [];
    const value = rest.trim().replace(/\*+$/, '').trim();
    if (value) found[key.toLowerCase()] ??= value;
  }
  return found;
}
