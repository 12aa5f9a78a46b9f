import { describe, expect, it } from '@jest/globals';
import { evolve } from '../../../../src/pipelines/machine/evolve.ts';
import type { RunState } from '../../../../src/pipelines/machine/run-state.ts';
import { todo } from '../../../../src/pipelines/machine/todo.ts';
import { FailedAttempt, pipelineOf, PlayedRun, type Script, type StepSources } from './played-run.ts';

interface Scenario {
  /** Number in the contract's table. */
  number: string;
  name: string;
  steps: StepSources;
  defaults?: Record<string, unknown>;
  script?: Script;
  ran: string[];
  ends: Partial<Pick<RunState, 'status' | 'error'>>;
  retries?: Record<string, number>;
}

const failed = new FailedAttempt('No luck');
const completed = { status: 'completed', error: null } as const;
const reviewLoop: StepSources = {
  PLAN: { onComplete: 'L' },
  L: { loop: { over: 'items', onEachComplete: 'REV', onAllComplete: 'END' } },
  REV: { onResult: { PASS: { continueLoop: true }, FAIL: { goto: 'L' } } },
  END: {},
};
const plainLoop: StepSources = { PLAN: { onComplete: 'L' }, L: { loop: { over: 'items', onAllComplete: 'END' } }, END: {} };

const scenarios: Scenario[] = [
  {
    number: '1',
    name: 'steps follow each other, each once',
    steps: { S1: { onComplete: 'S2' }, S2: {} },
    ran: ['S1', 'S2'],
    ends: completed,
  },
  {
    number: '2',
    name: 'a review sends the work back until it approves',
    steps: {
      IMPL: { onComplete: 'REV' },
      REV: { onResult: { APPROVED: { goto: 'END' }, CHANGES: { goto: 'IMPL' } } },
      END: {},
    },
    script: { REV: [{ verdict: 'changes' }, { verdict: 'APPROVED' }] },
    ran: ['IMPL', 'REV', 'IMPL', 'REV', 'END'],
    ends: completed,
  },
  {
    number: '3',
    name: 'a result that nobody asked for leads nowhere in the middle of the file',
    steps: { S1: { onResult: { YES: { goto: 'S2' } } }, S2: {} },
    script: { S1: [{ r: 'NO' }] },
    ran: ['S1'],
    ends: { status: 'failed', error: 'Step S1 has no onComplete configured' },
  },
  {
    number: '4',
    name: 'a result that nobody asked for ends the run at the last step',
    steps: { S1: { onComplete: 'S2' }, S2: { onResult: { FAIL: { goto: 'S1' } } } },
    script: { S2: [{ r: 'PASS' }] },
    ran: ['S1', 'S2'],
    ends: completed,
  },
  {
    number: '5',
    name: 'onComplete stands in when no result matches',
    steps: { S1: { onComplete: 'S2', onResult: { FAIL: { goto: 'S1' } } }, S2: {} },
    script: { S1: [{ r: 'PASS' }] },
    ran: ['S1', 'S2'],
    ends: completed,
  },
  {
    number: '8',
    name: 'a result is retried as often as it may be',
    steps: { S1: { onResult: { BAD: { retry: true, maxRetries: 1 } } } },
    script: { S1: [{ r: 'BAD' }, { r: 'BAD' }] },
    ran: ['S1', 'S1'],
    ends: { status: 'failed', error: 'Step S1: Max retries exceeded (1) for the result BAD' },
    retries: { S1: 1 },
  },
  {
    number: '9',
    name: 'a failing step is tried again until it succeeds',
    steps: { S1: { maxRetries: 2 } },
    script: { S1: [failed, failed, {}] },
    ran: ['S1', 'S1', 'S1'],
    ends: completed,
    retries: { S1: 2 },
  },
  {
    number: '10',
    name: 'retries come from the defaults',
    steps: { S1: {} },
    defaults: { maxRetries: 1 },
    script: { S1: [failed, failed] },
    ran: ['S1', 'S1'],
    ends: { status: 'failed', error: 'Step S1 failed after 1 retry: No luck' },
    retries: { S1: 1 },
  },
  {
    number: '11',
    name: 'three retries when nothing is set',
    steps: { S1: {} },
    script: { S1: [failed, failed, failed, failed] },
    ran: ['S1', 'S1', 'S1', 'S1'],
    ends: { status: 'failed', error: 'Step S1 failed after 3 retries: No luck' },
    retries: { S1: 3 },
  },
  {
    number: '12',
    name: 'no retries when there shall be none',
    steps: { S1: { maxRetries: 0 } },
    defaults: { maxRetries: 5 },
    script: { S1: [failed] },
    ran: ['S1'],
    ends: { status: 'failed', error: 'Step S1 failed after 0 retries: No luck' },
    retries: { S1: 0 },
  },
  {
    number: '13',
    name: 'a loop runs its step for each item, then goes on',
    steps: plainLoop,
    script: { PLAN: [{ items: '["x","y"]' }] },
    ran: ['PLAN', 'L(x)', 'L(y)', 'END'],
    ends: completed,
  },
  {
    number: '14',
    name: 'a review inside a loop repeats the item or lets it go on',
    steps: reviewLoop,
    script: { PLAN: [{ items: '["x","y"]' }], REV: [{ r: 'FAIL' }, { r: 'PASS' }, { r: 'PASS' }] },
    ran: ['PLAN', 'L(x)', 'REV', 'L(x)', 'REV', 'L(y)', 'REV', 'END'],
    ends: completed,
  },
  {
    number: '15',
    name: 'a loop over nothing does nothing',
    steps: plainLoop,
    script: { PLAN: [{ items: '[]' }] },
    ran: ['PLAN', 'END'],
    ends: completed,
  },
  {
    number: '16',
    name: 'a loop over an output that does not exist fails before its step runs',
    steps: plainLoop,
    ran: ['PLAN'],
    ends: { status: 'failed', error: 'Loop variable items not found' },
  },
];

