import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgentCatalog, type AgentCatalog } from '../../../src/agents/agent-catalog.ts';
import { BadRequestError, BadUserInputError, ConflictError, NotFoundError } from '../../../src/errors.ts';

let root: string;
let catalog: AgentCatalog;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'agents-'));
  catalog = createAgentCatalog(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function agent(id: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(root, id), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, id, name), content);
}

describe('the agents of a directory', () => {
  it('are its directories by id, without reserved names and files', async () => {
    await agent('zoe', {});
    await agent('Adam', {});
    for (const id of ['_templates', '.hidden', 'shared', 'with space']) await agent(id, { 'IDENTITY.md': '# No' });
    await writeFile(join(root, 'readme'), 'not an agent');

    expect((await catalog.list()).map(({ id }) => id)).toEqual(['Adam', 'zoe']);
    expect(await catalog.count()).toBe(2);
  });

  it('are none when the directory is missing', async () => {
    await rm(root, { recursive: true });

    expect(await catalog.list()).toEqual([]);
  });

  it('are summed up from their identity card, files and config', async () => {
    await agent('mira', {
      'IDENTITY.md': '# Mira — Steward\n\n- **Name:** Mira\n- **Role:** Steward **\n- **Emoji:** 🗂️\n\nrole: prose\n',
      'SOUL.md': '',
      'slack.yml': 'bot_token: x',
      'config.yml': 'model: acme/quick-1\n',
    });

    expect(await catalog.list()).toEqual([
      {
        id: 'mira',
        name: 'Mira',
        emoji: '🗂️',
        role: 'Steward',
        description: null,
        personaFiles: ['IDENTITY.md', 'SOUL.md'],
        slackConnected: true,
        model: 'acme/quick-1',
      },
    ]);
  });

  it('take their name from the heading, else from the id', async () => {
    await agent('a', { 'IDENTITY.md': '# The First\n' });
    await agent('b', {});

    expect((await catalog.list()).map(({ name }) => name)).toEqual(['The First', 'b']);
  });

  it('show an edit at the next call', async () => {
    await agent('a', { 'IDENTITY.md': '# One\n' });
    await catalog.list();

    await writeFile(join(root, 'a', 'IDENTITY.md'), '# Two\n');

    expect((await catalog.get('a')).name).toBe('Two');
  });

  it('have their texts, and a preview that does not split a character', async () => {
    await agent('a', { 'SOUL.md': '🧞'.repeat(600), 'AGENTS.md': '' });

    const { files, soulPreview } = await catalog.get('a');

    expect(Object.keys(files)).toEqual(['SOUL.md']);
    expect(soulPreview).toBe('🧞'.repeat(500));
  });

  it.each(['..', '../x', 'a/b', '', 'shared', '_templates', 'nobody'])('are not found by the id %j', async (id) => {
    await agent('_templates', {});

    await expect(catalog.get(id)).rejects.toThrow(NotFoundError);
    expect(await catalog.persona(id)).toBeNull();
    expect(await catalog.settings(id)).toMatchObject({
      maxConcurrentSteps: 2,
      model: null,
      tools: ['read', 'write', 'bash'],
      thinkingLevel: 'off',
    });
  });

  it('are reported when broken, and hide none of the others', async () => {
    await agent('broken', { 'IDENTITY.md': '# Broken', 'config.yml': 'model: [1\n' });
    await agent('odd', { 'IDENTITY.md': '# Odd', 'config.yml': 'max_concurrent_steps: many\npulse_columns: [1]\nmodel: a/b\n' });
    await agent('list', { 'IDENTITY.md': '# List', 'config.yml': '- a\n' });
    await mkdir(join(root, 'directory', 'SOUL.md'), { recursive: true });

    const problems = (await catalog.problems()).map(({ message }) => message);

    expect(problems).toEqual([
      expect.stringMatching(/^broken\/config.yml: /),
      'directory/SOUL.md is not a file',
      'directory/IDENTITY.md is missing or empty, so the agent is called by its id',
      'list/config.yml: must be a map of settings',
      'odd/config.yml: pulse_columns.0 must be text',
      'odd/config.yml: max_concurrent_steps must be a whole number, 1 or more',
    ]);
    expect(await catalog.settings('odd')).toMatchObject({ maxConcurrentSteps: 2, model: 'a/b' });
    expect(await catalog.count()).toBe(4);
  });
});

