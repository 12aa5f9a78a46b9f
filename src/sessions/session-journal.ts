import type { AssistantMessage, ModelMessage } from '../llm/language-model.ts';
import type { Tool } from '../tools/tool.ts';

/**
 * What a session keeps of a turn, beside the events that people see: the model's reply whole, then for each tool call the intent
 * (before a call that changes something) and the result. Enough to go on after any crash without asking the model again.
 */
export type SessionEntry =
  | { turn: 0; entry: 'prompt'; kind: 'prompt'; content: { system: string; prompt: string } }
  | { turn: number; entry: 'reply'; kind: 'reply'; content: AssistantMessage }
  | { turn: number; entry: string; kind: 'tool_start'; content: { callId: string } }
  | { turn: number; entry: string; kind: 'tool_result'; content: ToolAnswer };

export interface ToolAnswer {
  callId: string;
  name: string;
  content: string;
  isError: boolean;
}

export interface ToolCall {
  callId: string;
  name: string;
  /** JSON text, as the model wrote it. */
  args: string;
}

/** A conversation between a session and its model, up to the last thing that was committed. */
export interface Conversation {
  messages: ModelMessage[];
  /** Finished model turns. */
  turns: number;
  /** Calls of the last turn that have no result yet, in order, and the results of those that have. */
  open: { calls: ToolCall[]; answers: ToolAnswer[] } | null;
  /** Answers of the last turn that stand for results which were lost, and are not in the journal yet. */
  lost?: ToolAnswer[];
}

/** What a tool call without a result gets when the server was lost in the middle of it. */
const OUTCOME_UNKNOWN =
  'Outcome unknown: the server stopped while this call ran. It may or may not have taken effect and was not made again. Check the state of things before you repeat it.';

export function newConversation(prompt: string): Conversation {
  return { messages: [{ role: 'user', content: prompt }], turns: 0, open: null };
}

/**
 * Puts a conversation together again from its journal. A call that was begun and has no result is answered as of unknown outcome,
 * unless its tool says that it may be repeated.
 */
export function restoreConversation(entries: readonly SessionEntry[], tools: readonly Tool[]): Conversation & { system: string } {
  const prompt = entries.find((entry) => entry.kind === 'prompt');
  if (!prompt) throw new Error('a session journal begins with its prompt');
  const conversation: Conversation & { system: string } = { ...newConversation(prompt.content.prompt), system: prompt.content.system };
  const replies = entries.filter((entry) => entry.kind === 'reply').sort((a, b) => a.turn - b.turn);

  for (const { turn, content: reply } of replies) {
    conversation.turns = turn;
    conversation.messages.push(reply);
    const ofTurn = entries.filter((entry) => entry.turn === turn);
    const answers = ofTurn.filter((entry) => entry.kind === 'tool_result').map((entry) => entry.content);
    const started = new Set(ofTurn.filter((entry) => entry.kind === 'tool_start').map((entry) => entry.content.callId));
    const calls = toolCalls(reply);
    for (const call of calls) {
      const isAnswered = answers.some((answer) => answer.callId === call.callId);
      const isRepeatable = tools.find((tool) => tool.name === call.name)?.effect !== 'write';
      if (!isAnswered && started.has(call.callId) && !isRepeatable) {
        const lost = { callId: call.callId, name: call.name, content: OUTCOME_UNKNOWN, isError: true };
        answers.push(lost);
        if (turn === replies.at(-1)?.turn) (conversation.lost ??= []).push(lost);
      }
    }
    const open = calls.filter((call) => !answers.some((answer) => answer.callId === call.callId));
    const isLast = turn === replies.at(-1)?.turn;
    if (isLast && open.length > 0) conversation.open = { calls: open, answers };
    else if (calls.length > 0) conversation.messages.push(toolMessage(calls, answers));
  }
  return conversation;
}

export function toolCalls(reply: AssistantMessage): ToolCall[] {
  return reply.parts.filter((part) => part.type === 'tool-call').map(({ callId, name, args }) => ({ callId, name, args }));
}

/** The results of a turn's calls as the message that follows it, in the order of the calls. */
export function toolMessage(calls: readonly { callId: string }[], answers: readonly ToolAnswer[]): ModelMessage {
  const order = new Map(calls.map((call, index) => [call.callId, index]));
  const results = [...answers].sort((a, b) => (order.get(a.callId) ?? 0) - (order.get(b.callId) ?? 0));
  return { role: 'tool', results };
}
