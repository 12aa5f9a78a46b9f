import type { Pool } from 'pg';
import type { StepRef } from '../pipelines/machine/facts.ts';
import type { QuestionKind } from './question-facts.ts';

export type QuestionStatus = 'open' | 'answered' | 'expired' | 'withdrawn';

/** Something that an agent asked of people. Written by the log alone, from the facts of its run or chat. */
export interface Question {
  id: string;
  ownerId: string | null;
  kind: QuestionKind;
  status: QuestionStatus;
  agentId: string;
  runId: string | null;
  chatId: string | null;
  /** Null in a chat. */
  stepId: string | null;
  toolName: string;
  toolCallId: string;
  text: string | null;
  choices: string[] | null;
  arguments: Record<string, unknown> | null;
  defaultAnswer: string | null;
  answer: string | null;
  approved: boolean | null;
  note: string | null;
  answeredBy: string | null;
  /** Epoch milliseconds, as all times here. */
  askedAt: number;
  expiresAt: number;
  answeredAt: number | null;
}

/** What a session needs of a question that it asked. */
export type CallQuestion = Pick<Question, 'id' | 'kind' | 'status' | 'toolCallId' | 'answer' | 'approved' | 'note'> & { turn: number };

export interface QuestionFilter {
  ownerId: string | null;
  statuses: readonly string[] | null;
  runId: string | null;
  chatId: string | null;
  agentId: string | null;
  limit: number;
  offset: number;
}

/** Reads what agents asked. */
export interface QuestionStore {
  /** Null for one of another owner, too. */
  find(id: string, ownerId: string | null): Promise<Question | null>;
  /** Newest first. */
  list(filter: QuestionFilter): Promise<Question[]>;
  /** Those of one attempt at a step, or of one reply. */
  ofSession(stream: string, ref: StepRef): Promise<CallQuestion[]>;
  /** Open ones whose time is over, and when the next one's will be. */
  due(now: number): Promise<{ due: Question[]; next: number | null }>;
  /** Where answers are waited for in these runs or chats. */
  waiting(of: { runIds?: readonly string[]; chatIds?: readonly string[] }): Promise<Pick<Question, 'runId' | 'chatId' | 'stepId'>[]>;
}

const COLUMNS = `id, owner_id as "ownerId", kind, status, agent_id as "agentId", run_id as "runId", chat_id as "chatId",
  case when run_id is not null then step_id end as "stepId", tool_name as "toolName", tool_call_id as "toolCallId", text, choices, arguments,
  default_answer as "defaultAnswer", answer, approved, note, answered_by as "answeredBy", asked_at as "askedAt", expires_at as "expiresAt",
  answered_at as "answeredAt"`;
const MOST_DUE = 100;

export function createQuestionStore(pool: Pool): QuestionStore {
  return {
    async find(id, ownerId) {
      const { rows } = await pool.query<Question>(
        `select ${COLUMNS} from questions where id = $1 and ($2::text is null or owner_id = $2)`,
        [id, ownerId],
      );
      return rows[0] ?? null;
    },
    async list({ ownerId, statuses, runId, chatId, agentId, limit, offset }) {
      const { rows } = await pool.query<Question>(
        `select ${COLUMNS} from questions
         where ($1::text is null or owner_id = $1) and ($2::text[] is null or status = any($2)) and ($3::text is null or run_id = $3)
           and ($4::text is null or chat_id = $4) and ($5::text is null or agent_id = $5)
         order by asked_at desc, id desc limit $6 offset $7`,
        [ownerId, statuses, runId, chatId, agentId, limit, offset],
      );
      return rows;
    },
    async ofSession(stream, ref) {
      const { rows } = await pool.query<CallQuestion>(
        `select id, kind, status, turn, tool_call_id as "toolCallId", answer, approved, note from questions
         where stream = $1 and step_id = $2 and execution = $3 and attempt = $4`,
        [stream, ref.step_id, ref.execution, ref.attempt],
      );
      return rows;
    },
    async due(now) {
      const { rows } = await pool.query<Question>(
        `select ${COLUMNS} from questions where status = 'open' order by expires_at limit ${MOST_DUE}`,
      );
      return {
        due: rows.filter(({ expiresAt }) => expiresAt <= now),
        next: rows.find(({ expiresAt }) => expiresAt > now)?.expiresAt ?? null,
      };
    },
    async waiting({ runIds = [], chatIds = [] }) {
      const { rows } = await pool.query<Pick<Question, 'runId' | 'chatId' | 'stepId'>>(
        `select run_id as "runId", chat_id as "chatId", case when run_id is not null then step_id end as "stepId"
         from questions where status = 'open' and stream = any($1)`,
        [[...runIds.map((id) => `run:${id}`), ...chatIds.map((id) => `chat:${id}`)]],
      );
      return rows;
    },
  };
}
