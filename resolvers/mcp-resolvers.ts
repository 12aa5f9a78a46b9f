import { audit } from '../src/audit/audit-log.ts';
import { hasScope } from '../src/auth/scopes.ts';
import type { Context } from '../src/context.ts';
import { BadRequestError, NotFoundError } from '../src/errors.ts';
import { maskedConfig, parseMcpConfig } from '../src/mcp/mcp-config.ts';
import { approvedTools } from '../src/mcp/mcp-toolset.ts';
import type { McpLogItem, McpLogLine } from '../src/mcp/mcp-logs.ts';
import type { McpState } from '../src/mcp/mcp-store.ts';
import type { McpStatus, Resolvers } from './types.generated.ts';

const TRY_TIMEOUT_MS = 60_000;

export const mcpResolvers: Resolvers = {
  Query: {
    mcpServers: (_parent, _arguments, { mcp }) => mcp.store.list(),
    mcpServer: (_parent, { id }, { mcp }) =>
      mcp.store.get(id).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      }),
    async mcpConfig(_parent, _arguments, context) {
      const isInClear = hasScope(context.viewer, 'engine');
      if (isInClear) await audit(context, { action: 'mcp.read', target: 'config' });
      const servers = (await context.mcp.store.list()).filter(({ enabled }) => enabled);
      return Object.fromEntries(servers.map(({ id, config }) => [id, isInClear ? config : maskedConfig(config)]));
    },
    mcpGrants: (_parent, { agentId }, { mcp }) => mcp.store.grantsOf(agentId),
  },
  Mutation: {
    createMcpServer: (_parent, { input }, context) =>
      changed(context, 'mcp.create', context.mcp.store.create(input, context.viewer.ownerId), ({ id }) => id),
    updateMcpServer: (_parent, { id, input }, context) => changed(context, 'mcp.update', context.mcp.store.update(id, input), () => id),
    deleteMcpServer: (_parent, { id }, context) => done(changed(context, 'mcp.delete', context.mcp.store.remove(id), () => id)),
    restartMcpServers: (_parent, { id }, context) =>
      done(changed(context, 'mcp.restart', context.mcp.store.restart(id ?? null), () => id ?? 'all')),
    async reportMcpStatus(_parent, { id, status }, { mcp }) {
      await mcp.store.get(id);
      await mcp.store.setState(id, status.toLowerCase() as McpState, null);
      return mcp.store.get(id);
    },
    async reportMcpTools(_parent, { id, tools }, { mcp }) {
      const server = await mcp.store.get(id);
      const known = new Map(server.tools.map((tool) => [tool.name, tool]));
      const bare = (name: string) => ({ name, description: '', inputSchema: {}, effect: 'write' as const, hash: `name:${name}` });
      if (tools.length > 500 || tools.some((name) => name.length > 200))
        throw new BadRequestError('tools must be at most 500, each of at most 200 characters');
      await mcp.store.setTools(
        id,
        [...new Set(tools)].map((name) => known.get(name) ?? bare(name)),
      );
      return mcp.store.get(id);
    },
    approveMcpTools: (_parent, { id, tool }, context) =>
      changed(context, 'mcp.approve', context.mcp.store.approve(id, tool ?? null, context.viewer.id), () => `${id}/${tool ?? '*'}`),
    async grantMcpTool(_parent, { serverId, agentId, tool, grantedBy }, context) {
      const name = tool ?? '*';
      await context.mcp.store.grant(serverId, agentId, name, grantedBy ?? 'ui');
      await audit(context, { action: 'mcp.grant', target: serverId, details: { agentId, tool: name } });
      const grant = (await context.mcp.store.grantsOf(agentId)).find(
        (candidate) => candidate.serverId === serverId && candidate.tool === name,
      );
      if (!grant) throw new NotFoundError('The server was deleted meanwhile');
      return grant;
    },
    async revokeMcpTool(_parent, { serverId, agentId, tool }, context) {
      await context.mcp.store.revoke(serverId, agentId, tool ?? null);
      await audit(context, { action: 'mcp.revoke', target: serverId, details: { agentId, tool: tool ?? '*' } });
      return true;
    },
    async callMcpTool(_parent, { serverId, tool, arguments: args }, context) {
      const { config } = await context.mcp.store.get(serverId);
      const timeoutMs = Math.min(config.timeout ?? TRY_TIMEOUT_MS, TRY_TIMEOUT_MS);
      await audit(context, { action: 'mcp.call', target: `${serverId}/${tool}` });
      return context.mcp.connections.call(serverId, tool, args ?? {}, { signal: AbortSignal.timeout(TRY_TIMEOUT_MS), timeoutMs });
    },
    extractMcpConfig: (_parent, { text }) => extract(text),
  },
  Subscription: {
    mcpLogs: {
      subscribe: (_parent, { serverId, since, lastEventId }, { mcp }) => {
        const after = lastEventId != null && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : (since ?? 0);
        return withHello(mcp.logs.follow(after, serverId ?? null));
      },
      resolve: (item: McpLogItem) => item,
    },
  },
  McpServer: {
    config: ({ config }) => maskedConfig(config),
    status: ({ state }) => statusOf(state),
    tools: ({ tools, approved }) => {
      const free = new Set(approvedTools({ tools, approved }));
      return tools.map((tool) => ({ ...tool, approved: free.has(tool) }));
    },
    discoveredTools: ({ tools }) => tools.map(({ name }) => name),
  },
  McpGrant: {
    serverStatus: ({ serverState }) => statusOf(serverState),
  },
  McpLogItem: {
    event: ({ line }) => (line ? 'log' : 'connected'),
    cursor: ({ line }) => (line ? String(line.id) : null),
    wire: ({ line }) => (line ? { line: line.line, level: line.level, ts: new Date(line.at).toISOString(), server_id: line.serverId } : {}),
  },
};

