import type { Context } from '../context.ts';
import { pulseState } from '../pulse/pulse-service.ts';
import { timeline } from './timeline.ts';

/** What an agent is doing, and when it wakes by itself. */
export interface AgentLifecycle {
  agentId: string;
  state: 'WORKING' | 'IDLE';
  /** Epoch milliseconds, as all times here. */
  lastActive: number | null;
  /** Steps that wait for one of its slots. */
  queueDepth: number;
  currentWork: { runId: string; stepId: string; stepType: string; startedAt: number | null } | null;
  pulse: { enabled: boolean; lastPulse: number | null; nextPulse: number | null; intervalMs: number };
}

const MINUTE_MS = 60_000;

/** Idle for an agent that nobody knows. */
export async function lifecycleOf(context: Context, agentId: string): Promise<AgentLifecycle> {
  const { loaders, pool, viewer, settingsStore } = context;
  const steps = await loaders.activeStepsOfAgent.load(agentId);
  const running = steps.find(({ status }) => status === 'running');
  const { entries } = await timeline(pool, { ownerId: viewer.ownerId, agentId, since: null, limit: 1 });
  const pulse = await pulseState(context, agentId).catch(() => null);
  return {
    agentId,
    state: running ? 'WORKING' : 'IDLE',
    lastActive: entries[0]?.timestamp ?? null,
    queueDepth: steps.filter(({ status }) => status === 'queued').length,
    currentWork: running
      ? { runId: running.runId, stepId: running.stepId, stepType: 'pipeline', startedAt: running.startedAt ?? null }
      : null,
    pulse: {
      enabled: pulse?.enabled ?? false,
      lastPulse: pulse?.lastAt ?? null,
      nextPulse: pulse?.nextAt ?? null,
      intervalMs: (pulse?.intervalMinutes ?? settingsStore.current.pulseIntervalMinutes) * MINUTE_MS,
    },
  };
}
