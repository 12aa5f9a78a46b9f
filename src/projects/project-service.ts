import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { NewEvent } from '../log/event-log.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { inTransaction } from '../store/transaction.ts';
import { visibleTo } from '../store/visible-to.ts';
import { checkWord, type Board, type Column, type Project } from './board.ts';
import { changeBoard, PROJECT, readBoard, tell } from './board-store.ts';
import { DEFAULT_COLUMNS, TEMPLATES, type ColumnPlan } from './board-templates.ts';
import type { Semantics } from './semantics.ts';

const PROJECT_STATUSES = ['active', 'completed', 'archived', 'paused'];
const AGENT_ROLES = ['lead', 'member', 'reviewer'];

/** A project with what is on its board, in numbers. */
export interface ProjectSummary extends Project {
  taskCounts: Record<string, number>;
}

/** Those that changed last first; archived ones only when they are asked for. */
export async function listProjects(context: Context, status: string | null, limit: number, offset: number): Promise<ProjectSummary[]> {
  const { rows } = await context.pool.query<ProjectSummary>(
    `select ${PROJECT}, coalesce((select jsonb_object_agg(c.status, c.n) from (
         select t.status, count(*) as n from tasks t where t.project_id = projects.id group by t.status) c), '{}') as "taskCounts"
     from projects where (case when $1::text is null then status <> 'archived' else status = $1 end) and ($2::text is null or owner_id = $2)
     order by updated_at desc, id desc limit $3 offset $4`,
    [status, visibleTo(context).ownerId ?? null, limit, offset],
  );
  return rows;
}

/** Projects that an agent works on; archived ones are left out. By role, then newest assignment. */
export async function projectsOfAgent(context: Context, agentId: string) {
  const { rows } = await context.pool.query<ProjectAgent>(
    `select a.project_id as "projectId", a.agent_id as "agentId", a.role, a.assigned_at as "assignedAt", a.assigned_by as "assignedBy",
       jsonb_build_object('name', p.name, 'status', p.status, 'description', p.description) as project
     from project_agents a join projects p on p.id = a.project_id
     where a.agent_id = $1 and p.status <> 'archived' and ($2::text is null or p.owner_id = $2) order by a.role, a.assigned_at desc`,
    [agentId, visibleTo(context).ownerId ?? null],
  );
  return rows;
}

export interface ColumnInput {
  name: string;
  position?: number | null;
  taskStatuses?: readonly string[] | null;
  wipLimit?: number | null;
}

export interface CreateProjectInput {
  name: string;
  description?: string | null;
  repository?: string | null;
  templateId?: string | null;
  columns?: readonly ColumnInput[] | null;
  statusSemantics?: Record<string, unknown> | null;
}

