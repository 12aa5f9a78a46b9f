import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadRequestError, ConflictError, NotFoundError } from '../../../src/errors.ts';
import { createPipelineCatalog, type PipelineCatalog } from '../../../src/pipelines/pipeline-catalog.ts';

let directory: string;
let catalog: PipelineCatalog;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pipelines-'));
  catalog = createPipelineCatalog(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function yamlOf(id: string, { name = id, input = 'Go' } = {}): string {
  return `id: ${id}\nname: ${name}\nagents: [{ id: mira, persona: You plan. }]\nsteps: [{ id: S1, agent: mira, input: ${input} }]\n`;
}

function write(file: string, yaml: string): Promise<void> {
  return writeFile(join(directory, file), yaml);
}

async function ids(): Promise<string[]> {
  return (await catalog.list()).map(({ id }) => id);
}

async function errors(id: string): Promise<string[]> {
  return (await catalog.validate(id)).errors;
}

describe('the pipelines of a directory', () => {
  it('are its YAML files by id, without hidden ones', async () => {
    await write('1.yml', yamlOf('zebra'));
    await write('2.yaml', yamlOf('ant'));
    await write('.draft.yml', yamlOf('hidden'));
    await write('notes.md', yamlOf('notes'));

    expect(await ids()).toEqual(['ant', 'zebra']);
    expect(await catalog.count()).toBe(2);
    expect(await catalog.get('ant')).toMatchObject({ id: 'ant', file: '2.yaml', problems: [], pipeline: { id: 'ant' } });
    expect(await catalog.raw('ant')).toEqual({ pipelineId: 'ant', yaml: yamlOf('ant'), file: '2.yaml' });
  });

  it('are none when the directory is missing, and cannot be listed when it is none', async () => {
    await rm(directory, { recursive: true });
    expect(await ids()).toEqual([]);

    await writeFile(directory, 'a file');

    await expect(catalog.list()).rejects.toThrow(/ENOTDIR/);
  });

  it.each(['nobody', '', '../secret', 'a/b', '__proto__', 'constructor'])('are not found by the id %j', async (id) => {
    await write('a.yml', yamlOf('a'));

    await Promise.all([catalog.get(id), catalog.raw(id), catalog.validate(id)].map((ask) => expect(ask).rejects.toThrow(NotFoundError)));
  });

  it('show an edit, a new file and a removed one at the next call', async () => {
    await write('a.yml', yamlOf('a', { name: 'One' }));
    await catalog.list();

    await write('a.yml', yamlOf('a', { name: 'Two' }));
    await write('b.yml', yamlOf('b'));
    expect((await catalog.get('a')).pipeline?.name).toBe('Two');
    expect(await ids()).toEqual(['a', 'b']);
    await unlink(join(directory, 'a.yml'));

    expect(await ids()).toEqual(['b']);
  });

  it('show an edit that keeps size and time, when the file is another one', async () => {
    const time = new Date(1_700_000_000_000);
    const put = async (name: string) => {
      await write('.new', yamlOf('a', { name }));
      await utimes(join(directory, '.new'), time, time);
      await rename(join(directory, '.new'), join(directory, 'a.yml'));
    };
    await put('One');
    await catalog.list();
    await put('Two');

    expect((await catalog.get('a')).pipeline?.name).toBe('Two');
  });
});

describe('a broken pipeline', () => {
  it.each([
    ['YAML', 'id: [', /^broken\.yml:\d+: /],
    ['a list', '- a', /^broken\.yml:1: the document must be a map$/],
    ['nothing', '', /^broken\.yml: the document must be a map$/],
    ['steps that are no list', 'id: broken\nname: B\nagents: []\nsteps: S1', /^broken\.yml:4: steps must be a list$/],
    [
      'a step that does not exist',
      `${yamlOf('broken').replace('input', 'onComplete: NIX, input')}`,
      /step S1: onComplete names the step NIX/,
    ],
  ])('is reported and hides no other: %s', async (_name, yaml, message) => {
    await write('a.yml', yamlOf('a'));
    await write('broken.yml', yaml);
    await write('z.yml', yamlOf('z'));

    expect(await ids()).toEqual(['a', 'broken', 'z']);
    expect(await catalog.count()).toBe(3);
    expect(await catalog.get('broken')).toMatchObject({ pipeline: null, file: 'broken.yml' });
    expect(await catalog.validate('broken')).toEqual({
      valid: false,
      pipelineId: 'broken',
      errors: [expect.stringMatching(message)],
      warnings: [],
    });
    expect((await catalog.raw('broken')).yaml).toBe(yaml);
    expect((await catalog.get('z')).pipeline).not.toBeNull();
  });

  it('may be a directory or a dead link', async () => {
    await mkdir(join(directory, 'folder.yml'));
    await symlink(join(directory, 'nowhere'), join(directory, 'link.yml'));
    await write('a.yml', yamlOf('a'));

    expect(await ids()).toEqual(['a', 'folder']);
    expect(await errors('folder')).toEqual(['folder.yml: cannot be read (EISDIR)']);
  });

  it('leaves new runs its last version without errors, until it is mended', async () => {
    await write('a.yml', yamlOf('a', { name: 'Good' }));
    await catalog.list();

    await write('a.yml', 'id: other\nname: [');
    expect(await catalog.get('a')).toMatchObject({ id: 'a', pipeline: { name: 'Good' } });
    expect(await catalog.validate('a')).toMatchObject({
      valid: false,
      errors: [expect.stringMatching(/^a\.yml:2: /)],
      warnings: ['a.yml: new runs use the last version that had no errors'],
    });
    expect((await catalog.get('a')).pipeline?.name).toBe('Good');
    await write('a.yml', yamlOf('a', { name: 'Mended' }));

    expect(await catalog.get('a')).toMatchObject({ pipeline: { name: 'Mended' }, problems: [] });
  });

  it.each([
    ['of the same id', 'a-copy.yml', 'id: a\nname: A\nagents: []\nsteps: S1'],
    ['that would be called the same', 'a.yaml', 'id: ['],
  ])('does not take the place of a good one: a file %s', async (_name, file, yaml) => {
    await write('a.yml', yamlOf('a'));
    await write(file, yaml);

    expect(await catalog.get('a')).toMatchObject({ file: 'a.yml', pipeline: { id: 'a' }, problems: [] });
    expect(await ids()).toEqual(['a', file]);
    expect(await errors(file)).toEqual([expect.stringMatching(`^${file}:\\d`), `${file}: its id is already used by a.yml`]);
  });
});

describe('two files of one id', () => {
  it('the first counts, the other is reported under its own name', async () => {
    await write('1.yml', yamlOf('a', { name: 'First' }));
    await write('2.yml', yamlOf('a', { name: 'Second' }));

    expect((await catalog.get('a')).pipeline?.name).toBe('First');
    expect(await catalog.get('2.yml')).toMatchObject({ pipeline: null });
    expect(await errors('2.yml')).toEqual(['2.yml: its id is already used by 1.yml']);
    await unlink(join(directory, '1.yml'));

    expect((await catalog.get('a')).pipeline?.name).toBe('Second');
    expect(await ids()).toEqual(['a']);
  });
});

describe('saving', () => {
  it('writes a new file, also into a directory that is not there yet', async () => {
    await rm(directory, { recursive: true });

    await catalog.save('a', yamlOf('a'));

    expect(await readdir(directory)).toEqual(['a.yml']);
    expect((await catalog.get('a')).pipeline?.id).toBe('a');
  });

  it('replaces the file that has the pipeline, whatever it is called, and leaves nothing else behind', async () => {
    await write('old name.yaml', yamlOf('a', { name: 'One' }));

    await catalog.save('a', yamlOf('a', { name: 'Two' }));

    expect(await readdir(directory)).toEqual(['old name.yaml']);
    expect((await catalog.get('a')).pipeline?.name).toBe('Two');
  });

  it('mends a broken file', async () => {
    await write('a.yml', 'id: [');

    await catalog.save('a', yamlOf('a'));

    expect(await catalog.validate('a')).toEqual({ valid: true, pipelineId: 'a', errors: [], warnings: [] });
  });

  it.each([
    ['broken YAML', 'id: [', /^Invalid YAML: a\.yml:\d+: /],
    ['another id', yamlOf('b'), /^Pipeline ID in YAML must match URL: a$/],
    ['no id', 'name: A\nagents: []\nsteps: []', /^Invalid YAML: a\.yml:1: id is missing/],
    ['nothing', '', /^Invalid YAML: a\.yml: the document must be a map$/],
    ['no steps', yamlOf('a').replace(/steps: .*/, 'steps: []'), /steps is empty/],
    ['everything that is wrong', yamlOf('a').replace('agent: mira', 'agent: ada, onComplete: NIX'), /agent ada.*; .*NIX/],
  ])('refuses %s and leaves the file as it was', async (_name, yaml, message) => {
    await write('a.yml', yamlOf('a'));

    const saved = catalog.save('a', yaml);

    await expect(saved).rejects.toThrow(BadRequestError);
    await expect(saved).rejects.toThrow(message);
    expect(await readFile(join(directory, 'a.yml'), 'utf8')).toBe(yamlOf('a'));
    expect(await readdir(directory)).toEqual(['a.yml']);
  });

  it.each(['', '../a', 'a/b', '.a', 'a'.repeat(65)])('refuses the id %j', async (id) => {
    await expect(catalog.save(id, yamlOf('a'))).rejects.toThrow(BadRequestError);

    expect(await readdir(directory)).toEqual([]);
  });

  it('does not write over the file of another pipeline', async () => {
    await write('a.yml', yamlOf('b'));

    await expect(catalog.save('a', yamlOf('a'))).rejects.toThrow(ConflictError);

    expect(await readFile(join(directory, 'a.yml'), 'utf8')).toBe(yamlOf('b'));
  });

  it('accepts warnings, and validate names them', async () => {
    await catalog.save('a', yamlOf('a', { input: '"{{nix}}"' }));

    expect(await catalog.validate('a')).toMatchObject({ valid: true, errors: [], warnings: [expect.stringContaining('{{nix}}')] });
  });

  it('at the same time, one of the texts is there afterwards, whole, and readers never see less', async () => {
    await catalog.save('a', yamlOf('a'));
    const names = Array.from({ length: 20 }, (_, index) => `Name ${index}`);

    const [problems] = await Promise.all([
      Promise.all(names.map(() => catalog.get('a').then((file) => file.problems))),
      Promise.all(names.map((name) => catalog.save('a', yamlOf('a', { name })))),
    ]);

    expect(problems.flat()).toEqual([]);
    expect(names).toContain((await catalog.get('a')).pipeline?.name);
    expect(await readdir(directory)).toEqual(['a.yml']);
  });
});
