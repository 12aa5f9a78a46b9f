/** A vendor of models, as people name it before the slash in `provider/model`. */
export interface Provider {
  id: string;
  name: string;
  /** Environment variable that holds its key. */
  keyVariable: string;
  /** Environment variable that points to another server of the same dialect. */
  baseUrlVariable: string;
  /** Empty for a vendor that has none for all. */
  baseUrl: string;
  /** Environment variable of a name that the address is made of. */
  resourceVariable?: string;
  dialect: 'openai' | 'anthropic' | 'google' | 'openai-compatible';
  /** Used by whoever names no model, when this is the first provider with a key. */
  defaultModel: string;
}

function compatible(id: string, name: string, keyVariable: string, baseUrl: string, defaultModel: string): Provider {
  const baseUrlVariable = keyVariable.replace(/_(API_KEY|TOKEN)$/, '_BASE_URL');
  return { id, name, keyVariable, baseUrlVariable, baseUrl, dialect: 'openai-compatible', defaultModel };
}

/** Providers that are known by name; the first with a key gives the default model. */
export const PROVIDERS: readonly Provider[] = [
  {
    id: 'anthropic',
    name: 'Anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
    baseUrl: 'https://api.anthropic.com/v1',
    dialect: 'anthropic',
    defaultModel: 'claude-sonnet-4-5',
  },
  {
    id: 'openai',
    name: 'OpenAI',
    keyVariable: 'OPENAI_API_KEY',
    baseUrlVariable: 'OPENAI_BASE_URL',
    baseUrl: 'https://api.openai.com/v1',
    dialect: 'openai',
    defaultModel: 'gpt-5-mini',
  },
  {
    id: 'google',
    name: 'Google',
    keyVariable: 'GEMINI_API_KEY',
    baseUrlVariable: 'GEMINI_BASE_URL',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    dialect: 'google',
    defaultModel: 'gemini-2.5-flash',
  },
  compatible('openrouter', 'OpenRouter', 'OPENROUTER_API_KEY', 'https://openrouter.ai/api/v1', 'anthropic/claude-sonnet-4.5'),
  compatible('xai', 'xAI', 'XAI_API_KEY', 'https://api.x.ai/v1', 'grok-4'),
  compatible('groq', 'Groq', 'GROQ_API_KEY', 'https://api.groq.com/openai/v1', 'openai/gpt-oss-120b'),
  compatible('mistral', 'Mistral', 'MISTRAL_API_KEY', 'https://api.mistral.ai/v1', 'mistral-large-latest'),
  compatible('cerebras', 'Cerebras', 'CEREBRAS_API_KEY', 'https://api.cerebras.ai/v1', 'gpt-oss-120b'),
  compatible('zai', 'Z.ai', 'ZAI_API_KEY', 'https://api.z.ai/api/paas/v4', 'glm-4.7'),
  compatible('minimax', 'MiniMax', 'MINIMAX_API_KEY', 'https://api.minimax.io/v1', 'MiniMax-M2.1'),
  compatible('kimi-coding', 'Kimi', 'KIMI_API_KEY', 'https://api.moonshot.ai/v1', 'kimi-k2-thinking'),
  compatible('huggingface', 'Hugging Face', 'HF_TOKEN', 'https://router.huggingface.co/v1', 'openai/gpt-oss-120b'),
  compatible('minimax-cn', 'MiniMax (China)', 'MINIMAX_CN_API_KEY', 'https://api.minimaxi.com/v1', 'MiniMax-M2'),
  // each customer has an address of their own: without AZURE_OPENAI_BASE_URL or AZURE_OPENAI_RESOURCE_NAME there is none
  {
    ...compatible('azure-openai-responses', 'Azure OpenAI', 'AZURE_OPENAI_API_KEY', '', 'gpt-4o'),
    resourceVariable: 'AZURE_OPENAI_RESOURCE_NAME',
  },
  compatible('opencode', 'OpenCode Zen', 'OPENCODE_API_KEY', 'https://opencode.ai/zen/v1', 'claude-sonnet-4-5'),
];

/** Makes embeddings only: people set its key on the page of the memory's search, beside the one of their models. */
export const EMBEDDINGS_PROVIDER: Provider = {
  id: 'qmdr',
  name: 'Memory search',
  keyVariable: 'QMD_OPENAI_API_KEY',
  baseUrlVariable: 'QMD_OPENAI_BASE_URL',
  baseUrl: 'https://api.openai.com/v1',
  dialect: 'openai',
  defaultModel: 'text-embedding-3-small',
};

/** An OpenAI-compatible server of one's own, `custom-<slug>`: its variables are `CUSTOM_<SLUG>_BASE_URL` and `CUSTOM_<SLUG>_API_KEY`. */
export function customProvider(id: string): Omit<Provider, 'baseUrl' | 'defaultModel'> | null {
  const slug = /^custom-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(id)?.[1];
  if (!slug) return null;
  const prefix = `CUSTOM_${slug.toUpperCase().replaceAll('-', '_')}`;
  return { id, name: slug, keyVariable: `${prefix}_API_KEY`, baseUrlVariable: `${prefix}_BASE_URL`, dialect: 'openai-compatible' };
}
