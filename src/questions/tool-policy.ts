import picomatch from 'picomatch';

/** What becomes of a call: made at once, made when a person approves it, or never offered. */
export type ToolPolicy = 'auto' | 'ask' | 'deny';

const STRICTEST: readonly ToolPolicy[] = ['deny', 'ask', 'auto'];

/** Patterns become backtracking expressions, and tools are named by others: what could take long is not tried. */
const MOST_WILDCARDS = 4;

/**
 * What an agent's `tool_approval` says of a tool: its own name counts first, of patterns that match the strictest, then `default`, else
 * the tool is called without asking. A pattern with more than four wildcards cannot
 * be read: it counts for every tool, and asks at least.
 */
export function policyOf(approvals: Readonly<Record<string, ToolPolicy>>, tool: string): ToolPolicy {
  if (Object.hasOwn(approvals, tool)) return approvals[tool] as ToolPolicy;
  const said = Object.entries(approvals).flatMap(([pattern, policy]): ToolPolicy[] => {
    if (pattern === 'default') return [];
    if ((pattern.match(/[*+({[]/g) ?? []).length > MOST_WILDCARDS) return [policy === 'deny' ? 'deny' : 'ask'];
    return picomatch.isMatch(tool, pattern) ? [policy] : [];
  });
  return STRICTEST.find((policy) => said.includes(policy)) ?? approvals.default ?? 'auto';
}
