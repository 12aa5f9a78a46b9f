import type { Context } from '../context.ts';
import { BadRequestError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { NewEvent, RunRow } from '../log/event-log.ts';
import { FencedError, StaleStateError } from '../log/log-errors.ts';
import { drawsOf, leftAbove, runsAbove, smaller } from '../budgets/run-tree.ts';
import { BUDGET_FIELDS, type Budget } from '../pipelines/machine/budget.ts';
import type { NewBudgets, RunCommand } from '../pipelines/machine/commands.ts';
import { uncovered } from '../pipelines/machine/decide.ts';
import type { Fact } from '../pipelines/machine/facts.ts';
import { initialState } from '../pipelines/machine/evolve.ts';
import type { QuestionEnd } from '../questions/question-facts.ts';
import type { Pipeline } from '../pipelines/pipeline.ts';
import { commitRun, type CommittedRun } from './run-commit.ts';
import { Run } from './run-entity.ts';
import { runRow, type RunOrigin } from './run-rows.ts';
import { runStream, type StoredRun } from './run-store.ts';
import { idempotent } from '../store/idempotency.ts';
import { parseTraceparent, traceIdOf } from '../tracing/trace-context.ts';
import { visibleTo } from '../store/visible-to.ts';
import { checkModels, stepSettings } from './step-settings.ts';
import { removeWorkspace } from './workspace.ts';

export interface CreateRunInput {
  pipelineId: string;
  task: string;
  humanContext?: string | null;
  projectId?: string | null;
  projectName?: string | null;
  /** `provider/model` for every step, before what pipeline and agents say. */
  modelOverride?: string | null;
  /** US dollars; the run pauses when its cost reaches it. */
  budgetUsd?: number | null;
  /** Input and output together. */
  budgetTokens?: number | null;
  /** Seconds of work. */
  budgetTimeSec?: number | null;
  /** The run that starts this one: its budget is drawn from, and this run gets at most what is left of it. */
  parentRunId?: string | null;
}

/**
 * Accepts a run: its row and its first event are committed when this resolves, and work on it has begun or is queued. With a key, the
 * same input a second time gets the same run.
 * @throws {NotFoundError} for an unknown pipeline. @throws {BadRequestError} when the pipeline has errors or names a model that cannot be used.
 */
export async function createRun(context: Context, input: CreateRunInput, idempotencyKey: string | null = null): Promise<Run> {
  const row = await idempotent(context.pool, `${context.viewer.id} createRun`, idempotencyKey, input, () => acceptRun(context, input));
  return context.em.map(Run, row);
}

async function acceptRun(context: Context, input: CreateRunInput): Promise<RunRow> {
  const { log, runs, settings, viewer, caller } = context;
  const pipeline = await usablePipeline(context, input.pipelineId);
  await checkModels(pipeline, input.modelOverride ?? null, context);
  await context.runStore.pin(pipeline);

  const id = newId('run');
  const left = input.parentRunId == null ? NO_LIMITS : await drawFrom(context, input.parentRunId, id);
  const now = Date.now();
  const origin: RunOrigin = {
    id,
    owner_id: viewer.ownerId,
    pipeline_id: pipeline.id,
    pipeline_hash: pipeline.hash,
    project_id: input.projectId ?? null,
    project_name: input.projectName ?? null,
    initiated_by_user_id: null,
    key_user_id: null,
    model_override: input.modelOverride ?? null,
    parent_run_id: input.parentRunId ?? null,
    created_at: now,
  };
  const created: Fact = {
    type: 'run_created',
    at: now,
    pipeline_id: pipeline.id,
    task: input.task,
    human_context: input.humanContext ?? null,
    budget_usd: smaller(input.budgetUsd ?? null, left.usd),
    budget_tokens: smaller(input.budgetTokens ?? null, left.tokens),
    budget_time_sec: smaller(input.budgetTimeSec ?? null, left.timeSec),
    ...(caller.traceparent !== null && { traceparent: caller.traceparent }),
  };
  const state = initialState(created);
  const owner = runs.hasRoom() ? settings.nodeId : null;
  const run: StoredRun = { origin, pipeline, state, owner, epoch: 1, version: 1, recoveries: 0 };
  const accepted = await commitRun(log, run, {
    created,
    commands: owner ? [{ type: 'start' }] : [],
    ...(owner && {
      owner: { nodeId: owner, slot: null, isWorking: false, settingsOf: (stepId: string) => stepSettings(run, stepId, context) },
    }),
    now,
  });
  const traceId = parseTraceparent(caller.traceparent ?? undefined)?.traceId ?? traceIdOf(id);
  context.logger.info({ runId: id, pipelineId: pipeline.id, requestId: context.requestId, traceId }, 'run created');
  if (owner) runs.start(accepted);
  else runs.queue(origin.id);
  return runRow(origin, state, now); // as it was accepted
}

const NO_LIMITS: Budget = { usd: null, tokens: null, timeSec: null };

/**
 * Tells a run that it starts another one; answers what is left for that one.
 * @throws {BadRequestError} when the run is over, or nothing is left of one of its budgets.
 */
async function drawFrom(context: Context, parentRunId: string, id: string): Promise<Budget> {
  let left = NO_LIMITS;
  await command(context, parentRunId, async ({ state }) => {
    if (isOver(state.status)) throw new BadRequestError(`Run ${parentRunId} (parent_run_id) is ${state.status}, so it starts no more runs`);
    left = leftAbove(await runsAbove(context.pool, parentRunId), Date.now());
    const spent = (Object.keys(BUDGET_FIELDS) as (keyof Budget)[]).find((kind) => left[kind] === 0);
    if (spent)
      throw new BadRequestError(
        `Nothing is left of the ${BUDGET_FIELDS[spent]} that a run started by ${parentRunId} (parent_run_id) draws from`,
      );
    return { type: 'start-child', runId: id };
  });
  return left;
}

/**
 * Stops a run for good, and the runs that it started: what is in flight is cut off within a second. A run that is over stays as it is,
 * and so do those that it started.
 */
export async function cancelRun(context: Context, id: string, reason = 'Cancelled via API'): Promise<Run> {
  const run = await command(context, id, () => ({ type: 'cancel', reason }), { bump: true });
  if (run.status !== 'cancelled') return run;
  const { rows } = await context.pool.query<{ id: string }>(
    "select id from runs where parent_run_id = $1 and status not in ('completed', 'failed', 'cancelled')",
    [id],
  );
  for (const child of rows)
    await cancelRun(context, child.id, `Run ${id}, which started this one, was cancelled`).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error; // deleted meanwhile
    });
  return run;
}

