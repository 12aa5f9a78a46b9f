import type { Semantics } from './semantics.ts';

/** A board to begin with. */
export interface BoardTemplate {
  id: string;
  name: string;
  description: string;
  defaultPipelineId: string | null;
  semantics: Partial<Semantics> | null;
  columns: readonly ColumnPlan[];
}

export interface ColumnPlan {
  name: string;
  taskStatuses: readonly string[];
  wipLimit: number | null;
}

/** Columns of a board that nobody asked to be another. */
export const DEFAULT_COLUMNS: readonly ColumnPlan[] = [
  column('Backlog', 'backlog'),
  column('Planning', 'planning'),
  column('Planned', 'planned'),
  column('UX', 'ux'),
  column('Blocked', 'blocked'),
  column('Ready', 'ready'),
  column('In Progress', 'in_progress', 5),
  column('Review', 'review'),
  column('Test', 'test'),
  column('Done', 'done'),
  column('Failed', 'failed'),
];

export const TEMPLATES: readonly BoardTemplate[] = [
  {
    id: 'software-dev',
    name: 'Software development',
    description: 'From an idea over design and review to a release.',
    defaultPipelineId: 'engineering',
    semantics: null,
    columns: DEFAULT_COLUMNS,
  },
  {
    id: 'kanban-simple',
    name: 'Kanban',
    description: 'To do, in progress, done.',
    defaultPipelineId: null,
    semantics: meaning(['todo'], ['done'], [], ['in_progress'], ['todo']),
    columns: [column('To Do', 'todo'), column('In Progress', 'in_progress', 5), column('Done', 'done')],
  },
  {
    id: 'content-pipeline',
    name: 'Content',
    description: 'Texts from an idea to their publication.',
    defaultPipelineId: null,
    semantics: meaning(['idea'], ['published'], ['archived'], ['drafting', 'editing'], ['idea', 'review']),
    columns: [
      column('Idea', 'idea'),
      column('Drafting', 'drafting', 3),
      column('Editing', 'editing'),
      column('Review', 'review'),
      column('Published', 'published'),
      column('Archived', 'archived'),
    ],
  },
  {
    id: 'research',
    name: 'Research',
    description: 'Questions and what was found out about them.',
    defaultPipelineId: null,
    semantics: meaning(['question'], ['findings'], ['parked'], ['investigating', 'synthesizing'], ['question']),
    columns: [
      column('Question', 'question'),
      column('Investigating', 'investigating', 3),
      column('Synthesizing', 'synthesizing'),
      column('Findings', 'findings'),
      column('Parked', 'parked'),
    ],
  },
];

function column(name: string, status: string, wipLimit: number | null = null): ColumnPlan {
  return { name, taskStatuses: [status], wipLimit };
}

function meaning(initial: string[], done: string[], fail: string[], inProgress: string[], claimable: string[]): Partial<Semantics> {
  return { initial, terminal_done: done, terminal_fail: fail, blocked: [], in_progress: inProgress, claimable };
}
