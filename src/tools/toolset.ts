import type { Tool } from './tool.ts';
import { workspaceTools } from './workspace-tools.ts';

/** Whom tools are for, and in which work. */
export interface ToolScope {
  agentId: string;
  /** `run:<id>` or `chat:<id>`. */
  stream: string;
  /** Null in a chat. */
  runId: string | null;
  /** The project that the work belongs to. */
  projectId: string | null;
  /** Who owns the work; null is the instance. */
  ownerId: string | null;
  /** Words of the agent's `tools`: what it may do in the workspace. */
  granted: readonly string[];
}

/**
 * Tools that belong together, and what an agent should know of them. Asked once at the start of each session, so it answers from
 * memory or with one query; an agent that has none of its tools gets an empty list.
 */
export interface Toolset {
  tools(scope: ToolScope): readonly Tool[] | Promise<readonly Tool[]>;
  /** A section of the system prompt; null or absent adds nothing. */
  instructions?(scope: ToolScope): string | null | Promise<string | null>;
}

/** What all sets give, for one session. */
export interface Equipment {
  tools: Tool[];
  instructions: string[];
}

/**
 * Collects what an agent has. An agent whose own list of tools is empty gets nothing from any set; of two tools with one name the set
 * that stands first wins.
 * @param only words of the pipeline: tools that none of them names are taken away; no words take none.
 * @param isDenied tools that the agent's configuration keeps from it.
 */
export async function equip(
  toolsets: readonly Toolset[],
  scope: ToolScope,
  only: readonly string[],
  isDenied: (tool: string) => boolean,
): Promise<Equipment> {
  if (scope.granted.length === 0) return { tools: [], instructions: [] };
  const given = await Promise.all(
    toolsets.map(async (toolset) => ({ tools: await toolset.tools(scope), instructions: (await toolset.instructions?.(scope)) ?? null })),
  );
  const isAllowed = only.length === 0 ? () => true : namedBy(only);
  const tools = new Map<string, Tool>();
  for (const tool of given.flatMap((set) => set.tools))
    if (!tools.has(tool.name) && isAllowed(tool) && !isDenied(tool.name)) tools.set(tool.name, tool);
  const isUsed = (set: readonly Tool[]) => set.length === 0 || set.some((tool) => tools.get(tool.name) === tool);
  return {
    tools: [...tools.values()],
    instructions: given.flatMap((set) => (set.instructions && isUsed(set.tools) ? [set.instructions] : [])),
  };
}

/** A tool goes by its own name, by a word that stands for it, or by the server that it comes from. */
function namedBy(words: readonly string[]): (tool: Tool) => boolean {
  const names = new Set([...words, ...workspaceTools(words).map(({ name }) => name)]);
  return ({ name }) => names.has(name) || names.has(name.split('__')[0] ?? '');
}