function statusOf(state: McpState): McpStatus {
  if (state === 'running' || state === 'degraded') return 'RUNNING';
  return state === 'error' ? 'ERROR' : state === 'stopped' ? 'STOPPED' : 'CONFIGURING';
}

/** After a change: connections that it concerns are made anew, here and on other nodes. */
async function changed<T>(context: Context, action: string, change: Promise<T>, targetOf: (result: T) => string): Promise<T> {
  const result = await change;
  await audit(context, { action, target: targetOf(result) });
  context.mcp.connections.refresh();
  context.announce('mcp');
  return result;
}

async function done(work: Promise<unknown>): Promise<true> {
  await work;
  return true;
}

/** A first item that says that the log is being followed, then its lines. */
function withHello(lines: AsyncIterableIterator<McpLogLine>): AsyncIterableIterator<McpLogItem> {
  let isFirst = true;
  return {
    async next() {
      if (isFirst) {
        isFirst = false;
        return { done: false, value: { line: null } };
      }
      const next = await lines.next();
      return next.done ? { done: true, value: undefined } : { done: false, value: { line: next.value } };
    },
    async return() {
      await lines.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function extract(text: string): { found: boolean; config: Record<string, unknown> | null; error: string | null } {
  const block = /```mcp-config-output\r?\n([\s\S]*?)\r?\n```/.exec(text)?.[1];
  if (block === undefined) return { found: false, config: null, error: null };
  try {
    const value = JSON.parse(block) as Record<string, unknown>;
    const missing = ['id', 'name', 'config'].filter((key) => !value[key]);
    if (missing.length > 0) return { found: true, config: null, error: `The block lacks ${missing.join(', ')}` };
    parseMcpConfig(value.config);
    return { found: true, config: value, error: null };
  } catch (error) {
    return { found: true, config: null, error: error instanceof SyntaxError ? 'The block is not JSON' : (error as Error).message };
  }
}
