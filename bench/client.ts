// The one who asks: creates runs, a number of them at a time, and follows the events until each is complete.
// `client.ts <url> <runs> <concurrency>` prints the duration of the whole and of each run, in milliseconds.
import { Agent, request } from 'node:http';

const [url = '', runs = '1', concurrency = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
const waiting = new Map<string, () => void>();
/** Runs whose end was heard before the answer to their creation. */
const early = new Set<string>();

await follow();
const durations: number[] = [];
let left = Number(runs);
const begun = performance.now();
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    while (left-- > 0) {
      const start = performance.now();
      await completed(await create());
      durations.push(performance.now() - start);
    }
  }),
);
process.stdout.write(JSON.stringify({ totalMs: performance.now() - begun, durations }) + '\n', () => process.exit(0));

function follow(): Promise<void> {
  return new Promise((resolve, reject) => {
    request(`${url}/v1/events/stream`, (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const frames = (rest + text).split('\n\n');
        rest = frames.pop() ?? '';
        for (const frame of frames) {
          const start = frame.indexOf('data: ');
          if (start >= 0) hear(JSON.parse(frame.slice(start + 6)) as { type: string; run_id: string });
        }
      });
      response.once('data', () => resolve());
      response.on('close', () => {
        process.stderr.write('the event stream ended\n');
        process.exit(1);
      });
    })
      .on('error', reject)
      .end();
  });
}

function hear({ type, run_id: id }: { type: string; run_id: string }): void {
  if (type === 'run_failed') {
    process.stderr.write(`run ${id} failed\n`);
    process.exit(1);
  }
  if (type !== 'run_complete') return;
  const resolve = waiting.get(id);
  if (!resolve) return void early.add(id);
  waiting.delete(id);
  resolve();
}

function create(): Promise<string> {
  const body = JSON.stringify({ pipeline_id: 'bench', task: 'count to three' });
  return new Promise((resolve, reject) => {
    request(
      `${url}/v1/runs`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve((JSON.parse(text) as { id: string }).id));
      },
    )
      .on('error', reject)
      .end(body);
  });
}

function completed(id: string): Promise<void> {
  return early.delete(id) ? Promise.resolve() : new Promise((resolve) => waiting.set(id, resolve));
}
