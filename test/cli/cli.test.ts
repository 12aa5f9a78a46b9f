import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, TEST_CATALOG, type TestServer } from '../support/test-server.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/djinnbot.js');

let catalog: CatalogDirectory;
let test: TestServer;
let hold = Promise.withResolvers<void>();

beforeAll(async () => {
  const pipeline = readFileSync(join(TEST_CATALOG, 'pipelines/review.yml'), 'utf8');
  catalog = await catalogDirectory({
    'agents/ann/IDENTITY.md': '# Ann',
    'agents/ann/config.yml': 'pulse_enabled: false\ntool_approval: { write: ask }',
    'pipelines/ask.yml': 'id: ask\nname: Ask\nagents: [{ id: ann }]\nsteps:\n  - { id: ASK, agent: ann, input: x, outputs: [said] }\n',
    'pipelines/review.yml': pipeline,
  });
  test = await startTestServer(
    async ({ step, turn, prompt, runId, said, toolResults }): Promise<ScriptedReply> => {
      if (!runId) return said.includes('please break') ? { error: { status: 400, message: 'no' } } : { text: `You said: ${said}` };
      if (step === 'ASK' && turn <= 2)
        return turn === 1
          ? { tools: [{ name: 'ask_human', args: { question: 'Which colour?', choices: ['red', 'dark green'] } }] }
          : { tools: [{ name: 'write', args: { path: 'a.md', content: 'x' } }] };
      if (step === 'ASK') return complete({ said: toolResults.join(', ') });
      if (prompt.includes('please wait')) await hold.promise;
      if (prompt.includes('please fail')) return { text: 'STATUS: failed\nERROR: I was asked to' };
      if (step === 'WRITE' && turn === 1)
        return { thinking: 'A draft, then.', text: 'I write.', tools: [{ name: 'write', args: { path: 'draft.md', content: 'x' } }] };
      return complete(step === 'REVIEW' ? { verdict: 'approved', review: 'good' } : { draft: 'a draft', url: 'https://example.org' });
    },
    { CATALOG_DIR: catalog.path },
  );
});
afterAll(async () => {
  hold.resolve();
  await test.stop();
  await catalog.remove();
});

function djinnbot(args: string[], url = test.server.url) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { PATH: process.env.PATH, DJINNBOT_URL: url, NO_COLOR: '1' } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const done = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  );
  return { child, said, done };
}

describe('djinnbot run', () => {
  it('shows a run as it happens, and its outputs', async () => {
    const { code, out, err } = await djinnbot(['run', 'review', 'write a poem']).done;

    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^run_[0-9a-f]{12}$/);
    const shown = [
      '● WRITE writer, openai/scripted',
      'A draft, then.',
      'I write.',
      '  ⚙ write {"path":"draft.md","content":"x"}',
      '✓ WRITE',
      '● REVIEW',
      '✓ PUBLISH',
      '✓ completed',
      'draft: a draft',
    ];
    const places = shown.map((line) => lines.findIndex((candidate) => candidate.startsWith(line)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('prints each event as a line of JSON when it is asked to', async () => {
    const { code, out } = await djinnbot(['run', 'review', 'write', '--json']).done;

    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(code).toBe(0);
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['run_created', 'run_complete']);
  });

  it('fails with the run, and says why', async () => {
    const { code, out } = await djinnbot(['run', 'review', 'please fail']).done;

    expect(code).toBe(1);
    expect(out).toContain('✗ WRITE: I was asked to');
  });

  it('goes on showing it when the server was killed and started again', async () => {
    hold = Promise.withResolvers();
    const { said, done } = djinnbot(['run', 'review', 'please wait']);
    await eventually(() => expect(said.out).toContain('● WRITE'));
    const { url } = test.server;
    await test.server.kill();
    hold.resolve();
    await test.server.start({ PORT: new URL(url).port });

    const { code, out } = await done;

    expect(code).toBe(0);
    expect(out.match(/● WRITE/g)).toHaveLength(1);
    expect(out).toContain('✓ completed');
  });

  it('leaves the run to itself on Ctrl-C, and can be rid of it', async () => {
    hold = Promise.withResolvers();
    const { child, said, done } = djinnbot(['run', 'review', 'please wait again']);
    await eventually(() => expect(said.out).toContain('● WRITE'));
    const id = /run_[0-9a-f]{12}/.exec(said.out)?.[0] ?? '';
    child.kill('SIGINT');

    const { code, err } = await done;

    expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining(`djinnbot cancel ${id}`) });
    expect((await test.server.get(`/v1/runs/${id}`)).status).toBe('running');
    expect(await djinnbot(['cancel', id]).done).toMatchObject({ code: 0, out: `${id} is cancelled\n` });
    expect(await djinnbot(['follow', id]).done).toMatchObject({ code: 1 });
    hold.resolve();
  });
});

