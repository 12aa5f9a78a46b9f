import { describe, expect, it } from '@jest/globals';
import type { RunState } from '../../../../src/pipelines/machine/run-state.ts';
import { FailedAttempt, pipelineOf, PlayedRun, type Script, type StepSources } from './played-run.ts';

const PASS = { r: 'PASS' };
const FAIL = { r: 'FAIL' };
const REVIEW = { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'L' } } };
const loop = (onEachComplete?: string, onAllComplete?: string, over = 'items') => ({ loop: { over, onEachComplete, onAllComplete } });
const items = (...values: unknown[]) => ({ items: JSON.stringify(values) });
const nested: StepSources = {
  PLAN: { onComplete: 'OUTER' },
  OUTER: loop('INNER', 'END'),
  INNER: loop('REV', undefined, 'parts'),
  REV: { onResult: { PASS: { continueLoop: true }, REDO: { goto: 'OUTER' }, QUIT: { goto: 'END' } } },
  END: {},
};

interface LoopCase {
  name: string;
  steps: StepSources;
  script: Script;
  ran: string;
  ends?: Partial<RunState>;
}

const cases: LoopCase[] = [
  {
    name: 'goes on with onComplete when there is no onAllComplete',
    steps: { PLAN: { onComplete: 'L' }, L: { ...loop(), onComplete: 'END' }, OTHER: {}, END: {} },
    script: { PLAN: [items('x')] },
    ran: 'PLAN L(x) END',
  },
  {
    name: 'ends the run when nothing follows it, wherever it stands in the file',
    steps: { PLAN: { onComplete: 'L' }, L: loop(), OTHER: {} },
    script: { PLAN: [items('x', 'y')] },
    ran: 'PLAN L(x) L(y)',
  },
  {
    name: 'ignores onResult of its own step',
    steps: { PLAN: { onComplete: 'L' }, L: { ...loop(undefined, 'END'), onResult: { PASS: { goto: 'PLAN' } } }, END: {} },
    script: { PLAN: [items('x')], L: [PASS] },
    ran: 'PLAN L(x) END',
  },
  {
    name: 'hands on text as it is and other values as JSON',
    steps: { PLAN: { onComplete: 'L' }, L: loop() },
    script: { PLAN: [items('x', 1, null, { a: [true] })] },
    ran: 'PLAN L(x) L(1) L(null) L({"a":[true]})',
  },
  {
    name: 'fails when its variable is no list',
    steps: { PLAN: { onComplete: 'L' }, L: loop() },
    script: { PLAN: [{ items: '{"x": 1}' }] },
    ran: 'PLAN',
    ends: { status: 'failed', error: 'Loop variable items is not a JSON array' },
  },
  {
    name: 'fails when its variable is no JSON',
    steps: { PLAN: { onComplete: 'L' }, L: loop() },
    script: { PLAN: [{ items: 'x, y' }] },
    ran: 'PLAN',
    ends: { status: 'failed', error: 'Loop variable items is not a JSON array' },
  },
  {
    name: 'may be the first step, and then has no list',
    steps: { L: loop() },
    script: {},
    ran: '',
    ends: { status: 'failed', error: 'Loop variable items not found' },
  },
  {
    name: 'retries a failed item as any step',
    steps: { PLAN: { onComplete: 'L' }, L: loop() },
    script: { PLAN: [items('x', 'y')], L: [new FailedAttempt('No luck')] },
    ran: 'PLAN L(x) L(x) L(y)',
  },
  {
    name: 'ends an item where its body ends, without being told to continue',
    steps: { PLAN: { onComplete: 'L' }, L: loop('REV', 'END'), REV: { onComplete: 'NOTE' }, NOTE: {}, END: {} },
    script: { PLAN: [items('x', 'y')] },
    ran: 'PLAN L(x) REV NOTE L(y) REV NOTE END',
  },
  {
    name: 'ends an item where its body ends at the end of the file',
    steps: { PLAN: { onComplete: 'L' }, L: loop('REV'), REV: {} },
    script: { PLAN: [items('x', 'y')] },
    ran: 'PLAN L(x) REV L(y) REV',
  },
  {
    name: 'is left by a goto to what follows it',
    steps: { PLAN: { onComplete: 'L' }, L: loop('REV', 'END'), REV: { onResult: { STOP: { goto: 'END' } } }, END: {} },
    script: { PLAN: [items('x', 'y')], REV: [{ r: 'STOP' }] },
    ran: 'PLAN L(x) REV END',
  },
  {
    name: 'is left by a goto past its exit',
    steps: {
      PLAN: { onComplete: 'L' },
      L: loop('REV', 'END'),
      REV: { onResult: { STOP: { goto: 'REPORT' } } },
      END: { onComplete: 'REPORT' },
      REPORT: {},
    },
    script: { PLAN: [items('x', 'y')], REV: [{ r: 'STOP' }] },
    ran: 'PLAN L(x) REV REPORT',
  },
  {
    name: 'begins anew when it is entered again after its end',
    steps: { PLAN: { onComplete: 'L' }, L: loop(undefined, 'CHECK'), CHECK: { onResult: { FAIL: { goto: 'L' } } } },
    script: { PLAN: [items('x', 'y')], CHECK: [FAIL, PASS] },
    ran: 'PLAN L(x) L(y) CHECK L(x) L(y) CHECK',
  },
  {
    name: 'goes on with its item when a step before it is asked again and the list stays',
    steps: {
      PLAN: { onComplete: 'DESIGN' },
      DESIGN: { onComplete: 'L' },
      L: loop('REV'),
      REV: { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'DESIGN' } } },
    },
    script: { PLAN: [items('x', 'y')], REV: [PASS, FAIL, PASS] },
    ran: 'PLAN DESIGN L(x) REV L(y) REV DESIGN L(y) REV',
  },
  {
    name: 'begins anew when its body has replaced the list',
    steps: { PLAN: { onComplete: 'L' }, L: loop('REV'), REV: { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'PLAN' } } } },
    script: { PLAN: [items('x', 'y'), items('a', 'b')], REV: [PASS, FAIL, PASS, PASS] },
    ran: 'PLAN L(x) REV L(y) REV PLAN L(a) REV L(b) REV',
  },
  {
    name: 'inside another runs whole for each of its items',
    steps: nested,
    script: { PLAN: [{ ...items('x', 'y'), parts: '[1,2]' }], REV: [PASS, PASS, PASS, PASS] },
    ran: 'PLAN OUTER(x) INNER(1) REV INNER(2) REV OUTER(y) INNER(1) REV INNER(2) REV END',
  },
  {
    name: 'inside another begins anew when the item around it is repeated',
    steps: nested,
    script: { PLAN: [{ ...items('x', 'y'), parts: '[1,2]' }], REV: [PASS, { r: 'REDO' }, PASS, PASS, PASS, PASS] },
    ran: 'PLAN OUTER(x) INNER(1) REV INNER(2) REV OUTER(x) INNER(1) REV INNER(2) REV OUTER(y) INNER(1) REV INNER(2) REV END',
  },
  {
    name: 'inside another begins anew for a repeated item, also by way of a step that both pass',
    steps: {
      PLAN: { onComplete: 'OUTER' },
      OUTER: loop('SPLIT', 'END'),
      SPLIT: { onComplete: 'INNER' },
      INNER: loop('REV', undefined, 'parts'),
      REV: { onResult: { PASS: { continueLoop: true }, REDO: { goto: 'OUTER' }, RESPLIT: { goto: 'SPLIT' } } },
      END: {},
    },
    script: { PLAN: [{ ...items('x'), parts: '[1,2]' }], REV: [PASS, { r: 'REDO' }, PASS, { r: 'RESPLIT' }, PASS] },
    ran: 'PLAN OUTER(x) SPLIT INNER(1) REV INNER(2) REV OUTER(x) SPLIT INNER(1) REV INNER(2) REV SPLIT INNER(2) REV END',
  },
  {
    name: 'inside another is left together with it',
    steps: nested,
    script: { PLAN: [{ ...items('x', 'y'), parts: '[1,2]' }], REV: [PASS, { r: 'QUIT' }] },
    ran: 'PLAN OUTER(x) INNER(1) REV INNER(2) REV END',
  },
  {
    name: 'without items inside another ends the item',
    steps: nested,
    script: { PLAN: [{ ...items('x', 'y'), parts: '[]' }] },
    ran: 'PLAN OUTER(x) OUTER(y) END',
  },
  {
    name: 'without items in a circle ends the run',
    steps: { PLAN: { onComplete: 'L' }, L: loop(undefined, 'M'), M: loop(undefined, 'L') },
    script: { PLAN: [items()] },
    ran: 'PLAN',
    ends: { status: 'failed', error: 'The run entered its steps 500 times; it seems to go round in circles at M' },
  },
];

