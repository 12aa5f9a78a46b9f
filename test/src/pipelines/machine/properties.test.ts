import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunCommand } from '../../../../src/pipelines/machine/commands.ts';
import { evolve } from '../../../../src/pipelines/machine/evolve.ts';
import { NO_USAGE, type Fact } from '../../../../src/pipelines/machine/facts.ts';
import type { RunState } from '../../../../src/pipelines/machine/run-state.ts';
import { todo } from '../../../../src/pipelines/machine/todo.ts';
import { FailedAttempt, PlayedRun, type PlayedRunOptions } from './played-run.ts';
import { answerTo, attempts, pipelines, unsound, workOn, type Attempts } from './random-runs.ts';

const budgets = fc.constantFrom<PlayedRunOptions>(
  {},
  { budgetUsd: 1 },
  { budgetTokens: 40 },
  { budgetTimeSec: 5 },
  { budgetUsd: 2, budgetTokens: 100, budgetTimeSec: 20 },
);

function playOut(run: PlayedRun, attemptsOf: Attempts): PlayedRun {
  while (workOn(run, attemptsOf)) {
    const problem = unsound(run);
    if (problem) throw new Error(`The run ${problem}: ${JSON.stringify(run.commits.at(-1))}`);
  }
  return run;
}

/** The run as its next owner finds it: the log up to a commit, and the state that was stored with it. */
function takenOver({ pipeline, commits, now }: PlayedRun, length: number): PlayedRun {
  const run = new PlayedRun(pipeline);
  run.commits.splice(0, 1, ...commits.slice(0, length));
  run.state = JSON.parse(JSON.stringify(run.facts.reduce(evolve, run.state))) as RunState;
  run.now = now + 60_000;
  return run;
}

/** Names of attempts that came to an end, in order, and how. */
function ended(facts: readonly Fact[]): string[] {
  return facts.flatMap((fact) =>
    fact.type === 'step_complete' || fact.type === 'step_failed' ? [`${fact.type} ${fact.step_id}:${fact.execution}:${fact.attempt}`] : [],
  );
}

describe('a random pipeline with random outcomes', () => {
  it('always ends, and says why when it fails', () => {
    fc.assert(
      fc.property(pipelines, attempts, budgets, (pipeline, attemptsOf, budget) => {
        const { state } = playOut(new PlayedRun(pipeline, budget), attemptsOf);

        expect(['completed', 'failed']).toContain(state.status);
        if (state.status === 'failed')
          expect(state.error).toMatch(
            /has no onComplete configured$|failed after \d+ retr(y|ies): .|Max retries exceeded|^Loop variable \w+ (not found|is not a JSON array)$|round in circles/,
          );
      }),
      { numRuns: 400 },
    );
  });

  it('comes to the same end from every commit at which its owner was lost', () => {
    fc.assert(
      fc.property(
        pipelines,
        attempts,
        budgets,
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 4 }),
        (pipeline, attemptsOf, budget, openTurn, some) => {
          const whole = playOut(new PlayedRun(pipeline, budget), attemptsOf);
          const { length } = whole.commits;
          const cuts = length <= 40 ? whole.commits.map((_, index) => index + 1) : some.map((cut) => 1 + (cut % length));

          for (const cut of cuts) {
            const run = takenOver(whole, cut);
            run.give({ type: 'recover', openTurn });
            playOut(run, attemptsOf);

            const { status, error, outputs, usage } = whole.state;
            expect(run.state).toMatchObject({ status, error, outputs, usage });
            expect(ended(run.facts)).toEqual(ended(whole.facts)); // nothing that ended is done again, nothing is left out
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a run that people and crashes interfere with', () => {
  const step = fc.nat(5).map((index) => `S${index}`);
  const commands: fc.Arbitrary<RunCommand> = fc.oneof(
    fc.constantFrom<RunCommand>(
      { type: 'pause', reason: 'Lunch' },
      { type: 'resume' },
      { type: 'resume', budgetUsd: 2 },
      { type: 'resume', budgetUsd: null },
      { type: 'resume', budgetTokens: 50, budgetTimeSec: 9 },
      { type: 'check-budget', spent: null },
      { type: 'check-budget', children: { usd: 1.5, tokens: 60 } },
      { type: 'check-budget', spent: { purse: { agent_id: 'mira', until: 86_400_000 }, reason: 'Agent mira spent its budget' } },
      { type: 'check-budget', spent: { purse: { run_id: 'run_1' }, reason: 'Run run_1 spent its budget' } },
      { type: 'refill' },
      { type: 'start-child', runId: 'run_2' },
      { type: 'cancel', reason: 'Not needed' },
      { type: 'start' },
      { type: 'fail', error: 'No workspace' },
      { type: 'restart', context: null },
      { type: 'restart', context: 'Be brief' },
    ),
    step.map((stepId): RunCommand => ({ type: 'restart-step', stepId, context: 'Mind the tests' })),
  );
  /** `stale`: something that was said to the run before is said to it once more. */
  const moves = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ type: 'work' as const }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('command' as const), command: commands }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const), openTurn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('stale' as const), which: fc.nat() }) },
  );

  it('has one thing to do after each commit, never does one twice, and can always be brought to its end', () => {
    fc.assert(
      fc.property(pipelines, attempts, budgets, fc.array(moves, { maxLength: 60 }), (pipeline, attemptsOf, budget, sequence) => {
        let run = new PlayedRun(pipeline, budget);
        const said: RunCommand[] = [];
        for (const move of sequence) {
          if (run.state.current !== null) {
            const ref = run.ref();
            said.push({ type: 'begin-step', ...ref, sessionId: 's', model: 'm', timeoutMs: 1 });
            said.push({ type: 'finish-turn', ...ref, turn: 1, usage: NO_USAGE, finishReason: 'stop', model: 'm', isLast: true });
            said.push({ type: 'finish-step', ...ref, outputs: {}, output: '' });
            said.push({ type: 'fail-step', ...ref, error: 'aborted', retryable: true });
            said.push(answerTo(`${ref.step_id}:${ref.execution}:${ref.attempt}:1:0`));
          }
          if (move.type === 'work') workOn(run, attemptsOf);
          else if (move.type === 'command') run.give(move.command);
          else if (move.type === 'crash') {
            run = takenOver(run, run.commits.length);
            run.give({ type: 'recover', openTurn: move.openTurn });
          } else {
            const command = said[move.which % Math.max(said.length, 1)];
            if (command) run.give(command);
          }
          expect(unsound(run)).toBeNull();
        }

        expect(run.facts.reduce(evolve, run.state)).toEqual(run.state);
        playOut(run, attemptsOf);

        const { facts } = run;
        const attemptsAt = (...types: Fact['type'][]) =>
          facts.flatMap((fact) =>
            types.includes(fact.type) && 'attempt' in fact ? [`${fact.step_id}:${fact.execution}:${fact.attempt}`] : [],
          );
        for (const marks of [
          attemptsAt('step_queued'),
          attemptsAt('step_started'),
          attemptsAt('step_complete', 'step_failed', 'step_cancelled'),
          facts.flatMap((fact) =>
            fact.type === 'turn_complete' ? [`${fact.step_id}:${fact.execution}:${fact.attempt}:${fact.turn}`] : [],
          ),
          facts.flatMap((fact) => (fact.type === 'question_answered' ? [fact.question_id] : [])),
        ])
          expect(new Set(marks).size).toBe(marks.length);
        const questions = (type: 'question_asked' | 'question_answered') =>
          new Set(facts.flatMap((fact) => (fact.type === type ? [fact.question_id] : [])));
        expect(questions('question_answered')).toEqual(questions('question_asked'));
        expect(new Set(attemptsAt('step_queued'))).toEqual(new Set(attemptsAt('step_complete', 'step_failed', 'step_cancelled')));
      }),
      { numRuns: 800 },
    );
  });
});