describe('scenarios of the contract', () => {
  it.each(scenarios)('$number: $name', ({ steps, defaults, script, ran, ends, retries = {} }) => {
    const run = new PlayedRun(pipelineOf(steps, defaults)).play(script);

    expect(run.ran).toEqual(ran);
    expect(run.state).toMatchObject(ends);
    for (const [id, count] of Object.entries(retries)) expect(run.state.steps[id]?.retryCount).toBe(count);
    expect(run.facts.filter(({ type }) => type === 'run_complete' || type === 'run_failed')).toEqual([run.facts.at(-1)]);
  });

  it('1: facts come in the order that readers know', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: {} })).play();

    expect(run.facts.map((fact) => ('step_id' in fact ? `${fact.type} ${fact.step_id}` : fact.type))).toEqual([
      'run_created',
      'step_queued S1',
      'step_started S1',
      'step_complete S1',
      'step_queued S2',
      'step_started S2',
      'step_complete S2',
      'run_complete',
    ]);
  });

  it.each([
    { number: '6', name: 'notify alone is sent, then onComplete is followed', action: {}, onComplete: 'S2' },
    { number: '7', name: 'notify is sent together with goto', action: { goto: 'S2' }, onComplete: undefined },
  ])('$number: $name', ({ action, onComplete }) => {
    const S1 = { onComplete, onResult: { OK: { ...action, notify: { agent: 'finn', message: 'It is done' } } } };

    const run = new PlayedRun(pipelineOf({ S1, S2: {} })).play({ S1: [{ r: 'ok ' }] });

    expect(run.ran).toEqual(['S1', 'S2']);
    expect(run.state.status).toBe('completed');
    const types = run.facts.map(({ type }) => type);
    expect(types.slice(types.indexOf('step_complete'))).toEqual(
      expect.arrayContaining(['agent_message', 'step_queued', 'step_started', 'step_complete', 'run_complete']),
    );
    expect(run.facts.find(({ type }) => type === 'agent_message')).toMatchObject({ from: 'system', to: 'finn', message: 'It is done' });
  });

  it('13, 14: the items that are done are known to the ones that follow', () => {
    const run = new PlayedRun(pipelineOf(plainLoop)).play({ PLAN: [{ items: '["x","y"]' }] }, { step: 'L' });
    expect(run.state.loops.L).toEqual({ items: ['x', 'y'], index: 0, completed: [] });

    run.end();
    expect(run.state.loops.L).toEqual({ items: ['x', 'y'], index: 1, completed: ['x'] });
    run.play();

    expect(run.state.loops.L).toEqual({ items: ['x', 'y'], index: 2, completed: ['x', 'y'] });
  });

  it('17: cancel ends the step and the run, and what the step still says is not heard', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: {} })).play({}, { step: 'S1' });
    const aborted = run.ref();

    const facts = run.give({ type: 'cancel', reason: 'Not needed any more' });

    expect(facts.map(({ type }) => type)).toEqual(['human_intervention', 'step_cancelled', 'run_cancelled', 'run_failed']);
    expect(facts.at(-1)).toMatchObject({ error: 'Run cancelled: Not needed any more', step_id: 'S1', cancelled: true });
    expect(run.state).toMatchObject({ status: 'cancelled', current: null, steps: { S1: { status: 'cancelled' } } });
    expect(run.give({ type: 'finish-step', ...aborted, outputs: {}, output: '' })).toEqual([]);
    expect(run.give({ type: 'fail-step', ...aborted, error: 'aborted', retryable: true })).toEqual([]);
    expect(todo(run.state)).toMatchObject({ type: 'finish' });
  });

  it('18: a step restarted while the next one runs takes its place, with the context for its agent', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: {} })).play({}, { step: 'S2' });

    run.give({ type: 'restart-step', stepId: 'S1', context: 'Mind the tests' });
    expect(run.step).toMatchObject({ stepId: 'S1', status: 'queued', execution: 2, humanContext: '[HUMAN RESTART] Mind the tests' });
    expect(run.state.steps.S2?.status).toBe('pending');
    run.play();

    expect(run.ran).toEqual(['S1', 'S2', 'S1', 'S2']);
    expect(run.state.status).toBe('completed');
    expect(run.facts.filter(({ type }) => type === 'run_complete')).toHaveLength(1);
  });

  it('19: a run whose owner dies goes on with the step it was at', () => {
    const before = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: { onComplete: 'S3' }, S3: {} })).play({}, { step: 'S2' });
    const effect = todo(before.state);
    const run = new PlayedRun(before.pipeline);
    run.commits.splice(0, 1, ...before.commits);
    run.state = before.facts.reduce(evolve, run.state);

    const facts = run.give({ type: 'recover', openTurn: true });
    expect(facts).toMatchObject([
      { type: 'run_resumed', reason: 'recovery' },
      { type: 'turn_discarded', step_id: 'S2', turn: 1 },
    ]);
    expect(todo(run.state)).toEqual(effect);
    run.play();

    expect(run.ran).toEqual(['S1', 'S2', 'S3']);
    expect(run.facts.filter(({ type }) => type === 'run_complete')).toHaveLength(1);
    expect(run.facts.filter(({ type }) => type === 'run_created')).toHaveLength(1);
  });

  it('19b: a step restarted in a finished run runs again, and what comes after it', () => {
    const run = new PlayedRun(pipelineOf({ S1: { onComplete: 'S2' }, S2: {} })).play();

    run.give({ type: 'restart-step', stepId: 'S1', context: null });
    expect(run.state).toMatchObject({ status: 'running', steps: { S1: { status: 'queued' }, S2: { status: 'pending' } } });
    run.play();

    expect(run.ran).toEqual(['S1', 'S2', 'S1', 'S2']);
    expect(run.state.status).toBe('completed');
  });

  it.each([
    { number: '20', name: 'runs of different agents go on side by side', agents: ['mira', 'finn'], waits: false },
    { number: '21', name: 'runs of one agent wait for each other, queued meanwhile', agents: ['mira', 'mira'], waits: true },
  ])('$number: $name', ({ agents, waits }) => {
    const runs = agents.map((agent) => new PlayedRun(pipelineOf({ S1: { agent, onComplete: 'S2' }, S2: { agent } })));
    const holders = new Map<string, string>(); // one slot for each agent
    let hasWaited = false;

    for (const run of runs) run.give({ type: 'start' });
    for (let round = 0; round < 20; round++) {
      for (const [index, run] of runs.entries()) {
        const effect = todo(run.state);
        if (effect?.type !== 'perform') continue;
        const work = `${index}:${effect.id}`;
        const holder = holders.get(effect.agentId) ?? work;
        if (holder !== work) {
          hasWaited = true;
          expect(run.step.status).toBe('queued');
        } else if (run.step.status === 'queued') {
          holders.set(effect.agentId, work);
          run.begin();
        } else {
          holders.delete(effect.agentId);
          run.end();
        }
      }
    }

    expect(runs.map(({ state }) => state.status)).toEqual(['completed', 'completed']);
    expect(runs.map(({ ran }) => ran)).toEqual([
      ['S1', 'S2'],
      ['S1', 'S2'],
    ]);
    expect(hasWaited).toBe(waits);
  });
});
