import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { EventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const GOOD = `
id: good
name: Good
agents: [{ id: worker }]
steps:
  - { id: WORK, agent: worker, input: "Task: {{task_description}}", outputs: [answer] }
`;

const CATALOG = {
  'pipelines/good.yml': GOOD,
  'pipelines/broken.yml': 'id: broken\nname: Broken\nsteps:\n  - { id: WORK, agent: worker, input: "no end }\n',
  'pipelines/keyless.yml': GOOD.replaceAll('good', 'keyless').replace('steps:', 'defaults: { model: anthropic/claude-sonnet-4-5 }\nsteps:'),
  'pipelines/agentless.yml': GOOD.replaceAll('good', 'agentless').replace('agent: worker', 'agent: ghost'),
  'pipelines/lost.yml': GOOD.replaceAll('good', 'lost').replace('outputs:', 'onComplete: NOWHERE, outputs:'),
  'pipelines/blank.yml': GOOD.replaceAll('good', 'blank').replace('{{task_description}}', '{{taks_description}}'),
};

let catalog: CatalogDirectory;
let test: TestServer;
let gate: PromiseWithResolvers<ScriptedReply> | null = null;

beforeAll(async () => {
  catalog = await catalogDirectory(CATALOG);
  test = await startTestServer(() => gate?.promise ?? complete({ answer: 'forty-two' }), { CATALOG_DIR: catalog.path });
});

afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

async function runIds(): Promise<string[]> {
  return (await test.server.get('/v1/runs')).map(({ id }: { id: string }) => id);
}

describe('a run is refused, with nothing left of it, when', () => {
  it.each([
    ['its pipeline is unknown', { pipeline_id: 'nonesuch', task: 'work' }, 404, 'Pipeline nonesuch not found'],
    ['its pipeline is named by something that is no name', { pipeline_id: '../../etc', task: 'work' }, 404, 'Pipeline not found'],
    ['its task is missing', { pipeline_id: 'good' }, 422, 'task is required'],
    ['its task is no text', { pipeline_id: 'good', task: { do: 'it' } }, 422, 'task must be text'],
    ['everything is missing', {}, 422, 'pipeline_id is required; task is required'],
    [
      'its pipeline is broken YAML',
      { pipeline_id: 'broken', task: 'work' },
      400,
      expect.stringMatching(/^Pipeline broken cannot run: broken\.yml:\d+: .*quote/),
    ],
    [
      'its pipeline needs a key that is not set',
      { pipeline_id: 'keyless', task: 'work' },
      400,
      'Models of Anthropic need a key: set ANTHROPIC_API_KEY',
    ],
    [
      'it asks for a provider that nobody knows',
      { pipeline_id: 'good', task: 'work', model_override: 'acme/giant' },
      400,
      expect.stringMatching(/^There is no such provider; known are anthropic, openai, .*, demo, and custom-<name>$/),
    ],
    [
      'it asks for a model without a provider',
      { pipeline_id: 'good', task: 'work', model_override: 'giant' },
      400,
      'A model is named provider/model, such as openai/gpt-5-mini',
    ],
    [
      'a step of its pipeline names an unknown agent',
      { pipeline_id: 'agentless', task: 'work' },
      400,
      'Pipeline agentless cannot run: agentless.yml:6: step WORK: agent names the agent ghost, which is not among agents',
    ],
    [
      'a step of its pipeline leads to an unknown step',
      { pipeline_id: 'lost', task: 'work' },
      400,
      'Pipeline lost cannot run: lost.yml:6: step WORK: onComplete names the step NOWHERE, which does not exist',
    ],
  ])('%s', async (_case, body, status, detail) => {
    const before = await runIds();

    const answered = await test.server.post('/v1/runs', body);

    expect(answered).toMatchObject({ status, detail, request_id: expect.any(String) });
    expect(await runIds()).toEqual(before);
  });
});

describe('a broken pipeline file', () => {
  it('hides no other, and the server says what is wrong with it where people look', async () => {
    const pipelines = await test.server.get('/v1/pipelines');
    const checked = await test.server.post('/v1/pipelines/agentless/validate');

    expect(pipelines.map(({ id }: { id: string }) => id)).toEqual(['agentless', 'blank', 'broken', 'good', 'keyless', 'lost']);
    expect(checked).toMatchObject({ valid: false, errors: [expect.stringContaining('names the agent ghost')] });
    expect(test.server.output).toContain('Broken    agentless.yml:6: step WORK: agent names the agent ghost, which is not among agents');
  });

  it('can be mended while the server runs', async () => {
    await catalog.write('pipelines/agentless.yml', GOOD.replaceAll('good', 'agentless'));

    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'agentless', task: 'work' });

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed' });
  });
});

