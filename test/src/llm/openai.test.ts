import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';
import { PROVIDERS } from '../../../src/llm/providers.ts';
import { eventsOf } from './model-events.ts';
import { hello, providerContract, type ProviderContract } from './provider-contract.ts';
import { startRecordedProvider, wholeStream, type RecordedProvider } from './recorded-provider.ts';
import { chatReply, responsesReply } from './recorded-replies.ts';

const usage = { input_tokens: 1000, cached_input_tokens: 600, output_tokens: 50, reasoning_tokens: 20 };

const openai: ProviderContract = {
  model: 'openai/gpt-5-mini',
  keyVariable: 'OPENAI_API_KEY',
  basePath: '/v1',
  recorded: responsesReply(),
  usage: { ...usage, cost_usd: (400 * 0.25 + 600 * 0.025 + 50 * 2) / 1_000_000 },
  schemaOf: (body) => (body as { text: { format: { schema: unknown } } }).text.format.schema,
};

describe('OpenAI', () => providerContract(openai));

describe('OpenAI at an OPENAI_BASE_URL', () =>
  providerContract({
    ...openai,
    settings: (baseUrl) => ({ OPENAI_BASE_URL: baseUrl }),
    recorded: chatReply(),
    schemaOf: (body) => (body as { response_format: { json_schema: { schema: unknown } } }).response_format.json_schema.schema,
  }));

describe('A call of OpenAI', () => {
  const { beginning, middle, end } = responsesReply();
  let provider: RecordedProvider;

  beforeEach(async () => {
    provider = await startRecordedProvider();
    provider.answer(wholeStream([...beginning, ...middle, ...end]));
  });
  afterEach(() => provider.stop());

  it('leaves nothing of the conversation with the provider, so that it can go on at any time', async () => {
    await eventsOf(modelAt(provider.origin).stream(hello, new AbortController().signal));

    expect(provider.requests).toMatchObject([{ path: '/v1/responses', body: { store: false, include: ['reasoning.encrypted_content'] } }]);
  });

  it.each([true, false])('takes the schema as strictly as it is meant (%p)', async (strict) => {
    const responseFormat = { name: 'review', schema: { type: 'object', properties: {} }, strict };

    await eventsOf(modelAt(provider.origin).stream({ ...hello, responseFormat }, new AbortController().signal));

    expect(provider.requests).toMatchObject([{ body: { text: { format: { type: 'json_schema', name: 'review', strict } } } }]);
  });

  it('leaves the length of a reply to the model', async () => {
    await eventsOf(modelAt(provider.origin).stream(hello, new AbortController().signal));

    expect(provider.requests[0]?.body).not.toHaveProperty('max_output_tokens');
  });

  function modelAt(origin: string) {
    return createModelRegistry({
      setting: (variable) => (variable === 'OPENAI_API_KEY' ? 'k' : undefined),
      providers: PROVIDERS.map((known) => ({ ...known, baseUrl: `${origin}/v1` })),
      demoPaceMs: 0,
    }).resolve('openai/gpt-5-mini');
  }
});
