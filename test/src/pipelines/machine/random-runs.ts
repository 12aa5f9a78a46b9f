import fc from 'fast-check';
import { budgetOf, reachedLimit, spentOf } from '../../../../src/pipelines/machine/budget.ts';
import type { NewBudgets, RunCommand } from '../../../../src/pipelines/machine/commands.ts';
import { openQuestions } from '../../../../src/pipelines/machine/evolve.ts';
import type { StepRef } from '../../../../src/pipelines/machine/facts.ts';
import type { RunState } from '../../../../src/pipelines/machine/run-state.ts';
import type { AskedQuestion } from '../../../../src/questions/question-facts.ts';
import { todo } from '../../../../src/pipelines/machine/todo.ts';
import type { Pipeline } from '../../../../src/pipelines/pipeline.ts';
import { FailedAttempt, pipelineOf, usageOf, type Outcome, type PlayedRun } from './played-run.ts';

/** What one attempt at a step does: model turns that each cost something, and an end. */
interface Attempt {
  turns: number;
  /** Questions that each turn asks of people. */
  questions: number;
  costUsd: number;
  outcome: Outcome;
}

/** Tells what an attempt does by its name, so that it does the same whenever it is made. */
export type Attempts = (work: string) => Attempt;

/** Pipelines of up to six steps whose edges go anywhere, more often down the file; loops and results included. */
export const pipelines: fc.Arbitrary<Pipeline> = fc.integer({ min: 1, max: 6 }).chain((length) => {
  const ids = Array.from({ length }, (_, index) => `S${index}`);
  const id = fc.constantFrom(...ids);
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
  const action = fc.record({
    goto: fc.option(id, { nil: undefined }),
    retry: maybe(fc.boolean()),
    continueLoop: maybe(fc.boolean()),
    maxRetries: maybe(fc.nat(2)),
    notify: maybe(fc.constant({ agent: 'finn', message: 'Look' })),
  });
  const loop = fc.record({ over: fc.constantFrom('list', 'other'), onEachComplete: maybe(id), onAllComplete: maybe(id) });
  const steps = ids.map((_, index) =>
    fc.record({
      onComplete: fc.oneof(
        { weight: 8, arbitrary: fc.constant(ids[index + 1]) },
        { weight: 1, arbitrary: id },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      onResult: maybe(fc.dictionary(fc.constantFrom('A', 'B'), action)),
      // a loop at the beginning has no list yet
      loop: fc.oneof({ weight: index === 0 ? 12 : 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: loop }),
      maxRetries: fc.nat(2),
    }),
  );
  return fc.tuple(...steps).map((sources) => pipelineOf(Object.fromEntries(sources.map((source, index) => [`S${index}`, source]))));
});

const lists = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('["x","y"]', '["x"]', '[1,{"a":2},"z"]') },
  { weight: 1, arbitrary: fc.constantFrom('[]', 'nonsense', '') },
);
const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ r: fc.constantFrom('A', 'b', 'C'), list: lists, other: lists }, { requiredKeys: ['list', 'other'] }),
  },
  { weight: 3, arbitrary: fc.record({ r: fc.constantFrom('A', 'b') }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Outcome>('R: A\nLIST: ["x"]', 'Nothing to report', { status: 'failed', error: 'Tests are red' }),
  },
  { weight: 1, arbitrary: fc.boolean().map((retryable) => new FailedAttempt('No luck', { retryable })) },
);

export const attempts: fc.Arbitrary<Attempts> = fc
  .array(fc.record({ turns: fc.nat(2), questions: fc.constantFrom(0, 0, 0, 1, 2), costUsd: fc.constantFrom(0, 0.3), outcome: outcomes }), {
    minLength: 1,
    maxLength: 16,
  })
  .map((list) => Object.assign((work: string) => list[hash(work) % list.length] as Attempt, { toString: () => JSON.stringify(list) }));

/** Far more commits than the limit of entries allows for. */
const COMMIT_LIMIT = 20_000;

