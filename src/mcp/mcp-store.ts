import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Pool } from 'pg';
import { BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Cipher } from '../secrets/cipher.ts';
import { rotateColumn } from '../secrets/rotate-column.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { parseMcpConfig, unmasked, type McpConfig } from './mcp-config.ts';
import type { McpTool } from './mcp-connection.ts';

export type McpState = 'configuring' | 'starting' | 'running' | 'degraded' | 'error' | 'stopped';

/** A server whose tools agents may be given. */
export interface McpServer {
  id: string;
  name: string;
  description: string;
  config: McpConfig;
  enabled: boolean;
  setupAgentId: string | null;
  /** Rises with each change for which its connection has to be made anew. */
  revision: number;
  state: McpState;
  /** Why it is not running. */
  problem: string | null;
  tools: McpTool[];
  /** Hash of each tool as it was approved. */
  approved: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface McpGrant {
  serverId: string;
  agentId: string;
  /** `*` is all tools of the server. */
  tool: string;
  grantedBy: string;
  grantedAt: number;
  serverName: string;
  serverState: McpState;
}

export interface McpServerInput {
  name?: string | null;
  description?: string | null;
  config?: Record<string, unknown> | null;
  enabled?: boolean | null;
  setupAgentId?: string | null;
}

/** Servers in the database, with those of the catalog's file among them. */
export interface McpStore {
  list(): Promise<McpServer[]>;
  /** @throws {NotFoundError} */
  get(id: string): Promise<McpServer>;
  /** @throws {ConflictError} when there is one of this name. */
  create(input: McpServerInput & { name: string; config: Record<string, unknown> }, ownerId: string | null): Promise<McpServer>;
  /** Changes what is given. Another configuration has its tools approved anew at the first look. */
  update(id: string, input: McpServerInput): Promise<McpServer>;
  remove(id: string): Promise<void>;
  /** Has the connections of one server, or of all, made anew. */
  restart(id: string | null): Promise<void>;
  setState(id: string, state: McpState, problem: string | null): Promise<void>;
  /** Keeps what a server says of its tools. Those of a first look are approved. @returns names of tools that are held back. */
  setTools(id: string, tools: readonly McpTool[]): Promise<string[]>;
  /** @throws {NotFoundError} for a tool that the server does not have. */
  approve(id: string, tool: string | null, by: string): Promise<McpServer>;
  grantsOf(agentId: string): Promise<McpGrant[]>;
  grant(serverId: string, agentId: string, tool: string, by: string): Promise<void>;
  /** Without a tool all grants of the server. Does nothing when there was none. */
  revoke(serverId: string, agentId: string, tool: string | null): Promise<void>;
  /** Encrypts anew what an earlier key closed; answers how many. */
  rotate(): Promise<number>;
}

interface Stored extends Omit<McpServer, 'config'> {
  config: string;
}

const COLUMNS = `s.id, s.name, s.description, s.config, s.enabled, s.setup_agent_id as "setupAgentId", s.revision, s.state, s.problem, s.tools,
  s.created_at as "createdAt", s.updated_at as "updatedAt",
  coalesce((select jsonb_object_agg(a.tool, a.hash) from mcp_approvals a where a.server_id = s.id), '{}') as approved`;
const LOOK_EVERY_MS = 1_000;

/** @param file `mcp/config.json` of the catalog; it need not exist. What people changed in the database wins over it. */
export function createMcpStore(pool: Pool, cipher: Cipher, file: string, logger: Logger): McpStore {
  const open = ({ config, ...server }: Stored): McpServer => ({
    ...server,
    config: JSON.parse(cipher.decrypt(config, recordOf(server.id))) as McpConfig,
  });
  const seal = (id: string, config: McpConfig) => cipher.encrypt(JSON.stringify(config), recordOf(id));
  const sync = fileSync(pool, seal, file, logger);

  async function get(id: string): Promise<McpServer> {
    await sync();
    const { rows } = await pool.query<Stored>(`select ${COLUMNS} from mcp_servers s where s.id = $1`, [id]);
    if (!rows[0]) throw new NotFoundError('MCP server not found');
    return open(rows[0]);
  }

  return {
    get,
    async list() {
      await sync();
      return (await pool.query<Stored>(`select ${COLUMNS} from mcp_servers s order by s.name, s.id limit 500`)).rows.map(open);
    },
    async create({ name, description, config, enabled, setupAgentId }, ownerId) {
      const id = serverId(name);
      if (!/[a-z0-9]/.test(id)) throw invalid('name', 'must have a letter or a digit');
      if (RESERVED.has(id)) throw invalid('name', `must not be ${[...RESERVED].join(', ')}, which are addresses of their own`);
      const now = Date.now();
      const { rowCount } = await pool.query(
        `insert into mcp_servers (id, owner_id, name, description, config, enabled, setup_agent_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict do nothing`,
        [
          id,
          ownerId,
          checkLength('name', name.trim(), 200),
          checkLength('description', description ?? '', 2_000),
          seal(id, parseMcpConfig(config)),
          enabled ?? true,
          setupAgentId ?? null,
          now,
        ],
      );
      if (rowCount === 0) throw new ConflictError(`MCP server ${id} exists`);
      return get(id);
    },
    async update(id, { name, description, config, enabled }) {
      const before = await get(id);
      const next = config == null ? before.config : unmasked(parseMcpConfig(config), before.config);
      const isNew = JSON.stringify(next) !== JSON.stringify(before.config);
      const isSwitched = enabled != null && enabled !== before.enabled;
      await pool.query(
        `update mcp_servers set name = $2, description = $3, config = $4, enabled = $5, updated_at = $6, revision = revision + $7,
           file_hash = null, state = case when $7 > 0 then case when $5 then 'configuring' else 'stopped' end else state end,
           problem = case when $7 > 0 then null else problem end where id = $1`,
        [
          id,
          name == null ? before.name : checkLength('name', name.trim(), 200),
          description == null ? before.description : checkLength('description', description, 2_000),
          seal(id, next),
          enabled ?? before.enabled,
          Date.now(),
          isNew || isSwitched ? 1 : 0,
        ],
      );
      if (isNew) await pool.query('delete from mcp_approvals where server_id = $1', [id]);
      return get(id);
    },
    async remove(id) {
      const { rowCount } = await pool.query('delete from mcp_servers where id = $1', [id]);
      if (rowCount === 0) throw new NotFoundError('MCP server not found');
    },
    async restart(id) {
      const { rowCount } = await pool.query(
        `update mcp_servers set revision = revision + 1, state = case when enabled then 'configuring' else state end
         where $1::text is null or id = $1`,
        [id],
      );
      if (id !== null && rowCount === 0) throw new NotFoundError('MCP server not found');
    },
    async setState(id, state, problem) {
      await pool.query('update mcp_servers set state = $2, problem = $3 where id = $1', [id, state, problem]);
    },
    async setTools(id, tools) {
      await pool.query('update mcp_servers set tools = $2 where id = $1', [id, toJsonb(tools)]);
      const names = tools.map(({ name }) => name);
      const hashes = tools.map(({ hash }) => hash);
      await pool.query(
        `insert into mcp_approvals (server_id, tool, hash, approved_by, approved_at)
         select $1, t.name, t.hash, 'first look', $4 from unnest($2::text[], $3::text[]) as t(name, hash)
         where not exists (select from mcp_approvals where server_id = $1) and exists (select from mcp_servers where id = $1)`,
        [id, names, hashes, Date.now()],
      );
      const { rows } = await pool.query<{ name: string }>(
        `select t.name from unnest($2::text[], $3::text[]) as t(name, hash)
         left join mcp_approvals a on a.server_id = $1 and a.tool = t.name where a.hash is distinct from t.hash`,
        [id, names, hashes],
      );
      return rows.map(({ name }) => name);
    },
    async approve(id, tool, by) {
      const server = await get(id);
      const approved = server.tools.filter(({ name }) => tool === null || name === tool);
      if (tool !== null && approved.length === 0) throw new NotFoundError('The server has no such tool');
      await pool.query(
        `insert into mcp_approvals (server_id, tool, hash, approved_by, approved_at)
         select $1, t.name, t.hash, $4, $5 from unnest($2::text[], $3::text[]) as t(name, hash)
         on conflict (server_id, tool) do update set hash = excluded.hash, approved_by = excluded.approved_by, approved_at = excluded.approved_at`,
        [id, approved.map(({ name }) => name), approved.map(({ hash }) => hash), by, Date.now()],
      );
      return get(id);
    },
    async grantsOf(agentId) {
      const { rows } = await pool.query<McpGrant>(
        `select g.server_id as "serverId", g.agent_id as "agentId", g.tool, g.granted_by as "grantedBy", g.granted_at as "grantedAt",
           s.name as "serverName", s.state as "serverState"
         from mcp_grants g join mcp_servers s on s.id = g.server_id where g.agent_id = $1 order by s.name, g.tool`,
        [agentId],
      );
      return rows;
    },
    async grant(id, agentId, tool, by) {
      await get(id);
      await pool.query(
        `insert into mcp_grants (server_id, agent_id, tool, granted_by, granted_at) values ($1, $2, $3, $4, $5)
         on conflict (server_id, agent_id, tool) do update set granted_by = excluded.granted_by, granted_at = excluded.granted_at`,
        [id, checkLength('agentId', agentId, 128), checkLength('tool', tool, 200), by, Date.now()],
      );
    },
    async revoke(id, agentId, tool) {
      await pool.query('delete from mcp_grants where server_id = $1 and agent_id = $2 and ($3::text is null or tool = $3)', [
        id,
        agentId,
        tool,
      ]);
    },
    rotate: () => rotateColumn(pool, cipher, { table: 'mcp_servers', column: 'config', recordOf }),
  };
}

/** Brings the database up to date with the catalog's file when that changed. */
function fileSync(pool: Pool, seal: (id: string, config: McpConfig) => string, file: string, logger: Logger): () => Promise<void> {
  let seen: string | null = null;
  let lookedAt = 0;
  let running: Promise<void> | null = null;

  async function look(): Promise<void> {
    const facts = await stat(file).catch(() => null);
    const signature = facts ? `${facts.mtimeMs}:${facts.size}` : 'none';
    if (signature === seen) return;
    const text = facts ? await readFile(file, 'utf8') : '{}';
    for (const [key, entry] of Object.entries(entriesOf(text, logger))) {
      try {
        const config = parseMcpConfig(entry);
        const id = serverId(key);
        const hash = createHash('sha256').update(JSON.stringify(config)).digest('hex');
        await pool.query(
          `insert into mcp_servers as s (id, name, config, enabled, file_hash, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)
           on conflict (id) do update set config = excluded.config, enabled = excluded.enabled, file_hash = excluded.file_hash,
             updated_at = excluded.updated_at, revision = s.revision + 1
           where s.file_hash is not null and s.file_hash <> excluded.file_hash`,
          [id, key, seal(id, config), config.disabled !== true, hash, Date.now()],
        );
      } catch (error) {
        if (!(error instanceof BadUserInputError)) throw error;
        logger.warn({ server: key.slice(0, 64), problem: error.message }, 'an MCP server of the catalog cannot be used');
      }
    }
    seen = signature;
  }

  return () => {
    if (running) return running;
    if (Date.now() - lookedAt < LOOK_EVERY_MS) return Promise.resolve();
    lookedAt = Date.now();
    running = look().finally(() => (running = null));
    return running;
  };
}

function entriesOf(text: string, logger: Logger): Record<string, unknown> {
  try {
    return (JSON.parse(text) as { mcpServers?: Record<string, unknown> }).mcpServers ?? {};
  } catch {
    logger.warn('mcp/config.json of the catalog is not JSON');
    return {};
  }
}

/** Addresses below `/v1/mcp`. */
const RESERVED: ReadonlySet<string> = new Set(['agents', 'logs', 'restart', 'status', 'extract', 'configure', 'config']);

/** The id that a name stands for. Two underscores part it from a tool's name, so it has none in a row. */
function serverId(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

function recordOf(id: string): string {
  return `mcp_servers.config:${id}`;
}

function checkLength(field: string, text: string, most: number): string {
  if (text.length === 0 && field === 'name') throw invalid(field, 'must not be empty');
  if (text.length > most) throw invalid(field, `must have at most ${most} characters`);
  return text;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
