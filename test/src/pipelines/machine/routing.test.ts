import { describe, expect, it } from '@jest/globals';
import { FailedAttempt, pipelineOf, PlayedRun, type Script, type StepSources } from './played-run.ts';

const GOAL = { S2: {}, S3: {} };

describe('what a result leads to', () => {
  it.each<{ name: string; S1: StepSources[string]; outputs: Record<string, string>; ran: string[] }>([
    { name: 'any output may match', S1: { onResult: { OK: { goto: 'S3' } } }, outputs: { note: 'fine', verdict: 'OK' }, ran: ['S1', 'S3'] },
    {
      name: 'case and space around it do not matter',
      S1: { onResult: { ' Ok': { goto: 'S3' } } },
      outputs: { r: '\n oK  ' },
      ran: ['S1', 'S3'],
    },
    {
      name: 'the first output that matches decides',
      S1: { onResult: { B: { goto: 'S2' }, A: { goto: 'S3' } } },
      outputs: { one: 'a', two: 'b' },
      ran: ['S1', 'S3'],
    },
    {
      name: 'a part of an output is no match',
      S1: { onComplete: 'S2', onResult: { OK: { goto: 'S3' } } },
      outputs: { r: 'OK then' },
      ran: ['S1', 'S2', 'S3'],
    },
    { name: 'goto wins over retry', S1: { onResult: { OK: { goto: 'S3', retry: true } } }, outputs: { r: 'OK' }, ran: ['S1', 'S3'] },
    {
      name: 'continueLoop outside of a loop leads on as if nothing had matched',
      S1: { onComplete: 'S3', onResult: { OK: { continueLoop: true } } },
      outputs: { r: 'OK' },
      ran: ['S1', 'S3'],
    },
    {
      name: 'onResult wins over onComplete',
      S1: { onComplete: 'S2', onResult: { OK: { goto: 'S3' } } },
      outputs: { r: 'OK' },
      ran: ['S1', 'S3'],
    },
    {
      name: 'a YAML number or boolean is matched by its text',
      S1: { onResult: { 1: { goto: 'S3' } } },
      outputs: { r: '1' },
      ran: ['S1', 'S3'],
    },
  ])('$name', ({ S1, outputs, ran }) => {
    const run = new PlayedRun(pipelineOf({ S1, S2: { onComplete: 'S3' }, S3: {} })).play({ S1: [outputs] });

    expect(run.ran).toEqual(ran);
    expect(run.state.status).toBe('completed');
  });

  it('is sent together with retry, each time', () => {
    const S1 = { onResult: { BAD: { retry: true, notify: { agent: 'finn', message: 'Again' } } } };

    const run = new PlayedRun(pipelineOf({ S1 })).play({ S1: [{ r: 'BAD' }, { r: 'BAD' }, { r: 'GOOD' }] });

    expect(run.ran).toEqual(['S1', 'S1', 'S1']);
    expect(run.facts.filter(({ type }) => type === 'agent_message')).toHaveLength(2);
  });

  it('retries as often as the step may when the result does not say', () => {
    const S1 = { maxRetries: 2, onResult: { BAD: { retry: true } } };

    const run = new PlayedRun(pipelineOf({ S1 })).play({ S1: [{ r: 'BAD' }, { r: 'BAD' }, { r: 'BAD' }] });

    expect(run.state).toMatchObject({ status: 'failed', error: 'Step S1: Max retries exceeded (2) for the result BAD' });
  });

  it('shares its retries with failed attempts', () => {
    const S1 = { maxRetries: 2, onResult: { BAD: { retry: true } } };

    const run = new PlayedRun(pipelineOf({ S1 })).play({ S1: [new FailedAttempt('No luck'), { r: 'BAD' }, new FailedAttempt('Again')] });

    expect(run.state.error).toBe('Step S1 failed after 2 retries: Again');
  });

  it('tells the agent why it is asked again, after the context of the run', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onResult: { BAD: { retry: true } } } }), { context: 'Be brief' });
    run.play({ S1: [new FailedAttempt('No luck'), { r: 'bad' }] }, { step: 'S1' });
    expect(run.step.humanContext).toBe('Be brief');

    run.end(new FailedAttempt('No luck'));
    run.begin();
    run.end({ r: 'bad' });

    expect(run.step.humanContext).toBe('Be brief\n\n[RETRY 1/3] Previous attempt failed: No luck\n\n[RESULT RETRY 2/3] The result was BAD');
  });

  it('goto begins the step anew: its retries and its notes are gone', () => {
    const run = new PlayedRun(pipelineOf({ S1: { maxRetries: 1, onComplete: 'REV' }, REV: { onResult: { BAD: { goto: 'S1' } } } }));
    run.play({ S1: [new FailedAttempt('No luck'), {}], REV: [{ r: 'BAD' }] });

    expect(run.ran).toEqual(['S1', 'S1', 'REV', 'S1', 'REV']);
    expect(run.state).toMatchObject({
      status: 'completed',
      steps: { S1: { retryCount: 0, execution: 2, attempt: 1, error: null, humanContext: null } },
    });
  });

  it('ends a run that goes round in circles', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: { onComplete: 'S1' } })).play();

    expect(run.ran).toHaveLength(500);
    expect(run.state.status).toBe('failed');
    expect(run.state.error).toBe('The run entered its steps 500 times; it seems to go round in circles at S1');
  });
});

