import picomatch from 'picomatch';

/** What becomes of a call: made at once, made when a person approves it, or never offered. */
export type ToolPolicy = 'auto' | 'ask' | 'deny';

const STRICTEST: readonly ToolPolicy[] = ['deny', 'ask', 'auto'];

/**
 * What an agent's `tool_approval` says of a tool: its own name counts first, of patterns that match the strictest, then `default`, else
 * the tool is called without asking.
 */
export function policyOf(approvals: Readonly<Record<string, ToolPolicy>>, tool: string): ToolPolicy {
  if (Object.hasOwn(approvals, tool)) return approvals[tool] as ToolPolicy;
  const matching = Object.keys(approvals).filter((pattern) => pattern !== 'default' && picomatch.isMatch(tool, pattern));
  return STRICTEST.find((policy) => matching.some((pattern) => approvals[pattern] === policy)) ?? approvals.default ?? 'auto';
}
