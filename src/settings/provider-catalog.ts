import { EMBEDDINGS_PROVIDER, PROVIDERS } from '../llm/providers.ts';

/** A provider as people see it when they configure one. */
export interface CatalogProvider {
  id: string;
  name: string;
  description: string;
  keyVariable: string;
  docsUrl: string;
  /** Further variables that it takes; no others are stored. */
  extraFields: readonly ExtraField[];
  /** Ids of models, without the provider's own prefix; empty where they are asked for live. */
  models: readonly string[];
  /** Its server lists its models. */
  isLive: boolean;
}

export interface ExtraField {
  variable: string;
  label: string;
  placeholder: string;
  description: string;
  isRequired: boolean;
}

const DESCRIPTIONS: Readonly<Record<string, readonly [description: string, docsUrl: string]>> = {
  opencode: ['Models chosen and tested for coding agents.', 'https://opencode.ai/docs/zen'],
  xai: ['Grok models.', 'https://console.x.ai'],
  openrouter: ['Many vendors behind one key.', 'https://openrouter.ai/keys'],
  anthropic: ['Claude models.', 'https://console.anthropic.com/settings/keys'],
  openai: ['GPT models.', 'https://platform.openai.com/api-keys'],
  google: ['Gemini models.', 'https://aistudio.google.com/apikey'],
  groq: ['Open models, fast.', 'https://console.groq.com/keys'],
  zai: ['GLM models.', 'https://z.ai/manage-apikey/apikey-list'],
  mistral: ['Mistral models.', 'https://console.mistral.ai/api-keys'],
  cerebras: ['Open models, very fast.', 'https://cloud.cerebras.ai'],
  minimax: ['MiniMax models.', 'https://platform.minimax.io'],
  'kimi-coding': ['Kimi models.', 'https://platform.moonshot.ai/console/api-keys'],
  huggingface: ['Open models of many hosts behind one token.', 'https://huggingface.co/settings/tokens'],
  'azure-openai-responses': ['GPT models in your Azure subscription.', 'https://learn.microsoft.com/azure/ai-services/openai'],
  'minimax-cn': ['MiniMax models, served in China.', 'https://platform.minimaxi.com'],
};

const STATIC_MODELS: Readonly<Record<string, readonly string[]>> = {
  anthropic: [
    'claude-sonnet-4-6',
    'claude-opus-4-6',
    'claude-sonnet-4-5',
    'claude-opus-4-5',
    'claude-sonnet-4',
    'claude-opus-4',
    'claude-haiku-4-5',
  ],
  google: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.0-flash'],
  zai: ['glm-4.7', 'glm-4.7-flash', 'glm-4.6', 'glm-4.5', 'glm-5'],
  minimax: ['MiniMax-M2', 'MiniMax-M2.1'],
  'kimi-coding': ['kimi-k2', 'kimi-k2-thinking'],
  'azure-openai-responses': ['gpt-4o', 'gpt-4', 'codex-mini-latest'],
  'minimax-cn': ['MiniMax-M2'],
};

const ORDER = Object.keys(DESCRIPTIONS);

const AZURE: readonly ExtraField[] = [
  extra(
    'AZURE_OPENAI_BASE_URL',
    'Base URL',
    'https://my-resource.openai.azure.com/openai/v1',
    'Address of the resource; this or its name is needed.',
  ),
  extra('AZURE_OPENAI_RESOURCE_NAME', 'Resource name', 'my-resource', 'Name of the resource, when no base URL is given.'),
];

/** The embedding and ranking service of a memory search, which existing clients show on a page of its own. */
const MEMORY_SEARCH: CatalogProvider = {
  id: EMBEDDINGS_PROVIDER.id,
  name: EMBEDDINGS_PROVIDER.name,
  description: 'Embeddings for the search of memory vaults.',
  keyVariable: EMBEDDINGS_PROVIDER.keyVariable,
  docsUrl: '',
  extraFields: [
    extra('QMD_OPENAI_BASE_URL', 'Base URL', 'https://api.openai.com/v1', 'An OpenAI-compatible server.'),
    extra('QMD_EMBED_PROVIDER', 'Embedding provider', 'openai', ''),
    extra('QMD_OPENAI_EMBED_MODEL', 'Embedding model', 'text-embedding-3-small', ''),
    extra('QMD_RERANK_PROVIDER', 'Ranking provider', '', ''),
    extra('QMD_RERANK_MODE', 'Ranking mode', '', ''),
    extra('QMD_OPENAI_MODEL', 'Ranking model', '', ''),
  ],
  models: [],
  isLive: false,
};

/** All providers that are known by name, in the order in which people are shown them. */
export const CATALOG: readonly CatalogProvider[] = [
  ...ORDER.flatMap((id) => {
    const provider = PROVIDERS.find((candidate) => candidate.id === id);
    const [description, docsUrl] = DESCRIPTIONS[id] ?? ['', ''];
    const models = STATIC_MODELS[id] ?? [];
    if (!provider) return [];
    const { name, keyVariable } = provider;
    const extraFields = id === 'azure-openai-responses' ? AZURE : [];
    return [{ id, name, description, keyVariable, docsUrl, extraFields, models, isLive: models.length === 0 }];
  }),
  MEMORY_SEARCH,
];

function extra(variable: string, label: string, placeholder: string, description: string): ExtraField {
  return { variable, label, placeholder, description, isRequired: false };
}
