import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/djinnbot.js');
const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

let server: ServerProcess;
let config: string;
let admin: string;

beforeAll(async () => {
  server = await ServerProcess.start({ AUTH_ENABLED: 'true', AUTH_SECRET_KEY: 'a'.repeat(32) });
  config = await mkdtemp(join(tmpdir(), 'djinnbot-config-'));
  admin = (await server.post('/v1/auth/setup', ADA)).accessToken;
});
afterAll(async () => {
  await server.remove();
  await rm(config, { recursive: true, force: true });
});

function djinnbot(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env.PATH, DJINNBOT_URL: server.url, NO_COLOR: '1', XDG_CONFIG_HOME: config, ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  child.stdin.end(input);
  const done = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...said })),
  );
  return { child, said, done };
}

const signIn = (...lines: string[]) => djinnbot(['login'], { input: lines.map((line) => `${line}\n`).join('') }).done;

describe('djinnbot at a server with authentication on', () => {
  it('says what to do when nobody is signed in', async () => {
    const { code, err } = await djinnbot(['runs']).done;

    expect(code).toBe(2);
    expect(err).toContain('"djinnbot login" signs you in');
  });

  it('signs in and out; what it stores is for nobody else, and a wrong password stores nothing', async () => {
    expect(await signIn(ADA.email, 'wrong password')).toMatchObject({ code: 2, err: expect.stringContaining('Invalid email or password') });
    expect(await djinnbot(['runs']).done).toMatchObject({ code: 2 });

    expect(await signIn(ADA.email, ADA.password)).toMatchObject({ code: 0, out: expect.stringContaining('Signed in as ada@example.org') });
    expect(await djinnbot(['runs']).done).toMatchObject({ code: 0 });
    expect((await stat(join(config, 'djinnbot/auth.json'))).mode & 0o777).toBe(0o600);

    expect(await djinnbot(['logout']).done).toMatchObject({ code: 0, out: expect.stringContaining('Signed out') });
    expect(await djinnbot(['runs']).done).toMatchObject({ code: 2 });
  });

  it('renews what is over, once among commands that run at the same time', async () => {
    await signIn(ADA.email, ADA.password);
    const { port } = new URL(server.url);
    await server.stop();
    await server.start({ PORT: port, AUTH_SECRET_KEY: 'b'.repeat(32) });

    const answers = await Promise.all([1, 2, 3].map(() => djinnbot(['runs']).done));

    expect(answers.map(({ code, err }) => ({ code, err }))).toEqual(answers.map(() => ({ code: 0, err: '' })));
    expect(await djinnbot(['runs']).done).toMatchObject({ code: 0 });
    admin = (await server.post('/v1/auth/login', ADA)).accessToken;
  });

  it('says that the session is over when it was ended elsewhere', async () => {
    await signIn(ADA.email, ADA.password);
    await server.send('POST', '/v1/auth/logout/all', {}, { authorization: `Bearer ${admin}` });
    admin = (await server.post('/v1/auth/login', ADA)).accessToken;

    expect(await djinnbot(['runs']).done).toMatchObject({ code: 2, err: expect.stringContaining('"djinnbot login"') });
  });

  it('takes a key in place of a sign-in, as an option before the environment', async () => {
    const { body } = await server.send('POST', '/v1/auth/api-keys', { name: 'cli' }, { authorization: `Bearer ${admin}` });

    expect(await djinnbot(['runs', '--api-key', body.key], { env: { DJINNBOT_API_KEY: 'djb_other' } }).done).toMatchObject({ code: 0 });
    expect(await djinnbot(['runs'], { env: { DJINNBOT_API_KEY: body.key } }).done).toMatchObject({ code: 0 });
    expect(await djinnbot(['runs', '--api-key', 'djb_other']).done).toMatchObject({
      code: 2,
      err: expect.stringContaining('refuses the key'),
    });
  });

  it('asks for a code where there is a second factor', async () => {
    const authorization = `Bearer ${admin}`;
    const { body } = await server.send('POST', '/v1/auth/totp/setup', {}, { authorization });
    const totp = new TOTP({ secret: body.secret });
    await server.send('POST', '/v1/auth/totp/confirm', { code: totp.generate() }, { authorization });

    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    expect(await signIn(ADA.email, ADA.password, next)).toMatchObject({ code: 0, out: expect.stringContaining('Signed in') });
  });

  it('prints the events of a run as lines, those of all runs as they come, and as JSON', async () => {
    const all = djinnbot(['logs', '-f', '--json']);
    // nothing is said before the first event: the command is connected when one arrives
    const authorization = `Bearer ${admin}`;
    const start = () => server.send('POST', '/v1/runs', { pipeline_id: 'quickstart', task: 'Logged' }, { authorization });
    const id = await eventually(async () => {
      const { body } = await start();
      await eventually(() => expect(all.said.out).toContain(body.id), 2_000);
      return body.id as string;
    });

    const live = await djinnbot(['logs', id, '-f', '--json']).done;
    const types = (out: string) =>
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types(live.out)).toEqual(expect.arrayContaining(['run_created', 'agent_output', 'run_complete']));
    expect(types(live.out).at(-1)).toBe('run_complete');

    const stored = await djinnbot(['logs', id]).done;
    expect(stored.out.trim().split('\n')).toHaveLength(types(live.out).length);
    expect(stored.out).toMatch(/^\d{4}-\d\d-\d\dT\S+ {2}run_created +run_[0-9a-f]{12} {2}\{/m);
    expect(await djinnbot(['logs', 'run_none']).done).toMatchObject({ code: 2, err: expect.stringContaining('there is no run') });
    all.child.kill('SIGINT');
    expect(await all.done).toMatchObject({ code: 130 });
  });
});
