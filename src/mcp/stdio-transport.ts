import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

export interface StdioOptions {
  command: string;
  args: readonly string[];
  /** All that the program gets of an environment. */
  env: Record<string, string>;
  cwd: string;
  /** Where its process id is kept, so that a program that outlived this server is ended before it is started again. */
  home: string;
  onStderr(text: string): void;
}

const END_BY_ITSELF_MS = 1_000;
const END_BY_TERM_MS = 2_000;

/**
 * MCP over the standard streams of a program. Unlike the SDK's own transport it hands down no environment, and it ends the program with
 * all that it started (`npx` starts the server proper as a child of its own): the program leads a process group.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #options: StdioOptions;
  readonly #buffer = new ReadBuffer();
  #child: ChildProcessWithoutNullStreams | null = null;

  constructor(options: StdioOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { command, args, env, cwd, home, onStderr } = this.#options;
    await mkdir(home, { recursive: true, mode: 0o700 });
    await endLeftover(home);
    const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'], shell: false, detached: true });
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => this.#hear(chunk));
    child.stderr.on('data', (chunk: Buffer) => onStderr(chunk.toString('utf8')));
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', (error) => this.onerror?.(error));
    child.once('close', () => {
      this.#child = null;
      this.onclose?.();
    });
    await once(child, 'spawn');
    child.on('error', (error) => this.onerror?.(error));
    await writeFile(join(home, PID_FILE), JSON.stringify({ pid: child.pid, startedAt: await startOf(child.pid ?? 0) }));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const child = this.#child;
    if (!child) throw new Error('the program has ended');
    if (!child.stdin.write(serializeMessage(message))) await Promise.race([once(child.stdin, 'drain'), once(child, 'close')]);
  }

  /** Closes its input, then asks it to end, then ends it. */
  async close(): Promise<void> {
    const child = this.#child;
    if (!child?.pid) return;
    const closed = once(child, 'close');
    const within = (ms: number) =>
      Promise.race([closed.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, ms, false))]);
    child.stdin.end();
    if (!(await within(END_BY_ITSELF_MS))) {
      signalGroup(child.pid, 'SIGTERM');
      await within(END_BY_TERM_MS);
    }
    signalGroup(child.pid, 'SIGKILL'); // whatever it started and left behind
    await closed;
    await rm(join(this.#options.home, PID_FILE), { force: true });
  }

  #hear(chunk: Buffer): void {
    try {
      this.#buffer.append(chunk);
    } catch (error) {
      // a program that sends no end of a line
      this.onerror?.(error as Error);
      void this.close();
      return;
    }
    for (;;) {
      try {
        const message = this.#buffer.readMessage();
        if (message === null) return;
        this.onmessage?.(message);
      } catch (error) {
        this.onerror?.(error as Error);
      }
    }
  }
}

const PID_FILE = '.process';

/** Ends a program that this server started and that outlived it. */
async function endLeftover(home: string): Promise<void> {
  const text = await readFile(join(home, PID_FILE), 'utf8').catch(() => null);
  if (text === null) return;
  try {
    const { pid, startedAt } = JSON.parse(text) as { pid: number; startedAt: string | null };
    if (startedAt !== null && (await startOf(pid)) === startedAt) signalGroup(pid, 'SIGKILL');
  } catch {
    // half written by a server that was killed
  }
  await rm(join(home, PID_FILE), { force: true });
}

/** When a process began, by the system's clock, which tells it from a later one of the same number; null where that cannot be known. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // it is gone
  }
}
