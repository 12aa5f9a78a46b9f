import { slugOf, type MemoryLink } from './memory-file.ts';

/** What the graph has to know of a file. */
export interface LinkedFile {
  path: string;
  title: string | null;
  category: string | null;
  type: string | null;
  tags: readonly string[];
  aliases: readonly string[];
  links: readonly MemoryLink[];
  createdAt: number;
  updatedAt: number;
}

export interface MemoryNode {
  /** `note:<path>`, `tag:<tag>` or `unresolved:<name>`. */
  id: string;
  title: string;
  type: string;
  /** Null for tags and for what no file has. */
  path: string | null;
  tags: readonly string[];
  /** Something links to it, and no file has that name. */
  missing: boolean;
  degree: number;
  modifiedAt: number | null;
  createdAt: number | null;
}

export interface MemoryEdge {
  id: string;
  source: string;
  target: string;
  type: 'wiki_link' | 'tag' | 'frontmatter_relation';
  label: string | null;
}

export interface MemoryGraph {
  nodes: MemoryNode[];
  edges: MemoryEdge[];
}

/** Which file a name means: by its path, its file's name, its title as a file's name, its title, or an alias; case does not matter. */
export function createResolver<F extends Pick<LinkedFile, 'path' | 'title' | 'aliases'>>(files: readonly F[]): (name: string) => F | null {
  const ways = Array.from({ length: 5 }, () => new Map<string, F | null>());
  // a name that two files have is nobody's
  const put = (way: number, key: string, file: F) => ways[way]?.set(key, ways[way].has(key) && ways[way].get(key) !== file ? null : file);
  for (const file of files) {
    const path = file.path.replace(/\.md$/i, '').toLowerCase();
    put(0, path, file);
    put(1, path.split('/').at(-1) ?? path, file);
    if (file.title !== null) {
      put(2, slugOf(file.title), file);
      put(3, file.title.toLowerCase(), file);
    }
    for (const alias of file.aliases) put(4, alias.toLowerCase(), file);
  }
  return (name) => {
    const wanted = name.trim().replace(/\.md$/i, '').toLowerCase();
    const last = wanted.split('/').at(-1) ?? wanted;
    const keys = [wanted, wanted, slugOf(wanted), wanted, wanted];
    for (const [way, key] of keys.entries()) {
      const file = ways[way]?.get(key);
      if (file) return file;
    }
    // ids that other writers gave carry the folder and a slug of their own kind
    return wanted.includes('/') ? (ways[2]?.get(slugOf(last)) ?? null) : null;
  };
}

/** Files, tags and names that nothing has, joined by links. Sorted, so the same vault gives the same graph. */
export function buildGraph(files: readonly LinkedFile[]): MemoryGraph {
  const resolve = createResolver(files);
  const nodes = new Map<string, MemoryNode>();
  const edges = new Map<string, MemoryEdge>();
  const idOf = ({ path }: { path: string }) => `note:${path.replace(/\.md$/i, '')}`;

  const join = (source: string, target: string, type: MemoryEdge['type'], label: string | null): void => {
    const id = `${type}:${source}->${target}${label === null ? '' : `:${label}`}`;
    if (source !== target) edges.set(id, { id, source, target, type, label });
  };
  for (const file of files) {
    nodes.set(idOf(file), {
      id: idOf(file),
      title: file.title ?? prettyName(file.path),
      type: typeOf(file),
      path: file.path,
      tags: file.tags,
      missing: false,
      degree: 0,
      modifiedAt: file.updatedAt,
      createdAt: file.createdAt,
    });
  }
  for (const file of files) {
    for (const { target, kind, label } of file.links) {
      const found = resolve(target);
      const id = found ? idOf(found) : `unresolved:${missingId(target)}`;
      if (!nodes.has(id)) nodes.set(id, bareNode(id, prettyName(target), 'unresolved', true));
      join(idOf(file), id, kind, label);
    }
    for (const tag of file.tags) {
      if (!nodes.has(`tag:${tag}`)) nodes.set(`tag:${tag}`, bareNode(`tag:${tag}`, `#${tag}`, 'tag', false));
      join(idOf(file), `tag:${tag}`, 'tag', null);
    }
  }
  for (const { source, target } of edges.values()) for (const end of [source, target]) degreeUp(nodes.get(end));
  const sorted = <T extends { id: string }>(items: Iterable<T>) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { nodes: sorted(nodes.values()), edges: sorted(edges.values()) };
}

/** A node and what is at most this many edges away from it, with the edges between them; empty for an unknown node. */
export function neighborsOf({ nodes, edges }: MemoryGraph, id: string, maxHops: number): MemoryGraph {
  const reached = new Set(nodes.some((node) => node.id === id) ? [id] : []);
  let edge = [...reached];
  for (let hop = 0; hop < maxHops && edge.length > 0; hop++) {
    const at = new Set(edge);
    edge = edges
      .flatMap(({ source, target }) => [...(at.has(source) ? [target] : []), ...(at.has(target) ? [source] : [])])
      .filter((other) => !reached.has(other));
    edge.forEach((other) => reached.add(other));
  }
  return {
    nodes: nodes.filter((node) => reached.has(node.id)),
    edges: edges.filter(({ source, target }) => reached.has(source) && reached.has(target)),
  };
}

function degreeUp(node: MemoryNode | undefined): void {
  if (node) node.degree++;
}

function bareNode(id: string, title: string, type: string, missing: boolean): MemoryNode {
  return { id, title, type, path: null, tags: [], missing, degree: 0, modifiedAt: null, createdAt: null };
}

const TYPES: Readonly<Record<string, string>> = {
  daily: 'daily',
  observation: 'observation',
  observations: 'observation',
  handoff: 'handoff',
  handoffs: 'handoff',
  decision: 'decision',
  decisions: 'decision',
  lesson: 'lesson',
  lessons: 'lesson',
  project: 'project',
  projects: 'project',
  person: 'person',
  people: 'person',
  commitment: 'commitment',
  commitments: 'commitment',
};

function typeOf({ path, type }: LinkedFile): string {
  const folder = path.includes('/') ? (path.split('/')[0] ?? '') : '';
  return TYPES[folder.toLowerCase()] ?? TYPES[(type ?? '').toLowerCase()] ?? 'note';
}

/** `fact/project-orbit.md` is `Project Orbit`. */
export function prettyName(path: string): string {
  const name = path.replace(/\.md$/i, '').split('/').at(-1) ?? path;
  return name
    .replace(/[-_]+/g, ' ')
    .trim()
    .replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function missingId(target: string): string {
  const id = target
    .toLowerCase()
    .replace(/[^a-z0-9/_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'unknown' : id;
}
