import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import { customProvider } from '../llm/providers.ts';
import { mask } from '../secrets/mask.ts';
import { CATALOG, type CatalogProvider, type ExtraField } from './provider-catalog.ts';

/** A provider with what is set of it, as people see it. */
export interface ProviderView {
  id: string;
  name: string;
  description: string;
  enabled: boolean;
  /** A model of it can be called. */
  configured: boolean;
  maskedApiKey: string | null;
  maskedExtraConfig: Record<string, string> | null;
  plainExtraConfig: Record<string, string> | null;
  keyVariable: string;
  docsUrl: string;
  extraFields: readonly ExtraField[];
  /** Ids of the models that are known without asking. */
  models: readonly string[];
  isCustom: boolean;
}

type Settings = Pick<Context, 'providerSettings'>;

/** Those of the catalogue in its order, then one's own. */
export function listProviders(context: Settings): ProviderView[] {
  const own = context.providerSettings.stored().flatMap(({ id }) => (isKnown(id) ? [] : [ownProvider(id, context)]));
  return [...CATALOG, ...own.filter((provider) => provider !== null)].map((provider) => viewOf(provider, context));
}

/** @throws {NotFoundError} */
export function getProvider(context: Settings, id: string): ProviderView {
  return viewOf(describe(context, id), context);
}

export interface ProviderInput {
  enabled?: boolean | null;
  /** Empty, absent and the mask of the stored one keep what is there. */
  apiKey?: string | null;
  /** Merged by key; an empty text removes one. */
  extraConfig?: Record<string, string> | null;
}

/**
 * Changes what is set of a provider; counts from the next model call on.
 * @throws {NotFoundError} for a provider that is neither in the catalogue nor of one's own.
 * @throws {BadUserInputError} for a variable that the provider does not take.
 */
export async function updateProvider(context: Context, id: string, input: ProviderInput): Promise<ProviderView> {
  const provider = describe(context, id);
  const stored = context.providerSettings.find(id);
  const values: Record<string, string | null> = {};
  const apiKey = input.apiKey?.trim();
  if (apiKey && apiKey !== mask(stored?.values[provider.keyVariable] ?? '')) values[provider.keyVariable] = apiKey;
  for (const [variable, value] of Object.entries(input.extraConfig ?? {})) {
    const field = provider.extraFields.find((candidate) => candidate.variable === variable);
    if (!field)
      throw new BadUserInputError(`extraConfig has a variable that ${provider.name} does not take`, [
        issue('extraConfig', 'takes no such variable'),
      ]);
    if (value === mask(stored?.values[variable] ?? '') && value !== '') continue;
    checkExtra(context, variable, value);
    values[variable] = value.trim() === '' ? null : value.trim();
  }
  await context.providerSettings.save(id, { ...(input.enabled != null && { enabled: input.enabled }), values });
  context.announce('settings');
  const details = { changed: Object.keys(values), ...(input.enabled != null && { enabled: input.enabled }) };
  await audit(context, { action: 'provider.update', target: id, details });
  return getProvider(context, id);
}

/** Adds an OpenAI-compatible server of one's own. @throws {ConflictError} when there is one of this slug. */
export async function createProvider(
  context: Context,
  input: { name: string; slug: string; baseUrl: string; apiKey?: string | null },
): Promise<ProviderView> {
  const { name, slug, baseUrl, apiKey } = input;
  const id = `custom-${slug}`;
  const custom = customProvider(id);
  if (!custom || slug.length < 2 || slug.length > 32)
    throw invalid('slug', 'must be 2 to 32 small letters, digits and single hyphens, none at its ends');
  if (name.trim() === '') throw invalid('name', 'must not be empty');
  context.guardedFetch.checkUrl(baseUrl, 'baseUrl');
  if (context.providerSettings.find(id)) throw new ConflictError(`Provider ${id} exists`);
  const values = { [custom.baseUrlVariable]: baseUrl.trim(), ...(apiKey?.trim() && { [custom.keyVariable]: apiKey.trim() }) };
  await context.providerSettings.save(id, { name: name.trim(), enabled: true, values });
  context.announce('settings');
  await audit(context, { action: 'provider.create', target: id });
  return getProvider(context, id);
}

/** Forgets what is stored of a provider; one of the catalogue then goes by its environment variables again. */
export async function deleteProvider(context: Context, id: string): Promise<void> {
  await context.providerSettings.remove(id);
  context.announce('settings');
  await audit(context, { action: 'provider.delete', target: id.slice(0, 64) });
}

