import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import type { LogEvent, ManagedEventLog } from './event-log.ts';
import { Followers } from './followers.ts';
import { LogWriter, type Grant } from './log-writer.ts';
import { toLogEvent } from './read-page.ts';
import { removeExpired } from './retention.ts';

/** Until a lost connection to hear other nodes is made again. */
const RECONNECT_MS = 500;

export interface EventLogOptions {
  nodeId: string;
  logger: Logger;
  /** A slot fell to a stream of this node whose wish was made earlier. */
  onGranted?(grant: Grant): void;
  /** Another node says that a stream changed or wants an owner. */
  onWake?(stream: string): void;
  /** Sees each batch once it is committed, before anyone else does; for crash tests. */
  onCommitted?(events: readonly LogEvent[]): void;
}

/** The log of this node over a database that it may share with others. */
export async function createEventLog(database: Database, options: EventLogOptions): Promise<ManagedEventLog> {
  const { nodeId, logger } = options;
  const isShared = !database.isEmbedded;
  const head = await readHead(database.pool);
  const followers = new Followers(database.pool, head);
  const writer = new LogWriter({
    url: database.url,
    nodeId,
    isShared,
    logger,
    onCommitted(events) {
      options.onCommitted?.(events);
      followers.publish(events);
    },
    onGranted: (grant) => options.onGranted?.(grant),
  });
  const listener = isShared ? listen(database.url, options, followers) : null;

  return {
    append: (request) => writer.append(request),
    text: (stream, epoch, chunk) => writer.text(stream, epoch, chunk),
    drained: (stream) => writer.drained(stream),
    follow: (followOptions) => followers.follow(followOptions),
    get followerCount() {
      return followers.count;
    },
    get lag() {
      return followers.lag;
    },
    get isHealthy() {
      return writer.isHealthy;
    },
    async read(stream, afterSeq, limit) {
      const { rows } = await database.pool.query<Parameters<typeof toLogEvent>[0]>(
        'select position, stream, seq, owner_id, data from events where stream = $1 and seq > $2 order by position limit $3',
        [stream, afterSeq, limit],
      );
      return rows.map(toLogEvent);
    },
    head: () => readHead(database.pool),
    async announceWake(stream) {
      if (isShared) await database.pool.query("select pg_notify('djinnbot_wake', $1)", [JSON.stringify({ node: nodeId, stream })]);
    },
    retain: (days) => removeExpired(database.pool, days),
    async close() {
      await writer.close();
      followers.close();
      await listener?.close();
    },
  };
}

async function readHead(queryable: pg.Pool | pg.Client): Promise<number> {
  const { rows } = await queryable.query<{ position: number }>('select position from log_head');
  return rows[0]?.position ?? 0;
}

/** Hears what other nodes write. A lost connection is made again; what was missed meanwhile is read up to the head. */
function listen(url: string, options: EventLogOptions, followers: Followers): { close(): Promise<void> } {
  const closing = Promise.withResolvers<void>();
  let isClosed = false;

  const hear = ({ channel, payload = '' }: pg.Notification) => {
    const message = JSON.parse(payload) as { node: string; head: number } & Grant & { owner: string };
    if (channel === 'djinnbot_grants') {
      if (message.owner === options.nodeId) options.onGranted?.(message);
    } else if (message.node !== options.nodeId) {
      if (channel === 'djinnbot_log') followers.announce(message.head);
      else options.onWake?.(message.stream);
    }
  };
  const work = (async () => {
    while (!isClosed) {
      const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
      client.on('notification', hear);
      const ended = new Promise<void>((resolve) => client.once('end', resolve).on('error', () => resolve()));
      try {
        await client.connect();
        await client.query('listen djinnbot_log; listen djinnbot_grants; listen djinnbot_wake');
        followers.announce(await readHead(client));
        await Promise.race([ended, closing.promise]);
      } catch (error) {
        options.logger.warn({ error }, 'not hearing other nodes, trying again');
      }
      await client.end().catch(() => undefined);
      await Promise.race([delay(RECONNECT_MS, undefined, { ref: false }), closing.promise]);
    }
  })();
  return {
    async close() {
      isClosed = true;
      closing.resolve();
      await work;
    },
  };
}
