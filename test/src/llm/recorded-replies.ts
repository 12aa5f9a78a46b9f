/**
 * One reply in each dialect, byte by byte as vendors stream it: "Hello world." for 1000 tokens of input, 600 of them from a cache,
 * and 50 of output.
 */
export interface RecordedReply {
  /** Everything up to the first word. */
  beginning: string[];
  /** The second word. */
  middle: string[];
  /** How it ended, with the usage. */
  end: string[];
  /** What the vendor says when it gives up in the middle. */
  giveUp: string;
}

function data(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function event(type: string, members: object = {}): string {
  return `event: ${type}\n${data({ type, ...members })}`;
}

/** Of OpenAI's chat completions and all that are compatible with them. @param charged US dollars, as OpenRouter reports them. */
export function chatReply(charged?: number): RecordedReply {
  const chunk = (members: object) => data({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'recorded', ...members });
  const delta = (value: object, finish: string | null = null) => chunk({ choices: [{ index: 0, delta: value, finish_reason: finish }] });
  const usage = {
    prompt_tokens: 1000,
    completion_tokens: 50,
    total_tokens: 1050,
    prompt_tokens_details: { cached_tokens: 600 },
    completion_tokens_details: { reasoning_tokens: 20 },
    ...(charged !== undefined && { cost: charged }),
  };
  return {
    beginning: [delta({ role: 'assistant', content: '' }), delta({ content: 'Hello' })],
    middle: [delta({ content: ' world.' })],
    end: [delta({}, 'stop'), chunk({ choices: [], usage }), 'data: [DONE]\n\n'],
    giveUp: data({ error: { message: 'The engine is overloaded', type: 'server_error', param: null, code: 503 } }),
  };
}

/** Of OpenAI's responses. */
export function responsesReply(): RecordedReply {
  const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'recorded', output: [] };
  const message = { id: 'msg_1', type: 'message', role: 'assistant' };
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const delta = (text: string) => event('response.output_text.delta', { ...place, delta: text });
  const whole = { ...message, status: 'completed', content: [{ type: 'output_text', text: 'Hello world.', annotations: [] }] };
  const usage = {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 600 },
    output_tokens: 50,
    output_tokens_details: { reasoning_tokens: 20 },
    total_tokens: 1050,
  };
  return {
    beginning: [
      event('response.created', { response: { ...response, status: 'in_progress' } }),
      event('response.in_progress', { response: { ...response, status: 'in_progress' } }),
      event('response.output_item.added', { output_index: 0, item: { ...message, status: 'in_progress', content: [] } }),
      event('response.content_part.added', { ...place, part: { type: 'output_text', text: '', annotations: [] } }),
      delta('Hello'),
    ],
    middle: [delta(' world.')],
    end: [
      event('response.output_text.done', { ...place, text: 'Hello world.' }),
      event('response.output_item.done', { output_index: 0, item: whole }),
      event('response.completed', { response: { ...response, status: 'completed', output: [whole], usage } }),
    ],
    giveUp: event('response.failed', {
      sequence_number: 7,
      response: { ...response, status: 'failed', error: { code: 'server_error', message: 'The model is overloaded' } },
    }),
  };
}

export function anthropicReply(): RecordedReply {
  const delta = (text: string) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'recorded',
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  const usage = { input_tokens: 400, cache_creation_input_tokens: 0, cache_read_input_tokens: 600, output_tokens: 1 };
  return {
    beginning: [
      event('message_start', { message: { ...message, usage } }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      event('ping'),
      delta('Hello'),
    ],
    middle: [delta(' world.')],
    end: [
      event('content_block_stop', { index: 0 }),
      event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 50 } }),
      event('message_stop'),
    ],
    giveUp: event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  };
}

export function googleReply(): RecordedReply {
  const said = (text: string, members: object = {}) =>
    data({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, ...members }], modelVersion: 'recorded' });
  const usage = {
    promptTokenCount: 1000,
    cachedContentTokenCount: 600,
    candidatesTokenCount: 30,
    thoughtsTokenCount: 20,
    totalTokenCount: 1050,
  };
  return {
    beginning: [said('Hello')],
    middle: [said(' world.')],
    end: [
      data({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }], usageMetadata: usage }),
    ],
    giveUp: data({ error: { code: 503, message: 'The model is overloaded', status: 'UNAVAILABLE' } }),
  };
}
