import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import type { FollowItem, FollowOptions, LogEvent } from '../../../src/log/event-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { openTestLog, said, storedEvents, take, type TestLog } from '../../support/test-log.ts';

const STREAMS = ['run:a', 'run:b', 'system'];
const TYPES = ['said', 'done'];

describe('following the log', () => {
  let database: TestDatabase;
  let log: TestLog;
  let other: TestLog;

  beforeAll(async () => {
    database = await testDatabase();
    [log, other] = await Promise.all([openTestLog(database.url), openTestLog(database.url)]);
    await log.create('run:a');
    await log.create('run:b');
  });
  afterAll(async () => {
    await Promise.all([log.close(), other.close()]);
    await database.drop();
  });

  /** Follows, is cut off after some events, comes back with the last position it saw, and so on until the end of the log. */
  async function followWithCuts(options: FollowOptions, cuts: number[], until: number): Promise<FollowItem[]> {
    const seen: FollowItem[] = [];
    let after = options.after ?? 0;
    for (let cut = 0; seen.length < until; cut++) {
      const follower = log.follow({ ...options, after });
      seen.push(...(await take(follower, Math.min(cuts[cut % cuts.length] ?? 1, until - seen.length))));
      await follower.return?.();
      after = (seen.at(-1) as LogEvent).position;
    }
    return seen;
  }

  it('equals the log from every cursor, with cuts at random points, while two nodes write', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          writes: fc.array(
            fc.record({
              node: fc.constantFrom(0, 1),
              stream: fc.constantFrom(...STREAMS),
              type: fc.constantFrom(...TYPES),
              count: fc.integer({ min: 1, max: 3 }),
            }),
            {
              minLength: 1,
              maxLength: 30,
            },
          ),
          back: fc.nat({ max: 60 }),
          stream: fc.option(fc.constantFrom(...STREAMS), { nil: undefined }),
          types: fc.option(fc.constant<string[]>(['done']), { nil: undefined }),
          cuts: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
        }),
        async ({ writes, back, stream, types, cuts }) => {
          const after = Math.max(0, (await log.head()) - back);
          const isWanted = (to: string, type: string) => (!stream || to === stream) && (!types || types.includes(type));
          const wanted = async () =>
            (await storedEvents(database.url)).filter((e) => e.position > after && isWanted(e.stream, e.event.type));
          const until =
            (await wanted()).length + writes.reduce((sum, { stream: to, type, count }) => sum + (isWanted(to, type) ? count : 0), 0);
          const live = log.follow({ stream, types, after });

          const [whole, joined] = await Promise.all([
            take(live, until),
            followWithCuts({ stream, types, after }, cuts, until),
            ...writes.map(({ node, stream: to, type, count }) =>
              (node === 0 ? log : other).append({ stream: to, epoch: 1, facts: Array.from({ length: count }, (_, at) => ({ type, at })) }),
            ),
          ]);

          const expected = await wanted();
          expect(whole).toEqual(expected);
          expect(joined).toEqual(expected);
          await live.return?.();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('begins at once: what is committed after the call is seen, whenever it is read', async () => {
    const follower = log.follow({ stream: 'run:a' });
    const { events } = await log.say('run:a', 'after the call');

    expect(await take(follower, 1)).toEqual(events);
    await follower.return?.();
  });

  it('brings events of another node in their order between those of this one', async () => {
    const follower = log.follow({});
    for (let i = 0; i < 30; i++) await (i % 2 ? log : other).say(i % 3 ? 'run:a' : 'run:b', String(i));

    const items = (await take(follower, 30)) as LogEvent[];
    expect(items.map(({ event }) => event.text)).toEqual(Array.from({ length: 30 }, (_, i) => String(i)));
    await follower.return?.();
  });

  it('loses nothing for a reader that is slower than its buffer, and does not hold up the others', async () => {
    const slow = log.follow({ stream: 'run:b' });
    const quick = log.follow({ stream: 'run:b' });
    const texts = Array.from({ length: 2_500 }, (_, i) => String(i));
    const reading = take(quick, texts.length);
    const [first] = await Promise.all([take(slow, 1), ...texts.map((text) => log.say('run:b', text))]);

    const seen = [...first, ...(await take(slow, texts.length - first.length))] as LogEvent[];
    expect(seen.map(({ event }) => event.text)).toEqual(texts);
    expect(await reading).toEqual(seen);
    await Promise.all([slow.return?.(), quick.return?.()]);
  });

  it('wakes a pending next() when it is released, and lets go of the follower when the log closes', async () => {
    const follower = log.follow({});
    const pending = follower.next();
    await follower.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await follower.next()).toEqual({ done: true, value: undefined });

    const closing = await openTestLog(database.url);
    const last = closing.follow({ after: 0 });
    const reading = (async () => {
      for await (const items of last) expect(items.length).toBeGreaterThan(0);
    })();
    await closing.close();
    await reading;
  });

  it('names the gap when a cursor lies beyond the head, then goes on live', async () => {
    const head = await log.head();
    const follower = log.follow({ after: head + 1_000 });
    expect(await take(follower, 1)).toEqual([{ gap: { after: head + 1_000, until: head } }]);

    const next = take(follower, 1);
    const { events } = await log.say('run:a', 'live');

    expect(await next).toEqual(events);
    await follower.return?.();
  });
});

