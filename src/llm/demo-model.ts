import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import type { ChatTransport } from './chat-transport.ts';

/** What the demo model reads of a request in the OpenAI dialect. */
interface ChatRequest {
  model: string;
  messages: { role: string; content?: unknown }[];
  tools?: { function: { name: string; parameters?: { properties?: Record<string, Property> } } }[];
  response_format?: { json_schema?: { schema?: Property } };
}

interface Property {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Property>;
  items?: Property;
}

export const DEMO_MODELS = ['demo/quick', 'demo/thinker'];

/**
 * A stand-in for a provider, so that a server without any key shows all it does: streams, thinks (`demo/thinker`) and
 * calls tools. It speaks the OpenAI wire, its replies depend on the request alone, and it says that it is a demo.
 * @param paceMs pause between two words.
 */
export function demoTransport(paceMs: number): ChatTransport {
  return async (body, signal) => ({
    status: 200,
    headers: {},
    contentType: 'text/event-stream',
    text: streamed(replyTo(JSON.parse(body) as ChatRequest), paceMs, signal),
    finish: () => undefined,
  });
}

async function* streamed(chunks: Iterable<object | string>, paceMs: number, signal: AbortSignal): AsyncGenerator<string> {
  for (const chunk of chunks) {
    if (paceMs > 0) await delay(paceMs, undefined, { signal });
    else await immediate(undefined, { signal });
    yield `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`;
  }
}

function* replyTo(request: ChatRequest): Generator<object | string> {
  const complete =
    request.tools?.find((tool) => tool.function.name === 'complete') ??
    request.tools?.find(({ function: { name } }) => name.endsWith('_result'));
  const schema = request.response_format?.json_schema?.schema;
  const task = subject(request);
  let words = 0;

  const chunk = (delta: object, finish: string | null = null, extra: object = {}) => ({
    id: 'demo',
    object: 'chat.completion.chunk',
    created: 0,
    model: request.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...extra,
  });
  function* say(text: string, field: 'content' | 'reasoning_content'): Generator<object> {
    for (const word of text.match(/\S+\s*/g) ?? []) {
      words++;
      yield chunk({ [field]: word });
    }
  }

  if (request.model.includes('thinker'))
    yield* say(`The task is about ${task}. A demo has little to think about, so I will be brief.`, 'reasoning_content');
  if (schema) {
    yield* say(JSON.stringify(exampleOf(schema, task)), 'content');
  } else {
    yield* say(`This is the built-in demo model, so this text is not a real answer. It would now work on ${task}. `, 'content');
    if (!complete) yield* say('Set a provider key, such as OPENAI_API_KEY, and start again to talk to a real model.', 'content');
  }
  if (complete && !schema) {
    const outputs = complete.function.parameters?.properties?.outputs ?? {};
    const args = JSON.stringify({ status: 'done', summary: `Demo result for ${task}.`, outputs: exampleOf(outputs, task) });
    const call = {
      index: 0,
      id: `demo-call-${request.messages.length}`,
      type: 'function',
      function: { name: complete.function.name, arguments: '' },
    };
    yield chunk({ tool_calls: [call] });
    for (const piece of args.match(/.{1,40}/gs) ?? []) yield chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  }
  const usage = { prompt_tokens: Math.ceil(JSON.stringify(request.messages).length / 4), completion_tokens: words };
  yield chunk({}, complete && !schema ? 'tool_calls' : 'stop', {
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
  });
  yield '[DONE]';
}

/** A value that fits a schema: the first allowed word where there are any. */
function exampleOf(schema: Property, task: string): unknown {
  if (schema.enum && schema.enum.length > 0) return schema.enum[0];
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        name === 'status' && !property.enum ? 'done' : exampleOf(property, task),
      ]),
    );
  switch (schema.type) {
    case 'array':
      return [exampleOf(schema.items ?? {}, task)];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'object':
      return {};
    default:
      return `A demo answer about ${task}`;
  }
}

/** Where prompts name their subject: `Task: …`, `the task "…"`, else what follows the first colon at the end of a line. */
const SUBJECTS = [/^Task: (.{1,80})/m, /\btask "([^"\n]{1,80})/i, /:\n+(.{1,80})/];

/** A few words on what the conversation is about. */
function subject({ messages }: ChatRequest): string {
  const user = messages.find(({ role }) => role === 'user')?.content;
  const text = typeof user === 'string' ? user : JSON.stringify(user ?? '');
  const task = SUBJECTS.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
  return task ? `“${task.trim()}”` : 'what you asked for';
}
