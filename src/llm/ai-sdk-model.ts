import {
  InvalidResponseDataError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Prompt,
  type LanguageModelV4StreamPart,
  type LanguageModelV4Usage,
  type SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import type { Usage } from '../pipelines/machine/facts.ts';
import { failureOf } from './ai-sdk-failure.ts';
import type { AssistantPart, FinishReason, LanguageModel, ModelEvent, ModelMessage, ModelRequest } from './language-model.ts';
import { usageOf } from './prices.ts';
import { Failures } from './provider-failure.ts';

export interface AiSdkModelOptions {
  /** `provider/model`. */
  id: string;
  model: LanguageModelV4;
  /** What to do when the provider refuses the key: `set ANTHROPIC_API_KEY to a valid one`. */
  keyAdvice: string;
  /** Longest silence between two chunks, and before the first. Default two minutes. */
  idleTimeoutMs?: number;
  /** Longest reply to a request that names no limit. Default what the provider allows. */
  maxOutputTokens?: number;
}

const DEFAULT_IDLE_TIMEOUT_MS = 120_000;

/** A model behind one of the AI SDK's provider packages, called at the level below its retries and tool loop: those are ours. */
export function aiSdkModel(options: AiSdkModelOptions): LanguageModel {
  const { id, model, keyAdvice, idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS, maxOutputTokens } = options;
  const failures = new Failures(id, keyAdvice, idleTimeoutMs);
  return { id, stream: (request, signal) => stream({ ...(maxOutputTokens !== undefined && { maxOutputTokens }), ...request }, signal) };

  async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const idle = new AbortController();
    const watch = () => setTimeout(() => idle.abort(), idleTimeoutMs);
    const parts = new PartCollector();
    let timer = watch();
    let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | null = null;
    let isWhole = false;
    try {
      const { stream, response } = await model.doStream(toCallOptions(request, AbortSignal.any([signal, idle.signal])));
      reader = stream.getReader();
      for (;;) {
        const { done, value: part } = await reader.read();
        clearTimeout(timer); // only the provider's silence counts, not the time that the reader takes
        signal.throwIfAborted();
        if (done) throw failures.incomplete(response?.headers?.['content-type']);
        switch (part.type) {
          case 'text-start':
          case 'reasoning-start':
            parts.begin(part.type === 'text-start' ? 'text' : 'thinking', part.id, part.providerMetadata);
            break;
          case 'text-delta':
            parts.add(part.id, part.delta);
            if (part.delta) yield { type: 'text', text: part.delta };
            break;
          case 'reasoning-delta':
            parts.add(part.id, part.delta, part.providerMetadata);
            if (part.delta) yield { type: 'thinking', text: part.delta };
            break;
          case 'text-end':
          case 'reasoning-end':
            parts.end(part.id, part.providerMetadata);
            break;
          case 'tool-call': {
            const call = { callId: part.toolCallId, name: part.toolName, args: part.input };
            parts.call(call, part.providerMetadata);
            yield { type: 'tool-call', ...call };
            break;
          }
          case 'error': // one without data is about the end of the stream
            throw InvalidResponseDataError.isInstance(part.error) && part.error.data === undefined
              ? failures.incomplete(response?.headers?.['content-type'])
              : part.error;
          case 'finish': {
            // a reply that the provider ended says why; without a reason the connection was closed in the middle
            if (part.finishReason.raw === undefined && part.finishReason.unified !== 'stop' && part.finishReason.unified !== 'tool-calls') {
              throw failures.incomplete(response?.headers?.['content-type']);
            }
            isWhole = true;
            const message = { role: 'assistant' as const, parts: parts.all() };
            yield { type: 'finish', reason: finishReason(part.finishReason.unified), usage: toUsage(id, part.usage), message };
            return;
          }
          default: // arguments in pieces, citations, files, what a provider's own tools do: nothing that a session uses
        }
        timer = watch();
      }
    } catch (error) {
      throw failureOf(error, failures, { signal, idle: idle.signal, isConnected: reader !== null });
    } finally {
      clearTimeout(timer);
      if (reader && isWhole) {
        timer = watch();
        void readOut(reader).finally(() => clearTimeout(timer));
      } else await reader?.cancel().catch(() => undefined);
    }
  }
}

/** Reads what is left behind a whole reply, so that its connection serves the next call. */
async function readOut(reader: ReadableStreamDefaultReader<unknown>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // the reply is whole: how its connection ends is nobody's concern
  }
}

