import { lstatSync, mkdirSync } from 'node:fs';
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, UnavailableError } from '../errors.ts';

/**
 * Makes a run's own directory, in which its agents work, unless it is there. Called at the start of each step, and without a promise,
 * which would cost more than the two calls.
 * @returns its absolute path.
 * @throws {UnavailableError} when the disk does not let us.
 */
export function ensureWorkspace(dataDir: string, runId: string): string {
  const path = workspacePath(dataDir, runId);
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!found || found.isDirectory()) return path;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UnavailableError(`The workspace of run ${runId} cannot be made: ${REASONS[code] ?? `the system says ${code}`}`, {
      cause: error,
    });
  }
  throw new UnavailableError(`The workspace of run ${runId} cannot be made: something else has its place below DATA_DIR`);
}

export async function workspaceFacts(dataDir: string, runId: string): Promise<{ exists: boolean; hasGit: boolean }> {
  const path = workspacePath(dataDir, runId);
  const [workspace, git] = await Promise.all([path, join(path, '.git')].map((entry) => lstat(entry).catch(() => null)));
  const exists = workspace?.isDirectory() ?? false;
  return { exists, hasGit: exists && git != null };
}

/** Removes a run's workspace with all that is in it; does nothing when there is none. */
export async function removeWorkspace(dataDir: string, runId: string): Promise<void> {
  for (const path of [workspacePath(dataDir, runId), gitDirPath(dataDir, runId)])
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full; free some room and restart the run',
  EDQUOT: 'the disk quota is used up; free some room and restart the run',
  EACCES: 'the server may not write below DATA_DIR; check who owns it',
  EPERM: 'the server may not write below DATA_DIR; check who owns it',
  EROFS: 'DATA_DIR is on a read-only file system',
  ENOTDIR: 'a part of DATA_DIR is not a directory',
  EEXIST: 'something else has its place below DATA_DIR',
};

/** Where a run's workspace is, or would be. */
export function workspacePath(dataDir: string, runId: string): string {
  return join(dataDir, 'workspaces', checkId(runId));
}

/** Where git keeps what belongs to the repository in a run's workspace, out of its agents' reach. */
export function gitDirPath(dataDir: string, runId: string): string {
  return join(dataDir, 'repositories', checkId(runId));
}

function checkId(runId: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(runId)) throw new NotFoundError('Run not found');
  return runId;
}
