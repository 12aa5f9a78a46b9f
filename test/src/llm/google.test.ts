import { describe, expect, it } from '@jest/globals';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';
import { outcomeOf } from './model-events.ts';
import { hello, providerContract } from './provider-contract.ts';
import { startRecordedProvider, status } from './recorded-provider.ts';
import { googleReply } from './recorded-replies.ts';

describe('Google', () =>
  providerContract({
    model: 'google/gemini-2.5-flash',
    keyVariable: 'GEMINI_API_KEY',
    basePath: '/v1beta',
    endOfCalls: { finishReason: 'STOP' },
    recorded: googleReply(),
    usage: {
      input_tokens: 1000,
      cached_input_tokens: 600,
      output_tokens: 50,
      reasoning_tokens: 20,
      cost_usd: (400 * 0.3 + 600 * 0.075 + 50 * 2.5) / 1_000_000,
    },
    schemaOf: (body) => (body as { generationConfig: { responseJsonSchema: unknown } }).generationConfig.responseJsonSchema,
  }));

describe('Google, asked with a key that it does not know', () => {
  it('is told apart from a bad request, though it answers 400', async () => {
    const provider = await startRecordedProvider();
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
    const said = { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT', details };
    provider.answer(status(400, {}, { error: said }));
    const settings: Record<string, string> = { GEMINI_API_KEY: 'wrong', GEMINI_BASE_URL: `${provider.origin}/v1beta` };
    const registry = createModelRegistry({ setting: (variable) => settings[variable], demoPaceMs: 0 });

    const { error } = await outcomeOf(registry.resolve('google/gemini-2.5-flash').stream(hello, new AbortController().signal));
    await provider.stop();

    expect(error).toMatchObject({ kind: 'auth', retryable: false });
    expect(error.message).toBe('google/gemini-2.5-flash refused the key (400): set GEMINI_API_KEY to a valid one');
  });
});
