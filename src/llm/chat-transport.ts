import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Sends one chat request, a JSON text, and answers when the headers are there. Aborting the signal destroys the connection at once. */
export type ChatTransport = (body: string, signal: AbortSignal) => Promise<ChatAnswer>;

export interface ChatAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  contentType: string | undefined;
  /** The body in pieces, cut anywhere. Throws when the connection breaks or the signal aborts. */
  text: AsyncIterable<string>;
  /** The rest of the body is of no interest: the connection may serve the next request. */
  finish(): void;
}

/** How long a connection may take to end a body that nobody reads any more. */
const LEFTOVER_MS = 10_000;

/** Requests over HTTP with Node's own client, over connections that are kept. */
export function httpTransport(baseUrl: string, apiKey: string | undefined): ChatTransport {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/chat/completions`);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    accept: 'text/event-stream',
    'content-type': 'application/json',
    ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
  };
  return (body, signal) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
      const abort = () => outgoing.destroy();
      signal.addEventListener('abort', abort);
      outgoing.on('close', () => signal.removeEventListener('abort', abort));
      outgoing.on('error', reject);
      outgoing.on('response', (response) => resolve(toAnswer(response)));
      outgoing.end(body);
    });
}

function toAnswer(response: IncomingMessage): ChatAnswer {
  response.setEncoding('utf8');
  response.on('error', () => undefined); // whoever reads it hears of it
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    contentType: response.headers['content-type'],
    text: response.iterator({ destroyOnReturn: false }) as AsyncIterable<string>,
    finish() {
      if (response.complete && response.readableEnded) return;
      const timer = setTimeout(() => response.destroy(), LEFTOVER_MS).unref();
      response.once('close', () => clearTimeout(timer)).resume();
    },
  };
}