describe('an agent config', () => {
  it('is null without a file and has defaults with one', async () => {
    await agent('none', {});
    await agent('some', { 'config.yml': 'thinkingModel: a/camel\nthinking_model: a/snake\nthinking_level: false\n' });

    expect(await catalog.config('none')).toBeNull();
    expect(await catalog.config('some')).toEqual({
      model: '',
      thinkingModel: 'a/snake',
      planningModel: '',
      executorModel: '',
      thinkingLevel: 'off',
      thinkingModelThinkingLevel: 'off',
      threadMode: 'passive',
      pulseEnabled: true,
      pulseIntervalMinutes: 30,
      pulseColumns: [],
      pulseContainerTimeoutMs: 120_000,
      coordination: {
        maxConcurrentPulseSessions: 2,
        wakeGuardrails: { cooldownSeconds: 300, maxWakesPerDay: 12, maxDailySessionMinutes: 120, maxWakesPerPairPerDay: 5 },
      },
    });
  });

  it('keeps comments, order and unknown keys when it is changed', async () => {
    await agent('a', { 'config.yml': '# mine\nzeta: 1 # unknown\nmodel: a/b # the model\ncoordination:\n  other: x\n' });

    const content = await catalog.updateConfig('a', {
      model: 'c/d',
      thinkingLevel: 'off',
      unknown: 1,
      coordination: { wakeGuardrails: { maxWakesPerDay: 3 } },
    });

    expect(content).toEqual({
      zeta: 1,
      model: 'c/d',
      coordination: { other: 'x', wake_guardrails: { max_wakes_per_day: 3 } },
      thinking_level: 'off',
    });
    expect(await readFile(join(root, 'a', 'config.yml'), 'utf8')).toBe(
      '# mine\nzeta: 1 # unknown\nmodel: c/d # the model\ncoordination:\n  other: x\n  wake_guardrails:\n    max_wakes_per_day: 3\nthinking_level: "off"\n',
    );
    expect(await readdir(join(root, 'a'))).toEqual(['config.yml']);
  });

  it('is made by the first change', async () => {
    await agent('a', {});

    await catalog.updateConfig('a', { pulseColumns: ['Ready', 'off'] });

    expect(await catalog.config('a')).toMatchObject({ pulseColumns: ['Ready', 'off'] });
  });

  it('loses none of many changes at a time', async () => {
    await agent('a', {});
    const patches = [{ model: 'a/b' }, { thinkingModel: 'a/c' }, { pulseEnabled: false }, { pulseIntervalMinutes: 5 }, { maxRetries: 1 }];

    await Promise.all(patches.map((patch) => catalog.updateConfig('a', patch)));

    expect(await readFile(join(root, 'a', 'config.yml'), 'utf8')).toBe(
      'model: a/b\nthinking_model: a/c\npulse_enabled: false\npulse_interval_minutes: 5\nmax_retries: 1\n',
    );
  });

  it.each([
    [{ pulseEnabled: 'maybe' }, 'pulseEnabled'],
    [{ thinkingLevel: 'extreme' }, 'thinkingLevel'],
    [{ model: 'no slash' }, 'model'],
    [{ pulseColumns: ['a', 1] }, 'pulseColumns.1'],
    [{ coordination: { wakeGuardrails: { maxWakesPerDay: -1 } } }, 'coordination.wakeGuardrails.maxWakesPerDay'],
    [['a'], ''],
    [null, ''],
  ])('refuses %j and names the field', async (patch, path) => {
    await agent('a', {});

    const error = await catalog.updateConfig('a', patch).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(BadUserInputError);
    expect(error).toMatchObject({ issues: [{ path }], message: expect.stringContaining(path) });
    expect(await readdir(join(root, 'a'))).toEqual([]);
  });

  it('is left alone when it is broken', async () => {
    await agent('a', { 'config.yml': 'model: [1\n' });

    await expect(catalog.updateConfig('a', { model: 'a/b' })).rejects.toThrow(ConflictError);
    expect(await readFile(join(root, 'a', 'config.yml'), 'utf8')).toBe('model: [1\n');
  });

  it('takes further changes after one that was refused', async () => {
    await agent('a', {});
    await expect(catalog.updateConfig('nobody', {})).rejects.toThrow('Agent nobody not found');

    await expect(catalog.updateConfig('a', { model: 'a/b' })).resolves.toEqual({ model: 'a/b' });
  });
});

describe('persona files', () => {
  it('are written whole, with their size in characters', async () => {
    await agent('a', { 'SOUL.md': 'old' });

    expect(await catalog.writeFile('a', 'SOUL.md', 'ä🧞')).toBe(2);
    expect(await catalog.persona('a')).toEqual({ identity: '', soul: 'ä🧞', decision: '', agents: '', name: 'a', emoji: null, role: null });
  });

  it.each(['PULSE.md', 'config.yml', '../x.md', ''])('are the only ones that can be written, not %j', async (name) => {
    await agent('a', {});

    await expect(catalog.writeFile('a', name, 'x')).rejects.toThrow(BadRequestError);
  });

  it('are not written through a symbolic link', async () => {
    await agent('a', {});
    await writeFile(join(root, 'outside'), 'safe');
    await symlink(join(root, 'outside'), join(root, 'a', 'SOUL.md'));

    await catalog.writeFile('a', 'SOUL.md', 'new');

    expect(await readFile(join(root, 'outside'), 'utf8')).toBe('safe');
  });

  it('make no persona when there are none', async () => {
    await agent('a', { 'SOUL.md': ' ', 'config.yml': '' });

    expect(await catalog.persona('a')).toBeNull();
  });
});
