import { describe, expect, it } from '@jest/globals';
import { askHumanToolset } from '../../../src/questions/ask-human-tool.ts';
import { createQuestionGate } from '../../../src/questions/question-gate.ts';
import type { CallQuestion } from '../../../src/questions/question-store.ts';
import { editTool, readTool } from '../../../src/tools/file-tools.ts';
import type { Tool } from '../../../src/tools/tool.ts';

const NOW = 1_000_000;
const [askHuman] = askHumanToolset.tools({} as never) as readonly Tool[];

function gate(asked: Partial<CallQuestion>[] = []) {
  const question = {
    id: 'q',
    kind: 'approval',
    status: 'answered',
    toolCallId: 'c',
    turn: 1,
    answer: null,
    approved: null,
    note: null,
  } as const;
  return createQuestionGate({
    agentId: 'mira',
    tools: [editTool, readTool, askHuman as Tool],
    policy: (tool) => (tool === 'read' ? 'auto' : 'ask'),
    expirySec: 60,
    asked: asked.map((change) => ({ ...question, ...change })),
    now: () => NOW,
  });
}

const call = (name: string, args: object, callId = 'c') => ({ callId, name, args: JSON.stringify(args) });
const EDIT = call('edit', { path: 'a', old_text: 'x', new_text: 'y' });

describe('what a person is asked', () => {
  it('is leave for a call whose tool needs it, with what it is to be called with and until when', () => {
    expect(gate().ask(1, EDIT)).toMatchObject({
      kind: 'approval',
      tool_name: 'edit',
      tool_call_id: 'c',
      arguments: { path: 'a', old_text: 'x', new_text: 'y' },
      expires_at: NOW + 60_000,
    });
  });

  it('is what the agent asks, for as long as it says', () => {
    expect(gate().ask(3, call('ask_human', { question: 'Why?', default: 'So', expires_in_sec: 5 }))).toMatchObject({
      kind: 'question',
      turn: 3,
      text: 'Why?',
      choices: null,
      default_answer: 'So',
      expires_at: NOW + 5_000,
    });
  });

  it.each([
    ['a call that needs no leave', call('read', { path: 'a' })],
    ['a tool that is not there', call('rm', {})],
    ['arguments that the tool does not take', call('edit', { path: 'a' })],
    ['arguments that are not JSON', { callId: 'c', name: 'edit', args: '{' }],
    ['a question without words', call('ask_human', { question: ' ' })],
    ['a default that is no choice', call('ask_human', { question: 'Why?', choices: ['a', 'b'], default: 'c' })],
  ])('is nothing for %s', (_what, asked) => {
    expect(gate().ask(1, asked)).toBeNull();
  });

  it('is asked once for each call of each turn', () => {
    const asked = gate([{ turn: 1 }]);
    expect([asked.ask(1, EDIT), asked.ask(2, EDIT)?.turn, asked.ask(1, { ...EDIT, callId: 'd' })?.tool_call_id]).toEqual([null, 2, 'd']);
  });
});

describe('what people said', () => {
  it.each<[string, Partial<CallQuestion>, object]>([
    ['yes', { approved: true, note: 'once' }, { type: 'approved', note: 'once' }],
    ['no', { approved: false }, { answer: { isError: true, content: 'Not carried out: a person denied this call.' } }],
    [
      'nothing, to a call',
      { approved: false, status: 'expired' },
      { answer: { isError: true, content: 'Not carried out: nobody approved this call in time.' } },
    ],
    ['words', { kind: 'question', answer: 'red' }, { answer: { isError: false, content: 'red' } }],
    [
      'nothing, to a question',
      { kind: 'question', status: 'expired' },
      { answer: { isError: true, content: 'There is no answer: nobody replied in time.' } },
    ],
  ])('%s', (_what, question, said) => {
    expect(gate([question]).said(1, EDIT)).toMatchObject(said);
    expect(gate([question]).said(2, EDIT)).toBeNull();
  });

  it.each([
    [[true, true], 'approved'],
    [[true, false], 'result'],
    [[false, true], 'result'],
  ])('of two calls with one id counts for both: %j', (answers, type) => {
    expect(gate(answers.map((approved) => ({ approved }))).said(1, EDIT)?.type).toBe(type);
  });

  it('is not made up while nobody has answered', () => {
    expect(() => gate([{ status: 'open' }]).said(1, EDIT)).toThrow('no answer');
  });
});
