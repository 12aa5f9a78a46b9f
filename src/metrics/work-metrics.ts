import { Counter, type Registry } from 'prom-client';
import type { LogEvent } from '../log/event-log.ts';
import type { Usage } from '../pipelines/machine/facts.ts';
import { Durations, type DurationSeries } from './durations.ts';

interface ModelTally {
  turns: number;
  input: number;
  output: number;
  cached: number;
  costUsd: number;
  durations: DurationSeries;
}

/** Names of models come from people: beyond so many they count as one. */
const MOST_MODELS = 200;
/** Upper bounds of a turn in seconds. */
const TURN_BOUNDS = [0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300];

/** Counts what this node commits to the log. Facts are committed once, so each is counted on one node alone. */
export function createWorkMetrics(registry: Registry): { count(events: readonly LogEvent[]): void } {
  const runs = { created: 0, completed: 0, failed: 0, cancelled: 0, paused: 0 };
  const recoveries = { recovery: 0, handover: 0 };
  const steps = { completed: 0, failed: 0, retried: 0, cancelled: 0 };
  const tools = { success: 0, error: 0, unknown: 0 };
  const models = new Map<string, ModelTally>();
  let events = 0;
  let batches = 0;

  const turnDurations = new Durations(registry, {
    name: 'djinnbot_model_turn_duration_seconds',
    help: 'How long turns took, by model: from the end of the turn before, so with the tools that it asked for.',
    bounds: TURN_BOUNDS,
  });
  const counter = (name: string, help: string, label: string, values: () => Iterable<[string, number]>) =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        this.reset();
        for (const [value, count] of values()) this.inc({ [label]: value }, count);
      },
    });
  const single = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  const ofModels = (name: string, help: string, of: (tally: ModelTally) => number) =>
    counter(name, help, 'model', () => [...models].map(([model, tally]) => [model, of(tally)]));

  counter('djinnbot_runs_total', 'Runs that this node put down as created, completed, failed, cancelled or paused.', 'change', () =>
    Object.entries(runs),
  );
  counter(
    'djinnbot_run_takeovers_total',
    'Runs that this node took up where another session left them: after a loss (recovery) or in order (handover).',
    'reason',
    () => Object.entries(recoveries),
  );
  counter(
    'djinnbot_steps_total',
    'Attempts at steps that ended, by how: completed, failed, cancelled, or begun again (retried).',
    'result',
    () => Object.entries(steps),
  );
  counter('djinnbot_tool_calls_total', 'Calls of tools that ended, by outcome; unknown: the server was lost meanwhile.', 'outcome', () =>
    Object.entries(tools),
  );
  ofModels('djinnbot_model_turns_total', 'Turns that models finished.', ({ turns }) => turns);
  ofModels('djinnbot_model_input_tokens_total', 'Tokens that models were given, cached ones among them.', ({ input }) => input);
  ofModels('djinnbot_model_cached_input_tokens_total', 'Tokens that models were given and had in their cache.', ({ cached }) => cached);
  ofModels('djinnbot_model_output_tokens_total', 'Tokens that models wrote, those of their reasoning among them.', ({ output }) => output);
  ofModels('djinnbot_model_cost_usd_total', 'Cost of turns in US dollars; nothing where the price is not known.', ({ costUsd }) => costUsd);
  single('djinnbot_log_events_total', 'Events that this node committed to the log.', () => events);
  single('djinnbot_log_batches_total', 'Batches in which this node committed them.', () => batches);

  function tallyOf(model: string): ModelTally {
    const found = models.get(model);
    if (found) return found;
    if (models.size >= MOST_MODELS && model !== 'other') return tallyOf('other');
    const tally = { turns: 0, input: 0, output: 0, cached: 0, costUsd: 0, durations: turnDurations.series({ model }) };
    models.set(model, tally);
    return tally;
  }

  function countTurn(model: string, usage: Usage, durationMs: number | undefined): void {
    const tally = tallyOf(model);
    tally.turns++;
    tally.input += usage.input_tokens;
    tally.output += usage.output_tokens;
    tally.cached += usage.cached_input_tokens;
    tally.costUsd += usage.cost_usd;
    if (durationMs !== undefined) tally.durations.observe(durationMs / 1_000);
  }

  return {
    count(committed) {
      batches++;
      events += committed.length;
      for (const { event } of committed) {
        switch (event.type) {
          case 'run_created':
            runs.created++;
            break;
          case 'run_complete':
            runs.completed++;
            break;
          case 'run_failed':
            if (event.cancelled === true) runs.cancelled++;
            else runs.failed++;
            break;
          case 'run_paused':
            runs.paused++;
            break;
          case 'run_resumed':
            if (event.reason === 'recovery') recoveries.recovery++;
            if (event.reason === 'handover') recoveries.handover++;
            break;
          case 'step_complete':
            steps.completed++;
            break;
          case 'step_failed':
            steps.failed++;
            break;
          case 'step_retrying':
            steps.retried++;
            break;
          case 'step_cancelled':
            steps.cancelled++;
            break;
          case 'tool_call_end':
            if (event.outcome === 'unknown') tools.unknown++;
            else if (event.is_error === true) tools.error++;
            else tools.success++;
            break;
          case 'turn_complete':
            countTurn(String(event.model), event.usage as Usage, event.duration_ms as number | undefined);
            break;
        }
      }
    },
  };
}
