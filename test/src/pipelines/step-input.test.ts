import { describe, expect, it } from '@jest/globals';
import { stepInput } from '../../../src/pipelines/step-input.ts';
import { pipelineOf, PlayedRun, type StepSources } from './machine/played-run.ts';

/** The input of the step that a run is at. */
function inputAt(run: PlayedRun, projectName: string | null = null): string {
  return stepInput(run.pipeline, run.state, run.step.stepId, projectName);
}

function firstInput(input: string, context: string | null, projectName: string | null = null): string {
  return inputAt(new PlayedRun(pipelineOf({ S1: { input } }), { context }).play({}, { step: 'S1' }), projectName);
}

describe('the input of a step', () => {
  it('has the task, and outputs so far, the later ones over the earlier', () => {
    const steps = { S1: { onComplete: 'S2' }, S2: { onComplete: 'S3' }, S3: { input: '{{task_description}}: {{a}} {{b}} {{c}}' } };

    const run = new PlayedRun(pipelineOf(steps)).play({ S1: [{ a: '1', b: '1' }], S2: [{ b: '2', a: '' }] }, { step: 'S3' });

    expect(inputAt(run)).toBe('Add dark mode: 1 2 ');
  });

  it.each([
    ['plain text', 'Be brief', '[Be brief] []'],
    ['none', null, '[] []'],
    ['text members of a JSON object', '{"goal": "Speed", "n": 1}', '[{"goal": "Speed", "n": 1}] [Speed]'],
    ['other members are no variables', '{"goal": {"a": 1}}', '[{"goal": {"a": 1}}] []'],
    ['a JSON list', '["goal"]', '[["goal"]] []'],
    ['broken JSON', '{"goal": "Speed"', '[{"goal": "Speed"] []'],
  ])('has the context: %s', (_name, context, text) => {
    expect(firstInput('[{{human_context}}] [{{goal}}]', context)).toBe(text);
  });

  it('has the project of the run, unless the context names one', () => {
    const input = '{% if project_name %}For {{project_name}}{% endif %}';

    expect(firstInput(input, null)).toBe('');
    expect(firstInput(input, null, 'Apollo')).toBe('For Apollo');
    expect(firstInput(input, '{"project_name": "Gemini"}', 'Apollo')).toBe('For Gemini');
  });

  it('has the task itself, whatever context and outputs call so', () => {
    const steps = { S1: { onComplete: 'S2' }, S2: { input: '{{task_description}}' } };
    const run = new PlayedRun(pipelineOf(steps), { context: '{"task_description": "no"}' });

    run.play({ S1: [{ task_description: 'no' }] }, { step: 'S2' });

    expect(inputAt(run)).toBe('Add dark mode');
  });

  it('is empty for a step that does not exist', () => {
    const { pipeline, state } = new PlayedRun(pipelineOf({ S1: {} }));

    expect(stepInput(pipeline, state, 'NOWHERE', null)).toBe('');
  });
});

describe('the input inside a loop', () => {
  const input = '<{{current_item}}> {{completed_items}}';
  const steps: StepSources = {
    PLAN: { onComplete: 'L', input },
    L: { loop: { over: 'items', onEachComplete: 'REV', onAllComplete: 'END' }, input },
    REV: { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'PLAN' } }, input },
    END: { input },
  };
  const PLAN = [{ items: '["x",{"a":1}]' }];

  it('has the item in work in the loop and in its body, and nowhere else', () => {
    const run = new PlayedRun(pipelineOf(steps));
    const seen: string[] = [];
    for (const [step, end] of [
      ['PLAN', PLAN[0]],
      ['L', {}],
      ['REV', { r: 'PASS' }],
      ['L', {}],
      ['REV', { r: 'PASS' }],
      ['END', {}],
    ] as const) {
      run.play({}, { step });
      seen.push(`${step} ${inputAt(run)}`);
      run.end(end);
    }

    expect(seen).toEqual(['PLAN <> ', 'L <x> []', 'REV <x> []', 'L <{"a":1}> ["x"]', 'REV <{"a":1}> ["x"]', 'END <> ']);
    expect(run.state.status).toBe('completed');
  });

  it('has the item of the innermost loop', () => {
    const nested: StepSources = {
      PLAN: { onComplete: 'OUTER' },
      OUTER: { loop: { over: 'items', onEachComplete: 'INNER' } },
      INNER: { loop: { over: 'parts', onEachComplete: 'REV', onAllComplete: 'SUM' } },
      REV: { input },
      SUM: { input },
    };
    const script = { PLAN: [{ items: '["x","y"]', parts: '[1,2]' }] };

    expect(inputAt(new PlayedRun(pipelineOf(nested)).play(script, { step: 'REV' }))).toBe('<1> []');
    expect(inputAt(new PlayedRun(pipelineOf(nested)).play(script, { step: 'SUM' }))).toBe('<x> []');
  });

  it('has the progress file that a step named', () => {
    const run = new PlayedRun(pipelineOf({ ...steps, L: { ...steps.L, input: '{{progress_file}}' } }));

    run.play({ PLAN: [{ items: '["x"]', progress_file: 'progress.md' }] }, { step: 'L' });

    expect(inputAt(run)).toBe('progress.md');
  });
});
