import type { WebSocket } from 'ws';
import type { Problem } from './problem.ts';
import type { StreamItem } from './sse.ts';

const PING_MS = 12_000;
const OVER = 1000;
/** Closes with this and the status that HTTP would have answered: 4404 where no stream is. */
const REFUSED = 4000;
const LONGEST_REASON_BYTES = 123;

/**
 * Sends the items of a stream as JSON messages, one each, until the reader leaves or the source ends. The next one is read when the last
 * one was taken over by the network. What the reader sends is not listened to; one that answers no ping is cut off.
 * @param source null when there is no such stream.
 */
export function sendMessages(
  client: WebSocket,
  source: Promise<AsyncIterator<StreamItem> | null>,
  problemOf: (error: unknown) => Problem,
): void {
  let isAlive = true;
  const ping = setInterval(() => {
    if (!isAlive) return client.terminate();
    isAlive = false;
    client.ping();
  }, PING_MS);
  client.on('pong', () => (isAlive = true));
  client.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => client.once('close', resolve));
  void closed.then(() => clearInterval(ping));
  const refuse = (status: number, detail: string) => {
    client.close(REFUSED + status, Buffer.from(detail).subarray(0, LONGEST_REASON_BYTES).toString());
  };
  source
    .then(async (items) => {
      if (items === null) return refuse(404, 'there is no event stream at this address');
      void closed.then(() => items.return?.());
      for (let item = await items.next(); !item.done && client.readyState === client.OPEN; item = await items.next()) {
        const text = JSON.stringify(item.value.body);
        await new Promise<void>((resolve) => client.send(text, () => resolve()));
      }
      client.close(OVER);
    })
    .catch((error: unknown) => {
      const { status, detail } = problemOf(error);
      refuse(status, detail);
    });
}
