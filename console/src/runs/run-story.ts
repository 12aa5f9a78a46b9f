import type { LogEvent } from '../graphql/use-events.ts';

/** A run as its events tell it, up to one of them. Folding a prefix gives the run as it was at that moment. */
export interface RunStory {
  status: 'pending' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
  task: string;
  error: string | null;
  waitingFor: string | null;
  /** Why it is paused, and how it goes on. */
  waitingReason: string | null;
  /** When it stood still for a person; the end of the newest is null while it lasts. */
  waits: { from: number; until: number | null; for: string }[];
  startedAt: number | null;
  endedAt: number | null;
  /** Moment of the newest event. */
  at: number;
  /** In the order in which they were queued. */
  attempts: Attempt[];
  /** Ways that were taken, as `FROM>TO`, with how often. */
  ways: Record<string, number>;
  outputs: Record<string, string>;
  costUsd: number;
  inputTokens: number;
  outputTokens: number;
  /** Spent by the runs that it started. */
  children: { usd: number; tokens: number };
}

/** One try at one execution of a step. */
export interface Attempt {
  key: string;
  stepId: string;
  agentId: string;
  execution: number;
  attempt: number;
  reason: string;
  item: string | null;
  model: string | null;
  state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  error: string | null;
  outputs: Record<string, string>;
  turns: Turn[];
  costUsd: number;
  tokens: number;
}

/** One model call and the tool calls it asked for, in the order in which they were seen. */
export interface Turn {
  turn: number;
  startedAt: number;
  endedAt: number | null;
  parts: Part[];
}

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'thinking'; text: string }
  | {
      kind: 'tool';
      id: string;
      name: string;
      args: unknown;
      result: string | null;
      isError: boolean;
      startedAt: number;
      endedAt: number | null;
    };

export const BLANK: RunStory = {
  status: 'pending',
  task: '',
  error: null,
  waitingFor: null,
  waitingReason: null,
  waits: [],
  startedAt: null,
  endedAt: null,
  at: 0,
  attempts: [],
  ways: {},
  outputs: {},
  costUsd: 0,
  inputTokens: 0,
  outputTokens: 0,
  children: { usd: 0, tokens: 0 },
};

const ENDS_WAIT = new Set([
  'run_resumed',
  'run_paused',
  'run_restarted',
  'run_cancelled',
  'run_failed',
  'run_complete',
  'human_intervention',
]);

interface EventData {
  at: number;
  step_id?: string;
  execution?: number;
  attempt?: number;
  turn?: number;
  [field: string]: unknown;
}

/** Folds events into a story. The given one is left as it was. */
export function tell(story: RunStory, events: readonly LogEvent[]): RunStory {
  if (events.length === 0) return story;
  const next: RunStory = { ...story, attempts: [...story.attempts], ways: { ...story.ways } };
  // what is changed below is copied once, so that a picture of the story before stays what it was
  const fresh = new Set<Attempt>();
  const change = (data: EventData): Attempt | undefined => {
    const key = keyOf(data);
    const index = next.attempts.findLastIndex((attempt) => attempt.key === key);
    const found = next.attempts[index];
    if (!found || fresh.has(found)) return found;
    const copy = { ...found, turns: found.turns.map((turn) => ({ ...turn, parts: turn.parts.map((part) => ({ ...part })) })) };
    next.attempts[index] = copy;
    fresh.add(copy);
    return copy;
  };
  for (const event of events) apply(next, event.type, event.data as EventData, change, fresh);
  return next;
}

function apply(
  story: RunStory,
  type: string,
  data: EventData,
  change: (data: EventData) => Attempt | undefined,
  fresh: Set<Attempt>,
): void {
  story.at = Math.max(story.at, data.at);
  if (ENDS_WAIT.has(type)) story.waits = story.waits.map((wait) => ({ ...wait, until: wait.until ?? data.at }));
  switch (type) {
    case 'run_created':
      Object.assign(story, { task: text(data.task), startedAt: data.at, status: 'pending' });
      return;
    case 'run_restarted':
      Object.assign(story, { status: 'running', task: text(data.task), error: null, endedAt: null, outputs: {}, ways: {} });
      return;
    case 'run_resumed':
      Object.assign(story, { status: 'running', waitingFor: null, waitingReason: null });
      return;
    case 'run_paused':
      Object.assign(story, { status: 'paused', waitingFor: text(data.waiting_for), waitingReason: text(data.reason) });
      story.waits = [...story.waits, { from: data.at, until: null, for: text(data.waiting_for) }];
      return;
    case 'children_spent':
      story.children = { usd: Number(data.cost_usd), tokens: Number(data.tokens) };
      return;
    case 'run_cancelled':
      Object.assign(story, { status: 'cancelled', endedAt: data.at });
      return;
    case 'run_complete':
      Object.assign(story, { status: 'completed', endedAt: data.at, outputs: data.outputs });
      return;
    case 'run_failed':
      Object.assign(story, {
        status: data.cancelled ? 'cancelled' : 'failed',
        endedAt: data.at,
        error: data.cancelled ? null : text(data.error),
      });
      return;
    case 'human_intervention':
      Object.assign(story, { status: 'running', error: null, endedAt: null });
      return;
    case 'step_queued': {
      const from = story.attempts.at(-1);
      const attempt = queued(data);
      if (from && isWay(attempt)) {
        const way = `${from.stepId}>${attempt.stepId}`;
        story.ways[way] = (story.ways[way] ?? 0) + 1;
      }
      if (story.status === 'pending') story.status = 'running';
      story.attempts.push(attempt);
      fresh.add(attempt);
      return;
    }
  }
  const attempt = data.step_id === undefined ? undefined : change(data);
  if (attempt) applyToAttempt(story, attempt, type, data);
}

