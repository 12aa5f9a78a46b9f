import { isUtf8 } from 'node:buffer';
import type { Tool, ToolResult } from './tool.ts';
import { listWorkspaceDirectory, readWorkspaceFile, ToolError, writeWorkspaceFile } from './workspace-files.ts';

const PATH = { type: 'string', minLength: 1, description: 'Relative to the workspace.' };
const MAX_LINES = 2_000;
/** Leaves room for the line that says how to read on. */
const MAX_PAGE_CHARACTERS = 45_000;
const MAX_ENTRIES = 1_000;

export const readTool: Tool = {
  name: 'read',
  description: `Reads a text file. Gives up to ${MAX_LINES} lines and says how to read on.`,
  parameters: {
    type: 'object',
    properties: {
      path: PATH,
      offset: { type: 'integer', minimum: 1, description: 'First line to read. Default 1.' },
      limit: { type: 'integer', minimum: 1, maximum: MAX_LINES, description: `Lines to read. Default ${MAX_LINES}.` },
    },
    required: ['path'],
    additionalProperties: false,
  },
  effect: 'read',
  async run(args, { workspace }) {
    const { path, offset = 1, limit = MAX_LINES } = args as { path: string; offset?: number; limit?: number };
    const lines = (await readText(workspace, path)).split('\n');
    if (offset > lines.length) throw new ToolError(`The file has ${lines.length} lines.`);
    return ok(page(lines, offset - 1, limit));
  },
};

export const writeTool: Tool = {
  name: 'write',
  description: 'Writes a text file as a whole, making its directories; what was there before is replaced.',
  parameters: {
    type: 'object',
    properties: { path: PATH, content: { type: 'string' } },
    required: ['path', 'content'],
    additionalProperties: false,
  },
  effect: 'idempotent',
  async run(args, { workspace }) {
    const { path, content } = args as { path: string; content: string };
    const { isNew } = await writeWorkspaceFile(workspace, path, content);
    return ok(`${isNew ? 'Created' : 'Replaced'} ${path} (${Buffer.byteLength(content)} bytes).`);
  },
};

export const editTool: Tool = {
  name: 'edit',
  description:
    'Replaces text in a file. old_text must be there exactly as given, white space included, and only once unless replace_all is true.',
  parameters: {
    type: 'object',
    properties: {
      path: PATH,
      old_text: { type: 'string', minLength: 1 },
      new_text: { type: 'string' },
      replace_all: { type: 'boolean', description: 'Default false.' },
    },
    required: ['path', 'old_text', 'new_text'],
    additionalProperties: false,
  },
  effect: 'write',
  async run(args, { workspace }) {
    const {
      path,
      old_text,
      new_text,
      replace_all = false,
    } = args as { path: string; old_text: string; new_text: string; replace_all?: boolean };
    const pieces = (await readText(workspace, path)).split(old_text);
    const found = pieces.length - 1;
    if (found === 0) throw new ToolError('old_text is not in the file. Read the file and give the text exactly as it is.');
    if (found > 1 && !replace_all)
      throw new ToolError(`old_text is in the file ${found} times. Give more of the text around it, or set replace_all.`);
    await writeWorkspaceFile(workspace, path, pieces.join(new_text));
    return ok(`Replaced ${found === 1 ? 'one place' : `${found} places`} in ${path}.`);
  },
};

export const lsTool: Tool = {
  name: 'ls',
  description: `Lists a directory; names of directories end in "/". Gives up to ${MAX_ENTRIES} entries.`,
  parameters: { type: 'object', properties: { path: { ...PATH, description: 'Default: the workspace.' } }, additionalProperties: false },
  effect: 'read',
  async run(args, { workspace }) {
    const { path = '.' } = args as { path?: string };
    const entries = await listWorkspaceDirectory(workspace, path);
    const names = entries
      .slice(0, MAX_ENTRIES)
      .map((entry) => `${entry.name}${entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : ''}`);
    if (entries.length > MAX_ENTRIES) names.push(`[${entries.length - MAX_ENTRIES} more; narrow it down with find]`);
    return ok(names.join('\n') || 'The directory is empty.');
  },
};

async function readText(workspace: string, path: string): Promise<string> {
  const bytes = await readWorkspaceFile(workspace, path);
  if (bytes.includes(0) || !isUtf8(bytes)) throw new ToolError('The file is not UTF-8 text.');
  return bytes.toString('utf8');
}

/** Lines from `start` on, and how to read on when that is not all. */
function page(lines: readonly string[], start: number, limit: number): string {
  const shown: string[] = [];
  let characters = 0;
  for (const line of lines.slice(start, start + limit)) {
    if (shown.length > 0 && characters + line.length > MAX_PAGE_CHARACTERS) break;
    shown.push(line.length > MAX_PAGE_CHARACTERS ? `${line.slice(0, MAX_PAGE_CHARACTERS)} [line of ${line.length} characters, cut]` : line);
    characters += line.length + 1;
  }
  const end = start + shown.length;
  if (end >= lines.length) return shown.join('\n');
  return `${shown.join('\n')}\n[lines ${start + 1} to ${end} of ${lines.length}; read on with offset ${end + 1}]`;
}

function ok(content: string): ToolResult {
  return { content, isError: false };
}
