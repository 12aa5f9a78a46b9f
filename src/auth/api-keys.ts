import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError, ForbiddenError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import { hasScope, missingScopes } from './scopes.ts';
import { hashOf, newOpaqueToken } from './tokens.ts';
import { refuseWithoutAuth, requirePerson } from './users.ts';

/** A key for programs, without what it says. */
export interface ApiKey {
  id: string;
  kind: 'user' | 'service' | 'agent';
  name: string;
  keyPrefix: string;
  agentId: string | null;
  userId: string | null;
  scopes: string[] | null;
  /** Epoch milliseconds. */
  expiresAt: number | null;
  lastUsedAt: number | null;
  createdAt: number;
}

export interface NewApiKey extends ApiKey {
  /** Shown this once. */
  key: string;
}

export interface ApiKeyInput {
  name: string;
  expiresInDays?: number | null;
  scopes?: readonly string[] | null;
}

const KEY = `id, kind, name, prefix as "keyPrefix", agent_id as "agentId", user_id as "userId", scopes, expires_at as "expiresAt",
  last_used_at as "lastUsedAt", created_at as "createdAt"`;
const DAY_MS = 24 * 60 * 60 * 1000;
const SECRET_BYTES = 32;
/** What each kind of key begins with, for whoever scans for them; and how much of one is kept to be known by. */
const FORMS = {
  user: { start: 'djb_', shown: 12 },
  service: { start: 'djb_svc_', shown: 16 },
  agent: { start: 'djb_agent_', shown: 16 },
} as const;

/** Newest first. @param userId null lists everybody's. */
export async function listApiKeys({ pool }: Context, userId: string | null): Promise<ApiKey[]> {
  const { rows } = await pool.query<ApiKey>(
    `select ${KEY} from api_keys where is_active and ($1::text is null or user_id = $1) order by created_at desc, id desc limit 1000`,
    [userId],
  );
  return rows;
}

/** A key of the person who asks: it may no more than they, and than what they ask with. */
export async function createApiKey(context: Context, input: ApiKeyInput): Promise<NewApiKey> {
  refuseWithoutAuth(context);
  const userId = requirePerson(context);
  if (!hasScope(context.viewer, 'account')) throw new ForbiddenError('A key with scopes of its own makes no other keys');
  return insert(context, 'user', { userId, ...input });
}

export async function createServiceKey(context: Context, input: ApiKeyInput): Promise<NewApiKey> {
  refuseWithoutAuth(context);
  return insert(context, 'service', input);
}

/** The key of an agent that runs elsewhere: made once, and only its prefix is told from then on. */
export async function createAgentKey(context: Context, agentId: string): Promise<{ key: ApiKey & { key?: string }; isNew: boolean }> {
  refuseWithoutAuth(context);
  await context.agents.get(agentId);
  const known = () =>
    context.pool
      .query<ApiKey>(`select ${KEY} from api_keys where is_active and kind = 'agent' and agent_id = $1`, [agentId])
      .then(({ rows }) => rows[0]);
  const before = await known();
  if (before) return { key: before, isNew: false };
  const made = await insert(context, 'agent', { name: `agent:${agentId}`, agentId }).catch(async (error: { code?: string }) => {
    if (error.code !== '23505') throw error;
    return null; // made at the same moment
  });
  if (made) return { key: made, isNew: true };
  const other = await known();
  if (!other) throw new NotFoundError('The key of this agent was revoked at this moment');
  return { key: other, isNew: false };
}

/** @throws {NotFoundError} when there is none that the viewer may end. */
export async function revokeApiKey(context: Context, id: string): Promise<ApiKey> {
  const isAdmin = hasScope(context.viewer, 'users:admin');
  const { rows } = await context.pool.query<ApiKey>(
    `update api_keys set is_active = false where id = $1 and is_active and ($2 or user_id = $3) returning ${KEY}`,
    [id, isAdmin, context.viewer.id],
  );
  if (!rows[0]) throw new NotFoundError('API key not found');
  context.auth.changed();
  await audit(context, { action: 'key.revoke', target: id });
  return rows[0];
}

async function insert(
  context: Context,
  kind: ApiKey['kind'],
  { name, expiresInDays, scopes, userId, agentId }: ApiKeyInput & { userId?: string; agentId?: string },
): Promise<NewApiKey> {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > 128) throw invalid('name', 'must have 1 to 128 characters');
  const wanted = scopes == null ? null : [...new Set(scopes)];
  if (wanted && (wanted.length > 50 || wanted.some((scope) => !/^(\*|engine|self|[a-z]+:(read|write|admin))$/.test(scope))))
    throw invalid('scopes', 'must be scopes such as runs:read, at most 50');
  // an admin hands out what services need, reading what is secret among it
  const missing = kind === 'service' && hasScope(context.viewer, '*') ? [] : missingScopes(context.viewer, wanted ?? []);
  if (missing.length > 0) throw new ForbiddenError(`The caller has no scope ${missing.join(', ')} to hand on`);
  const { start, shown } = FORMS[kind];
  const key = `${start}${newOpaqueToken(SECRET_BYTES)}`;
  const id = newId('key');
  const now = Date.now();
  const { rows } = await context.pool.query<ApiKey>(
    `insert into api_keys (id, kind, user_id, agent_id, name, hash, prefix, scopes, expires_at, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${KEY}`,
    [
      id,
      kind,
      userId ?? null,
      agentId ?? null,
      trimmed,
      hashOf(key),
      key.slice(0, shown),
      wanted,
      expiresInDays == null ? null : now + expiresInDays * DAY_MS,
      now,
      context.viewer.id,
    ],
  );
  await audit(context, { action: 'key.create', target: id, details: { kind, scopes: wanted } });
  if (!rows[0]) throw new Error('a key that was made is there');
  return { ...rows[0], key };
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
