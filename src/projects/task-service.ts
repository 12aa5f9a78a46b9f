import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import { checkWord, guessWorkType, PRIORITIES, WORK_TYPES, type Board, type Edge, type Task } from './board.ts';
import { changeBoard, readBoard, type BoardContext } from './board-store.ts';

export interface CreateTaskInput {
  title: string;
  description?: string | null;
  priority?: string | null;
  assignedAgent?: string | null;
  workflowId?: string | null;
  parentTaskId?: string | null;
  columnId?: string | null;
  tags?: readonly string[] | null;
  estimatedHours?: number | null;
  metadata?: Record<string, unknown> | null;
  workType?: string | null;
}

const LONGEST_TITLE = 500;
const LONGEST_DESCRIPTION = 100_000;
const MOST_IMPORTED = 1_000;

export function createTask(context: BoardContext, projectId: string, input: CreateTaskInput): Promise<Task> {
  return changeBoard(context, projectId, (board) => addTask(board, input));
}

function addTask(board: Board, input: CreateTaskInput): Task {
  const title = checkText('title', input.title, LONGEST_TITLE);
  if (title.trim() === '') throw invalid('title', 'must not be empty');
  const description = checkText('description', input.description ?? '', LONGEST_DESCRIPTION);
  const tags = [...(input.tags ?? [])];
  return board.add(
    {
      id: newId('task'),
      projectId: board.project.id,
      title,
      description,
      priority: checkWord('priority', input.priority ?? 'P2', PRIORITIES),
      assignedAgent: input.assignedAgent ?? null,
      workflowId: input.workflowId ?? null,
      pipelineId: null,
      runId: null,
      parentTaskId: input.parentTaskId ?? null,
      tags,
      estimatedHours: checkHours(input.estimatedHours ?? null),
      metadata: input.metadata ?? {},
      workType: input.workType ? checkWord('workType', input.workType, WORK_TYPES) : guessWorkType(title, description, tags),
      completedStages: [],
      createdAt: board.now,
      updatedAt: board.now,
      completedAt: null,
    },
    input.columnId ?? null,
  );
}

export interface UpdateTaskInput {
  title?: string | null;
  description?: string | null;
  status?: string | null;
  priority?: string | null;
  /** Null takes the task from whoever has it. */
  assignedAgent?: string | null;
  workflowId?: string | null;
  tags?: readonly string[] | null;
  /** Null clears the estimate. */
  estimatedHours?: number | null;
  /** Takes the place of the whole object. */
  metadata?: Record<string, unknown> | null;
}

/** Changes what is given. A status is a transition, with all that follows from it. */
export function updateTask(context: BoardContext, projectId: string, id: string, input: UpdateTaskInput): Promise<Task> {
  return changeBoard(context, projectId, (board) => {
    const task = board.task(id);
    const patch: Partial<Task> = {
      ...(input.title != null && { title: checkText('title', input.title, LONGEST_TITLE) }),
      ...(input.description != null && { description: checkText('description', input.description, LONGEST_DESCRIPTION) }),
      ...(input.priority != null && { priority: checkWord('priority', input.priority, PRIORITIES) }),
      ...(input.assignedAgent !== undefined && { assignedAgent: input.assignedAgent }),
      ...(input.workflowId != null && { workflowId: input.workflowId }),
      ...(input.tags != null && { tags: [...input.tags] }),
      ...(input.estimatedHours !== undefined && { estimatedHours: checkHours(input.estimatedHours) }),
      ...(input.metadata != null && { metadata: input.metadata }),
    };
    if (Object.keys(patch).length > 0) board.update(id, patch);
    if (input.status != null && input.status !== task.status) board.transition(id, input.status, null);
    return task;
  });
}

export function deleteTask(context: BoardContext, projectId: string, id: string): Promise<void> {
  return changeBoard(context, projectId, (board) => board.remove(id));
}

export async function claimTask(context: BoardContext, projectId: string, id: string, agentId: string) {
  if (!/^[\w-]{1,128}$/.test(agentId)) throw invalid('agentId', 'must be the id of an agent');
  return changeBoard(context, projectId, (board) => board.claim(id, agentId));
}

export interface Transition {
  task: Task;
  fromStatus: string;
}

export function transitionTask(
  context: BoardContext,
  projectId: string,
  id: string,
  status: string,
  note: string | null,
): Promise<Transition> {
  return changeBoard(context, projectId, (board) => board.transition(id, status, note && checkText('note', note, LONGEST_DESCRIPTION)));
}

export function moveTask(context: BoardContext, projectId: string, id: string, columnId: string, position: number): Promise<Task> {
  return changeBoard(context, projectId, (board) => board.move(id, columnId, position));
}

/** Joins two tasks: the first comes before the second. */
export function addDependency(context: BoardContext, projectId: string, toTaskId: string, fromTaskId: string, type: string): Promise<Edge> {
  checkWord('type', type, ['blocks', 'informs']);
  return changeBoard(context, projectId, (board) => {
    const edge: Edge = { id: newId('dep'), projectId, fromTaskId, toTaskId, type: type as Edge['type'] };
    board.connect(edge);
    return edge;
  });
}

