import type { FollowItem } from '../log/event-log.ts';

/** A message of a session's event stream, as existing clients know it. */
export interface ChatWire {
  type: string;
  timestamp: number;
  data: Record<string, unknown>;
}

/** What a reader who names no cursor is not told again of the past: the words of old replies, and that the session was over once. */
const ONLY_LIVE: ReadonlySet<string> = new Set(['output', 'thinking', 'session_complete']);

/** An event of a session's log, a chat's or a run's, as messages of its stream; none when those clients have no name for it. */
export function toChatWire(item: FollowItem, isReplay = false): ChatWire[] {
  if ('gap' in item)
    return [{ type: 'gap', timestamp: Date.now(), data: { after: String(item.gap.after), until: String(item.gap.until) } }];
  const { at, type, ...event } = item.event;
  const messages = (TRANSLATIONS[type]?.(event) ?? []).map((message) => ({ type: message.type, timestamp: at, data: message.data }));
  return isReplay ? messages.filter((message) => !ONLY_LIVE.has(message.type)) : messages;
}

const TRANSLATIONS: Record<string, (event: Record<string, unknown>) => { type: string; data: Record<string, unknown> }[]> = {
  agent_output: ({ chunk }) => [{ type: 'output', data: { content: chunk } }],
  agent_thinking: ({ chunk }) => [{ type: 'thinking', data: { thinking: chunk } }],
  tool_call_start: ({ tool_name, args, tool_call_id }) => [
    { type: 'tool_start', data: { toolName: tool_name, args, toolCallId: tool_call_id } },
  ],
  tool_call_end: ({ tool_name, result, is_error, duration_ms, tool_call_id }) => [
    { type: 'tool_end', data: { toolName: tool_name, result, success: !is_error, durationMs: duration_ms, toolCallId: tool_call_id } },
  ],
  question_asked: ({ question_id, kind, tool_name, tool_call_id, text, choices, arguments: args, default_answer, expires_at }) => [
    {
      type: 'question_asked',
      data: {
        questionId: question_id,
        kind,
        toolName: tool_name,
        toolCallId: tool_call_id,
        text,
        choices,
        args,
        defaultAnswer: default_answer,
        expiresAt: expires_at,
      },
    },
  ],
  question_answered: ({ question_id, cause, answer, approved, note }) => [
    { type: 'question_answered', data: { questionId: question_id, cause, answer, approved, note } },
  ],
  // of a step of a run, which is a session, too
  step_started: ({ step_id, attempt }) => [{ type: 'step_start', data: { stepId: step_id, attempt } }],
  step_complete: () => [...ended(true, ''), { type: 'session_complete', data: {} }],
  step_failed: ({ error, final }) => [...ended(false, error), ...(final ? [{ type: 'session_complete', data: { reason: error } }] : [])],
  step_cancelled: ({ reason }) => [
    { type: 'response_aborted', data: { reason } },
    { type: 'session_complete', data: { reason } },
  ],
  reply_started: ({ reply_id }) => [{ type: 'step_start', data: { messageId: reply_id } }],
  turn_discarded: () => [{ type: 'turn_discarded', data: {} }],
  reply_complete: ({ reply_id }) => [
    { type: 'step_end', data: { messageId: reply_id, success: true, result: '' } },
    { type: 'turn_end', data: { messageId: reply_id, success: true } },
  ],
  reply_failed: ({ reply_id, error }) => [
    { type: 'step_end', data: { messageId: reply_id, success: false, result: error } },
    { type: 'turn_end', data: { messageId: reply_id, success: false } },
  ],
  reply_aborted: ({ reply_id, reason }) => [{ type: 'response_aborted', data: { messageId: reply_id, reason } }],
  reply_waiting: ({ reason }) => [{ type: 'session_status', data: { message: reason } }],
  history_compacted: () => [{ type: 'session_status', data: { message: 'Earlier messages were summed up' } }],
  chat_status_changed({ to, reason, error }) {
    if (to === 'running') return [{ type: 'container_ready', data: {} }];
    if (to === 'failed')
      return [
        { type: 'session_error', data: { message: error } },
        { type: 'session_complete', data: { reason } },
      ];
    return to === 'completed' ? [{ type: 'session_complete', data: { reason } }] : [];
  },
};

function ended(success: boolean, result: unknown): { type: string; data: Record<string, unknown> }[] {
  return [
    { type: 'step_end', data: { success, result } },
    { type: 'turn_end', data: { success } },
  ];
}

/** An event as the stream of all chats has it; null when it tells nothing of a chat as a whole. */
export function toListWire({
  stream,
  event,
}: {
  stream: string;
  event: { type: string; at: number; [field: string]: unknown };
}): Record<string, unknown> | null {
  const base = {
    sessionId: stream.startsWith('chat:') ? stream.slice('chat:'.length) : event.chat_id,
    agentId: event.agent_id,
    timestamp: event.at,
  };
  switch (event.type) {
    case 'chat_created':
      return { type: 'created', ...base };
    case 'chat_status_changed':
      return { type: 'status_changed', ...base, oldStatus: event.from, newStatus: event.to };
    case 'chat_deleted':
      return { type: 'deleted', ...base };
    default:
      return null;
  }
}
