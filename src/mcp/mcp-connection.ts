import { createHash } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport, SseError } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolResultSchema,
  ErrorCode,
  LoggingMessageNotificationSchema,
  McpError,
  ToolListChangedNotificationSchema,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { isStdio, type McpConfig } from './mcp-config.ts';
import { StdioTransport } from './stdio-transport.ts';
import type { GuardedFetch } from '../net/guarded-fetch.ts';

/** A tool as its server describes it. */
export interface McpTool {
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
  effect: 'read' | 'idempotent' | 'write';
  /** Over all that a model sees of it, and what it is said to do. */
  hash: string;
}

/** An open connection to a server. */
export interface McpConnection {
  tools(): Promise<McpTool[]>;
  /** @throws {McpError} when the server refuses, the time is over, or the connection ended. */
  call(name: string, args: Record<string, unknown>, options: { signal: AbortSignal; timeoutMs: number }): Promise<McpResult>;
  /** @throws when it does not answer. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface McpResult {
  content: string;
  isError: boolean;
}

export interface McpEvents {
  /** The connection is over; a program ended or was killed. */
  onEnd(): void;
  /** Something went wrong that may mean that the server is gone: it is to be asked. */
  onDoubt(): void;
  onToolsChanged(): void;
  onLine(level: 'info' | 'warn' | 'error', line: string): void;
}

export interface McpConnectOptions {
  config: McpConfig;
  /** A directory of the server's own: its home and where it works unless it says otherwise. */
  home: string;
  version: string;
  fetch: GuardedFetch;
  events: McpEvents;
  signal: AbortSignal;
}

/** Programs that are fetched by npx or uvx first take their time. */
const CONNECT_TIMEOUT_MS = 60_000;
const LIST_TIMEOUT_MS = 30_000;
const MOST_TOOLS = 500;

interface Session {
  client: Client;
  transport: Transport;
}

/** Connects and says hello. @throws when the server cannot be reached or does not speak MCP. */
export async function connectMcp(options: McpConnectOptions): Promise<McpConnection> {
  const { config, events, signal } = options;
  let isOver = false;
  /** Null until the first one is open. */
  let current: Session | null = null;
  let reopening: Promise<void> | null = null;
  const first = await open(options);
  current = first;
  const session = (): Session => current ?? first;

  async function open({ home, version, fetch }: McpConnectOptions): Promise<Session> {
    const transport = transportFor(config, home, fetch, events);
    const client = new Client({ name: 'djinnbot', version }, { capabilities: {} });
    client.onclose = () => {
      if (!isOver && client === current?.client) events.onEnd();
    };
    client.onerror = (error) => {
      if (isOver || signal.aborted) return;
      events.onLine('warn', error.message);
      if (error instanceof SseError && current !== null) {
        // a session of SSE lives and dies with its stream: the stream that opens again by itself has one that nobody greeted
        isOver = true;
        events.onEnd();
      } else if (!isStdio(config)) {
        events.onDoubt();
      }
    };
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => events.onToolsChanged());
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params: { level, data } }) =>
      events.onLine(LEVELS[level], typeof data === 'string' ? data : JSON.stringify(data)),
    );
    try {
      await client.connect(transport, { signal, timeout: CONNECT_TIMEOUT_MS });
    } catch (error) {
      await client.close().catch(() => undefined);
      throw error;
    }
    return { client, transport };
  }

  /** A server that was started anew knows nothing of the old session: one new one is made for all who find that out. */
  async function reopen(stale: Client): Promise<void> {
    if (session().client !== stale) return;
    reopening ??= (async () => {
      events.onLine('info', 'the session was lost; making another one');
      current = await open(options);
      await stale.close().catch(() => undefined);
      events.onToolsChanged();
    })().finally(() => (reopening = null));
    await reopening;
  }

  async function withSession<T>(request: (client: Client) => Promise<T>): Promise<T> {
    const { client } = session();
    try {
      return await request(client);
    } catch (error) {
      if (!isStale(error)) throw error;
      await reopen(client);
      return request(session().client);
    }
  }

  return {
    tools: () =>
      withSession(async (client) => {
        const found: McpTool[] = [];
        let cursor: string | undefined;
        do {
          const page = await client.listTools({ cursor }, { signal, timeout: LIST_TIMEOUT_MS });
          found.push(...page.tools.map(describe));
          cursor = page.nextCursor;
        } while (cursor !== undefined && found.length < MOST_TOOLS);
        return found.slice(0, MOST_TOOLS);
      }),
    call: (name, args, { signal: callSignal, timeoutMs }) =>
      withSession(async (client) => {
        const result = await client.callTool({ name, arguments: args }, CallToolResultSchema, {
          signal: callSignal,
          timeout: timeoutMs,
          maxTotalTimeout: timeoutMs,
        });
        return { content: textOf(result as CallToolResult), isError: result.isError === true };
      }),
    ping: async (timeoutMs) => {
      await withSession((client) => client.ping({ signal, timeout: timeoutMs }));
    },
    async close() {
      isOver = true;
      const { client, transport } = session();
      if (transport instanceof StreamableHTTPClientTransport) await transport.terminateSession().catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };
}

