import pg from 'pg';

/**
 * SQLSTATEs of connection, resources (disk full), operator, system, a lost race of transactions, a server that is read-only for now and
 * a database that takes no connections for now.
 */
const TRANSIENT = /^(08|53|57|58|40|25006|55000)/;

/** Whether the same statement may go through later: not it failed, but the way to PostgreSQL or PostgreSQL itself. */
export function isTransient(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || TRANSIENT.test(error.code ?? '');
}
