import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of a model as it came over the wire. */
export interface RecordedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** The client closed the connection before the answer was whole. */
  isCutOff: boolean;
}

/** A provider that answers with recorded bytes of any dialect: whole, or spoiled in the ways of networks and vendors. */
export interface RecordedProvider {
  origin: string;
  /** In the order of their arrival. */
  requests: RecordedRequest[];
  /** How many were ever opened. */
  connections(): number;
  /** What the coming requests get, in this order; the last answer serves all that follow. */
  answer(...answers: Answer[]): void;
  stop(): Promise<void>;
}

export type Answer = (response: ServerResponse) => void;

export async function startRecordedProvider(): Promise<RecordedProvider> {
  const requests: RecordedRequest[] = [];
  let queue: Answer[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
    incoming.on('end', () => {
      const { url = '', headers } = incoming;
      const request = { path: url, headers, body: JSON.parse(text) as Record<string, unknown>, isCutOff: false };
      response.on('close', () => (request.isCutOff = !response.writableFinished));
      requests.push(request);
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      answer?.(response);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    answer: (...answers) => {
      queue = answers;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A stream that says all of it and ends. */
export function wholeStream(frames: string[]): Answer {
  return (response) => begin(response, frames).end();
}

/** A stream that says this much and falls silent. */
export function openStream(frames: string[]): Answer {
  return (response) => void begin(response, frames);
}

/** A stream whose connection breaks after this much. */
export function brokenStream(frames: string[]): Answer {
  return (response) => void begin(response, frames).write(': \n\n', () => response.destroy());
}

export function status(code: number, headers: Record<string, string> = {}, body: unknown = {}): Answer {
  return (response) => void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function webPage(): Answer {
  return (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
}

export function hangUp(): Answer {
  return (response) => void response.destroy();
}

export function silence(): Answer {
  return () => undefined;
}

function begin(response: ServerResponse, frames: string[]): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const frame of frames) response.write(frame);
  return response;
}
