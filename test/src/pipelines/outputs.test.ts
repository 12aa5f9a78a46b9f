import { describe, expect, it } from '@jest/globals';
import { failureIn, parseOutputs, structuredOutputs } from '../../../src/pipelines/outputs.ts';

describe('outputs in a text', () => {
  it.each<[string, string, Record<string, string>]>([
    ['keys are upper or lower case', 'PR_URL: x\nsummary_2: y', { pr_url: 'x', summary_2: 'y' }],
    ['indented lines continue a value', 'PLAN: one\n  two\n    three', { plan: 'one\ntwo\n  three' }],
    ['also after a line that does not belong to it', 'PLAN: one\nprose\n  two', { plan: 'one\ntwo' }],
    ['a value may begin in the next line', 'PLAN:\n  one\n  two', { plan: 'one\ntwo' }],
    ['a key without a value is empty', 'PLAN:\nNEXT:  ', { plan: '', next: '' }],
    ['a repeated key overwrites', 'verdict: NO\nVERDICT: YES', { verdict: 'YES' }],
    ['Windows line ends', 'A1: x\r\n  y\r\nB1: z\r\n', { a1: 'x\ny', b1: 'z' }],
    ['a line separator is part of the value', 'NOTE: a\u2028b', { note: 'a\u2028b' }],
    ['mixed case, one letter, bullets, bold and indentation are prose', 'Plan: a\nX: b\n- PLAN: c\n**PLAN**: d\n PLAN: e\n1A: f', {}],
    ['JSON and URLs are prose', '{"plan": "a"}\n"plan": "b"\nhttps://example.com', {}],
    ['indented lines before any key are prose', '  one\nPLAN: two', { plan: 'two' }],
    ['a name that every object has', 'constructor: x', { constructor: 'x' }],
    ['nothing', '', {}],
  ])('%s', (_name, text, outputs) => {
    expect(parseOutputs(text)).toEqual(outputs);
  });
});

describe('outputs of a structured answer', () => {
  it.each<[string, unknown, string[], Record<string, string>]>([
    [
      'members by name, text as it is and other values as JSON',
      { a: 'x', b: [1], c: null, d: 2 },
      ['a', 'b', 'c'],
      { a: 'x', b: '[1]', c: 'null' },
    ],
    ['a name that is not a member is left out', { a: 'x' }, ['a', 'b'], { a: 'x' }],
    ['the only name that is not a member gets the whole answer', { a: 'x' }, ['plan'], { plan: '{"a":"x"}' }],
    ['the only name gets a list', [1, 2], ['plan'], { plan: '[1,2]' }],
    ['a name that every object has is not a member', {}, ['toString', 'a'], {}],
    ['no names', { a: 'x' }, [], {}],
  ])('%s', (_name, value, declared, outputs) => {
    expect(structuredOutputs(value, declared, 'acme/quick-1')).toEqual({
      ...outputs,
      _structured_json: JSON.stringify(value),
      _model_used: 'acme/quick-1',
    });
  });
});

describe('an agent that reports failure', () => {
  it.each<[Record<string, string>, string | null]>([
    [{ status: 'failed', error: 'No disk', result: 'x' }, 'No disk'],
    [{ status: ' Error\n', result: 'Red' }, 'Red'],
    [{ status: 'FAIL' }, 'The agent reported status FAIL'],
    [{ status: 'done', error: 'none' }, null],
    [{ status: 'failed to fail' }, null],
    [{ error: 'No disk' }, null],
    [{}, null],
  ])('%j: %j', (outputs, failure) => {
    expect(failureIn(outputs)).toBe(failure);
  });
});
