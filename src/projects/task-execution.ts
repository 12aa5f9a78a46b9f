import type { Context } from '../context.ts';
import { BadRequestError, ConflictError, NotFoundError } from '../errors.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Pool } from 'pg';
import { createRun } from '../runs/run-service.ts';
import { createTurns } from '../store/in-turn.ts';
import type { Board, Task } from './board.ts';
import { changeBoard, readBoard, tell } from './board-store.ts';
import { workflows } from './project-service.ts';

export interface ExecuteInput {
  workflowId?: string | null;
  pipelineId?: string | null;
  context?: string | null;
  modelOverride?: string | null;
  /** Who does it; takes the task from whoever has it. */
  agentId?: string | null;
}

export interface Execution {
  task: Task;
  runId: string;
  pipelineId: string;
}

/**
 * Starts a run for a task, which from then on follows it to done or failed. Of two calls at the same time one starts it.
 * @throws {BadRequestError} when the task's status does not let it begin, or no pipeline is named anywhere.
 */
export async function executeTask(context: Context, projectId: string, taskId: string, input: ExecuteInput = {}): Promise<Execution> {
  // one at a time: each holds a connection while the run it starts needs others
  const execution = await inTurn('execute', () => execute(context, projectId, taskId, input));
  await settleTasks(context); // a short run can be over before its task knows of it
  return execution;
}

const inTurn = createTurns();

function execute(context: Context, projectId: string, taskId: string, input: ExecuteInput): Promise<Execution> {
  return changeBoard(context, projectId, async (board, client) => {
    const task = board.task(taskId);
    if (task.runId !== null) throw new ConflictError(`Task ${taskId} is worked on by ${task.runId}`);
    const mayBegin = [...board.semantics.claimable, ...board.semantics.initial];
    if (!mayBegin.includes(task.status)) throw new BadRequestError(`Task ${taskId} is ${task.status}, so it cannot be executed`);
    const pipelineId = await pipelineFor(context, board, task, input);
    const run = await createRun(
      context,
      {
        pipelineId,
        task: [task.title, task.description].filter(Boolean).join('\n\n'),
        projectId,
        projectName: board.project.name,
        humanContext: input.context ?? null,
        modelOverride: input.modelOverride ?? null,
      },
      // a server that is lost before the task is stored starts no second run when it is asked again
      `task:${taskId}:${task.updatedAt}`,
    );
    await client.query("insert into task_runs (task_id, run_id, pipeline_id, status, started_at) values ($1, $2, $3, 'running', $4)", [
      taskId,
      run.id,
      pipelineId,
      board.now,
    ]);
    board.update(taskId, { runId: run.id, pipelineId, ...(input.agentId && { assignedAgent: input.agentId }) });
    const status = ['in_progress', ...board.semantics.in_progress].find((candidate) => board.columnOf(candidate));
    if (status !== undefined && task.status !== status) board.transition(taskId, status, null);
    board.events.push({
      type: 'task_execution_started',
      at: board.now,
      project_id: projectId,
      task_id: taskId,
      run_id: run.id,
      pipeline_id: pipelineId,
    });
    return { task, runId: run.id, pipelineId };
  });
}

export interface ReadyExecution {
  executed: Execution[];
  skipped: { taskId: string; reason: string }[];
}

/** Starts runs for the tasks of a board that can be begun, the most urgent first. */
export async function executeReady(context: Context, projectId: string, most: number): Promise<ReadyExecution> {
  const board = await readBoard(context, projectId);
  const result: ReadyExecution = { executed: [], skipped: [] };
  const ready = board.ready({ agentId: null, statuses: null, workTypes: null, limit: 100 }).filter((task) => task.runId === null);
  for (const { id } of ready.slice(0, most)) {
    try {
      result.executed.push(await executeTask(context, projectId, id));
    } catch (error) {
      if (!(error instanceof BadRequestError || error instanceof ConflictError || error instanceof NotFoundError)) throw error;
      result.skipped.push({ taskId: id, reason: error.message });
    }
  }
  return result;
}

/** Starts the pipeline that makes a plan of a project. */
export async function planProject(
  context: Context,
  projectId: string,
  pipelineId: string,
  note: string | null,
): Promise<{ runId: string }> {
  const { project } = await readBoard(context, projectId);
  const task = [project.name, project.description, project.vision].filter(Boolean).join('\n\n');
  const run = await createRun(context, { pipelineId, task, projectId, projectName: project.name, humanContext: note });
  await tell(context.log, [
    { type: 'project_planning_started', at: Date.now(), project_id: projectId, run_id: run.id, pipeline_id: pipelineId },
  ]);
  return { runId: run.id };
}

/** Ends the tasks whose runs are over, as they ended. Found by their rows, so what a crash left open is settled, too. */
export async function settleTasks({ pool, log }: { pool: Pool; log: EventLog }): Promise<number> {
  const { rows } = await pool.query<{ id: string; project_id: string; run_id: string; status: string }>(
    `select t.id, t.project_id, t.run_id, r.status from tasks t join runs r on r.id = t.run_id
     where t.run_id is not null and r.status in ('completed', 'failed', 'cancelled') limit 200`,
  );
  const viewer = { id: 'boards', ownerId: null, scopes: ['*'] };
  for (const { id, project_id: projectId, run_id: runId, status } of rows) {
    await changeBoard({ pool, log, viewer }, projectId, (board) => {
      if (board.tasks.get(id)?.runId !== runId) return;
      board.finish(id, status === 'completed');
      const type = status === 'completed' ? 'task_execution_completed' : 'task_execution_failed';
      board.events.push({ type, at: board.now, project_id: projectId, task_id: id, run_id: runId, status });
    });
  }
  return rows.length;
}

/** What the caller names, the task, its workflow, the project's default, the default workflow. */
async function pipelineFor(context: Context, board: Board, task: Task, { pipelineId, workflowId }: ExecuteInput): Promise<string> {
  if (pipelineId) return pipelineId;
  if (task.pipelineId) return task.pipelineId;
  const known = await workflows(context, board.project.id);
  const named = known.find(({ id }) => id === (workflowId ?? task.workflowId));
  const found = named?.pipelineId ?? board.project.defaultPipelineId ?? known.find(({ isDefault }) => isDefault)?.pipelineId;
  if (!found) throw new BadRequestError('No pipeline is named: give pipelineId, or set the default of the project');
  return found;
}
