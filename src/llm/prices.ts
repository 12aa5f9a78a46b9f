import type { Usage } from '../pipelines/machine/facts.ts';

/** US dollars per million tokens. */
export interface Price {
  input: number;
  cachedInput: number;
  output: number;
}

const FREE: Price = { input: 0, cachedInput: 0, output: 0 };

/** List prices from the providers' public price pages, by the beginning of `provider/model`; the longest match counts. As of early 2026. */
const PRICES: Record<string, Price> = {
  'anthropic/claude-opus-4': { input: 15, cachedInput: 1.5, output: 75 },
  'anthropic/claude-opus-4-5': { input: 5, cachedInput: 0.5, output: 25 },
  'anthropic/claude-opus-4-6': { input: 5, cachedInput: 0.5, output: 25 },
  'anthropic/claude-sonnet-4': { input: 3, cachedInput: 0.3, output: 15 },
  'anthropic/claude-haiku-4-5': { input: 1, cachedInput: 0.1, output: 5 },
  'openai/gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'openai/gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'openai/gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
  'openai/gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'openai/gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'openai/gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'openai/gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'google/gemini-2.5-pro': { input: 1.25, cachedInput: 0.31, output: 10 },
  'google/gemini-2.5-flash': { input: 0.3, cachedInput: 0.075, output: 2.5 },
  'google/gemini-2.0-flash': { input: 0.1, cachedInput: 0.025, output: 0.4 },
};

const known = new Map<string, Price>();

/** What a model costs; nothing when its price is not known. OpenRouter puts its own name before the vendor's and writes `4.5` for `4-5`. */
export function priceOf(id: string): Price {
  let price = known.get(id);
  if (!price) {
    const name = withDashes(id.replace(/^openrouter\//, ''));
    const prefix = Object.keys(PRICES)
      .filter((key) => name.startsWith(withDashes(key)))
      .sort((a, b) => b.length - a.length)[0];
    price = (prefix && PRICES[prefix]) || FREE;
    known.set(id, price);
  }
  return price;
}

function withDashes(name: string): string {
  return name.replaceAll('.', '-');
}

/** What a provider counted in one call. `input` includes `cached`, `output` includes `reasoning`. */
export interface TokenCounts {
  input: number;
  output: number;
  cached: number;
  reasoning: number;
  /** US dollars, where the provider says what it charged. */
  charged?: number | undefined;
}

/** Tokens and their cost: what the provider charged, else by the list. */
export function usageOf(id: string, { input, output, cached, reasoning, charged }: TokenCounts): Usage {
  const price = priceOf(id);
  const listed = ((input - cached) * price.input + cached * price.cachedInput + output * price.output) / 1_000_000;
  return {
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: cached,
    reasoning_tokens: reasoning,
    cost_usd: charged ?? listed,
  };
}
