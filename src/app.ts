import { dirname, join } from 'node:path';
import { agentsActor, type AgentMessage } from '../actors/agent-actor.ts';
import { boardsActor, type BoardsMessage } from '../actors/boards-actor.ts';
import { chatsActor, type ChatsMessage } from '../actors/chats-actor.ts';
import { dispatchActor, type DispatchMessage } from '../actors/dispatch-actor.ts';
import type { ActorRef } from '../actors/kernel/actor.ts';
import { createActorSystem } from '../actors/kernel/actor-system.ts';
import { githubActor, type GithubMessage } from '../actors/github-actor.ts';
import { lookActor } from '../actors/look-actor.ts';
import { callMcp, mcpActor, type McpMessage } from '../actors/mcp-actor.ts';
import { memoryActor, type MemoryMessage } from '../actors/memory-actor.ts';
import { runsActor, type RunsMessage } from '../actors/runs-actor.ts';
import { resolvers } from '../resolvers/resolvers.ts';
import { createAgentCatalog } from './agents/agent-catalog.ts';
import { createAuth } from './auth/auth.ts';
import { refillRuns } from './budgets/refill.ts';
import { createAttachmentStore } from './chats/attachments.ts';
import { failChat } from './chats/chat-commit.ts';
import { chatStream, createChatStore } from './chats/chat-store.ts';
import type { Config } from './config.ts';
import type { Context, Parts } from './context.ts';
import { armFailpoint, failpointAtEvent, failpointInActor } from './failpoint.ts';
import { createGithubApp } from './github/github-app.ts';
import { githubToolset } from './github/github-toolset.ts';
import { withAuthority } from './graphql/authority.ts';
import { createLoaders } from './graphql/loaders.ts';
import { loadSchema } from './graphql/load-schema.ts';
import { withInputChecks } from './graphql/input-checks.ts';
import { createModelRegistry } from './llm/model-registry.ts';
import type { LogEvent, NewEvent } from './log/event-log.ts';
import { createEventLog } from './log/create-event-log.ts';
import type { Logger } from './logger.ts';
import { createMetrics, measure } from './metrics/metrics.ts';
import { createMcpLogs } from './mcp/mcp-logs.ts';
import { createMcpStore } from './mcp/mcp-store.ts';
import { mcpToolset, type McpConnections } from './mcp/mcp-toolset.ts';
import { createMemoryMeaning } from './memory/memory-meaning.ts';
import { createMemoryStore } from './memory/memory-store.ts';
import { memoryToolset } from './memory/memory-toolset.ts';
import { createGuardedFetch } from './net/guarded-fetch.ts';
import { createPipelineCatalog } from './pipelines/pipeline-catalog.ts';
import { failRun } from './runs/run-commit.ts';
import type { RunInbox } from './runs/run-inbox.ts';
import { createRun } from './runs/run-service.ts';
import { createRunStore, runStream } from './runs/run-store.ts';
import { openCipher } from './secrets/secret-key.ts';
import { createSecretStore } from './secrets/secret-service.ts';
import { startServer } from './server.ts';
import { createSkillStore } from './skills/skill-service.ts';
import { askHumanToolset } from './questions/ask-human-tool.ts';
import { createQuestionStore } from './questions/question-store.ts';
import { expireQuestions } from './questions/question-service.ts';
import { boardToolset } from './projects/board-toolset.ts';
import { skillToolset } from './skills/skill-toolset.ts';
import { wakeDueAgents } from './pulse/pulse-service.ts';
import { createProviderSettings } from './settings/provider-settings.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { openDatabase } from './store/database.ts';
import { openRedis } from './store/redis.ts';
import { acquireLease } from './store/node-lease.ts';
import { bashToolset } from './tools/bash-tool.ts';
import { createSandbox } from './tools/sandbox.ts';
import type { Toolset } from './tools/toolset.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { workspaceToolset } from './tools/workspace-tools.ts';

