import type { Request, RequestHandler, Response } from 'express';
import { execute, GraphQLError, subscribe, type GraphQLSchema } from 'graphql';
import type { IncomingMessage } from 'node:http';
import { AppError, BadUserInputError, NotFoundError, RateLimitedError, UnauthenticatedError } from '../src/errors.ts';
import { isNobody } from '../src/auth/auth.ts';
import type { Viewer } from '../src/context.ts';
import { notSignedIn } from '../src/graphql/authority.ts';
import type { Logger } from '../src/logger.ts';
import { readBody } from './body.ts';
import { coerceVariables, type RawInput } from './coercion.ts';
import { inputOf, openApiDocument } from './openapi.ts';
import { loadEndpoints, type Endpoint, type Variable } from './operations.ts';
import { answerOf, notFoundText, streamItem, type Answer } from './output.ts';
import { sendProblem, type Problem } from './problem.ts';
import { Routes } from './routes.ts';
import { sendEvents, type StreamItem } from './sse.ts';
import { STATUS_OF } from './status.ts';
import { restView } from './view.ts';

export interface RestOptions {
  schema: GraphQLSchema;
  /** Folder of the operations that make the endpoints. */
  operationsDir: string;
  contextFor(request: Request): object & { requestId: string; viewer: Viewer };
  logger: Logger;
  info: { version: string };
  /** Told of each call that was answered: the operation, the HTTP status, and `performance.now()` when it came. */
  onAnswered?(operation: string, status: number, since: number): void;
  /** Values of query parameters in `when`, for requests that do not say. */
  queryDefaults?: Readonly<Record<string, string>>;
}

export interface Rest {
  /** Answers everything below `/v1`, and `/v1/openapi.json` with what that is; passes on what is not. */
  handler: RequestHandler;
  /**
   * The items of the event stream at the request's address, for a reader that brings a connection of its own; null when there is none.
   * @throws {AppError | GraphQLError} what would be answered instead; `toProblem` says how.
   */
  follow(request: IncomingMessage, context: object): Promise<AsyncIterator<StreamItem> | null>;
  /** Whether an event stream is at the request's address. */
  isStream(request: IncomingMessage): boolean;
  /** Operations that agents get as MCP tools. */
  tools: readonly RestTool[];
  endpoints: readonly Endpoint[];
}

/** An operation that is called with one object of JSON. */
export interface RestTool {
  /** In snake_case. */
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
  kind: Endpoint['kind'];
  isStream: boolean;
  /** The body that HTTP would have answered. @throws {AppError | GraphQLError} what would be answered instead. */
  call(args: Record<string, unknown>, context: object): Promise<unknown>;
  /** Of a stream: its items. @throws {AppError | GraphQLError} */
  follow(args: Record<string, unknown>, context: object): Promise<AsyncIterator<StreamItem>>;
}

/** What a request turned out to ask for. */
interface Asked {
  operation: string;
  since: number;
  isCounted: boolean;
}

/** How calls are counted that no operation answers. */
const NO_OPERATION = 'none';

