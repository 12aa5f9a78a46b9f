import type { FollowItem, NewEvent } from './event-log.ts';

/** The two spellings in which events leave the server; the same log through two maps. */
export type EventDialect = 'native' | 'upstream';

type Wire = Record<string, unknown>;
type Members = NewEvent & Record<string, unknown>;

/** An event as a client of the dialect reads it; null when the dialect has no name for it. */
export function toWire(item: FollowItem, dialect: EventDialect): Wire | null {
  if ('gap' in item) return { type: 'gap', after: String(item.gap.after), until: String(item.gap.until), timestamp: Date.now() };
  const { at, ...members } = item.event;
  const runId = runIdOf(item.stream);
  if (dialect === 'native') {
    const { type, ...rest } = members;
    const chatId = chatIdOf(item.stream);
    return { type, ...(runId && { run_id: runId }), ...(chatId && { chat_id: chatId }), ...rest, timestamp: at };
  }
  if (!runId && item.stream !== 'system') return null; // a chat has a stream of its own for those clients
  const translate = Object.hasOwn(UPSTREAM, item.event.type) ? UPSTREAM[item.event.type] : undefined;
  if (!translate) return BOARD_EVENT.test(item.event.type) ? { ...upstreamSpelling(members), timestamp: at } : null;
  const { type, ...rest } = translate(members as Members);
  return { type, ...(runId && { runId }), ...rest, timestamp: at };
}

/** The native types behind names that a caller gives in either spelling; a name that nobody knows matches nothing. */
export function nativeTypes(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const lower = name.toLowerCase();
    return [...(TYPES_BEHIND[name.toUpperCase()] ?? []), lower];
  });
}

export function runIdOf(stream: string): string | null {
  return stream.startsWith('run:') ? stream.slice('run:'.length) : null;
}

function chatIdOf(stream: string): string | null {
  return stream.startsWith('chat:') ? stream.slice('chat:'.length) : null;
}

/** Events of projects are spelled alike in both dialects, but for their case. */
const BOARD_EVENT =
  /^(project|task|dependency|agent)_(created|updated|deleted|moved|claimed|assigned|role_updated|removed|added|blocked|unblocked|status_changed|vision_updated|planning_started|execution_\w+)$/;

function upstreamSpelling({ type, ...rest }: Record<string, unknown>): Wire {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return { type: String(type).toUpperCase(), ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [camel(name), value])) };
}

/** Tool results as existing clients get them at most. */
const RESULT_CHARACTERS = 10_000;

/** How existing clients know each fact: UPPER_SNAKE types, camelCase members. */
const UPSTREAM: Record<string, (event: Members) => Wire & { type: string }> = {
  run_created: (e) => ({ type: 'RUN_CREATED', pipelineId: e.pipeline_id, taskDescription: e.task }),
  run_resumed: (e) => (e.reason === 'recovery' ? { type: 'RUN_CREATED' } : { type: 'RUN_STATUS_CHANGED', status: 'running' }),
  run_restarted: (e) => ({ type: 'RUN_CREATED', pipelineId: e.pipeline_id, task: e.task }),
  run_paused: (e) => ({ type: 'RUN_STATUS_CHANGED', status: 'paused', reason: e.reason }),
  run_cancelled: () => ({ type: 'RUN_STATUS_CHANGED', status: 'cancelled' }),
  run_complete: (e) => ({ type: 'RUN_COMPLETE', outputs: e.outputs }),
  run_failed: (e) => ({ type: 'RUN_FAILED', error: e.error }),
  run_deleted: (e) => ({ type: 'RUN_DELETED', runId: e.run_id }),
  runs_bulk_deleted: (e) => ({ type: 'RUNS_BULK_DELETED', count: e.count, filters: e.filters }),
  step_queued: (e) => ({ type: 'STEP_QUEUED', stepId: e.step_id, agentId: e.agent_id }),
  step_started: (e) => ({ type: 'STEP_STARTED', stepId: e.step_id, sessionId: e.session_id, agentId: e.agent_id }),
  agent_output: (e) => ({ type: 'STEP_OUTPUT', stepId: e.step_id, chunk: e.chunk }),
  agent_thinking: (e) => ({ type: 'STEP_THINKING', stepId: e.step_id, chunk: e.chunk }),
  step_complete: (e) => ({ type: 'STEP_COMPLETE', stepId: e.step_id, outputs: e.outputs }),
  step_failed: (e) => ({ type: 'STEP_FAILED', stepId: e.step_id, error: e.error, retryCount: e.retry_count }),
  step_retrying: (e) => ({ type: 'STEP_RETRYING', stepId: e.step_id, feedback: e.feedback }),
  step_cancelled: (e) => ({ type: 'STEP_CANCELLED', stepId: e.step_id, reason: e.reason }),
  tool_call_start: (e) => ({
    type: 'TOOL_CALL_START',
    stepId: e.step_id,
    toolName: e.tool_name,
    toolCallId: e.tool_call_id,
    args: JSON.stringify(e.args), // existing clients parse it themselves
  }),
  tool_call_end: (e) => ({
    type: 'TOOL_CALL_END',
    stepId: e.step_id,
    toolName: e.tool_name,
    toolCallId: e.tool_call_id,
    result: String(e.result).slice(0, RESULT_CHARACTERS),
    isError: e.is_error,
    durationMs: e.duration_ms,
  }),
  question_asked: (e) => ({
    type: 'QUESTION_ASKED',
    stepId: e.step_id,
    questionId: e.question_id,
    kind: e.kind,
    agentId: e.agent_id,
    toolName: e.tool_name,
    toolCallId: e.tool_call_id,
    text: e.text,
    choices: e.choices,
    args: JSON.stringify(e.arguments),
    defaultAnswer: e.default_answer,
    expiresAt: e.expires_at,
  }),
  question_answered: (e) => ({
    type: 'QUESTION_ANSWERED',
    stepId: e.step_id,
    questionId: e.question_id,
    cause: e.cause,
    answer: e.answer,
    approved: e.approved,
    note: e.note,
  }),
  agent_message: (e) => ({ type: 'AGENT_MESSAGE', from: e.from, to: e.to, message: e.message, threadId: e.thread_id }),
  human_intervention: (e) => ({ type: 'HUMAN_INTERVENTION', stepId: e.step_id, action: e.action, context: e.context }),
};

/** Native types by the upstream name that they may take. */
const TYPES_BEHIND: Record<string, string[]> = {
  RUN_CREATED: ['run_created', 'run_resumed', 'run_restarted'],
  RUN_STATUS_CHANGED: ['run_cancelled', 'run_paused', 'run_resumed'],
  STEP_OUTPUT: ['agent_output'],
  STEP_THINKING: ['agent_thinking'],
};
