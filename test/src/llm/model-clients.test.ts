import { createOpenAI } from '@ai-sdk/openai';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { aiSdkModel } from '../../../src/llm/ai-sdk-model.ts';
import { chatCompletionsModel } from '../../../src/llm/chat-completions-model.ts';
import { httpTransport } from '../../../src/llm/chat-transport.ts';
import type { LanguageModel, ModelRequest } from '../../../src/llm/language-model.ts';
import { eventsOf, finishOf, joined, outcomeOf } from './model-events.ts';
import {
  openStream,
  silence,
  startRecordedProvider,
  status,
  wholeStream,
  type Answer,
  type RecordedProvider,
} from './recorded-provider.ts';
import { chatReply } from './recorded-replies.ts';

const never = new AbortController().signal;
const request: ModelRequest = { system: '', messages: [{ role: 'user', content: 'Say hello.' }], tools: [] };
const { beginning, middle, end } = chatReply();

let provider: RecordedProvider;
beforeEach(async () => {
  provider = await startRecordedProvider();
});
afterEach(() => provider.stop());

/** The clients of this product, at the same dialect. */
const CLIENTS = {
  'of our own': (baseUrl: string, idleTimeoutMs: number) =>
    chatCompletionsModel({ ...common, model: 'model', transport: httpTransport(baseUrl, 'a-key'), idleTimeoutMs }),
  'of the AI SDK': (baseUrl: string, idleTimeoutMs: number) =>
    aiSdkModel({ ...common, model: createOpenAI({ apiKey: 'a-key', baseURL: baseUrl }).chat('model'), idleTimeoutMs }),
};
const common = { id: 'test/model', keyAdvice: 'set TEST_API_KEY to a valid one' };

function lastChunk(reason: string): string {
  return `data: ${JSON.stringify({ id: '1', choices: [{ index: 0, delta: {}, finish_reason: reason }] })}\n\n`;
}

