import type { Pool } from 'pg';
import { BadRequestError, BadUserInputError, ConflictError, ForbiddenError, NotFoundError } from '../errors.ts';
import type { EventLog } from '../log/event-log.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { formatMemory, parseMemoryFile, withProperty, type MemoryLink, type NewMemory } from './memory-file.ts';
import { createResolver, type LinkedFile, prettyName } from './memory-graph.ts';
import { fuse, rankByWords, wordsOf } from './memory-ranks.ts';
import { scoreOf, type MemoryUse, type ScoringConfig } from './memory-scoring.ts';
import type { Near } from './vector-index.ts';

/** A vault: the memory of an agent, or `shared`, of one owner. */
export interface VaultRef {
  /** Null is the instance. */
  ownerId: string | null;
  vault: string;
}

/** A file of a vault at a glance. */
export interface Memory extends LinkedFile {
  vault: string;
  /** Null at the root. */
  directory: string | null;
  links: MemoryLink[];
  preview: string | null;
  sizeBytes: number;
}

/** A file of a vault, whole. */
export interface WholeMemory extends Memory {
  content: string;
}

export interface VaultSummary {
  vault: string;
  fileCount: number;
  totalSizeBytes: number;
}

export interface Found {
  memory: WholeMemory;
  /** 0 to about 1; means something only beside the others of one answer. */
  score: number;
  /** What stands around the first word that was looked for. */
  snippet: string;
}

export interface MemorySearch {
  /** Null looks in all vaults. */
  vaults: readonly string[] | null;
  query: string;
  limit: number;
}

/** Vaults of Markdown files, in the database. */
export interface MemoryStore {
  vaults(ownerId: string | null): Promise<VaultSummary[]>;
  /** Folder by folder, its files before its folders; empty for a vault that is not there. */
  list(ref: VaultRef): Promise<Memory[]>;
  /** @throws {BadRequestError} for a path that leads out of the vault. @throws {NotFoundError} */
  read(ref: VaultRef, path: string): Promise<WholeMemory>;
  /** As `read`, by a name as links have it: a path, a file's name, a title or an alias. */
  find(ref: VaultRef, name: string): Promise<WholeMemory | null>;
  /** @throws {ConflictError} when there is one of this path. */
  create(ref: VaultRef, path: string | null, content: string): Promise<WholeMemory>;
  /** @throws {NotFoundError} */
  update(ref: VaultRef, path: string, content: string): Promise<WholeMemory>;
  /** Creates or replaces files. @returns how many. */
  put(ref: VaultRef, files: readonly { path: string; content: string }[]): Promise<number>;
  /** @throws {NotFoundError} */
  remove(ref: VaultRef, path: string): Promise<void>;
  /** Writes a memory; one of the same type and title is replaced. */
  remember(ref: VaultRef, memory: NewMemory): Promise<WholeMemory>;
  /** Lets one memory name another. @throws {NotFoundError} */
  link(ref: VaultRef, from: string, to: string, relation: string): Promise<void>;
  /**
   * Best first: words of title, tags and text, titles that are nearly those words, and what means nearly the same when there is an
   * embedding model; by how much they matter, were of use and are new.
   */
  search(ownerId: string | null, search: MemorySearch): Promise<Found[]>;
  /** Those that were written last. */
  newest(ref: VaultRef, limit: number): Promise<Found[]>;
  /** Says that memories were recalled. @returns how many distinct ones. */
  recalled(ref: VaultRef, ids: readonly string[]): Promise<number>;
  /** Says whether memories were of use. */
  valued(ref: VaultRef, valuations: readonly { memoryId: string; useful: boolean }[]): Promise<void>;
  missed(ref: VaultRef, description: string, query: string | null): Promise<number>;
  uses(ref: VaultRef, ids: readonly string[] | null, limit: number): Promise<(MemoryUse & { memoryId: string })[]>;
  gaps(ref: VaultRef, limit: number): Promise<MemoryGap[]>;
}

