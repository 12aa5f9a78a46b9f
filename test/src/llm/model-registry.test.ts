import { describe, expect, it } from '@jest/globals';
import { BadRequestError } from '../../../src/errors.ts';
import { createModelRegistry, type ModelRegistry } from '../../../src/llm/model-registry.ts';
import { PROVIDERS } from '../../../src/llm/providers.ts';

function registryWith(settings: Record<string, string>, defaultModel?: string): ModelRegistry {
  return createModelRegistry({
    setting: (variable) => settings[variable],
    demoPaceMs: 0,
    defaultModel: () => defaultModel,
  });
}

describe('finding a model', () => {
  it.each([
    ['anthropic/claude-sonnet-4-5', 'Models of Anthropic need a key: set ANTHROPIC_API_KEY'],
    ['openai/gpt-5-mini', 'Models of OpenAI need a key: set OPENAI_API_KEY'],
    ['google/gemini-2.5-pro', 'Models of Google need a key: set GEMINI_API_KEY'],
    ['openrouter/openai/gpt-5', 'Models of OpenRouter need a key: set OPENROUTER_API_KEY'],
    ['huggingface/openai/gpt-oss-120b', 'Models of Hugging Face need a key: set HF_TOKEN'],
    ['custom-my-box/qwen3', 'Models of custom-my-box need the address of their server: set CUSTOM_MY_BOX_BASE_URL'],
    ['gpt-5', 'A model is named provider/model, such as openai/gpt-5-mini'],
    ['/gpt-5', 'A model is named provider/model, such as openai/gpt-5-mini'],
    ['openai/', 'A model is named provider/model, such as openai/gpt-5-mini'],
    ['', 'A model is named provider/model, such as openai/gpt-5-mini'],
    ['demo/nothing', 'There is no such demo model; there are demo/quick and demo/thinker'],
  ])('says of %p what to do', (name, message) => {
    const registry = registryWith({});

    expect(() => registry.check(name)).toThrow(new BadRequestError(message));
    expect(() => registry.resolve(name)).toThrow(new BadRequestError(message));
  });

  it.each(['nobody/model', 'custom-/model', 'custom-../model', 'OpenAI/gpt-5'])(
    'names the providers that there are instead of %s',
    (name) => {
      const failure = () => registryWith({ OPENAI_API_KEY: 'sk-1' }).check(name);

      expect(failure).toThrow(BadRequestError);
      expect(failure).toThrow(/^There is no such provider; known are anthropic, openai, google, openrouter, .*, demo, and custom-<name>$/);
    },
  );

  it('takes an address without a key, as servers of one’s own have it', () => {
    const registry = registryWith({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', CUSTOM_BOX_BASE_URL: 'http://127.0.0.1:1/v1' });

    expect(registry.resolve('openai/local').id).toBe('openai/local');
    expect(registry.resolve('custom-box/a/b').id).toBe('custom-box/a/b');
  });

  it('uses one model for all who name it, until its key changes', () => {
    const settings: Record<string, string> = { OPENAI_API_KEY: 'sk-1' };
    const registry = registryWith(settings);

    const first = registry.resolve('openai/gpt-5');
    const again = registry.resolve('openai/gpt-5');
    settings.OPENAI_API_KEY = 'sk-2';
    const changed = registry.resolve('openai/gpt-5');
    delete settings.OPENAI_API_KEY;

    expect(again).toBe(first);
    expect(changed).not.toBe(first);
    expect(() => registry.resolve('openai/gpt-5')).toThrow('set OPENAI_API_KEY');
  });
});

describe('the default model', () => {
  it.each([
    ['the demo without any provider', {}, undefined, 'demo/quick'],
    ['that of the provider with a key', { GEMINI_API_KEY: 'k' }, undefined, 'google/gemini-2.5-flash'],
    ['that of the first provider with a key', { OPENROUTER_API_KEY: 'k', OPENAI_API_KEY: 'k' }, undefined, 'openai/gpt-5-mini'],
    ['that of a provider with an address', { GROQ_BASE_URL: 'http://127.0.0.1:1' }, undefined, 'groq/openai/gpt-oss-120b'],
    ['the one that was set, whatever has a key', { OPENAI_API_KEY: 'k' }, 'custom-box/qwen3', 'custom-box/qwen3'],
  ])('is %s', (_what, settings, chosen, expected) => {
    expect(registryWith(settings as Record<string, string>, chosen).defaultModel()).toBe(expected);
  });

  it.each(PROVIDERS.filter(({ baseUrl }) => baseUrl !== '').map(({ id, keyVariable }) => [id, keyVariable]))(
    'of %s can be used with its key alone',
    (id, keyVariable) => {
      const registry = registryWith({ [keyVariable]: 'k' });

      const name = registry.defaultModel();

      expect(name).toMatch(new RegExp(`^${id}/.`));
      expect(registry.resolve(name).id).toBe(name);
    },
  );
});

describe('the providers', () => {
  it('say whether they are configured and which variable holds their key, but not the key', () => {
    const providers = registryWith({ OPENAI_API_KEY: 'sk-secret' }).providers();

    expect(providers).toContainEqual({ id: 'openai', name: 'OpenAI', configured: true, keyVariable: 'OPENAI_API_KEY' });
    expect(providers).toContainEqual({ id: 'anthropic', name: 'Anthropic', configured: false, keyVariable: 'ANTHROPIC_API_KEY' });
    expect(JSON.stringify(providers)).not.toContain('sk-secret');
  });

  it('leave the demo apart', () => {
    const registry = registryWith({});

    expect(registry.isDemo('demo/quick')).toBe(true);
    expect(registry.isDemo('openai/demo')).toBe(false);
    expect(registry.providers().map(({ id }) => id)).not.toContain('demo');
  });
});
