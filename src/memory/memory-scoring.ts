/** How the worth of a memory follows from how it was used. */
export interface ScoringConfig {
  /** Fewer valuations say nothing yet. */
  minValuationsForSignal: number;
  recencyHalfLifeDays: number;
  /** How long a valuation counts: what was found useless comes back to neutral. */
  rehabilitationHalfLifeDays: number;
  /** No memory sinks below. */
  adaptiveScoreFloor: number;
  /** So many accesses count in full. */
  frequencyLogCap: number;
  blendUsefulnessWeight: number;
  blendRecencyWeight: number;
  blendFrequencyWeight: number;
  recencyFloor: number;
  /** Rank × (base factor + boost factor × worth). */
  blendBoostFactor: number;
  blendBaseFactor: number;
}

export const DEFAULT_SCORING: Readonly<ScoringConfig> = {
  minValuationsForSignal: 3,
  recencyHalfLifeDays: 30,
  rehabilitationHalfLifeDays: 90,
  adaptiveScoreFloor: 0.35,
  frequencyLogCap: 50,
  blendUsefulnessWeight: 0.6,
  blendRecencyWeight: 0.25,
  blendFrequencyWeight: 0.15,
  recencyFloor: 0.3,
  blendBoostFactor: 0.3,
  blendBaseFactor: 0.7,
};

/** What is known of how a memory was used. */
export interface MemoryUse {
  accessCount: number;
  valuationCount: number;
  usefulCount: number;
  /** Epoch milliseconds. */
  lastAccessed: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Usefulness and worth of a memory, 0 to about 1, to four decimals. A memory that nobody valued is neutral: 0.5. */
export function scoreOf(
  { accessCount, valuationCount, usefulCount, lastAccessed }: MemoryUse,
  config: Readonly<ScoringConfig>,
  now: number,
): { usefulness: number; adaptive: number } {
  const ageDays = Math.max(0, now - lastAccessed) / DAY_MS;
  const decay = (halfLifeDays: number) => 2 ** (-ageDays / halfLifeDays);
  const raw = valuationCount < config.minValuationsForSignal ? 0.5 : usefulCount / valuationCount;
  const kept = decay(config.rehabilitationHalfLifeDays);
  const usefulness = raw * kept + 0.5 * (1 - kept);
  const recency = Math.max(config.recencyFloor, decay(config.recencyHalfLifeDays));
  const frequency = Math.min(1, Math.log(accessCount + 1) / Math.log(Math.max(2, config.frequencyLogCap)));
  const blended = usefulness * config.blendUsefulnessWeight + recency * config.blendRecencyWeight + frequency * config.blendFrequencyWeight;
  return { usefulness: rounded(usefulness), adaptive: rounded(Math.max(config.adaptiveScoreFloor, blended)) };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
