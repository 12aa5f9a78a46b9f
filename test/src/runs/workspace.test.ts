import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFoundError, UnavailableError } from '../../../src/errors.ts';
import { ensureWorkspace, removeWorkspace, workspaceFacts } from '../../../src/runs/workspace.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('a run’s workspace', () => {
  it('is a directory for the server alone, made once', async () => {
    const path = ensureWorkspace(dataDir, 'run_1');
    await writeFile(join(path, 'kept'), 'x');

    expect(ensureWorkspace(dataDir, 'run_1')).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, 'kept'))).isFile()).toBe(true);
  });

  it('is described and removed', async () => {
    expect(await workspaceFacts(dataDir, 'run_1')).toEqual({ exists: false, hasGit: false });
    await mkdir(join(ensureWorkspace(dataDir, 'run_1'), '.git'));
    expect(await workspaceFacts(dataDir, 'run_1')).toEqual({ exists: true, hasGit: true });

    await removeWorkspace(dataDir, 'run_1');
    await removeWorkspace(dataDir, 'run_1');

    expect(await workspaceFacts(dataDir, 'run_1')).toEqual({ exists: false, hasGit: false });
  });

  it('says why it cannot be made', async () => {
    await writeFile(join(dataDir, 'workspaces'), 'in the way');
    expect(() => ensureWorkspace(dataDir, 'run_1')).toThrow(UnavailableError);
    await rm(join(dataDir, 'workspaces'));
    await mkdir(join(dataDir, 'workspaces'));
    await symlink(dataDir, join(dataDir, 'workspaces', 'run_2'));

    expect(() => ensureWorkspace(dataDir, 'run_2')).toThrow(/something else has its place/);
  });

  it.each(['..', 'a/b', '', '.'])('is not looked for by the id %j', async (id) => {
    await expect(removeWorkspace(dataDir, id)).rejects.toThrow(NotFoundError);
  });
});
