import type { Pool } from 'pg';
import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import { visibleTo } from '../store/visible-to.ts';
import type { Cipher } from './cipher.ts';
import { rotateColumn } from './rotate-column.ts';

/** What a secret is, without what it says. */
export interface Secret {
  id: string;
  name: string;
  description: string | null;
  type: SecretType;
  /** The environment variable under which tools get it. */
  envKey: string;
  grantedAgents: string[];
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt: number;
}

export type SecretType = 'pat' | 'ssh_key' | 'env_var' | 'password' | 'api_key' | 'token' | 'other';

export const SECRET_TYPES: readonly { value: SecretType; label: string }[] = [
  { value: 'pat', label: 'Personal access token' },
  { value: 'ssh_key', label: 'SSH key' },
  { value: 'env_var', label: 'Environment variable' },
  { value: 'password', label: 'Password' },
  { value: 'api_key', label: 'API key' },
  { value: 'token', label: 'Token' },
  { value: 'other', label: 'Other' },
];

/** Secrets as those who use them need them: the engine's tools and MCP servers. */
export interface SecretStore {
  /** Environment of an agent's tools: its granted secrets. One that does not open is left out. */
  environmentFor(agentId: string): Promise<Record<string, string>>;
  /** A secret by its name or environment variable; null when there is none, or more than one. */
  value(name: string): Promise<string | null>;
  /** Encrypts anew what an earlier key closed; answers how many. */
  rotate(): Promise<number>;
}

interface Stored {
  id: string;
  env_key: string;
  value: string;
}

const LONGEST_NAME = 256;
const LONGEST_VALUE = 64 * 1024;
/** Variables that would change how a child process itself behaves. */
const RESERVED =
  /^(PATH|HOME|USER|SHELL|TMPDIR|PWD|IFS|ENV|BASH_ENV|BASH_FUNC.*|LD_.*|DYLD_.*|NODE_OPTIONS|NODE_PATH|PYTHONPATH|PERL5.*|RUBYOPT|GIT_.*|SECRET_.*|DJINNBOT_.*)$/;

export function createSecretStore(pool: Pool, cipher: Cipher): SecretStore {
  const open = ({ id, value }: Stored) => cipher.decrypt(value, recordOf(id));
  return {
    async environmentFor(agentId) {
      const { rows } = await pool.query<Stored>(
        `select s.id, s.env_key, s.value from secrets s join secret_grants g on g.secret_id = s.id where g.agent_id = $1 order by s.created_at`,
        [agentId],
      );
      return Object.fromEntries(rows.map((row) => [row.env_key, open(row)]));
    },
    async value(name) {
      const { rows } = await pool.query<Stored>('select id, env_key, value from secrets where name = $1 or env_key = $1 limit 2', [name]);
      const [row, another] = rows;
      return row && !another ? open(row) : null;
    },
    rotate: () => rotateColumn(pool, cipher, { table: 'secrets', column: 'value', recordOf }),
  };
}

/** Newest first; of one agent the ones it was granted. */
export async function listSecrets(context: Context, agentId: string | null = null): Promise<Secret[]> {
  const { rows } = await context.pool.query<Secret>(
    `${SELECT} where ($1::text is null or s.owner_id = $1) and ($2::text is null or exists (
       select from secret_grants o where o.secret_id = s.id and o.agent_id = $2)) group by s.id order by s.created_at desc, s.id desc limit 1000`,
    [visibleTo(context).ownerId ?? null, agentId],
  );
  return rows;
}

export interface SecretInput {
  name?: string | null;
  value?: string | null;
  envKey?: string | null;
  type?: SecretType | null;
  description?: string | null;
}