/** A whole server, ready to be asked. */
export interface App {
  url: string;
  parts: Parts;
  /** Resolves with the reason when this node may not work any more, since others have taken over what it owned. */
  lost: Promise<string>;
  /** Hands its runs back, ends the tree, the streams and the database. */
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');
/** Woken on other nodes when what they keep of it in memory is out of date. */
const SETTINGS = 'settings';
const MCP = 'mcp';
const RETENTION_EVERY_MS = 60 * 60 * 1000;
const SHUTDOWN_GRACE_MS = 5_000;
/** Configurations of agents may have changed meanwhile. */
const PULSE_LOOK_EVERY_MS = 30_000;
/** For what may become due at any moment: budgets that are raised, questions that expire. */
const LOOK_EVERY_MS = 5_000;

/** Joins the parts: database, log, catalogs, models, the actors, and the transports in front of them. */
export async function startApp(config: Config, { logger, version }: { logger: Logger; version: string }): Promise<App> {
  armFailpoint(config.failpoint);
  const metrics = createMetrics();
  const database = await openDatabase(config.databaseUrl ? { url: config.databaseUrl } : { dataDir: config.dataDir });
  let lostLease: string | null = null;
  const lost = Promise.withResolvers<string>();
  const lease = await acquireLease(database, config.dataDir, logger, (reason) => {
    lostLease = reason;
    lost.resolve(reason);
    logger.fatal({ reason }, 'this node lost its lease');
  }).catch(async (error: unknown) => {
    await database.detach();
    throw error;
  });
  const { nodeId } = lease;

  const cipher = await openCipher(config.secretKeys, config.dataDir, database.pool);
  const redis = config.redisUrl ? openRedis(config.redisUrl, logger) : null;
  const auth = createAuth({ pool: database.pool, cipher, config: config.auth, redis: redis?.client ?? null, logger });
  const providerSettings = await createProviderSettings(database.pool, cipher, config.providerSetting);
  const settingsStore = await createSettingsStore(database.pool);
  const refreshSettings = (): void => {
    Promise.all([providerSettings.refresh(), settingsStore.refresh()]).catch((error: unknown) =>
      logger.error({ error }, 'settings that another node changed could not be read'),
    );
  };

  const system = createActorSystem({ logger, beforeReceive: failpointInActor });
  const actor = <M>(path: string): ActorRef<M> | undefined => system.find<M>(path);
  const idOf = (stream: string) => stream.slice(stream.indexOf(':') + 1);
  /** Whoever supervises what a stream is about: runs or chats. */
  const supervisor = (kind: string) => actor<RunsMessage | ChatsMessage>(`${kind}s`);
  const wakeOwner = (stream: string) => supervisor(stream.split(':')[0] ?? '')?.tell({ type: 'wake', id: idOf(stream) });
  const wakeEverywhere = (stream: string): void => {
    wakeOwner(stream);
    log.announceWake(stream).catch((error: unknown) => logger.warn({ error }, 'other nodes were not told'));
  };

  const tracing = await openTracing(config.tracing, { pool: database.pool, logger, version, nodeId });
  const log = await createEventLog(database, {
    nodeId,
    logger,
    onGranted: ({ stream, key }) => actor<RunsMessage>('runs')?.tell({ type: 'tell', id: idOf(stream), message: { type: 'granted', key } }),
    onWake(stream) {
      if (stream === SETTINGS) refreshSettings();
      else if (stream === MCP) mcpConnections.refresh();
      else wakeOwner(stream);
    },
    onCommitted(events) {
      failpointAtEvent(events);
      metrics.count(events);
      tracing?.see(events);
      logEnds(events, logger);
      if (events.some(({ event: { type } }) => type === 'run_complete' || type === 'run_failed'))
        actor<BoardsMessage>('boards')?.tell({ type: 'settle' });
    },
  });
  const store = createRunStore(database.pool);
  const pipelines = createPipelineCatalog(join(config.catalogDir, 'pipelines'));
  const agents = createAgentCatalog(join(config.catalogDir, 'agents'));
  const models = createModelRegistry({
    setting: (variable) => providerSettings.setting(variable),
    defaultModel: () => settingsStore.current.defaultWorkingModel || config.defaultModel,
    demoPaceMs: config.demoPaceMs,
  });

  const skills = createSkillStore(database.pool, join(config.catalogDir, 'skills'), logger);
  const memoryMeaning = createMemoryMeaning({
    pool: database.pool,
    models,
    modelName: () => config.embeddingModel ?? providerSettings.embeddingModel(),
    logger,
  });
  const memory = createMemoryStore({
    pool: database.pool,
    log,
    scoring: () => settingsStore.current.memoryScoring,
    near: memoryMeaning.near,
    onWritten: () => actor<MemoryMessage>('memory')?.tell({ type: 'look' }),
  });
  const guardedFetch = createGuardedFetch(config.privateNetworks);
  const secrets = createSecretStore(database.pool, cipher);
  const mcpLogs = createMcpLogs();
  const mcpStore = createMcpStore(database.pool, cipher, join(config.catalogDir, 'mcp/config.json'), logger);
  const mcpConnections: McpConnections = {
    refresh: () => actor<McpMessage>('mcp')?.tell({ type: 'refresh' }),
    call: callMcp((path) => actor(path)),
  };
  const sandbox = createSandbox({
    isOff: !config.toolsSandbox,
    hidden: [config.dataDir, dirname(config.github.privateKeyPath)],
  });
  const githubApp = createGithubApp(config.github);
  const toolsets: Toolset[] = [
    workspaceToolset,
    askHumanToolset,
    bashToolset({ sandbox, secrets, hostsOf: async (agentId) => (await agents.settings(agentId)).allowedHosts }),
    skillToolset(skills),
    memoryToolset(memory),
    mcpToolset(mcpStore, mcpConnections),
    boardToolset({ pool: database.pool, log }),
    githubToolset({ pool: database.pool, app: githubApp, dataDir: config.dataDir }),
  ];

  const chats = createChatStore(database.pool);
  const attachments = createAttachmentStore(database.pool);
  const questions = createQuestionStore(database.pool);
  const sessionDeps = { agents, models, chats, attachments, toolsets, questions, dataDir: config.dataDir };

  const countRuns = () => system.supervision.childCount('runs');
  const room = () => (isClosing || lostLease ? 0 : config.maxRuns - countRuns());
  let isClosing = false;
  const now = Date.now;
  const performers: ActorRef<AgentMessage> = system.spawn('agents', agentsActor({ ...sessionDeps, store, log, logger, now }));
  const dispatch: ActorRef<DispatchMessage> = system.spawn(
    'dispatch',
    dispatchActor({
      lease,
      supervisor,
      room,
      giveUp: (stream, error) =>
        stream.startsWith('chat:')
          ? failChat({ log, chats, nodeId }, idOf(stream), error)
          : failRun({ log, store, nodeId }, idOf(stream), error),
    }),
  );
  const runsRef: ActorRef<RunsMessage> = system.spawn(
    'runs',
    runsActor({ pool: database.pool, log, store, agents, models, performers, dispatch, nodeId, now }),
  );

  const tellSystem = (event: Omit<NewEvent, 'at'> & { type: string }): void => {
    const facts = [{ ...event, at: now() }];
    log.append({ stream: 'system', epoch: 0, facts }).catch((error: unknown) => logger.warn({ error }, 'an event was not told'));
  };
  system.spawn(
    'mcp',
    mcpActor({
      store: mcpStore,
      secrets,
      logs: mcpLogs,
      fetch: guardedFetch,
      logger,
      dataDir: config.dataDir,
      version,
      tell: tellSystem,
    }),
  );
  system.spawn(
    'chats',
    chatsActor({
      ...sessionDeps,
      pool: database.pool,
      log,
      performers,
      dispatch,
      replyTimeoutMs: async ({ origin }) =>
        origin.source === 'pulse'
          ? (await agents.settings(origin.agent_id)).pulse.timeoutMs
          : settingsStore.current.chatHardTimeoutSec * 1_000,
      historyTokens: config.chatHistoryTokens,
      nodeId,
      now,
    }),
  );
  /** For what the server does by itself, as the owner of what it is about. */
  const asSystem = (ownerId: string | null): Context => {
    const em = database.orm.em.fork();
    const viewer = { id: 'system', ownerId, scopes: ['*'] };
    const caller = {
      surface: 'system' as const,
      address: '',
      isForwarded: false,
      origin: null,
      token: null,
      fromAddress: false,
      userAgent: null,
      traceparent: null,
    };
    return { ...parts, em, viewer, caller, requestId: 'system', acts: { count: 0 }, loaders: createLoaders(em, { ...parts, viewer }) };
  };
  const wakeDue = () => wakeDueAgents(asSystem(null));
  system.spawn('pulse', lookActor({ kind: 'pulse', look: wakeDue, everyMs: PULSE_LOOK_EVERY_MS, logger, now }));
  const wake = (runId: string) => wakeEverywhere(runStream(runId));
  const refill = () => refillRuns({ pool: database.pool, log, store, agents, wake }, now());
  system.spawn('budgets', lookActor({ kind: 'budgets', look: refill, everyMs: LOOK_EVERY_MS, logger, now }));
  const expire = () => expireQuestions(asSystem(null), now());
  system.spawn('questions', lookActor({ kind: 'questions', look: expire, everyMs: LOOK_EVERY_MS, logger, now }));
  const github: ActorRef<GithubMessage> = system.spawn(
    'github',
    githubActor({
      pool: database.pool,
      log,
      logger,
      label: config.github.label,
      pipelineId: config.github.pipelineId,
      webUrl: config.github.webUrl,
      startRun: async (input, key, ownerId) => (await createRun(asSystem(ownerId), input, key)).id,
    }),
  );
  system.spawn('memory', memoryActor({ logger, meaning: memoryMeaning }));
  system.spawn('boards', boardsActor({ pool: database.pool, log }));

  const runs: RunInbox = {
    start: (accepted) => runsRef.tell({ type: 'start', id: accepted.run.origin.id, wasLost: false, accepted }),
    wake,
    queue: (runId) => dispatch.tell({ type: 'claim', stream: runStream(runId) }),
    hasRoom: () => room() > 0,
  };
  const { supervision } = system;
  const parts: Parts = {
    log,
    pipelines,
    agents,
    models,
    runs,
    runStore: store,
    chats,
    attachments,
    questions,
    chatInbox: { wake: (chatId) => wakeEverywhere(chatStream(chatId)) },
    supervision,
    settings: { version, dataDir: config.dataDir, nodeId },
    redis,
    sandbox,
    settingsStore,
    providerSettings,
    skills,
    memory,
    memoryMeaning,
    mcp: { store: mcpStore, connections: mcpConnections, logs: mcpLogs },
    secrets,
    github: { app: githubApp, pipelineId: config.github.pipelineId, look: () => github.tell({ type: 'look' }) },
    cipher,
    auth,
    guardedFetch,
    announce: (what) => void log.announceWake(what).catch((error: unknown) => logger.warn({ error }, 'other nodes were not told')),
    pool: database.pool,
    logger,
  };

  const notReady = () => (isClosing ? 'The server is shutting down' : (lostLease ?? (log.isHealthy ? null : 'The database is away')));
  measure(metrics, {
    version,
    supervision,
    log,
    pool: database.pool,
    runs: countRuns,
    maxRuns: config.maxRuns,
    isReady: () => notReady() === null,
  });
  const server = await startServer({
    schema: withAuthority(withInputChecks(loadSchema(resolvers))),
    parts,
    redis: redis?.client ?? null,
    database,
    config,
    logger,
    metrics,
    notReady,
    operationsDir: join(ROOT, 'rest/operations'),
  }).catch(async (error: unknown) => {
    await system.shutdown(1_000);
    await log.close();
    await tracing?.close();
    await lease.release();
    await database.close();
    throw error;
  });
  await lease.announce(server.url);
  dispatch.tell({ type: 'look' });
  const retention = setInterval(() => {
    log.retain(config.eventRetentionDays).catch((error: unknown) => logger.warn({ error }, 'retention failed, trying again later'));
  }, RETENTION_EVERY_MS);
  retention.unref();

  return {
    url: server.url,
    parts,
    lost: lost.promise,
    async close() {
      isClosing = true;
      clearInterval(retention);
      const { leftBehind } = await system.shutdown(SHUTDOWN_GRACE_MS);
      if (leftBehind.length > 0) logger.warn({ leftBehind }, 'actors did not end in time');
      await server.close();
      await sandbox.close();
      auth.close();
      await redis?.close();
      await log.close();
      await tracing?.close();
      await lease.release();
      await database.close();
    },
  };
}

/** One line for each run that is over. */
function logEnds(events: readonly LogEvent[], logger: Logger): void {
  for (const { stream, event } of events) {
    if (event.type !== 'run_complete' && event.type !== 'run_failed') continue;
    const status = event.type === 'run_complete' ? 'completed' : event.cancelled === true ? 'cancelled' : 'failed';
    logger.info({ runId: stream.slice('run:'.length), status }, 'run ended');
  }
}
