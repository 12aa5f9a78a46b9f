import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretStore } from '../../../src/secrets/secret-service.ts';
import { bashToolset } from '../../../src/tools/bash-tool.ts';
import { runTool } from '../../../src/tools/run-tool.ts';
import { createSandbox, type Sandbox } from '../../../src/tools/sandbox.ts';
import type { Tool } from '../../../src/tools/tool.ts';
import { toolContext } from '../../support/tool-context.ts';
import { eventually } from '../../support/eventually.ts';

let folder: string;
let workspace: string;
let outside: string;
let sandbox: Sandbox;
let tool: Tool;
let server: Server;
let url: string;

const secrets = { environmentFor: () => Promise.resolve({ DEPLOY_TOKEN: 'canary-4711-canary' }) } as unknown as SecretStore;
const toolOf = async (sandbox: Sandbox, hosts: string[] = []): Promise<Tool> => {
  const set = bashToolset({ sandbox, secrets, hostsOf: () => Promise.resolve(hosts) });
  const scope = { agentId: 'a', stream: 'run:r', runId: 'r', projectId: null, ownerId: null };
  expect(await set.tools({ ...scope, granted: ['read'] })).toEqual([]);
  const [bash] = await set.tools({ ...scope, granted: ['bash'] });
  return bash as Tool;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'djinnbot-bash-'));
  outside = mkdtempSync(join(tmpdir(), 'djinnbot-outside-'));
  workspace = join(folder, 'data/workspaces/run_1');
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(folder, 'data/secret.key'), 'top secret');
  sandbox = createSandbox({ isOff: false, hidden: [join(folder, 'data')] });
  tool = await toolOf(sandbox);
  server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await sandbox.close();
  server.close();
  for (const path of [folder, outside]) rmSync(path, { recursive: true, force: true });
});

const bash = (command: string, more: { timeout?: number; signal?: AbortSignal } = {}) => {
  const { signal, ...args } = more;
  return runTool(tool, JSON.stringify({ command, ...args }), toolContext({ workspace, ...(signal && { signal }) }));
};
/** Processes that have a word in their command line. */
const alive = (word: string) =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });

