import type { PoolClient, Pool } from 'pg';
import type { Viewer } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import type { EventLog, NewEvent } from '../log/event-log.ts';
import { createTurns } from '../store/in-turn.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { Board, type Column, type Edge, type Project, type Task } from './board.ts';
import { inTransaction } from '../store/transaction.ts';

/** What a change of a board needs; tools of agents have no more than this. */
export interface BoardContext {
  pool: Pool;
  log: EventLog;
  viewer: Viewer;
}

/**
 * Makes one change to a board, alone: the project's row is locked, so of two that come at the same time the second sees what the first
 * did. Stored whole or not at all, with what `change` writes through its client; told to everyone who follows the server once it is stored.
 * @throws {NotFoundError} for an unknown project, or one that is not this viewer's.
 */
export function changeBoard<T>(
  context: BoardContext,
  projectId: string,
  change: (board: Board, client: PoolClient) => T | Promise<T>,
): Promise<T> {
  return inTurn(projectId, () => changeInTurn(context, projectId, change));
}

const inTurn = createTurns();

async function changeInTurn<T>(
  context: BoardContext,
  projectId: string,
  change: (board: Board, client: PoolClient) => T | Promise<T>,
): Promise<T> {
  const { board, result } = await inTransaction(context.pool, async (client) => {
    const loaded = await loadBoard(client, context.viewer, projectId, true);
    const changed = await change(loaded, client);
    await store(client, loaded);
    return { board: loaded, result: changed };
  });
  await tell(context.log, board.events);
  return result;
}

/** A board to look at. @throws {NotFoundError} */
export async function readBoard({ pool, viewer }: Omit<BoardContext, 'log'>, projectId: string): Promise<Board> {
  return loadBoard(pool, viewer, projectId, false);
}

/** Tells everyone who follows the server what happened in projects. */
export async function tell(log: EventLog, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await log.append({ stream: 'system', epoch: 0, facts: [...events] });
}

async function loadBoard(client: PoolClient | Pool, { ownerId }: Viewer, projectId: string, isLocked: boolean): Promise<Board> {
  const select = async <Row extends object>(sql: string) => (await (client as Pool).query<Row>(sql, [projectId])).rows;
  const projects = await select<Project>(`select ${PROJECT} from projects where id = $1 ${isLocked ? 'for no key update' : ''}`);
  const project = projects[0];
  if (!project || (ownerId !== null && project.ownerId !== ownerId)) throw new NotFoundError('Project not found');
  const columns = await select<Column>(`select ${COLUMN} from board_columns where project_id = $1 order by position`);
  const tasks = await select<Task>(`select ${TASK} from tasks where project_id = $1 order by column_position, created_at`);
  const edges = await select<Edge>(`select ${EDGE} from task_dependencies where project_id = $1`);
  return new Board(project, columns, tasks, edges, Date.now());
}

async function store(client: PoolClient, board: Board): Promise<void> {
  const rows = [...board.added, ...board.changed].filter((task) => !board.removed.has(task));
  if (board.removed.size > 0) await client.query('delete from tasks where id = any($1)', [[...board.removed].map(({ id }) => id)]);
  if (rows.length > 0) {
    const values = rows.map(toRow);
    await client.query(
      `insert into tasks select * from jsonb_populate_recordset(null::tasks, $1)
       on conflict (id) do update set (${TASK_COLUMNS.join(', ')}) = (${TASK_COLUMNS.map((column) => `excluded.${column}`).join(', ')})`,
      [toJsonb(values)],
    );
  }
  if (board.removedEdges.length > 0)
    await client.query('delete from task_dependencies where id = any($1)', [board.removedEdges.map(({ id }) => id)]);
  for (const { id, projectId, fromTaskId, toTaskId, type } of board.addedEdges) {
    await client.query('insert into task_dependencies (id, project_id, from_task_id, to_task_id, type) values ($1, $2, $3, $4, $5)', [
      id,
      projectId,
      fromTaskId,
      toTaskId,
      type,
    ]);
  }
}

const TASK_FIELDS = [
  'id',
  'projectId',
  'title',
  'description',
  'status',
  'priority',
  'assignedAgent',
  'workflowId',
  'pipelineId',
  'runId',
  'parentTaskId',
  'tags',
  'estimatedHours',
  'columnId',
  'columnPosition',
  'metadata',
  'workType',
  'completedStages',
  'createdAt',
  'updatedAt',
  'completedAt',
] as const satisfies readonly (keyof Task)[];
const TASK_COLUMNS = TASK_FIELDS.map(snakeCase);
const TASK = TASK_FIELDS.map(selected).join(', ');

export const PROJECT = (
  [
    'id',
    'ownerId',
    'name',
    'description',
    'status',
    'repository',
    'templateId',
    'statusSemantics',
    'defaultPipelineId',
    'keyUserId',
    'workspaceType',
    'vision',
    'slackChannelId',
    'slackNotifyUserId',
    'stageRules',
    'policyCreatedAt',
    'policyUpdatedAt',
    'createdAt',
    'updatedAt',
    'completedAt',
  ] as const satisfies readonly (keyof Project)[]
)
  .map(selected)
  .join(', ');

const COLUMN = (['id', 'projectId', 'name', 'position', 'wipLimit', 'taskStatuses'] as const satisfies readonly (keyof Column)[])
  .map(selected)
  .join(', ');
const EDGE = (['id', 'projectId', 'fromTaskId', 'toTaskId', 'type'] as const satisfies readonly (keyof Edge)[]).map(selected).join(', ');

function toRow(task: Task): Record<string, unknown> {
  return Object.fromEntries(TASK_FIELDS.map((field) => [snakeCase(field), task[field]]));
}

function selected(field: string): string {
  return `${snakeCase(field)} as "${field}"`;
}

function snakeCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
