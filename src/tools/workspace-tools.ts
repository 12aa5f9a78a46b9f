import { editTool, lsTool, readTool, writeTool } from './file-tools.ts';
import { findTool, grepTool } from './search-tools.ts';
import type { Tool } from './tool.ts';

/** What each word in an agent's `tools` stands for. Words that are not here give nothing. */
const GRANTS: Record<string, readonly Tool[]> = {
  read: [readTool, lsTool, grepTool, findTool],
  write: [writeTool, editTool],
  edit: [editTool],
  ls: [lsTool],
  grep: [grepTool],
  find: [findTool],
};

/** The tools for a run's workspace that these words stand for, each once. */
export function workspaceTools(words: readonly string[]): Tool[] {
  return [...new Set(words.flatMap((word) => (Object.hasOwn(GRANTS, word) ? (GRANTS[word] ?? []) : [])))];
}
