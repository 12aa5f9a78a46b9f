import { describe } from '@jest/globals';
import { providerContract } from './provider-contract.ts';
import { chatReply } from './recorded-replies.ts';

describe('An OpenAI-compatible server of one’s own', () =>
  providerContract({
    model: 'custom-my-box/qwen3-32b',
    keyVariable: 'CUSTOM_MY_BOX_API_KEY',
    basePath: '/v1',
    settings: (baseUrl) => ({ CUSTOM_MY_BOX_BASE_URL: baseUrl }),
    recorded: chatReply(),
    usage: { input_tokens: 1000, cached_input_tokens: 600, output_tokens: 50, reasoning_tokens: 20, cost_usd: 0 },
    schemaOf: (body) => (body as { response_format: { json_schema: { schema: unknown } } }).response_format.json_schema.schema,
  }));
