import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** @param verb the one word of the first step's input that a later edition of the file changes. */
const PIPELINE = (verb: string) => `
id: house
name: House
agents: [{ id: builder }]
defaults: { maxRetries: 0 }
steps:
  - { id: DRAW, agent: builder, input: "${verb} a {{task_description}}. {{human_context}}", outputs: [plan], onComplete: BUILD }
  - { id: BUILD, agent: builder, input: "Build {{plan}}", outputs: [house], onComplete: PAINT }
  - { id: PAINT, agent: builder, input: "Paint {{house}}", outputs: [colour] }
`;

let catalog: CatalogDirectory;
let test: TestServer;
let reply: (call: ScriptedCall) => ScriptedReply | Promise<ScriptedReply>;

/** Every step puts out what it is and how often it was entered. */
function build({ step, execution }: ScriptedCall): ScriptedReply {
  return complete({ [{ DRAW: 'plan', BUILD: 'house', PAINT: 'colour' }[step] ?? '']: `${step} ${execution}` });
}

beforeAll(async () => {
  catalog = await catalogDirectory({});
  test = await startTestServer((call) => reply(call), { CATALOG_DIR: catalog.path });
});

beforeEach(async () => {
  reply = build;
  await catalog.write('pipelines/house.yml', PIPELINE('Draw'));
});

afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

async function startRun(input: Record<string, unknown> = {}): Promise<string> {
  return (await test.server.post('/v1/runs', { pipeline_id: 'house', task: 'house', ...input })).id;
}

function callsOf(runId: string): ScriptedCall[] {
  return test.llm.calls.filter((call) => call.runId === runId);
}

/** What the model was asked, as `DRAW 1`: step and execution. */
function asked(runId: string): string[] {
  return callsOf(runId).map(({ step, execution }) => `${step} ${execution}`);
}

async function untilAsked(runId: string, step: string): Promise<void> {
  await eventually(() => expect(asked(runId)).toContain(step));
}

describe('restart of a run', () => {
  it('begins again at the first step, with the new context and the pipeline as it is now', async () => {
    const id = await startRun({ context: 'Use brick.' });
    await test.server.finished(id);
    await catalog.write('pipelines/house.yml', PIPELINE('Sketch'));

    const answered = await test.server.post(`/v1/runs/${id}/restart`, { context: 'Use wood.' });

    expect(answered).toMatchObject({ id, status: 'running', outputs: {}, human_context: 'Use wood.', completed_at: null });
    expect(await test.server.finished(id)).toMatchObject({
      status: 'completed',
      outputs: { plan: 'DRAW 2', house: 'BUILD 2', colour: 'PAINT 2' },
    });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'PAINT 1', 'DRAW 2', 'BUILD 2', 'PAINT 2']);
    expect(callsOf(id)[0]?.prompt).toContain('Draw a house. Use brick.');
    expect(callsOf(id)[3]?.prompt).toContain('Sketch a house. Use wood.');
  });

  it('keeps the context when none is given', async () => {
    const id = await startRun({ context: 'Use brick.' });
    await test.server.finished(id);

    await test.server.post(`/v1/runs/${id}/restart`);

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', human_context: 'Use brick.' });
    expect(callsOf(id)[3]?.prompt).toContain('Draw a house. Use brick.');
  });

  it('lets go of what is in flight: what the model still answers to it counts for nothing', async () => {
    const late = Promise.withResolvers<ScriptedReply>();
    reply = (call) => (call.step === 'BUILD' && call.execution === 1 ? late.promise : build(call));
    const id = await startRun();
    await untilAsked(id, 'BUILD 1');

    await test.server.post(`/v1/runs/${id}/restart`);
    late.resolve(complete({ house: 'a house of cards' }));

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: { house: 'BUILD 2' } });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'DRAW 2', 'BUILD 2', 'PAINT 1']);
  });

  it('gives a run that failed or was cancelled another chance', async () => {
    reply = () => ({ text: 'STATUS: failed\nERROR: no ink' });
    const failed = await startRun();
    expect(await test.server.finished(failed)).toMatchObject({ status: 'failed', error: 'Step DRAW failed after 0 retries: no ink' });
    reply = () => new Promise(() => undefined);
    const cancelled = await startRun();
    await untilAsked(cancelled, 'DRAW 1');
    await test.server.post(`/v1/runs/${cancelled}/cancel`);

    reply = build;
    for (const id of [failed, cancelled]) await test.server.post(`/v1/runs/${id}/restart`);

    for (const id of [failed, cancelled]) expect(await test.server.finished(id)).toMatchObject({ status: 'completed', error: null });
  });

  it('is lost neither with the server: it goes on after a kill -9', async () => {
    const id = await startRun();
    await test.server.finished(id);
    reply = (call) => (call.step === 'BUILD' ? new Promise(() => undefined) : build(call));
    await test.server.post(`/v1/runs/${id}/restart`);
    await untilAsked(id, 'BUILD 2');

    await test.server.kill();
    reply = build;
    await test.server.start();

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: { plan: 'DRAW 2', house: 'BUILD 2' } });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'PAINT 1', 'DRAW 2', 'BUILD 2', 'BUILD 2', 'PAINT 2']);
  });

  it('says so when there is no such run, or its pipeline cannot be used any more', async () => {
    expect(await test.server.post('/v1/runs/run_000000000000/restart')).toMatchObject({
      status: 404,
      detail: 'Run run_000000000000 not found',
    });
    const id = await startRun();
    const finished = await test.server.finished(id);

    await catalog.write('pipelines/house.yml', PIPELINE('Draw').replace('id: house', 'id: villa'));

    expect(await test.server.post(`/v1/runs/${id}/restart`)).toMatchObject({ status: 404, detail: 'Pipeline house not found' });
    expect(await test.server.get(`/v1/runs/${id}`)).toEqual(finished);
  });
});

