import { describeLimit, reachedLimit, tokensOf, BUDGET_FIELDS, type Budget, type Spent } from '../pipelines/machine/budget.ts';
import { addUsage } from '../pipelines/machine/evolve.ts';
import { NO_USAGE, type Usage } from '../pipelines/machine/facts.ts';
import { withdrawal, type AskedQuestion, type Asking, type QuestionEnd, type WaitingCall } from '../questions/question-facts.ts';

export type ChatStatus = 'starting' | 'running' | 'completed' | 'failed';

/** What a chat folds to. Texts stand in rows, facts and journal: the state is written with each fact. */
export interface ChatState {
  status: ChatStatus;
  /** An agent that woke by itself goes to sleep again when it has said what it did. */
  endsWithReply: boolean;
  /** `provider/model` of the next reply. */
  model: string;
  /** Messages that wait for their turn, oldest first. */
  queue: Exchange[];
  /** The reply that is being written. */
  current: Reply | null;
  /** Exchanges so far; the next one gets the next number. */
  exchanges: number;
  messageCount: number;
  usage: Usage;
  /** No turn begins once its cost reaches this, in US dollars; null is no limit. This and what follows is absent in older states. */
  budgetUsd?: number | null;
  /** The same for input and output tokens. */
  budgetTokens?: number | null;
  /** Why the next message is not answered yet, though it could be. */
  waiting?: { reason: string; until: number } | null;
  /** Stands for the exchanges up to a number, which models are no longer shown. */
  summary: { upTo: number; text: string } | null;
  startedAt: number | null;
  completedAt: number | null;
  error: string | null;
}

/** A reply in work. */
export interface Reply extends Exchange {
  startedAt: number;
  /** Epoch milliseconds; time in which it waits for a person is added. */
  deadlineAt: number;
  model: string;
  turns: number;
  /** Ids of what it asks of people, while it waits for an answer to any of them. */
  questions?: string[];
  waitsSince?: number;
}

/** A message and the reply to it. */
export interface Exchange {
  number: number;
  messageId: string;
  replyId: string;
}

/** What happens in a chat, as the log keeps it. */
export type ChatFact = { at: number } & (
  | ({ type: 'chat_created'; agent_id: string; model: string; source: 'api' | 'pulse' } & ChatBudgets)
  | {
      type: 'message_queued';
      exchange: number;
      message_id: string;
      reply_id: string;
      content: string;
      attachments: readonly string[];
      model: string;
    }
  | { type: 'reply_started'; exchange: number; message_id: string; reply_id: string; model: string; deadline_at: number }
  /** `duration_ms`: from the end of the turn before it, or from the beginning of the session. */
  | {
      type: 'turn_complete';
      exchange: number;
      turn: number;
      usage: Usage;
      finish_reason: string;
      model: string;
      agent_id?: string;
      duration_ms?: number;
    }
  | { type: 'turn_discarded'; exchange: number; turn: number }
  | ({ type: 'tool_call_start'; exchange: number; turn: number } & WaitingCall)
  | ({ type: 'question_asked'; exchange: number } & AskedQuestion)
  | ({ type: 'question_answered'; exchange: number } & QuestionEnd)
  | { type: 'reply_complete'; exchange: number; reply_id: string }
  | { type: 'reply_failed'; exchange: number; reply_id: string; error: string }
  | { type: 'reply_aborted'; exchange: number; reply_id: string; reason: string }
  | { type: 'history_compacted'; up_to: number; summary: string }
  | { type: 'chat_model_changed'; model: string }
  | ({ type: 'chat_budget_changed' } & ChatBudgets)
  /** The next message is answered later: the agent's budget of the day is spent, which ends at `until` (epoch milliseconds). */
  | { type: 'reply_waiting'; reason: string; until: number }
  | { type: 'chat_status_changed'; agent_id: string; from: ChatStatus; to: ChatStatus; reason: string; error: string | null }
);

export interface ChatBudgets {
  /** US dollars; null is no limit. */
  budget_usd?: number | null;
  /** Input and output together; null is no limit. */
  budget_tokens?: number | null;
}

/** What is asked of a chat. */
export type ChatCommand =
  | { type: 'send'; messageId: string; replyId: string; content: string; attachments: readonly string[]; model: string | null }
  | { type: 'open' }
  | { type: 'begin'; deadlineAt: number }
  | { type: 'recover'; openTurn: boolean }
  /** `isLast`: the reply ends with this turn, in the same commit. */
  | { type: 'finish-turn'; turn: number; usage: Usage; finishReason: string; model: string; isLast?: boolean; durationMs?: number }
  /** The turn asks people something: the reply waits until all of it is answered. */
  | ({ type: 'ask' } & Asking)
  /** Ends an open question; yields nothing for any other, so the first answer counts. */
  | ({ type: 'answer' } & QuestionEnd)
  | { type: 'finish' }
  | { type: 'fail-reply'; error: string }
  /** Stops the reply that is being written; messages that wait are answered. */
  | { type: 'abort'; reason: string }
  | { type: 'compact'; upTo: number; summary: string }
  | { type: 'set-model'; model: string }
  /** Absent leaves a budget as it is, null lifts it. */
  | { type: 'set-budget'; budgets: ChatBudgets }
  /** The next message has to wait. */
  | { type: 'wait'; reason: string; until: number }
  | { type: 'end'; reason: string; status?: 'completed' | 'failed'; error?: string | null }
  | { type: 'reopen' };

