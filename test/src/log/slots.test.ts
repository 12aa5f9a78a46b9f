import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { openTestLog, said, type TestLog } from '../../support/test-log.ts';

describe('slots of an agent', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let logs: [TestLog, TestLog];
  let streams: string[];
  let agentId: string;
  const granted: string[][] = [[], []];
  let tests = 0;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    logs = [
      await openTestLog(database.url, { onGranted: ({ stream, key }) => void granted[0]?.push(`${stream} ${key}`) }),
      await openTestLog(database.url, { onGranted: ({ stream, key }) => void granted[1]?.push(`${stream} ${key}`) }),
    ];
  });
  afterAll(async () => {
    await Promise.all([logs[0].close(), logs[1].close(), pool.end()]);
    await database.drop();
  });
  beforeEach(async () => {
    granted[0] = [];
    granted[1] = [];
    agentId = `agent-${++tests}`;
    streams = Array.from({ length: 6 }, (_, i) => `run:${tests}-${i}`);
    for (const [i, stream] of streams.entries()) await logOf(i).create(stream);
  });

  /** Streams with even numbers are of the first node, odd ones of the second. */
  const logOf = (i: number) => logs[(i % 2) as 0 | 1];
  const wish = async (i: number, limit = 2) => {
    const slots = { want: [{ key: 'STEP', agentId, limit }], release: [] };
    return (await logOf(i).append({ stream: streams[i] ?? '', epoch: 1, facts: [], slots })).granted;
  };
  const release = (i: number) => logOf(i).append({ stream: streams[i] ?? '', epoch: 1, facts: [], slots: { want: [], release: ['STEP'] } });
  const holders = async () => {
    const { rows } = await pool.query<{ stream: string }>('select stream from slots where agent_id = $1 and granted order by wished', [
      agentId,
    ]);
    return rows.map(({ stream }) => streams.indexOf(stream));
  };

  it('are granted up to the limit over all nodes, then in the order of the wishes as they are released', async () => {
    const atOnce: boolean[] = [];
    for (let i = 0; i < 6; i++) atOnce.push(await wish(i));
    expect(atOnce).toEqual([true, true, false, false, false, false]);

    await release(1);
    expect(await holders()).toEqual([0, 2]);
    await release(0);
    expect(await holders()).toEqual([2, 3]);

    await eventually(() => expect(granted).toEqual([[`${streams[2]} STEP`], [`${streams[3]} STEP`]]));
  });

  it('are never more than the limit when two nodes ask at the same time', async () => {
    const atOnce = await Promise.all(streams.map((_, i) => wish(i)));

    expect(atOnce.filter(Boolean)).toHaveLength(2);
    expect(await holders()).toHaveLength(2);
  });

  it('are granted again at once to who holds one, whose actor was restarted', async () => {
    await wish(0, 1);

    expect(await wish(0, 1)).toBe(true);
    expect(await wish(1, 1)).toBe(false);
    expect(await wish(1, 1)).toBe(false);
  });

  it('fall to the next when a run gives up waiting, is deleted or gets a higher limit', async () => {
    for (let i = 0; i < 4; i++) await wish(i, 1);

    await release(1); // it only waited
    await logOf(0).append({ stream: streams[0] ?? '', epoch: 1, facts: [], delete: true });
    expect(await holders()).toEqual([2]);

    await wish(4, 3);
    expect(await holders()).toEqual([2, 3, 4]);
  });

  it('bring along what was to follow if they are granted at once, and nothing when they come later', async () => {
    const queued = (i: number) =>
      logOf(i).append({
        stream: streams[i] ?? '',
        epoch: 1,
        version: 1,
        facts: [said('queued')],
        state: { status: 'queued' },
        slots: { want: [{ key: 'STEP', agentId, limit: 1 }], release: [] },
        ifGranted: { facts: [said('begun')], state: { status: 'begun' }, rows: { runs: [], steps: [] } },
      });

    const [first, , later] = await Promise.all([queued(0), logOf(0).say(streams[0] ?? '', 'behind'), queued(2)]);

    const stories = await Promise.all(
      [0, 2].map(async (i) => (await logOf(i).read(streams[i] ?? '', 0, 10)).map(({ event }) => event.text)),
    );
    expect(stories).toEqual([['queued', 'begun', 'behind'], ['queued']]);
    expect([first.granted, later.granted, first.version, later.version]).toEqual([true, false, 2, 2]);
    expect(first.events.map(({ seq, event }) => [seq, event.text])).toEqual([
      [1, 'queued'],
      [2, 'begun'],
    ]);
    const { rows } = await pool.query('select state, last_seq from streams where id = any($1) order by id', [[streams[0], streams[2]]]);
    expect(rows).toEqual([
      { state: { status: 'begun' }, last_seq: 3 },
      { state: { status: 'queued' }, last_seq: 1 },
    ]);
    const { rows: positions } = await pool.query('select (max(position) - min(position) + 1)::int as span, count(*)::int from events');
    expect(positions[0].span).toBe(positions[0].count);
  });

  it('are granted to no stream that nobody works on', async () => {
    await wish(0, 1);
    await wish(1, 1);
    await wish(2, 1);
    await logOf(1).append({ stream: streams[1] ?? '', epoch: 1, facts: [], disown: { wants: 'now' } });
    await release(0);

    expect(await holders()).toEqual([2]);
  });

  it('of a lost node fall to those who wait elsewhere', async () => {
    await wish(0, 1);
    await wish(1, 1);

    await pool.query('select release_node($1, true)', [logs[0].nodeId]);

    await eventually(() => expect(granted[1]).toContain(`${streams[1]} STEP`));
    expect(await holders()).toEqual([1]);
  });
});