function applyToAttempt(story: RunStory, attempt: Attempt, type: string, data: EventData): void {
  const end = (state: Attempt['state'], error: string | null = null) => {
    Object.assign(attempt, { state, endedAt: data.at, error });
    const turn = attempt.turns.at(-1);
    if (turn) turn.endedAt ??= data.at;
  };
  switch (type) {
    case 'step_started':
      Object.assign(attempt, { state: 'running', startedAt: data.at, model: text(data.model) });
      return;
    case 'step_complete':
      end('completed');
      attempt.outputs = data.outputs as Record<string, string>;
      return;
    case 'step_failed':
      end('failed', text(data.error));
      return;
    case 'step_cancelled':
      end('cancelled');
      return;
    case 'turn_discarded':
      attempt.turns = attempt.turns.filter(({ turn }) => turn !== data.turn);
      return;
    case 'agent_output':
      say(turnOf(attempt, data), 'text', text(data.chunk));
      return;
    case 'agent_thinking':
      say(turnOf(attempt, data), 'thinking', text(data.chunk));
      return;
    case 'tool_call_start':
      turnOf(attempt, data).parts.push({
        kind: 'tool',
        id: text(data.tool_call_id),
        name: text(data.tool_name),
        args: data.args,
        result: null,
        isError: false,
        startedAt: data.at,
        endedAt: null,
      });
      return;
    case 'tool_call_end': {
      const parts = turnOf(attempt, data).parts;
      const call = parts.findLast((part) => part.kind === 'tool' && part.id === data.tool_call_id);
      if (call) Object.assign(call, { result: text(data.result), isError: data.is_error === true, endedAt: data.at });
      return;
    }
    case 'turn_complete': {
      const turn = turnOf(attempt, data);
      turn.endedAt = data.at;
      const usage = data.usage as { cost_usd: number; input_tokens: number; output_tokens: number };
      attempt.costUsd += usage.cost_usd;
      attempt.tokens += usage.input_tokens + usage.output_tokens;
      story.costUsd += usage.cost_usd;
      story.inputTokens += usage.input_tokens;
      story.outputTokens += usage.output_tokens;
    }
  }
}

/** Whether a way of the pipeline led there: not a second try, a person, or the loop itself with its next item. */
function isWay({ reason, item }: Attempt): boolean {
  return !['first', 'retry', 'restart'].includes(reason) && (reason !== 'loop' || item === null);
}

function queued(data: EventData): Attempt {
  const item = data.item as { value: string } | undefined;
  return {
    key: keyOf(data),
    stepId: text(data.step_id),
    agentId: text(data.agent_id),
    execution: data.execution ?? 1,
    attempt: data.attempt ?? 1,
    reason: text(data.reason),
    item: item?.value ?? null,
    model: null,
    state: 'queued',
    queuedAt: data.at,
    startedAt: null,
    endedAt: null,
    error: null,
    outputs: {},
    turns: [],
    costUsd: 0,
    tokens: 0,
  };
}

function turnOf(attempt: Attempt, { turn = 1, at }: EventData): Turn {
  let found = attempt.turns.find((candidate) => candidate.turn === turn);
  if (!found) attempt.turns.push((found = { turn, startedAt: at, endedAt: null, parts: [] }));
  return found;
}

function say(turn: Turn, kind: 'text' | 'thinking', chunk: string): void {
  const last = turn.parts.at(-1);
  if (last?.kind === kind) last.text += chunk;
  else turn.parts.push({ kind, text: chunk });
}

function keyOf({ step_id, execution, attempt }: EventData): string {
  return `${step_id}:${execution ?? 1}:${attempt ?? 1}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
