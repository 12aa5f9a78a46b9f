import { describe, expect, it } from '@jest/globals';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';
import { eventsOf } from './model-events.ts';
import { hello, providerContract } from './provider-contract.ts';
import { startRecordedProvider, wholeStream } from './recorded-provider.ts';
import { anthropicReply } from './recorded-replies.ts';

describe('Anthropic', () =>
  providerContract({
    model: 'anthropic/claude-sonnet-4-5',
    keyVariable: 'ANTHROPIC_API_KEY',
    basePath: '/v1',
    recorded: anthropicReply(),
    usage: {
      input_tokens: 1000,
      cached_input_tokens: 600,
      output_tokens: 50,
      reasoning_tokens: 0,
      cost_usd: (400 * 3 + 600 * 0.3 + 50 * 15) / 1_000_000,
    },
    schemaOf: (body) => (body as { output_config: { format: { schema: unknown } } }).output_config.format.schema,
  }));

describe('A call of Anthropic', () => {
  it.each([
    ['claude-next', undefined, 32_768],
    ['claude-next', 100, 100],
    ['claude-3-haiku-20240307', undefined, 4096],
  ])('lets %s answer at length, within what the model can and the request (%p) says', async (name, maxOutputTokens, limit) => {
    const provider = await startRecordedProvider();
    const { beginning, middle, end } = anthropicReply();
    provider.answer(wholeStream([...beginning, ...middle, ...end]));
    const settings: Record<string, string> = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: `${provider.origin}/v1` };
    const model = createModelRegistry({ setting: (variable) => settings[variable], demoPaceMs: 0 }).resolve(`anthropic/${name}`);

    await eventsOf(model.stream({ ...hello, ...(maxOutputTokens && { maxOutputTokens }) }, new AbortController().signal));
    await provider.stop();

    expect(provider.requests).toMatchObject([{ path: '/v1/messages', body: { model: name, max_tokens: limit } }]);
  });
});