describe('djinnbot', () => {
  it('lists runs and actors, for people and for programs', async () => {
    const runs = await djinnbot(['runs']).done;
    const actors = await djinnbot(['actors']).done;

    expect(runs.out).toMatch(/^run_\w+ {2}completed +review +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}write a poem$/m);
    expect(actors.out.split('\n')).toEqual([
      'agents  idle',
      '  critic (agent)  idle',
      '  writer (agent)  idle',
      'boards  idle',
      'budgets  idle',
      'chats  idle',
      'dispatch  idle',
      'github  idle',
      'mcp  idle',
      'memory  idle',
      'pulse  idle',
      'questions  idle',
      'runs  idle',
      '',
    ]);
    expect(JSON.parse((await djinnbot(['runs', '--json']).done).out).length).toBeGreaterThan(0);
    expect(JSON.parse((await djinnbot(['actors', '--json']).done).out)).toContainEqual(
      expect.objectContaining({ path: 'runs', state: 'IDLE' }),
    );
  });

  it('talks with an agent: once, again, and at the terminal', async () => {
    const once = await djinnbot(['chat', 'ann', 'Hello there']).done;
    expect(once).toEqual({ code: 0, out: 'You said: Hello there\n', err: '' });
    expect((await djinnbot(['chat', 'ann', 'please break']).done).code).toBe(1);
    const lines = (await djinnbot(['chat', 'ann', 'Hi', '--json']).done).out.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(expect.arrayContaining(['output', 'turn_end']));

    const { child, said, done } = djinnbot(['chat', 'ann']);
    await eventually(() => expect(said.out).toContain('> '));
    child.stdin.write('First\n');
    await eventually(() => expect(said.out).toContain('You said: First'));
    child.stdin.write('Second\n');
    await eventually(() => expect(said.out).toContain('You said: Second'));
    child.stdin.end('\n');
    const { code, err } = await done;
    expect(code).toBe(0);
    const session = /--session (chat_\w+)/.exec(err)?.[1] ?? '';
    expect((await djinnbot(['chat', 'ann', 'Third', '--session', session]).done).out).toBe('You said: Third\n');
    const { messages } = await test.server.get(`/v1/chat/sessions/${session}`);
    expect(messages.map(({ content }: { content: string }) => content)).toContain('You said: Third');
    expect(messages).toHaveLength(6);
  });

  it('says what is set up and what is not', async () => {
    const healthy = await djinnbot(['doctor']).done;
    expect(healthy.out).toMatch(/✓ server +version/);
    expect(healthy.out).toMatch(/✓ models +openai\/scripted by default; keys for openai/);
    expect(healthy.out).toMatch(/✓ memory +searched by words; set EMBEDDING_MODEL/);
    expect(healthy.out).toMatch(/✓ github +no app; it would need GITHUB_APP_ID/);
    expect(await djinnbot(['mcp']).done).toMatchObject({ code: 0, out: expect.stringContaining('There are no MCP servers') });

    await test.server.post('/v1/mcp', { name: 'broken', config: { command: 'there-is-no-such-program' } });
    await eventually(async () => expect((await djinnbot(['mcp']).done).out).toMatch(/^broken .*there-is-no-such-program/m));
    expect(await djinnbot(['doctor']).done).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✗ mcp broken .*there-is-no-such-program/),
    });
    expect(JSON.parse((await djinnbot(['doctor', '--json']).done).out)).toContainEqual(
      expect.objectContaining({ name: 'mcp broken', problem: expect.any(String) }),
    );
    await test.server.post('/v1/secrets', { name: 'S', value: 'v' });
    expect(await djinnbot(['rotate-secrets']).done).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ values/) });
    expect(await djinnbot(['audit']).done).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^All [1-9]\d* entries are as they were written/),
    });
  });

  it.each<[string[], string, string?]>([
    [['run', 'nothing', 'task'], 'Pipeline nothing not found'],
    [['run', 'review', 'task', '--model', 'anthropic/claude-x'], 'ANTHROPIC_API_KEY'],
    [['run', 'review', 'task', '--budget', '-1'], 'budget'],
    [['run', 'review', 'task', '--budget=-1'], 'must be more than 0'],
    [['run', 'review', 'task', '--budget', 'much'], '--budget must be a number of US dollars'],
    [['run', 'review', 'task', '--budget='], '--budget must be a number of US dollars'],
    [['run', 'review'], 'name a task, such as: djinnbot run quickstart'],
    [['run', 'review', 'task', '--speed', '9'], "Unknown option '--speed'"],
    [['follow', 'run_nothing'], 'Run run_nothing not found'],
    [['chat'], 'name an agent, such as: djinnbot chat finn'],
    [['chat', 'nobody', 'hi'], 'nobody'],
    [['chat', 'ann', 'hi', '--session', 'chat_none'], 'not found'],
    [['answer', 'q_none'], 'name an answer, such as: djinnbot answer q_0a1b2c3d4e5f approve'],
    [['answer', 'q_none', 'yes'], 'Question q_none not found'],
    [['memory', 'export', 'ann'], 'name a directory, such as: djinnbot memory export mira ./mira'],
    [['memory', 'move', 'ann', '/tmp'], 'name export or import'],
    [['memory', 'import', 'ann', '/nowhere'], '/nowhere cannot be read (ENOENT)'],
    [['dance'], 'there is no command "dance"; djinnbot --help lists them'],
    [['runs', '--url', 'nowhere'], 'nowhere is not a URL'],
    [['runs', '--url', 'http://127.0.0.1:1'], 'There is no server at http://127.0.0.1:1; start one with "djinnbot start"'],
  ])('%j says in one line what is wrong', async (args, message) => {
    const { code, out, err } = await djinnbot(args).done;

    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toContain(message);
  });

  it('takes the memory of an agent out into a directory, and into another vault', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'djinnbot-vault-'));
    try {
      const note = '---\ntitle: Orbit\ntype: fact\n---\nSee [[Crew]].\n';
      await mkdir(join(directory, 'in/fact'), { recursive: true });
      await mkdir(join(directory, 'in/.clawvault'), { recursive: true });
      await writeFile(join(directory, 'in/fact/orbit.md'), note);
      await writeFile(join(directory, 'in/crew.md'), 'x'.repeat(300_000));
      await writeFile(join(directory, 'in/log.md'), 'y'.repeat(300_000)); // more than one request takes
      await writeFile(join(directory, 'in/.clawvault/hidden.md'), 'z');
      expect(await djinnbot(['memory', 'import', 'ann', join(directory, 'in')]).done).toEqual({
        code: 0,
        out: '3 files are in ann\n',
        err: '',
      });

      const exported = await djinnbot(['memory', 'export', 'ann', join(directory, 'out'), '--json']).done;
      expect(JSON.parse(exported.out)).toEqual({ files: 3 });
      expect(await readFile(join(directory, 'out/fact/orbit.md'), 'utf8')).toBe(note);
      expect((await readdir(join(directory, 'out'))).sort()).toEqual(['.clawvault.json', 'crew.md', 'fact', 'log.md']);
      expect(JSON.parse(await readFile(join(directory, 'out/.clawvault.json'), 'utf8'))).toMatchObject({
        name: 'ann',
        version: '1.0.0',
        categories: ['fact'],
        documentCount: 3,
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('lists what agents ask, and answers it', async () => {
    const run = await djinnbot(['run', 'ask', 'go']).done;
    const [question] = JSON.parse((await djinnbot(['inbox', '--json']).done).out);
    expect(run).toMatchObject({ code: 3, out: expect.stringContaining(`djinnbot answer ${question.id} "red"|"dark green"`) });
    expect((await djinnbot(['inbox']).done).out).toBe(
      `${question.id}  ann in ${question.run_id} asks: Which colour?\n  djinnbot answer ${question.id} "red"|"dark green"\n`,
    );
    expect((await djinnbot(['answer', question.id, 'blue']).done).err).toContain('answer must be one of the choices');
    expect(await djinnbot(['answer', question.id, 'dark green', '--note', 'matt']).done).toMatchObject({
      code: 0,
      out: `${question.id} is answered\n`,
    });

    const follow = await djinnbot(['follow', question.run_id]).done;
    expect(follow).toMatchObject({ code: 3, out: expect.stringContaining('May write be called?') });
    const [approval] = JSON.parse((await djinnbot(['inbox', '--json']).done).out);
    expect((await djinnbot(['answer', approval.id, 'yes']).done).err).toContain('answer approve or deny');
    await djinnbot(['answer', approval.id, 'deny']).done;

    expect(await djinnbot(['follow', question.run_id]).done).toMatchObject({
      code: 0,
      out: expect.stringContaining('a person denied this call'),
    });
    expect((await djinnbot(['answer', approval.id, 'approve']).done).err).toContain('is answered already');
    expect((await djinnbot(['inbox']).done).out).toBe('Nothing waits for you\n');
  });

  it('ends with the words of a server that lets nobody follow', async () => {
    const proxy = createServer((request, response) => {
      const isStream = request.url?.startsWith('/v1/events') ?? false;
      response.writeHead(isStream ? 403 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isStream ? { detail: 'Following is not allowed' } : { id: 'run_1' }));
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');

    const answer = await djinnbot(['follow', 'run_1'], `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`).done;

    proxy.close();
    expect(answer).toMatchObject({ code: 2, err: 'djinnbot: Following is not allowed\n' });
  });

  it.each(['--help', 'help', 'run --help', 'start -h'])('explains itself: %s', async (words) => {
    expect(await djinnbot(words.split(' ')).done).toMatchObject({
      code: 0,
      out: expect.stringContaining('djinnbot run <pipeline> "<task>"'),
    });
  });
});
