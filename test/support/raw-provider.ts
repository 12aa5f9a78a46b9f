import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of a model, to be answered byte by byte. */
export interface RawCall {
  /** The first user message. */
  prompt: string;
  messages: RawMessage[];
  response: ServerResponse;
  /** The client closed the connection before the answer was whole. */
  isCutOff: boolean;
}

export interface RawMessage {
  role: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as the provider's API has it
  content?: any;
}

/** A provider in the OpenAI dialect that does only what the test tells it: it may fall silent, stop in the middle, or talk nonsense. */
export interface RawProvider {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  /** In the order of their arrival. */
  calls: RawCall[];
  stop(): Promise<void>;
}

export async function startRawProvider(answer: (call: RawCall) => unknown): Promise<RawProvider> {
  const calls: RawCall[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { messages = [] } = JSON.parse(body) as { messages?: RawMessage[] };
      const prompt = String(messages.find(({ role }) => role === 'user')?.content ?? '');
      const call = { prompt, messages, response, isCutOff: false };
      response.on('close', () => (call.isCutOff = !response.writableFinished));
      calls.push(call);
      answer(call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Streams a piece of a reply. */
export function say(call: RawCall, text: string): void {
  stream(call, { delta: { content: text }, finish_reason: null });
}

/** Asks for a tool and ends the reply with that. */
export function askFor(call: RawCall, name: string, args: object): void {
  const request = { index: 0, id: `call-${name}`, type: 'function', function: { name, arguments: JSON.stringify(args) } };
  stream(call, { delta: { tool_calls: [request] }, finish_reason: 'tool_calls' });
  call.response.end('data: [DONE]\n\n');
}

/** Ends a reply as a provider does. */
export function finish(call: RawCall): void {
  stream(call, { delta: {}, finish_reason: 'stop' });
  call.response.end('data: [DONE]\n\n');
}

function stream({ response }: RawCall, choice: object): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify({ id: 'reply', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`);
}
