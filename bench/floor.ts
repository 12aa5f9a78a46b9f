// What the same work costs without a server around it: three streamed calls and the same rows, written with one statement at each step's
// end. `floor.ts bare` calls with plain http, `floor.ts same-client` through our LanguageModel. No supervision, no recovery, no queue.
// Rows come as JSON in ROWS: for each boundary the events and journal entries that the server wrote there.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createModelRegistry } from '../src/llm/model-registry.ts';
import type { Boundary } from './rows.ts';

const [mode] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl, OPENAI_BASE_URL: providerUrl = '', ROWS: rowsFile = '' } = process.env;
const boundaries = JSON.parse(readFileSync(rowsFile, 'utf8')) as Boundary[];
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
const agent = new Agent({ keepAlive: true });
const readers = new Set<ServerResponse>();
const models = createModelRegistry({
  setting: (name) => ({ OPENAI_BASE_URL: providerUrl, OPENAI_API_KEY: 'sk-bench' })[name],
  demoPaceMs: 0,
});
const model = models.resolve('openai/bench');
let position = 0;

const prompt = {
  system: 'You are Bench. You do next to nothing, often.',
  user: 'Task: count to three. When the work is done, call `complete`.',
};
const completeTool = {
  name: 'complete',
  description: 'Ends the step.',
  parameters: { type: 'object', properties: { status: { type: 'string' }, summary: { type: 'string' }, outputs: { type: 'object' } } },
};

const server = createServer((incoming, response) => {
  if (incoming.url === '/v1/events/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': open\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
  } else if (incoming.url === '/v1/runs') {
    let body = '';
    incoming.on('data', (piece: Buffer) => (body += piece.toString()));
    incoming.on('end', () => {
      const { task } = JSON.parse(body) as { task: string };
      const id = `run_${randomBytes(6).toString('hex')}`;
      void start(id, task).then(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id, pipeline_id: 'bench', task, status: 'pending' }));
      });
    });
  } else {
    const { user, system } = process.cpuUsage();
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(`process_cpu_seconds_total ${(user + system) / 1e6}\nprocess_resident_memory_bytes ${process.memoryUsage.rss()}\n`);
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));

async function start(runId: string, task: string): Promise<void> {
  const [first, ...steps] = boundaries;
  if (first) await write(runId, task, first);
  void (async () => {
    for (const step of steps) {
      await (mode === 'bare' ? callBare() : callModel());
      await write(runId, task, step);
    }
  })();
}

/** One statement with all rows of a boundary, then the events to whoever follows. */
async function write(runId: string, task: string, { events, journal, steps, isLast }: Boundary): Promise<void> {
  const stream = `run:${runId}`;
  const values: unknown[] = [];
  const place = (...given: unknown[]) => `(${given.map((value) => `$${values.push(value)}`).join(',')})`;
  const numbered = events.map((event) => ({ ...event, position: ++position }));
  const parts = [
    `e as (insert into events (position, stream, seq, type, at, data) values ${numbered
      .map(({ position: at, seq, type, data }) => place(at, stream, seq, type, Date.now(), data))
      .join(',')})`,
  ];
  if (journal.length > 0) {
    parts.push(
      `j as (insert into turn_journal values ${journal
        .map((row) => place(stream, row.step_id, row.execution, row.attempt, row.turn, row.entry, row.kind, row.content))
        .join(',')})`,
    );
  }
  if (steps.length > 0)
    parts.push(`s as (insert into floor_steps values ${steps.map((row) => place(`${runId}_${row.step_id}`, row)).join(',')})`);
  if (isLast) parts.push(`r as (insert into floor_runs values ${place(runId, { task, status: 'completed' })})`);
  await pool.query(`with ${parts.join(', ')} select`, values);
  let text = '';
  for (const { position: at, type, data } of numbered) text += `id: ${at}\ndata: ${JSON.stringify({ ...data, type, run_id: runId })}\n\n`;
  for (const reader of readers) reader.write(text);
}

async function callModel(): Promise<string> {
  let text = '';
  const messages = [{ role: 'user' as const, content: prompt.user }];
  for await (const event of model.stream({ system: prompt.system, messages, tools: [completeTool] }, AbortSignal.timeout(60_000))) {
    if (event.type === 'text') text += event.text;
  }
  return text;
}

function callBare(): Promise<string> {
  const body = JSON.stringify({
    model: 'bench',
    stream: true,
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
    tools: [{ type: 'function', function: completeTool }],
  });
  return new Promise((resolve, reject) => {
    request(
      `${providerUrl}/chat/completions`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let rest = '';
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          const lines = (rest + piece).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (!line.startsWith('data: {')) continue;
            const { choices } = JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] };
            text += choices[0]?.delta.content ?? '';
          }
        });
        response.on('end', () => resolve(text));
        response.on('error', reject);
      },
    )
      .on('error', reject)
      .end(body);
  });
}
