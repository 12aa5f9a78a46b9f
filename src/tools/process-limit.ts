import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Holds a command of root to a number of processes. The kernel does not hold root to `ulimit -u`, neither outside nor inside of a user
 * namespace (`copy_process` in kernel/fork.c exempts INIT_USER), so that a control group does it; and where none can be made, as in most
 * containers, the command is ended soon after it went too far. For other users and systems `ulimit -u` is enough, and this does nothing.
 */
export interface ProcessLimit {
  /** What the command is started behind. */
  prefix: readonly string[];
  /** @param onTooMany called once, when the command has too many processes and nothing else hinders it. */
  watch(pid: number, onTooMany: () => void): void;
  /** When the command and all that it started is over. */
  release(): void;
}

const NAME = 'djinnbot-bash-';
const WATCH_MS = 50;
const REMOVE_TRIES = 100;

export function limitProcesses(most: number): ProcessLimit {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { prefix: [], watch: () => undefined, release: () => undefined };
  const group = makeGroup(most);
  let timer: NodeJS.Timeout | undefined;
  return {
    prefix: group === null ? [] : ['/bin/sh', '-c', '{ echo $$ > "$0"; } 2>/dev/null; exec "$@"', join(group, 'cgroup.procs')],
    watch(pid, onTooMany) {
      let inside: string | null = null;
      timer = setInterval(() => {
        inside ??= procInside(pid);
        if (inside === null || countProcesses(inside) <= most) return;
        clearInterval(timer);
        onTooMany();
      }, WATCH_MS).unref();
    },
    release() {
      clearInterval(timer);
      if (group !== null) remove(group);
    },
  };
}

/** Removes the groups that a killed server left; those with processes in them stay. */
export function removeOldGroups(): void {
  for (const parent of parents()) {
    let names: string[] = [];
    try {
      names = readdirSync(parent).filter((name) => name.startsWith(NAME));
    } catch {
      // not mounted
    }
    for (const name of names) remove(join(parent, name), 0);
  }
}

/** A control group of the second or the first version; null where this process may not make one. */
function makeGroup(most: number): string | null {
  for (const parent of parents()) {
    const group = join(parent, NAME + randomBytes(6).toString('hex'));
    try {
      mkdirSync(group);
    } catch {
      continue; // not mounted, or read only
    }
    try {
      writeFileSync(join(group, 'pids.max'), String(most));
      return group;
    } catch {
      rmdirSync(group); // without the controller
    }
  }
  return null;
}

function parents(): string[] {
  const root = '/sys/fs/cgroup';
  try {
    const lines = readFileSync('/proc/self/cgroup', 'utf8').split('\n');
    const [, , old] = lines.map((line) => line.split(':')).find(([, controllers]) => controllers === 'pids') ?? [];
    const [, , unified] = lines.map((line) => line.split(':')).find(([id]) => id === '0') ?? [];
    return [...(old === undefined ? [] : [join(root, 'pids', old)]), ...(unified === undefined ? [] : [join(root, unified)]), root];
  } catch {
    return [];
  }
}

/** A group can be removed when its last process is gone, which takes the kernel a moment. */
function remove(group: string, tries = REMOVE_TRIES): void {
  try {
    rmdirSync(group);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EBUSY' && tries > 0) setTimeout(remove, WATCH_MS, group, tries - 1).unref();
  }
}

/** The `/proc` of the process namespace that a descendant lives in; null as long as there is none. */
function procInside(pid: number): string | null {
  try {
    const own = readlinkSync('/proc/self/ns/pid');
    for (let next = pid; next > 0; next = Number.parseInt(readFileSync(`/proc/${next}/task/${next}/children`, 'utf8'), 10)) {
      if (readlinkSync(`/proc/${next}/ns/pid`) !== own) return `/proc/${next}/root/proc`;
    }
  } catch {
    // it is gone
  }
  return null;
}

function countProcesses(proc: string): number {
  try {
    return readdirSync(proc).filter((name) => /^\d+$/.test(name)).length;
  } catch {
    return 0; // it is gone
  }
}
