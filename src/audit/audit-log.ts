import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Context } from '../context.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { inTransaction } from '../store/transaction.ts';

/** One privileged act. Holds names and ids, never a value that is secret. */
export interface AuditEntry {
  seq: number;
  /** Epoch milliseconds. */
  at: number;
  /** Who did it. */
  actor: string;
  /** What was done: `secret.create`, or the mutation's name. */
  action: string;
  /** To what. */
  target: string;
  /** `rest`, `graphql`, `websocket` or `mcp`. */
  surface: string;
  /** From where: the address of the peer. */
  address: string;
  details: Record<string, unknown>;
  /** SHA-256 over the entry and the hash of the one before it. */
  hash: string;
}

/** Who acts, from where and through which door. */
type Actor = Pick<Context, 'pool' | 'viewer' | 'caller' | 'acts'>;

/**
 * Adds an act to the log, which can only grow: each entry's hash covers the one before it, so that a change, a gap or another order shows.
 * Readings of what is secret are put down before they are answered, changes in the request that made them.
 */
export async function audit(
  { pool, viewer, caller, acts }: Actor,
  act: { action: string; target: string; details?: Record<string, unknown> },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    // one writer at a time over all nodes, or two entries would follow the same one
    await client.query('select pg_advisory_xact_lock(780, 0)');
    const { rows } = await client.query<{ seq: number; hash: string }>('select seq, hash from audit_log order by seq desc limit 1');
    const last = rows[0] ?? { seq: 0, hash: '' };
    const entry = {
      seq: last.seq + 1,
      at: Date.now(),
      actor: viewer.id,
      action: act.action,
      target: act.target,
      surface: caller.surface,
      address: caller.address,
      details: act.details ?? {},
    };
    const { seq, at, actor, action, target, surface, address, details } = entry;
    await client.query(
      'insert into audit_log (seq, at, actor, action, target, surface, address, details, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [seq, at, actor, action, target, surface, address, toJsonb(details), hashOf(entry, last.hash)],
    );
  });
  acts.count++;
}

export async function readAudit(pool: Pool, { before, limit }: { before: number | null; limit: number }): Promise<AuditEntry[]> {
  const { rows } = await pool.query<AuditEntry>(
    'select seq, at, actor, action, target, surface, address, details, hash from audit_log where seq < $1 order by seq desc limit $2',
    [before ?? Number.MAX_SAFE_INTEGER, limit],
  );
  return rows;
}

/** Recomputes the whole chain. `brokenAt` is the first entry that is not what it was, or comes after one that is missing; null is none. */
export async function verifyAudit(pool: Pool): Promise<{ entries: number; brokenAt: number | null }> {
  let last = { seq: 0, hash: '' };
  for (;;) {
    const { rows } = await pool.query<AuditEntry>(
      'select seq, at, actor, action, target, surface, address, details, hash from audit_log where seq > $1 order by seq limit 1000',
      [last.seq],
    );
    for (const { hash, ...entry } of rows) {
      if (entry.seq !== last.seq + 1 || hash !== hashOf(entry, last.hash)) return { entries: last.seq, brokenAt: last.seq + 1 };
      last = { seq: entry.seq, hash };
    }
    if (rows.length === 0) return { entries: last.seq, brokenAt: null };
  }
}

function hashOf({ seq, at, actor, action, target, surface, address, details }: Omit<AuditEntry, 'hash'>, previous: string): string {
  const members = JSON.stringify([seq, at, actor, action, target, surface, address, sorted(details)]);
  return createHash('sha256').update(previous).update(members).digest('hex');
}

/** jsonb gives members back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