/** Lets the turn in flight end and starts nothing more until the run is resumed. @throws {BadRequestError} when the run is over. */
export function pauseRun(context: Context, id: string): Promise<Run> {
  return command(context, id, ({ state }) => {
    if (isOver(state.status)) throw new BadRequestError(`Run ${id} is ${state.status}, so it cannot be paused`);
    return { type: 'pause', reason: 'Paused via API' };
  });
}

/**
 * Goes on with a paused run at the turn where it stopped. Budgets that are given replace its own.
 * @throws {BadRequestError} when the run is over, waits for an answer, or what is spent already is not covered.
 */
export function resumeRun(context: Context, id: string, budgets: NewBudgets = {}): Promise<Run> {
  return command(context, id, async (run) => {
    if (isOver(run.state.status)) throw new BadRequestError(`Run ${id} is ${run.state.status}; restart it instead`);
    if (run.state.waitingFor === 'question' && Object.keys(budgets).length === 0)
      throw new BadRequestError(`Run ${id} goes on when ${(run.state.questions ?? []).join(', ')} is answered`);
    const now = Date.now();
    const { children, spent } = await drawsOf(context, run, now);
    const state = children ? { ...run.state, children } : run.state;
    const problem = uncovered(state, budgets, now);
    if (problem) throw new BadRequestError(`Run ${id} cannot go on: ${problem}`);
    if (run.state.status === 'paused' && spent) throw new BadRequestError(`Run ${id} cannot go on: ${spent.reason}`);
    return [...(children ? [{ type: 'check-budget' as const, children }] : []), { type: 'resume', ...budgets }];
  });
}

/** Ends a question of a run, which goes on when it was the last one. False when it had ended before. @throws {NotFoundError} */
export async function answerInRun(context: Context, id: string, end: QuestionEnd): Promise<boolean> {
  return (await commitCommand(context, id, () => ({ type: 'answer', ...end }))).facts.length > 0;
}

/** Begins again at the first step, whatever the status, with the pipeline as it is now. Without a context the run keeps its own. */
export async function restartRun(context: Context, id: string, options: { context?: string | null } = {}): Promise<Run> {
  const { origin } = await visibleRun(context, id);
  const pipeline = await usablePipeline(context, origin.pipeline_id);
  await checkModels(pipeline, origin.model_override, context);
  await context.runStore.pin(pipeline);
  return command(context, id, () => ({ type: 'restart', context: options.context ?? null }), { bump: true, pipeline });
}

