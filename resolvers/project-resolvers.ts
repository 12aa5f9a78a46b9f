import { NotFoundError } from '../src/errors.ts';
import type { Context } from '../src/context.ts';
import type { Task } from '../src/projects/board.ts';
import { readBoard } from '../src/projects/board-store.ts';
import { TEMPLATES } from '../src/projects/board-templates.ts';
import { graphOf, timelineOf } from '../src/projects/plan.ts';
import {
  archiveProject,
  assignAgent,
  createColumn,
  createProject,
  deleteColumn,
  deleteProject,
  deleteWorkflow,
  listProjects,
  projectAgents,
  removeAgent,
  saveWorkflow,
  setAgentRole,
  setPolicy,
  tasksInOrder,
  updateColumn,
  updateProject,
  workflows,
} from '../src/projects/project-service.ts';
import { Run } from '../src/runs/run-entity.ts';
import { visibleTo } from '../src/store/visible-to.ts';
import { stageOf, STAGE_ORDER } from '../src/projects/semantics.ts';
import { executeReady, executeTask, planProject } from '../src/projects/task-execution.ts';
import {
  addDependency,
  claimTask,
  createTask,
  deleteTask,
  detailsOf,
  findTask,
  importTasks,
  moveTask,
  removeDependency,
  taskRuns,
  transitionTask,
  updateTask,
} from '../src/projects/task-service.ts';
import { clampLimit } from './paging.ts';
import type { Resolvers } from './types.generated.ts';

const DEFAULT_HOURS = 4;
const done = <T>(work: Promise<T>): Promise<true> => work.then(() => true);

