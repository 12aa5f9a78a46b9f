import { on, once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** A reader of all events over a TCP connection of its own. It reads from its socket only as long as somebody waits for the next event. */
export interface LogReader {
  /** Position of the next event; null when the connection is over. */
  next(): Promise<number | null>;
  /** Cuts the connection in mid-stream, as a crash of the reader would. */
  cut(): void;
}

/** Opens a reader that begins after a position. */
export type OpenReader = (url: string, after: number) => Promise<LogReader>;

/** Server-sent events; comes back with `Last-Event-ID`, as browsers do. */
export const readServerSentEvents: OpenReader = async (url, after) => {
  const { response, socket } = await new Promise<{ response: IncomingMessage; socket: Socket }>((resolve, reject) => {
    const call = request(`${url}/v1/events/stream`, { agent: false, headers: { 'Last-Event-ID': String(after) } });
    call.once('response', (answer) => resolve({ response: answer, socket: answer.socket }));
    call.on('error', reject).end();
  });
  response.setEncoding('utf8');
  return readerOf(positionsIn(response), socket);
};

/** A subscription over a WebSocket in the protocol of graphql-ws. */
export const readWebSocket: OpenReader = async (url, after) => {
  const client = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const socket = once(client, 'upgrade').then(([{ socket }]) => socket as Socket);
  const messages = on(client, 'message', { close: ['close'], highWaterMark: 8, lowWaterMark: 2 });
  await once(client, 'open');
  client.on('error', () => undefined);
  client.send(JSON.stringify({ type: 'connection_init' }));
  await messages.next();
  const query = 'subscription ($since: Cursor) { events(since: $since) { position data } }';
  client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { since: String(after) } } }));
  return readerOf(positionsOf(messages), await socket);
};

function readerOf(positions: AsyncGenerator<number>, socket: Socket): LogReader {
  return {
    async next() {
      const { value, done } = await positions.next();
      return done ? null : value;
    },
    cut: () => void socket.resetAndDestroy(),
  };
}

async function* positionsIn(response: AsyncIterable<string>): AsyncGenerator<number> {
  let rest = '';
  try {
    for await (const chunk of response) {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? ''; // a frame that was cut off is no event
      for (const frame of frames) {
        const id = /^id: (\d+)\ndata: \{.*\}$/.exec(frame)?.[1];
        if (id !== undefined) yield Number(id);
      }
    }
  } catch {
    // the connection was cut
  }
}

async function* positionsOf(messages: AsyncIterable<unknown[]>): AsyncGenerator<number> {
  for await (const [data] of messages) {
    const message = JSON.parse(String(data)) as { type: string; payload?: { data: { events: { position: number } } } };
    if (message.type === 'next' && message.payload) yield message.payload.data.events.position;
  }
}
