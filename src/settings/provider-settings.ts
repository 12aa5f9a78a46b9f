import type { Pool } from 'pg';
import { customProvider, EMBEDDINGS_PROVIDER, PROVIDERS } from '../llm/providers.ts';
import type { Cipher } from '../secrets/cipher.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { CATALOG } from './provider-catalog.ts';

/** What is stored of one provider, in clear. */
export interface StoredProvider {
  id: string;
  enabled: boolean;
  /** Of a provider of one's own. */
  name: string | null;
  /** By the name of the environment variable that each stands for. */
  values: Readonly<Record<string, string>>;
}

export interface ProviderChange {
  enabled?: boolean;
  name?: string;
  /** Null removes a value. */
  values?: Readonly<Record<string, string | null>>;
}

/**
 * Keys and addresses of providers: stored ones before those of the environment, and none of a provider that is disabled. Present values
 * are kept in memory, so the way to a model call asks nobody.
 */
export interface ProviderSettings {
  /** A value by the name of its environment variable. */
  setting(variable: string): string | undefined;
  /** The embedding model of the page of the memory's search, as `provider/model`; undefined while it has no key. */
  embeddingModel(): string | undefined;
  find(id: string): StoredProvider | undefined;
  /** In the order in which they were stored. */
  stored(): readonly StoredProvider[];
  save(id: string, change: ProviderChange): Promise<void>;
  remove(id: string): Promise<void>;
  /** Reads again what another node may have changed. */
  refresh(): Promise<void>;
  /** Encrypts anew what an earlier key closed; answers how many values. */
  rotate(): Promise<number>;
}

interface Row {
  provider_id: string;
  enabled: boolean;
  name: string | null;
  values: Record<string, string>;
}

export async function createProviderSettings(
  pool: Pool,
  cipher: Cipher,
  environment: (variable: string) => string | undefined,
): Promise<ProviderSettings> {
  let providers = new Map<string, StoredProvider>();
  let values = new Map<string, string>();
  let disabled = new Set<string>();

  async function refresh(): Promise<void> {
    const { rows } = await pool.query<Row>('select provider_id, enabled, name, values from provider_settings order by updated_at');
    const read = rows.map((row): StoredProvider => ({
      id: row.provider_id,
      enabled: row.enabled,
      name: row.name,
      values: Object.fromEntries(
        Object.entries(row.values).map(([variable, text]) => [variable, cipher.decrypt(text, record(row.provider_id, variable))]),
      ),
    }));
    providers = new Map(read.map((provider) => [provider.id, provider]));
    values = new Map(read.flatMap((provider) => (provider.enabled ? Object.entries(provider.values) : [])));
    disabled = new Set(read.flatMap(({ id, enabled }) => (enabled ? [] : variablesOf(id))));
  }
  await refresh();

  const setting = (variable: string) => (disabled.has(variable) ? undefined : (values.get(variable) ?? environment(variable)));

  return {
    setting,
    embeddingModel() {
      const { id, keyVariable, defaultModel } = EMBEDDINGS_PROVIDER;
      const speaksOpenAi = (setting('QMD_EMBED_PROVIDER') ?? 'openai') === 'openai';
      return setting(keyVariable) && speaksOpenAi ? `${id}/${setting('QMD_OPENAI_EMBED_MODEL') ?? defaultModel}` : undefined;
    },
    find: (id) => providers.get(id),
    stored: () => [...providers.values()],
    refresh,

    async save(id, { enabled, name, values: changed = {} }) {
      const removed = Object.keys(changed).filter((variable) => changed[variable] === null);
      const added = Object.entries(changed).flatMap(([variable, text]) =>
        text === null ? [] : [[variable, cipher.encrypt(text, record(id, variable))]],
      );
      await pool.query(
        `insert into provider_settings as p (provider_id, enabled, name, values) values ($1, coalesce($2, true), $3, $4)
         on conflict (provider_id) do update set enabled = coalesce($2, p.enabled), name = coalesce($3, p.name),
           values = (p.values || excluded.values) - $5::text[], updated_at = now()`,
        [id, enabled ?? null, name ?? null, toJsonb(Object.fromEntries(added)), removed],
      );
      await refresh();
    },

    async remove(id) {
      await pool.query('delete from provider_settings where provider_id = $1', [id]);
      await refresh();
    },

    async rotate() {
      const { rows } = await pool.query<Row>('select provider_id, enabled, name, values from provider_settings');
      let count = 0;
      for (const row of rows) {
        for (const [variable, text] of Object.entries(row.values)) {
          if (!cipher.isOutdated(text)) continue;
          const place = record(row.provider_id, variable);
          // one that was changed meanwhile is left as it is now
          const { rowCount } = await pool.query(
            'update provider_settings set values = jsonb_set(values, array[$2], to_jsonb($4::text)) where provider_id = $1 and values->>$2 = $3',
            [row.provider_id, variable, text, cipher.encrypt(cipher.decrypt(text, place), place)],
          );
          count += rowCount ?? 0;
        }
      }
      return count;
    },
  };

  function record(id: string, variable: string): string {
    return `provider_settings.values:${id}:${variable}`;
  }
}

/** The variables of a provider: its key, its address and what else it takes. */
function variablesOf(id: string): string[] {
  const custom = customProvider(id);
  if (custom) return [custom.keyVariable, custom.baseUrlVariable];
  const provider = PROVIDERS.find((candidate) => candidate.id === id);
  const listed = CATALOG.find((candidate) => candidate.id === id);
  return [
    ...(provider ? [provider.keyVariable, provider.baseUrlVariable] : []),
    ...(listed?.extraFields ?? []).map(({ variable }) => variable),
  ];
}