function toCallOptions(request: ModelRequest, abortSignal: AbortSignal): LanguageModelV4CallOptions {
  const { toolChoice, responseFormat, thinking } = request;
  const strictJsonSchema = responseFormat?.strict ?? true;
  return {
    prompt: toPrompt(request.system, request.messages),
    ...(request.maxOutputTokens !== undefined && { maxOutputTokens: request.maxOutputTokens }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(thinking !== undefined && thinking !== 'off' && { reasoning: thinking }),
    ...(responseFormat && { responseFormat: { type: 'json' as const, name: responseFormat.name, schema: responseFormat.schema } }),
    // the journal holds the conversation and sends it whole, so that it goes on however long OpenAI would have kept its part of it
    providerOptions: { openai: { store: false, strictJsonSchema }, openaiCompatible: { strictJsonSchema } },
    ...(request.tools.length > 0 && {
      tools: request.tools.map(({ name, description, parameters }) => ({
        type: 'function' as const,
        name,
        description,
        inputSchema: parameters,
      })),
      toolChoice:
        typeof toolChoice === 'object' ? { type: 'tool' as const, toolName: toolChoice.name } : { type: toolChoice ?? ('auto' as const) },
    }),
    abortSignal,
  };
}

function toPrompt(system: string, messages: readonly ModelMessage[]): LanguageModelV4Prompt {
  const prompt: LanguageModelV4Prompt = system ? [{ role: 'system', content: system }] : [];
  for (const message of messages) {
    switch (message.role) {
      case 'user':
        prompt.push({
          role: 'user',
          content: [
            { type: 'text', text: message.content },
            ...(message.images ?? []).map(({ mimeType, data }) => ({
              type: 'file' as const,
              mediaType: mimeType,
              data: { type: 'data' as const, data },
            })),
          ],
        });
        break;
      case 'assistant':
        prompt.push({
          role: 'assistant',
          content: message.parts.map((part) => {
            const options = part.metadata && { providerOptions: part.metadata as SharedV4ProviderMetadata };
            if (part.type === 'tool-call')
              return { type: 'tool-call', toolCallId: part.callId, toolName: part.name, input: parseArgs(part.args), ...options };
            return { type: part.type === 'text' ? 'text' : 'reasoning', text: part.text, ...options };
          }),
        });
        break;
      case 'tool':
        prompt.push({
          role: 'tool',
          content: message.results.map(({ callId, name, content, isError }) => ({
            type: 'tool-result',
            toolCallId: callId,
            toolName: name,
            output: { type: isError ? 'error-text' : 'text', value: content },
          })),
        });
    }
  }
  return prompt;
}

/** A call whose arguments are no JSON was answered with an error; the provider still wants an object to look at. */
function parseArgs(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}

/** The parts of a reply, put together from their deltas. */
class PartCollector {
  readonly #parts: AssistantPart[] = [];
  readonly #open = new Map<string, Extract<AssistantPart, { text: string }>>();

  begin(type: 'text' | 'thinking', id: string, metadata?: SharedV4ProviderMetadata): void {
    const part = { type, text: '', ...(metadata && { metadata }) };
    this.#parts.push(part);
    this.#open.set(id, part);
  }

  add(id: string, text: string, metadata?: SharedV4ProviderMetadata): void {
    const part = this.#open.get(id);
    if (part) part.text += text;
    if (part && metadata) part.metadata = metadata;
  }

  end(id: string, metadata?: SharedV4ProviderMetadata): void {
    this.add(id, '', metadata);
    this.#open.delete(id);
  }

  call(call: { callId: string; name: string; args: string }, metadata?: SharedV4ProviderMetadata): void {
    this.#parts.push({ type: 'tool-call', ...call, ...(metadata && { metadata }) });
  }

  all(): AssistantPart[] {
    return this.#parts.filter((part) => part.type === 'tool-call' || part.text !== '' || part.metadata);
  }
}

function toUsage(id: string, { inputTokens, outputTokens, raw }: LanguageModelV4Usage): Usage {
  return usageOf(id, {
    input: inputTokens.total ?? 0,
    output: outputTokens.total ?? 0,
    cached: inputTokens.cacheRead ?? 0,
    reasoning: outputTokens.reasoning ?? 0,
    charged: typeof raw?.cost === 'number' ? raw.cost : undefined,
  });
}

function finishReason(unified: string): FinishReason {
  return unified === 'stop' || unified === 'tool-calls' || unified === 'length' || unified === 'content-filter' ? unified : 'other';
}