describe.each(Object.entries(CLIENTS))('A client %s', (_whose, connect) => {
  const modelAt = (baseUrl: string, idleTimeoutMs = 10_000) => connect(baseUrl, idleTimeoutMs);
  const modelThat = (answer: Answer, idleTimeoutMs?: number): LanguageModel => {
    provider.answer(answer);
    return modelAt(`${provider.origin}/v1`, idleTimeoutMs);
  };

  describe('a failed model call', () => {
    it.each([
      [
        status(400, {}, { error: { message: 'temperature must be 1' } }),
        'bad-request',
        'test/model refused the request (400): temperature must be 1',
      ],
      [
        status(402, {}, { error: { message: 'Insufficient credits' } }),
        'bad-request',
        'test/model refused the request (402): Insufficient credits',
      ],
      [status(400, {}, 'no JSON object'), 'bad-request', 'test/model refused the request (400)'],
      [
        status(400, {}, { error: 'Incorrect API key provided: xa***' }),
        'auth',
        'test/model refused the key (400): set TEST_API_KEY to a valid one',
      ],
      [status(408), 'timeout', 'test/model took too long (408)'],
      [status(429), 'rate-limit', 'test/model has too many requests (429); try later or raise its limit'],
    ])('says what the provider refused (%#)', async (answer, kind, message) => {
      const { error } = await outcomeOf(modelThat(answer).stream(request, never));

      expect(error).toMatchObject({ kind, message });
    });

    it('cuts what the provider says short', async () => {
      const { error } = await outcomeOf(modelThat(status(400, {}, { error: { message: 'x'.repeat(5_000) } })).stream(request, never));

      expect(error.message).toMatch(/: x{300}$/);
    });

    it.each([
      [429, 'rate-limit'],
      [502, 'overloaded'],
      ['server_error', 'overloaded'],
    ])('is told apart by the code %p that comes in the middle of a stream', async (code, kind) => {
      const apology = `data: ${JSON.stringify({ error: { message: 'Sorry', code } })}\n\n`;

      const { error } = await outcomeOf(modelThat(wholeStream([...beginning, apology])).stream(request, never));

      expect(error).toMatchObject({ kind, retryable: true });
    });

    it.each([
      ['in seconds', { 'retry-after': '7' }, 7_000],
      ['in milliseconds, which count first', { 'retry-after': '7', 'retry-after-ms': '250' }, 250],
      ['that makes no sense', { 'retry-after': 'soon' }, undefined],
      ['in the past', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, undefined],
    ])('carries a wait %s', async (_how, headers, expected) => {
      const { error } = await outcomeOf(modelThat(status(503, headers)).stream(request, never));

      expect(error.retryAfterMs).toBe(expected);
    });

    it('carries a wait until a date', async () => {
      const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();

      const { error } = await outcomeOf(modelThat(status(429, { 'retry-after': inAnHour })).stream(request, never));

      expect(error.retryAfterMs).toBeGreaterThan(3_000_000);
      expect(error.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    });

    it.each(['http://127.0.0.1:1/v1', 'http://no-such-host.invalid/v1'])('says that nobody answers at %s', async (baseUrl) => {
      const { error } = await outcomeOf(modelAt(baseUrl).stream(request, never));

      expect(error).toMatchObject({
        kind: 'network',
        retryable: true,
        message: 'test/model cannot be reached; check its base URL and the network',
      });
    });
  });

  describe('a model call', () => {
    it('outlives a reader that takes longer than the provider may', async () => {
      const answered: ServerResponse[] = [];
      const model = modelThat((response) => {
        openStream(beginning)(response);
        answered.push(response);
      }, 300);
      const call = model.stream(request, never)[Symbol.asyncIterator]();

      const first = await call.next();
      provider.answer(silence());
      await outcomeOf(model.stream(request, never)); // a call that times out takes as long as the reader may not
      answered[0]?.end([...middle, ...end].join(''));
      const second = await call.next();
      const third = await call.next();

      expect([first.value, second.value]).toEqual([
        { type: 'text', text: 'Hello' },
        { type: 'text', text: ' world.' },
      ]);
      expect(third.value).toMatchObject({ type: 'finish', reason: 'stop' });
    });

    it.each([
      ['stop', 'stop'],
      ['length', 'length'],
      ['content_filter', 'content-filter'],
      ['something_new', 'other'],
    ])('that the provider ends with %s is a whole reply', async (raw, reason) => {
      const events = await eventsOf(modelThat(wholeStream([...beginning, lastChunk(raw)])).stream(request, never));

      expect(joined(events, 'text')).toBe('Hello');
      expect(finishOf(events).reason).toBe(reason);
    });

    it('counts nothing when the provider says nothing of usage', async () => {
      const events = await eventsOf(modelThat(wholeStream([...beginning, lastChunk('stop')])).stream(request, never));

      expect(finishOf(events).usage).toEqual({
        input_tokens: 0,
        output_tokens: 0,
        cached_input_tokens: 0,
        reasoning_tokens: 0,
        cost_usd: 0,
      });
    });

    it('passes on arguments that are no JSON as they are, and shows the provider an empty object in their place', async () => {
      const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":' } };
      const frame = `data: ${JSON.stringify({ id: '1', choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] })}\n\n`;
      const model = modelThat(wholeStream([frame, lastChunk('tool_calls')]));

      const { message } = finishOf(await eventsOf(model.stream(request, never)));
      const results = [{ callId: 'call_1', name: 'read', content: 'The arguments are no JSON', isError: true }];
      await eventsOf(model.stream({ ...request, messages: [...request.messages, message, { role: 'tool', results }] }, never));

      expect(message.parts).toMatchObject([{ type: 'tool-call', callId: 'call_1', name: 'read', args: '{"path":' }]);
      expect(provider.requests[1]?.body).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'read', arguments: '{}' } }] },
          { role: 'tool', tool_call_id: 'call_1', content: expect.stringContaining('The arguments are no JSON') },
        ],
      });
    });
  });
});

describe('Our own client', () => {
  it('asks for no more than the request says', async () => {
    provider.answer(wholeStream([...beginning, ...end]));
    const model = CLIENTS['of our own'](`${provider.origin}/v1`, 10_000);
    const tools = [{ name: 'answer', description: 'Gives the answer.', parameters: { type: 'object', properties: {} } }];
    const schema = { type: 'object', properties: {} };

    await eventsOf(model.stream(request, never));
    await eventsOf(model.stream({ ...request, maxOutputTokens: 99, temperature: 0, thinking: 'high' }, never));
    await eventsOf(model.stream({ ...request, tools, toolChoice: { name: 'answer' }, thinking: 'off' }, never));
    await eventsOf(model.stream({ ...request, responseFormat: { name: 'review', schema, strict: false } }, never));

    const [plain, tuned, forced, shaped] = provider.requests.map(({ body }) => body);
    expect(Object.keys(plain ?? {}).sort()).toEqual(['messages', 'model', 'stream', 'stream_options']);
    expect(tuned).toMatchObject({ max_tokens: 99, temperature: 0, reasoning_effort: 'high' });
    expect(forced).toMatchObject({ tools: [{ function: { name: 'answer' } }], tool_choice: { function: { name: 'answer' } } });
    expect(forced).not.toHaveProperty('reasoning_effort');
    expect(shaped).toMatchObject({ response_format: { type: 'json_schema', json_schema: { name: 'review', schema, strict: false } } });
  });
});