describe('a loop', () => {
  it.each(cases)('$name', ({ steps, script, ran, ends = { status: 'completed', error: null } }) => {
    const run = new PlayedRun(pipelineOf(steps)).play(script);

    expect(run.ran.join(' ')).toBe(ran);
    expect(run.state).toMatchObject(ends);
  });

  it('works off a long list', () => {
    const steps = { PLAN: { onComplete: 'L' }, L: loop('REV'), REV: REVIEW };
    const values = Array.from({ length: 400 }, (_, index) => index);

    const run = new PlayedRun(pipelineOf(steps)).play({ PLAN: [items(...values)], REV: values.map(() => PASS) });

    expect(run.state.status).toBe('completed');
    expect(run.state.loops.L?.completed).toHaveLength(400);
  });

  it('ends a run that repeats one of its items for ever', () => {
    const steps = { PLAN: { onComplete: 'L' }, L: loop('REV'), REV: { onComplete: 'L' } };

    const run = new PlayedRun(pipelineOf(steps)).play({ PLAN: [items('x', 'y')] });

    expect(run.state.status).toBe('failed');
    expect(run.state.error).toMatch(/go round in circles at (L|REV)$/);
  });

  it('says what came of each item', () => {
    const run = new PlayedRun(pipelineOf({ PLAN: { onComplete: 'L' }, L: loop() })).play({
      PLAN: [items('x', 'y')],
      L: ['First', 'Second'],
    });

    expect(run.facts.filter(({ type }) => type.startsWith('loop_'))).toMatchObject([
      { type: 'loop_started', step_id: 'L', items: ['x', 'y'] },
      { type: 'loop_item_complete', step_id: 'L', index: 0, output: 'First' },
      { type: 'loop_item_complete', step_id: 'L', index: 1, output: 'Second' },
      { type: 'loop_complete', step_id: 'L' },
    ]);
  });
});

