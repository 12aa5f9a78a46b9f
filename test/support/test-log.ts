import pg from 'pg';
import { createEventLog, type EventLogOptions } from '../../src/log/create-event-log.ts';
import type { Appended, AppendRequest, FollowItem, LogEvent, ManagedEventLog } from '../../src/log/event-log.ts';
import { newId } from '../../src/ids.ts';
import { createLogger } from '../../src/logger.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';

/** A node's log over a database of the tests. */
export interface TestLog extends ManagedEventLog {
  nodeId: string;
  database: Database;
  /** Makes a stream that this node owns. */
  create(stream: string, options?: Partial<AppendRequest>): Promise<Appended>;
  /** One event on a stream of this node. */
  say(stream: string, text: string, options?: Partial<AppendRequest>): Promise<Appended>;
}

export async function openTestLog(url: string, options: Partial<EventLogOptions> = {}): Promise<TestLog> {
  const database = await openDatabase({ url });
  const nodeId = options.nodeId ?? newId('node');
  const log = await createEventLog(database, { logger: createLogger('silent'), ...options, nodeId });
  const append = (request: Partial<AppendRequest> & { stream: string }) => log.append({ epoch: 1, facts: [], ...request });
  return {
    ...log,
    get isHealthy() {
      return log.isHealthy;
    },
    get followerCount() {
      return log.followerCount;
    },
    nodeId,
    database,
    create: (stream, request = {}) => append({ stream, create: { owner: nodeId, ownerId: null }, ...request }),
    say: (stream, text, request = {}) => append({ stream, facts: [said(text)], ...request }),
    async close() {
      await log.close();
      await database.close();
    },
  };
}

export function said(text: string) {
  return { type: 'said', at: 1, text };
}

/** Everything that is stored, in order. */
export async function storedEvents(url: string): Promise<LogEvent[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<LogEvent>(
      'select position::float8, stream, seq, owner_id as "ownerId", data as event from events order by events.position',
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** Reads on until there are `count` events. */
export async function take(iterator: AsyncIterableIterator<FollowItem[]>, count: number): Promise<FollowItem[]> {
  const items: FollowItem[] = [];
  while (items.length < count) {
    const { value, done } = await iterator.next();
    if (done) break;
    items.push(...value);
  }
  return items;
}
