import { Ajv, type ValidateFunction } from 'ajv';
import type { ModelRequest } from '../llm/language-model.ts';
import { ModelError } from '../llm/model-error.ts';
import { stopwatch, type SessionEnd, type SessionJob, type SessionPort } from './run-session.ts';

/** The shape a step's answer must have. */
export interface OutputSchema {
  name: string;
  schema: Record<string, unknown>;
  strict: boolean;
  method: 'response_format' | 'tool_use';
}

export type StructuredEnd = Exclude<SessionEnd, { type: 'suspended' }> | (Extract<SessionEnd, { type: 'finished' }> & { value: unknown });

/**
 * One constrained call without tools: the reply is a JSON value of the schema, or the attempt failed. A provider that refuses the
 * response format is asked again with the schema as the one tool it may call.
 * @throws {ModelError} when the model call fails for good.
 */
export async function runStructuredSession(
  job: SessionJob,
  output: OutputSchema,
  port: SessionPort,
  signal: AbortSignal,
): Promise<StructuredEnd> {
  const validate = compile(output.schema);
  if (typeof validate === 'string')
    return { type: 'failed', error: `outputSchema ${output.name}: ${validate}`, retryable: false, record: null };
  if (output.method === 'tool_use') return call(job, output, validate, 'tool_use', port, signal);
  try {
    return await call(job, output, validate, 'response_format', port, signal);
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== 'bad-request') throw error;
    return call(job, output, validate, 'tool_use', port, signal);
  }
}

async function call(
  job: SessionJob,
  output: OutputSchema,
  validate: ValidateFunction,
  method: OutputSchema['method'],
  port: SessionPort,
  signal: AbortSignal,
): Promise<StructuredEnd> {
  const request: ModelRequest = {
    system: job.system,
    messages: job.conversation.messages,
    ...job.settings,
    ...(method === 'response_format'
      ? { tools: [], responseFormat: { name: output.name, schema: output.schema, strict: output.strict } }
      : {
          tools: [{ name: output.name, description: 'Gives the answer of this step.', parameters: output.schema }],
          toolChoice: { name: output.name },
        }),
  };
  const watch = stopwatch();
  for await (const event of port.model.stream(request, signal)) {
    if (event.type === 'text') port.text('agent_output', 1, event.text);
    if (event.type === 'thinking') port.text('agent_thinking', 1, event.text);
    if (event.type !== 'finish') continue;

    const { message, usage, reason } = event;
    const record = {
      turn: { turn: 1, usage, finishReason: reason, model: port.model.id, durationMs: watch() },
      journal: [{ turn: 1, entry: 'reply' as const, kind: 'reply' as const, content: message }],
      events: [],
    };
    const part = message.parts.findLast((candidate) => candidate.type === (method === 'tool_use' ? 'tool-call' : 'text'));
    const text = part?.type === 'tool-call' ? part.args : part?.type === 'text' ? part.text : '';
    const failed = (error: string): StructuredEnd => ({ type: 'failed', error, retryable: true, record });
    if (reason === 'length') return failed('The structured reply was cut at the output limit; raise maxOutputTokens');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return failed(`The reply is not JSON, though the step asks for ${output.name}`);
    }
    if (!validate(value)) return failed(`The reply breaks the schema ${output.name}: ${explain(validate)}`);
    return { type: 'finished', outputs: null, text, record, value };
  }
  throw new Error('a model stream ends with a finish or throws');
}

/** A validator, or what is wrong with the schema. */
function compile(schema: Record<string, unknown>): ValidateFunction | string {
  try {
    return new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function explain(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath || 'the value'} ${message}`)
    .join('; ');
}
