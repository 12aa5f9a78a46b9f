import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { countOf, INSPECTED, liveBytes } from '../support/inspector.ts';
import { readServerSentEvents, readWebSocket, type LogReader, type OpenReader } from '../support/log-readers.ts';
import { ServerProcess } from '../support/server-process.ts';
import { openTestLog, said, type TestLog } from '../support/test-log.ts';

const EVENTS = 100_000;
const STREAM = 'run:long';
/** What the server may keep for one reader that stopped: a page of the log, and what waits for its socket. */
const BYTES_PER_READER = 1024 * 1024;

let database: TestDatabase;
let log: TestLog;
let server: ServerProcess;

beforeAll(async () => {
  database = await testDatabase();
  log = await openTestLog(database.url);
  server = await ServerProcess.start({ DATABASE_URL: database.url, ...INSPECTED });
  await log.create(STREAM);
  await write(EVENTS);
}, 60_000);

afterAll(async () => {
  await server.remove();
  await log.close();
  await database.drop();
});

/** Commits events through the log of another node; answers the head after them. */
async function write(count: number, text = 'x'.repeat(100), batch = 500): Promise<number> {
  for (let written = 0; written < count; written += batch)
    await log.append({ stream: STREAM, epoch: 1, facts: Array.from({ length: batch }, () => said(text)) });
  return log.head();
}

/** Reads on until a position has come; fewer events when the connection ends before. */
async function readUntil(reader: LogReader, until: number): Promise<number[]> {
  const positions: number[] = [];
  for (let position; positions.at(-1) !== until && (position = await reader.next()) !== null;) positions.push(position);
  return positions;
}

/** Reads after a position, and comes back with the last position whenever the connection ends. */
async function readAll(open: OpenReader, after: number, until: number, first?: LogReader): Promise<number[]> {
  const positions: number[] = [];
  for (let reader = first; (positions.at(-1) ?? after) < until; reader = undefined) {
    reader ??= await open(server.url, positions.at(-1) ?? after);
    positions.push(...(await readUntil(reader, until)));
    reader.cut();
  }
  return positions;
}

/** Every position of `(after, until]` in order, once. */
function expectAll(positions: number[], after: number, until: number): void {
  const firstWrong = positions.findIndex((position, index) => position !== after + 1 + index);
  expect({
    firstWrong: firstWrong < 0 ? 'none' : positions.slice(Math.max(0, firstWrong - 1), firstWrong + 2),
    last: positions.at(-1),
  }).toEqual({
    firstWrong: 'none',
    last: until,
  });
}

/** Nobody follows, and nothing of those who did is left. */
async function expectNoFollowers(): Promise<void> {
  await eventually(async () => expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('djinnbot_followers 0'));
  await eventually(async () => expect(await countOf(server, 'src/log/follower.ts', 'Follower')).toBe(0));
}

/** Opens readers that are cut at the end of the test, whatever becomes of it. */
async function openMany(open: OpenReader, count: number, after: number): Promise<LogReader[]> {
  const readers = await Promise.all(Array.from({ length: count }, () => open(server.url, after)));
  opened.push(...readers);
  return readers;
}

const opened: LogReader[] = [];
afterEach(async () => {
  for (const reader of opened.splice(0)) reader.cut();
  await expectNoFollowers();
});