export interface EngineKeys {
  keys: Record<string, string>;
  extra: Record<string, string>;
  sources: Record<string, { source: string; masked_key: string }>;
}

/**
 * All keys in clear, for the engine alone.
 * @param userId whose own keys are asked for: nobody has keys of their own here, so there are none.
 * @throws {ForbiddenError} for anybody else.
 */
export async function engineKeys(context: Context, userId: string | null): Promise<EngineKeys> {
  await audit(context, { action: 'provider.read-keys', target: userId === null ? 'all' : 'user' });
  const keys: EngineKeys = { keys: {}, extra: {}, sources: {} };
  if (userId !== null) return keys;
  for (const { id, enabled, keyVariable, extraFields } of listProviders(context)) {
    if (!enabled && context.providerSettings.find(id)) continue;
    const key = context.providerSettings.setting(keyVariable);
    if (key) {
      keys.keys[id] = key;
      keys.sources[id] = { source: 'instance', masked_key: mask(key) };
    }
    for (const { variable } of extraFields) {
      const value = context.providerSettings.setting(variable);
      if (value) keys.extra[variable] = value;
    }
  }
  return keys;
}

/** @throws {NotFoundError} */
export function describe(context: Settings, id: string): CatalogProvider {
  const provider = CATALOG.find((candidate) => candidate.id === id) ?? ownProvider(id, context);
  if (!provider) throw new NotFoundError('There is no such provider');
  return provider;
}

/** A provider of one's own: stored, or named by its variables. */
function ownProvider(id: string, { providerSettings }: Settings): CatalogProvider | null {
  const custom = customProvider(id);
  const stored = providerSettings.find(id);
  if (!custom || (!stored && providerSettings.setting(custom.baseUrlVariable) === undefined)) return null;
  return {
    id,
    name: stored?.name ?? custom.name,
    description: 'An OpenAI-compatible server of your own.',
    keyVariable: custom.keyVariable,
    docsUrl: '',
    extraFields: [
      {
        variable: custom.baseUrlVariable,
        label: 'Base URL',
        placeholder: 'http://localhost:11434/v1',
        description: 'Where the server is.',
        isRequired: true,
      },
    ],
    models: [],
    isLive: true,
  };
}

function viewOf(provider: CatalogProvider, { providerSettings }: Settings): ProviderView {
  const { id, name, description, keyVariable, docsUrl, extraFields, models } = provider;
  const stored = providerSettings.find(id);
  const isCustom = !isKnown(id);
  const key = providerSettings.setting(keyVariable) ?? stored?.values[keyVariable];
  const values = extraFields.flatMap(({ variable }) => {
    const value = providerSettings.setting(variable) ?? stored?.values[variable];
    return value === undefined ? [] : [[variable, value] as const];
  });
  const needsAddress = isCustom || id === 'azure-openai-responses';
  return {
    id,
    name,
    description,
    keyVariable,
    docsUrl,
    extraFields,
    models,
    isCustom,
    enabled: stored?.enabled ?? false,
    configured: (isCustom || key !== undefined) && (!needsAddress || values.length > 0),
    maskedApiKey: key === undefined ? null : mask(key),
    maskedExtraConfig: values.length === 0 ? null : Object.fromEntries(values.map(([variable, value]) => [variable, mask(value)])),
    plainExtraConfig:
      values.length === 0
        ? null
        : Object.fromEntries(values.map(([variable, value]) => [variable, isPlain(variable) ? value : mask(value)])),
  };
}

/** Addresses and names are no secrets, and people want to see them to change them. */
function isPlain(variable: string): boolean {
  return /_(BASE_URL|RESOURCE_NAME|PROVIDER|MODEL|MODE)$/.test(variable);
}

function checkExtra({ guardedFetch }: Context, variable: string, value: string): void {
  if (value.trim() === '') return;
  if (variable.endsWith('_BASE_URL')) guardedFetch.checkUrl(value, `extraConfig.${variable}`);
  if (variable.endsWith('_RESOURCE_NAME') && !/^[A-Za-z0-9-]{2,64}$/.test(value))
    throw invalid(`extraConfig.${variable}`, 'must be the name of a resource: letters, digits and hyphens');
}

function isKnown(id: string): boolean {
  return CATALOG.some((provider) => provider.id === id);
}

function issue(path: string, rule: string) {
  return { path, rule };
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [issue(path, rule)]);
}
