import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from '../../../src/tools/tool.ts';
import { runTool } from '../../../src/tools/run-tool.ts';
import { workspaceTools } from '../../../src/tools/workspace-tools.ts';
import { toolContext } from '../../support/tool-context.ts';

let base: string;
let workspace: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'tools-'));
  workspace = join(base, 'workspace');
  await mkdir(workspace);
  await writeFile(join(base, 'secret'), 'canary');
});
afterEach(() => rm(base, { recursive: true, force: true }));

function call(name: string, args: unknown, signal = new AbortController().signal) {
  const tool = workspaceTools(['read', 'write']).find((candidate) => candidate.name === name) as Tool;
  return runTool(tool, typeof args === 'string' ? args : JSON.stringify(args), toolContext({ workspace, signal }));
}

describe('the toolbox', () => {
  it('gives an agent the tools that its words stand for, each once', () => {
    expect(workspaceTools(['read', 'write', 'bash', 'edit', 'constructor']).map(({ name }) => name)).toEqual([
      'read',
      'ls',
      'grep',
      'find',
      'write',
      'edit',
    ]);
    expect(workspaceTools(['bash'])).toEqual([]);
  });

  it.each([
    ['{', /not JSON/],
    ['[]', /one JSON object/],
    ['{}', /path/],
    ['{"path":1}', /path must be string/],
    ['{"path":"a","offest":2}', /offest/],
  ])('answers the arguments %s with what is wrong', async (args, problem) => {
    expect(await call('read', args)).toMatchObject({ isError: true, content: expect.stringMatching(problem) });
  });

  it('cuts a result to 50 000 characters', async () => {
    const tool: Tool = {
      name: 'long',
      description: '',
      parameters: { type: 'object' },
      effect: 'read',
      run: async () => ({ content: 'x'.repeat(90_000), isError: false }),
    };

    const { content } = await runTool(tool, '', toolContext({ workspace }));

    expect(content).toHaveLength(50_000);
    expect(content).toMatch(/90000 characters\]$/);
  });

  it('gives a call up at once when the session is cancelled', async () => {
    const cancel = new AbortController();
    const tool: Tool = {
      name: 'stuck',
      description: '',
      parameters: { type: 'object' },
      effect: 'read',
      run: () => new Promise(() => undefined),
    };
    const result = runTool(tool, '{}', toolContext({ workspace, signal: cancel.signal }));

    cancel.abort();

    expect(await result).toMatchObject({ isError: true, content: 'The call was cancelled.' });
  });

  it('turns any exception into a result that says nothing of the server', async () => {
    const failing = (error: Error): Tool => ({
      name: 'bad',
      description: '',
      parameters: { type: 'object' },
      effect: 'read',
      run: () => Promise.reject(error),
    });
    const context = toolContext({ workspace });

    const full = await runTool(failing(Object.assign(new Error('write /srv/secret'), { code: 'ENOSPC' })), '{}', context);
    const bug = await runTool(failing(new TypeError('/srv/secret')), '{}', context);

    expect(full).toMatchObject({ isError: true, content: 'The disk is full; nothing was written.' });
    expect(bug).toMatchObject({ isError: true, content: 'The call failed inside the server.' });
  });
});

