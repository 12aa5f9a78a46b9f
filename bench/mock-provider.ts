// A provider in the OpenAI dialect without any delay: each call streams 50 chunks of text and then calls `complete`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHUNKS = 50;
const OUTPUTS = { first: 'one', second: 'two', third: 'three' };

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: object, finish: string | null = null, extra: object = {}) =>
  data({
    id: 'bench',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'bench',
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...extra,
  });

const reply = [
  ...Array.from({ length: CHUNKS }, (_, index) => chunk({ role: 'assistant', content: `word ${index} of a reply, ` })),
  chunk({
    tool_calls: [
      {
        index: 0,
        id: 'call-1',
        type: 'function',
        function: { name: 'complete', arguments: JSON.stringify({ status: 'done', summary: 'done', outputs: OUTPUTS }) },
      },
    ],
  }),
  chunk({}, 'tool_calls', { usage: { prompt_tokens: 100, completion_tokens: 200, total_tokens: 300 } }),
  'data: [DONE]\n\n',
];

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of reply) response.write(piece);
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`));
