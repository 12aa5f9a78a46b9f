import { describe, expect, it } from '@jest/globals';
import { readAgentConfig } from '../../../src/agents/agent-config.ts';
import { policyOf } from '../../../src/questions/tool-policy.ts';
import { shownArguments } from '../../../src/questions/shown-arguments.ts';

const rules = (yaml: string) => readAgentConfig(`tool_approval:\n${yaml}`);

describe('tool_approval', () => {
  it.each([
    ['bash', 'ask', 'its own name counts before patterns'],
    ['github__create_issue', 'deny', 'of patterns the strictest'],
    ['github__list', 'ask', 'a pattern before the default'],
    ['read', 'auto', 'the default'],
    ['ask_human', 'deny', 'names keep their spelling'],
  ])('of %s is %s: %s', (tool, policy) => {
    const { settings, problems } = rules(
      '  "*_human": auto\n  ask_human: deny\n  "ba*": deny\n  bash: ask\n  github__*: ask\n  "*__create_*": deny\n  default: auto\n',
    );
    expect(problems).toEqual([]);
    expect(policyOf(settings.toolApproval, tool)).toBe(policy);
  });

  it('lets all be called where nothing is said', () => {
    expect(policyOf(readAgentConfig('').settings.toolApproval, 'bash')).toBe('auto');
  });

  it.each([
    ['a word that is none', '  bash: aks\n  read: auto\n', { bash: 'ask', read: 'auto' }, ['tool_approval.bash must be auto, ask or deny']],
    ['a list', '  - bash\n', { default: 'ask' }, ['tool_approval must be a map from tools to auto, ask or deny']],
  ])('asks where it cannot be read: %s', (_what, yaml, toolApproval, problems) => {
    expect(rules(yaml)).toMatchObject({ settings: { toolApproval }, problems });
  });

  it('asks where a pattern could take for ever, without trying', () => {
    const { settings } = rules('  "*a*a*a*a*a*a*a*a*b": auto\n  default: auto\n');
    expect(policyOf(settings.toolApproval, `x__${'a'.repeat(60)}`)).toBe('ask');
  });

  it('asks of everything when the file cannot be read', () => {
    expect(policyOf(readAgentConfig('tool_approval: { bash: ask').settings.toolApproval, 'bash')).toBe('ask');
  });
});

describe('arguments that a person is shown', () => {
  it('hide what is confidential by its name, at any depth', () => {
    expect(shownArguments({ url: 'x', headers: [{ Authorization: 'Bearer abc', accept: '*' }], api_key: { a: 1 }, maxTokens: 5 })).toEqual({
      url: 'x',
      headers: [{ Authorization: '***', accept: '*' }],
      api_key: '***',
      maxTokens: 5,
    });
  });

  it('are cut: long text, many items, deep nesting', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 5_000; depth++) deep = { deep };
    const shown = shownArguments({ text: 'a'.repeat(1e6), many: Array.from({ length: 1e4 }, () => 'b'.repeat(1_000)), deep });
    expect(JSON.stringify(shown).length).toBeLessThan(15_000);
    expect(shown.text).toMatch(/^a{2000}… \[1000000 characters\]$/);
  });
});