describe('file tools', () => {
  it('write, read, edit and list', async () => {
    expect(await call('write', { path: 'src/a.txt', content: 'one\ntwo\ntwo\n' })).toMatchObject({
      isError: false,
      content: 'Created src/a.txt (12 bytes).',
    });
    expect(await call('edit', { path: 'src/a.txt', old_text: 'one', new_text: '$&1' })).toMatchObject({ isError: false });
    expect(await call('read', { path: 'src/a.txt' })).toMatchObject({ content: '$&1\ntwo\ntwo\n' });
    expect(await call('ls', {})).toMatchObject({ content: 'src/' });
    expect(await call('ls', { path: join(workspace, 'src') })).toMatchObject({ content: 'a.txt' });
  });

  it('page through long files', async () => {
    await writeFile(join(workspace, 'long'), Array.from({ length: 3000 }, (_, index) => `line ${index + 1}`).join('\n'));

    expect((await call('read', { path: 'long' })).content).toMatch(/line 2000\n\[lines 1 to 2000 of 3000; read on with offset 2001\]$/);
    expect((await call('read', { path: 'long', offset: 2999 })).content).toBe('line 2999\nline 3000');
    expect(await call('read', { path: 'long', offset: 3001 })).toMatchObject({ isError: true, content: 'The file has 3000 lines.' });
  });

  it('edit only what is meant', async () => {
    await writeFile(join(workspace, 'a'), 'x x');

    expect(await call('edit', { path: 'a', old_text: 'y', new_text: 'z' })).toMatchObject({ isError: true });
    expect(await call('edit', { path: 'a', old_text: 'x', new_text: 'z' })).toMatchObject({
      isError: true,
      content: expect.stringContaining('2 times'),
    });
    expect(await call('edit', { path: 'a', old_text: 'x', new_text: 'z', replace_all: true })).toMatchObject({ isError: false });
    expect(await readFile(join(workspace, 'a'), 'utf8')).toBe('z z');
  });

  it('replace a file as a whole and keep its mode', async () => {
    await writeFile(join(workspace, 'run.sh'), 'old');
    await chmod(join(workspace, 'run.sh'), 0o755);

    await call('write', { path: 'run.sh', content: 'new' });

    expect((await stat(join(workspace, 'run.sh'))).mode & 0o777).toBe(0o755);
    expect(await readdir(workspace)).toEqual(['run.sh']);
  });

  it('refuse what is not text', async () => {
    await writeFile(join(workspace, 'binary'), Buffer.from([1, 0, 2]));
    await writeFile(join(workspace, 'latin1'), Buffer.from([0xe4]));

    expect(await call('read', { path: 'binary' })).toMatchObject({ isError: true });
    expect(await call('edit', { path: 'latin1', old_text: 'a', new_text: 'b' })).toMatchObject({ isError: true });
  });
});

describe('the workspace', () => {
  const everyCall = (path: string): [string, unknown][] => [
    ['read', { path }],
    ['write', { path, content: 'stolen' }],
    ['edit', { path, old_text: 'canary', new_text: 'stolen' }],
    ['ls', { path }],
    ['grep', { path, pattern: 'canary' }],
    ['find', { path, pattern: '**' }],
  ];

  async function expectConfined(path: string): Promise<void> {
    for (const [name, args] of everyCall(path)) {
      const { isError, content } = await call(name, args);
      expect({ name, path, isError, leaks: /canary|secret/.test(content) }).toEqual({ name, path, isError: true, leaks: false });
    }
    expect(await readFile(join(base, 'secret'), 'utf8')).toBe('canary');
  }

  it.each(['../secret', 'x/../../secret', '/etc/passwd', '..', '../workspace-other', 'a\0b'])(
    'is not left by the path %j',
    async (path) => {
      await expectConfined(path);
    },
  );

  it('is not left by a symbolic link to a file, to a directory, or to nothing', async () => {
    await symlink(join(base, 'secret'), join(workspace, 'file'));
    await symlink(base, join(workspace, 'directory'));
    await symlink(join(base, 'nothing'), join(workspace, 'dangling'));

    for (const path of ['file', 'directory', 'directory/secret', 'dangling', 'dangling/x']) await expectConfined(path);
    expect((await readdir(base)).sort()).toEqual(['secret', 'workspace']);
  });

  it('lets links work that stay inside', async () => {
    await mkdir(join(workspace, 'real'));
    await symlink('real', join(workspace, 'link'));

    await call('write', { path: 'link/a', content: 'x' });

    expect(await readFile(join(workspace, 'real', 'a'), 'utf8')).toBe('x');
    expect(await call('read', { path: 'link/a' })).toMatchObject({ content: 'x', isError: false });
  });

  it('has only regular files, so that no call waits on a pipe', async () => {
    execFileSync('mkfifo', [join(workspace, 'pipe')]);

    expect(await call('read', { path: 'pipe' })).toMatchObject({ isError: true, content: 'That is not a regular file.' });
    expect(await call('write', { path: 'pipe', content: 'x' })).toMatchObject({ isError: true });
    expect(await call('grep', { pattern: 'x' })).toMatchObject({ isError: false, content: 'No matches.' });
  });

  it('is not left when a directory becomes a link to the outside between check and use', async () => {
    const inside = join(workspace, 'd');
    const link = join(workspace, 'link');
    await mkdir(join(base, 'e'));
    await writeFile(join(base, 'e', 'a'), 'canary');
    await mkdir(join(inside, 'e'), { recursive: true });
    await writeFile(join(inside, 'e', 'a'), 'harmless');
    await symlink(base, link);
    let isSwapping = true;
    const putInPlace = async (path: string): Promise<void> => {
      // a write may have made a directory in the gap
      await rename(path, inside).catch(() => rm(inside, { recursive: true, force: true }).then(() => putInPlace(path)));
    };
    const swapping = (async () => {
      while (isSwapping) {
        await rename(inside, join(workspace, 'parked'));
        await putInPlace(link);
        await rename(inside, link);
        await putInPlace(join(workspace, 'parked'));
      }
    })();

    const replies: string[] = [];
    for (let round = 0; round < 300; round++) {
      const [read] = await Promise.all([
        call('read', { path: 'd/e/a' }),
        call('write', { path: `d/e/new-${round % 5}`, content: 'x' }),
        call('write', { path: 'd/e/f/g', content: 'x' }),
      ]);
      replies.push(read.content);
    }
    isSwapping = false;
    await swapping;

    expect(replies).not.toContain('canary');
    expect(await readdir(join(base, 'e'))).toEqual(['a']);
  });
});

