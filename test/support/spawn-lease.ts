import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** A running `lease-process.ts`. */
export interface LeaseProcess {
  pid: number;
  /** What it said from its start on. */
  lines(): string[];
  /** Waits for a line that begins like this, and answers it. */
  says(beginning: string): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** kill -9, if it still lives. */
  kill(): Promise<void>;
}

export function spawnLease(dataDir: string, url?: string): LeaseProcess {
  const program = join(import.meta.dirname, 'lease-process.ts');
  const child: ChildProcess = spawn(process.execPath, [program, dataDir, ...(url ? [url] : [])], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  child.stdout?.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (complained += data.toString()));
  const lines = () => said.split('\n').slice(0, -1);
  return {
    pid: child.pid ?? 0,
    lines,
    says: (beginning) =>
      eventually(() => {
        const line = lines().find((words) => words.startsWith(beginning));
        if (line === undefined) throw new Error(`It never said "${beginning}", but:\n${said}${complained}`);
        return line;
      }),
    signal: (name) => void child.kill(name),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