describe.each([
  ['server-sent events', readServerSentEvents],
  ['a WebSocket', readWebSocket],
])('a reader over %s', (_wire, open) => {
  it('gets the whole log in order, whoever else stops reading; who stops costs little memory and loses nothing', async () => {
    const before = await liveBytes(server);
    const head = await log.head();
    const after = head - 40_000;
    const stopped = await openMany(open, 8, after);
    const firsts = await Promise.all(stopped.map((reader) => reader.next()));

    const positions = await readAll(open, 0, head);

    expectAll(positions, 0, head);
    expect(firsts).toEqual(stopped.map(() => after + 1));
    expect((await liveBytes(server)) - before).toBeLessThan(stopped.length * BYTES_PER_READER);
    expectAll([after + 1, ...(await readAll(open, after + 1, head, stopped[0]))], after, head);
  }, 60_000);

  it('that stops while much and large things happen gets them later', async () => {
    const start = await log.head();
    const stopped = await openMany(open, 5, start - 1);
    await Promise.all(stopped.map((reader) => readUntil(reader, start)));
    const [quick] = await openMany(open, 1, start - 1);
    await readUntil(quick!, start);
    const before = await liveBytes(server);

    const [head, seen] = await Promise.all([write(500, 'y'.repeat(100_000), 10), readUntil(quick!, start + 500)]);

    expectAll(seen, start, head);
    stopped.push(...(await openMany(open, 5, start))); // these are stopped where the large things come from the database
    await Promise.all(stopped.slice(-5).map((reader) => reader.next()));
    expectAll(await readAll(open, start, head), start, head);
    expect((await liveBytes(server)) - before).toBeLessThan(stopped.length * BYTES_PER_READER);
    expectAll(await readAll(open, start, head, stopped[0]), start, head);
  }, 60_000);

  it('loses and repeats nothing over a kill -9 of the server in mid-stream', async () => {
    const after = (await log.head()) - 2_000;
    const until = after + 6_000;
    const writing = write(4_000);
    const positions: number[] = [];

    for (const pause of [500, 1_500, 3_500]) {
      const reader = await open(server.url, positions.at(-1) ?? after);
      positions.push(...(await readUntil(reader, after + pause)));
      await Promise.all([server.kill(), readUntil(reader, until).then((more) => positions.push(...more))]); // what was on its way counts
      await server.start();
    }
    positions.push(...(await readAll(open, positions.at(-1) ?? after, until)));

    await writing;
    expectAll(positions, after, until);
  }, 60_000);
});

describe('many readers', () => {
  it('each get all that follows their cursors, and nothing else', async () => {
    const head = await log.head();
    const cursors = Array.from({ length: 60 }, (_, index) => ({
      open: index % 2 ? readServerSentEvents : readWebSocket,
      after: head - Math.floor((index * 1_500) / 60),
    }));
    const reading = Promise.all(cursors.map(({ open, after }) => readAll(open, after, head + 500)));

    await write(500);

    for (const [index, positions] of (await reading).entries()) expectAll(positions, cursors[index]!.after, head + 500);
  }, 60_000);

  it('leave nothing behind when they go, idle, in mid-stream or stopped, and their leaving is nobody’s mistake', async () => {
    const printed = server.output.length;
    const head = await log.head();
    for (const open of [readServerSentEvents, readWebSocket]) {
      const idle = await openMany(open, 20, head);
      const stopped = await openMany(open, 5, 0);
      await Promise.all(stopped.map((reader) => reader.next()));
      const busy = await openMany(open, 20, 0);
      await Promise.all(busy.map((reader) => readUntil(reader, 100)));
      expect(await countOf(server, 'src/log/follower.ts', 'Follower')).toBe(idle.length + stopped.length + busy.length);

      for (const reader of [...idle, ...stopped, ...busy]) reader.cut();

      await expectNoFollowers();
    }
    expect(server.output.slice(printed)).not.toContain('"level"');
  }, 60_000);

  it('that stopped do not keep the server from stopping', async () => {
    const readers = [...(await openMany(readServerSentEvents, 3, 0)), ...(await openMany(readWebSocket, 3, 0))];
    await Promise.all(readers.map((reader) => reader.next()));

    await server.stop(); // within the time that this test is given

    expect(server.isRunning).toBe(false);
    await server.start();
  }, 20_000);
});

describe('a client without manners', () => {
  it.each([
    ['asks for a path that is none', '//', false],
    ['is gone before it is answered', '/nowhere', true],
  ])('that wants a WebSocket and %s does not take the server down', async (_what, path, isGone) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');

    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    if (isGone) setImmediate(() => socket.resetAndDestroy());
    else expect(String(await once(socket, 'data'))).toContain('404');

    await once(socket.resume(), 'close');
    expect(await server.get('/health/live')).toEqual({ status: 'ok' });
  });
});
