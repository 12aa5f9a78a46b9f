import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { BadUserInputError, ConflictError } from '../errors.ts';
import { toJsonb } from './to-jsonb.ts';

const LONGEST_KEY = 255;
const POLL_MS = 25;
/** A key answers this long. */
const KEPT = '24 hours';
/** An attempt without an answer is over by then: its process was killed in the middle of it. */
const ABANDONED = '1 minute';

/**
 * Does something once per key and answers every repetition with the answer of the first time. Without a key it is done each time.
 * A repetition that comes while the first is at work waits for it; if that fails, the repetition is the next to try.
 * @param scope who calls what: keys of different scopes are different keys.
 * @param waitMs how long a repetition waits for the first.
 * @throws {ConflictError} when the key came with another request, or the first call takes longer than that.
 */
export async function idempotent<T>(
  pool: Pool,
  scope: string,
  key: string | null,
  request: unknown,
  make: () => Promise<T>,
  waitMs = 10_000,
): Promise<T> {
  if (key === null) return make();
  if (key.length === 0 || key.length > LONGEST_KEY) {
    const rule = `must have 1 to ${LONGEST_KEY} characters`;
    throw new BadUserInputError(`An idempotency key ${rule}`, [{ path: 'idempotencyKey', rule }]);
  }
  const hash = createHash('sha256').update(JSON.stringify(request, sortedMembers)).digest('hex');
  const deadline = Date.now() + waitMs;
  for (;;) {
    const attempt = await begin(pool, scope, key, hash);
    if (attempt) return finish(pool, attempt, make);
    const first = await find<T>(pool, scope, key);
    if (first && first.hash !== hash) throw new ConflictError('This idempotency key was used with another request; take a new key');
    if (first?.isDone) return first.response;
    if (Date.now() > deadline) throw new ConflictError('The first request with this idempotency key is still at work; try again later');
    await delay(POLL_MS);
  }
}

interface Attempt {
  scope: string;
  key: string;
  /** Tells this attempt from one that took the key over. */
  since: string;
}

/** Takes the key, unless it is taken; also removes keys that expired. */
async function begin(pool: Pool, scope: string, key: string, hash: string): Promise<Attempt | undefined> {
  const { rows } = await pool.query<Attempt>(
    `with expired as (
       delete from idempotency_keys where created_at < now() - interval '${KEPT}' and (scope, key) <> ($1, $2)
     )
     insert into idempotency_keys as k (scope, key, request_hash) values ($1, $2, $3)
     on conflict (scope, key) do update set request_hash = excluded.request_hash, response = null, created_at = now()
       where k.created_at < now() - interval '${KEPT}' or (k.response is null and k.created_at < now() - interval '${ABANDONED}')
     returning scope, key, created_at::text as since`,
    [scope, key, hash],
  );
  return rows[0];
}

async function finish<T>(pool: Pool, { scope, key, since }: Attempt, make: () => Promise<T>): Promise<T> {
  const mine = 'where scope = $1 and key = $2 and created_at = $3::timestamptz';
  try {
    const response = await make();
    await pool.query(`update idempotency_keys set response = $4 ${mine}`, [scope, key, since, toJsonb(response)]);
    return response;
  } catch (error) {
    await pool.query(`delete from idempotency_keys ${mine}`, [scope, key, since]);
    throw error;
  }
}

async function find<T>(pool: Pool, scope: string, key: string): Promise<{ hash: string; isDone: boolean; response: T } | undefined> {
  const { rows } = await pool.query<{ hash: string; isDone: boolean; response: T }>(
    'select request_hash as hash, response is not null as "isDone", response from idempotency_keys where scope = $1 and key = $2',
    [scope, key],
  );
  return rows[0];
}

/** The same members in another order are the same request. */
function sortedMembers(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
