import { Redis } from 'ioredis';
import type { Logger } from '../logger.ts';

/** What nodes share in Redis: counters whose loss costs nothing. What must not be lost is in PostgreSQL. */
export interface SharedMemory {
  client: Redis;
  /** Whether Redis answers at this moment. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** A command that takes longer is given up, and done without. */
const COMMAND_TIMEOUT_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** Connects in the background, and again whenever the connection is lost: a server starts and works without Redis, too. */
export function openRedis(url: string, logger: Logger): SharedMemory {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** times),
  });
  let wasConnected: boolean | null = null;
  const tell = (isConnected: boolean, error?: unknown) => {
    if (isConnected === wasConnected) return;
    wasConnected = isConnected;
    if (isConnected) logger.info('Redis is there');
    else logger.warn({ error }, 'Redis is away: each node counts for itself meanwhile');
  };
  client.on('ready', () => tell(true));
  client.on('error', (error) => tell(false, error));
  client.on('close', () => tell(false));
  client.connect().catch(() => undefined); // told above, and tried again
  return {
    client,
    isConnected: () => client.status === 'ready',
    async close() {
      client.removeAllListeners('close');
      await client.quit().catch(() => client.disconnect());
    },
  };
}