/** Makes the run's next commit: whatever its state asks for, a larger budget if it waits for one. False when the run is over. */
export function workOn(run: PlayedRun, attemptsOf: Attempts): boolean {
  if (run.commits.length > COMMIT_LIMIT) throw new Error('The run does not end');
  const commits = run.commits.length;
  const effect = todo(run.state);
  if (effect?.type === 'finish') return false;
  if (effect === null) run.give({ type: 'start' });
  else if (run.state.waitingFor === 'question') run.give(answerTo(openQuestions(run.state)[0] ?? ''));
  else if (effect.type === 'suspend') run.give({ type: 'resume', ...raised(run.state, run.now + 1_000) });
  else if (run.step.status === 'queued') run.begin();
  else {
    const { turns, questions, costUsd, outcome } = attemptsOf(effect.id);
    const turn = run.step.turns + 1;
    const usage = usageOf(costUsd);
    if (turn > turns) run.end(outcome);
    else
      run.give(
        { type: 'finish-turn', ...run.ref(), turn, usage, finishReason: 'tool-calls', model: 'acme/quick-1', isLast: false },
        ...(questions > 0 ? [ask(run.ref(), turn, questions)] : []),
      );
  }
  if (run.commits.length === commits) throw new Error(`Nothing came of ${JSON.stringify(effect)}`);
  return true;
}

/** Budgets in which there is something left. */
function raised(state: RunState, now: number): NewBudgets {
  const { usd, tokens, timeSec } = budgetOf(state);
  const spent = spentOf(state, now);
  return {
    budgetUsd: usd === null ? null : spent.usd + 1,
    ...(tokens !== null && { budgetTokens: spent.tokens + 40 }),
    ...(timeSec !== null && { budgetTimeSec: spent.timeMs / 1_000 + 10 }),
  };
}

/** The same questions whenever the turn is made. */
function ask(ref: StepRef, turn: number, count: number): RunCommand {
  const ids = Array.from({ length: count }, (_, index) => `${ref.step_id}:${ref.execution}:${ref.attempt}:${turn}:${index}`);
  const calls = ids.map((id) => ({ tool_call_id: id, tool_name: 'ask_human', args: {} }));
  const questions = ids.map((id): AskedQuestion => ({
    question_id: id,
    kind: 'question',
    agent_id: 'mira',
    turn,
    tool_call_id: id,
    tool_name: 'ask_human',
    text: 'Which?',
    choices: null,
    arguments: null,
    default_answer: null,
    expires_at: 1,
  }));
  return { type: 'ask', ...ref, turn, calls, questions };
}

export function answerTo(question_id: string): RunCommand {
  return { type: 'answer', question_id, cause: 'answered', answer: 'This one', approved: null, note: null, answered_by: 'someone' };
}

/** What is wrong with a run between two commits: it is over, waits and says for what, or has exactly one thing to do. */
export function unsound({ state, now }: PlayedRun): string | null {
  const effect = todo(state);
  const busy = Object.values(state.steps).filter(({ status }) => ['queued', 'running', 'retrying'].includes(status));
  const isOver = ['completed', 'failed', 'cancelled'].includes(state.status);

  if (busy.length > 1) return 'works on two steps at once';
  if ((busy[0]?.stepId ?? null) !== state.current) return 'works on a step that is not the current one';
  if (busy[0]?.status === 'retrying') return 'stands between two attempts';
  if (state.status === 'running' && effect?.type !== 'perform') return 'runs and has nothing to do';
  if (state.status === 'running' && reachedLimit({ ...budgetOf(state), timeSec: null }, spentOf(state, now)) !== null)
    return 'goes on though its budget is spent';
  if (state.waitingFor === 'budget' && !/budget/.test(state.waitingReason ?? '')) return 'waits for a budget and does not say for which';
  if ((state.waitingReason ?? null) !== null && state.status !== 'paused') return 'says why it waits and does not';
  if (isOver && (effect?.type !== 'finish' || state.current !== null)) return 'is over and still at work';
  if ((state.status === 'paused') !== (state.waitingFor !== null)) return 'waits without a reason, or the other way round';
  const asked = openQuestions(state).length > 0;
  if (asked && state.status !== 'paused') return 'waits for an answer and does not stand still';
  if (state.waitingFor === 'question' && !asked) return 'waits for an answer to nothing';
  if ((state.status === 'failed') !== (state.error !== null && state.error !== ''))
    return 'failed without a reason, or the other way round';
  if (new Set(state.openLoops).size < state.openLoops.length) return 'is inside a loop twice';
  if (state.openLoops.some((id) => !state.loops[id]?.items[state.loops[id].index])) return 'is inside a loop that has no item in work';
  return null;
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521, 7);
}