describe('evolve', () => {
  const at = 1;
  const turn = { at, step_id: 'S0', execution: 1, attempt: 1, turn: 1 };
  const others: Fact[] = [
    { ...turn, type: 'agent_output', chunk: 'x' },
    { ...turn, type: 'agent_thinking', chunk: 'x' },
    { ...turn, type: 'tool_call_start', tool_call_id: 'c', tool_name: 'read', args: {} },
    { ...turn, type: 'tool_call_end', tool_call_id: 'c', tool_name: 'read', result: '', is_error: false, duration_ms: 1 },
    { ...turn, type: 'turn_discarded' },
    { at, type: 'loop_item_complete', step_id: 'NOWHERE', index: 7, output: '' },
    { at, type: 'human_intervention', action: 'restart', step_id: 'NOWHERE', context: '' },
  ];

  /** Facts of every kind that a run can have, from a run that is interfered with. */
  const factsOf = (run: PlayedRun, attemptsOf: Attempts): Fact[] => {
    run.give({ type: 'start' });
    for (let commit = 0; commit < 20; commit++) workOn(run, attemptsOf);
    run.give({ type: 'restart-step', stepId: 'S0', context: null });
    if (run.state.current !== null) {
      run.begin();
      run.give({ type: 'pause', reason: 'Lunch' }, { type: 'resume' }, { type: 'recover', openTurn: true });
      run.end(new FailedAttempt('No luck'));
    }
    run.give({ type: 'restart', context: null });
    run.give({ type: 'cancel', reason: 'Not needed' });
    return [...run.facts, ...others];
  };

  it('makes a state of any fact after any other, and leaves the state before as it was', () => {
    fc.assert(
      fc.property(pipelines, pipelines, attempts, fc.array(fc.nat(), { maxLength: 60 }), (pipeline, foreign, attemptsOf, picks) => {
        const facts = [...factsOf(new PlayedRun(pipeline), attemptsOf), ...factsOf(new PlayedRun(foreign), attemptsOf)];
        let state = freeze(new PlayedRun(pipeline).state);

        for (const pick of picks) {
          state = freeze(evolve(state, facts[pick % facts.length] as Fact));
          todo(state);
        }

        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 300 },
    );
  });
});

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
