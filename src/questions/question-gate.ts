import { newId } from '../ids.ts';
import type { ToolAnswer, ToolCall } from '../sessions/session-journal.ts';
import { readArguments } from '../tools/run-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { ASK_HUMAN, problemOf, type AskHumanArguments } from './ask-human-tool.ts';
import type { AskedQuestion } from './question-facts.ts';
import type { CallQuestion } from './question-store.ts';
import { shownArguments } from './shown-arguments.ts';
import type { ToolPolicy } from './tool-policy.ts';

/** Says of a session's calls which of them wait for a person, and what people said. */
export interface QuestionGate {
  /** What a person must be asked before the call is made; null when it may be made, or was asked already. */
  ask(turn: number, call: ToolCall): AskedQuestion | null;
  /** What people said of a call; null when nobody was asked. */
  said(turn: number, call: ToolCall): Said | null;
}

export type Said =
  /** The answer is the result of the call, which is not made. */
  | { type: 'result'; answer: ToolAnswer }
  /** The call may be made. `note`: what the person adds for the model. */
  | { type: 'approved'; note: string | null };

export interface QuestionGateOptions {
  agentId: string;
  tools: readonly Tool[];
  policy: (tool: string) => ToolPolicy;
  /** How long people have to answer, in seconds. */
  expirySec: number;
  /** What this session asked before. */
  asked: readonly CallQuestion[];
  now: () => number;
}

export function createQuestionGate({ agentId, tools, policy, expirySec, asked, now }: QuestionGateOptions): QuestionGate {
  const byCall = new Map<string, CallQuestion>();
  for (const question of asked) {
    const key = `${question.turn}:${question.toolCallId}`;
    if (byCall.get(key)?.approved ?? true) byCall.set(key, question); // of calls that a provider gave one id, all must be approved
  }
  const questionOf = (turn: number, { callId }: ToolCall) => byCall.get(`${turn}:${callId}`);

  return {
    ask(turn, call) {
      const tool = tools.find(({ name }) => name === call.name);
      if (!tool || questionOf(turn, call)) return null;
      const isQuestion = tool.name === ASK_HUMAN;
      if (!isQuestion && policy(tool.name) !== 'ask') return null;
      const args = readArguments(tool, call.args);
      if (args === null) return null; // it will be told what is wrong with them
      const base = { question_id: newId('q'), agent_id: agentId, turn, tool_call_id: call.callId, tool_name: tool.name };
      if (!isQuestion) {
        const expires_at = now() + expirySec * 1_000;
        return { ...base, kind: 'approval', text: null, choices: null, arguments: shownArguments(args), default_answer: null, expires_at };
      }
      const wanted = args as unknown as AskHumanArguments;
      if (problemOf(wanted) !== null) return null;
      return {
        ...base,
        kind: 'question',
        text: wanted.question,
        choices: wanted.choices ?? null,
        arguments: null,
        default_answer: wanted.default ?? null,
        expires_at: now() + (wanted.expires_in_sec ?? expirySec) * 1_000,
      };
    },

    said(turn, call) {
      const question = questionOf(turn, call);
      if (!question) return null;
      if (question.status === 'open') throw new Error(`${question.id} has no answer, and the session that asked it was begun`);
      if (question.approved) return { type: 'approved', note: question.note };
      return { type: 'result', answer: { callId: call.callId, name: call.name, ...resultOf(question) } };
    },
  };
}

function resultOf({ kind, status, answer, note }: CallQuestion): { content: string; isError: boolean } {
  const more = note ? `\nThey add: ${note}` : '';
  if (kind === 'approval') {
    if (status === 'expired') return { content: 'Not carried out: nobody approved this call in time.', isError: true };
    return { content: `Not carried out: a person denied this call.${more}`, isError: true };
  }
  if (answer === null) return { content: 'There is no answer: nobody replied in time.', isError: true };
  if (status === 'expired') return { content: `${answer}\n(Nobody replied in time, so this is the default.)`, isError: false };
  return { content: `${answer}${more}`, isError: false };
}
