import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError } from './command-error.ts';

/** What is kept of a sign-in at one server. */
export interface Stored {
  accessToken: string;
  refreshToken: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  user: { email: string };
}

/** A pair of tokens, as the server gives it. */
export interface Pair {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
  user: { email: string };
}

/** A command that holds the lock longer than this was killed. */
const LOCK_MS = 15_000;
const RETRY_MS = 50;

const FILE = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'djinnbot/auth.json');

/** Sign-ins by server, in a file that nobody else may read. */
export const credentials = {
  file: FILE,

  async get(url: string): Promise<Stored | null> {
    return (await all())[url.toLowerCase()] ?? null;
  },

  /** @param pair null forgets the server. */
  async set(url: string, pair: Pair | null): Promise<void> {
    const known = await all();
    delete known[url.toLowerCase()];
    if (pair) {
      const { accessToken, refreshToken, expiresIn, user } = pair;
      known[url.toLowerCase()] = { accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1_000, user: { email: user.email } };
    }
    await mkdir(dirname(FILE), { recursive: true, mode: 0o700 });
    const next = `${FILE}.${process.pid}`;
    await writeFile(next, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
    await chmod(next, 0o600); // it may have been there
    await rename(next, FILE);
  },

  /** Does something while no other command changes the file: a refresh token is good for once. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${FILE}.lock`;
    await mkdir(dirname(FILE), { recursive: true, mode: 0o700 });
    for (;;) {
      const handle = await open(lock, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        return null;
      });
      if (handle) {
        await handle.close();
        break;
      }
      const since = await stat(lock).catch(() => null);
      if (since && Date.now() - since.mtimeMs > LOCK_MS) await rm(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  },
};

async function all(): Promise<Record<string, Stored>> {
  const text = await readFile(FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '{}';
  });
  try {
    return JSON.parse(text) as Record<string, Stored>;
  } catch (error) {
    throw new CommandError(`${FILE} is damaged; delete it and sign in again`, { cause: error });
  }
}
