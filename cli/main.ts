import { parseArgs } from 'node:util';
import { chat } from './chat.ts';
import { Client } from './client.ts';
import { CommandError } from './command-error.ts';
import { doctor } from './doctor.ts';
import { answer, describeQuestion, type Question } from './inbox.ts';
import { login, logout } from './login.ts';
import { logs } from './logs.ts';
import { outcomeOf, RunView, type Outcome } from './show-run.ts';
import { exportVault, importVault } from './vault.ts';

/** Exit codes: 0 done, 1 the run failed or was cancelled, 2 it could not be asked for, 3 it waits for someone. */
const EXIT: Record<Outcome, number> = { completed: 0, failed: 1, paused: 3 };

const OPTIONS = {
  url: { type: 'string' },
  'api-key': { type: 'string' },
  json: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
  detach: { type: 'boolean' },
  context: { type: 'string' },
  model: { type: 'string' },
  budget: { type: 'string' },
  session: { type: 'string' },
  note: { type: 'string' },
} as const;

interface Run {
  id: string;
  pipeline_id: string;
  status: string;
  waiting_for: string | null;
  task: string;
  created_at: number;
}

interface McpServer {
  id: string;
  state: string;
  problem: string | null;
  enabled: boolean;
  discovered_tools: unknown[];
}

