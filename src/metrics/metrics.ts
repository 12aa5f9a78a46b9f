import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Pool } from 'pg';
import type { LogEvent, ManagedEventLog } from '../log/event-log.ts';
import type { ActorCard, Supervision } from '../supervision.ts';
import { queueDepthReader, type Waiting } from './queue-depth.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';
import { createWorkMetrics } from './work-metrics.ts';

/** What an operator can measure of this node, as `/metrics` shows it. */
export interface Metrics {
  registry: Registry;
  requests: RequestMetrics;
  /** Counts what this node committed. */
  count(events: readonly LogEvent[]): void;
}

/** What is looked at when somebody asks. */
export interface Measured {
  version: string;
  supervision: Supervision;
  log: ManagedEventLog;
  pool: Pool;
  /** Runs that this node works on, and how many it takes on. */
  runs(): number;
  maxRuns: number;
  isReady(): boolean;
}

/** Gauges of prom-client's whose names end like those of counters; each has another one that shows the same by kind. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  return { registry, requests: createRequestMetrics(registry), ...createWorkMetrics(registry) };
}

/** Adds what is read of the parts at each scrape. */
export function measure({ registry }: Metrics, { version, supervision, log, pool, runs, maxRuns, isReady }: Measured): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  new Gauge({
    name: 'djinnbot_build_info',
    help: 'The version that runs; always 1.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  gauge('djinnbot_ready', 'Whether this node takes on work: 1 when its readiness probe succeeds.', () => (isReady() ? 1 : 0));
  gauge('djinnbot_database_up', 'Whether the log reaches its database.', () => (log.isHealthy ? 1 : 0));
  gauge('djinnbot_runs_active', 'Runs that this node works on.', runs);
  gauge('djinnbot_runs_capacity', 'Runs that this node works on at most (MAX_RUNS).', () => maxRuns);
  gauge('djinnbot_followers', 'Readers that follow the log: event streams and subscriptions.', () => log.followerCount);
  gauge(
    'djinnbot_log_head_position',
    'The newest event that this node knows of; the difference between nodes is how far one is behind.',
    () => log.lag.head,
  );
  gauge('djinnbot_follower_lag_events', 'Events that the slowest reader on this node has not taken yet.', () => log.lag.slowest);
  measureActors(registry, supervision);
  measureQueues(registry, pool);
  measurePool(registry, pool);
}

function measureActors(registry: Registry, supervision: Supervision): void {
  const byKind = (name: string, help: string, of: (card: ActorCard, before: number) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        this.reset();
        const kinds = new Map<string, number>();
        for (const card of supervision.snapshot().actors) kinds.set(card.kind, of(card, kinds.get(card.kind) ?? 0));
        for (const [kind, value] of kinds) this.set({ kind }, value);
      },
    });
  byKind('djinnbot_actors', 'Actors that live or were given up.', (_card, before) => before + 1);
  byKind('djinnbot_mailbox_messages', 'Messages that wait in mailboxes.', ({ mailboxDepth }, before) => before + mailboxDepth);
  byKind(
    'djinnbot_mailbox_oldest_message_age_seconds',
    'Since when the message waits that waits longest.',
    ({ oldestMessageAt }, before) => (oldestMessageAt === null ? before : Math.max(before, (Date.now() - oldestMessageAt) / 1_000)),
  );
  const counted = (name: string, help: string, of: 'restarts' | 'givenUp') =>
    new Counter({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [kind, counts] of supervision.crashCounts()) this.inc({ kind }, counts[of]);
      },
    });
  counted('djinnbot_actor_restarts_total', 'Crashes after which an actor was started again.', 'restarts');
  counted('djinnbot_actor_given_up_total', 'Crashes after which an actor was not started again.', 'givenUp');
  new Counter({
    name: 'djinnbot_dead_letters_total',
    help: 'Messages that could not be delivered.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(supervision.deadLetters().total);
    },
  });
}

/** The same on every node: show the maximum, not the sum. Absent while the database does not answer. */
function measureQueues(registry: Registry, pool: Pool): void {
  const read = queueDepthReader(pool);
  const age = ({ oldestMs }: Waiting) => (oldestMs ?? 0) / 1_000;
  const waiting = (name: string, help: string, of: (queue: Waiting) => number) =>
    new Gauge({
      name,
      help: `${help} Of all nodes together: the same on each.`,
      labelNames: ['kind'],
      registers: [registry],
      async collect() {
        const queues = await read();
        this.reset();
        if (queues) for (const kind of ['run', 'chat'] as const) this.set({ kind }, of(queues[kind]));
      },
    });
  waiting('djinnbot_queue_depth', 'Runs and chats that want an owner and have none.', ({ depth }) => depth);
  waiting('djinnbot_queue_oldest_age_seconds', 'Since when the one waits that waits longest; 0 when none does.', age);
  const slots = (name: string, help: string, of: (queue: Waiting & { granted: number }) => number) =>
    new Gauge({
      name,
      help: `${help} Of all nodes together: the same on each.`,
      registers: [registry],
      async collect() {
        const queues = await read();
        if (queues) this.set(of(queues.slots));
        else this.remove();
      },
    });
  slots('djinnbot_steps_waiting', 'Steps that wait until their agent has a slot.', ({ depth }) => depth);
  slots('djinnbot_steps_waiting_oldest_age_seconds', 'Since when the step waits that waits longest; 0 when none does.', age);
  slots('djinnbot_slots_granted', 'Slots of agents that are taken.', ({ granted }) => granted);
}

function measurePool(registry: Registry, pool: Pool): void {
  new Gauge({
    name: 'djinnbot_database_pool_connections',
    help: 'Connections of this node to the database, by state (used, idle).',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('djinnbot_database_pool_max_connections', 'Connections of this node to the database at most.', () => pool.options.max);
  gauge('djinnbot_database_pool_waiting', 'Statements that wait for a connection.', () => pool.waitingCount);
}