/** Does nothing when there is none of this id. */
export function removeDependency(context: BoardContext, projectId: string, id: string): Promise<void> {
  return changeBoard(context, projectId, (board) => board.disconnect(id));
}

export interface ImportedTask {
  title: string;
  description?: string | null;
  priority?: string | null;
  tags?: readonly string[] | null;
  estimatedHours?: number | null;
  /** Titles of the tasks that come before. */
  dependencies?: readonly string[] | null;
}

export interface ImportResult {
  tasks: Task[];
  dependenciesCreated: number;
  /** Dependencies on titles that no task has. */
  skippedDependencies: { task: string; unknownDependency: string }[];
  /** Ids by title. */
  taskIds: Record<string, string>;
}

/** Adds tasks with what waits for what, by title; all or none. A title that is nearly right is understood. */
export function importTasks(context: BoardContext, projectId: string, input: readonly ImportedTask[]): Promise<ImportResult> {
  if (input.length > MOST_IMPORTED) throw invalid('tasks', `must be at most ${MOST_IMPORTED}`);
  return changeBoard(context, projectId, (board) => {
    const created = input.map((task) => addTask(board, task));
    const byTitle = new Map(created.map((task) => [task.title.toLowerCase(), task]));
    const skippedDependencies: ImportResult['skippedDependencies'] = [];
    let dependenciesCreated = 0;
    created.forEach((task, index) => {
      for (const title of new Set(input[index]?.dependencies ?? [])) {
        const before = byTitle.get(title.toLowerCase()) ?? nearest(title, created);
        if (!before || before === task) skippedDependencies.push({ task: task.title, unknownDependency: title });
        else if (!board.edges.some(({ fromTaskId, toTaskId }) => fromTaskId === before.id && toTaskId === task.id)) {
          board.connect({ id: newId('dep'), projectId, fromTaskId: before.id, toTaskId: task.id, type: 'blocks' });
          dependenciesCreated++;
        }
      }
    });
    const taskIds = Object.fromEntries(created.map(({ title, id }) => [title, id]));
    return { tasks: created, dependenciesCreated, skippedDependencies, taskIds };
  });
}

/** The task whose title shares most pairs of letters with the given one; none when that is less than 60 in 100 (Dice's coefficient). */
function nearest(title: string, tasks: readonly Task[]): Task | undefined {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.toLowerCase().slice(index, index + 2)));
  const wanted = pairs(title);
  const scored = tasks.map((task) => {
    const found = pairs(task.title);
    return { task, score: (2 * [...wanted].filter((pair) => found.has(pair)).length) / (wanted.size + found.size || 1) };
  });
  const best = scored.sort((a, b) => b.score - a.score)[0];
  return best && best.score >= 0.6 ? best.task : undefined;
}

/** The other end of a dependency. */
export interface TaskLink {
  id: string;
  task: Task;
  type: string;
}

export interface TaskDetails {
  blocking: TaskLink[];
  dependents: TaskLink[];
  subtasks: Task[];
}

/** What a task waits for, what waits for it, and its parts. */
export function detailsOf(board: Board, task: Task): TaskDetails {
  const ends = (edges: readonly Edge[], end: 'fromTaskId' | 'toTaskId') =>
    edges.flatMap(({ id, type, ...edge }) => {
      const other = board.tasks.get(edge[end]);
      return other ? [{ id, task: other, type }] : [];
    });
  return {
    blocking: ends(
      board.edges.filter(({ toTaskId }) => toTaskId === task.id),
      'fromTaskId',
    ),
    dependents: ends(
      board.edges.filter(({ fromTaskId }) => fromTaskId === task.id),
      'toTaskId',
    ),
    subtasks: [...board.tasks.values()]
      .filter(({ parentTaskId }) => parentTaskId === task.id)
      .sort((a, b) => a.columnPosition - b.columnPosition),
  };
}

export interface TaskRun {
  id: number;
  taskId: string;
  runId: string;
  pipelineId: string;
  status: string;
  startedAt: number | null;
  completedAt: number | null;
}

/** Runs that worked on a task, newest first, as they stand now. */
export async function taskRuns({ pool }: Pick<Context, 'pool'>, taskId: string): Promise<TaskRun[]> {
  const { rows } = await pool.query<TaskRun>(
    `select t.id, t.task_id as "taskId", t.run_id as "runId", t.pipeline_id as "pipelineId", coalesce(r.status, t.status) as status,
       t.started_at as "startedAt", coalesce(r.completed_at, t.completed_at) as "completedAt"
     from task_runs t left join runs r on r.id = t.run_id where t.task_id = $1 order by t.id desc limit 200`,
    [taskId],
  );
  return rows;
}

/** @throws {NotFoundError} */
export async function findTask(context: Context, projectId: string, id: string): Promise<{ board: Board; task: Task }> {
  const board = await readBoard(context, projectId).catch(() => null);
  const task = board?.tasks.get(id);
  if (!board || !task) throw new NotFoundError('Task not found');
  return { board, task };
}

function checkText(field: string, text: string, most: number): string {
  if (text.length > most) throw invalid(field, `must have at most ${most} characters`);
  return text;
}

function checkHours(hours: number | null): number | null {
  if (hours !== null && !(hours >= 0 && hours < 100_000)) throw new BadRequestError('estimatedHours must be 0 or more');
  return hours;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
