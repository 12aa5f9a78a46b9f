import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import type { ScriptedCall } from '../support/scripted-llm.ts';
import { testDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PIPELINE = 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n';
const QUIET = 'pulse_interval_minutes: 100000\ncoordination: { wake_guardrails: { cooldown_seconds: 0, max_wakes_per_day: 3 } }\n';

let catalog: CatalogDirectory;
let test: TestServer;
const calls: ScriptedCall[] = [];

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'agents/mira/config.yml': QUIET,
    'agents/idle/IDENTITY.md': '# Idle',
    'agents/idle/config.yml': QUIET,
    'agents/early/PULSE.md': 'Look around.',
    'agents/early/config.yml': QUIET,
    'pipelines/one.yml': PIPELINE,
  });
  test = await startTestServer(
    (call) => {
      calls.push(call);
      if (call.said.includes('Tasks of Site') && call.turn === 1) {
        const [, id = ''] = /- (task_\w+)/.exec(call.said) ?? [];
        return { tools: [{ name: 'claim_task', args: { id } }] };
      }
      return { text: 'I looked after it.' };
    },
    { CATALOG_DIR: catalog.path },
  );
  await test.server.send('PUT', '/v1/settings', { wakeCooldownSec: 0 });
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

const ok = async (method: string, path: string, body?: unknown) => {
  const answer = await test.server.send(method, path, body);
  expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null]);
  return answer.body;
};
const pulses = async (agent: string) =>
  (await ok('GET', `/v1/agents/${agent}/sessions`)).sessions.filter(({ source }: { source: string }) => source === 'pulse');

describe('an agent that wakes', () => {
  it('with nothing to look after costs no model call', async () => {
    expect(await ok('POST', '/v1/agents/idle/pulse/trigger')).toEqual({ status: 'triggered', outcome: 'nothing to do' });
    expect(calls).toEqual([]);
    expect(await ok('GET', '/v1/agents/idle/wake-stats')).toMatchObject({
      agentId: 'idle',
      wakesToday: 0,
      date: expect.stringMatching(/^\d{4}-/),
    });
    expect(await ok('GET', '/v1/agents/idle/pulse/status')).toMatchObject({
      enabled: true,
      intervalMinutes: 100_000,
      lastPulse: { summary: 'nothing to do' },
      nextPulse: expect.any(Number),
    });
    expect(await test.server.send('POST', '/v1/agents/nobody/pulse/trigger')).toMatchObject({ status: 404 });
  });

  it('does what is ready on the boards that it works on, and goes to sleep again', async () => {
    const project = await ok('POST', '/v1/projects', { name: 'Site' });
    await ok('POST', `/v1/projects/${project.id}/agents`, { agentId: 'mira' });
    const task = await ok('POST', `/v1/projects/${project.id}/tasks`, { title: 'Paint it' });
    const { outcome } = await ok('POST', '/v1/agents/mira/pulse/trigger');
    const chatId = outcome.replace('began ', '');

    await eventually(async () => expect((await ok('GET', `/v1/chat/sessions/${chatId}`)).status).toBe('completed'));
    expect(await ok('GET', `/v1/projects/${project.id}/tasks/${task.id}`)).toMatchObject({ assigned_agent: 'mira' });
    expect(await pulses('mira')).toMatchObject([{ id: chatId, status: 'completed', output: 'I looked after it.' }]);
    expect((await ok('GET', '/v1/agents/mira/activity')).timeline.map(({ type }: { type: string }) => type)).toContain('pulse_started');
    expect((await ok('GET', '/v1/agents/status')).agents.find(({ id }: { id: string }) => id === 'mira').lastPulse).toEqual(
      expect.any(Number),
    );
  });

  it('is held back by its guardrails', async () => {
    await ok('POST', '/v1/agents/mira/pulse/trigger');
    await eventually(async () => expect(await pulses('mira')).toHaveLength(2));
    await eventually(async () =>
      expect((await pulses('mira')).every(({ status }: { status: string }) => status === 'completed')).toBe(true),
    );
    await ok('PUT', '/v1/settings', { wakeCooldownSec: 3600 });
    expect((await ok('POST', '/v1/agents/mira/pulse/trigger')).outcome).toMatch(/short time ago/);
    await ok('PUT', '/v1/settings', { wakeCooldownSec: 0, maxWakesPerDay: 2 });
    expect((await ok('POST', '/v1/agents/mira/pulse/trigger')).outcome).toMatch(/as often as it may/);
    await ok('PUT', '/v1/settings', { wakeEnabled: false });
    expect((await ok('POST', '/v1/agents/mira/pulse/trigger')).outcome).toMatch(/switched off/);
    await ok('PUT', '/v1/settings', { wakeEnabled: true, maxWakesPerDay: 12 });
  });

  it('wakes by itself when its time has come, once, also after the server was killed', async () => {
    const soon = new Date(Date.now() + 8_000).toISOString();
    await catalog.write('agents/early/config.yml', `${QUIET}pulse_one_offs: ["${soon}"]\n`);
    await test.server.kill();
    await test.server.start();
    await eventually(async () =>
      expect(await pulses('early')).toMatchObject([{ status: 'completed', user_prompt: expect.stringContaining('Look around.') }]),
    );
    await test.server.kill();
    await test.server.start();
    await eventually(async () => expect((await ok('GET', '/v1/agents/early/pulse/status')).nextPulse).toBeGreaterThan(Date.now()));
    expect(await pulses('early')).toHaveLength(1);
  });

  it('does not wake when waking is switched off for all', async () => {
    await ok('PUT', '/v1/settings', { pulseEnabled: false });
    expect(await ok('GET', '/v1/agents/early/pulse/status')).toMatchObject({ enabled: false, nextPulse: null });
  });
});

it('is woken by one node of several', async () => {
  const database = await testDatabase();
  const soon = new Date(Date.now() + 12_000).toISOString();
  const quiet = 'pulse_enabled: true\npulse_interval_minutes: 100000\n';
  const files = Array.from({ length: 10 }, (_, index): [string, string][] => [
    [`agents/a${index}/PULSE.md`, 'Look around.'],
    [`agents/a${index}/config.yml`, `${quiet}pulse_one_offs: ["${soon}"]\n`],
  ]).flat();
  const shared = await catalogDirectory(Object.fromEntries(files));
  const environment = { DATABASE_URL: database.url, CATALOG_DIR: shared.path, SECRET_KEY: 'a'.repeat(64) };
  const nodes = await Promise.all([ServerProcess.start(environment), ServerProcess.start(environment)]);
  try {
    const woken = async () =>
      (await nodes[0].send('GET', '/v1/sessions')).body.sessions.map(({ agent_id }: { agent_id: string }) => agent_id).sort();
    await eventually(async () => expect(new Set(await woken()).size).toBe(10));
    await eventually(async () => {
      const { sessions } = (await nodes[0].send('GET', '/v1/sessions')).body;
      expect(sessions.every(({ output }: { output: string | null }) => output !== null)).toBe(true);
    });
    expect(await woken()).toEqual(Array.from({ length: 10 }, (_, index) => `a${index}`));
  } finally {
    await Promise.all(nodes.map((node) => node.remove()));
    await shared.remove();
    await database.drop();
  }
});