/** Runs one step again, and what comes after it, with a note for the agent. @throws {NotFoundError} when the run never had this step. */
export function restartStep(context: Context, runId: string, stepId: string, options: { context?: string | null } = {}): Promise<Run> {
  return command(
    context,
    runId,
    ({ pipeline }) => {
      if (!pipeline.steps.some((step) => step.id === stepId)) throw new NotFoundError(`Step ${stepId} not found for run ${runId}`);
      return { type: 'restart-step', stepId, context: options.context ?? null };
    },
    { bump: true },
  );
}

/** Cancels a run if need be and removes it with its events, its journal and its workspace. */
export async function deleteRun(context: Context, id: string): Promise<void> {
  await cancelRun(context, id, 'The run is being deleted');
  await removeRun(context, id);
  await announce(context, { type: 'run_deleted', at: Date.now(), run_id: id });
}

/**
 * Deletes runs by status, by age, or both; answers how many.
 * @param filter `before` is epoch milliseconds: runs that were created earlier.
 * @throws {BadRequestError} without any filter.
 */
export async function deleteRuns(context: Context, filter: { statuses: readonly string[] | null; before: number | null }): Promise<number> {
  if (filter.statuses === null && filter.before === null) throw new BadRequestError('Must specify status or before filter');
  const found = await context.em.find(
    Run,
    {
      ...visibleTo(context),
      ...(filter.statuses !== null && { status: { $in: [...filter.statuses] } }),
      ...(filter.before !== null && { createdAt: { $lt: filter.before } }),
    },
    { fields: ['id'] },
  );
  for (const { id } of found) {
    await cancelRun(context, id, 'The run is being deleted');
    await removeRun(context, id);
  }
  const filters = { status: filter.statuses?.join(',') ?? null, before: filter.before };
  await announce(context, { type: 'runs_bulk_deleted', at: Date.now(), count: found.length, filters });
  return found.length;
}

async function command(...args: Parameters<typeof commitCommand>): Promise<Run> {
  await commitCommand(...args);
  const [context, id] = args;
  return context.em.findOneOrFail(Run, { id }, { refresh: true });
}

/** Decides a command on the run as it is, commits it, and tells the owner. Decides again when the run moved in between. */
async function commitCommand(
  context: Context,
  id: string,
  decideOn: (run: StoredRun) => RunCommand | RunCommand[] | Promise<RunCommand | RunCommand[]>,
  options: { bump?: boolean; pipeline?: Pipeline } = {},
): Promise<CommittedRun> {
  for (;;) {
    const found = await visibleRun(context, id);
    const run = options.pipeline
      ? { ...found, pipeline: options.pipeline, origin: { ...found.origin, pipeline_hash: options.pipeline.hash } }
      : found;
    const now = Date.now();
    try {
      const commands = [await decideOn(run)].flat();
      const committed = await commitRun(context.log, run, { commands, bump: options.bump, now });
      if (committed.facts.length > 0) context.runs.wake(id);
      return committed;
    } catch (error) {
      if (!(error instanceof FencedError) && !(error instanceof StaleStateError)) throw error;
    }
  }
}

async function visibleRun(context: Context, id: string): Promise<StoredRun> {
  const run = await context.runStore.load(id);
  const { ownerId } = context.viewer;
  if (ownerId !== null && run.origin.owner_id !== ownerId) throw new NotFoundError(`Run ${id} not found`);
  return run;
}

async function removeRun(context: Context, id: string): Promise<void> {
  const { epoch } = await context.runStore.load(id);
  await context.log.append({ stream: runStream(id), epoch, bump: true, facts: [], delete: true });
  await context.pool.query('delete from run_children_usage where run_id = $1', [id]);
  await removeWorkspace(context.settings.dataDir, id);
}

/** Tells everyone who follows the server what belongs to no stream any more. */
async function announce(context: Context, event: NewEvent): Promise<void> {
  await context.log.append({ stream: 'system', epoch: 0, facts: [event] });
}

async function usablePipeline(context: Context, id: string): Promise<Pipeline> {
  const { pipeline, problems } = await context.pipelines.get(id);
  if (!pipeline) throw new BadRequestError(`Pipeline ${id} cannot run: ${problems[0]?.message ?? 'it could not be read'}`);
  return pipeline;
}

function isOver(status: StoredRun['state']['status']): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