interface Actor {
  path: string;
  kind: string;
  state: string;
  doing: string | null;
  mailboxDepth: number;
  restarts: number;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForeseen = error instanceof CommandError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  const [message] = (error as Error).message.split('\n');
  process.stderr.write(`djinnbot: ${isForeseen ? message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 2;
}

async function main([command = '', ...rest]: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS, allowPositionals: true });
  const url = values.url ?? process.env.DJINNBOT_URL ?? `http://127.0.0.1:${process.env.PORT ?? '8000'}`;
  const client = new Client(url, values['api-key'] ?? (process.env.DJINNBOT_API_KEY || null));
  const isJson = values.json ?? false;
  switch (command) {
    case 'run': {
      const [pipeline, task] = required(positionals, ['a pipeline', 'a task'], 'djinnbot run quickstart "Plan a birthday party for a cat"');
      const run = await client.send<Run>('POST', '/v1/runs', {
        pipeline_id: pipeline,
        task,
        context: values.context ?? null,
        model_override: values.model ?? null,
        budget_usd: values.budget === undefined ? null : dollars(values.budget),
      });
      if (values.detach) return print(isJson ? run : run.id);
      return follow(client, run.id, isJson);
    }
    case 'follow': {
      const [id = ''] = required(positionals, ['a run'], 'djinnbot follow run_0a1b2c3d4e5f');
      await client.send('GET', `/v1/runs/${encodeURIComponent(id)}`);
      return follow(client, id, isJson);
    }
    case 'cancel': {
      const [id = ''] = required(positionals, ['a run'], 'djinnbot cancel run_0a1b2c3d4e5f');
      const answer = await client.send<{ status: string }>('POST', `/v1/runs/${encodeURIComponent(id)}/cancel`);
      return print(isJson ? answer : `${id} is ${answer.status}`);
    }
    case 'runs': {
      const runs = await client.send<Run[]>('GET', '/v1/runs?limit=20');
      return print(isJson ? runs : runs.map(describeRun).join('\n') || 'There are no runs yet; try: djinnbot run quickstart "…"');
    }
    case 'logs':
      return logs(client, { runId: positionals[0] ?? null, isFollowed: values.follow ?? false, isJson });
    case 'login':
      return print(await login(client));
    case 'logout':
      return print(await logout(client));
    case 'inbox': {
      const questions = await client.send<Question[]>('GET', '/v1/questions');
      return print(isJson ? questions : questions.map(describeQuestion).join('\n') || 'Nothing waits for you');
    }
    case 'answer': {
      const [id = '', said = ''] = required(positionals, ['a question', 'an answer'], 'djinnbot answer q_0a1b2c3d4e5f approve');
      const answered = await answer(client, id, said, values.note ?? null);
      return print(isJson ? answered : `${id} is ${answered.status}`);
    }
    case 'actors': {
      const { actorTree } = await client.query<{ actorTree: { actors: Actor[] } }>(
        '{ actorTree { actors { path kind state doing mailboxDepth restarts } } }',
      );
      const actors = actorTree.actors.sort((a, b) => (a.path < b.path ? -1 : 1)); // each below its parent
      return print(isJson ? actors : actors.map(describeActor).join('\n'));
    }
    case 'chat': {
      const [agent = '', message] = required(positionals, ['an agent'], 'djinnbot chat finn "What is a mutex?"');
      return chat(client, { agent, message: message ?? null, session: values.session ?? null, model: values.model ?? null, isJson });
    }
    case 'mcp': {
      const servers = await client.send<McpServer[]>('GET', '/v1/mcp');
      return print(isJson ? servers : servers.map(describeServer).join('\n') || 'There are no MCP servers; the console adds some at /mcp');
    }
    case 'memory': {
      const example = 'djinnbot memory export mira ./mira';
      const [act = '', vault = '', directory = ''] = required(positionals, ['export or import', 'a vault', 'a directory'], example);
      if (act !== 'export' && act !== 'import') throw new CommandError(`name export or import, such as: ${example}`);
      const files = await (act === 'export' ? exportVault : importVault)(client, vault, directory);
      return print(isJson ? { files } : `${files} files ${act === 'export' ? `of ${vault} are in ${directory}` : `are in ${vault}`}`);
    }
    case 'audit': {
      const { auditVerification } = await client.query<{ auditVerification: { entries: number; brokenAt: number | null } }>(
        '{ auditVerification { entries brokenAt } }',
      );
      const { entries, brokenAt } = auditVerification;
      const verdict =
        brokenAt === null ? `All ${entries} entries are as they were written` : `Entry ${brokenAt} is not what was written, or is missing`;
      print(isJson ? auditVerification : verdict);
      return brokenAt === null ? 0 : 1;
    }
    case 'rotate-secrets': {
      const { rotateSecrets } = await client.query<{ rotateSecrets: number }>('mutation { rotateSecrets }');
      return print(isJson ? { rotated: rotateSecrets } : `${rotateSecrets} values are encrypted with the current key now`);
    }
    case 'doctor':
      return doctor(client, isJson);
    default:
      throw new CommandError(`there is no command "${command.replace(/[^\w-]/g, '?')}"; djinnbot --help lists them`);
  }
}

/** Shows a run until it ends or waits for someone. Ctrl-C leaves it running. */
async function follow(client: Client, runId: string, isJson: boolean): Promise<number> {
  const view = new RunView((text) => process.stdout.write(text));
  process.once('SIGINT', () => {
    process.stderr.write(`\n${runId} goes on; "djinnbot follow ${runId}" shows it, "djinnbot cancel ${runId}" ends it\n`);
    process.exit(130);
  });
  if (!isJson) process.stdout.write(`${runId}\n`);
  const asked = new Set<unknown>();
  for await (const event of client.run(runId)) {
    if (isJson) process.stdout.write(`${JSON.stringify(event)}\n`);
    const outcome = isJson ? outcomeOf(event.type) : view.show(event);
    if (event.type === 'question_asked') asked.add(event.question_id);
    if (outcome === 'paused' && !(await isStillPaused(client, runId, asked))) continue;
    if (outcome) return EXIT[outcome];
  }
  return 2;
}

/** Whether a pause that was shown lasts: what is shown may be long ago. @param asked ids of the questions that were shown so far. */
async function isStillPaused(client: Client, runId: string, asked: ReadonlySet<unknown>): Promise<boolean> {
  const run = await client.send<Run>('GET', `/v1/runs/${encodeURIComponent(runId)}`);
  if (run.status !== 'paused' || run.waiting_for !== 'question') return run.status === 'paused';
  const open = await client.send<Question[]>('GET', `/v1/questions?run_id=${encodeURIComponent(runId)}`);
  return open.some(({ id }) => asked.has(id));
}

function describeRun({ id, pipeline_id: pipeline, status, task, created_at: at }: Run): string {
  return `${id}  ${status.padEnd(9)}  ${pipeline.padEnd(12)}  ${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}  ${oneLine(task)}`;
}

function describeServer({ id, enabled, state, problem, discovered_tools: tools }: McpServer): string {
  return `${id.padEnd(20)}  ${enabled ? state.toLowerCase().padEnd(10) : 'off       '}  ${tools.length} tools${problem ? `  ${oneLine(problem)}` : ''}`;
}

/** A line of the tree: indented by depth, with whatever is not as usual. */
function describeActor({ path, kind, state, doing, mailboxDepth, restarts }: Actor): string {
  const depth = path.split('/').length - 1;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const notes = [doing, mailboxDepth > 0 && `${mailboxDepth} waiting`, restarts > 0 && `${restarts} restarts`].filter(Boolean);
  return `${'  '.repeat(depth)}${name}${name === kind ? '' : ` (${kind})`}  ${state.toLowerCase()}${notes.length > 0 ? `  ${notes.join(', ')}` : ''}`;
}

/** A budget that cannot be read must not become none. */
function dollars(text: string): number {
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(amount)) throw new CommandError('--budget must be a number of US dollars');
  return amount;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function required(given: readonly string[], names: readonly string[], example: string): string[] {
  const missing = names[given.length];
  if (missing) throw new CommandError(`name ${missing}, such as: ${example}`);
  return [...given];
}

function print(value: unknown): number {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
  return 0;
}
