/** What the statuses of a board mean: each key lists the statuses of which it is true. */
export interface Semantics {
  initial: string[];
  terminal_done: string[];
  terminal_fail: string[];
  blocked: string[];
  in_progress: string[];
  claimable: string[];
}

const BUILT_IN: Semantics = {
  initial: ['backlog'],
  terminal_done: ['done'],
  terminal_fail: ['failed'],
  blocked: ['blocked'],
  in_progress: ['in_progress'],
  claimable: ['backlog', 'planning', 'planned', 'ux', 'ready', 'test', 'failed'],
};

/** The meaning of a board's statuses; what it does not say has the built-in meaning. */
export function semanticsOf(stored: Partial<Semantics> | null): Semantics {
  return { ...BUILT_IN, ...stored };
}

/** The stage of work that a status stands for; null for others. Source: the board of existing installations. */
export function stageOf(status: string): string | null {
  return STAGES[status] ?? null;
}

const STAGES: Readonly<Record<string, string>> = {
  backlog: 'spec',
  planning: 'design',
  planned: 'design',
  ux: 'ux',
  ready: 'implement',
  in_progress: 'implement',
  review: 'review',
  test: 'test',
  done: 'deploy',
};

export const STAGE_ORDER = ['spec', 'design', 'ux', 'implement', 'review', 'test', 'deploy'] as const;
