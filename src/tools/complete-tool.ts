import type { Completion } from '../sessions/run-session.ts';
import { asText } from '../pipelines/outputs.ts';
import type { Tool } from './tool.ts';

/**
 * The tool by which an agent hands in a step: the session ends with its call, which `readCompletion` judges.
 * @param declaredOutputs names that the step asks for.
 * @param allowedResults values on which the pipeline branches; may be empty.
 */
export function completeTool(declaredOutputs: readonly string[], allowedResults: readonly string[]): Tool {
  const results = allowedResults.length > 0 ? ` One of them must be exactly one of: ${allowedResults.join(', ')}.` : '';
  return {
    name: 'complete',
    description: 'Ends this step and hands in its outputs. Call it once, alone, when the work is done or cannot be done.',
    parameters: {
      type: 'object',
      properties: {
        status: { type: 'string', enum: ['done', 'failed'], description: '"failed" when the work could not be done. Default "done".' },
        outputs: {
          type: 'object',
          description: `What later steps work with.${results}`,
          properties: Object.fromEntries(declaredOutputs.map((name) => [name, { type: 'string' }])),
          additionalProperties: { type: 'string' },
        },
        summary: { type: 'string', description: 'What was done, or why it failed, in a few sentences.' },
      },
      required: ['outputs', 'summary'],
    },
    effect: 'idempotent',
    run: async () => ({ content: 'complete ends a step and was called where there is none', isError: true }),
  };
}

/** Judges a call of `complete`: the outputs of the step, or what the model should do better. */
export function readCompletion(argsText: string, declaredOutputs: readonly string[]): Completion {
  const args = parseObject(argsText);
  if (!args) return { ok: false, problem: 'The arguments are not a JSON object. Call complete again with outputs and summary.' };
  const { status = 'done', outputs: given = {}, summary = '' } = args;
  if (!isObject(given)) return { ok: false, problem: 'outputs must be an object from name to text. Call complete again.' };
  if (status !== 'done' && status !== 'failed') return { ok: false, problem: 'status must be "done" or "failed". Call complete again.' };
  if (typeof summary !== 'string') return { ok: false, problem: 'summary must be text. Call complete again.' };

  const outputs = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, asText(value)]])));
  if (status === 'failed') {
    return { ok: true, outputs: { ...outputs, status, error: summary || outputs.error || 'The agent gave no reason' }, summary };
  }
  const missing = declaredOutputs.filter((name) => !Object.hasOwn(outputs, name));
  if (missing.length > 0) return { ok: false, problem: `outputs lack ${missing.join(', ')}. Call complete again with all outputs.` };
  return { ok: true, outputs, summary };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
