import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../src/logger.ts';
import { openDatabase, type Database } from '../../../src/store/database.ts';
import { acquireLease, DataDirectoryInUseError, type NodeLease } from '../../../src/store/node-lease.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { spawnLease, type LeaseProcess } from '../../support/spawn-lease.ts';

const logger = createLogger('silent');

describe('the lease of a node', () => {
  let testDb: TestDatabase;
  let database: Database;
  let folder: string;
  let stream: string;
  let processes: LeaseProcess[];
  let leases: NodeLease[];
  const lost: string[] = [];

  beforeEach(async () => {
    testDb = await testDatabase();
    database = await openDatabase({ url: testDb.url });
    folder = await mkdtemp(join(tmpdir(), 'djinnbot-lease-'));
    stream = `run:${basename(folder)}`;
    processes = [];
    leases = [];
    lost.length = 0;
  });
  afterEach(async () => {
    await Promise.all(processes.map((process) => process.kill()));
    await Promise.all(leases.map((lease) => lease.release()));
    await database.close();
    await testDb.drop();
    await rm(folder, { recursive: true });
  });

  const acquire = async (dataDir: string) => {
    const lease = await acquireLease(database, dataDir, logger, (reason) => lost.push(reason));
    leases.push(lease);
    return lease;
  };
  const start = async () => {
    const process = spawnLease(folder, testDb.url);
    processes.push(process);
    await process.says('worked');
    return process;
  };
  const insertStreams = (values: string) => database.pool.query(`insert into streams (id, owner, wants_owner, was_lost) values ${values}`);
  const recoveries = async () => {
    const { rows } = await database.pool.query<{ recoveries: number }>('select recoveries from streams where id = $1', [stream]);
    return rows[0]?.recoveries;
  };

  it('is refused to a second server on the data directory, with the address of the first', async () => {
    const first = await acquire(folder);
    await first.announce('http://127.0.0.1:8123');

    const second = acquireLease(database, folder, logger, () => undefined);

    await expect(second).rejects.toThrow(DataDirectoryInUseError);
    await expect(second).rejects.toThrow(`process ${process.pid} at http://127.0.0.1:8123`);
  });

  it('passes to the next server on the data directory after kill -9, with everything the first owned', async () => {
    const killed = await start();
    await killed.kill();
    const next = await acquire(folder);

    expect(await next.owned()).toEqual([]);
    expect(await next.takeOver('run', 10)).toEqual([{ stream, wasLost: true }]);
    expect(await next.owned()).toEqual([stream]);
    expect(await recoveries()).toBe(1);
  });

  it('lets any other node take over from one that was killed, once', async () => {
    const [a, b] = [await acquire(join(folder, 'a')), await acquire(join(folder, 'b'))];
    const killed = await start();
    expect(await a.takeOver('run', 10)).toEqual([]);
    await killed.kill();

    const claims = await eventually(async () => {
      const taken = (await Promise.all([a.takeOver('run', 10), b.takeOver('run', 10)])).flat();
      expect(taken).not.toEqual([]);
      return taken;
    });
    expect(claims).toEqual([{ stream, wasLost: true }]);
  });

  it('is over for a server that stopped: it is taken over from, and what it still writes fails', async () => {
    const next = await acquire(join(folder, 'next'));
    const stopped = await start();
    stopped.signal('SIGSTOP');
    await database.pool.query(`update nodes set heartbeat_at = now() - interval '16 seconds' where pid = $1`, [stopped.pid]);

    expect(
      await eventually(async () => {
        const claims = await next.takeOver('run', 10);
        expect(claims).not.toEqual([]);
        return claims;
      }),
    ).toEqual([{ stream, wasLost: true }]);
    const { rows: before } = await database.pool.query('select last_seq from streams where id = $1', [stream]);
    stopped.signal('SIGCONT');

    expect(await stopped.says('failed')).toBe('failed: FencedError');
    expect((await database.pool.query('select last_seq from streams where id = $1', [stream])).rows).toEqual(before);
    expect(await stopped.says('lost')).toBe('lost: this node was taken for dead');
  });

  it('gives everything back when it is released, not as lost', async () => {
    const first = await acquireLease(database, folder, logger, () => undefined);
    await insertStreams(`('run:mine', '${first.nodeId}', false, false)`);
    await first.release();
    const second = await acquire(folder);

    expect(await second.takeOver('run', 10)).toEqual([{ stream: 'run:mine', wasLost: false }]);
  });

  it('claims what wants an owner, oldest first, as many as there is room for, and nothing else', async () => {
    const lease = await acquire(folder);
    await insertStreams(
      `('run:1', null, true, false), ('run:2', null, true, true), ('run:done', null, false, false), ('run:other', 'node_x', false, false)`,
    );
    await database.pool.query(`update streams set created_at = now() - interval '1 minute' where id = 'run:2'`);

    expect(await lease.takeOver('run', 1)).toEqual([{ stream: 'run:2', wasLost: true }]);
    expect(await lease.claim('run:done')).toBeNull();
    expect(await lease.claim('run:other')).toBeNull();
    expect(await lease.claim('run:1')).toEqual({ stream: 'run:1', wasLost: false });
    expect(await lease.claim('run:1')).toBeNull();
    expect((await lease.owned()).sort()).toEqual(['run:1', 'run:2']);
  });

  it('is kept over a lost connection', async () => {
    const lease = await acquire(folder);
    const other = await acquire(join(folder, 'other'));
    await insertStreams(`('run:mine', '${lease.nodeId}', false, false)`);
    const here = '(select oid from pg_database where datname = current_database())'; // others test on this server, too
    const holders = `select pid from pg_locks where locktype = 'advisory' and classid = 777 and granted and database = ${here}`;
    const holding = async () => (await database.pool.query<{ pid: number }>(holders)).rows.map(({ pid }) => pid);
    const before = await holding();
    await database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [before]);

    await eventually(async () => {
      const now = await holding();
      expect(now).toHaveLength(2);
      expect(now.filter((pid) => before.includes(pid))).toEqual([]);
    });
    expect(await other.takeOver('run', 10)).toEqual([]);
    expect(lost).toEqual([]);
  });
});