/** Makes the REST API from named GraphQL operations: routes, coercion, errors, event streams and their description. */
export function createRest({ schema, operationsDir, contextFor, logger, info, onAnswered, queryDefaults = {} }: RestOptions): Rest {
  const view = restView(schema);
  const endpoints = loadEndpoints(operationsDir, [schema, view]);
  const routes = new Routes(endpoints);
  const openapi = openApiDocument(view, endpoints, info);

  /** @param asked is told which operation it is */
  async function answer(request: Request, response: Response, asked: Asked): Promise<void> {
    const match = routes.match(request.method, request.path);
    const context = contextFor(request);
    if (isNobody(context.viewer) && !match?.endpoints.every(({ isOpen }) => isOpen)) throw notSignedIn(context.viewer);
    if (!match)
      return sendProblem(response, {
        status: 404,
        detail: 'Not Found: the API is described at /v1/openapi.json',
        requestId: context.requestId,
      });
    const query = new URLSearchParams(new URL(request.originalUrl, 'http://localhost').search);
    const endpoint = choose(match.endpoints, query, queryDefaults);
    if (!endpoint) {
      const allow = [...match.allowed, ...(match.allowed.includes('GET') ? ['HEAD'] : [])].join(', ');
      return sendProblem(response, {
        status: 405,
        detail: `Method Not Allowed; this path takes ${allow}`,
        requestId: context.requestId,
        headers: { Allow: allow },
      });
    }
    asked.operation = endpoint.name;
    const body = await readBody(request, endpoint);
    const input = { path: pathValues(endpoint, match.values), query, header: (name: string) => singleHeader(request, name), body };
    const variables = coerceVariables(view, endpoint, input);
    if (endpoint.isStream) {
      const items = await itemsOf(endpoint, variables, context);
      onAnswered?.(endpoint.name, 200, asked.since);
      asked.isCounted = true;
      return sendEvents(response, items);
    }
    send(response, await run(endpoint, variables, context));
  }

  async function run(endpoint: Endpoint, variableValues: Record<string, unknown>, context: object): Promise<Answer> {
    const { data, errors } = await execute({ schema: view, document: endpoint.document, variableValues, contextValue: context });
    if (errors?.[0]) throw errors[0];
    const answered = answerOf(endpoint, data ?? {}, variableValues);
    if (!answered) throw new NotFoundError(notFoundText(endpoint, variableValues));
    return answered;
  }

  /** The event stream at an address, with what the address says. */
  function streamAt({ url, method }: IncomingMessage): { endpoint: Endpoint; values: readonly string[]; query: URLSearchParams } | null {
    if (method !== 'GET' || !url?.startsWith('/v1/')) return null;
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const match = routes.match('GET', pathname);
    const endpoint = match ? choose(match.endpoints, query, queryDefaults) : undefined;
    return match && endpoint?.isStream ? { endpoint, values: match.values, query } : null;
  }

  async function follow(request: IncomingMessage, context: object): Promise<AsyncIterator<StreamItem> | null> {
    const found = streamAt(request);
    if (!found) return null;
    const { endpoint, values, query } = found;
    const body = { members: null, raw: null, files: new Map() };
    const input = { path: pathValues(endpoint, values), query, header: (name: string) => singleHeader(request, name), body };
    return itemsOf(endpoint, coerceVariables(view, endpoint, input), context);
  }

  async function itemsOf(
    endpoint: Endpoint,
    variables: Record<string, unknown>,
    context: object & { requestId?: string },
  ): Promise<AsyncIterator<StreamItem>> {
    const source = await subscribe({ schema: view, document: endpoint.document, variableValues: variables, contextValue: context });
    if (!(Symbol.asyncIterator in source)) throw source.errors?.[0] ?? new GraphQLError('no stream');
    return {
      async next() {
        const result = await source.next();
        if (result.done) return { done: true, value: undefined };
        const { errors, data } = result.value;
        if (errors?.[0]) {
          logger.error({ error: errors[0], requestId: context.requestId }, 'stream failed');
          throw errors[0];
        }
        return { done: false, value: streamItem(endpoint, data ?? {}) };
      },
      async return() {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  function toolOf(endpoint: Endpoint): RestTool {
    const variablesOf = (args: Record<string, unknown>) => coerceVariables(view, endpoint, inputFrom(endpoint, args));
    return {
      name: endpoint.name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase(),
      description: endpoint.summary,
      inputSchema: inputOf(view, endpoint),
      kind: endpoint.kind,
      isStream: endpoint.isStream,
      call: async (args, context) => (await run(endpoint, variablesOf(args), context)).body,
      follow: async (args, context) => itemsOf(endpoint, variablesOf(args), context),
    };
  }

  return {
    endpoints,
    follow,
    isStream: (request) => streamAt(request) !== null,
    tools: endpoints.filter(({ isTool, isAlias }) => isTool && !isAlias).map(toolOf),
    handler(request, response, next) {
      if (request.path !== '/v1' && !request.path.startsWith('/v1/')) return next();
      if (request.path === '/v1/openapi.json' && (request.method === 'GET' || request.method === 'HEAD'))
        return void response.json(openapi);
      response.setHeader('Cache-Control', 'no-store'); // answers are of one viewer, and tokens are among them
      const asked: Asked = { operation: NO_OPERATION, since: performance.now(), isCounted: false };
      const count = () => {
        if (!asked.isCounted) onAnswered?.(asked.operation, response.statusCode, asked.since);
      };
      answer(request, response, asked).then(count, (error: unknown) => {
        if (response.headersSent || error === request.errored) return response.destroy(); // the caller left in the middle
        const requestId = response.getHeader('X-Request-Id');
        sendProblem(response, toProblem(error, typeof requestId === 'string' ? requestId : '', logger));
        count();
      });
    },
  };
}

function send(response: Response, { status, location, file, body }: Answer): void {
  response.status(status);
  if (location !== null) response.setHeader('Location', location);
  if (!file) return void response.type('application/json').send(JSON.stringify(body));
  const name = file.name ?? 'file';
  response.set({
    'Content-Type': file.type,
    'X-Content-Type-Options': 'nosniff',
    // what people uploaded is shown or saved, and never runs as a page of this server
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': `inline; filename="${name.replace(/[^\w. -]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  response.send(body instanceof Buffer ? body : String(body));
}

/** An error as a problem: foreseen ones in their own words, anything else as the server's fault under the request's id. */
export function toProblem(thrown: unknown, requestId: string, logger: Logger): Problem {
  const error = thrown instanceof GraphQLError && thrown.originalError ? thrown.originalError : thrown;
  if (error instanceof AppError) {
    const headers: Record<string, string> = {};
    if (error instanceof UnauthenticatedError) headers['WWW-Authenticate'] = 'Bearer';
    if (error instanceof RateLimitedError && error.retryAfterMs) headers['Retry-After'] = String(Math.ceil(error.retryAfterMs / 1000));
    const errors = error instanceof BadUserInputError ? error.issues : undefined;
    return { status: STATUS_OF[error.code], detail: error.message, requestId, errors, headers };
  }
  logger.error({ error, requestId }, 'request failed');
  return { status: 500, detail: `Internal error; the server's log has it under request ${requestId}`, requestId };
}

/** The operation of the route: the one whose `when` holds, else the one without. */
function choose(endpoints: readonly Endpoint[], query: URLSearchParams, defaults: Readonly<Record<string, string>>): Endpoint | undefined {
  const holds = ({ when }: Endpoint) => when !== null && (query.get(when.name) ?? defaults[when.name]) === when.value;
  return endpoints.find(holds) ?? endpoints.find(({ when }) => when === null);
}

function pathValues({ path, variables }: Endpoint, values: readonly string[]): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\*?\}/g)].map((match) => match[1] ?? '');
  const known = new Set(variables.map(({ name }: Variable) => name));
  return Object.fromEntries(names.flatMap((name, index) => (known.has(name) ? [[name, values[index] ?? '']] : [])));
}

/** Members of one object where a request would have them. */
function inputFrom({ variables }: Endpoint, args: Record<string, unknown>): RawInput {
  const query = new URLSearchParams();
  const path: Record<string, string> = {};
  for (const variable of variables) {
    const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    if (variable.path && args[variable.name] != null) path[variable.name] = text(args[variable.name]);
    for (const name of variable.query) for (const value of [args[name] ?? []].flat()) query.append(name, text(value));
  }
  return { path, query, header: () => undefined, body: { members: args, raw: null, files: new Map() } };
}

function singleHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