describe('retention', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: TestLog;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    log = await openTestLog(database.url);
    for (const stream of ['run:working', 'run:over', 'run:recent']) {
      await log.create(stream);
      for (const text of ['one', 'two', 'three']) await log.say(stream, text);
    }
    for (const stream of ['run:over', 'run:recent'])
      await log.append({ stream, epoch: 1, facts: [said('end')], state: { status: 'completed' } });
    await pool.query(`update streams set ended_at = now() - interval '31 days' where id = 'run:over'`);
    await log.create('run:empty');
  });
  afterAll(async () => {
    await Promise.all([log.close(), pool.end()]);
    await database.drop();
  });

  const firstOf = async (options: FollowOptions) => {
    const follower = log.follow(options);
    const [item] = await take(follower, 1);
    await follower.return?.();
    return item;
  };

  it('removes what ended long ago and tells each reader what it missed, and only those who missed something', async () => {
    const before = await storedEvents(database.url);
    const removed = Math.max(...before.filter(({ stream }) => stream === 'run:over').map(({ position }) => position));
    const slow = log.follow({ after: 0 });

    expect(await log.retain(30)).toBe(4);

    const left = await storedEvents(database.url);
    expect(left).toEqual(before.filter(({ stream }) => stream !== 'run:over'));
    expect(await firstOf({ after: 0 })).toEqual({ gap: { after: 0, until: removed } });
    expect(await firstOf({ stream: 'run:over', after: 2 })).toEqual({ gap: { after: 2, until: removed } });
    expect(await firstOf({ after: removed })).toEqual(left.find(({ position }) => position > removed));
    expect(await firstOf({ stream: 'run:working', after: 0 })).toEqual(before[0]);
    expect(await firstOf({ stream: 'run:working', after: 2 })).toEqual(before[2]);
    expect(await take(slow, 1)).toEqual([{ gap: { after: 0, until: removed } }]);
    await slow.return?.();
  });

  it('names no gap in a stream that has no events yet', async () => {
    const follower = log.follow({ stream: 'run:empty', after: 0 });
    const first = take(follower, 1);
    const { events } = await log.say('run:empty', 'first');

    expect(await first).toEqual(events);
    await follower.return?.();
  });

  it('tells a reader that was overtaken between two pages', async () => {
    const stream = 'run:long';
    await log.create(stream);
    await log.append({ stream, epoch: 1, facts: Array.from({ length: 800 }, (_, i) => said(String(i))), state: { status: 'completed' } });
    const follower = log.follow({ stream, after: 0 });
    const page = (await take(follower, 1)) as LogEvent[];
    await pool.query(`update streams set ended_at = now() - interval '31 days' where id = $1`, [stream]);
    await log.retain(30);

    const after = page.at(-1)?.position;
    expect(await take(follower, 1)).toEqual([{ gap: { after, until: await log.head() } }]);
    await follower.return?.();
  });

  it('forgets what nodes wrote last that are gone', async () => {
    await pool.query(`insert into nodes (id, name, pid, lock_key) values ('node_here', 'here', 1, 1)`);
    await pool.query(`insert into log_writers values ('node_here', 1, '{}'), ('node_gone', 1, '{}')`);
    await log.retain(30);

    expect((await pool.query(`select node from log_writers`)).rows).toEqual([{ node: 'node_here' }]);
  });
});
