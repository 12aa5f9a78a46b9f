import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decide,
  evolve,
  isOpen,
  newChat,
  openQuestions,
  todo,
  type ChatCommand,
  type ChatFact,
  type ChatState,
} from '../../../src/chats/chat-state.ts';
import { NO_USAGE } from '../../../src/pipelines/machine/facts.ts';

const send = (n: number): ChatCommand => ({
  type: 'send',
  messageId: `m${n}`,
  replyId: `r${n}`,
  content: 'Hi',
  attachments: [],
  model: null,
});
const finishTurn = (turn: number): ChatCommand => ({ type: 'finish-turn', turn, usage: NO_USAGE, finishReason: 'stop', model: 'a/b' });

const asking = (...ids: string[]): ChatCommand => ({
  type: 'ask',
  turn: 1,
  calls: [],
  questions: ids.map((id) => ({
    question_id: id,
    kind: 'question',
    agent_id: 'mira',
    turn: 1,
    tool_call_id: id,
    tool_name: 'ask_human',
    text: 'Which?',
    choices: null,
    arguments: null,
    default_answer: null,
    expires_at: 9,
  })),
});
const answer = (question_id: string): ChatCommand => ({
  type: 'answer',
  question_id,
  cause: 'answered',
  answer: 'This',
  approved: null,
  note: null,
  answered_by: null,
});

/** What was asked and has no answer yet, by exchange. */
function unanswered(facts: readonly ChatFact[]): { exchange: number; ids: string[] }[] {
  const open = new Map<number, string[]>();
  for (const fact of facts) {
    if (fact.type === 'question_asked') open.set(fact.exchange, [...(open.get(fact.exchange) ?? []), fact.question_id]);
    if (fact.type === 'question_answered')
      open.set(
        fact.exchange,
        (open.get(fact.exchange) ?? []).filter((id) => id !== fact.question_id),
      );
  }
  return [...open].filter(([, ids]) => ids.length > 0).map(([exchange, ids]) => ({ exchange, ids }));
}

function play(commands: readonly ChatCommand[], from: ChatState = newChat('a/b')): { state: ChatState; facts: ChatFact[] } {
  const facts: ChatFact[] = [];
  let state = from;
  for (const command of commands) {
    const decided = decide(state, command, 'mira', 1);
    state = decided.reduce(evolve, state);
    facts.push(...decided);
  }
  return { state, facts };
}

describe('a chat', () => {
  it('answers messages one after the other, in their order', () => {
    const { state, facts } = play([
      { type: 'open' },
      send(1),
      send(2),
      { type: 'begin', deadlineAt: 9 },
      { type: 'begin', deadlineAt: 9 },
      send(3),
      finishTurn(1),
      { type: 'finish' },
      { type: 'begin', deadlineAt: 9 },
    ]);

    expect(facts.filter(({ type }) => type === 'reply_started').map((fact) => 'exchange' in fact && fact.exchange)).toEqual([1, 2]);
    expect(state).toMatchObject({ status: 'running', current: { number: 2, replyId: 'r2' }, queue: [{ number: 3 }], messageCount: 6 });
    expect(todo(state)).toEqual({ type: 'reply', exchange: 2 });
  });

  it('stands still until all that it asked is answered, and has that time besides', () => {
    const asked = play([{ type: 'open' }, send(1), { type: 'begin', deadlineAt: 9 }, finishTurn(1), asking('q1', 'q2'), send(2)]);
    expect(todo(asked.state)).toBeNull();
    expect(play([answer('q3'), { type: 'finish' }, { type: 'fail-reply', error: 'late' }, finishTurn(2)], asked.state).facts).toEqual([]);

    const [first] = decide(asked.state, answer('q2'), 'mira', 50);
    const half = evolve(asked.state, first as ChatFact);
    expect(todo(half)).toBeNull();
    const [second] = decide(half, answer('q1'), 'mira', 100);
    const whole = evolve(half, second as ChatFact);

    expect(todo(whole)).toEqual({ type: 'reply', exchange: 1 });
    expect(whole.current).toMatchObject({ deadlineAt: 9 + 99, turns: 1 });
    expect(play([answer('q1')], whole).facts).toEqual([]);
  });

  it('goes on with what waits after a reply was stopped', () => {
    const { state } = play([{ type: 'open' }, send(1), send(2), { type: 'begin', deadlineAt: 9 }, { type: 'abort', reason: 'user' }]);
    expect(todo(state)).toEqual({ type: 'begin' });
    expect(state.queue).toMatchObject([{ number: 2 }]);
  });

  it('that is over takes no messages until it is opened again', () => {
    const over = play([{ type: 'open' }, send(1), { type: 'begin', deadlineAt: 9 }, send(2), { type: 'end', reason: 'user_ended' }]);
    expect(over.facts.slice(-2).map(({ type }) => type)).toEqual(['reply_aborted', 'chat_status_changed']);
    expect(over.state).toMatchObject({ status: 'completed', current: null, queue: [], completedAt: 1 });
    expect(play([send(3)], over.state).facts).toEqual([]);
    const again = play([{ type: 'reopen' }, { type: 'open' }, send(3)], over.state);
    expect(again.state).toMatchObject({ status: 'running', completedAt: null, queue: [{ number: 3 }] });
  });

  it('keeps each message until it is answered, whatever is asked of it', () => {
    const command = fc.oneof(
      fc.nat(99).map(send),
      fc.constantFrom<ChatCommand>(
        { type: 'open' },
        { type: 'begin', deadlineAt: 9 },
        { type: 'recover', openTurn: true },
        finishTurn(1),
        asking('q1', 'q2'),
        asking('q3'),
        answer('q1'),
        answer('q2'),
        answer('q3'),
        { type: 'finish' },
        { type: 'fail-reply', error: 'no' },
        { type: 'abort', reason: 'user' },
        { type: 'end', reason: 'user' },
        { type: 'reopen' },
        { type: 'compact', upTo: 1, summary: 's' },
        { type: 'set-model', model: 'c/d' },
      ),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const { state, facts } = play(commands);
        const numbers = (type: ChatFact['type']) =>
          facts.flatMap((fact) => (fact.type === type && 'exchange' in fact ? [fact.exchange] : []));
        const ended = [...numbers('reply_complete'), ...numbers('reply_failed'), ...numbers('reply_aborted')];
        expect(new Set(ended).size).toBe(ended.length); // no reply ends twice
        expect(ended.every((number) => numbers('reply_started').includes(number))).toBe(true);
        expect(numbers('message_queued')).toEqual(Array.from({ length: state.exchanges }, (_, index) => index + 1));
        for (const { exchange, ids } of unanswered(facts)) expect([exchange, ids]).toEqual([state.current?.number, openQuestions(state)]);
        if (openQuestions(state).length > 0) expect(todo(state)).toBeNull();
        if (isOpen(state)) {
          const waiting = [...(state.current ? [state.current.number] : []), ...state.queue.map(({ number }) => number)];
          expect(waiting).toEqual([...waiting].sort((a, b) => a - b));
        }
        expect(facts.reduce(evolve, newChat('a/b'))).toEqual(state);
      }),
    );
  });
});
