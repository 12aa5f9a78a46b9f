import { setImmediate } from 'node:timers/promises';
import picomatch from 'picomatch';
import { RE2JS, RE2JSException } from 're2js';
import type { Tool } from './tool.ts';
import { readWorkspaceFile, ToolError, walkWorkspace } from './workspace-files.ts';

const DIRECTORY = { type: 'string', minLength: 1, description: 'Directory to search, relative to the workspace. Default: all of it.' };
const MAX_MATCHES = 200;
const MAX_LINE_CHARACTERS = 400;
/** Characters of a line that are searched; minified files have endless ones. */
const MAX_SEARCHED_CHARACTERS = 10_000;
const LINES_BETWEEN_PAUSES = 500;

export const grepTool: Tool = {
  name: 'grep',
  description: `Searches text files for a regular expression (RE2 syntax: no look-around, no back-references). Gives up to ${MAX_MATCHES} lines as path:line: text.`,
  parameters: {
    type: 'object',
    properties: {
      pattern: { type: 'string', minLength: 1, maxLength: 1000 },
      path: DIRECTORY,
      glob: { type: 'string', minLength: 1, description: 'Only files whose path matches, such as **/*.ts.' },
      ignore_case: { type: 'boolean', description: 'Default false.' },
    },
    required: ['pattern'],
    additionalProperties: false,
  },
  effect: 'read',
  async run(args, { workspace, signal }) {
    const {
      pattern,
      path = '.',
      glob,
      ignore_case = false,
    } = args as { pattern: string; path?: string; glob?: string; ignore_case?: boolean };
    const expression = compileExpression(pattern, ignore_case);
    const isWanted = glob === undefined ? () => true : compileGlob(glob);
    const found: string[] = [];
    for await (const file of walkWorkspace(workspace, path, signal)) {
      if (!isWanted(file)) continue;
      for await (const match of matchesIn(workspace, file, expression, signal)) {
        found.push(match);
        if (found.length === MAX_MATCHES) return { content: `${found.join('\n')}\n[the first ${MAX_MATCHES} matches]`, isError: false };
      }
    }
    return { content: found.join('\n') || 'No matches.', isError: false };
  },
};

export const findTool: Tool = {
  name: 'find',
  description: `Finds files by a glob over their path in the workspace, such as **/*.ts or src/*/test-*.js. Gives up to ${MAX_MATCHES} paths.`,
  parameters: {
    type: 'object',
    properties: { pattern: { type: 'string', minLength: 1 }, path: DIRECTORY },
    required: ['pattern'],
    additionalProperties: false,
  },
  effect: 'read',
  async run(args, { workspace, signal }) {
    const { pattern, path = '.' } = args as { pattern: string; path?: string };
    const isWanted = compileGlob(pattern);
    const found: string[] = [];
    for await (const file of walkWorkspace(workspace, path, signal)) {
      if (!isWanted(file)) continue;
      found.push(file);
      if (found.length === MAX_MATCHES) return { content: `${found.join('\n')}\n[the first ${MAX_MATCHES} files]`, isError: false };
    }
    return { content: found.join('\n') || 'No files.', isError: false };
  },
};

async function* matchesIn(workspace: string, file: string, expression: RE2JS, signal: AbortSignal): AsyncGenerator<string> {
  const bytes = await readWorkspaceFile(workspace, file).catch((error: unknown) => {
    if (error instanceof ToolError || (error as NodeJS.ErrnoException).code !== undefined) return null; // gone, too large or not ours to read
    throw error;
  });
  if (!bytes || bytes.includes(0)) return;
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (index % LINES_BETWEEN_PAUSES === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
    if (expression.test(line.slice(0, MAX_SEARCHED_CHARACTERS)))
      yield `${file}:${index + 1}: ${line.slice(0, MAX_LINE_CHARACTERS).trimEnd()}`;
  }
}

/** RE2 needs time in proportion to the text, whatever the expression. */
function compileExpression(pattern: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (error instanceof RE2JSException) throw new ToolError(`The pattern is not a regular expression: ${error.message}`);
    throw error;
  }
}

/** Globs become backtracking expressions, so only what stays quick is let in. */
function compileGlob(pattern: string): (path: string) => boolean {
  const wildcards = pattern.match(/\*+/g) ?? [];
  const choices = pattern.match(/\{/g) ?? [];
  if (pattern.length > 200 || /[()[\]|+!\\]/.test(pattern) || wildcards.length > 4 || choices.length > 2) {
    throw new ToolError('A glob is up to 200 characters of names with *, **, ? and {a,b}: up to four wildcards and two choices.');
  }
  return picomatch(pattern.replace(/^\.\//, ''), { dot: true });
}