const LEVELS = {
  debug: 'info',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'error',
  alert: 'error',
  emergency: 'error',
} as const;

function transportFor(config: McpConfig, home: string, guarded: GuardedFetch, events: McpEvents): Transport {
  if (isStdio(config)) {
    return new StdioTransport({
      command: config.command,
      args: config.args,
      // without PATH no program is found
      env: { PATH: process.env.PATH ?? '', HOME: home, ...config.env },
      cwd: config.cwd ?? home,
      home,
      onStderr: (text) => events.onLine('info', text),
    });
  }
  const url = guarded.checkUrl(config.url, 'config.url');
  const init = { requestInit: { headers: config.headers }, fetch: guarded.fetch as unknown as FetchLike };
  return config.type === 'sse' ? new SSEClientTransport(url, init) : new StreamableHTTPClientTransport(url, init);
}

function isStale(error: unknown): boolean {
  return error instanceof StreamableHTTPError && (error.code === 404 || error.code === 400);
}

/** Whether a call failed for want of an answer, which speaks against the server, rather than by its own fault. */
export function isOutage(error: unknown): boolean {
  return (
    !(error instanceof McpError) || error.code === Number(ErrorCode.RequestTimeout) || error.code === Number(ErrorCode.ConnectionClosed)
  );
}

function describe({
  name,
  description,
  inputSchema,
  annotations,
}: {
  name: string;
  description?: string;
  inputSchema: Record<string, unknown>;
  annotations?: { readOnlyHint?: boolean; idempotentHint?: boolean };
}): McpTool {
  const effect = annotations?.readOnlyHint ? 'read' : annotations?.idempotentHint ? 'idempotent' : 'write';
  const text = description ?? '';
  const hash = createHash('sha256')
    .update(JSON.stringify([name, text, inputSchema, effect]))
    .digest('hex')
    .slice(0, 32);
  return { name, description: text, inputSchema, effect, hash };
}

/** What a model can read of a result. */
function textOf({ content, structuredContent }: CallToolResult): string {
  const parts = content.map((part) => {
    switch (part.type) {
      case 'text':
        return part.text;
      case 'resource':
        return 'text' in part.resource ? part.resource.text : `[${part.resource.uri}, ${part.resource.mimeType ?? 'bytes'}]`;
      case 'resource_link':
        return `[${part.name}: ${part.uri}]`;
      default:
        return `[${part.type}, ${part.mimeType}, ${Math.round((part.data.length * 3) / 4)} bytes]`;
    }
  });
  return parts.length === 0 && structuredContent ? JSON.stringify(structuredContent) : parts.join('\n');
}
