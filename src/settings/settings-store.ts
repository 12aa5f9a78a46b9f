import type { Pool } from 'pg';
import { DEFAULT_SCORING, type ScoringConfig } from '../memory/memory-scoring.ts';
import { toJsonb } from '../store/to-jsonb.ts';

/** How much a model thinks. */
export type ThinkingLevel = 'off' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';

/** What people set for the whole server. Seconds, minutes and megabytes as the names say. */
export interface ServerSettings {
  defaultWorkingModel: string;
  defaultPlanningModel: string;
  defaultExecutorModel: string;
  defaultThinkingModel: string;
  defaultSlackDecisionModel: string;
  defaultWorkingModelThinkingLevel: ThinkingLevel;
  defaultThinkingModelThinkingLevel: ThinkingLevel;
  defaultSlackDecisionModelThinkingLevel: ThinkingLevel;
  pulseIntervalMinutes: number;
  pulseEnabled: boolean;
  userSlackId: string;
  agentRuntimeImage: string;
  ptcEnabled: boolean;
  containerMemoryLimitMb: number;
  containerCpuLimit: number;
  containerShmSizeMb: number;
  jfsAgentCacheSizeMb: number;
  containerReadyTimeoutSec: number;
  defaultStepTimeoutSec: number;
  chatIdleTimeoutMin: number;
  reaperIntervalSec: number;
  wakeEnabled: boolean;
  wakeCooldownSec: number;
  maxWakesPerDay: number;
  maxWakesPerPairPerDay: number;
  maxConcurrentPulseSessions: number;
  defaultPulseTimeoutSec: number;
  chatInactivityTimeoutSec: number;
  chatHardTimeoutSec: number;
  maxAutoContinuations: number;
  memoryScoring: Readonly<ScoringConfig>;
}

/** What holds until somebody sets it. An empty model is the first configured provider's. */
const DEFAULTS: ServerSettings = {
  defaultWorkingModel: '',
  defaultPlanningModel: '',
  defaultExecutorModel: '',
  defaultThinkingModel: '',
  defaultSlackDecisionModel: '',
  defaultWorkingModelThinkingLevel: 'off',
  defaultThinkingModelThinkingLevel: 'medium',
  defaultSlackDecisionModelThinkingLevel: 'off',
  pulseIntervalMinutes: 30,
  pulseEnabled: true,
  userSlackId: '',
  agentRuntimeImage: '',
  ptcEnabled: true,
  containerMemoryLimitMb: 2048,
  containerCpuLimit: 2,
  containerShmSizeMb: 256,
  jfsAgentCacheSizeMb: 2048,
  containerReadyTimeoutSec: 30,
  defaultStepTimeoutSec: 300,
  chatIdleTimeoutMin: 30,
  reaperIntervalSec: 60,
  wakeEnabled: true,
  wakeCooldownSec: 300,
  maxWakesPerDay: 12,
  maxWakesPerPairPerDay: 5,
  maxConcurrentPulseSessions: 2,
  defaultPulseTimeoutSec: 120,
  chatInactivityTimeoutSec: 180,
  chatHardTimeoutSec: 900,
  maxAutoContinuations: 50,
  memoryScoring: DEFAULT_SCORING,
};

/** A model that a person named as a favourite. */
export interface FavoriteModel {
  modelId: string;
  modelName: string;
  providerName: string;
}

/** Keeps settings in the database and their present values in memory, where whoever needs one reads it without waiting. */
export interface SettingsStore {
  readonly current: Readonly<ServerSettings>;
  readonly favorites: readonly FavoriteModel[];
  /** Changes what is given and leaves the rest. */
  update(patch: Partial<ServerSettings>): Promise<void>;
  setFavorites(favorites: readonly FavoriteModel[]): Promise<void>;
  /** Reads again what another node may have changed. */
  refresh(): Promise<void>;
}

export async function createSettingsStore(pool: Pool): Promise<SettingsStore> {
  let current = DEFAULTS;
  let favorites: readonly FavoriteModel[] = [];

  const store = async (values: Record<string, unknown>): Promise<void> => {
    await pool.query(
      `insert into settings (key, value) select key, value from jsonb_each($1::jsonb)
       on conflict (key) do update set value = excluded.value, updated_at = now()`,
      [toJsonb(values)],
    );
    await refresh();
  };
  const refresh = async (): Promise<void> => {
    const { rows } = await pool.query<{ key: string; value: unknown }>('select key, value from settings');
    const stored = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    const known = Object.keys(DEFAULTS).filter((key) => Object.hasOwn(stored, key));
    current = { ...DEFAULTS, ...Object.fromEntries(known.map((key) => [key, stored[key]])) };
    favorites = (stored.favorites as FavoriteModel[] | undefined) ?? [];
  };
  await refresh();

  return {
    get current() {
      return current;
    },
    get favorites() {
      return favorites;
    },
    update: (patch) => store(patch),
    setFavorites: (given) => store({ favorites: given }),
    refresh,
  };
}
