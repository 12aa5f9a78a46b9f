import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface ServerProcessOptions {
  /** A command that runs the one behind it in surroundings of its own (`setpriv …`, `unshare …`), as the same process. */
  prefix?: (dataDir: string) => string[];
  /** Called before the first start. */
  prepare?: (dataDir: string) => Promise<void>;
}

/** The real server as a process of its own, on a data directory of its own; can be killed and started again. */
export class ServerProcess {
  readonly dataDir: string;
  url = '';
  /** All that it printed, over all starts. */
  output = '';
  /** Go along with every request of this object, such as who asks; headers of one request win over them. */
  headers: Record<string, string> = {};
  readonly #environment: Record<string, string>;
  readonly #prefix: string[];
  #child: ChildProcess | null = null;

  private constructor(dataDir: string, environment: Record<string, string>, prefix: string[]) {
    this.dataDir = dataDir;
    this.#environment = environment;
    this.#prefix = prefix;
  }

  /** Starts a server and waits until it is ready. @throws {Error} with its output when it ends before; nothing of it is left then. */
  static async start(environment: Record<string, string> = {}, options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'djinnbot-test-'));
    const server = new ServerProcess(dataDir, environment, options.prefix?.(dataDir) ?? []);
    try {
      await options.prepare?.(dataDir);
      await server.start();
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** @param environment added for this start only, such as a failpoint. @throws {Error} with its output when it ends before it is ready. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    let printed = '';
    const [command = '', ...args] = [...this.#prefix, process.execPath, join(ROOT, 'src/main.ts')];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'), // as bin/djinnbot.js has it
        LOG_LEVEL: 'warn',
        PORT: '0',
        DEMO_PACE_MS: '0',
        DATA_DIR: this.dataDir,
        ...this.#environment,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      this.output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const ended = once(child, 'close');
    const url = await eventually(() => {
      const found = /Home\s+(http:\S+)\//.exec(printed)?.[1];
      if (!found && this.isRunning) throw new Error(`the server is not ready:\n${printed}`);
      return found;
    }, 20_000);
    if (!url) {
      await ended;
      throw new Error(`the server ended:\n${printed}`);
    }
    this.url = url;
  }

  /** Ends it as a crash would: at once, with nothing flushed. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.exited();
  }

  /** Ends it in order. Answers its exit code. */
  async stop(): Promise<number | null> {
    this.#child?.kill('SIGTERM');
    await this.exited();
    return this.exitCode;
  }

  /** Of the last start, once it is over. */
  get exitCode(): number | null {
    return this.#child?.exitCode ?? null;
  }

  async exited(): Promise<void> {
    if (this.#child && this.isRunning) await once(this.#child, 'exit');
  }

  /** Ends the server and its PostgreSQL and removes its data. */
  async remove(): Promise<void> {
    if (this.isRunning) await this.stop();
    const pid = Number((await readFile(join(this.dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    if (pid) {
      try {
        process.kill(pid, 'SIGQUIT');
      } catch {
        // it is gone
      }
    }
    await eventually(() => rm(this.dataDir, { recursive: true, force: true }));
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
  async get(path: string): Promise<any> {
    return (await fetch(`${this.url}${path}`, { headers: this.headers })).json();
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<any> {
    return (
      await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.headers, ...headers },
        body: JSON.stringify(body),
      })
    ).json();
  }

  /** Any request with a JSON body; the answer with its status. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: any }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...this.headers, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async graphql(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<any> {
    return this.post('/graphql', { query, variables }, headers);
  }

  /** Waits until a run is over. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async finished(runId: string, withinMs = 20_000): Promise<any> {
    return this.finishedAs(runId, {}, withinMs);
  }

  /** As `finished`, for a server that asks who one is. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async finishedAs(runId: string, headers: Record<string, string>, withinMs = 20_000): Promise<any> {
    return eventually(async () => {
      const run = (await this.send('GET', `/v1/runs/${runId}`, undefined, headers)).body;
      if (!['completed', 'failed', 'cancelled'].includes(run.status))
        throw new Error(`run ${runId} is ${run.status}: ${JSON.stringify(run.steps)}`);
      return run;
    }, withinMs);
  }
}
