import { createParser } from 'eventsource-parser';
import type { ChatAnswer, ChatTransport } from './chat-transport.ts';
import type { AssistantPart, FinishReason, LanguageModel, ModelEvent, ModelMessage, ModelRequest } from './language-model.ts';
import { ModelError } from './model-error.ts';
import { usageOf, type TokenCounts } from './prices.ts';
import { Failures, isAboutKey, retryAfter, statusOf } from './provider-failure.ts';

export interface ChatCompletionsOptions {
  /** `provider/model`. */
  id: string;
  /** As its provider calls it. */
  model: string;
  /** Carries a request to where it is answered. */
  transport: ChatTransport;
  /** What to do when the provider refuses the key: `set GROQ_API_KEY to a valid one`. */
  keyAdvice: string;
  /** Longest silence between two pieces of the reply, and before the first. Default two minutes. */
  idleTimeoutMs?: number;
}

const DEFAULT_IDLE_TIMEOUT_MS = 120_000;
/** What is read of an error's body. */
const ERROR_BODY_CHARACTERS = 10_000;

/**
 * A model behind the chat completions API, which most servers understand
 * (https://platform.openai.com/docs/api-reference/chat-streaming). It is our own client because this is the dialect of fast local
 * servers: it takes a third of the time that the AI SDK's chain of streams needs for the same reply.
 */
export function chatCompletionsModel(options: ChatCompletionsOptions): LanguageModel {
  const { id, model, transport, keyAdvice, idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS } = options;
  const failures = new Failures(id, keyAdvice, idleTimeoutMs);
  return { id, stream };

  async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (signal.aborted) throw failures.aborted(signal.reason);
    const call = new AbortController();
    const abort = () => call.abort();
    signal.addEventListener('abort', abort);
    let isSilent = false;
    let isReading = true; // only the provider's silence counts, not the time that the reader takes
    const idle = setTimeout(() => {
      if (!isReading) return;
      isSilent = true;
      call.abort();
    }, idleTimeoutMs);
    let answer: ChatAnswer | null = null;
    let isWhole = false;
    try {
      answer = await transport(JSON.stringify(toBody(model, request)), call.signal);
      if (answer.status !== 200) throw await refusal(answer);
      const reply = new Reply();
      for await (const text of answer.text) {
        isReading = false;
        for (const event of reply.read(text)) yield event;
        if (reply.nonsense) throw failures.garbage(reply.nonsense);
        if (reply.error) throw failures.refused({ status: statusOf(reply.error) }, reply.error);
        if (signal.aborted) throw failures.aborted(signal.reason);
        if (reply.isDone) break;
        isReading = true;
        idle.refresh();
      }
      const { finishReason } = reply;
      if (!finishReason) throw failures.incomplete(answer.contentType);
      isWhole = true;
      for (const toolCall of reply.calls()) yield toolCall;
      yield {
        type: 'finish',
        reason: finishReason,
        usage: usageOf(id, reply.tokens),
        message: { role: 'assistant', parts: reply.parts() },
      };
    } catch (error) {
      if (error instanceof ModelError) throw error;
      if (signal.aborted) throw failures.aborted(error);
      if (isSilent) throw failures.silent(error);
      throw failures.network(answer !== null, error);
    } finally {
      clearTimeout(idle);
      signal.removeEventListener('abort', abort);
      if (isWhole) answer?.finish();
      else call.abort();
    }
  }

  async function refusal({ status, headers, contentType, text }: ChatAnswer): Promise<ModelError> {
    if (status < 400) return failures.incomplete(`${status} ${contentType ?? ''}`.trim());
    let body = '';
    for await (const piece of text) {
      body += piece;
      if (body.length > ERROR_BODY_CHARACTERS) break;
    }
    return failures.refused({ status, said: messageIn(body), isAboutKey: isAboutKey(body), retryAfterMs: retryAfter(headers) }, undefined);
  }
}

/** One `data:` of the stream, as far as it is read. */
interface Chunk {
  choices?: { delta?: Delta | null; finish_reason?: string | null }[];
  usage?: {
    prompt_tokens?: number;
    completion_tokens?: number;
    prompt_tokens_details?: { cached_tokens?: number } | null;
    completion_tokens_details?: { reasoning_tokens?: number } | null;
    /** OpenRouter says what it charged. */
    cost?: number;
  } | null;
  error?: { message?: unknown; code?: unknown } | null;
}

interface Delta {
  content?: string | null;
  /** Two spellings of the same: DeepSeek's, and OpenRouter's. */
  reasoning_content?: string | null;
  reasoning?: string | null;
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string }; extra_content?: unknown }[] | null;
}

type ToolCallPart = Extract<AssistantPart, { type: 'tool-call' }>;

