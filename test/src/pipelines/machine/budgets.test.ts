import { describe, expect, it } from '@jest/globals';
import { spentOf } from '../../../../src/pipelines/machine/budget.ts';
import type { NewBudgets, RunCommand } from '../../../../src/pipelines/machine/commands.ts';
import { uncovered } from '../../../../src/pipelines/machine/decide.ts';
import { pipelineOf, PlayedRun, usageOf } from './played-run.ts';

const twoSteps = pipelineOf({ S1: { onComplete: 'S2' }, S2: {} });
const purse = { agent_id: 'mira', until: 86_400_000 };
const spentDay: RunCommand = { type: 'check-budget', spent: { purse, reason: 'Agent mira spent its budget' } };

function turn(run: PlayedRun, number: number, costUsd = 0): RunCommand {
  return { type: 'finish-turn', ...run.ref(), turn: number, usage: usageOf(costUsd), finishReason: 'stop', model: 'a/b', isLast: false };
}

function working(budgets: NewBudgets = {}): PlayedRun {
  return new PlayedRun(twoSteps, budgets).play({}, { step: 'S1' });
}

describe('a run with a budget', () => {
  // each turn costs $0.6, 15 tokens and one second
  it.each<[string, NewBudgets, number, string]>([
    ['money', { budgetUsd: 1 }, 2, 'The budget of $1 is spent; resume the run with a larger budget_usd'],
    ['tokens', { budgetTokens: 45 }, 3, 'The budget of 45 tokens is spent; resume the run with a larger budget_tokens'],
    ['time', { budgetTimeSec: 4 }, 4, 'The budget of 4 seconds is spent; resume the run with a larger budget_time_sec'],
    ['whichever is spent first', { budgetUsd: 100, budgetTokens: 30, budgetTimeSec: 100 }, 2, 'The budget of 30 tokens'],
  ])('of %s pauses when it is spent, and says which and how to go on', (_kind, budgets, turns, reason) => {
    const run = working(budgets);

    for (let number = 1; number <= turns; number++) {
      expect(run.state.status).toBe('running');
      run.give(turn(run, number, 0.6));
    }

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget', waitingReason: expect.stringContaining(reason) });
  });

  it.each<[string, NewBudgets, NewBudgets, string | null]>([
    ['nothing', { budgetTokens: 15 }, {}, 'budget_tokens'],
    ['what is spent', { budgetTokens: 15 }, { budgetTokens: 15 }, 'budget_tokens'],
    ['more', { budgetTokens: 15 }, { budgetTokens: 16 }, null],
    ['no limit', { budgetTokens: 15 }, { budgetTokens: null }, null],
    ['more of another', { budgetTokens: 15 }, { budgetUsd: 5 }, 'budget_tokens'],
    ['less of another than is spent', { budgetTokens: 15 }, { budgetTokens: 90, budgetUsd: 0.1 }, 'budget_usd'],
  ])('goes on with %s only when that covers what is spent', (_what, budgets, raise, problem) => {
    const run = working(budgets);
    run.give(turn(run, 1, 0.6));

    expect(uncovered(run.state, raise, run.now)).toEqual(problem === null ? null : expect.stringContaining(problem));
    run.give({ type: 'resume', ...raise });

    expect(run.state.status).toBe(problem === null ? 'running' : 'paused');
    expect(run.state.current).toBe('S1');
  });

  it('that is restarted with nothing left waits before its first turn', () => {
    const run = working({ budgetUsd: 1 });
    run.give(turn(run, 1, 2));

    run.give({ type: 'restart', context: null });

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget', current: 'S1' });
  });

  it('spends it on all items of a loop together', () => {
    const loop = pipelineOf({
      PLAN: { outputs: ['list'], onComplete: 'EACH' },
      EACH: { loop: { over: 'list' } },
    });
    const run = new PlayedRun(loop, { budgetTokens: 45 }).play({ PLAN: [{ list: '["x","y","z"]' }] }, { step: 'EACH' });

    run.give(turn(run, 1));
    run.end();
    run.begin();
    run.give(turn(run, 1));
    expect(run.state.status).toBe('running');
    run.end();
    run.begin();
    run.give(turn(run, 1));

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget' });
    expect(run.step.item).toMatchObject({ index: 2 });
  });
});