export async function createSecret(context: Context, input: SecretInput & { name: string; value: string }): Promise<Secret> {
  const name = checkName(input.name);
  const envKey = checkEnvKey(input.envKey ?? name.toUpperCase().replace(/[^A-Z0-9]/g, '_'), input.envKey ? 'envKey' : 'name');
  const id = newId('sec');
  const now = Date.now();
  await context.pool.query(
    `insert into secrets (id, owner_id, name, description, secret_type, env_key, value, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [id, context.viewer.ownerId, name, input.description ?? null, input.type ?? 'env_var', envKey, seal(context, id, input.value), now],
  );
  await audit(context, { action: 'secret.create', target: id, details: { envKey } });
  return secretById(context, id);
}

/** Changes what is given; a new value takes the place of the old one. @throws {NotFoundError} */
export async function updateSecret(context: Context, idOrName: string, input: SecretInput): Promise<Secret> {
  const { id } = await findSecret(context, idOrName);
  const set: Record<string, unknown> = {
    ...(input.name != null && { name: checkName(input.name) }),
    ...(input.envKey != null && { env_key: checkEnvKey(input.envKey, 'envKey') }),
    ...(input.type != null && { secret_type: input.type }),
    ...(input.description !== undefined && { description: input.description }),
    ...(input.value != null && { value: seal(context, id, input.value) }),
  };
  const columns = Object.keys(set);
  const assignments = columns.map((column, index) => `${column} = $${index + 3}`);
  await context.pool.query(`update secrets set ${['updated_at = $2', ...assignments].join(', ')} where id = $1`, [
    id,
    Date.now(),
    ...Object.values(set),
  ]);
  await audit(context, { action: 'secret.update', target: id, details: { changed: columns } });
  return secretById(context, id);
}

/** @throws {NotFoundError} @throws {ConflictError} when several have this name. */
export async function deleteSecret(context: Context, idOrName: string): Promise<void> {
  const { id } = await findSecret(context, idOrName);
  await context.pool.query('delete from secrets where id = $1', [id]);
  await audit(context, { action: 'secret.delete', target: id });
}

/** By id, else by name, else by environment variable. @throws {NotFoundError} @throws {ConflictError} when it is not clear which. */
export async function findSecret(context: Context, idOrName: string): Promise<Secret> {
  for (const column of ['id', 'name', 'env_key']) {
    const { rows } = await context.pool.query<Secret>(
      `${SELECT} where s.${column} = $1 and ($2::text is null or s.owner_id = $2) group by s.id limit 2`,
      [idOrName, visibleTo(context).ownerId ?? null],
    );
    if (rows.length > 1) throw new ConflictError('Several secrets have this name; give the id of one');
    if (rows[0]) return rows[0];
  }
  throw new NotFoundError('Secret not found');
}

export interface SecretGrant {
  secretId: string;
  agentId: string;
  grantedAt: number;
  grantedBy: string | null;
}

/** Lets an agent's tools have a secret; a second time changes nothing. The agent may come later. @throws {NotFoundError} for an unknown secret. */
export async function grantSecret(context: Context, idOrName: string, agentId: string): Promise<SecretGrant> {
  const { id } = await findSecret(context, idOrName);
  const { rows } = await context.pool.query<SecretGrant>(
    `with added as (insert into secret_grants (secret_id, agent_id, granted_at, granted_by) values ($1, $2, $3, $4)
       on conflict do nothing returning *)
     select secret_id as "secretId", agent_id as "agentId", granted_at as "grantedAt", granted_by as "grantedBy" from (
       select * from added union all select * from secret_grants where secret_id = $1 and agent_id = $2) g limit 1`,
    [id, agentId, Date.now(), context.viewer.id === 'anonymous' ? null : context.viewer.id],
  );
  await audit(context, { action: 'secret.grant', target: id, details: { agentId } });
  const grant = rows[0];
  if (!grant) throw new Error('a grant that was made is there');
  return grant;
}

/** @throws {NotFoundError} when the agent does not have it. */
export async function revokeSecret(context: Context, idOrName: string, agentId: string): Promise<void> {
  const { id } = await findSecret(context, idOrName);
  const { rowCount } = await context.pool.query('delete from secret_grants where secret_id = $1 and agent_id = $2', [id, agentId]);
  if (rowCount === 0) throw new NotFoundError(`Secret ${id} is not granted to this agent`);
  await audit(context, { action: 'secret.revoke', target: id, details: { agentId } });
}

/** An agent's secrets in clear; who may is said in the schema. */
export async function secretEnvironment(context: Context, agentId: string): Promise<Record<string, string>> {
  await audit(context, { action: 'secret.read', target: agentId.slice(0, 128) });
  return context.secrets.environmentFor(agentId);
}

const SELECT = `
  select s.id, s.name, s.description, s.secret_type as type, s.env_key as "envKey", s.created_at as "createdAt", s.updated_at as "updatedAt",
    coalesce(array_agg(g.agent_id order by g.granted_at) filter (where g.agent_id is not null), '{}') as "grantedAgents"
  from secrets s left join secret_grants g on g.secret_id = s.id`;

async function secretById({ pool }: Context, id: string): Promise<Secret> {
  const { rows } = await pool.query<Secret>(`${SELECT} where s.id = $1 group by s.id`, [id]);
  if (!rows[0]) throw new NotFoundError(`Secret ${id} not found`);
  return rows[0];
}

function seal({ cipher }: Context, id: string, value: string): string {
  if (value.length === 0 || value.length > LONGEST_VALUE) throw invalid('value', `must have 1 to ${LONGEST_VALUE} characters`);
  return cipher.encrypt(value, recordOf(id));
}

function recordOf(id: string): string {
  return `secrets.value:${id}`;
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST_NAME) throw invalid('name', `must have 1 to ${LONGEST_NAME} characters`);
  if (trimmed === 'types' || trimmed === 'agents') throw invalid('name', 'must not be types or agents, which are addresses of their own');
  return trimmed;
}

function checkEnvKey(text: string, field: string): string {
  const key = text.toUpperCase();
  if (!/^[A-Z_][A-Z0-9_]{0,255}$/.test(key))
    throw invalid(field, 'must make an environment variable: letters, digits and _, no digit first');
  if (RESERVED.test(key)) throw invalid(field, 'names an environment variable that is reserved');
  return key;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
