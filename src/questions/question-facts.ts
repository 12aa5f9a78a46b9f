/**
 * What an agent asks of a person: a question of its own, or leave to make a call. As the log has it, so it is cut and redacted;
 * the row in `questions` is made of it.
 */
export interface AskedQuestion {
  question_id: string;
  kind: QuestionKind;
  agent_id: string;
  turn: number;
  /** The call that waits for the answer. */
  tool_call_id: string;
  tool_name: string;
  /** What is asked; null for an approval. */
  text: string | null;
  /** Answers among which a person must choose; null is any text. */
  choices: string[] | null;
  /** Of the call that wants approval. */
  arguments: Record<string, unknown> | null;
  /** Stands when nobody answers; without one a question has no answer then, and an approval is denied. */
  default_answer: string | null;
  /** Epoch milliseconds. */
  expires_at: number;
}

export type QuestionKind = 'question' | 'approval';

/** How a question ended. `withdrawn`: what waited for it is over, or begins anew. */
export interface QuestionEnd {
  question_id: string;
  cause: 'answered' | 'expired' | 'withdrawn';
  /** What was said: by a person, or by default. */
  answer: string | null;
  /** Whether the call may be made; null for a question. */
  approved: boolean | null;
  /** What a person adds for the agent. */
  note: string | null;
  /** Who answered; null for nobody. */
  answered_by: string | null;
}

/** A tool call that is shown and not made before a person has answered. */
export interface WaitingCall {
  tool_call_id: string;
  tool_name: string;
  args: Record<string, unknown>;
}

/** What one turn asks of people, and the calls that wait for it. */
export interface Asking {
  turn: number;
  calls: WaitingCall[];
  questions: AskedQuestion[];
}

/** The end of a question whose work is over before it was answered. */
export function withdrawal(questionId: string): QuestionEnd {
  return { question_id: questionId, cause: 'withdrawn', answer: null, approved: null, note: null, answered_by: null };
}
