import { once } from 'node:events';
import type { Response } from 'express';
import { AppError } from '../src/errors.ts';

/** One item of a stream, serialised. */
export interface StreamItem {
  body: unknown;
  id: string | null;
  event: string | null;
}

const HEARTBEAT_MS = 5_000;
/** What may wait here for a reader; beyond that the source waits, which reads the log again from where it stopped. */
const UNREAD_LIMIT_BYTES = 256 * 1024;
/** A reader that takes nothing for so long is cut off; it comes back with its last id. */
const STALLED_MS = 60_000;
/** What the log commits together goes out in one write, up to this length. */
const BATCH_LIMIT = 64 * 1024;

/**
 * Sends items as server-sent events until the reader leaves or the source fails. Never ends by itself: a run that is over stays
 * followable. One JSON object per `data:` line, comments as heartbeats.
 */
export async function sendEvents(response: Response, items: AsyncIterator<StreamItem>): Promise<void> {
  const { socket } = response;
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  if (response.req.method === 'HEAD') {
    await items.return?.();
    return void response.end();
  }
  response.write(': open\n\n');
  socket?.setNoDelay(true);

  let pending = '';
  let flushing: NodeJS.Immediate | null = null;
  const closed = Promise.withResolvers<void>();
  const flush = () => {
    if (flushing) clearImmediate(flushing);
    flushing = null;
    if (pending !== '' && !response.destroyed) response.write(pending);
    pending = '';
  };
  const heartbeat = setInterval(() => {
    if (!response.destroyed && !response.writableNeedDrain) response.write(': heartbeat\n\n');
  }, HEARTBEAT_MS);
  response.on('error', () => undefined);
  response.once('close', () => {
    closed.resolve();
    void items.return?.();
  });

  try {
    while (!response.destroyed) {
      const result = await items.next();
      if (result.done) break;
      pending += frame(result.value);
      if (pending.length > BATCH_LIMIT) flush();
      else flushing ??= setImmediate(flush);
      if (response.writableLength > UNREAD_LIMIT_BYTES && !(await drained(response, closed.promise))) response.destroy();
    }
  } catch (error) {
    const detail = error instanceof AppError ? error.message : 'The stream failed; connect again with the last id';
    pending += frame({ body: { type: 'error', detail }, id: null, event: 'error' });
  } finally {
    flush();
    clearInterval(heartbeat);
    await items.return?.();
    response.end();
  }
}

/** Whether the reader took what was written, or left, before it counts as stalled. */
async function drained(response: Response, closed: Promise<void>): Promise<boolean> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), STALLED_MS);
  try {
    await Promise.race([once(response, 'drain', { signal: stalled.signal }), closed]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    stalled.abort();
  }
}

function frame({ body, id, event }: StreamItem): string {
  return `${id === null ? '' : `id: ${id}\n`}${event === null ? '' : `event: ${event}\n`}data: ${JSON.stringify(body)}\n\n`;
}
