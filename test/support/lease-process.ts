// A node as a process of its own, for tests that kill or stop it: `lease-process.ts <data dir> [database url]` takes the lease of the
// data directory, owns the stream run:<name of the directory>, and writes to it for as long as it may. Says what it does on stdout.
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEventLog } from '../../src/log/create-event-log.ts';
import { createLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import { acquireLease } from '../../src/store/node-lease.ts';

const [dataDir = '', url] = process.argv.slice(2);
const say = (words: string) => process.stdout.write(`${words}\n`);
const logger = createLogger('silent');
const stream = `run:${basename(dataDir)}`;

const database = await openDatabase(url ? { url } : { dataDir });
const { nodeId } = await acquireLease(database, dataDir, logger, (reason) => say(`lost: ${reason}`));
const log = await createEventLog(database, { nodeId, logger });
await log.append({ stream, epoch: 1, create: { owner: nodeId, ownerId: null }, facts: [], state: { status: 'running' } });
say(`owner ${database.url}`);
for (let at = 0; ; at++) {
  try {
    await log.append({ stream, epoch: 1, owner: nodeId, facts: [{ type: 'worked', at }] });
    if (at === 0) say('worked');
  } catch (error) {
    say(`failed: ${(error as Error).constructor.name}`);
    break;
  }
  await delay(1);
}
await delay(60_000);
