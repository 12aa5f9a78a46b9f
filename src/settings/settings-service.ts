import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError } from '../errors.ts';
import type { ServerSettings } from './settings-store.ts';

/** What holds now. A model that nobody set is shown as the one that answers. */
export function effectiveSettings({ settingsStore, models }: Pick<Context, 'settingsStore' | 'models'>): ServerSettings {
  const { current } = settingsStore;
  const fallback = models.defaultModel();
  return {
    ...current,
    defaultWorkingModel: current.defaultWorkingModel || fallback,
    defaultThinkingModel: current.defaultThinkingModel || fallback,
    defaultSlackDecisionModel: current.defaultSlackDecisionModel || fallback,
  };
}

type Patch = { [K in keyof ServerSettings]?: ServerSettings[K] | null };

const MODELS = [
  'defaultWorkingModel',
  'defaultPlanningModel',
  'defaultExecutorModel',
  'defaultThinkingModel',
  'defaultSlackDecisionModel',
] as const;
const LONGEST_TEXT = 1000;

/** Changes what is given and leaves the rest; null leaves, too. @throws {BadUserInputError} for a model that is not named as one. */
export async function updateSettings(context: Context, patch: Patch): Promise<ServerSettings> {
  const given = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<ServerSettings>;
  for (const key of MODELS) {
    if (given[key] !== undefined && !/^$|^[^/\s]+\/\S+$/.test(given[key])) throw invalid(key, 'must be provider/model, or empty');
  }
  const shown = effectiveSettings(context);
  const changed = Object.entries(given).filter(([key, value]) => value !== shown[key as keyof ServerSettings]);
  for (const [key, value] of changed)
    if (typeof value === 'string' && value.length > LONGEST_TEXT) throw invalid(key, `must have at most ${LONGEST_TEXT} characters`);
  if (changed.length > 0) {
    await context.settingsStore.update(Object.fromEntries(changed));
    context.announce('settings');
    await audit(context, { action: 'settings.update', target: 'settings', details: { changed: changed.map(([key]) => key) } });
  }
  return effectiveSettings(context);
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
