import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { LogEvent } from '../../../src/log/event-log.ts';
import { FencedError, StaleStateError } from '../../../src/log/log-errors.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { openTestLog, said, storedEvents, take, type TestLog } from '../../support/test-log.ts';

const chunk = (text: string, turn = 1) => ({ type: 'agent_output' as const, step_id: 'A', execution: 1, attempt: 1, turn, chunk: text });

describe('the log', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  let one: TestLog;
  let two: TestLog;

  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Pool({ connectionString: database.url, max: 2 });
    admin.on('error', () => undefined);
    [one, two] = await Promise.all([openTestLog(database.url), openTestLog(database.url)]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close(), admin.end()]);
    await database.drop();
  });

  const killConnections = (which = 'true') =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${which}`,
    );

  it('counts seq per stream and positions over all streams without gaps, while two nodes write at once', async () => {
    await Promise.all([one, two].flatMap((log) => Array.from({ length: 10 }, (_, i) => log.create(`run:${log.nodeId}-${i}`))));
    const stop = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      while (!stop.signal.aborted) {
        const { rows } = await admin.query<{ position: number }>('select position from events where position > $1 order by position', [
          seen.at(-1) ?? 0,
        ]);
        seen.push(...rows.map(({ position }) => position));
      }
    })();

    await Promise.all(
      [one, two].flatMap((log) =>
        Array.from({ length: 200 }, async (_, i) => {
          await new Promise((resolve) => setTimeout(resolve, i));
          await log.say(`run:${log.nodeId}-${i % 10}`, String(i));
        }),
      ),
    );
    stop.abort();
    await reading;

    const events = await storedEvents(database.url);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => i + 1));
    for (const ofStream of Map.groupBy(events, ({ stream }) => stream).values()) {
      expect(ofStream.map(({ seq }) => seq)).toEqual(ofStream.map((_, i) => i + 1));
    }
    expect(seen).toEqual(seen.map((_, i) => i + 1)); // a reader in between never saw n + 1 before n
  });

  it('drops what another epoch, owner or version wrote, and that alone', async () => {
    await one.create('run:fenced');
    await one.create('run:fine', { state: { status: 'running' } });

    const outcomes = await Promise.allSettled([
      one.say('run:fine', 'first'),
      one.say('run:fenced', 'old epoch', { epoch: 0 }),
      one.say('run:fenced', 'not its owner', { owner: two.nodeId }),
      one.say('run:fenced', 'old version', { version: 7 }),
      one.say('run:nowhere', 'no such stream'),
      one.say('run:fine', 'second', { owner: one.nodeId, version: 1 }),
    ]);

    const expected = [null, FencedError, FencedError, StaleStateError, FencedError, null];
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).constructor : null))).toEqual(expected);
    expect((await one.read('run:fine', 0, 10)).map(({ event }) => event.text)).toEqual(['first', 'second']);
    expect(await one.read('run:fenced', 0, 10)).toEqual([]);
  });

  it('raises version with the state and epoch with bump, and answers both', async () => {
    await one.create('run:versions', { state: { status: 'running' } });

    const second = await one.append({ stream: 'run:versions', epoch: 1, version: 1, facts: [], state: { status: 'paused' } });
    const bumped = await one.append({ stream: 'run:versions', epoch: 1, version: 2, facts: [said('cancelled')], bump: true });

    expect([second.version, second.epoch, bumped.version, bumped.epoch]).toEqual([2, 1, 2, 2]);
    await expect(one.say('run:versions', 'still at it')).rejects.toThrow(FencedError);
  });

  it('commits in one batch what arrives while another is on its way', async () => {
    const batches: number[] = [];
    const log = await openTestLog(database.url, { onCommitted: (events: readonly LogEvent[]) => void batches.push(events.length) });
    await log.create('run:grouped');

    await Promise.all(Array.from({ length: 100 }, (_, i) => log.say('run:grouped', String(i))));

    expect(batches).toEqual([100]);
    expect((await log.read('run:grouped', 0, 200)).map(({ event }) => event.text)).toEqual(
      Array.from({ length: 100 }, (_, i) => String(i)),
    );
    await log.close();
  });

  it('keeps the order of appends that change the rows of one run, whatever arrives together', async () => {
    const id = 'run_ordered';
    const stream = `run:${id}`;
    const usage = { input_tokens: 0, output_tokens: 0, cost_usd: 0 };
    const run = { id, pipeline_id: 'p', pipeline_hash: 'h', status: 'running', outputs: {}, ...usage, created_at: 1, updated_at: 1 };
    const row = (task: string) => ({ ...run, task });
    const change = (task: string) => one.append({ stream, epoch: 1, facts: [said(task)], state: {}, rows: { runs: [row(task)] } });

    await Promise.all([
      one.create(stream, { state: {}, rows: { runs: [row('created')] } }),
      change('second'),
      one.say(stream, 'between'),
      change('third'),
    ]);

    expect((await admin.query('select task from runs where id = $1', [id])).rows).toEqual([{ task: 'third' }]);
    expect((await one.read(stream, 0, 10)).map(({ event }) => event.text)).toEqual(['second', 'between', 'third']);
    await Promise.all([change('fourth'), one.append({ stream, epoch: 1, facts: [], delete: true })]);
    expect((await admin.query('select from runs where id = $1', [id])).rowCount).toBe(0);
  });

  it('lets the others through when one request of a batch cannot be stored', async () => {
    await one.create('run:once');
    const circular: Record<string, unknown> = {};
    circular.self = circular;

    const outcomes = await Promise.allSettled([
      one.say('run:once', 'a'),
      one.create('run:once'),
      one.say('run:once', 'b'),
      one.append({ stream: 'run:once', epoch: 1, facts: [], state: circular }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await one.read('run:once', 0, 10)).map(({ event }) => event.text)).toEqual(['a', 'b']);
  });

  it('joins streamed text of one turn into one event, before the next append of the stream', async () => {
    await one.create('run:text');
    for (const letter of 'hello') one.text('run:text', 1, chunk(letter));
    one.text('run:text', 1, chunk('!', 2));
    await one.say('run:text', 'done');

    expect((await one.read('run:text', 0, 10)).map(({ event }) => event.chunk ?? event.text)).toEqual(['hello', '!', 'done']);
  });

  it('keeps text when the append behind it was decided on an old state', async () => {
    await one.create('run:stale-text');
    one.text('run:stale-text', 1, chunk('kept'));
    await expect(one.say('run:stale-text', 'decided on an old state', { version: 7 })).rejects.toThrow(StaleStateError);
    await one.say('run:stale-text', 'decided again', { version: 1 });

    expect((await one.read('run:stale-text', 0, 10)).map(({ event }) => event.chunk ?? event.text)).toEqual(['kept', 'decided again']);
  });

  it('commits text by itself when nothing else comes', async () => {
    await one.create('run:alone');
    one.text('run:alone', 1, chunk('text'));

    await eventually(async () => expect(await one.read('run:alone', 0, 10)).toHaveLength(1));
  });

  it('drops late text of an owner that was fenced, and keeps that of the new one', async () => {
    await one.create('run:late-text');
    await one.append({ stream: 'run:late-text', epoch: 1, facts: [], bump: true });
    one.text('run:late-text', 1, chunk('old'));
    one.text('run:late-text', 2, chunk('new'));
    one.text('run:late-text', 1, chunk('older'));
    await one.say('run:late-text', 'done', { epoch: 2 });

    expect((await one.read('run:late-text', 0, 10)).map(({ event }) => event.chunk ?? event.text)).toEqual(['new', 'done']);
  });

  it('lets a session wait while a megabyte of its text is not stored', async () => {
    await one.create('run:much');
    one.text('run:much', 1, chunk('x'.repeat(1024 * 1024)));
    const drained = one.drained('run:much');
    one.text('run:much', 2, chunk('an owner of a later epoch'));

    await drained; // also when a later owner's text takes the place of this one's
    one.text('run:much', 2, chunk('fenced', 2));
    await one.drained('run:much');
  });

  it('stores characters that PostgreSQL does not know as U+FFFD, and shows live what it stores', async () => {
    await one.create('run:odd');
    const live = one.follow({ stream: 'run:odd' });
    const text = 'NUL \0, half \uD83D a pair, \uDC00, whole 😀, escaped \\u0000 \\\\ud800';

    await one.append({ stream: 'run:odd', epoch: 1, facts: [{ type: 'said', at: 1, text, ['key\0']: [{ deep: '\0' }] }] });

    const clean = 'NUL \uFFFD, half \uFFFD a pair, \uFFFD, whole 😀, escaped \\u0000 \\\\ud800';
    const stored = await one.read('run:odd', 0, 10);
    expect(stored[0]?.event).toEqual({ type: 'said', at: 1, text: clean, ['key\uFFFD']: [{ deep: '\uFFFD' }] });
    expect(await take(live, 1)).toEqual(stored);
    await live.return?.();
  });

  it('loses nothing and stores nothing twice when its connections are killed under load', async () => {
    await one.create('run:killed');
    let isWriting = true;
    const killing = (async () => {
      while (isWriting) {
        await killConnections(`query like '%append_batch%'`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();

    for (let i = 0; i < 100; i++)
      await Promise.all([one.say('run:killed', String(i)), i % 10 === 0 ? one.say('run:killed', `${i}+`) : null]);
    isWriting = false;
    await killing;

    const expected = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? [String(i), `${i}+`] : [String(i)])).flat();
    expect((await one.read('run:killed', 0, 1_000)).map(({ event }) => event.text)).toEqual(expected);
  });

  it('does a batch once when it comes again while it is still at work', async () => {
    const item = { stream: 'system', epoch: 1, facts: [said('once')] };
    const send = (client: pg.ClientBase) => client.query(`select append_batch('node_x', 1, $1, true)`, [JSON.stringify([item])]);
    const [slow, again] = [await admin.connect(), await admin.connect()];
    await slow.query('begin');
    const first = await send(slow);
    const second = send(again);
    await slow.query('commit');

    expect((await second).rows).toEqual(first.rows);
    expect((await one.read('system', 0, 100)).filter(({ event }) => event.text === 'once')).toHaveLength(1);
    slow.release();
    again.release();
  });

  it('waits while the database is away and goes on when it is back', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const other = new pg.Client({ connectionString: new URL('/postgres', database.url).href });
    await other.connect();
    await one.create('run:away');
    const live = one.follow({ stream: 'run:away' });
    const behind = one.follow({ stream: 'run:away', after: 0 });
    await other.query(`alter database ${name} allow_connections false`);
    await other.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

    const appended = one.say('run:away', 'kept');
    const read = take(behind, 1);
    await eventually(() => expect(one.isHealthy).toBe(false));
    await other.query(`alter database ${name} allow_connections true`);

    const { events } = await appended;
    expect(one.isHealthy).toBe(true);
    expect(await take(live, 1)).toEqual(events);
    expect(await read).toEqual(events);
    await other.end();
    await Promise.all([live.return?.(), behind.return?.()]);
  });

  it('commits what is pending when it closes, and takes nothing more', async () => {
    const log = await openTestLog(database.url);
    await log.create('run:closing');
    const appended = log.say('run:closing', 'last');
    log.text('run:closing', 1, chunk('and text'));
    await log.close();

    expect((await appended).events).toHaveLength(1);
    await expect(log.say('run:closing', 'too late')).rejects.toThrow(UnavailableError);
    expect((await one.read('run:closing', 0, 10)).map(({ event }) => event.chunk ?? event.text)).toEqual(['and text', 'last']);
  });

  it('closes while the database is away', async () => {
    const gone = await testDatabase();
    const log = await openTestLog(gone.url);
    await log.create('run:gone');
    await gone.drop();
    const appended = log.say('run:gone', 'nowhere to store it');
    appended.catch(() => undefined);
    await log.close();

    await expect(appended).rejects.toThrow(UnavailableError);
  });

  it('removes a deleted stream with its events, journal and slots', async () => {
    const entry = { step_id: 'A', execution: 1, attempt: 1, turn: 1, entry: 'reply', kind: 'reply' as const, content: { text: 'hi' } };
    await one.create('run:deleted');
    await one.say('run:deleted', 'hello', { journal: [entry], slots: { want: [{ key: 'A', agentId: 'deleter', limit: 1 }], release: [] } });

    await one.append({ stream: 'run:deleted', epoch: 1, facts: [], delete: true });

    for (const table of ['events', 'turn_journal', 'slots']) {
      expect((await admin.query(`select from ${table} where stream = 'run:deleted'`)).rowCount).toBe(0);
    }
    await expect(one.say('run:deleted', 'still there?')).rejects.toThrow(FencedError);
  });

  it('leaves a disowned stream to whoever claims it, if it wants anyone', async () => {
    for (const wants of ['now', null] as const) {
      const stream = `run:disowned-${wants}`;
      await one.create(stream);
      await one.append({ stream, epoch: 1, owner: one.nodeId, facts: [], disown: { wants } });

      const { rows } = await admin.query('select owner, wants_owner from streams where id = $1', [stream]);
      expect(rows).toEqual([{ owner: null, wants_owner: wants === 'now' }]);
    }
  });
});