export const projectResolvers: Resolvers = {
  Query: {
    projects: (_parent, { status, limit, offset }, context) => listProjects(context, status ?? null, clampLimit(limit), offset ?? 0),
    project: (_parent, { id }, context) =>
      readBoard(context, id)
        .then(({ project }) => project)
        .catch(missing),
    boardTemplates: () =>
      TEMPLATES.map((template) => ({
        ...template,
        columns: template.columns.map(({ taskStatuses, ...column }) => ({ ...column, taskStatuses: [...taskStatuses] })),
      })),
    task: (_parent, { projectId, id }, context) =>
      findTask(context, projectId, id)
        .then(({ task }) => task)
        .catch(missing),
  },
  Mutation: {
    createProject: (_parent, { input }, context) => createProject(context, input),
    updateProject: (_parent, { id, input }, context) => updateProject(context, id, input),
    archiveProject: (_parent, { id }, context) => done(archiveProject(context, id)),
    deleteProject: (_parent, { id }, context) => done(deleteProject(context, id)),
    createColumn: (_parent, { projectId, input }, context) => createColumn(context, projectId, input),
    updateColumn: (_parent, { projectId, id, input }, context) =>
      updateColumn(context, projectId, id, { ...input, name: input.name ?? undefined }),
    deleteColumn: (_parent, { projectId, id }, context) => done(deleteColumn(context, projectId, id)),
    assignAgent: (_parent, { projectId, agentId, role }, context) => assignAgent(context, projectId, agentId, role ?? 'member'),
    setAgentRole: (_parent, { projectId, agentId, role }, context) => done(setAgentRole(context, projectId, agentId, role)),
    removeAgent: (_parent, { projectId, agentId }, context) => done(removeAgent(context, projectId, agentId)),
    saveWorkflow: (_parent, { projectId, id, input }, context) => saveWorkflow(context, projectId, id ?? null, input),
    deleteWorkflow: (_parent, { projectId, id }, context) => done(deleteWorkflow(context, projectId, id)),
    setWorkflowPolicy: (_parent, { projectId, stageRules }, context) => setPolicy(context, projectId, stageRules),
    createTask: (_parent, { projectId, input }, context) => createTask(context, projectId, input),
    updateTask: (_parent, { projectId, id, input }, context) => updateTask(context, projectId, id, input),
    deleteTask: (_parent, { projectId, id }, context) => done(deleteTask(context, projectId, id)),
    async claimTask(_parent, { projectId, id, agentId }, context) {
      const { isNew, branch } = await claimTask(context, projectId, id, agentId);
      return { status: isNew ? 'claimed' : 'already_claimed', taskId: id, agentId, branch };
    },
    transitionTask: (_parent, { projectId, id, status, note }, context) => transitionTask(context, projectId, id, status, note ?? null),
    moveTask: (_parent, { projectId, id, columnId, position }, context) => moveTask(context, projectId, id, columnId, position ?? 0),
    addDependency: (_parent, { projectId, taskId, fromTaskId, type }, context) =>
      addDependency(context, projectId, taskId, fromTaskId, type ?? 'blocks'),
    removeDependency: (_parent, { projectId, id }, context) => done(removeDependency(context, projectId, id)),
    importTasks: (_parent, { projectId, tasks }, context) => importTasks(context, projectId, tasks),
    executeTask: (_parent, { projectId, id, input }, context) => executeTask(context, projectId, id, input ?? {}),
    executeReadyTasks: (_parent, { projectId, maxTasks }, context) => executeReady(context, projectId, maxTasks ?? 5),
    planProject: async (_parent, { projectId, pipelineId, context: note }, context) =>
      (await planProject(context, projectId, pipelineId ?? 'planning', note ?? null)).runId,
  },
  Project: {
    visionOrEmpty: ({ vision }) => vision ?? '',
    taskCounts: async (project, _arguments, context) => countsOf(project, context),
    totalTasks: async (project, _arguments, context) =>
      Object.values(await countsOf(project, context)).reduce((sum, count) => sum + count, 0),
    completedTasks: async (project, _arguments, context) => (await countsOf(project, context)).done ?? 0,
    columns: async ({ id }, _arguments, context) => [...(await context.loaders.board.load(id)).columns],
    async tasks({ id }, { status, priority, agent, tag }, context) {
      return tasksInOrder(await context.loaders.board.load(id)).filter(
        (task) =>
          (status == null || task.status === status) &&
          (priority == null || task.priority === priority) &&
          (agent == null || task.assignedAgent === agent) &&
          (tag == null || task.tags.includes(tag)),
      );
    },
    dependencies: async ({ id }, _arguments, context) => (await context.loaders.board.load(id)).edges,
    workflows: ({ id }, _arguments, context) => workflows(context, id),
    agents: ({ id }, _arguments, context) => projectAgents(context, id),
    async readyTasks({ id }, { agentId, limit, statuses, workTypes }, context) {
      const board = await context.loaders.board.load(id);
      return board.ready({ agentId: agentId ?? null, statuses: statuses ?? null, workTypes: workTypes ?? null, limit: limit ?? 20 });
    },
    async tasksInWork({ id }, { agentId }, context) {
      if (agentId == null) return [];
      const board = await context.loaders.board.load(id);
      const working = [...board.semantics.in_progress, 'review'];
      return tasksInOrder(board).filter(({ assignedAgent, status }) => assignedAgent === agentId && working.includes(status));
    },
    topologicalOrder: async ({ id }, _arguments, context) => graphOf(await context.loaders.board.load(id)).order.map((task) => task.id),
    criticalPath: async ({ id }, _arguments, context) => graphOf(await context.loaders.board.load(id)).criticalPath,
    async timeline({ id }, { hoursPerDay }, context) {
      const hours = hoursPerDay ?? 8;
      const planned = timelineOf(await context.loaders.board.load(id), hours);
      const totalHours = planned.reduce((sum, { task }) => sum + (task.estimatedHours ?? DEFAULT_HOURS), 0);
      return {
        tasks: planned,
        projectStart: planned.length > 0 ? Math.min(...planned.map(({ scheduledStart }) => scheduledStart)) : null,
        projectEnd: planned.length > 0 ? Math.max(...planned.map(({ scheduledEnd }) => scheduledEnd)) : null,
        totalHours,
        totalDays: totalHours / hours,
        criticalPath: planned.filter(({ isCritical }) => isCritical).map(({ task }) => task.id),
        hoursPerDay: hours,
      };
    },
    policy: ({ id, stageRules, policyCreatedAt, policyUpdatedAt }) => ({
      projectId: id,
      stageRules: stageRules ?? {},
      exists: stageRules !== null,
      createdAt: policyCreatedAt,
      updatedAt: policyUpdatedAt,
    }),
  },
  Task: {
    specReviewStatus: () => null,
    qualityReviewStatus: () => null,
    specReviewNotes: () => null,
    qualityReviewNotes: () => null,
    blocking: async (task, _arguments, context) => (await details(task, context)).blocking,
    dependents: async (task, _arguments, context) => (await details(task, context)).dependents,
    subtasks: async (task, _arguments, context) => (await details(task, context)).subtasks,
    runs: ({ id }, _arguments, context) => taskRuns(context, id),
    async workRuns({ id }, _arguments, context) {
      const ids = (await taskRuns(context, id)).map(({ runId }) => runId);
      return context.em.find(Run, { id: { $in: ids }, ...visibleTo(context) }, { orderBy: { createdAt: 'desc' } });
    },
    blocks: async ({ id, projectId }, _arguments, context) => (await context.loaders.board.load(projectId)).dependentsOf(id),
    workflow: (task, _arguments, context) => workflowOf(task, context),
  },
  TaskLink: {
    taskId: ({ task }) => task.id,
    taskTitle: ({ task }) => task.title,
    taskStatus: ({ task }) => task.status,
  },
  TaskTransition: {
    taskId: ({ task }) => task.id,
    toStatus: ({ task }) => task.status,
    columnId: ({ task }) => task.columnId,
    workType: ({ task }) => task.workType,
    completedStages: ({ task }) => task.completedStages,
    nextValidStages: async ({ task }, _arguments, context) => (await workflowOf(task, context)).nextValidStages,
  },
  TaskImport: {
    tasksCreated: ({ tasks }) => tasks.length,
  },
  TaskExecution: {
    taskId: ({ task }) => task.id,
  },
  ReadyExecution: {
    status: ({ executed, skipped }) => (executed.length + skipped.length > 0 ? 'executed' : 'no_ready_tasks'),
    executedCount: ({ executed }) => executed.length,
    skippedCount: ({ skipped }) => skipped.length,
  },
  PlannedTask: {
    id: ({ task }) => task.id,
    title: ({ task }) => task.title,
    status: ({ task }) => task.status,
    priority: ({ task }) => task.priority,
    assignedAgent: ({ task }) => task.assignedAgent,
    tags: ({ task }) => task.tags,
    estimatedHours: ({ task }) => task.estimatedHours,
  },
  ProjectAgent: {
    routineMappings: () => [],
    projectName: async ({ projectId, project }, _arguments, context) =>
      (project ?? (await context.loaders.board.load(projectId)).project).name,
    projectStatus: async ({ projectId, project }, _arguments, context) =>
      (project ?? (await context.loaders.board.load(projectId)).project).status,
    projectDescription: async ({ projectId, project }, _arguments, context) =>
      (project ?? (await context.loaders.board.load(projectId)).project).description,
  },
};

