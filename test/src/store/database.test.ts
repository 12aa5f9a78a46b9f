import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { UnavailableError } from '../../../src/errors.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded-postgres.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { spawnLease } from '../../support/spawn-lease.ts';

describe('the embedded PostgreSQL', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'djinnbot-embedded-'));
    await chmod(folder, 0o700);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const postmaster = async () => Number((await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

  it('works below a directory that only its owner may enter, keeps its data, and ends with close', async () => {
    const first = await openDatabase({ dataDir: folder });
    await first.pool.query('create table kept as select 1 as one');
    await first.close();
    await expect(postmaster()).rejects.toThrow('ENOENT');

    const second = await openDatabase({ dataDir: folder });
    expect(second.isEmbedded).toBe(true);
    expect((await second.pool.query('select * from kept')).rows).toEqual([{ one: 1 }]);
    await second.close();
    expect((await stat(join(folder, 'postgres/password'))).mode & 0o777).toBe(0o600);
  });

  it('is adopted after its server was killed', async () => {
    const server = spawnLease(folder);
    const said = await server.says('owner');
    await server.says('worked');
    const pid = await postmaster();
    await server.kill();

    const database = await openDatabase({ dataDir: folder });
    expect(`owner ${database.url}`).toBe(said);
    expect(await postmaster()).toBe(pid);
    expect((await database.pool.query('select from events')).rowCount).toBeGreaterThan(0);
    await database.close();
  });

  it('starts anew after it was killed itself, with everything committed', async () => {
    const first = await openDatabase({ dataDir: folder });
    await first.pool.query('create table kept as select 1 as one');
    process.kill(await postmaster(), 'SIGKILL');
    await first.close();

    const second = await openDatabase({ dataDir: folder });
    expect((await second.pool.query('select * from kept')).rows).toEqual([{ one: 1 }]);
    await second.close();
  });

  it('is one server when two processes start it at once', async () => {
    const [one, two] = await Promise.all([
      startEmbeddedPostgres(join(folder, 'postgres')),
      startEmbeddedPostgres(join(folder, 'postgres')),
    ]);

    expect(one.url).toBe(two.url);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('starts over a pid file whose number is another process by now', async () => {
    await (await startEmbeddedPostgres(join(folder, 'postgres'))).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const stale = `${stranger.pid}\n${join(folder, 'postgres/data')}\n1\n25999\n\n127.0.0.1\n 1 1\nready\n`;
    await writeFile(join(folder, 'postgres/data/postmaster.pid'), stale);

    await (await startEmbeddedPostgres(join(folder, 'postgres'))).stop();
    stranger.kill();
  });
});

describe('the database', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  it('survives lost connections that nobody was using', async () => {
    const opened = await openDatabase({ url: database.url });
    const count = async () => [
      (await opened.pool.query('select 1 as one')).rowCount,
      await opened.orm.em.fork().execute('select 1 as one'),
    ];
    const before = await count();
    const admin = new pg.Client({ connectionString: new URL('/postgres', database.url).href });
    await admin.connect();
    await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
      new URL(database.url).pathname.slice(1),
    ]);
    await admin.end();
    await new Promise((resolve) => setImmediate(resolve));

    expect(await count()).toEqual(before);
    await opened.close();
  });

  it('says where it looked and what to check when it cannot be reached', async () => {
    const opening = openDatabase({ url: 'postgresql://user:secret@127.0.0.1:1/nothing' });

    await expect(opening).rejects.toThrow(UnavailableError);
    await expect(opening).rejects.toThrow(/127\.0\.0\.1:1\/nothing cannot be used: .*Check DATABASE_URL/);
    await expect(opening).rejects.not.toThrow(/secret/);
  });

  it('is migrated once by two nodes that start at once', async () => {
    const clients = [1, 2].map(() => new pg.Client({ connectionString: database.url }));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query('drop schema public cascade; create schema public');

    await Promise.all(clients.map((client) => migrate(client)));
    await migrate(clients[0] as pg.Client);

    const { rows } = (await clients[0]?.query(
      'select count(*)::int as count, count(distinct name)::int as names from schema_migrations',
    )) ?? { rows: [] };
    expect(rows[0].count).toBe(rows[0].names);
    expect((await clients[1]?.query('select position::int from log_head'))?.rows).toEqual([{ position: 0 }]);
    await Promise.all(clients.map((client) => client.end()));
  });
});
