import type { Context } from '../context.ts';
import { answerInChat } from '../chats/chat-service.ts';
import { BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import { answerInRun } from '../runs/run-service.ts';
import type { QuestionEnd } from './question-facts.ts';
import type { Question } from './question-store.ts';

/** What a person says to a question: text, or whether a call may be made, and a note for the agent. */
export interface AnswerInput {
  answer?: string | null;
  approve?: boolean | null;
  note?: string | null;
}

const LONGEST_ANSWER = 20_000;
const LONGEST_NOTE = 4_000;

/**
 * Answers an open question; what waited for it goes on.
 * @throws {NotFoundError} @throws {BadUserInputError} for an answer that is none to this question.
 * @throws {ConflictError} when it was answered, expired or withdrawn before.
 */
export async function answerQuestion(context: Context, id: string, input: AnswerInput): Promise<Question> {
  const question = await visibleQuestion(context, id);
  const said = readAnswer(question, input);
  const isFirst = await settle(context, question, { ...said, question_id: id, cause: 'answered', answered_by: context.viewer.id });
  const now = await visibleQuestion(context, id);
  if (!isFirst) throw new ConflictError(`Question ${id} is ${now.status === 'open' ? 'withdrawn' : now.status} already`);
  return now;
}

/** Ends what nobody answered in time, by its default. Answers when the next one expires; null when nothing waits. */
export async function expireQuestions(context: Context, now: number): Promise<number | null> {
  const { due, next } = await context.questions.due(now);
  for (const question of due) {
    const isApproval = question.kind === 'approval';
    await settle(context, question, {
      question_id: question.id,
      cause: 'expired',
      answer: isApproval ? null : question.defaultAnswer,
      approved: isApproval ? false : null,
      note: null,
      answered_by: null,
    }).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error; // deleted meanwhile
    });
  }
  return next;
}

/** False when it had ended before. */
function settle(context: Context, { runId, chatId }: Question, end: QuestionEnd): Promise<boolean> {
  if (runId !== null) return answerInRun(context, runId, end);
  if (chatId !== null) return answerInChat(context, chatId, end);
  throw new Error(`question ${end.question_id} is of no run and no chat`);
}

async function visibleQuestion({ questions, viewer }: Context, id: string): Promise<Question> {
  const question = await questions.find(id, viewer.ownerId);
  if (!question) throw new NotFoundError(`Question ${id.slice(0, 100)} not found`);
  return question;
}

function readAnswer(
  { kind, choices }: Question,
  { answer, approve, note }: AnswerInput,
): Pick<QuestionEnd, 'answer' | 'approved' | 'note'> {
  if (note != null && note.length > LONGEST_NOTE) throw invalid('note', `must have at most ${LONGEST_NOTE} characters`);
  const added = note?.trim() || null;
  if (kind === 'approval') {
    if (approve == null) throw invalid('approve', 'must be true or false');
    if (answer != null) throw invalid('answer', 'must be left out of an approval; say it in note');
    return { answer: null, approved: approve, note: added };
  }
  if (approve != null) throw invalid('approve', 'must be left out: this is a question, so give an answer');
  if (answer == null || answer.trim() === '') throw invalid('answer', 'must say something');
  if (answer.length > LONGEST_ANSWER) throw invalid('answer', `must have at most ${LONGEST_ANSWER} characters`);
  if (choices && !choices.includes(answer)) throw invalid('answer', `must be one of the choices: ${choices.join(', ')}`);
  return { answer, approved: null, note: added };
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
