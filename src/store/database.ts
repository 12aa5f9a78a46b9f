import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { UnavailableError } from '../errors.ts';
import { Run } from '../runs/run-entity.ts';
import { Step } from '../runs/step-entity.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

/** The PostgreSQL that everything is stored in, migrated and ready. */
export interface Database {
  /** For what people read and edit. */
  orm: MikroORM;
  /** For the statements on the way to every step. */
  pool: pg.Pool;
  url: string;
  /** Started by this process and used by it alone. */
  isEmbedded: boolean;
  close(): Promise<void>;
  /** As `close`, but leaves an embedded server running: another process uses it. */
  detach(): Promise<void>;
}

// 64-bit integers here are times, sizes and positions, all below 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** No statement of an answer takes this long; one that does would hold a connection that others wait for. Migrations are let go on. */
const TIMEOUTS = { statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 };

/**
 * Opens your PostgreSQL, or starts the embedded one below `dataDir`, and brings it up to date.
 * @throws {UnavailableError} when it cannot be reached, with what to check.
 */
export async function openDatabase(options: { url: string } | { dataDir: string }): Promise<Database> {
  const embedded = 'dataDir' in options ? await startEmbeddedPostgres(join(options.dataDir, 'postgres')) : null;
  const url = embedded?.url ?? ('url' in options ? options.url : '');
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, ...TIMEOUTS });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced; the query that meets it says so
  try {
    const client = await pool.connect();
    try {
      await migrate(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end().catch(() => undefined);
    await embedded?.stop();
    throw unreachable(url, error);
  }
  const orm = await MikroORM.init({
    entities: [Run, Step],
    clientUrl: url,
    pool: { min: 0, max: 10 },
    driverOptions: TIMEOUTS,
    discovery: { warnWhenNoEntities: false },
    serialization: { forceObject: true },
  });
  const detach = async () => {
    await orm.close();
    await pool.end();
  };
  return {
    orm,
    pool,
    url,
    isEmbedded: embedded !== null,
    detach,
    async close() {
      await detach();
      await embedded?.stop();
    },
  };
}

function unreachable(url: string, error: unknown): UnavailableError {
  const { hostname, port, pathname } = new URL(url);
  const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
  return new UnavailableError(`The database at ${hostname}:${port || 5432}${pathname} cannot be used: ${reason}. Check DATABASE_URL`, {
    cause: error,
  });
}
