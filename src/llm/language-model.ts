import type { Usage } from '../pipelines/machine/facts.ts';

/**
 * One model of one provider, ready to be called. The seam between sessions and vendors: everything that crosses it is plain JSON,
 * so a conversation can be stored after any turn and continued by another process.
 */
export interface LanguageModel {
  /** `provider/model`, as people write it. */
  readonly id: string;

  /**
   * One model call. Yields text, thinking and tool calls as they arrive and ends with exactly one `finish`.
   * Aborting the signal destroys the connection at once.
   *
   * @throws {ModelError} for every failure, also when the stream is cut before its `finish`.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

export interface ModelRequest {
  system: string;
  messages: ModelMessage[];
  tools: ToolSpec[];
  /** Default 'auto'. */
  toolChoice?: 'auto' | 'required' | { name: string };
  maxOutputTokens?: number;
  temperature?: number;
  thinking?: 'off' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /** Asks for one JSON value of this schema instead of free text. */
  responseFormat?: { name: string; schema: Record<string, unknown>; strict: boolean };
}

export interface ToolSpec {
  name: string;
  description: string;
  /** JSON Schema of an object. */
  parameters: Record<string, unknown>;
}

export type ModelMessage =
  | { role: 'user'; content: string; images?: readonly UserImage[] }
  | AssistantMessage
  | { role: 'tool'; results: { callId: string; name: string; content: string; isError: boolean }[] };

export interface AssistantMessage {
  role: 'assistant';
  parts: AssistantPart[];
}

/** A picture that comes with what a person says. */
export interface UserImage {
  mimeType: string;
  /** Base64. */
  data: string;
}

/** `metadata` is the provider's own (signatures, item ids): sent back as it came. */
export type AssistantPart =
  | { type: 'text'; text: string; metadata?: Record<string, unknown> }
  | { type: 'thinking'; text: string; metadata?: Record<string, unknown> }
  | { type: 'tool-call'; callId: string; name: string; args: string; metadata?: Record<string, unknown> };

export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  | { type: 'tool-call'; callId: string; name: string; args: string }
  | { type: 'finish'; reason: FinishReason; usage: Usage; message: AssistantMessage };

export type FinishReason = 'stop' | 'tool-calls' | 'length' | 'content-filter' | 'other';
