import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult, type Tool } from '@modelcontextprotocol/sdk/types.js';
import express, { Router, type Request, type Response } from 'express';
import { OperationTypeNode } from 'graphql';
import type { RestTool } from './create-rest.ts';
import type { Problem } from './problem.ts';
import type { StreamItem } from './sse.ts';

export interface McpServerOptions {
  tools: readonly RestTool[];
  version: string;
  contextFor(request: Request): object;
  problemOf(error: unknown): Problem;
  /** Told of each call of a tool that was answered, with the status that HTTP would have had. */
  onAnswered?(tool: string, status: number, since: number): void;
}

/** What a call of a stream waits for: this long at most, and so long after the last item. */
const DEFAULT_WAIT_SECONDS = 20;
const LONGEST_WAIT_SECONDS = 120;
const QUIET_MS = 1_000;
const MOST_ITEMS = 500;

const WAIT: Record<string, unknown> = {
  type: 'integer',
  minimum: 0,
  maximum: LONGEST_WAIT_SECONDS,
  description: `How long to wait for the first item. Default ${DEFAULT_WAIT_SECONDS}.`,
};
const INSTRUCTIONS =
  'A server in which AI agents work. create_run starts a pipeline on a task; stream_run_events follows it: call it again with the cursor ' +
  'that it gave as `since`. Tasks stand on boards of projects, what agents know in vaults of memory.';

/**
 * The product as an MCP server (streamable HTTP, without sessions): operations of the REST API as tools, for agents elsewhere. A stream is
 * read in pieces: a call answers what came, and the cursor to go on from.
 */
export function mcpServer(options: McpServerOptions): Router {
  const router = Router();
  const listed = options.tools.map(describe);
  router.post('/', express.json({ limit: '1mb' }), async (request: Request, response: Response) => {
    // one for each request: nothing is kept in between, so any node answers
    const server = new Server({ name: 'djinnbot', version: options.version }, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
      call(options, params.name, params.arguments ?? {}, options.contextFor(request), signal),
    );
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void server.close());
    // the SDK's own types disagree under exactOptionalPropertyTypes
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body as unknown);
  });
  router.all('/', (request, response, next) => {
    if (request.headers.accept?.includes('text/html')) return next(); // a browser wants the page of that name
    response
      .status(405)
      .set('Allow', 'POST')
      .json({
        jsonrpc: '2.0',
        error: { code: -32000, message: 'Method not allowed: there are no sessions, requests are POSTed' },
        id: null,
      });
  });
  return router;
}

function describe({ name, description, inputSchema, kind, isStream }: RestTool): Tool {
  const properties = inputSchema.properties as Record<string, object>;
  return {
    name,
    description,
    inputSchema: { ...inputSchema, type: 'object', properties: isStream ? { ...properties, wait_seconds: WAIT } : properties },
    annotations: { readOnlyHint: kind !== OperationTypeNode.MUTATION },
  };
}

async function call(
  { tools, problemOf, onAnswered }: McpServerOptions,
  name: string,
  args: Record<string, unknown>,
  context: object,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const since = performance.now();
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) {
    onAnswered?.('none', 404, since);
    return failed('There is no tool of this name');
  }
  try {
    const value = tool.isStream ? await piece(await tool.follow(args, context), secondsOf(args), signal) : await tool.call(args, context);
    onAnswered?.(name, 200, since);
    return { content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }] };
  } catch (error) {
    const { status, detail } = problemOf(error);
    onAnswered?.(name, status, since);
    return failed(detail);
  }
}

function failed(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

function secondsOf({ wait_seconds: seconds }: Record<string, unknown>): number {
  return typeof seconds === 'number' && seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : DEFAULT_WAIT_SECONDS;
}

/** What comes until it is quiet for a moment, or nothing came for long, and the cursor behind it. */
async function piece(
  items: AsyncIterator<StreamItem>,
  waitSeconds: number,
  signal: AbortSignal,
): Promise<{ items: unknown[]; cursor: string | null }> {
  const read: unknown[] = [];
  let cursor: string | null = null;
  const deadline = Date.now() + LONGEST_WAIT_SECONDS * 1_000;
  try {
    while (read.length < MOST_ITEMS && Date.now() < deadline && !signal.aborted) {
      const item = await within(items.next(), read.length === 0 ? waitSeconds * 1_000 : QUIET_MS, signal);
      if (!item || item.done) break;
      read.push(item.value.body);
      cursor = item.value.id ?? cursor;
    }
  } finally {
    await items.return?.();
  }
  return { items: read, cursor };
}

/** What a promise gives within a time; null when it does not, or when the caller left. */
async function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T | null> {
  promise.catch(() => undefined);
  const timeout = AbortSignal.any([AbortSignal.timeout(ms), signal]);
  const late = new Promise<null>((resolve) => timeout.addEventListener('abort', () => resolve(null), { once: true }));
  return Promise.race([promise, late]);
}
