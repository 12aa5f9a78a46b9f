import { LLMock } from '@copilotkit/aimock';

/** What a script sees of a model call: which attempt of which step, and which of its turns. */
export interface ScriptedCall {
  runId: string;
  step: string;
  execution: number;
  attempt: number;
  /** Counts from 1. */
  turn: number;
  /** What the agent is told of itself and its tools. */
  system: string;
  /** The first user message: the step's prompt. */
  prompt: string;
  /** The last user message: what a person said in a chat. */
  said: string;
  /** Text of the tool results that the call brings along, oldest first. */
  toolResults: string[];
}

export interface ScriptedReply {
  text?: string;
  thinking?: string;
  tools?: { name: string; args: Record<string, unknown> }[];
  /** What the provider says that the call used; else an estimate. */
  usage?: { prompt_tokens: number; completion_tokens: number };
  error?: { status: number; message: string; retryAfter?: number };
}

/** A provider in the OpenAI dialect over real HTTP, whose replies come from a script; remembers every call it got. */
export interface ScriptedLlm {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  /** In the order of their arrival. */
  calls: ScriptedCall[];
  /** Calls of one turn, by `<step>:<execution>:<attempt>:<turn>`. */
  countOf(key: string): number;
  stop(): Promise<void>;
}

interface ChatRequest {
  messages: { role: string; content?: unknown }[];
}

/** Replies that end a step with outputs. */
export function complete(outputs: Record<string, string>): ScriptedReply {
  return { text: 'Done. ', tools: [{ name: 'complete', args: { status: 'done', summary: 'done', outputs } }] };
}

/** @param chunkLatencyMs pause before each streamed chunk. */
export async function startScriptedLlm(
  script: (call: ScriptedCall) => ScriptedReply | Promise<ScriptedReply>,
  chunkLatencyMs = 0,
): Promise<ScriptedLlm> {
  const calls: ScriptedCall[] = [];
  const mock = new LLMock({ port: 0, latency: chunkLatencyMs, chunkSize: 8 });
  mock.addFixture({
    match: { predicate: () => true },
    response: async (request: unknown) => {
      const call = describeCall(request as ChatRequest);
      calls.push(call);
      return toFixture(call, await script(call));
    },
  });
  await mock.start();
  return {
    baseUrl: `${mock.url}/v1`,
    calls,
    countOf: (key) => calls.filter(({ step, execution, attempt, turn }) => `${step}:${execution}:${attempt}:${turn}` === key).length,
    stop: () => mock.stop(),
  };
}

function describeCall({ messages }: ChatRequest): ScriptedCall {
  const textOf = (content: unknown): string =>
    typeof content === 'string'
      ? content
      : Array.isArray(content)
        ? content.map((part: { text?: string }) => part.text ?? '').join('')
        : '';
  const prompt = textOf(messages.find(({ role }) => role === 'user')?.content);
  const named = /Run: (\S+)\s+Step: (\S+)\s+Attempt: (\d+)\.(\d+)/.exec(prompt);
  return {
    runId: named?.[1] ?? '',
    step: named?.[2] ?? '',
    execution: Number(named?.[3] ?? 0),
    attempt: Number(named?.[4] ?? 0),
    turn: 1 + messages.filter(({ role }) => role === 'assistant').length,
    system: messages
      .filter(({ role }) => role === 'system' || role === 'developer')
      .map(({ content }) => textOf(content))
      .join('\n'),
    prompt,
    said: textOf(messages.findLast(({ role }) => role === 'user')?.content),
    toolResults: messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
  };
}

function toFixture({ step, execution, attempt, turn }: ScriptedCall, { text, thinking, tools, usage, error }: ScriptedReply): object {
  if (error)
    return {
      error: { message: error.message },
      status: error.status,
      ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    };
  const toolCalls = tools?.map(({ name, args }, index) => ({
    id: `call-${step}-${execution}-${attempt}-${turn}-${index}`,
    name,
    arguments: JSON.stringify(args),
  }));
  return {
    ...((text !== undefined || !toolCalls) && { content: text ?? '' }),
    ...(thinking && { reasoning: thinking }),
    ...(toolCalls && { toolCalls }),
    ...(usage && { usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } }),
  };
}