describe('a step restarted around a loop', () => {
  const steps: StepSources = { PLAN: { onComplete: 'L' }, L: loop('REV', 'END'), REV: REVIEW, END: {} };
  const bodyFirst: StepSources = { PLAN: { onComplete: 'L' }, REV: REVIEW, L: loop('REV', 'END'), END: {} };
  const script = { PLAN: [items('x', 'y')], REV: [PASS, PASS, PASS, PASS, PASS] };

  it.each<{ name: string; steps: StepSources; script: Script; until?: string; restarted: string; ran: string }>([
    { name: 'before it: the loop begins anew', steps, script, restarted: 'PLAN', ran: 'PLAN L(x) REV L(y) REV END' },
    { name: 'itself: the loop begins anew', steps, script, restarted: 'L', ran: 'L(x) REV L(y) REV END' },
    { name: 'in the body of a loop that is over: its last item is taken up again', steps, script, restarted: 'REV', ran: 'REV END' },
    { name: 'in the body, which stands before the loop', steps: bodyFirst, script, restarted: 'REV', ran: 'REV END' },
    {
      name: 'in the body while the loop is at work: it goes on with its item',
      steps: bodyFirst,
      script,
      until: 'REV',
      restarted: 'REV',
      ran: 'REV L(y) REV END',
    },
    { name: 'after it: the loop is left alone', steps, script, restarted: 'END', ran: 'END' },
    {
      name: 'before it, where the body may lead back: the loop begins anew',
      steps: { ...steps, REV: { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'PLAN' } } } },
      script,
      restarted: 'PLAN',
      ran: 'PLAN L(x) REV L(y) REV END',
    },
    {
      name: 'in the innermost of two: both take up their last items again',
      steps: nested,
      script: { PLAN: [{ ...items('x', 'y'), parts: '[1,2]' }], REV: [PASS, PASS, PASS, PASS, PASS] },
      restarted: 'REV',
      ran: 'REV END',
    },
    {
      name: 'after two, whose body may lead there: both are left alone',
      steps: nested,
      script: { PLAN: [{ ...items('x', 'y'), parts: '[1,2]' }], REV: [PASS, PASS, PASS, PASS] },
      restarted: 'END',
      ran: 'END',
    },
  ])('$name', ({ steps: sources, script: outcomes, until, restarted, ran }) => {
    const run = new PlayedRun(pipelineOf(sources)).play(outcomes, { step: until });
    const before = run.ran.length;

    run.give({ type: 'restart-step', stepId: restarted, context: null });
    run.play({ ...outcomes, PLAN: [...(outcomes.PLAN ?? []), ...(outcomes.PLAN ?? [])] });

    expect(run.ran.slice(before).join(' ')).toBe(ran);
    expect(run.state).toMatchObject({ status: 'completed', openLoops: [] });
  });

  it.each([
    { restarted: 'PLAN', loops: {}, openLoops: [] },
    { restarted: 'REV', loops: { L: { items: ['x', 'y'], index: 1, completed: ['x'] } }, openLoops: ['L'] },
    { restarted: 'END', loops: { L: { items: ['x', 'y'], index: 2, completed: ['x', 'y'] } }, openLoops: [] },
  ])('finds the loop as it should be for $restarted', ({ restarted, loops, openLoops }) => {
    const run = new PlayedRun(pipelineOf(steps)).play(script);

    run.give({ type: 'restart-step', stepId: restarted, context: null });

    expect(run.state).toMatchObject({ openLoops });
    expect(run.state.loops).toEqual(loops);
  });
});