/** A reply as it comes in. */
class Reply {
  isDone = false;
  finishReason: FinishReason | null = null;
  /** What the provider says when it gives up in the middle. */
  error: { message?: unknown; code?: unknown } | null = null;
  /** Why a part of the stream could not be read. */
  nonsense: unknown = null;
  tokens: TokenCounts = { input: 0, output: 0, cached: 0, reasoning: 0 };
  readonly #texts: Extract<AssistantPart, { text: string }>[] = [];
  readonly #calls: ToolCallPart[] = [];
  #events: ModelEvent[] = [];
  readonly #parser = createParser({ onEvent: ({ data }) => this.#take(data) });

  /** What a piece of the stream says, wherever it was cut. */
  read(text: string): ModelEvent[] {
    this.#events = [];
    this.#parser.feed(text);
    return this.#events;
  }

  calls(): ModelEvent[] {
    return this.#calls.map(({ type, callId, name, args }) => ({ type, callId, name, args }));
  }

  parts(): AssistantPart[] {
    return [...this.#texts, ...this.#calls];
  }

  #take(data: string): void {
    if (data === '[DONE]') {
      this.isDone = true;
      return;
    }
    const { choices, usage, error } = this.#parse(data);
    if (error) this.error = error;
    if (usage) {
      this.tokens = {
        input: usage.prompt_tokens ?? 0,
        output: usage.completion_tokens ?? 0,
        cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
        reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
        charged: usage.cost,
      };
    }
    const choice = choices?.[0];
    if (choice?.delta) this.#add(choice.delta);
    if (choice?.finish_reason) this.finishReason = REASONS[choice.finish_reason] ?? 'other';
  }

  #parse(data: string): Chunk {
    try {
      return (JSON.parse(data) ?? {}) as Chunk;
    } catch (error) {
      this.nonsense ??= error;
      return {};
    }
  }

  #add({ content, reasoning_content, reasoning, tool_calls }: Delta): void {
    const thought = reasoning_content ?? reasoning;
    if (thought) this.#say('thinking', thought);
    if (content) this.#say('text', content);
    for (const [position, { index = position, id, function: called, extra_content }] of (tool_calls ?? []).entries()) {
      const call = (this.#calls[index] ??= { type: 'tool-call', callId: '', name: '', args: '' });
      call.callId ||= id ?? `call-${index}`;
      call.name ||= called?.name ?? '';
      call.args += called?.arguments ?? '';
      if (extra_content) call.metadata = { extra_content };
    }
  }

  #say(type: 'text' | 'thinking', text: string): void {
    const last = this.#texts.at(-1);
    if (last?.type === type) last.text += text;
    else this.#texts.push({ type, text });
    this.#events.push({ type, text });
  }
}

const REASONS: Record<string, FinishReason> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
};

function toBody(model: string, request: ModelRequest): object {
  const { system, messages, tools, toolChoice, responseFormat, thinking, maxOutputTokens, temperature } = request;
  return {
    model,
    messages: [...(system ? [{ role: 'system', content: system }] : []), ...messages.flatMap(toMessages)],
    stream: true,
    stream_options: { include_usage: true },
    ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(thinking !== undefined && thinking !== 'off' && { reasoning_effort: thinking }),
    ...(tools.length > 0 && {
      tools: tools.map((tool) => ({ type: 'function', function: tool })),
      tool_choice: typeof toolChoice === 'object' ? { type: 'function', function: { name: toolChoice.name } } : (toolChoice ?? 'auto'),
    }),
    ...(responseFormat && { response_format: { type: 'json_schema', json_schema: responseFormat } }),
  };
}

function toMessages(message: ModelMessage): object[] {
  switch (message.role) {
    case 'user': {
      const { content, images = [] } = message;
      if (images.length === 0) return [{ role: 'user', content }];
      const pictures = images.map(({ mimeType, data }) => ({ type: 'image_url', image_url: { url: `data:${mimeType};base64,${data}` } }));
      return [{ role: 'user', content: [{ type: 'text', text: content }, ...pictures] }];
    }
    case 'tool':
      return message.results.map(({ callId, content }) => ({ role: 'tool', tool_call_id: callId, content }));
    case 'assistant': {
      const said = (type: 'text' | 'thinking') => message.parts.map((part) => (part.type === type ? part.text : '')).join('');
      const calls = message.parts.filter((part) => part.type === 'tool-call');
      return [
        {
          role: 'assistant',
          content: said('text') || null,
          ...(said('thinking') && { reasoning_content: said('thinking') }), // whoever sent it wants it back
          ...(calls.length > 0 && {
            tool_calls: calls.map(({ callId, name, args, metadata }) => ({
              id: callId,
              type: 'function',
              function: { name, arguments: validArgs(args) },
              ...metadata,
            })),
          }),
        },
      ];
    }
  }
}

/** A call whose arguments are no JSON was answered with an error; the provider still wants an object to look at. */
function validArgs(args: string): string {
  try {
    JSON.parse(args);
    return args;
  } catch {
    return '{}';
  }
}

function messageIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined;
  }
}
