import { join } from 'node:path';
import type { ActorContext, ActorDefinition, ActorRef, Ending, Reply } from './kernel/actor.ts';
import { UnavailableError, UpstreamFailedError } from '../src/errors.ts';
import type { Logger } from '../src/logger.ts';
import { confidentialIn, referencesOf, withSecrets } from '../src/mcp/mcp-config.ts';
import { connectMcp, isOutage, type McpConnection, type McpResult, type McpTool } from '../src/mcp/mcp-connection.ts';
import type { McpLogs } from '../src/mcp/mcp-logs.ts';
import type { McpServer, McpState, McpStore } from '../src/mcp/mcp-store.ts';
import type { GuardedFetch } from '../src/net/guarded-fetch.ts';
import type { SecretStore } from '../src/secrets/secret-service.ts';

export interface McpActorDeps {
  store: McpStore;
  secrets: SecretStore;
  logs: McpLogs;
  fetch: GuardedFetch;
  logger: Logger;
  dataDir: string;
  version: string;
  /** Tells everyone who follows the server. */
  tell(event: { type: string; [field: string]: unknown }): void;
}

export type McpMessage =
  | { type: 'refresh' }
  | { type: 'loaded'; servers: McpServer[] }
  | { type: 'load-failed' }
  | { type: 'server-ended'; id: string; ending: Ending };

export type McpServerMessage =
  | {
      type: 'call';
      tool: string;
      args: Record<string, unknown>;
      signal: AbortSignal;
      timeoutMs: number;
      reply: Reply<McpResult>;
    }
  | { type: 'called'; reply: Reply<McpResult>; result: McpResult }
  | { type: 'call-failed'; reply: Reply<McpResult>; error: unknown; wasCancelled: boolean }
  | { type: 'list' }
  | { type: 'listed'; tools: McpTool[] }
  | { type: 'doubt' }
  | { type: 'probe' }
  | { type: 'probed'; isAlive: boolean }
  | { type: 'connection-ended' }
  | { type: 'told' };

const RELOAD_AFTER_MS = 5_000;

/** Supervises the connections to MCP servers: one child per server that is switched on. A change to one leaves the others alone. */
export function mcpActor(deps: McpActorDeps): ActorDefinition<McpMessage, Map<string, number>> {
  const { store } = deps;
  return {
    kind: 'mcp',
    lifetime: 'permanent',
    mailbox: { coalesce: ({ type }) => (type === 'refresh' ? type : null) },
    start(context) {
      context.self.tell({ type: 'refresh' });
      return new Map();
    },
    /** The state: the revision that each server was started with. */
    receive(started, message, context) {
      switch (message.type) {
        case 'refresh':
          context.pipeToSelf(
            store.list(),
            (servers) => ({ type: 'loaded', servers }),
            () => ({ type: 'load-failed' }),
          );
          break;
        case 'load-failed':
          context.after(RELOAD_AFTER_MS, { type: 'refresh' });
          break;
        case 'loaded':
          reconcile(message.servers, started, deps, context);
          break;
        case 'server-ended':
          // what was given up, or stopped by an operator, stays so until its configuration changes or somebody has it restarted
          if (!started.has(message.id)) context.self.tell({ type: 'refresh' });
      }
      return started;
    },
  };
}

function reconcile(
  servers: readonly McpServer[],
  started: Map<string, number>,
  deps: McpActorDeps,
  context: ActorContext<McpMessage>,
): void {
  const wanted = new Map(servers.filter(({ enabled }) => enabled).map((server) => [server.id, server]));
  for (const [id, revision] of started) {
    if (wanted.get(id)?.revision === revision) continue;
    started.delete(id);
    context.stopChild(id);
  }
  for (const server of wanted.values()) {
    // one that is still ending is started again once it is gone
    if (started.has(server.id) || context.child(server.id)) continue;
    started.set(server.id, server.revision);
    context.watch(context.spawn(server.id, mcpServerActor(server, deps)), (ending) => ({ type: 'server-ended', id: server.id, ending }));
  }
  context.note(started.size > 0 ? `${started.size} server${started.size === 1 ? '' : 's'}` : null);
}

