import { BadRequestError, BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import type { NewEvent } from '../log/event-log.ts';
import { semanticsOf, stageOf, type Semantics } from './semantics.ts';

export interface Project {
  id: string;
  ownerId: string | null;
  name: string;
  description: string;
  status: string;
  repository: string | null;
  templateId: string | null;
  statusSemantics: Partial<Semantics> | null;
  defaultPipelineId: string | null;
  keyUserId: string | null;
  workspaceType: string | null;
  vision: string | null;
  slackChannelId: string | null;
  slackNotifyUserId: string | null;
  stageRules: StageRules | null;
  policyCreatedAt: number | null;
  policyUpdatedAt: number | null;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
}

/** What each sort of work has to pass, by sort. */
export type StageRules = Record<string, { stage: string; disposition: 'required' | 'optional' | 'skip'; agent_role?: string }[]>;

export interface Column {
  id: string;
  projectId: string;
  name: string;
  position: number;
  wipLimit: number | null;
  taskStatuses: string[];
}

export interface Task {
  id: string;
  projectId: string;
  title: string;
  description: string;
  status: string;
  priority: string;
  assignedAgent: string | null;
  workflowId: string | null;
  pipelineId: string | null;
  runId: string | null;
  parentTaskId: string | null;
  tags: string[];
  estimatedHours: number | null;
  columnId: string;
  columnPosition: number;
  metadata: Record<string, unknown>;
  workType: string | null;
  completedStages: string[];
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
}

export interface Edge {
  id: string;
  projectId: string;
  /** This one comes first. */
  fromTaskId: string;
  toTaskId: string;
  type: 'blocks' | 'informs';
}

/**
 * A project's board while one change is made to it. All rules of tasks are here: which statuses there are, what follows from a change,
 * and what is said of it. Pure: it neither reads nor writes; `changed`, `added`, `removed` and `events` say what is to be stored and told.
 */
export class Board {
  readonly project: Project;
  readonly columns: readonly Column[];
  readonly tasks: Map<string, Task>;
  readonly edges: Edge[];
  readonly semantics: Semantics;
  readonly now: number;
  readonly changed = new Set<Task>();
  readonly added = new Set<Task>();
  readonly removed = new Set<Task>();
  readonly addedEdges: Edge[] = [];
  readonly removedEdges: Edge[] = [];
  readonly events: NewEvent[] = [];

  constructor(project: Project, columns: readonly Column[], tasks: readonly Task[], edges: readonly Edge[], now: number) {
    this.project = project;
    this.columns = [...columns].sort((a, b) => a.position - b.position);
    this.tasks = new Map(tasks.map((task) => [task.id, task]));
    this.edges = [...edges];
    this.semantics = semanticsOf(project.statusSemantics);
    this.now = now;
  }

  /** @throws {NotFoundError} */
  task(id: string): Task {
    const task = this.tasks.get(id);
    if (!task) throw new NotFoundError(`Task not found for project ${this.project.id}`);
    return task;
  }

  columnOf(status: string): Column | undefined {
    return this.columns.find(({ taskStatuses }) => taskStatuses.includes(status));
  }

  /** Puts a new task where new tasks go, or into a column that is named. @throws {BadRequestError} for a column of another board. */
  add(task: Omit<Task, 'status' | 'columnId' | 'columnPosition'>, columnId: string | null): Task {
    const column = columnId === null ? this.#columnForNew(task.parentTaskId !== null) : this.columns.find(({ id }) => id === columnId);
    const status = column?.taskStatuses[0];
    if (!column || status === undefined) throw new BadRequestError('There is no such column on this board that takes tasks');
    if (task.parentTaskId !== null && !this.tasks.has(task.parentTaskId))
      throw new BadRequestError('The parent is no task of this project');
    const placed: Task = { ...task, columnId: column.id, status, columnPosition: this.#lastIn(column) + 1 };
    this.tasks.set(placed.id, placed);
    this.added.add(placed);
    this.#say('task_created', placed, { title: placed.title });
    return placed;
  }

  remove(id: string): void {
    const task = this.task(id);
    this.tasks.delete(id);
    this.removed.add(task);
    this.#say('task_deleted', task, {});
  }

  /** Gives a task to an agent; only one of many that ask at the same time gets it. */
  claim(id: string, agentId: string): { isNew: boolean; branch: string } {
    const task = this.task(id);
    const branch = typeof task.metadata.git_branch === 'string' ? task.metadata.git_branch : branchOf(task);
    if (task.assignedAgent === agentId) return { isNew: false, branch };
    if (task.assignedAgent !== null) throw new ConflictError(`Task ${id} is held by ${task.assignedAgent}`);
    if (!this.semantics.claimable.includes(task.status)) throw new BadRequestError(`Task ${id} is ${task.status}, which cannot be claimed`);
    this.#change(task, { assignedAgent: agentId, metadata: { ...task.metadata, git_branch: branch } });
    this.#say('task_claimed', task, { agent_id: agentId, branch });
    return { isNew: true, branch };
  }

  /** Moves a task to a status that the board has; any may follow any other. */
  transition(id: string, status: string, note: string | null): { task: Task; fromStatus: string } {
    const column = this.columnOf(status);
    if (!column) throw new BadRequestError('No column of this board has that status');
    const task = this.task(id);
    this.#checkPolicy(task, status);
    const fromStatus = task.status;
    const notes: unknown[] = Array.isArray(task.metadata.transition_notes) ? task.metadata.transition_notes : [];
    this.#change(task, {
      ...(note && {
        metadata: { ...task.metadata, transition_notes: [...notes, { from: fromStatus, to: status, note, timestamp: this.now }] },
      }),
    });
    this.#setStatus(task, status, column, { ...(note && { note }) });
    if (this.#isTerminal(status)) this.#cascade(task);
    if (task.parentTaskId !== null) this.#deriveParent(task.parentTaskId);
    return { task, fromStatus };
  }

  /** Puts a task into a column, whose first status it takes. @throws {BadRequestError} when others fill the column. */
  move(id: string, columnId: string, position: number): Task {
    const task = this.task(id);
    const column = this.columns.find((candidate) => candidate.id === columnId);
    const status = column?.taskStatuses[0];
    if (!column || status === undefined) throw new NotFoundError('There is no such column on this board');
    const others = [...this.tasks.values()].filter((other) => other.columnId === columnId && other !== task);
    if (column.wipLimit !== null && others.length >= column.wipLimit)
      throw new BadRequestError(`${column.name} holds as many tasks as it may, ${column.wipLimit}`);
    others.sort((a, b) => a.columnPosition - b.columnPosition);
    const at = Math.min(Math.max(0, position), others.length);
    others.forEach((other, index) => {
      const place = index < at ? index : index + 1;
      if (other.columnPosition !== place) this.#change(other, { columnPosition: place });
    });
    this.#change(task, { columnPosition: at });
    if (task.status !== status || task.columnId !== columnId) this.#setStatus(task, status, column, { column_id: columnId }, 'task_moved');
    this.#cascade(task);
    return task;
  }

  update(id: string, patch: Partial<Task>): Task {
    const task = this.task(id);
    this.#change(task, patch);
    this.#say('task_updated', task, {});
    return task;
  }

  /** Ends a task as its run ended: with the first status that means so. */
  finish(id: string, hasSucceeded: boolean): Task {
    const task = this.task(id);
    this.#change(task, { runId: null });
    const status = (hasSucceeded ? this.semantics.terminal_done : this.semantics.terminal_fail)[0];
    const column = status === undefined ? undefined : this.columnOf(status);
    if (status !== undefined && column) {
      this.#setStatus(task, status, column, { reason: 'run_ended' });
      this.#cascade(task);
      if (task.parentTaskId !== null) this.#deriveParent(task.parentTaskId);
    }
    return task;
  }

  /** @throws {BadRequestError} when both are one, or are joined already, or would wait for each other. */
  connect(edge: Edge): void {
    this.task(edge.toTaskId);
    this.task(edge.fromTaskId);
    if (edge.fromTaskId === edge.toTaskId) throw new BadRequestError('A task cannot wait for itself');
    if (this.edges.some(({ fromTaskId, toTaskId }) => fromTaskId === edge.fromTaskId && toTaskId === edge.toTaskId))
      throw new BadRequestError('These two tasks are joined already');
    if (this.#reaches(edge.toTaskId, edge.fromTaskId))
      throw new BadRequestError('That would be a circle: the tasks would wait for each other');
    this.edges.push(edge);
    this.addedEdges.push(edge);
    this.events.push({
      type: 'dependency_added',
      at: this.now,
      project_id: this.project.id,
      from_task_id: edge.fromTaskId,
      to_task_id: edge.toTaskId,
      dependency_type: edge.type,
    });
  }

  disconnect(id: string): void {
    const edge = this.edges.find((candidate) => candidate.id === id);
    if (!edge) return;
    this.edges.splice(this.edges.indexOf(edge), 1);
    this.removedEdges.push(edge);
    this.events.push({ type: 'dependency_removed', at: this.now, project_id: this.project.id, dependency_id: id });
  }

  /** Tasks that can be begun: with everything that blocks them done, also what blocks their parent. */
  ready({ agentId, statuses, workTypes, limit }: ReadyFilter): Task[] {
    const working = new Set([...this.semantics.in_progress, 'ready', 'in_progress', 'review']);
    const usual = [...this.semantics.initial, ...this.semantics.claimable].filter(
      (status) => !this.#isTerminal(status) && status !== 'test' && status !== 'planned' && status !== 'ux',
    );
    const asked = statuses?.filter((status) => this.columnOf(status)) ?? [];
    const wanted = new Set(asked.length > 0 ? asked : usual);
    const parents = new Set([...this.tasks.values()].map(({ parentTaskId }) => parentTaskId));
    return [...this.tasks.values()]
      .filter(
        (task) =>
          wanted.has(task.status) &&
          !parents.has(task.id) &&
          (agentId === null || task.assignedAgent === null || task.assignedAgent === agentId) &&
          (workTypes === null || task.workType === null || workTypes.includes(task.workType)) &&
          (working.has(task.status) || this.isUnblocked(task)),
      )
      .sort((a, b) => (a.priority === b.priority ? a.columnPosition - b.columnPosition : a.priority < b.priority ? -1 : 1))
      .slice(0, Math.max(1, limit));
  }

  isUnblocked(task: Task): boolean {
    const isFree = (id: string) => this.blockersOf(id).every(({ status }) => this.semantics.terminal_done.includes(status));
    return isFree(task.id) && (task.parentTaskId === null || isFree(task.parentTaskId));
  }

  blockersOf(id: string): Task[] {
    return this.#ends(this.edges.filter(({ toTaskId, type }) => toTaskId === id && type === 'blocks').map(({ fromTaskId }) => fromTaskId));
  }

  dependentsOf(id: string): Task[] {
    return this.#ends(this.edges.filter(({ fromTaskId, type }) => fromTaskId === id && type === 'blocks').map(({ toTaskId }) => toTaskId));
  }

  #ends(ids: readonly string[]): Task[] {
    return ids.flatMap((id) => this.tasks.get(id) ?? []);
  }

  #columnForNew(isSubtask: boolean): Column | undefined {
    const ready = isSubtask ? undefined : this.columnOf('ready');
    return (
      ready ??
      this.columns.find(({ taskStatuses }) => taskStatuses.some((status) => this.semantics.initial.includes(status))) ??
      this.columns[0]
    );
  }

  #lastIn({ id }: Column): number {
    return [...this.tasks.values()].reduce((last, task) => (task.columnId === id ? Math.max(last, task.columnPosition) : last), -1);
  }

  #isTerminal(status: string): boolean {
    return this.semantics.terminal_done.includes(status) || this.semantics.terminal_fail.includes(status);
  }

  #change(task: Task, patch: Partial<Task>): void {
    Object.assign(task, patch, { updatedAt: this.now });
    if (!this.added.has(task)) this.changed.add(task);
  }

  #setStatus(task: Task, status: string, column: Column, said: Record<string, unknown>, type = 'task_status_changed'): void {
    const from = task.status;
    const stage = stageOf(from);
    this.#change(task, {
      status,
      columnId: column.id,
      ...(this.semantics.terminal_done.includes(status) && { completedAt: this.now }),
      ...(!this.#isTerminal(status) && { completedAt: null }),
      ...(stage && from !== status && !task.completedStages.includes(stage) && { completedStages: [...task.completedStages, stage] }),
    });
    this.#say(type, task, { from_status: from, to_status: status, status, ...said });
  }

  /** What a change of one task means for those that wait for it. */
  #cascade(task: Task): void {
    if (this.semantics.terminal_done.includes(task.status))
      return this.dependentsOf(task.id).forEach((dependent) => this.#release(dependent));
    if (this.semantics.terminal_fail.includes(task.status)) return this.#blockBelow(task, new Set([task.id]));
    if (this.semantics.blocked.includes(task.status)) return;
    for (const dependent of this.dependentsOf(task.id)) {
      if (!this.semantics.blocked.includes(dependent.status)) continue;
      const blockers = this.blockersOf(dependent.id);
      const isStuck = blockers.some(
        ({ status }) => this.semantics.terminal_fail.includes(status) || this.semantics.blocked.includes(status),
      );
      if (isStuck) continue;
      const target = this.isUnblocked(dependent) ? this.semantics.claimable : this.semantics.initial;
      const status = target.find((candidate) => this.columnOf(candidate));
      const column = status === undefined ? undefined : this.columnOf(status);
      if (status !== undefined && column) this.#setStatus(dependent, status, column, { reason: 'dependency_unblocked' });
    }
  }

  /** Everything that blocked it is done: it goes where it was before, or to where work begins. */
  #release(task: Task): void {
    const waits = [...this.semantics.initial, ...this.semantics.blocked, 'planning', 'planned', 'ux'];
    if (!waits.includes(task.status) || !this.isUnblocked(task)) return;
    const { pre_block_status: before, pre_block_column_id: _column, ...metadata } = task.metadata;
    const wanted = typeof before === 'string' ? before : 'ready';
    const status = [wanted, ...this.semantics.claimable].find(
      (candidate) => this.columnOf(candidate) && !this.semantics.blocked.includes(candidate),
    );
    const column = status === undefined ? undefined : this.columnOf(status);
    if (status === undefined || !column || status === task.status) return;
    this.#change(task, { metadata });
    this.#setStatus(task, status, column, { reason: 'all_dependencies_met' });
    this.#say('task_unblocked', task, {});
  }

  #blockBelow(failed: Task, seen: Set<string>): void {
    const status = this.semantics.blocked.find((candidate) => this.columnOf(candidate));
    const column = status === undefined ? undefined : this.columnOf(status);
    if (status === undefined || !column) return;
    for (const dependent of this.dependentsOf(failed.id)) {
      if (seen.has(dependent.id)) continue;
      seen.add(dependent.id);
      if (!this.#isTerminal(dependent.status) && dependent.status !== status) {
        this.#change(dependent, {
          metadata: { ...dependent.metadata, pre_block_status: dependent.status, pre_block_column_id: dependent.columnId },
        });
        this.#setStatus(dependent, status, column, { reason: 'dependency_failed' });
        this.#say('task_blocked', dependent, {});
      }
      this.#blockBelow(dependent, seen);
    }
  }

  /** A parent stands where its subtasks put it. */
  #deriveParent(parentId: string): void {
    const parent = this.tasks.get(parentId);
    const children = [...this.tasks.values()].filter((task) => task.parentTaskId === parentId);
    if (!parent || children.length === 0) return;
    const some = (statuses: readonly string[]) => children.some(({ status }) => statuses.includes(status));
    const status = children.every((child) => this.semantics.terminal_done.includes(child.status))
      ? this.semantics.terminal_done[0]
      : some([...this.semantics.in_progress, 'review', 'test'])
        ? this.semantics.in_progress[0]
        : some(this.semantics.terminal_fail)
          ? this.semantics.terminal_fail[0]
          : undefined;
    const column = status === undefined ? undefined : this.columnOf(status);
    if (status === undefined || !column || parent.status === status) return;
    this.#setStatus(parent, status, column, { reason: 'derived_from_subtasks' });
    if (this.#isTerminal(status)) this.#cascade(parent);
    if (parent.parentTaskId !== null && parent.parentTaskId !== parentId) this.#deriveParent(parent.parentTaskId);
  }

  #checkPolicy(task: Task, status: string): void {
    const stage = stageOf(status);
    const rules = task.workType === null ? undefined : this.project.stageRules?.[task.workType];
    if (stage && rules?.some((rule) => rule.stage === stage && rule.disposition === 'skip'))
      throw new BadRequestError(`Work of this sort skips the stage ${stage}`);
  }

  #reaches(from: string, to: string): boolean {
    const seen = new Set<string>();
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === to) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...this.edges.filter(({ fromTaskId }) => fromTaskId === id).map(({ toTaskId }) => toTaskId));
    }
    return false;
  }

  #say(type: string, task: Task, said: Record<string, unknown>): void {
    this.events.push({
      type,
      at: this.now,
      project_id: this.project.id,
      task_id: task.id,
      task_title: task.title,
      ...(task.assignedAgent !== null && { agent_id: task.assignedAgent }),
      ...said,
    });
  }
}

