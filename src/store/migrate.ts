import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase } from 'pg';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Key of the advisory lock under which one node migrates while the others wait. */
const MIGRATION_LOCK = 7_781_001;

/**
 * Brings a database up to date: the numbered SQL files in `migrations/` that it has not seen, in order, in one transaction.
 * Safe when several nodes start at once. Files are never edited once they are released; a change is a new file.
 */
export async function migrate(client: ClientBase): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  if (await isCurrent(client, files)) return;

  await client.query('begin');
  try {
    await client.query('set local statement_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
    const applied = new Set(rows.map(({ name }) => name));
    for (const name of files) {
      if (applied.has(name)) continue;
      await client.query(await readFile(join(FOLDER, name), 'utf8'));
      await client.query('insert into schema_migrations (name) values ($1)', [name]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function isCurrent(client: ClientBase, files: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ table: string | null }>("select to_regclass('schema_migrations') as table");
  if (!rows[0]?.table) return false;
  const applied = await client.query<{ name: string }>('select name from schema_migrations');
  const names = new Set(applied.rows.map(({ name }) => name));
  return files.every((name) => names.has(name));
}
