import { describe, expect, it } from '@jest/globals';
import type { RunCommand } from '../../../../src/pipelines/machine/commands.ts';
import { todo } from '../../../../src/pipelines/machine/todo.ts';
import type { Pipeline } from '../../../../src/pipelines/pipeline.ts';
import { FailedAttempt, pipelineOf, PlayedRun, usageOf } from './played-run.ts';

const twoSteps = pipelineOf({ S1: { onComplete: 'S2' }, S2: {} });

const pause: RunCommand = { type: 'pause', reason: 'Lunch' };
const resume: RunCommand = { type: 'resume' };
const cancel: RunCommand = { type: 'cancel', reason: 'Not needed' };

/** A turn of the current attempt that is not its last. */
function turn(run: PlayedRun, number: number, costUsd = 0, isLast = false): RunCommand {
  const model = 'acme/quick-1';
  return { type: 'finish-turn', ...run.ref(), turn: number, usage: usageOf(costUsd), finishReason: 'tool-calls', model, isLast };
}

function atSecondStep(options?: ConstructorParameters<typeof PlayedRun>[1]): PlayedRun {
  return new PlayedRun(twoSteps, options).play({ S1: [{ a: '1' }] }, { step: 'S2' });
}

const runs: Record<string, () => PlayedRun> = {
  pending: () => new PlayedRun(twoSteps),
  running: () => atSecondStep(),
  paused: () => {
    const run = atSecondStep();
    run.give(pause);
    return run;
  },
  completed: () => new PlayedRun(twoSteps).play(),
  failed: () => new PlayedRun(twoSteps).play({ S2: [new FailedAttempt('No luck', { retryable: false })] }),
  cancelled: () => {
    const run = atSecondStep();
    run.give(cancel);
    return run;
  },
};

describe('what a command does to a run', () => {
  const fail: RunCommand = { type: 'fail', error: 'No workspace' };
  const restart: RunCommand = { type: 'restart', context: null };
  const restartStep: RunCommand = { type: 'restart-step', stepId: 'S2', context: null };
  const start: RunCommand = { type: 'start' };
  const recover: RunCommand = { type: 'recover', openTurn: false };
  const budget: RunCommand = { type: 'resume', budgetUsd: 5 };
  const restarted = (from: string): [string, RunCommand, string][] => [
    [from, restart, 'running'],
    [from, restartStep, 'running'],
  ];

  it.each<[string, RunCommand, string | null]>([
    ['pending', start, 'running'],
    ['pending', pause, 'paused'],
    ['pending', resume, null],
    ['pending', budget, null],
    ['pending', cancel, 'cancelled'],
    ['pending', recover, null],
    ['pending', fail, 'failed'],
    ...restarted('pending'),
    ['running', start, null],
    ['running', pause, 'paused'],
    ['running', resume, null],
    ['running', budget, 'running'],
    ['running', cancel, 'cancelled'],
    ['running', recover, 'running'],
    ['running', fail, 'failed'],
    ...restarted('running'),
    ['paused', start, null],
    ['paused', pause, null],
    ['paused', resume, 'running'],
    ['paused', cancel, 'cancelled'],
    ['paused', recover, null],
    ['paused', fail, 'failed'],
    ...restarted('paused'),
    ...['completed', 'failed', 'cancelled'].flatMap((from): [string, RunCommand, string | null][] => [
      [from, start, null],
      [from, pause, null],
      [from, resume, null],
      [from, budget, null],
      [from, cancel, null],
      [from, recover, null],
      [from, fail, null],
      ...restarted(from),
    ]),
    ['running', { type: 'restart-step', stepId: 'NOWHERE', context: null }, null],
  ])('%s, %j: %s', (from, command, to) => {
    const run = runs[from]?.() ?? new PlayedRun(twoSteps);
    const before = run.state;

    const facts = run.give(command);

    expect(run.state.status).toBe(to ?? from);
    if (to === null) {
      expect(facts).toEqual([]);
      expect(run.state).toBe(before);
    } else {
      expect(facts).not.toEqual([]);
      expect(run.state.error).toBe(to === 'failed' ? 'No workspace' : null);
    }
  });

  it.each(['pending', 'running', 'paused'])('fail names the reason on the step in work, if there is one: %s', (from) => {
    const run = runs[from]?.() ?? new PlayedRun(twoSteps);

    run.give(fail);

    expect(run.facts.at(-1)).toMatchObject({ type: 'run_failed', error: 'No workspace', step_id: from === 'pending' ? null : 'S2' });
    expect(run.state.steps.S2?.error).toBe(from === 'pending' ? undefined : 'No workspace');
    expect(todo(run.state)?.type).toBe('finish');
  });
});