describe('a command', () => {
  it('works in the workspace, and says what it printed and how it ended', async () => {
    expect(await bash('echo hi > a.txt; cat a.txt; echo oops >&2; exit 3')).toMatchObject({
      content: expect.stringMatching(/^hi\noops\n\nExit code 3\.$/),
      isError: true,
    });
    expect(await bash('ls')).toMatchObject({ content: 'a.txt\n\nExit code 0.', isError: false });
    expect(readFileSync(join(workspace, 'a.txt'), 'utf8')).toBe('hi\n');
  });

  it('sees neither the data directory nor keys, home directories or other processes', async () => {
    const { content } = await bash(
      `cat ${folder}/data/secret.key; ls -A ${folder}/data ${folder}/data/workspaces /root /home; ls /proc | grep -c '^[0-9]'`,
    );
    expect(content).toContain('No such file or directory');
    expect(content).not.toContain('top secret');
    expect(content).toMatch(/data:\nworkspaces\n\n.*workspaces:\nrun_1\n/s);
    expect(Number(/(\d+)\n\nExit/.exec(content)?.[1])).toBeLessThan(20);
  });

  it('gets nothing of the environment of the server, and secrets that it prints are not seen', async () => {
    process.env.SERVER_ONLY = 'not for agents';
    const { content } = await bash('env | grep -c SERVER_ONLY; echo "$DEPLOY_TOKEN" "${#DEPLOY_TOKEN}"');
    delete process.env.SERVER_ONLY;
    expect(content).toBe('0\n*** 18\n\nExit code 0.');
  });

  it('cannot write outside', async () => {
    const { content } = await bash(
      `touch ${outside}/x /etc/x ../y /usr/x; mv a.txt ${outside}/; ln -s ${outside} link; touch link/x; true`,
    );
    expect(content.match(/Read-only file system|Permission denied/g)?.length).toBeGreaterThanOrEqual(3);
    expect([readdirSync(outside), existsSync('/etc/x'), existsSync('/usr/x'), readdirSync(join(folder, 'data/workspaces'))]).toEqual([
      [],
      false,
      false,
      ['run_1'],
    ]);
  });

  it('reaches no server, on this machine or elsewhere', async () => {
    expect((await bash(`exec 3<>/dev/tcp/127.0.0.1/${new URL(url).port} && echo reached`)).content).not.toMatch(/^reached/m);
    expect((await bash(`curl -s -m 5 --noproxy '*' ${url}; curl -s -m 5 ${url}`)).content).not.toContain('reached');
    expect(await (await fetch(url)).text()).toBe('reached');
  });

  it('reaches the hosts that its agent may, while others of the same moment do not', async () => {
    const fetching = { command: `curl -s -m 5 --noproxy '' ${url}; curl -s -m 5 http://elsewhere.invalid/ -o /dev/null -w '%{http_code}'` };
    const allowed = await toolOf(sandbox, ['127.0.0.1']);
    const run = (tool: Tool) => runTool(tool, JSON.stringify(fetching), toolContext({ workspace }));
    const [one, other] = await Promise.all([run(allowed), run(tool)]);
    expect(one.content).toMatch(/^reached403/);
    expect(other.content).not.toContain('reached');
  });

  it('ends with all that it started when its time is over, when it is cancelled, and when it left something behind', async () => {
    expect(await bash('sleep 987651 & sleep 987652', { timeout: 1 })).toMatchObject({
      isError: true,
      content: expect.stringContaining('longer than 1 s'),
    });
    const cancel = new AbortController();
    const running = bash('(trap "" TERM; setsid sleep 987653) & sleep 987654', { signal: cancel.signal });
    await eventually(() => expect(alive('987653').length).toBeGreaterThan(0));
    cancel.abort();
    expect(await running).toMatchObject({ isError: true, content: 'The call was cancelled.' });
    expect((await bash('nohup setsid sleep 987655 >/dev/null 2>&1 & echo left')).content).toContain('left');
    await eventually(() => expect(['987651', '987652', '987653', '987654', '987655'].flatMap(alive)).toEqual([]));
  });

  it('that forks without end, prints without end or wants all memory harms nobody else', async () => {
    const bomb = await bash('f() { f | f & }; f; sleep 1; echo over', { timeout: 20 });
    expect(bomb.content.length).toBeLessThan(50_000);
    expect(bomb.content).toMatch(/Resource temporarily unavailable|ended: it had more than 512 processes/);
    await eventually(() => expect(alive('djinnbot-bash').length).toBeLessThan(5));
    const flood = await bash('yes | head -c 50000000; echo the end');
    expect(flood.content).toMatch(/characters left out[\s\S]*the end\n\nExit code 0\.$/);
    expect(flood.content.length).toBeLessThan(50_001);
    const greedy = await bash(`python3 -c "x = bytearray(6 * 1024 ** 3)"; head -c 3000000000 /dev/zero > big; ls -s big`);
    expect(greedy.content).toMatch(/MemoryError|not found/);
    expect(greedy.content).toMatch(/File size limit exceeded/);
    expect((await bash('echo fine')).content).toBe('fine\n\nExit code 0.');
  });
});

it('is refused where there is no sandbox, and runs without one when that was said', async () => {
  const none = {
    refusal: 'install bubblewrap',
    isOff: false,
    run: () => Promise.reject(new Error('never')),
    close: () => Promise.resolve(),
  };
  expect(await runTool(await toolOf(none), '{"command":"ls"}', toolContext({ workspace }))).toMatchObject({
    isError: true,
    content: expect.stringContaining('install bubblewrap'),
  });
  const open = await toolOf(createSandbox({ isOff: true, hidden: [] }));
  expect(await runTool(open, JSON.stringify({ command: `cat ${folder}/data/secret.key` }), toolContext({ workspace }))).toMatchObject({
    content: 'top secret\n\nExit code 0.',
  });
});
