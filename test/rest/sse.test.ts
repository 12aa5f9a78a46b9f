import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { sendEvents } from '../../rest/sse.ts';

let server: Server;
/** Whether the source was told that nobody reads it any more. */
let released: boolean;
let taken: number;

beforeEach(async () => {
  released = false;
  taken = 0;
  const app = express();
  app.get('/', (_request, response) =>
    sendEvents(response, {
      async next() {
        taken++;
        return { done: false, value: { id: String(taken), event: null, body: { text: 'x'.repeat(10_000) } } };
      },
      async return() {
        released = true;
        return { done: true, value: undefined };
      },
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  jest.useRealTimers();
  server.close();
});

async function openAndStop() {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable'); // and nobody reads
  return socket;
}

/** Lets the server work until it takes no more from its source. */
async function untilStalled(): Promise<number> {
  for (let quiet = 0, before = taken; quiet < 100; before = taken) {
    await turn();
    quiet = taken === before ? quiet + 1 : 0;
  }
  return taken;
}

describe('a reader of server-sent events that takes nothing', () => {
  it('is cut off after a minute, and its source is released', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    const socket = await openAndStop();
    await untilStalled();

    jest.advanceTimersByTime(59_000);
    await untilStalled();
    expect(released).toBe(false);
    jest.advanceTimersByTime(1_000);

    await once(socket.resume(), 'close');
    expect(released).toBe(true);
  });

  it('goes on when it reads again in time', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    const socket = await openAndStop();
    const before = await untilStalled();

    jest.advanceTimersByTime(59_000);
    socket.resume();
    while (taken < before + 1_000) await turn();
    jest.advanceTimersByTime(59_000);
    await turn();

    expect(released).toBe(false);
    socket.destroy();
    while (!released) await turn();
  });
});

describe('a HEAD of server-sent events', () => {
  it('ends at once, and its source is released', async () => {
    const { port } = server.address() as AddressInfo;

    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' });

    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe('');
    expect(released).toBe(true);
    expect(taken).toBe(0);
  });
});