interface ServerState {
  connection: McpConnection;
  /** Takes out of a text what must not be seen. */
  redact(text: string): string;
  /** Closed lets calls through; while it is open they fail at once and the server is asked now and then whether it is back. */
  circuit: 'closed' | 'open';
  /** Outages in a row. */
  failures: number;
  /** Questions in a row that had no answer. */
  silence: number;
  isProbing: boolean;
}

/** So many outages in a row open the circuit. */
const OUTAGES_TO_OPEN = 3;
const PROBE_AFTER_MS = 5_000;
const PROBE_TIMEOUT_MS = 5_000;
/** After so many unanswered questions the connection is made anew. */
const SILENCE_TO_CRASH = 3;

/** One connection to an MCP server. Crashes when it ends, and is started again with growing pauses; while it is, calls wait. */
function mcpServerActor(server: McpServer, deps: McpActorDeps): ActorDefinition<McpServerMessage, ServerState> {
  const { id } = server;
  const { store, logs, tell } = deps;

  async function become(state: McpState, problem: string | null): Promise<void> {
    await store.setState(id, state, problem);
    tell({ type: 'mcp_server_changed', server_id: id, state, problem });
  }

  async function connect(context: ActorContext<McpServerMessage>): Promise<Pick<ServerState, 'connection' | 'redact'>> {
    const secrets = new Map<string, string>();
    for (const name of referencesOf(server.config)) {
      const value = await deps.secrets.value(name);
      if (value === null) throw new Error(`\${${name}} is no stored secret; store it, then restart the server`);
      secrets.set(name, value);
    }
    const config = withSecrets(server.config, secrets);
    const confidential = confidentialIn(config, secrets);
    const redact = (text: string) => confidential.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    try {
      const connection = await connectMcp({
        config,
        home: join(deps.dataDir, 'mcp', id),
        version: deps.version,
        fetch: deps.fetch,
        signal: context.signal,
        events: {
          onEnd: () => context.self.tell({ type: 'connection-ended' }),
          onDoubt: () => context.self.tell({ type: 'doubt' }),
          onToolsChanged: () => context.self.tell({ type: 'list' }),
          onLine: (level, line) => logs.write(id, level, redact(line)),
        },
      });
      return { connection, redact };
    } catch (error) {
      throw new Error(redact((error as Error).message).slice(0, 500), { cause: error });
    }
  }

  function probe(state: ServerState, context: ActorContext<McpServerMessage>): ServerState {
    if (state.isProbing) return state;
    context.pipeToSelf(
      state.connection.ping(PROBE_TIMEOUT_MS),
      () => ({ type: 'probed', isAlive: true }),
      () => ({ type: 'probed', isAlive: false }),
    );
    return { ...state, isProbing: true };
  }

  return {
    kind: 'mcp-server',
    lifetime: 'transient',
    restart: { limit: 6, withinMs: 10 * 60_000, backoffMs: 1_000, maxBackoffMs: 60_000 },
    mailbox: { limit: 1_000, coalesce: ({ type }) => (type === 'list' || type === 'doubt' ? type : null) },
    async start(context) {
      await become('starting', null);
      context.note('starting');
      try {
        const connected = await connect(context);
        logs.write(id, 'info', 'connected');
        await become('running', null);
        context.note(null);
        context.self.tell({ type: 'list' });
        return { ...connected, circuit: 'closed', failures: 0, silence: 0, isProbing: false };
      } catch (error) {
        const { message } = error as Error;
        logs.write(id, 'error', message);
        if (!context.signal.aborted) await become('error', message);
        throw error;
      }
    },
    receive(state, message, context) {
      switch (message.type) {
        case 'call': {
          const { tool, args, signal, timeoutMs, reply } = message;
          if (state.circuit === 'open') {
            reply.reject(new UnavailableError(`MCP server ${id} does not answer; it is tried again by itself`));
            return state;
          }
          context.pipeToSelf(
            state.connection.call(tool, args, { signal, timeoutMs }),
            (result) => ({ type: 'called', reply, result: { ...result, content: state.redact(result.content) } }),
            (error) => ({ type: 'call-failed', reply, error, wasCancelled: signal.aborted }),
          );
          return state;
        }
        case 'called':
          message.reply.resolve(message.result);
          return { ...state, failures: 0, silence: 0 };
        case 'call-failed': {
          const { reply, error, wasCancelled } = message;
          const text = error instanceof Error ? error.message : String(error);
          reply.reject(new UpstreamFailedError(`MCP server ${id}: ${text.slice(0, 500)}`, isOutage(error)));
          if (wasCancelled || !isOutage(error)) return state;
          const failures = state.failures + 1;
          if (failures < OUTAGES_TO_OPEN || state.circuit === 'open') return { ...state, failures };
          context.pipeToSelf(
            become('degraded', 'calls are not answered'),
            () => ({ type: 'told' }),
            () => ({ type: 'told' }),
          );
          context.note('does not answer');
          context.after(PROBE_AFTER_MS, { type: 'probe' });
          return { ...state, failures, circuit: 'open' };
        }
        case 'list':
          context.pipeToSelf(
            state.connection.tools(),
            (tools) => ({ type: 'listed', tools }),
            () => ({ type: 'doubt' }),
          );
          return state;
        case 'listed':
          context.pipeToSelf(
            keepTools(message.tools),
            () => ({ type: 'told' }),
            () => ({ type: 'told' }),
          );
          return state;
        case 'doubt':
        case 'probe':
          return probe(state, context);
        case 'probed': {
          const next = { ...state, isProbing: false };
          if (message.isAlive) {
            if (state.circuit === 'closed') return { ...next, silence: 0 };
            context.pipeToSelf(
              become('running', null),
              () => ({ type: 'told' }),
              () => ({ type: 'told' }),
            );
            context.note(null);
            return { ...next, circuit: 'closed', failures: 0, silence: 0 };
          }
          if (state.silence + 1 >= SILENCE_TO_CRASH) throw new Error('the server does not answer');
          context.after(PROBE_AFTER_MS, { type: 'probe' });
          return { ...next, silence: state.silence + 1 };
        }
        case 'connection-ended':
          throw new Error('the connection ended');
        case 'told':
          return state;
      }
    },
    async stop({ connection }, reason) {
      await connection.close();
      logs.write(id, reason === 'crashed' ? 'error' : 'info', reason === 'crashed' ? 'the connection ended' : 'disconnected');
      if (reason === 'crashed') await become('error', 'the connection ended; it is made anew');
      else if (reason === 'stopped') await become('stopped', null);
    },
    describe: ({ type }) => type,
  };

  async function keepTools(tools: McpTool[]): Promise<void> {
    const held = await store.setTools(id, tools);
    logs.write(id, 'info', `${tools.length} tools`);
    if (held.length > 0) logs.write(id, 'warn', `held back until someone approves: ${held.join(', ')}`);
    tell({ type: 'mcp_tools_changed', server_id: id, tools: tools.map(({ name }) => name), held });
  }
}

/** What the rest of the server calls MCP tools through. */
export function callMcp(
  find: (path: string) => ActorRef<McpServerMessage> | undefined,
): (
  serverId: string,
  tool: string,
  args: Record<string, unknown>,
  options: { signal: AbortSignal; timeoutMs: number },
) => Promise<McpResult> {
  return async (serverId, tool, args, { signal, timeoutMs }) => {
    const actor = find(`mcp/${serverId}`);
    if (!actor?.isAlive) throw new UnavailableError(`MCP server ${serverId} is not running`);
    return actor
      .ask<McpResult>((reply) => ({ type: 'call', tool, args, signal, timeoutMs, reply }), timeoutMs + 5_000)
      .catch((error: unknown) => {
        if (error instanceof UnavailableError || error instanceof UpstreamFailedError) throw error;
        throw new UpstreamFailedError(`MCP server ${serverId} ended during the call; whether it was carried out is not known`, false, {
          cause: error,
        });
      });
  };
}
