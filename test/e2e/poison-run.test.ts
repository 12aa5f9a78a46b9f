import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer(({ step }) =>
    complete(step === 'REVIEW' ? { verdict: 'approved', review: 'good' } : { draft: 'd', url: 'u' }),
  );
});
afterAll(() => test.stop());

describe('a run that kills its server each time it is worked on', () => {
  it('is given up after three times in a row, with the reason; restarted by a person, it is tried anew', async () => {
    const { server } = test;
    await server.stop();
    await server.start({ FAILPOINT: 'before-perform' });
    await server.post('/v1/runs', { pipeline_id: 'review', task: 'poison' }).catch(() => undefined);
    await server.exited();

    let deaths = 1;
    for (; deaths < 10; deaths++) {
      await server.start({ FAILPOINT: 'before-perform' }).catch(() => undefined);
      const isOver = await eventually(async () => {
        if (!server.isRunning) return false;
        const [run] = await server.get('/v1/runs');
        if (run.status !== 'failed') throw new Error(`the server lives and the run is ${run.status}`);
        return true;
      });
      if (isOver) break;
    }

    expect(deaths).toBe(3);
    const [run] = await server.get('/v1/runs');
    expect(run.error).toBe('The server was lost 3 times in a row while it worked on this run, so it is not tried again');
    await server.stop();
    await server.start();
    await server.post(`/v1/runs/${run.id}/restart`);
    expect((await server.finished(run.id)).status).toBe('completed');
  }, 60_000);
});