export interface MemoryGap {
  id: number;
  vault: string;
  description: string;
  query: string | null;
  createdAt: number;
}

const COLUMNS = `vault, path, nullif(directory, '') as directory, title, category, type, tags, aliases, links, preview,
  size_bytes as "sizeBytes", created_at as "createdAt", updated_at as "updatedAt"`;
const OWNER = 'owner_id is not distinct from $1';
const LONGEST_CONTENT = 1_000_000;
/** Directories of other programs, which are none of a vault's. */
const FOREIGN = /^(\.clawvault|templates|\.git|node_modules|\.obsidian)(\/|$)/;
const BATCH = 500;

export interface MemoryStoreDeps {
  pool: Pool;
  log: EventLog;
  /** As it is set now. */
  scoring: () => Readonly<ScoringConfig>;
  /** What means nearly the same as a query, nearest first; null when nothing can tell. */
  near: (ownerId: string | null, search: MemorySearch) => Promise<Near[] | null>;
  /** Memories were written. */
  onWritten: () => void;
}

export function createMemoryStore(deps: MemoryStoreDeps): MemoryStore {
  const { pool, log, scoring, near, onWritten } = deps;

  const changed = (ref: VaultRef, paths: readonly string[], change: 'written' | 'deleted') =>
    log.append({
      stream: 'system',
      epoch: 0,
      facts: [{ type: 'memory_changed', at: Date.now(), agent_id: ref.vault, change, paths: paths.slice(0, 20), count: paths.length }],
    });

  async function write({ ownerId, vault }: VaultRef, files: readonly { path: string; content: string }[], isNew: boolean): Promise<number> {
    let written = 0;
    for (let start = 0; start < files.length; start += BATCH) {
      const rows = files.slice(start, start + BATCH).map(({ path, content }) => rowOf(path, content));
      const { rows: counts } = await pool.query<{ count: number }>(
        `with given as (
           select * from jsonb_to_recordset($4) as r(path text, directory text, content text, title text, category text, type text, tags text[],
             aliases text[], links jsonb, importance real, preview text, size_bytes integer, created_at bigint, name text, words text, body text)
         ), written as (
         insert into memories (owner_id, vault, path, directory, content, title, category, type, tags, aliases, links, importance, preview,
           size_bytes, created_at, updated_at, name, search)
         select $1, $2, path, directory, content, title, category, type, tags, aliases, links, importance, preview, size_bytes,
           coalesce(created_at, $3), $3, name,
           setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', words), 'B')
             || setweight(to_tsvector('english', left(body, 200000)), 'C')
         from given
         on conflict (owner_id, vault, path) ${
           isNew
             ? 'do nothing'
             : `do update set (content, title, category, type, tags, aliases, links, importance, preview, size_bytes, created_at, updated_at, name,
                  search) = (excluded.content, excluded.title, excluded.category, excluded.type, excluded.tags, excluded.aliases, excluded.links,
                  excluded.importance, excluded.preview, excluded.size_bytes,
                  case when excluded.created_at = $3 then memories.created_at else excluded.created_at end, $3, excluded.name, excluded.search)`
         } returning id
         ), known as (
           insert into memory_words select distinct word from given, words_of_name(name) as word order by word on conflict do nothing
         ), waiting as (
           insert into memory_vectors as v (memory_id) select id from written
           on conflict (memory_id) do update set (revision, due_at, model, vector, signs, position) = (v.revision + 1, 0, null, null, null, null)
         ) select count(*)::int as count from written`,
        [ownerId, vault, Date.now(), toJsonb(rows)],
      );
      written += counts[0]?.count ?? 0;
    }
    onWritten();
    return written;
  }

  /** Words of a name that nothing has any more. */
  const forgetWords = (name: string) =>
    pool.query(
      `delete from memory_words where word in (select word from words_of_name($1) as word
         where not exists (select from memories m where m.search @@ plainto_tsquery('english', word)))`,
      [name],
    );

  async function read({ ownerId, vault }: VaultRef, path: string): Promise<WholeMemory> {
    const { rows } = await pool.query<WholeMemory>(`select ${COLUMNS}, content from memories where ${OWNER} and vault = $2 and path = $3`, [
      ownerId,
      vault,
      checkPath(path),
    ]);
    if (!rows[0]) throw new NotFoundError('The vault has no such file');
    return rows[0];
  }

  async function find(ref: VaultRef, name: string): Promise<WholeMemory | null> {
    const { rows } = await pool.query<Pick<Memory, 'path' | 'title' | 'aliases'>>(
      `select path, title, aliases from memories where ${OWNER} and vault = $2`,
      [ref.ownerId, ref.vault],
    );
    const found = createResolver(rows)(name);
    return found && read(ref, found.path);
  }

  return {
    read,
    find,
    async vaults(ownerId) {
      const { rows } = await pool.query<VaultSummary>(
        `select vault, count(*)::int as "fileCount", sum(size_bytes)::float8 as "totalSizeBytes" from memories where ${OWNER}
         group by vault order by vault collate "C"`,
        [ownerId],
      );
      return rows;
    },
    async newest({ ownerId, vault }, limit) {
      const { rows } = await pool.query<WholeMemory>(
        `select ${COLUMNS}, content from memories where ${OWNER} and vault = $2 order by updated_at desc, id desc limit $3`,
        [ownerId, vault, limit],
      );
      return rows.map((memory) => ({ memory, score: 0, snippet: snippetOf(memory, []) }));
    },
    async list({ ownerId, vault }) {
      const { rows } = await pool.query<Memory>(
        `select ${COLUMNS} from memories where ${OWNER} and vault = $2
         order by string_to_array(directory, '/') collate "C", path collate "C" limit 100000`,
        [ownerId, vault],
      );
      return rows;
    },
    async create(ref, path, content) {
      checkVault(ref.vault);
      const file = { path: writablePath(path ?? `inbox/note-${Date.now()}.md`), content: checkContent(content) };
      if ((await write(ref, [file], true)) === 0) throw new ConflictError('The vault has a file of this name');
      await changed(ref, [file.path], 'written');
      return read(ref, file.path);
    },
    async update(ref, path, content) {
      const file = { path: writablePath(path), content: checkContent(content) };
      await read(ref, file.path);
      await write(ref, [file], false);
      await changed(ref, [file.path], 'written');
      return read(ref, file.path);
    },
    async put(ref, files) {
      checkVault(ref.vault);
      const byPath = new Map(files.map(({ path, content }) => [writablePath(path), checkContent(content)]));
      const written = await write(
        ref,
        [...byPath].map(([path, content]) => ({ path, content })),
        false,
      );
      if (written > 0) await changed(ref, [...byPath.keys()], 'written');
      return written;
    },
    async remove(ref, path) {
      const { rows } = await pool.query<{ name: string }>(
        `delete from memories where ${OWNER} and vault = $2 and path = $3 returning name`,
        [ref.ownerId, ref.vault, writablePath(path)],
      );
      if (!rows[0]) throw new NotFoundError('The vault has no such file');
      await forgetWords(rows[0].name);
      await changed(ref, [checkPath(path)], 'deleted');
    },
    async remember(ref, memory) {
      checkVault(ref.vault);
      const { path, content } = formatMemory(memory);
      await write(ref, [{ path: writablePath(path), content: checkContent(content) }], false);
      await changed(ref, [path], 'written');
      return read(ref, path);
    },
    async link(ref, from, to, relation) {
      const [source, target] = [await find(ref, from), await find(ref, to)];
      if (!source || !target) throw new NotFoundError(`There is no memory of the name that ${source ? 'to' : 'from'} has`);
      const id = target.path.replace(/\.md$/, '');
      const kept = source.links.filter(({ kind, label }) => kind === 'frontmatter_relation' && !RESERVED.has(label ?? ''));
      const links = kept.map((link) => (link.label === 'links' ? link.target : `${link.label ?? 'related'}:${link.target}`));
      const content = withProperty(source.content, 'links', [...new Set([...links, `${relation}:${id}`])]);
      await write(ref, [{ path: source.path, content }], false);
      await changed(ref, [source.path], 'written');
    },
    async search(ownerId, search) {
      const { vaults, query, limit } = search;
      const words = wordsOf(query);
      // more than are asked for: what they were of use decides too
      const most = 2 * limit;
      const fused = fuse(
        ...(await Promise.all([rankByWords(pool, { ownerId, vaults, query, limit: most }), near(ownerId, { ...search, limit: most })])),
      );
      const best = fused.slice(0, most);
      const ranked = await pool.query<WholeMemory & { rank: number; importance: number } & MemoryUse>(
        `select ${COLUMNS.replace('vault', 'm.vault')}, content, importance, best.rank, coalesce(s.access_count, 0) as "accessCount",
           coalesce(s.valuation_count, 0) as "valuationCount", coalesce(s.useful_count, 0) as "usefulCount",
           coalesce(s.last_accessed, m.updated_at) as "lastAccessed"
         from unnest($2::bigint[], $3::float8[]) as best(id, rank) join memories m on m.id = best.id and m.owner_id is not distinct from $1
         left join memory_scores s on s.owner_id is not distinct from m.owner_id and s.vault = m.vault
           and s.memory_id = regexp_replace(m.path, '\\.md$', '')
         order by best.rank desc, m.id desc`,
        [ownerId, best.map(({ id }) => id), best.map(({ rank }) => rank)],
      );
      const config = scoring();
      const now = Date.now();
      return ranked.rows
        .map(({ rank, importance, accessCount, valuationCount, usefulCount, lastAccessed, ...memory }): Found => {
          const { adaptive } = scoreOf({ accessCount, valuationCount, usefulCount, lastAccessed }, config, now);
          const worth = (config.blendBaseFactor + config.blendBoostFactor * adaptive) * importance;
          return { memory, score: Math.round(rank * worth * 10_000) / 10_000, snippet: snippetOf(memory, words) };
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    async recalled({ ownerId, vault }, ids) {
      const { rowCount } = await pool.query(
        `insert into memory_scores as s (owner_id, vault, memory_id, access_count, last_accessed)
         select distinct $1, $2, id, 1, $4::bigint from unnest($3::text[]) as id
         on conflict (owner_id, vault, memory_id) do update set access_count = s.access_count + 1, last_accessed = excluded.last_accessed`,
        [ownerId, vault, ids.map(idOf), Date.now()],
      );
      return rowCount ?? 0;
    },
    async valued({ ownerId, vault }, valuations) {
      await pool.query(
        `insert into memory_scores as s (owner_id, vault, memory_id, access_count, valuation_count, useful_count, last_accessed)
         select $1, $2, id, 1, count(*), count(*) filter (where useful), $5::bigint
         from unnest($3::text[], $4::boolean[]) as v(id, useful) group by id
         on conflict (owner_id, vault, memory_id) do update
         set valuation_count = s.valuation_count + excluded.valuation_count, useful_count = s.useful_count + excluded.useful_count`,
        [ownerId, vault, valuations.map(({ memoryId }) => idOf(memoryId)), valuations.map(({ useful }) => useful), Date.now()],
      );
    },
    async missed({ ownerId, vault }, description, query) {
      const { rows } = await pool.query<{ id: number }>(
        'insert into memory_gaps (owner_id, vault, description, query, created_at) values ($1, $2, $3, $4, $5) returning id',
        [ownerId, vault, description.slice(0, 2_000), query?.slice(0, 2_000) ?? null, Date.now()],
      );
      return rows[0]?.id ?? 0;
    },
    async uses({ ownerId, vault }, ids, limit) {
      const { rows } = await pool.query<MemoryUse & { memoryId: string }>(
        `select memory_id as "memoryId", access_count as "accessCount", valuation_count as "valuationCount", useful_count as "usefulCount",
           last_accessed as "lastAccessed" from memory_scores
         where ${OWNER} and vault = $2 and ($3::text[] is null or memory_id = any($3)) order by last_accessed desc, memory_id limit $4`,
        [ownerId, vault, ids?.map(idOf) ?? null, limit],
      );
      return rows;
    },
    async gaps({ ownerId, vault }, limit) {
      const { rows } = await pool.query<MemoryGap>(
        `select id, vault, description, query, created_at as "createdAt" from memory_gaps where ${OWNER} and vault = $2
         order by id desc limit $3`,
        [ownerId, vault, limit],
      );
      return rows;
    },
  };
}

const RESERVED: ReadonlySet<string> = new Set(['related', 'depends_on', 'dependsOn', 'blocked_by', 'blocks', 'owner', 'project', 'people']);

function rowOf(path: string, content: string): Record<string, unknown> {
  const file = parseMemoryFile(path, content);
  const { title, category, type, tags, aliases, links, importance, preview, body } = file;
  const clean = (text: string) => text.replaceAll('\0', '');
  return {
    path,
    directory: path.split('/').slice(0, -1).join('/'),
    content: clean(content),
    title,
    category,
    type,
    tags,
    aliases,
    links,
    importance,
    preview: preview && clean(preview),
    size_bytes: Buffer.byteLength(content),
    created_at: file.createdAt,
    name: clean(title ?? prettyName(path)),
    words: clean([...tags, ...aliases, category ?? '', type ?? '', path.replace(/[/_.-]+/g, ' ')].join(' ')),
    body: clean(body),
  };
}

const AROUND = 100;

function snippetOf({ content }: WholeMemory, words: readonly string[]): string {
  const text = content.replace(/^---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(\r?\n|$)/, '').trim();
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
  const at = places.length > 0 ? Math.min(...places) : 0;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + 2 * AROUND)];
  return `${from > 0 ? '...' : ''}${text.slice(from, to).toWellFormed()}${to < text.length ? '...' : ''}`;
}

function idOf(path: string): string {
  return path.replace(/\.md$/, '').slice(0, 300);
}

function checkVault(vault: string): void {
  if (!/^[a-zA-Z0-9][\w-]{0,63}$/.test(vault)) throw invalid('agent_id', 'must be the id of an agent, or shared');
}

/** @throws {BadRequestError} for a path that leads elsewhere. */
function checkPath(path: string): string {
  const isFine =
    path.length <= 300 &&
    !path.includes('..') &&
    !path.startsWith('/') &&
    !/[\\\u0000-\u001f]/.test(path) &&
    path.split('/').every((segment) => segment !== '' && segment !== '.');
  if (!isFine) throw new BadRequestError('The path must stay in its vault: no .., no backslash and no / at its beginning');
  return path;
}

function writablePath(path: string): string {
  const checked = checkPath(path);
  if (FOREIGN.test(checked)) throw new ForbiddenError('Files there belong to other programs');
  return checked.endsWith('.md') ? checked : `${checked}.md`;
}

function checkContent(content: string): string {
  if (content.length > LONGEST_CONTENT) throw invalid('content', `must have at most ${LONGEST_CONTENT} characters`);
  return content;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}

/** What goes with a task out of a vault, as Markdown, the best first, until a budget of characters is spent. */
export function contextOf(found: readonly Found[], budget: number): { context: string; entries: number } {
  const parts: string[] = [];
  let left = budget;
  for (const { memory } of found) {
    const { body } = parseMemoryFile(memory.path, memory.content);
    const part = `## ${memory.title ?? prettyName(memory.path)} (${idOf(memory.path)})\n\n${body.trim()}\n`;
    if (part.length > left && parts.length > 0) break;
    parts.push(part.slice(0, left).toWellFormed());
    left -= part.length;
  }
  return { context: parts.join('\n'), entries: parts.length };
}
