import { styleText } from 'node:util';
import type { Client, RunEvent } from './client.ts';
import { CommandError } from './command-error.ts';
import { outcomeOf } from './show-run.ts';

interface LogOptions {
  /** Null is every run and chat. */
  runId: string | null;
  /** Whether to wait for what comes: of a run until it ends, else until Ctrl-C. */
  isFollowed: boolean;
  isJson: boolean;
}

const STORED = 'query ($run: ID!) { run(id: $run) { id } runEvents(runId: $run, limit: 100000) { wire(dialect: NATIVE) } }';

/** Prints events, a line each. */
export async function logs(client: Client, { runId, isFollowed, isJson }: LogOptions): Promise<number> {
  const show = (event: RunEvent) => process.stdout.write(`${isJson ? JSON.stringify(event) : lineOf(event)}\n`);
  if (runId === null && !isFollowed) throw new CommandError('name a run, or follow all of them with: djinnbot logs -f');
  if (runId !== null) {
    const { run, runEvents } = await client.query<{ run: object | null; runEvents: { wire: RunEvent }[] }>(STORED, { run: runId });
    if (!run) throw new CommandError('there is no run of this id; djinnbot runs lists the latest');
    if (!isFollowed) {
      for (const { wire } of runEvents) show(wire);
      return 0;
    }
  }
  process.once('SIGINT', () => process.exit(130));
  for await (const event of runId === null ? client.events() : client.run(runId)) {
    show(event);
    const outcome = outcomeOf(event.type);
    if (runId !== null && (outcome === 'completed' || outcome === 'failed')) break;
  }
  return 0;
}

function lineOf({ type, run_id: run, step_id: step, timestamp, ...data }: RunEvent): string {
  const at = new Date(typeof timestamp === 'number' ? timestamp : Date.now()).toISOString();
  const where = [run, step].filter((id) => typeof id === 'string').join(' ');
  const said = Object.keys(data).length > 0 ? `  ${JSON.stringify(data)}` : '';
  return `${styleText('dim', at)}  ${styleText('bold', type.padEnd(16))}  ${where}${said}`;
}
