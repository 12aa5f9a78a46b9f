import { createHash } from 'node:crypto';
import { parseDocument, stringify } from 'yaml';
import { splitFrontmatter } from '../frontmatter.ts';

/** A file of a vault taken apart: YAML between two lines of `---`, if any, then Markdown. */
export interface MemoryFile {
  metadata: Record<string, unknown>;
  body: string;
  title: string | null;
  /** Of the frontmatter, else the first folder. */
  category: string | null;
  type: string | null;
  /** Of the frontmatter and `#words` of the text; lower case, each once. */
  tags: string[];
  /** Other names under which links find it. */
  aliases: string[];
  links: MemoryLink[];
  /** 0.8 (low), 1, 1.2 (high) or 1.4 (critical): what its rank is multiplied by. */
  importance: number;
  /** First 200 characters of the text. */
  preview: string | null;
  /** Epoch milliseconds; null when the file does not say. */
  createdAt: number | null;
}

/** That a file names another one. */
export interface MemoryLink {
  /** As it is written: a path, a file's name, a title or an alias. */
  target: string;
  kind: 'wiki_link' | 'frontmatter_relation';
  /** What the other one is to this one. */
  label: string | null;
}

const RELATIONS = ['related', 'depends_on', 'dependsOn', 'blocked_by', 'blocks', 'owner', 'project', 'people', 'links'];
const IMPORTANCE: Readonly<Record<string, number>> = { low: 0.8, medium: 1, high: 1.2, critical: 1.4 };
const PREVIEW_CHARACTERS = 200;
const MOST_LINKS = 500;

/** @param path below the vault; its first folder is the category of a file that names none. */
export function parseMemoryFile(path: string, content: string): MemoryFile {
  const split = splitFrontmatter(content);
  const properties = split?.properties ?? {};
  const body = split?.properties ? split.body : content;
  const prose = withoutCode(body);
  const trimmed = body.trim();
  return {
    metadata: properties,
    body,
    title: textOf(properties.title),
    category: textOf(properties.category) ?? (path.includes('/') ? (path.split('/')[0] ?? null) : null),
    type: textOf(properties.type) ?? textOf(properties.memoryType),
    tags: [...new Set([...wordsOf(properties.tags), ...hashtags(prose)].map((tag) => tag.toLowerCase().replace(/^#/, '')))].slice(0, 100),
    aliases: [...wordsOf(properties.aliases), ...wordsOf(properties.alias)].slice(0, 50),
    links: [...wikiLinks(prose), ...relations(properties)].slice(0, MOST_LINKS),
    importance: IMPORTANCE[String(properties.importance)] ?? 1,
    preview:
      trimmed === ''
        ? null
        : Array.from(trimmed.slice(0, 2 * PREVIEW_CHARACTERS))
            .slice(0, PREVIEW_CHARACTERS)
            .join(''),
    createdAt: firstMoment([properties.createdAt, properties.created, properties.timestamp, properties.date]),
  };
}

/** What an agent or a person wants kept. */
export interface NewMemory {
  /** `fact`, `decision`, `lesson` and such; names the folder. */
  type: string;
  title: string;
  text: string;
  author: string | null;
  tags: readonly string[];
  links: readonly string[];
  importance: string | null;
  /** Properties besides, which win over the others. */
  extra?: Record<string, unknown>;
  now: number;
}

/** A memory as a file, with its path. */
export function formatMemory({ type, title, text, author, tags, links, importance, extra, now }: NewMemory): {
  path: string;
  content: string;
} {
  const folder = slugOf(type);
  const id = `${folder}/${slugOf(title)}`;
  const properties = {
    id,
    type,
    category: type,
    title,
    created: new Date(now).toISOString(),
    ...(author !== null && { author }),
    ...(tags.length > 0 && { tags }),
    ...(links.length > 0 && { links }),
    ...(importance !== null && { importance }),
    ...extra,
  };
  return { path: `${id}.md`, content: withFrontmatter(properties, text) };
}

/** The file with one property more, or another value for it. Everything else stays as it was written. */
export function withProperty(content: string, key: string, value: unknown): string {
  const split = splitFrontmatter(content);
  if (!split?.properties) return withFrontmatter({ [key]: value }, content);
  const document = parseDocument(split.yaml);
  document.set(key, value);
  return `---\n${document.toString()}---\n${split.body}`;
}

function withFrontmatter(properties: Record<string, unknown>, text: string): string {
  return `---\n${stringify(properties, { lineWidth: 0 })}---\n\n${text.trim()}\n`;
}

/** A file's name for a title: runs of other characters than a–z and 0–9 become `-`; a title without any gets a name made of its hash. */
export function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  return slug === '' ? createHash('sha256').update(title).digest('hex').slice(0, 12) : slug;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A list, or words between commas. */
function wordsOf(value: unknown): string[] {
  const words: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return words.flatMap((word) => textOf(word) ?? []);
}

function withoutCode(body: string): string {
  return body.replace(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, '').replace(/`[^`\n]*`/g, '');
}

function hashtags(prose: string): string[] {
  return [...prose.matchAll(/(?:^|[\s(])#([\p{L}\p{N}][\p{L}\p{N}_/-]{0,60})/gu)].map((match) => match[1] ?? '');
}

function wikiLinks(prose: string): MemoryLink[] {
  const targets = [...prose.matchAll(/\[\[([^\]\n]{1,300})\]\]/g)].map((match) => targetOf(match[1] ?? ''));
  return [...new Set(targets)].filter(Boolean).map((target) => ({ target, kind: 'wiki_link', label: null }));
}

function relations(properties: Record<string, unknown>): MemoryLink[] {
  return RELATIONS.flatMap((key) =>
    wordsOf(properties[key]).flatMap((word): MemoryLink[] => {
      const bare = word.replace(/^\[\[|\]\]$/g, '');
      // link_memory of other writers puts the relation before the target
      const [, relation, rest] = (key === 'links' && /^([a-z_-]{2,30}):(?! )(.+)$/.exec(bare)) || [];
      const target = targetOf(rest ?? bare);
      return target === '' ? [] : [{ target, kind: 'frontmatter_relation', label: relation ?? key }];
    }),
  );
}

/** Without what is only shown (`|alias`), without its section, and spelled as a path. */
function targetOf(link: string): string {
  return (link.split('|')[0] ?? '')
    .split('#')[0]!
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '')
    .replace(/\.md$/i, '');
}

function firstMoment(values: readonly unknown[]): number | null {
  for (const value of values) {
    const moment =
      typeof value === 'number'
        ? value
        : typeof value === 'string'
          ? /^\d{10,16}$/.test(value)
            ? Number(value)
            : Date.parse(value)
          : value instanceof Date
            ? value.getTime()
            : NaN;
    if (Number.isSafeInteger(moment) && moment > 0 && moment < 8.64e15) return moment;
  }
  return null;
}