export function newChat(model: string, source: 'api' | 'pulse' = 'api', budgets: ChatBudgets = {}): ChatState {
  return {
    status: 'starting',
    endsWithReply: source === 'pulse',
    model,
    queue: [],
    current: null,
    exchanges: 0,
    messageCount: 0,
    usage: NO_USAGE,
    budgetUsd: budgets.budget_usd ?? null,
    budgetTokens: budgets.budget_tokens ?? null,
    waiting: null,
    summary: null,
    startedAt: null,
    completedAt: null,
    error: null,
  };
}

/** What the reply in work asked of people and waits for. */
export function openQuestions({ current }: ChatState): readonly string[] {
  return current?.questions ?? [];
}

export function isOpen({ status }: ChatState): boolean {
  return status === 'starting' || status === 'running';
}

export function chatBudget({ budgetUsd = null, budgetTokens = null }: ChatState): Budget {
  return { usd: budgetUsd, tokens: budgetTokens, timeSec: null };
}

export function chatSpent({ usage }: ChatState): Spent {
  return { usd: usage.cost_usd, tokens: tokensOf(usage), timeMs: 0 };
}

/** Why nothing more is answered: the chat's own budget is spent; null when something is left. */
export function spentBudget(state: ChatState): string | null {
  const budget = chatBudget(state);
  const kind = reachedLimit(budget, chatSpent(state));
  return kind && `The chat has spent its budget of ${describeLimit(budget, kind)}; set a larger ${BUDGET_FIELDS[kind]} to go on`;
}

/** What the state asks for next; null is nothing until somebody says something. */
export function todo(state: ChatState): { type: 'open' } | { type: 'begin' } | { type: 'reply'; exchange: number } | null {
  if (state.status === 'starting') return { type: 'open' };
  if (!isOpen(state)) return null;
  if (openQuestions(state).length > 0) return null;
  if (state.current) return { type: 'reply', exchange: state.current.number };
  return state.queue.length > 0 && spentBudget(state) === null ? { type: 'begin' } : null;
}

/** The facts that follow from a command; none when it does not apply. Pure. */
export function decide(state: ChatState, command: ChatCommand, agentId: string, now: number): ChatFact[] {
  const { current } = state;
  const isWaiting = openQuestions(state).length > 0;
  const at = now;
  const becomes = (to: ChatStatus, reason: string, error: string | null = null): ChatFact[] =>
    state.status === to ? [] : [{ type: 'chat_status_changed', at, agent_id: agentId, from: state.status, to, reason, error }];

  const isOver = () => (state.endsWithReply && state.queue.length === 0 ? becomes('completed', 'the wake is over') : []);

  const failed = (error: string): ChatFact[] =>
    current ? [{ type: 'reply_failed', at, exchange: current.number, reply_id: current.replyId, error }, ...isOver()] : [];

  switch (command.type) {
    case 'send':
      if (!isOpen(state) || spentBudget(state) !== null) return [];
      return [
        {
          type: 'message_queued',
          at,
          exchange: state.exchanges + 1,
          message_id: command.messageId,
          reply_id: command.replyId,
          content: command.content,
          attachments: command.attachments,
          model: command.model ?? state.model,
        },
      ];
    case 'open':
      return state.status === 'starting' ? becomes('running', 'ready') : [];
    case 'begin': {
      const [next] = state.queue;
      if (!isOpen(state) || current || !next || spentBudget(state) !== null) return [];
      return [
        {
          type: 'reply_started',
          at,
          exchange: next.number,
          message_id: next.messageId,
          reply_id: next.replyId,
          model: state.model,
          deadline_at: command.deadlineAt,
        },
      ];
    }
    case 'recover':
      return current && command.openTurn ? [{ type: 'turn_discarded', at, exchange: current.number, turn: current.turns + 1 }] : [];
    case 'finish-turn': {
      const { turn, usage, finishReason, model, durationMs } = command;
      if (!current || isWaiting || turn <= current.turns) return [];
      const finished: ChatFact = {
        type: 'turn_complete',
        at,
        exchange: current.number,
        turn,
        usage,
        finish_reason: finishReason,
        model,
        agent_id: agentId,
        ...(durationMs !== undefined && { duration_ms: durationMs }),
      };
      const error = command.isLast ? null : spentBudget(evolve(state, finished));
      return [finished, ...(error === null ? [] : failed(error))];
    }
    case 'ask': {
      const { turn, calls, questions } = command;
      if (!current || isWaiting || turn !== current.turns) return [];
      const exchange = current.number;
      return [
        ...calls.map((call): ChatFact => ({ type: 'tool_call_start', at, exchange, turn, ...call })),
        ...questions.map((question): ChatFact => ({ type: 'question_asked', at, exchange, ...question })),
      ];
    }
    case 'answer': {
      const { type: _type, ...end } = command;
      if (!current || !openQuestions(state).includes(end.question_id)) return [];
      return [{ type: 'question_answered', at, exchange: current.number, ...end }];
    }
    case 'finish':
      if (isWaiting) return []; // what a session that waits still says does not count
      return current ? [{ type: 'reply_complete', at, exchange: current.number, reply_id: current.replyId }, ...isOver()] : [];
    case 'fail-reply':
      return isWaiting ? [] : failed(command.error);
    case 'abort':
      return aborted(state, command.reason, at);
    case 'compact':
      return command.upTo > (state.summary?.upTo ?? 0)
        ? [{ type: 'history_compacted', at, up_to: command.upTo, summary: command.summary }]
        : [];
    case 'set-model':
      return command.model === state.model ? [] : [{ type: 'chat_model_changed', at, model: command.model }];
    case 'set-budget':
      return [{ type: 'chat_budget_changed', at, ...command.budgets }];
    case 'wait':
      if (todo(state)?.type !== 'begin' || state.waiting?.reason === command.reason) return [];
      return [{ type: 'reply_waiting', at, reason: command.reason, until: command.until }];
    case 'end': {
      const { reason, status = 'completed', error = null } = command;
      if (!isOpen(state)) return [];
      return [...aborted(state, reason, at), ...becomes(status, reason, error)];
    }
    case 'reopen':
      return isOpen(state) ? [] : becomes('starting', 'restarted');
  }
}

