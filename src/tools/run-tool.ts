import { Ajv, type ValidateFunction } from 'ajv';
import type { Tool, ToolContext, ToolResult } from './tool.ts';
import { ToolError } from './workspace-files.ts';

/** Characters that the model gets of a result. */
const MAX_RESULT_CHARACTERS = 50_000;
/** For tools that name none of their own. */
const TIMEOUT_MS = 60_000;

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
const validators = new WeakMap<Tool, ValidateFunction>();

/** Makes one call. Whatever goes wrong is a result for the model, never an exception. */
export async function runTool(tool: Tool, argsText: string, context: ToolContext): Promise<ToolResult & { durationMs: number }> {
  const startedAt = performance.now();
  const { content, isError } = await callTool(tool, argsText, context).catch((error: unknown) => ({
    content: explain(error),
    isError: true,
  }));
  return { content: cut(content), isError, durationMs: Math.round(performance.now() - startedAt) };
}

/** The arguments of a call; null when they are not what the tool takes. */
export function readArguments(tool: Tool, argsText: string): Record<string, unknown> | null {
  try {
    const args = parseArgs(argsText);
    return validatorOf(tool)(args) ? args : null;
  } catch {
    return null;
  }
}

async function callTool(tool: Tool, argsText: string, context: ToolContext): Promise<ToolResult> {
  const args = parseArgs(argsText);
  const validate = validatorOf(tool);
  if (!validate(args)) throw new ToolError(`The arguments are not valid: ${problems(validate)}.`);

  const timeoutMs = tool.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([context.signal, timeout]);
  if (signal.aborted) throw new ToolError('The call was cancelled.');
  const gaveUp = Promise.withResolvers<never>();
  const giveUp = () =>
    gaveUp.reject(
      new ToolError(timeout.aborted ? `The call took longer than ${timeoutMs / 1000} s and was given up.` : 'The call was cancelled.'),
    );
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([tool.run(args, { ...context, signal }), gaveUp.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function parseArgs(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() || '{}');
  } catch {
    throw new ToolError('The arguments are not JSON. Call the tool again with one JSON object.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new ToolError('The arguments must be one JSON object.');
  return value as Record<string, unknown>;
}

function validatorOf(tool: Tool): ValidateFunction {
  const validate = validators.get(tool) ?? ajv.compile(tool.parameters);
  validators.set(tool, validate);
  return validate;
}

function problems(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message, params }) => {
      const extra = 'additionalProperty' in params ? ` (${String(params.additionalProperty)})` : '';
      return `${instancePath.slice(1) || 'the object'} ${message}${extra}`;
    })
    .join('; ');
}

const SYSTEM_ERRORS: Record<string, string> = {
  ENOENT: 'There is no such file or directory.',
  ENOTDIR: 'A part of that path is not a directory.',
  EISDIR: 'That is a directory.',
  ELOOP: 'That is a symbolic link.',
  EACCES: 'The server may not access that path.',
  EPERM: 'The server may not do that.',
  ENOSPC: 'The disk is full; nothing was written.',
  EDQUOT: 'The disk quota is used up; nothing was written.',
  EROFS: 'The file system is read-only.',
  ENAMETOOLONG: 'That name is too long.',
  EMFILE: 'The server has too many files open; try again.',
  ENFILE: 'The server has too many files open; try again.',
};

/** A failure in words for the model; paths of the server stay out of it. */
function explain(error: unknown): string {
  if (error instanceof ToolError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code === 'string') return SYSTEM_ERRORS[code] ?? `The call failed (${code}).`;
  return 'The call failed inside the server.';
}

function cut(text: string): string {
  if (text.length <= MAX_RESULT_CHARACTERS) return text;
  const note = `\n[cut; the whole has ${text.length} characters]`;
  return text.slice(0, MAX_RESULT_CHARACTERS - note.length) + note;
}