async function countsOf(project: { id: string; taskCounts?: Record<string, number> }, context: Context): Promise<Record<string, number>> {
  if (project.taskCounts) return project.taskCounts;
  const counts: Record<string, number> = {};
  for (const { status } of (await context.loaders.board.load(project.id)).tasks.values()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Where a task stands in what its sort of work has to pass. */
async function workflowOf({ id, projectId, workType, status, completedStages }: Task, context: Context) {
  const { project } = await context.loaders.board.load(projectId);
  const rules = (workType !== null && project.stageRules?.[workType]) || [];
  const of = (disposition: string) => rules.filter((rule) => rule.disposition === disposition).map(({ stage }) => stage);
  const currentStage = stageOf(status);
  const later = STAGE_ORDER.slice(currentStage === null ? 0 : STAGE_ORDER.findIndex((stage) => stage === currentStage) + 1);
  const skipped = of('skip');
  const required = of('required');
  return {
    taskId: id,
    workType,
    hasPolicy: rules.length > 0,
    currentStage,
    currentStatus: status,
    completedStages,
    requiredStages: required,
    optionalStages: of('optional'),
    skippedStages: skipped,
    nextRequiredStage: later.find((stage) => required.includes(stage)) ?? null,
    nextValidStages: rules.length > 0 ? later.filter((stage) => !skipped.includes(stage)) : null,
  };
}

async function details(task: Task, context: Context) {
  return detailsOf(await context.loaders.board.load(task.projectId), task);
}

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