function aborted(state: ChatState, reason: string, at: number): ChatFact[] {
  const { current } = state;
  if (!current) return [];
  const exchange = current.number;
  return [
    ...openQuestions(state).map((id): ChatFact => ({ type: 'question_answered', at, exchange, ...withdrawal(id) })),
    { type: 'reply_aborted', at, exchange, reply_id: current.replyId, reason },
  ];
}

/** A reply one of whose questions has ended; after the last one it goes on, and has the time that it waited besides. */
function answered(reply: Reply, questionId: string, at: number): Reply {
  const { questions = [], waitsSince = at, ...rest } = reply;
  const open = questions.filter((id) => id !== questionId);
  return open.length > 0 ? { ...rest, questions: open, waitsSince } : { ...rest, deadlineAt: rest.deadlineAt + (at - waitsSince) };
}

/** The state after a fact. */
export function evolve(state: ChatState, fact: ChatFact): ChatState {
  switch (fact.type) {
    case 'chat_created':
      return newChat(fact.model, fact.source, fact);
    case 'message_queued': {
      const exchange = { number: fact.exchange, messageId: fact.message_id, replyId: fact.reply_id };
      const { exchanges, messageCount, queue } = state;
      return { ...state, model: fact.model, exchanges: exchanges + 1, messageCount: messageCount + 2, queue: [...queue, exchange] };
    }
    case 'reply_started': {
      const [next, ...queue] = state.queue;
      if (!next) return state;
      return {
        ...state,
        queue,
        waiting: null,
        current: { ...next, startedAt: fact.at, deadlineAt: fact.deadline_at, model: fact.model, turns: 0 },
      };
    }
    case 'turn_complete':
      return {
        ...state,
        usage: addUsage(state.usage, fact.usage),
        current: state.current && { ...state.current, turns: fact.turn },
      };
    case 'turn_discarded':
    case 'tool_call_start':
      return state;
    case 'question_asked': {
      const questions = [...openQuestions(state), fact.question_id];
      return { ...state, current: state.current && { ...state.current, questions, waitsSince: state.current.waitsSince ?? fact.at } };
    }
    case 'question_answered':
      return { ...state, current: state.current && answered(state.current, fact.question_id, fact.at) };
    case 'reply_complete':
    case 'reply_failed':
    case 'reply_aborted':
      return { ...state, current: null };
    case 'history_compacted':
      return { ...state, summary: { upTo: fact.up_to, text: fact.summary } };
    case 'chat_model_changed':
      return { ...state, model: fact.model };
    case 'chat_budget_changed':
      return {
        ...state,
        ...(fact.budget_usd !== undefined && { budgetUsd: fact.budget_usd }),
        ...(fact.budget_tokens !== undefined && { budgetTokens: fact.budget_tokens }),
      };
    case 'reply_waiting':
      return { ...state, waiting: { reason: fact.reason, until: fact.until } };
    case 'chat_status_changed': {
      const isOver = fact.to === 'completed' || fact.to === 'failed';
      return {
        ...state,
        status: fact.to,
        error: fact.error,
        startedAt: fact.to === 'running' ? (state.startedAt ?? fact.at) : state.startedAt,
        completedAt: isOver ? fact.at : null,
        // what was not answered when a chat ends stays unanswered
        queue: isOver ? [] : state.queue,
        waiting: isOver ? null : (state.waiting ?? null),
      };
    }
  }
}
