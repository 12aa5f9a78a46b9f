import { describe } from '@jest/globals';
import { providerContract } from './provider-contract.ts';
import { chatReply } from './recorded-replies.ts';

describe('OpenRouter', () =>
  providerContract({
    model: 'openrouter/anthropic/claude-sonnet-4.5',
    keyVariable: 'OPENROUTER_API_KEY',
    basePath: '/api/v1',
    recorded: chatReply(0.0042),
    usage: { input_tokens: 1000, cached_input_tokens: 600, output_tokens: 50, reasoning_tokens: 20, cost_usd: 0.0042 },
    schemaOf: (body) => (body as { response_format: { json_schema: { schema: unknown } } }).response_format.json_schema.schema,
  }));