/** Makes a project with a board: of a template, of the given columns, or the usual one. @throws {NotFoundError} for an unknown template. */
export async function createProject(context: Context, input: CreateProjectInput): Promise<ProjectSummary> {
  const template = input.templateId == null ? null : TEMPLATES.find(({ id }) => id === input.templateId);
  if (template === undefined) throw new NotFoundError('There is no such template');
  const given = template ? null : (input.columns ?? null);
  if (given?.length === 0) throw invalid('columns', 'must have at least one');
  const plans: readonly ColumnPlan[] = template?.columns ?? (given ? planned(given) : DEFAULT_COLUMNS);
  const semantics = template
    ? template.semantics
    : input.statusSemantics
      ? checkSemantics(input.statusSemantics)
      : given
        ? derived(plans)
        : null;
  const id = newId('proj');
  const now = Date.now();
  await inTransaction(context.pool, async (client) => {
    await client.query(
      `insert into projects (id, owner_id, name, description, repository, template_id, status_semantics, default_pipeline_id, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
      [
        id,
        context.viewer.ownerId,
        checkLength('name', input.name, 200),
        checkLength('description', input.description ?? '', 20_000),
        input.repository ? repositoryUrl(input.repository) : null,
        template?.id ?? null,
        semantics && toJsonb(semantics),
        template?.defaultPipelineId ?? null,
        now,
      ],
    );
    for (const [position, { name, taskStatuses, wipLimit }] of plans.entries()) {
      await client.query(
        'insert into board_columns (id, project_id, name, position, wip_limit, task_statuses) values ($1, $2, $3, $4, $5, $6)',
        [newId('col'), id, name, position, wipLimit, taskStatuses],
      );
    }
  });
  await tell(context.log, [{ type: 'project_created', at: now, project_id: id, name: input.name }]);
  const { project } = await readBoard(context, id);
  return { ...project, taskCounts: {} };
}

export interface UpdateProjectInput {
  name?: string | null;
  description?: string | null;
  status?: string | null;
  repository?: string | null;
  defaultPipelineId?: string | null;
  vision?: string | null;
}

/** Changes what is given and not null. */
export async function updateProject(context: Context, id: string, input: UpdateProjectInput): Promise<Project> {
  const set: Record<string, unknown> = {
    ...(input.name != null && { name: checkLength('name', input.name, 200) }),
    ...(input.description != null && { description: checkLength('description', input.description, 20_000) }),
    ...(input.status != null && { status: checkWord('status', input.status, PROJECT_STATUSES) }),
    ...(input.repository != null && { repository: repositoryUrl(input.repository) }),
    ...(input.defaultPipelineId != null && { default_pipeline_id: input.defaultPipelineId }),
    ...(input.vision != null && { vision: checkLength('vision', input.vision, 100_000) }),
    ...(input.status === 'completed' && { completed_at: Date.now() }),
  };
  const event = input.vision != null ? 'project_vision_updated' : 'project_updated';
  return change(context, id, set, { type: event, at: Date.now(), project_id: id });
}

export async function archiveProject(context: Context, id: string): Promise<void> {
  await change(context, id, { status: 'archived' }, null);
}

/** Removes a project with its board. Its runs stay. */
export async function deleteProject(context: Context, id: string): Promise<void> {
  await readBoard(context, id);
  await context.pool.query('delete from projects where id = $1', [id]);
  await tell(context.log, [{ type: 'project_deleted', at: Date.now(), project_id: id }]);
}

async function change(context: Context, id: string, set: Record<string, unknown>, event: NewEvent | null): Promise<Project> {
  const { project } = await readBoard(context, id);
  const columns = Object.keys(set);
  const assignments = columns.map((column, index) => `${column} = $${index + 3}`);
  const { rows } = await context.pool.query<Project>(
    `update projects set ${[...assignments, 'updated_at = $2'].join(', ')} where id = $1 returning ${PROJECT}`,
    [id, Date.now(), ...Object.values(set)],
  );
  if (event) await tell(context.log, [event]);
  return rows[0] ?? project;
}

export async function createColumn(context: Context, projectId: string, input: ColumnInput): Promise<Column> {
  return changeBoard(context, projectId, async ({ columns }, client) => {
    const [plan] = planned([input]);
    const column: Column = {
      id: newId('col'),
      projectId,
      name: input.name,
      position: input.position ?? Math.max(-1, ...columns.map(({ position }) => position)) + 1,
      wipLimit: plan?.wipLimit ?? null,
      taskStatuses: [...(input.taskStatuses ?? [])],
    };
    await client.query(
      'insert into board_columns (id, project_id, name, position, wip_limit, task_statuses) values ($1, $2, $3, $4, $5, $6)',
      [column.id, projectId, column.name, column.position, column.wipLimit, column.taskStatuses],
    );
    return column;
  });
}

/** Answers whether there was anything to change. @throws {NotFoundError} */
export async function updateColumn(context: Context, projectId: string, id: string, input: Partial<ColumnInput>): Promise<boolean> {
  await columnOf(context, projectId, id);
  const set: Record<string, unknown> = {
    ...(input.name != null && { name: input.name }),
    ...(input.position != null && { position: input.position }),
    ...(input.wipLimit !== undefined && { wip_limit: input.wipLimit }),
    ...(input.taskStatuses != null && { task_statuses: input.taskStatuses.map(checkStatus) }),
  };
  const columns = Object.keys(set);
  if (columns.length === 0) return false;
  const assignments = columns.map((column, index) => `${column} = $${index + 2}`);
  await context.pool.query(`update board_columns set ${assignments.join(', ')} where id = $1`, [id, ...Object.values(set)]);
  return true;
}

/** @throws {BadRequestError} while it holds tasks. */
export async function deleteColumn(context: Context, projectId: string, id: string): Promise<void> {
  const board = await readBoard(context, projectId);
  if ([...board.tasks.values()].some(({ columnId }) => columnId === id))
    throw new BadRequestError('The column holds tasks; move them first');
  await context.pool.query('delete from board_columns where id = $1 and project_id = $2', [id, projectId]);
}

async function columnOf(context: Context, projectId: string, id: string): Promise<Column> {
  const { columns } = await readBoard(context, projectId);
  const column = columns.find((candidate) => candidate.id === id);
  if (!column) throw new NotFoundError('There is no such column on this board');
  return column;
}

export interface ProjectAgent {
  projectId: string;
  agentId: string;
  role: string;
  assignedAt: number;
  assignedBy: string | null;
  /** Where it was asked for along with the assignment. */
  project?: Pick<Project, 'name' | 'status' | 'description'>;
}

export async function projectAgents(context: Pick<Context, 'pool'>, projectId: string): Promise<ProjectAgent[]> {
  const { rows } = await context.pool.query<ProjectAgent>(
    `select project_id as "projectId", agent_id as "agentId", role, assigned_at as "assignedAt", assigned_by as "assignedBy"
     from project_agents where project_id = $1 order by role, assigned_at`,
    [projectId],
  );
  return rows;
}

/** A project has one lead: a new one makes the old one a member. @throws {BadRequestError} when it works there already. */
export async function assignAgent(context: Context, projectId: string, agentId: string, role: string): Promise<ProjectAgent> {
  checkWord('role', role, AGENT_ROLES);
  const event = { type: 'agent_assigned', at: Date.now(), project_id: projectId, agent_id: agentId, role };
  return changeBoard(context, projectId, async (board, client) => {
    if (role === 'lead') await demoteLead(client, projectId);
    const { rowCount } = await client.query(
      'insert into project_agents (project_id, agent_id, role, assigned_at, assigned_by) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [projectId, checkLength('agentId', agentId, 128), role, event.at, context.viewer.id],
    );
    if (rowCount === 0) throw new BadRequestError(`Agent ${agentId} works on this project already`);
    board.events.push(event);
    return { projectId, agentId, role, assignedAt: event.at, assignedBy: context.viewer.id };
  });
}

export async function setAgentRole(context: Context, projectId: string, agentId: string, role: string): Promise<void> {
  checkWord('role', role, AGENT_ROLES);
  await changeBoard(context, projectId, async (board, client) => {
    if (role === 'lead') await demoteLead(client, projectId);
    const { rowCount } = await client.query('update project_agents set role = $3 where project_id = $1 and agent_id = $2', [
      projectId,
      agentId,
      role,
    ]);
    if (rowCount === 0) throw new NotFoundError('That agent does not work on this project');
    board.events.push({ type: 'agent_role_updated', at: Date.now(), project_id: projectId, agent_id: agentId, role });
  });
}

export async function removeAgent(context: Context, projectId: string, agentId: string): Promise<void> {
  await changeBoard(context, projectId, async (board, client) => {
    const { rowCount } = await client.query('delete from project_agents where project_id = $1 and agent_id = $2', [projectId, agentId]);
    if (rowCount === 0) throw new NotFoundError('That agent does not work on this project');
    board.events.push({ type: 'agent_removed', at: Date.now(), project_id: projectId, agent_id: agentId });
  });
}

async function demoteLead(client: PoolClient, projectId: string): Promise<void> {
  await client.query("update project_agents set role = 'member' where project_id = $1 and role = 'lead'", [projectId]);
}

export interface Workflow {
  id: string;
  projectId: string;
  name: string;
  pipelineId: string;
  isDefault: boolean;
  taskFilter: Record<string, unknown>;
  trigger: string;
}

export async function workflows(context: Pick<Context, 'pool'>, projectId: string): Promise<Workflow[]> {
  const { rows } = await context.pool.query<Workflow>(
    `select id, project_id as "projectId", name, pipeline_id as "pipelineId", is_default as "isDefault", task_filter as "taskFilter", trigger
     from project_workflows where project_id = $1 order by name, id`,
    [projectId],
  );
  return rows;
}

export type WorkflowInput = {
  name?: string | null;
  pipelineId?: string | null;
  isDefault?: boolean | null;
  taskFilter?: Record<string, unknown> | null;
  trigger?: string | null;
};

/** Makes a workflow, or changes what is given of one. A project has one default. */
export async function saveWorkflow(context: Context, projectId: string, id: string | null, input: WorkflowInput): Promise<Workflow> {
  return changeBoard(context, projectId, async (_board, client) => {
    const known = id === null ? undefined : (await workflows(context, projectId)).find((workflow) => workflow.id === id);
    if (id !== null && !known) throw new NotFoundError('There is no such workflow');
    const workflow: Workflow = {
      id: id ?? newId('wf'),
      projectId,
      name: input.name ?? known?.name ?? '',
      pipelineId: input.pipelineId ?? known?.pipelineId ?? '',
      isDefault: input.isDefault ?? known?.isDefault ?? false,
      taskFilter: input.taskFilter ?? known?.taskFilter ?? {},
      trigger: input.trigger ?? known?.trigger ?? 'manual',
    };
    if (workflow.isDefault) await client.query('update project_workflows set is_default = false where project_id = $1', [projectId]);
    await client.query(
      `insert into project_workflows (id, project_id, name, pipeline_id, is_default, task_filter, trigger) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (id) do update set name = $3, pipeline_id = $4, is_default = $5, task_filter = $6, trigger = $7`,
      [workflow.id, projectId, workflow.name, workflow.pipelineId, workflow.isDefault, toJsonb(workflow.taskFilter), workflow.trigger],
    );
    return workflow;
  });
}

export async function deleteWorkflow(context: Context, projectId: string, id: string): Promise<void> {
  await readBoard(context, projectId);
  await context.pool.query('delete from project_workflows where id = $1 and project_id = $2', [id, projectId]);
}

/** Sets what each sort of work has to pass. */
export async function setPolicy(context: Context, projectId: string, rules: Record<string, unknown>): Promise<Project> {
  for (const [workType, list] of Object.entries(rules)) {
    const isFine =
      Array.isArray(list) &&
      list.every((rule: unknown) => {
        const { stage, disposition } = (rule ?? {}) as Record<string, unknown>;
        return typeof stage === 'string' && ['required', 'optional', 'skip'].includes(String(disposition));
      });
    if (!isFine) throw invalid(`stageRules.${workType.slice(0, 40)}`, 'must be a list of stage and disposition (required, optional, skip)');
  }
  const now = Date.now();
  const { project } = await readBoard(context, projectId);
  return change(
    context,
    projectId,
    { stage_rules: toJsonb(rules), policy_created_at: project.policyCreatedAt ?? now, policy_updated_at: now },
    null,
  );
}

/** A board whose tasks are seen in the order of their places. */
export function tasksInOrder({ tasks }: Board) {
  return [...tasks.values()].sort((a, b) => a.columnPosition - b.columnPosition || a.createdAt - b.createdAt);
}

function planned(columns: readonly ColumnInput[]): ColumnPlan[] {
  if (columns.length > 50) throw invalid('columns', 'must be at most 50');
  return [...columns]
    .map((column, index) => ({ ...column, position: column.position ?? index }))
    .sort((a, b) => a.position - b.position)
    .map(({ name, taskStatuses, wipLimit }) => ({
      name: checkLength('columns.name', name, 100),
      taskStatuses: (taskStatuses ?? []).map(checkStatus),
      wipLimit: wipLimit ?? null,
    }));
}

function checkStatus(status: string): string {
  if (!/^[\w-]{1,64}$/.test(status)) throw invalid('taskStatuses', 'must be words of letters, digits, _ and -');
  return status;
}

/** Columns without a meaning: work begins in the first and ends in the last. */
function derived(plans: readonly ColumnPlan[]): Partial<Semantics> {
  const statuses = plans.flatMap(({ taskStatuses }) => taskStatuses);
  const first = statuses.slice(0, 1);
  return {
    initial: first,
    claimable: first,
    terminal_done: statuses.slice(-1),
    terminal_fail: [],
    blocked: [],
    in_progress: statuses.slice(1, -1),
  };
}

function checkSemantics(given: Record<string, unknown>): Partial<Semantics> {
  for (const [key, value] of Object.entries(given)) {
    if (!Array.isArray(value) || value.some((status) => typeof status !== 'string'))
      throw invalid(`statusSemantics.${key.slice(0, 40)}`, 'must be a list of statuses');
  }
  return given;
}

/** A repository as git takes it: https, git@host:path, or host/user/repo; with `.git` at its end. */
function repositoryUrl(text: string): string {
  const trimmed = text
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const isFine =
    /^(https?:\/\/[\w.-]+(:\d+)?\/[\w./~-]+|git@[\w.-]+:[\w./~-]+|[\w-]+(\.[\w-]+)+\/[\w.~-]+\/[\w.~-]+)$/.test(trimmed) &&
    !trimmed.includes('..');
  if (!isFine) throw invalid('repository', 'must be the URL of a git repository: https://…, git@host:path or host/user/repo');
  return `${trimmed}.git`;
}

function checkLength(field: string, text: string, most: number): string {
  if (text.length > most) throw invalid(field, `must have at most ${most} characters`);
  return text;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
