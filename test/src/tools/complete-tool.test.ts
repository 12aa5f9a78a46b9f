import { describe, expect, it } from '@jest/globals';
import { completeTool, readCompletion } from '../../../src/tools/complete-tool.ts';

describe('the complete tool', () => {
  it('tells the declared outputs and the results to choose from', () => {
    const tool = completeTool(['verdict'], ['APPROVED', 'CHANGES']);

    expect(tool.parameters).toMatchObject({ properties: { outputs: { properties: { verdict: { type: 'string' } } } } });
    expect(JSON.stringify(tool.parameters)).toContain('APPROVED, CHANGES');
  });
});

describe('a completion', () => {
  it('hands over its outputs, other values than text as JSON', () => {
    const args = JSON.stringify({ outputs: { plan: 'x', items: ['a', 1], count: 3, none: null }, summary: 's' });

    expect(readCompletion(args, ['plan'])).toEqual({ ok: true, outputs: { plan: 'x', items: '["a",1]', count: '3' }, summary: 's' });
  });

  it('of failed work needs no outputs and says why', () => {
    expect(readCompletion('{"status":"failed","summary":"no access"}', ['plan'])).toEqual({
      ok: true,
      outputs: { status: 'failed', error: 'no access' },
      summary: 'no access',
    });
  });

  it.each([
    ['{"outputs":{}', /not a JSON object/],
    ['[]', /not a JSON object/],
    ['null', /not a JSON object/],
    ['{"outputs":"x"}', /outputs must be an object/],
    ['{"outputs":{"plan":"x"},"status":"ok"}', /status must be/],
    ['{"outputs":{"plan":"x"},"summary":1}', /summary must be text/],
    ['{"outputs":{"plan":"x"},"summary":""}', /lack review/],
    ['', /lack plan, review/],
  ])('like %j is answered with what to do better', (args, problem) => {
    expect(readCompletion(args, ['plan', 'review'])).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
