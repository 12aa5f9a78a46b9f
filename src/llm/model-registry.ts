import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { BadRequestError } from '../errors.ts';
import { aiSdkModel } from './ai-sdk-model.ts';
import { chatCompletionsModel } from './chat-completions-model.ts';
import { httpTransport } from './chat-transport.ts';
import { DEMO_MODELS, demoTransport } from './demo-model.ts';
import { aiSdkEmbeddings, type EmbeddingModel } from './embedding-model.ts';
import type { LanguageModel } from './language-model.ts';
import { customProvider, EMBEDDINGS_PROVIDER, PROVIDERS, type Provider } from './providers.ts';
import { retryingModel, type RetryOptions } from './retrying-model.ts';

/** Finds models by their names, `provider/model`. */
export interface ModelRegistry {
  /** @throws {BadRequestError} for an unknown provider or one without a key; says which key to set. */
  resolve(name: string): LanguageModel;
  /** As `resolve`, without using the model. */
  check(name: string): void;
  /** A model that turns texts into vectors. @throws {BadRequestError} as `resolve`, and for a provider that has none. */
  embeddings(name: string): EmbeddingModel;
  /** For whoever names none: `DEFAULT_MODEL`, else that of the first provider with a key, else the demo. */
  defaultModel(): string;
  isDemo(name: string): boolean;
  providers(): ProviderStatus[];
}

export interface ProviderStatus {
  id: string;
  name: string;
  configured: boolean;
  keyVariable: string | null;
}

export interface ModelRegistryOptions {
  /** A provider's setting by the name of its environment variable. Asked at each call, so a changed key counts at once. */
  setting(variable: string): string | undefined;
  /** Asked at each call; empty or undefined is the first configured provider's. */
  defaultModel?(): string | undefined;
  demoPaceMs: number;
  idleTimeoutMs?: number;
  retry?: RetryOptions;
  /** Vendors that are known by name. Default all. */
  providers?: readonly Provider[];
}

/** Where and how a model is reached. */
interface Target {
  provider: Pick<Provider, 'id' | 'dialect' | 'keyVariable'>;
  model: string;
  key: string | undefined;
  baseUrl: string;
}

/** Anthropic allows only a short reply to a model that its client does not know yet, unless the request names a limit. */
const ANTHROPIC_MAX_OUTPUT_TOKENS = 32_768;