describe('a template that names nothing', () => {
  it('is warned of by its file, line, step and name, and is empty in the prompt', async () => {
    const checked = await test.server.post('/v1/pipelines/blank/validate');
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'blank', task: 'work' });
    await test.server.finished(id);

    expect(checked).toEqual({
      valid: true,
      pipeline_id: 'blank',
      errors: [],
      warnings: [
        "blank.yml:6: step WORK: input uses {{taks_description}}, which no step puts out; it is empty unless the run's context provides it",
      ],
    });
    expect(test.llm.calls.find(({ runId }) => runId === id)?.prompt).toMatch(/^Task:\s*$/m);
  });

  it('is filled by a context that is a JSON object', async () => {
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'blank', task: 'work', context: '{"taks_description": "rest"}' });
    await test.server.finished(id);

    expect(test.llm.calls.find(({ runId }) => runId === id)?.prompt).toContain('Task: rest');
  });
});

describe('a cursor from the future', () => {
  it('is refused with what is allowed', async () => {
    const answered = await test.server.get('/v1/events/stream?since=999999999');

    expect(answered).toMatchObject({
      status: 422,
      detail: 'since must be a cursor that this server gave out, 0 for the beginning, or $ for now',
    });
  });
});

describe('a client that leaves', () => {
  it('in the middle of its request leaves no run behind', async () => {
    const before = await runIds();
    const { hostname, port } = new URL(test.server.url);
    const socket = connect(Number(port), hostname);

    socket.write(
      `POST /v1/runs HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"pipeline_id": "good"`,
    );
    await once(socket, 'connect');
    socket.end();
    await once(socket.resume(), 'close');

    expect(await runIds()).toEqual(before);
    expect(test.server.output).not.toContain('request failed');
  });

  it('before it hears the answer gets its run done all the same', async () => {
    const before = await runIds();
    const { hostname, port } = new URL(test.server.url);
    const body = JSON.stringify({ pipeline_id: 'good', task: 'I cannot wait' });
    const socket = connect(Number(port), hostname);

    socket.write(
      `POST /v1/runs HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      () => socket.destroy(),
    );

    const id = await eventually(async () => {
      const [newest = ''] = (await runIds()).filter((runId) => !before.includes(runId));
      expect(newest).not.toBe('');
      return newest;
    });
    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', task: 'I cannot wait' });
  });

  it('in the middle of the events it follows disturbs neither the run nor the other readers', async () => {
    gate = Promise.withResolvers();
    const { id } = await test.server.post('/v1/runs', { pipeline_id: 'good', task: 'work' });
    const url = `${test.server.url}/v1/events/stream?run_id=${id}&since=0`;
    const [leaving, staying] = await Promise.all([EventStream.open(url), EventStream.open(url)]);
    const isStarted = ({ data }: { data: { type: string } }) => data.type === 'step_started';
    await Promise.all([leaving.until(isStarted), staying.until(isStarted)]);

    leaving.close();
    gate.resolve(complete({ answer: 'forty-two' }));
    gate = null;

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed' });
    const rest = await staying.until(({ data }) => data.type === 'run_complete');
    expect(rest.map(({ data }) => data.type)).toContain('step_complete');
    staying.close();
  });
});