describe('pause and resume', () => {
  it('the step in work ends, and the next one waits', () => {
    const run = new PlayedRun(twoSteps).play({}, { step: 'S1' });

    run.give(pause);
    expect(todo(run.state)?.type).toBe('suspend');
    expect(run.state.waitingFor).toBe('resume');
    run.end({ a: '1' });
    expect(run.state).toMatchObject({ status: 'paused', current: 'S2', steps: { S1: { status: 'completed' }, S2: { status: 'queued' } } });
    run.give(resume);

    expect(run.state.waitingFor).toBeNull();
    expect(run.play().ran).toEqual(['S1', 'S2']);
    expect(run.state.status).toBe('completed');
  });

  it.each([
    [{}, 'completed'],
    [new FailedAttempt('No luck', { retryable: false }), 'failed'],
  ])('a run whose last step ends meanwhile is over: %j', (outcome, status) => {
    const run = atSecondStep();
    run.give(pause);

    run.end(outcome);

    expect(run.state).toMatchObject({ status, waitingFor: null, current: null });
    expect(run.give(resume)).toEqual([]);
  });

  it('goes on with the turn that was due, with its whole time', () => {
    const run = atSecondStep();
    const allowed = (run.step.deadlineAt ?? 0) - (run.step.startedAt ?? 0);
    run.give(turn(run, 1));
    run.give(pause);

    run.now += 3_600_000;
    run.give(resume);

    expect(run.step).toMatchObject({ status: 'running', execution: 1, attempt: 1, turns: 1, deadlineAt: run.now + allowed });
    expect(run.give(turn(run, 1))).toEqual([]);
    expect(run.give(turn(run, 2))).toHaveLength(1);
  });

  it('a run paused before it began begins when it is resumed', () => {
    const run = new PlayedRun(twoSteps);
    run.give(pause);

    run.give(resume);

    expect(todo(run.state)).toMatchObject({ type: 'perform', id: 'S1:1:1' });
  });
});

describe('a budget', () => {
  it('pauses the run between two turns and goes on with a larger one', () => {
    const run = atSecondStep({ budgetUsd: 1 });

    run.give(turn(run, 1, 0.6));
    expect(run.state.status).toBe('running');
    run.give(turn(run, 2, 0.6));
    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget', current: 'S2' });
    expect(run.facts.at(-1)).toMatchObject({ reason: 'The budget of $1 is spent; resume the run with a larger budget_usd' });
    run.give({ type: 'resume', budgetUsd: 2 });

    expect(run.state).toMatchObject({ status: 'running', waitingFor: null, budgetUsd: 2, usage: { cost_usd: 1.2, input_tokens: 20 } });
    expect(run.play().state.status).toBe('completed');
  });

  it('that is spent with a last turn pauses the run before the next step, not in between', () => {
    const run = new PlayedRun(twoSteps, { budgetUsd: 1 }).play({}, { step: 'S1' });
    const ref = run.ref();

    const facts = run.give(turn(run, 1, 1, true), {
      type: 'finish-step',
      ...ref,
      outputs: {},
      output: 'Done',
    });

    expect(facts.map(({ type }) => type)).toEqual(['turn_complete', 'step_complete', 'step_queued', 'run_paused']);
    expect(run.step).toMatchObject({ stepId: 'S2', status: 'queued' });
  });

  it('that is spent with the last step does not matter any more', () => {
    const run = atSecondStep({ budgetUsd: 1 });

    run.give(turn(run, 1, 1, true));
    run.end();

    expect(run.state.status).toBe('completed');
  });

  it('is lifted by resuming without one', () => {
    const run = atSecondStep({ budgetUsd: 1 });
    run.give(turn(run, 1, 1));

    run.give({ type: 'resume', budgetUsd: null });
    run.give(turn(run, 2, 100));

    expect(run.state).toMatchObject({ status: 'running', budgetUsd: null });
  });

  it('that is spent keeps the run where it is until a larger one comes', () => {
    const run = atSecondStep({ budgetUsd: 1 });
    run.give(turn(run, 1, 1));

    expect(run.give(resume)).toEqual([]);
    expect(run.give({ type: 'resume', budgetUsd: 1 })).toEqual([]);

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget' });
  });
});