describe('restart of a step', () => {
  it('does it again with a note for its agent, and what comes after it; what came before is kept', async () => {
    const id = await startRun();
    await test.server.finished(id);

    const answered = await test.server.post(`/v1/steps/${id}/BUILD/restart`, { context: 'Make the door wider.' });

    expect(answered).toEqual({ run_id: id, step_id: 'BUILD', status: 'restarting' });
    expect(await test.server.finished(id)).toMatchObject({
      status: 'completed',
      outputs: { plan: 'DRAW 1', house: 'BUILD 2', colour: 'PAINT 2' },
    });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'PAINT 1', 'BUILD 2', 'PAINT 2']);
    const [, , , rebuilt, repainted] = callsOf(id);
    expect(rebuilt?.prompt).toContain('Build DRAW 1');
    expect(rebuilt?.prompt).toContain('[HUMAN RESTART] Make the door wider.');
    expect(repainted?.prompt).toContain('Paint BUILD 2');
    expect(repainted?.prompt).not.toContain('[HUMAN RESTART]');
  });

  it('takes a failed run up where it failed', async () => {
    reply = (call) => (call.step === 'PAINT' ? { text: 'STATUS: failed\nERROR: no paint' } : build(call));
    const id = await startRun();
    expect(await test.server.finished(id)).toMatchObject({ status: 'failed' });
    reply = build;

    await test.server.post(`/v1/runs/${id}/steps/PAINT/restart`);

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', error: null, outputs: { colour: 'PAINT 2' } });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'PAINT 1', 'PAINT 2']);
  });

  it('lets go of the step that is in work', async () => {
    const late = Promise.withResolvers<ScriptedReply>();
    reply = (call) => (call.step === 'PAINT' && call.execution === 1 ? late.promise : build(call));
    const id = await startRun();
    await untilAsked(id, 'PAINT 1');

    await test.server.post(`/v1/steps/${id}/DRAW/restart`);
    late.resolve(complete({ colour: 'none' }));

    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: { plan: 'DRAW 2', colour: 'PAINT 2' } });
    expect(asked(id)).toEqual(['DRAW 1', 'BUILD 1', 'PAINT 1', 'DRAW 2', 'BUILD 2', 'PAINT 2']);
  });

  it('says so when the pipeline has no such step', async () => {
    const id = await startRun();
    await test.server.finished(id);

    const answered = await test.server.post(`/v1/steps/${id}/FURNISH/restart`);

    expect(answered).toMatchObject({ status: 404, detail: `Step FURNISH not found for run ${id}` });
  });
});