describe('the time of a run', () => {
  const workedMs = (run: PlayedRun) => spentOf(run.state, run.now).timeMs;

  it('counts while a step is at work, not in a queue, in a pause, or while its server is away', () => {
    const run = new PlayedRun(twoSteps);
    run.give({ type: 'start' });
    run.now += 60_000; // waits for a slot
    run.begin();
    expect(workedMs(run)).toBe(0);

    run.now += 4_000;
    expect(workedMs(run)).toBe(4_000);
    run.give({ type: 'pause', reason: 'Lunch' });
    run.now += 60_000;
    run.give({ type: 'resume' });
    expect(workedMs(run)).toBe(5_000); // each command takes a second

    run.now += 60_000; // the server was killed
    run.give({ type: 'recover', openTurn: false });
    expect(workedMs(run)).toBe(5_000);
    run.give(turn(run, 1));
    expect(workedMs(run)).toBe(6_000);

    run.now += 60_000; // the server was replaced in order, and says how long the turn really took
    run.give({ ...turn(run, 2), durationMs: 2_000 } as RunCommand);
    expect(workedMs(run)).toBe(8_000);
  });

  it('is looked at in the middle of a turn, too', () => {
    const run = working({ budgetTimeSec: 3 });

    run.now += 1_000;
    run.give({ type: 'check-budget', spent: null });
    expect(run.state.status).toBe('running');
    run.give({ type: 'check-budget', spent: null });

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget', current: 'S1' });
    run.give(turn(run, 1)); // what was in flight counts, its time after the pause does not
    expect(run.state).toMatchObject({ status: 'paused', usage: { output_tokens: 5 } });
    expect(workedMs(run)).toBe(3_000);
  });
});

describe('a run that draws from the budget of someone else', () => {
  it('waits for its agent, says until when, and goes on when that is refilled', () => {
    const run = working();

    run.give(spentDay);
    expect(run.state).toMatchObject({
      status: 'paused',
      waitingFor: 'budget',
      waitingReason: 'Agent mira spent its budget',
      waitsForPurse: purse,
    });
    run.give({ type: 'refill' });

    expect(run.state).toMatchObject({ status: 'running', waitingFor: null, waitingReason: null, waitsForPurse: null, current: 'S1' });
    expect(run.facts.at(-1)).toMatchObject({ type: 'run_resumed', reason: 'budget' });
    expect(run.play().state.status).toBe('completed');
  });

  it.each<[string, (run: PlayedRun) => void]>([
    ['works', () => undefined],
    ['was paused by someone', (run) => void run.give({ type: 'pause', reason: 'Lunch' })],
    ['waits for a budget of its own', (run) => void run.give(turn(run, 1, 5))],
    ['is over', (run) => void run.give({ type: 'cancel', reason: 'Not needed' })],
  ])('is not refilled when it %s', (_how, arrange) => {
    const run = working({ budgetUsd: 1 });
    arrange(run);

    expect(run.give({ type: 'refill' })).toEqual([]);
  });

  it('is paused only when it works', () => {
    const run = working();
    run.give({ type: 'pause', reason: 'Lunch' });

    expect(run.give(spentDay)).toEqual([]);
  });
});

describe('a run that starts others', () => {
  it('spends what they spend', () => {
    const run = working({ budgetUsd: 1 });
    run.give({ type: 'start-child', runId: 'run_2' });
    run.give(turn(run, 1, 0.6));

    run.give({ type: 'check-budget', children: { usd: 0.3, tokens: 10 } });
    expect(run.state.status).toBe('running');
    expect(spentOf(run.state, run.now)).toMatchObject({ usd: expect.closeTo(0.9), tokens: 25 });
    run.give({ type: 'check-budget', children: { usd: 0.4, tokens: 12 } });

    expect(run.state).toMatchObject({ status: 'paused', waitingFor: 'budget' });
    expect(run.give({ type: 'resume', budgetUsd: 1 })).toEqual([]);
    run.give({ type: 'resume', budgetUsd: 1.5 });
    expect(run.state.status).toBe('running');
  });

  it('is told of what they spent once', () => {
    const run = working();
    run.give({ type: 'start-child', runId: 'run_2' });
    run.give({ type: 'check-budget', children: { usd: 0.3, tokens: 10 } });

    expect(run.give({ type: 'check-budget', children: { usd: 0.3, tokens: 10 } })).toEqual([]);
  });

  it('starts none when it is over', () => {
    const run = working().play();

    expect(run.give({ type: 'start-child', runId: 'run_2' })).toEqual([]);
  });
});