describe('restart', () => {
  it('begins the run anew, under the same id, without what it had found out', () => {
    const run = runs.failed?.() ?? new PlayedRun(twoSteps);

    run.give({ type: 'restart', context: null });

    expect(run.state).toMatchObject({ status: 'running', error: null, outputs: {}, loops: {}, openLoops: [] });
    expect(run.step).toMatchObject({ stepId: 'S1', status: 'queued', execution: 2, attempt: 1, retryCount: 0, error: null });
    expect(run.state.steps.S2).toMatchObject({ status: 'pending', error: null, outputs: {}, startedAt: null, completedAt: null });
    expect(run.play().state.status).toBe('completed');
  });

  it.each([
    [null, 'Be brief'],
    ['Take your time', 'Take your time'],
  ])('with the context %j works under %j', (context, expected) => {
    const run = atSecondStep({ context: 'Be brief' });

    run.give({ type: 'restart', context });

    expect(run.state.humanContext).toBe(expected);
    expect(run.step.humanContext).toBe(expected);
  });

  it('forgets outputs of a run that was over, and step restart keeps them', () => {
    const whole = new PlayedRun(twoSteps).play({ S1: [{ a: '1' }], S2: [{ b: '2' }] });
    const step = new PlayedRun(twoSteps).play({ S1: [{ a: '1' }], S2: [{ b: '2' }] });

    whole.give({ type: 'restart', context: null });
    step.give({ type: 'restart-step', stepId: 'S2', context: null });

    expect(whole.state.outputs).toEqual({});
    expect(step.state.outputs).toEqual({ a: '1', b: '2' });
    expect(step.state.steps).toMatchObject({ S1: { status: 'completed', outputs: { a: '1' } }, S2: { status: 'queued', outputs: {} } });
  });

  it('stops what is at work first', () => {
    const run = atSecondStep();
    const stopped = run.ref();

    const facts = run.give({ type: 'restart', context: null });

    expect(facts.map(({ type }) => type)).toEqual(['step_cancelled', 'run_restarted', 'step_queued']);
    expect(run.give({ type: 'finish-step', ...stopped, outputs: {}, output: '' })).toEqual([]);
  });

  it('of one step resets what comes after it and leaves what came before', () => {
    const pipeline = pipelineOf({
      A: { onComplete: 'B' },
      B: { onResult: { LEFT: { goto: 'C' }, BACK: { goto: 'A' } }, onComplete: 'D' },
      C: { onComplete: 'E' },
      D: { onComplete: 'E' },
      E: {},
    });
    const run = new PlayedRun(pipeline).play({ B: [{ r: 'LEFT' }] });

    const facts = run.give({ type: 'restart-step', stepId: 'B', context: null });

    expect(facts[0]).toMatchObject({ type: 'human_intervention', action: 'restart', step_id: 'B', reset: ['B', 'D', 'E', 'C'] });
    expect(run.state.steps).toMatchObject({ A: { status: 'completed' }, C: { status: 'pending' }, E: { status: 'pending' } });
  });
});

describe('what is left of an attempt that is not the current one', () => {
  const stale: [string, (run: PlayedRun) => RunCommand][] = [
    ['begins', (run) => ({ type: 'begin-step', ...run.ref(), sessionId: 's', model: 'm', timeoutMs: 1 })],
    ['finishes', (run) => ({ type: 'finish-step', ...run.ref(), outputs: { a: 'stale' }, output: '' })],
    ['fails', (run) => ({ type: 'fail-step', ...run.ref(), error: 'stale', retryable: true })],
    ['finishes a turn', (run) => turn(run, 1, 1)],
  ];

  it.each(stale)('is not heard when it %s', (_name, commandOf) => {
    const retried = new PlayedRun(twoSteps).play({}, { step: 'S1' });
    const repeated = new PlayedRun(twoSteps).play({}, { step: 'S1' });
    const commands = [commandOf(retried), commandOf(repeated)] as const;
    retried.end(new FailedAttempt('No luck'));
    repeated.give({ type: 'restart-step', stepId: 'S1', context: null });

    expect(retried.give(commands[0])).toEqual([]);
    expect(repeated.give(commands[1])).toEqual([]);
  });

  it('a step begins once, and each of its turns counts once, in order', () => {
    const run = atSecondStep();

    expect(run.begin()).toEqual([]);
    expect(run.give(turn(run, 2))).toEqual([]);
    expect(run.give(turn(run, 1, 0.5))).toHaveLength(1);
    expect(run.give(turn(run, 1, 0.5))).toEqual([]);
    expect(run.state.usage.cost_usd).toBe(0.5);
  });
});

describe('recovery', () => {
  it('says so and leaves the step as it was, with its whole time', () => {
    const run = atSecondStep();
    const { deadlineAt, startedAt, ...step } = run.step;

    run.now += 600_000;
    expect(run.give({ type: 'recover', openTurn: false })).toMatchObject([{ type: 'run_resumed', reason: 'recovery' }]);

    expect(run.step).toEqual({ ...step, startedAt: run.now, deadlineAt: run.now + (deadlineAt ?? 0) - (startedAt ?? 0) });
  });

  it('discards the turn that was cut off, so that readers drop its text', () => {
    const run = atSecondStep();
    run.give(turn(run, 1));

    run.give({ type: 'recover', openTurn: true });

    expect(run.facts.at(-1)).toMatchObject({ type: 'turn_discarded', step_id: 'S2', execution: 1, attempt: 1, turn: 2 });
    expect(run.give(turn(run, 2))).toHaveLength(1);
  });
});

it('a pipeline without steps fails and says so', () => {
  const empty: Pipeline = { ...twoSteps, steps: [] };

  expect(new PlayedRun(empty).play().state).toMatchObject({ status: 'failed', error: 'The pipeline has no steps' });
});
