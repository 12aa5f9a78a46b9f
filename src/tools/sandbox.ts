import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { SandboxManager } from '@anthropic-ai/sandbox-runtime';
import { limitProcesses, removeOldGroups } from './process-limit.ts';

export interface SandboxedCommand {
  command: string;
  /** Where it works, and all that it can write. */
  workspace: string;
  /** All that it gets of an environment, beside where programs are. */
  env: Record<string, string>;
  /** Hosts that it may reach: names, or `*.example.com`. */
  allowedHosts: readonly string[];
  signal: AbortSignal;
}

export interface CommandOutcome {
  /** Both streams as they came, cut in the middle when there is much. */
  output: string;
  /** Null when it was ended by a signal. */
  exitCode: number | null;
}

/** Runs commands of agents where they can do no harm. */
export interface Sandbox {
  /** Why commands cannot be run, and what helps; null when they can. */
  readonly refusal: string | null;
  /** Commands run like any program of this machine. */
  readonly isOff: boolean;
  /** Ends the command with all that it started when the signal fires; then and only then it throws. */
  run(command: SandboxedCommand): Promise<CommandOutcome>;
  close(): Promise<void>;
}

const HEAD_CHARACTERS = 15_000;
const TAIL_CHARACTERS = 30_000;
/** Per command: seconds of CPU, KiB of memory, KiB of a file, processes. */
const LIMITS = { cpuSeconds: 600, memoryKib: 4 * 1024 * 1024, fileKib: 2 * 1024 * 1024, processes: 512 };

/**
 * A sandbox of bubblewrap (Linux) or sandbox-exec (macOS), by `@anthropic-ai/sandbox-runtime`: the workspace can be written, the rest of
 * the disk only be read, what is hidden not even that, and no host be reached that is not allowed.
 * @param isOff runs commands without one.
 * @param hidden directories that commands do not see: the data, keys and home directories.
 */
export function createSandbox({ isOff, hidden }: { isOff: boolean; hidden: readonly string[] }): Sandbox {
  const refusal = isOff ? null : whyNot();
  removeOldGroups();
  let ready: Promise<void> | null = null;
  const denyRead = [...new Set([...hidden, homedir(), '/root', '/home', '/secrets'])];
  // what it is made of must stay visible, wherever this product is installed
  const own = join(dirname(createRequire(import.meta.url).resolve('@anthropic-ai/sandbox-runtime/package.json')), 'vendor');

  async function wrap({ command, workspace, allowedHosts }: SandboxedCommand, id: string): Promise<string[]> {
    const limited = [
      `ulimit -t ${LIMITS.cpuSeconds} -d ${LIMITS.memoryKib} -f ${LIMITS.fileKib} -u ${LIMITS.processes} -c 0 || exit 125`,
      command,
    ].join('\n');
    if (isOff) return ['/bin/bash', '-c', limited];
    ready ??= SandboxManager.initialize({
      network: { allowedDomains: [], deniedDomains: [] },
      filesystem: { denyRead, allowWrite: [], denyWrite: [] },
    });
    await ready;
    SandboxManager.registerCommandNetworkLists(id, { allowedDomains: [...allowedHosts] });
    const { argv } = await SandboxManager.wrapWithSandboxArgv(
      limited,
      '/bin/bash',
      { filesystem: { denyRead, allowRead: [workspace, own], allowWrite: [workspace], denyWrite: [] } },
      undefined,
      workspace,
      { commandId: id },
    );
    return argv;
  }

  return {
    refusal,
    isOff,
    async close() {
      if (ready) await SandboxManager.reset();
    },
    async run(command) {
      const id = randomBytes(24).toString('base64url');
      try {
        const [program = '', ...args] = await wrap(command, id);
        command.signal.throwIfAborted();
        return await finish(program, args, command);
      } finally {
        if (!isOff) SandboxManager.unregisterCommandNetworkLists(id);
      }
    },
  };
}

function whyNot(): string | null {
  const how =
    'install bubblewrap, socat and ripgrep (Debian: deploy/install-sandbox.sh), or set TOOLS_SANDBOX=off to run commands without a sandbox';
  if (!SandboxManager.isSupportedPlatform())
    return `there is no sandbox for this system; set TOOLS_SANDBOX=off to run commands without one`;
  const { errors } = SandboxManager.checkDependencies();
  return errors.length > 0 ? `${errors.join('; ')}: ${how}` : null;
}

async function finish(program: string, args: readonly string[], { workspace, env, signal }: SandboxedCommand): Promise<CommandOutcome> {
  const limit = limitProcesses(LIMITS.processes);
  const [outer = '', ...outerArgs] = [...limit.prefix, program, ...args];
  // the leader of a group of its own, so that all of it can be ended
  const child = spawn(outer, outerArgs, {
    cwd: workspace,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: workspace, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it is gone
    }
  };
  signal.addEventListener('abort', end, { once: true });
  const output = new CutText();
  limit.watch(child.pid ?? 0, () => {
    output.add(`\n[ended: it had more than ${LIMITS.processes} processes]\n`);
    end();
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.add(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.add(text));
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { output: output.text, exitCode };
  } finally {
    signal.removeEventListener('abort', end);
    end(); // what it left in the background
    limit.release();
  }
}

/** The beginning and the end of a text that may be endless. */
class CutText {
  #head = '';
  #tail = '';
  #length = 0;

  add(text: string): void {
    this.#length += text.length;
    const room = HEAD_CHARACTERS - this.#head.length;
    this.#head += text.slice(0, Math.max(0, room));
    this.#tail = (this.#tail + text.slice(Math.max(0, room))).slice(-TAIL_CHARACTERS);
  }

  get text(): string {
    const lost = this.#length - this.#head.length - this.#tail.length;
    return lost > 0 ? `${this.#head}\n[${lost} characters left out]\n${this.#tail}` : this.#head + this.#tail;
  }
}
