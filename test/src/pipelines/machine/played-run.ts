import { decide } from '../../../../src/pipelines/machine/decide.ts';
import type { NewBudgets, RunCommand } from '../../../../src/pipelines/machine/commands.ts';
import { evolve, initialState } from '../../../../src/pipelines/machine/evolve.ts';
import { NO_USAGE, type Fact, type StepRef, type Usage } from '../../../../src/pipelines/machine/facts.ts';
import type { RunState, StepState } from '../../../../src/pipelines/machine/run-state.ts';
import { todo } from '../../../../src/pipelines/machine/todo.ts';
import { parsePipeline } from '../../../../src/pipelines/parse-pipeline.ts';
import type { Pipeline } from '../../../../src/pipelines/pipeline.ts';

/** How an attempt ends: with outputs, with a text to read them from, or with an error. */
export type Outcome = Record<string, string> | string | FailedAttempt;

export class FailedAttempt {
  readonly error: string;
  readonly retryable: boolean;

  constructor(error: string, { retryable = true } = {}) {
    this.error = error;
    this.retryable = retryable;
  }
}

/** What each attempt of a step answers, in order. Attempts beyond the list succeed without outputs. */
export type Script = Record<string, Outcome[]>;

/** The steps of a pipeline as a file would have them, in order, without what every step needs. */
export type StepSources = Record<string, Record<string, unknown>>;

export function pipelineOf(steps: StepSources, defaults: Record<string, unknown> = {}): Pipeline {
  const source = {
    id: 'played',
    name: 'Played',
    defaults,
    agents: [{ id: 'mira' }, { id: 'finn' }],
    steps: Object.entries(steps).map(([id, step]) => ({ id, agent: 'mira', input: 'Do it', ...step })),
  };
  const { pipeline, problems } = parsePipeline(JSON.stringify(source), 'played.yml');
  if (!pipeline) throw new Error(problems.map(({ message }) => message).join('\n'));
  return pipeline;
}

export interface PlayedRunOptions extends NewBudgets {
  context?: string | null;
}

/** A run without a server: commands are decided and folded one commit at a time, effects are done by a script. */
export class PlayedRun {
  readonly pipeline: Pipeline;
  /** What each commit added; the first is the run's creation. */
  readonly commits: Fact[][];
  state: RunState;
  now = 1_000;

  constructor(pipeline: Pipeline, { context = null, budgetUsd = null, budgetTokens, budgetTimeSec }: PlayedRunOptions = {}) {
    const created = {
      type: 'run_created' as const,
      at: this.now,
      pipeline_id: pipeline.id,
      task: 'Add dark mode',
      human_context: context,
      budget_usd: budgetUsd,
      ...(budgetTokens !== undefined && { budget_tokens: budgetTokens }),
      ...(budgetTimeSec !== undefined && { budget_time_sec: budgetTimeSec }),
    };
    this.pipeline = pipeline;
    this.commits = [[created]];
    this.state = initialState(created);
  }

  get facts(): Fact[] {
    return this.commits.flat();
  }

  /** The current step. */
  get step(): StepState {
    const step = this.state.current === null ? undefined : this.state.steps[this.state.current];
    if (!step) throw new Error(`The run is ${this.state.status} and has no current step`);
    return step;
  }

  /** Commits commands in one piece and returns the facts. */
  give(...commands: RunCommand[]): Fact[] {
    this.now += 1_000;
    const facts: Fact[] = [];
    for (const command of commands) {
      const decided = decide(this.pipeline, this.state, command, this.now);
      this.state = decided.reduce(evolve, this.state);
      facts.push(...decided);
    }
    if (facts.length > 0) this.commits.push(facts);
    return facts;
  }

  /** The current attempt begins. */
  begin(): Fact[] {
    return this.give({ type: 'begin-step', ...this.ref(), sessionId: `run_${this.step.stepId}`, model: 'acme/quick-1', timeoutMs: 60_000 });
  }

  /** The current attempt ends. */
  end(outcome: Outcome = {}): Fact[] {
    if (outcome instanceof FailedAttempt)
      return this.give({ type: 'fail-step', ...this.ref(), error: outcome.error, retryable: outcome.retryable });
    if (typeof outcome === 'string') return this.give({ type: 'finish-step', ...this.ref(), outputs: null, output: outcome });
    return this.give({ type: 'finish-step', ...this.ref(), outputs: outcome, output: 'Done' });
  }

  /** Starts the run if need be, and does what its state asks for until it asks for nothing more, or a step is reached. */
  play(script: Script = {}, until: { step?: string } = {}): this {
    if (this.state.status === 'pending') this.give({ type: 'start' });
    while (todo(this.state)?.type === 'perform') {
      const { stepId, status, execution, attempt } = this.step;
      if (status === 'queued') this.begin();
      if (stepId === until.step) return this;
      const done = this.facts.filter((fact) => fact.type === 'step_started' && fact.step_id === stepId).length;
      this.end(script[stepId]?.[done - 1]);
      if (this.state.current === stepId && this.step.execution === execution && this.step.attempt === attempt)
        throw new Error(`Step ${stepId} ended and is still in work`);
    }
    return this;
  }

  /** Steps in the order in which their attempts began; of a loop with its item, as `L(x)`. */
  get ran(): string[] {
    const items = new Map<string, string>();
    return this.facts.flatMap((fact) => {
      if (fact.type === 'step_queued') items.set(fact.step_id, fact.item ? `${fact.step_id}(${fact.item.value})` : fact.step_id);
      return fact.type === 'step_started' ? [items.get(fact.step_id) ?? fact.step_id] : [];
    });
  }

  /** The current attempt, as commands name it. */
  ref(): StepRef {
    const { stepId, execution, attempt } = this.step;
    return { step_id: stepId, execution, attempt };
  }
}

export function usageOf(costUsd: number): Usage {
  return { ...NO_USAGE, input_tokens: 10, output_tokens: 5, cost_usd: costUsd };
}
