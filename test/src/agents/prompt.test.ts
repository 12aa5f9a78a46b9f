import { describe, expect, it } from '@jest/globals';
import { stepPrompt, systemPrompt } from '../../../src/agents/prompt.ts';

const parts = {
  runId: 'run_0a1b2c3d4e5f',
  stepId: 'REVIEW',
  execution: 2,
  attempt: 1,
  input: 'Review it.\n',
  humanContext: null,
  outputs: ['verdict', 'findings'],
  allowedResults: ['APPROVED', 'CHANGES_REQUESTED'],
  hasCompleteTool: true,
};

describe('a system prompt', () => {
  it('has identity, soul, decision and procedures in this order and leaves blanks out', () => {
    expect(systemPrompt({ identity: '# A\n', soul: '', decision: 'D', agents: '\nW\n' })).toBe('# A\n\nD\n\nW');
  });
});

describe('a step prompt', () => {
  it('names the attempt, the input, the outputs and how to finish', () => {
    const prompt = stepPrompt(parts);

    expect(prompt.split('\n')[0]).toBe('Run: run_0a1b2c3d4e5f  Step: REVIEW  Attempt: 2.1');
    expect(prompt).toContain('Review it.');
    expect(prompt).toContain('`complete` with these outputs: verdict, findings.');
    expect(prompt).toContain('exactly one of: APPROVED, CHANGES_REQUESTED.');
  });

  it('shows what people said as guidance', () => {
    expect(stepPrompt({ ...parts, humanContext: 'Use German.' })).toMatch(/Guidance from the people[^\n]*\nUse German\./);
    expect(stepPrompt({ ...parts, humanContext: '  ' })).not.toContain('Guidance');
  });

  it('asks for lines when there are no tools', () => {
    const prompt = stepPrompt({ ...parts, hasCompleteTool: false });

    expect(prompt).toContain('VERDICT: value\nFINDINGS: value');
    expect(prompt).not.toContain('complete');
  });
});