describe('searching', () => {
  beforeEach(async () => {
    await mkdir(join(workspace, 'src', 'deep'), { recursive: true });
    await mkdir(join(workspace, '.git'));
    await writeFile(join(workspace, 'src', 'a.ts'), 'const A = 1;\nlet b = A;\n');
    await writeFile(join(workspace, 'src', 'deep', 'b.js'), 'const c = 2;\n');
    await writeFile(join(workspace, '.git', 'config'), 'const secret\n');
    await writeFile(join(workspace, '.env'), 'const=1\n');
  });

  it('greps with line numbers, a glob and without case', async () => {
    expect((await call('grep', { pattern: '^const \\w' })).content).toBe('src/a.ts:1: const A = 1;\nsrc/deep/b.js:1: const c = 2;');
    expect((await call('grep', { pattern: 'CONST', ignore_case: true, glob: '**/*.js' })).content).toBe('src/deep/b.js:1: const c = 2;');
    expect((await call('grep', { pattern: 'LET', path: 'src' })).content).toBe('No matches.');
  });

  it('says so when a pattern cannot be used', async () => {
    expect(await call('grep', { pattern: '(' })).toMatchObject({ isError: true, content: expect.stringMatching(/regular expression/) });
    expect(await call('find', { pattern: '(a+)+' })).toMatchObject({ isError: true });
    expect(await call('find', { pattern: '*a*a*a*a*a' })).toMatchObject({ isError: true });
  });

  it('finds by glob, hidden files too, but not in .git', async () => {
    expect((await call('find', { pattern: '**/*.{ts,js}' })).content).toBe('src/a.ts\nsrc/deep/b.js');
    expect((await call('find', { pattern: '**', path: 'src/deep' })).content).toBe('src/deep/b.js');
    expect((await call('find', { pattern: '*' })).content).toBe('.env');
    expect((await call('find', { pattern: '**/config' })).content).toBe('No files.');
  });

  it('ends an expression that makes others run for ever', async () => {
    await writeFile(join(workspace, 'evil'), `${'a'.repeat(5000)}!`);

    expect(await call('grep', { pattern: '^(a+)+$', path: '.' })).toMatchObject({ isError: false, content: 'No matches.' });
  });
});