export function createModelRegistry(options: ModelRegistryOptions): ModelRegistry {
  const { setting, defaultModel, demoPaceMs, idleTimeoutMs, retry, providers = PROVIDERS } = options;
  const built = new Map<string, LanguageModel>();
  const isConfigured = (provider: Provider) =>
    (setting(provider.keyVariable) !== undefined && (provider.baseUrl !== '' || ownBaseUrl(provider) !== undefined)) ||
    setting(provider.baseUrlVariable) !== undefined;

  function ownBaseUrl({ baseUrlVariable, resourceVariable }: Provider): string | undefined {
    const resource = resourceVariable && setting(resourceVariable);
    return setting(baseUrlVariable) ?? (resource && `https://${resource}.openai.azure.com/openai/v1`);
  }

  function locate(name: string): Target {
    const slash = name.indexOf('/');
    const providerId = name.slice(0, slash);
    const model = name.slice(slash + 1);
    if (slash < 1 || !model) throw new BadRequestError('A model is named provider/model, such as openai/gpt-5-mini');

    const known = [...providers, EMBEDDINGS_PROVIDER].find(({ id }) => id === providerId);
    if (known) {
      const key = setting(known.keyVariable);
      const baseUrl = ownBaseUrl(known);
      if (known.baseUrl === '' && !baseUrl)
        throw new BadRequestError(`Models of ${known.name} need an address: set ${known.baseUrlVariable} or ${known.resourceVariable}`);
      if (!key && !baseUrl) throw new BadRequestError(`Models of ${known.name} need a key: set ${known.keyVariable}`);
      return {
        provider: baseUrl && known.dialect === 'openai' ? { ...known, dialect: 'openai-compatible' } : known,
        model,
        key,
        baseUrl: baseUrl ?? known.baseUrl,
      };
    }
    const custom = customProvider(providerId);
    if (!custom)
      throw new BadRequestError(
        `There is no such provider; known are ${providers.map(({ id }) => id).join(', ')}, demo, and custom-<name>`,
      );
    const baseUrl = setting(custom.baseUrlVariable);
    if (!baseUrl) throw new BadRequestError(`Models of ${custom.id} need the address of their server: set ${custom.baseUrlVariable}`);
    return { provider: custom, model, key: setting(custom.keyVariable), baseUrl };
  }

  function isDemo(name: string): boolean {
    return name.startsWith('demo/');
  }

  function demo(name: string): LanguageModel {
    return chatCompletionsModel({ id: name, model: name.slice('demo/'.length), transport: demoTransport(demoPaceMs), keyAdvice: '' });
  }

  return {
    resolve(name) {
      if (isDemo(name)) {
        checkDemo(name);
        const cached = built.get(name) ?? demo(name);
        built.set(name, cached);
        return cached;
      }
      const target = locate(name);
      const cacheKey = JSON.stringify([name, target.key, target.baseUrl]);
      let model = built.get(cacheKey);
      if (!model) {
        model = retryingModel(connect(name, target, idleTimeoutMs), retry);
        built.set(cacheKey, model);
      }
      return model;
    },
    embeddings: (name) => connectEmbeddings(name, locate(name)),
    check(name) {
      if (isDemo(name)) checkDemo(name);
      else locate(name);
    },
    defaultModel() {
      const named = defaultModel?.();
      if (named) return named;
      const first = providers.find(isConfigured);
      return first ? `${first.id}/${first.defaultModel}` : 'demo/quick';
    },
    isDemo,
    providers: () =>
      providers.map((provider) => ({
        id: provider.id,
        name: provider.name,
        configured: isConfigured(provider),
        keyVariable: provider.keyVariable,
      })),
  };
}

function checkDemo(name: string): void {
  if (!DEMO_MODELS.includes(name)) throw new BadRequestError(`There is no such demo model; there are ${DEMO_MODELS.join(' and ')}`);
}

function connect(id: string, { provider, model, key, baseUrl }: Target, idleTimeoutMs: number | undefined): LanguageModel {
  const options = { id, keyAdvice: `set ${provider.keyVariable} to a valid one`, ...(idleTimeoutMs !== undefined && { idleTimeoutMs }) };
  const access = { apiKey: key ?? 'none', baseURL: baseUrl };
  switch (provider.dialect) {
    case 'openai':
      return aiSdkModel({ ...options, model: createOpenAI(access).responses(model) });
    case 'anthropic':
      return aiSdkModel({ ...options, model: createAnthropic(access)(model), maxOutputTokens: ANTHROPIC_MAX_OUTPUT_TOKENS });
    case 'google':
      return aiSdkModel({ ...options, model: createGoogle(access)(model) });
    case 'openai-compatible':
      return chatCompletionsModel({ ...options, model, transport: httpTransport(baseUrl, key) });
  }
}

function connectEmbeddings(id: string, { provider, model, key, baseUrl }: Target): EmbeddingModel {
  const options = { id, keyAdvice: `set ${provider.keyVariable} to a valid one` };
  const access = { apiKey: key ?? 'none', baseURL: baseUrl };
  switch (provider.dialect) {
    case 'openai':
    case 'openai-compatible':
      return aiSdkEmbeddings({ ...options, model: createOpenAI(access).embeddingModel(model) });
    case 'google':
      return aiSdkEmbeddings({ ...options, model: createGoogle(access).embeddingModel(model) });
    case 'anthropic':
      throw new BadRequestError('Anthropic has no embedding models: name one of another provider, such as openai/text-embedding-3-small');
  }
}