describe('outputs', () => {
  it.each<{ name: string; script: Script; outputs: Record<string, string> }>([
    { name: 'later steps overwrite earlier ones', script: { S2: [{ a: '1', b: '2' }], S3: [{ b: '3' }] }, outputs: { a: '1', b: '3' } },
    { name: 'empty text is not kept for later steps', script: { S2: [{ a: '1' }], S3: [{ a: '', b: '' }] }, outputs: { a: '1' } },
    { name: 'are read from the text when the agent gave none', script: { S2: ['Done.\nPR_URL: x\n  y'] }, outputs: { pr_url: 'x\ny' } },
  ])('$name', ({ script, outputs }) => {
    const run = new PlayedRun(pipelineOf({ S2: { onComplete: 'S3' }, S3: {} })).play(script);

    expect(run.state).toMatchObject({ status: 'completed', outputs });
    expect(Object.keys(run.state.outputs)).toEqual(Object.keys(outputs));
    expect(run.facts.at(-1)).toMatchObject({ type: 'run_complete', outputs: run.state.outputs });
  });

  it.each<[Record<string, string> | string, string]>([
    [{ status: ' FAILED ', error: 'No disk' }, 'No disk'],
    [{ status: 'fail', result: 'Tests are red' }, 'Tests are red'],
    [{ status: 'Error', error: '' }, 'The agent reported status Error'],
    ['STATUS: failed\nERROR: No network', 'No network'],
  ])('%j is a failed attempt', (outcome, error) => {
    const run = new PlayedRun(pipelineOf({ S1: { maxRetries: 1, onComplete: 'S2' }, ...GOAL })).play({ S1: [outcome, outcome] });

    expect(run.ran).toEqual(['S1', 'S1']);
    expect(run.state.error).toBe(`Step S1 failed after 1 retry: ${error}`);
    expect(run.state.outputs).toEqual({});
  });
});

describe('a failed attempt', () => {
  it('stays readable on a step that succeeds later', () => {
    const run = new PlayedRun(pipelineOf({ S1: {} })).play({ S1: [new FailedAttempt('No luck')] });

    expect(run.state.steps.S1).toMatchObject({ status: 'completed', error: 'No luck', retryCount: 1 });
    expect(run.state.error).toBeNull();
  });

  it('shows as failed, retrying, queued', () => {
    const run = new PlayedRun(pipelineOf({ S1: {} })).play({}, { step: 'S1' });

    const facts = run.end(new FailedAttempt('No luck'));

    expect(facts).toMatchObject([
      { type: 'step_failed', execution: 1, attempt: 1, retry_count: 0, final: false },
      { type: 'step_retrying', feedback: '[RETRY 1/3] Previous attempt failed: No luck', retry_count: 1 },
      { type: 'step_queued', execution: 1, attempt: 2, reason: 'retry' },
    ]);
    expect(run.step.status).toBe('queued');
  });

  it('ends the run at once when another would fail the same way', () => {
    const run = new PlayedRun(pipelineOf({ S1: {} })).play({ S1: [new FailedAttempt('No key for acme', { retryable: false })] });

    expect(run.ran).toEqual(['S1']);
    expect(run.facts.slice(-2)).toMatchObject([
      { type: 'step_failed', final: true },
      { type: 'run_failed', error: 'Step S1 failed after 0 retries: No key for acme', step_id: 'S1' },
    ]);
  });
});