export interface ReadyFilter {
  agentId: string | null;
  statuses: readonly string[] | null;
  workTypes: readonly string[] | null;
  limit: number;
}

/** The branch on which a task's work goes: `feat/<task>-<title in short>`. */
function branchOf({ id, title }: Task): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug === '' ? `feat/${id}` : `feat/${id}-${slug}`;
}

export const PRIORITIES = ['P0', 'P1', 'P2', 'P3'];
export const WORK_TYPES = ['feature', 'bugfix', 'test', 'refactor', 'docs', 'infrastructure', 'design', 'custom'];

/** The sort of work that a task is by its words; null when they do not say. */
export function guessWorkType(title: string, description: string, tags: readonly string[]): string | null {
  const text = `${tags.join(' ')} ${title} ${description}`.toLowerCase();
  const found = GUESSES.find(([, words]) => words.test(text));
  return found?.[0] ?? null;
}

const GUESSES: readonly (readonly [string, RegExp])[] = [
  ['bugfix', /\b(bug|fix|broken|crash|error)/],
  ['test', /\btests?\b/],
  ['refactor', /\brefactor|\bclean ?up\b/],
  ['docs', /\b(docs?|documentation|readme)\b/],
  ['infrastructure', /\b(deploy|docker|pipeline|infrastructure|infra)\b/],
  ['design', /\b(design|mockup|ux|wireframe)\b/],
  ['feature', /\b(feature|implement|add|build|create)\b/],
];

/** @throws {BadUserInputError} for a word that is none of those. */
export function checkWord(field: string, value: string, words: readonly string[]): string {
  if (!words.includes(value)) {
    const rule = `must be one of ${words.join(', ')}`;
    throw new BadUserInputError(`${field} ${rule}`, [{ path: field, rule }]);
  }
  return value;
}
