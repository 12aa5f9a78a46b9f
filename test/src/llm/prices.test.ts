import { describe, expect, it } from '@jest/globals';
import { priceOf } from '../../../src/llm/prices.ts';
import { PROVIDERS } from '../../../src/llm/providers.ts';

describe('the price of a model', () => {
  it.each([
    ['openai/gpt-5', { input: 1.25, cachedInput: 0.125, output: 10 }],
    ['openai/gpt-5-mini', { input: 0.25, cachedInput: 0.025, output: 2 }],
    ['openai/gpt-5-mini-2025-08-07', { input: 0.25, cachedInput: 0.025, output: 2 }],
    ['anthropic/claude-opus-4-20250514', { input: 15, cachedInput: 1.5, output: 75 }],
    ['anthropic/claude-opus-4-5', { input: 5, cachedInput: 0.5, output: 25 }],
    ['openrouter/anthropic/claude-opus-4.5', { input: 5, cachedInput: 0.5, output: 25 }],
    ['openrouter/anthropic/claude-haiku-4.5', { input: 1, cachedInput: 0.1, output: 5 }],
    ['openrouter/openai/gpt-4.1-mini', { input: 0.4, cachedInput: 0.1, output: 1.6 }],
  ])('of %s is that of the longest name which begins it', (id, price) => {
    expect(priceOf(id)).toEqual(price);
  });

  it.each(['custom-box/openai/gpt-5', 'demo/quick', 'openai/something-new', 'xai/grok-4'])('of %s is not known, so nothing', (id) => {
    expect(priceOf(id)).toEqual({ input: 0, cachedInput: 0, output: 0 });
  });

  it.each(['anthropic', 'openai', 'google', 'openrouter'])('is known for the default model of %s', (id) => {
    const provider = PROVIDERS.find((candidate) => candidate.id === id);

    expect(priceOf(`${id}/${provider?.defaultModel}`).output).toBeGreaterThan(0);
  });
});
