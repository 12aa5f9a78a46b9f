import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { newId } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Database } from './database.ts';

/** This process as an owner of streams. It lives while its connection holds an advisory lock and its heartbeat is young. */
export interface NodeLease {
  /** New at every start: what an earlier process owned is not ours until it is taken over. */
  nodeId: string;
  /** Makes this node's own address known, for the message to a second server on the same data directory. */
  announce(url: string): Promise<void>;
  /** Takes what dead nodes owned and what wants an owner, at most `limit` streams of a kind (`run`, `chat`). */
  takeOver(kind: string, limit: number): Promise<Claim[]>;
  /** Takes one stream if it wants an owner and has none. */
  claim(stream: string): Promise<Claim | null>;
  /** Streams that this node owns. */
  owned(): Promise<string[]>;
  /** Gives everything back to whoever claims it, then ends the lease. */
  release(): Promise<void>;
}

export interface Claim {
  stream: string;
  /** Its owner was lost in the middle of it, rather than having let go of it. */
  wasLost: boolean;
}

/** Another server holds the lease of this data directory. */
export class DataDirectoryInUseError extends Error {}

const HEARTBEAT_MS = 5_000;
/** A node whose heartbeat is older is taken for dead even if its connection still stands (stopped, cut off). */
const DEAD_AFTER = '15 seconds';
/** PostgreSQL needs a moment to notice that a killed process is gone. */
const LOCK_WAIT_MS = 3_000;
const LOCK_SPACE = 777;

/**
 * Registers this process as a node. The node's name is kept in the data directory, so a new process on it knows its predecessor.
 * @param onLost called when the lease cannot be kept: whatever this node writes from then on may be fenced.
 * @throws {DataDirectoryInUseError} when another process lives on this data directory.
 */
export async function acquireLease(
  database: Database,
  dataDir: string,
  logger: Logger,
  onLost: (reason: string) => void,
): Promise<NodeLease> {
  const name = await nodeName(dataDir);
  const nodeId = newId('node');
  let isReleased = false;

  async function lock(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: database.url, keepAlive: true });
    client.on('error', () => undefined);
    await client.connect();
    const deadline = Date.now() + LOCK_WAIT_MS;
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [LOCK_SPACE, name]);
      if (rows[0]?.got) return client;
      if (Date.now() > deadline) break;
      await delay(50);
    }
    const { rows } = await client.query<{ pid: number; url: string | null }>(
      'select pid, url from nodes where name = $1 order by started_at desc limit 1',
      [name],
    );
    await client.end();
    const holder = rows[0] ? `process ${rows[0].pid}${rows[0].url ? ` at ${rows[0].url}` : ''}` : 'another process';
    throw new DataDirectoryInUseError(`${dataDir} is in use by ${holder}. Stop that server, or set DATA_DIR to another directory`);
  }

  let client = await lock();
  await database.pool.query('insert into nodes (id, name, pid, lock_key) values ($1, $2, $3, hashtext($2))', [nodeId, name, process.pid]);
  client.once('end', () => void regain());

  async function regain(): Promise<void> {
    while (!isReleased) {
      try {
        client = await lock();
        client.once('end', () => void regain());
        return isReleased ? await client.end() : undefined;
      } catch (error) {
        if (error instanceof DataDirectoryInUseError) return lose(error.message);
        logger.warn({ error }, 'the lease is without its connection, trying again');
        await delay(500);
      }
    }
  }

  function lose(reason: string): void {
    if (isReleased) return;
    clearInterval(heartbeat);
    onLost(reason);
  }

  const heartbeat = setInterval(() => {
    database.pool
      .query('update nodes set heartbeat_at = now() where id = $1', [nodeId])
      .then(({ rowCount }) => {
        if (rowCount === 0) lose('this node was taken for dead');
      })
      .catch((error: unknown) => logger.warn({ error }, 'heartbeat failed'));
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    nodeId,
    async announce(url) {
      await database.pool.query('update nodes set url = $2 where id = $1', [nodeId, url]);
    },
    async takeOver(kind, limit) {
      await buryDeadNodes(database, nodeId);
      const { rows } = await database.pool.query<Claim>(
        CLAIM(`wants_owner and owner is null and id like $3 || ':%' order by created_at limit $2`),
        [nodeId, limit, kind],
      );
      return rows;
    },
    async claim(stream) {
      const { rows } = await database.pool.query<Claim>(CLAIM('id = $2 and wants_owner and owner is null'), [nodeId, stream]);
      return rows[0] ?? null;
    },
    async owned() {
      const { rows } = await database.pool.query<{ id: string }>('select id from streams where owner = $1', [nodeId]);
      return rows.map(({ id }) => id);
    },
    async release() {
      isReleased = true;
      clearInterval(heartbeat);
      await database.pool.query('select release_node($1, false)', [nodeId]);
      await client.end();
    },
  };
}

/** Frees what nodes owned that live no more: their lock is free, or their heartbeat is too old. */
async function buryDeadNodes({ pool }: Database, nodeId: string): Promise<void> {
  await pool.query(
    `select release_node(id, true) from nodes where id <> $1 and (heartbeat_at < now() - interval '${DEAD_AFTER}'
       or name = (select name from nodes where id = $1)
       or not exists (select from pg_locks where locktype = 'advisory' and classid = ${LOCK_SPACE} and granted
            and objid = lock_key::bigint & 4294967295
            and database = (select oid from pg_database where datname = current_database())))`,
    [nodeId],
  );
}

const CLAIM = (which: string) => `
  with wanting as (
    select id, was_lost from streams where ${which} for update skip locked
  )
  update streams s set owner = $1, wants_owner = false, epoch = s.epoch + 1, was_lost = false, recoveries = s.recoveries + w.was_lost::int
  from wanting w where s.id = w.id returning s.id as stream, w.was_lost as "wasLost"`;

async function nodeName(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'node-id');
  await writeFile(file, randomUUID(), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
