import type { Context } from '../context.ts';
import { customProvider, PROVIDERS } from '../llm/providers.ts';
import { describe } from './provider-service.ts';

/** A model that a provider offers, named as agents and pipelines name it. */
export interface OfferedModel {
  /** `provider/model`. */
  id: string;
  name: string;
  description: string | null;
  /** It can think before it answers. */
  reasoning: boolean;
}

/** `live`: its server was asked. */
export type ModelSource = 'live' | 'static';

export interface OfferedModels {
  models: OfferedModel[];
  source: ModelSource;
}

const KEPT_MS = 5 * 60 * 1000;
const TIMEOUT_MS = 8_000;
const LIMIT_BYTES = 8 * 1024 * 1024;
const kept = new Map<string, { until: number; models: OfferedModel[] }>();

/**
 * The models of a provider: as its server lists them, kept for five minutes; else those that are known.
 * @throws {NotFoundError} for an unknown provider. A server that fails is no error: what is known is answered.
 */
export async function offeredModels(context: Context, id: string): Promise<OfferedModels> {
  const provider = describe(context, id);
  const fallback: OfferedModels = { models: provider.models.map((model) => knownModel(id, model)), source: 'static' };
  const target = provider.isLive ? liveTarget(context, id) : null;
  if (!target) return fallback;
  const cacheKey = `${id} ${target.url} ${target.key ?? ''}`;
  const cached = kept.get(cacheKey);
  if (cached && cached.until > Date.now()) return { models: cached.models, source: 'live' };
  try {
    const headers: Record<string, string> = target.key ? { authorization: `Bearer ${target.key}` } : {};
    const text = await (target.isOwn
      ? context.guardedFetch.text(target.url, { limitBytes: LIMIT_BYTES, timeoutMs: TIMEOUT_MS, headers })
      : fetch(target.url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).then((response) => (response.ok ? response.text() : '')));
    const models = parse(id, text);
    kept.clear(); // few are ever asked for; a key that was changed leaves nothing behind
    kept.set(cacheKey, { until: Date.now() + KEPT_MS, models });
    return { models, source: 'live' };
  } catch {
    return fallback;
  }
}

function liveTarget({ providerSettings }: Context, id: string): { url: string; key: string | undefined; isOwn: boolean } | null {
  const custom = customProvider(id);
  const provider: { baseUrlVariable: string; keyVariable: string; baseUrl?: string } | undefined =
    custom ?? PROVIDERS.find((candidate) => candidate.id === id);
  if (!provider) return null;
  const own = providerSettings.setting(provider.baseUrlVariable);
  const key = providerSettings.setting(provider.keyVariable);
  const base = own ?? provider.baseUrl;
  if (!base || (!key && !own)) return null;
  // an address that callers could set is guarded; the operator's own and the vendors' are not
  return {
    url: `${base.replace(/\/+$/, '')}/models`,
    key,
    isOwn: providerSettings.find(id)?.values[provider.baseUrlVariable] !== undefined,
  };
}

/** @throws {Error} when it is not a list of models. */
function parse(providerId: string, text: string): OfferedModel[] {
  const answer = JSON.parse(text) as { data?: unknown } | unknown[];
  const list = Array.isArray(answer) ? answer : answer.data;
  if (!Array.isArray(list)) throw new Error('no list of models');
  return list
    .flatMap((item: unknown): OfferedModel[] => {
      const { id, name, description, supported_parameters: parameters } = (item ?? {}) as Record<string, unknown>;
      if (typeof id !== 'string' || id === '') return [];
      return [
        {
          id: `${providerId}/${id}`,
          name: typeof name === 'string' && name !== '' ? name : id,
          description: typeof description === 'string' ? description.slice(0, 500) : null,
          reasoning: Array.isArray(parameters) && parameters.includes('reasoning'),
        },
      ];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A model that is known without asking. */
export function knownModel(providerId: string, model: string): OfferedModel {
  return { id: `${providerId}/${model}`, name: model, description: null, reasoning: !/gpt-4|flash-2|2\.0/.test(model) };
}
