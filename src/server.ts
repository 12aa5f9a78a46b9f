import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { getOperationAST, GraphQLError, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
import { createRest, toProblem, type Rest } from '../rest/create-rest.ts';
import { mcpServer } from '../rest/mcp-server.ts';
import { sendMessages } from '../rest/web-socket.ts';
import { sendProblem } from '../rest/problem.ts';
import { STATUS_OF } from '../rest/status.ts';
import type { Config } from './config.ts';
import { isNobody } from './auth/auth.ts';
import type { Caller, Context, Parts } from './context.ts';
import { AppError, RateLimitedError, type ErrorCode } from './errors.ts';
import { isOpen, notSignedIn } from './graphql/authority.ts';
import { formatError } from './graphql/format-error.ts';
import { fewMistakes, MOST_TOKENS, queryLimits } from './graphql/limits.ts';
import { createLoaders } from './graphql/loaders.ts';
import { operationLabel } from './graphql/operation-label.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Database } from './store/database.ts';
import { parseTraceparent } from './tracing/trace-context.ts';
import { createCallers, type Callers } from './web/callers.ts';
import { createClientLimits, limitClients, type ClientLimits } from './web/client-limits.ts';
import { consolePages } from './web/console.ts';
import { graphiql } from './web/graphiql.ts';
import { cors, hostCheck, isOriginAllowed, securityHeaders } from './web/guards.ts';
import { currentRequestId, requestScope } from './web/request-scope.ts';

export interface ServerOptions {
  schema: GraphQLSchema;
  parts: Parts;
  redis: Redis | null;
  database: Database;
  config: Config;
  logger: Logger;
  metrics: Metrics;
  /** Why the server cannot work now; null when it can. */
  notReady(): string | null;
  operationsDir: string;
}

export interface RunningServer {
  /** `http://127.0.0.1:8000` */
  url: string;
  /** Ends streams and connections, then stops listening. */
  close(): Promise<void>;
}

const BODY_LIMIT = '1mb';
const GRAPHQL_TYPE = 'application/graphql-response+json';
/** How long a request may take to arrive; answers take what they take. */
const REQUEST_TIMEOUT_MS = 120_000;
const HEADERS_TIMEOUT_MS = 20_000;
/** Operations that go on at a time over one WebSocket. */
const MOST_SUBSCRIPTIONS = 200;
/** What clients have to go by themselves once the server stops. */
const CLOSE_GRACE_MS = 1_000;

/** All transports over the one schema: GraphQL over HTTP and WebSocket, REST and its event stream, GraphiQL, health and metrics. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { schema, parts, database, config, logger, metrics } = options;
  const app = express();
  const http = createHttpServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }, app);
  app.disable('x-powered-by');
  app.disable('etag');

  const contextFor: ContextFor = (request, surface, requestId) => {
    const em = database.orm.em.fork();
    const viewer = callers.viewerOf(request);
    return {
      ...parts,
      em,
      viewer,
      caller: callers.callerOf(request, surface),
      requestId,
      acts: { count: 0 },
      loaders: createLoaders(em, { ...parts, viewer }),
    };
  };
  const rest = createRest({
    schema,
    operationsDir: options.operationsDir,
    contextFor: (request) => contextFor(request, 'rest', currentRequestId()),
    logger,
    info: { version: parts.settings.version },
    onAnswered: (operation, status, since) => metrics.requests.answered('rest', operation, status, since),
    queryDefaults: { dialect: config.eventDialect },
  });

  const isStream = (request: IncomingMessage) => rest.isStream(request);
  const callers = createCallers({ auth: parts.auth, trustedProxies: config.trustedProxies, isStream });
  const limits = createClientLimits(config.limits, options.redis);

  app.use(requestIds, hostCheck(config), securityHeaders, cors(config.corsOrigins));
  health(app, options);
  const { clientOf } = callers;
  app.use(callers.identify, limitClients({ limits, clientOf, isStream }), countStreams(isStream, metrics));
  app.get('/metrics', signedIn(callers), metricsOf(metrics));
  app.use(rest.handler);
  app.use(
    '/mcp',
    signedIn(callers, (request) => request.method === 'POST'),
    mcpServer({
      tools: rest.tools,
      version: parts.settings.version,
      contextFor: (request) => contextFor(request, 'mcp', currentRequestId()),
      problemOf: (error) => toProblem(error, currentRequestId(), logger),
      onAnswered: (tool, status, since) => metrics.requests.answered('mcp', tool, status, since),
    }),
  );
  const apollo = await serveGraphql(app, http, options, contextFor);
  const sockets = serveSubscriptions(http, options, { contextFor, callers, limits, rest });
  app.use('/graphiql', graphiql());
  app.use(consolePages());
  app.use((request, response) =>
    sendProblem(response, {
      status: 404,
      detail: `There is nothing at this path; the API is described at /v1/openapi.json`,
      requestId: currentRequestId(),
    }),
  );
  app.use(failed(logger, metrics));

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(config.port, config.host, () => resolve());
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeIdleConnections();
      const cut = setTimeout(() => {
        http.closeAllConnections(); // event streams never end by themselves
        sockets.terminate(); // nor does a client that reads no more say goodbye
      }, CLOSE_GRACE_MS);
      await sockets.dispose();
      await apollo.stop();
      await closed;
      clearTimeout(cut);
    },
  };
}

type ContextFor = (request: IncomingMessage, surface: Caller['surface'], requestId: string) => Context;

/** Refuses those who are not signed in, at what is not answered by the schema. */
function signedIn(callers: Callers, isMeant: (request: IncomingMessage) => boolean = () => true): RequestHandler {
  return (request, response, next) => {
    const viewer = callers.viewerOf(request);
    if (!isMeant(request) || !isNobody(viewer)) return next();
    const { message } = notSignedIn(viewer);
    sendProblem(response, { status: 401, detail: message, requestId: currentRequestId(), headers: { 'WWW-Authenticate': 'Bearer' } });
  };
}

function metricsOf({ registry }: Metrics): RequestHandler {
  return (_request, response, next) => {
    registry.metrics().then((text) => response.type(registry.contentType).send(text), next);
  };
}

function countStreams(isStream: (request: IncomingMessage) => boolean, { requests }: Metrics): RequestHandler {
  return (request, response, next) => {
    if (isStream(request)) response.once('close', requests.opened('sse'));
    next();
  };
}

/** The status that HTTP would have had for these errors: that of the worst. What nobody foresaw is the server's fault. */
function statusOf(errors: readonly unknown[] | undefined): number {
  return Math.max(200, ...(errors ?? []).map(statusOfOne));
}

function statusOfOne(thrown: unknown): number {
  const error = thrown instanceof GraphQLError && thrown.originalError ? thrown.originalError : thrown;
  if (error instanceof AppError) return STATUS_OF[error.code];
  const code = (error as { extensions?: { code?: string } }).extensions?.code;
  if (code === 'INTERNAL_SERVER_ERROR') return 500;
  if (code === undefined && !(error instanceof GraphQLError)) return 500;
  return STATUS_OF[code as ErrorCode] ?? 400; // what graphql-js and Apollo say by themselves is of mistakes in the request
}

async function serveGraphql(
  app: Express,
  http: Server,
  { schema, logger, metrics }: ServerOptions,
  contextFor: ContextFor,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    stopOnTerminationSignals: false, // the whole server ends in its own order
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [queryLimits()],
    formatError: (formatted, thrown) => formatError(formatted, thrown, logger, currentRequestId()),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http, stopGracePeriodMillis: 500 }),
      {
        requestDidStart: async () => {
          const since = performance.now();
          return {
            willSendResponse: async ({ request, response, operation, contextValue: { viewer } }) => {
              plainJsonStatus(request.http?.headers.get('accept'), response);
              const result = response.body.kind === 'single' ? response.body.singleResult : undefined;
              metrics.requests.answered('graphql', operationLabel(operation), statusOf(result?.errors), since);
              if (result?.errors) result.errors = fewMistakes(isNobody(viewer) ? result.errors.map(withoutHint) : result.errors);
            },
          };
        },
      },
    ],
  });
  await apollo.start();
  app.use(
    '/graphql',
    express.json({ limit: BODY_LIMIT, type: ['application/json', 'application/graphql+json'] }),
    sameSiteGets,
    strangers(schema, contextFor),
    expressMiddleware(apollo, { context: async ({ req }) => contextFor(req, 'graphql', currentRequestId()) }),
  );
  return apollo;
}

/** Without graphql-js' guess at what was meant, which would tell strangers what there is. */
function withoutHint<T extends { message: string }>(error: T): T {
  return { ...error, message: error.message.replace(/ Did you mean [\s\S]*$/, '') };
}

/** GraphQL over HTTP: a client that takes plain JSON only gets 200 for a request that was understood, whatever became of it. */
function plainJsonStatus(
  accept: string | null | undefined,
  response: {
    http: { status?: number };
    body: { kind: string; singleResult?: { errors?: readonly { extensions?: Record<string, unknown> }[] } };
  },
): void {
  if (accept?.includes(GRAPHQL_TYPE)) return;
  const code = response.body.singleResult?.errors?.[0]?.extensions?.code;
  if (code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_USER_INPUT') response.http.status = 200;
}

/** Those who are not signed in are refused before their query is looked at any closer: mistakes in it would tell what there is. */
function strangers(schema: GraphQLSchema, contextFor: ContextFor): RequestHandler {
  return (request, response, next) => {
    const { viewer } = contextFor(request, 'graphql', currentRequestId());
    if (!isNobody(viewer)) return next();
    const { query } = (request.method === 'GET' ? request.query : request.body) as { query?: unknown };
    if (typeof query === 'string' && asksForOpen(schema, query)) return next();
    const { message, extensions } = notSignedIn(viewer);
    const type = request.headers.accept?.includes(GRAPHQL_TYPE) ? GRAPHQL_TYPE : 'application/json';
    response.status(401).set('WWW-Authenticate', 'Bearer').type(type);
    response.send(JSON.stringify({ errors: [{ message, extensions }] }));
  };
}

function asksForOpen(schema: GraphQLSchema, query: string): boolean {
  try {
    return isOpen(schema, parse(query, { maxTokens: MOST_TOKENS }));
  } catch {
    return false;
  }
}

/** Apollo asks GETs for a header that a page of another site cannot set. Browsers say where a request comes from: others need not prove it. */
const sameSiteGets: RequestHandler = (request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  const site = request.headers['sec-fetch-site'];
  if (request.method === 'GET' && (site === undefined || site === 'same-origin' || site === 'none'))
    request.headers['apollo-require-preflight'] = 'true';
  request.body ??= {};
  next();
};

function serveSubscriptions(
  http: Server,
  { schema, logger, config, metrics: { requests } }: ServerOptions,
  { contextFor, callers, limits, rest }: { contextFor: ContextFor; callers: Callers; limits: ClientLimits; rest: Rest },
): { dispose(): void | Promise<void>; terminate(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  const isAllowed = hostCheck.isAllowed(config);
  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    socket.on('error', () => socket.destroy()); // nobody else hears it while the socket is neither HTTP's nor a WebSocket's
    const [path] = (request.url ?? '').split('?');
    const { host, origin } = request.headers;
    const refuse = (status: number) => socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
    if (!isAllowed(host)) return void refuse(404);
    if (!isOriginAllowed(config, origin, host)) return void refuse(403);
    if (path !== '/graphql' && !path?.startsWith('/v1/')) return void refuse(404);
    callers
      .identifySocket(request)
      .then(async () => {
        const client = callers.clientOf(request);
        await limits.request(client);
        // who speaks graphql-ws may say who they are in the first message
        if (path !== '/graphql' && isNobody(callers.viewerOf(request))) return refuse(401);
        socket.once('close', limits.stream(client));
        socket.once('close', requests.opened('websocket'));
        sockets.handleUpgrade(request, socket, head, (opened) => {
          if (path === '/graphql') return sockets.emit('connection', opened, request);
          const id = randomUUID();
          const since = performance.now();
          const items = rest.follow(request, contextFor(request, 'rest', id));
          items.then(
            (found) => requests.answered('websocket', 'stream', found ? 200 : 404, since),
            (error: unknown) => requests.answered('websocket', 'stream', statusOf([error]), since),
          );
          sendMessages(opened, items, (error) => toProblem(error, id, logger));
        });
      })
      .catch((error: unknown) => {
        if (!(error instanceof RateLimitedError)) logger.error({ error }, 'a WebSocket was not opened');
        refuse(error instanceof RateLimitedError ? 429 : 500);
      });
  });
  /** When each operation came. */
  const begun = new WeakMap<object, number>();
  const { dispose } = useServer(
    {
      schema,
      context: ({ extra }) => contextFor(extra.request, 'websocket', randomUUID()),
      async onConnect({ connectionParams, extra: { request } }) {
        const said = connectionParams?.authorization ?? connectionParams?.Authorization;
        if (typeof said === 'string') await callers.identifyAgain(request, said);
        return !isNobody(callers.viewerOf(request));
      },
      async onSubscribe({ subscriptions, extra: { request } }, _id, payload) {
        const since = performance.now();
        // before anything is waited for: of many that come at once, those that are too many are refused, and no others
        const isTooMany = Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS;
        const viewer = await callers.renew(request);
        const errors = isTooMany
          ? [refused(new RateLimitedError(`More than ${MOST_SUBSCRIPTIONS} operations at a time on one connection`))]
          : isNobody(viewer)
            ? [refused(notSignedIn(viewer))]
            : mistakesIn(payload.query, schema);
        if (errors.length === 0) return void begun.set(payload, since);
        requests.answered('websocket', operationLabel(null), statusOf(errors), since);
        return errors;
      },
      onOperation(_context, _id, payload, { document, operationName }, result) {
        const label = operationLabel(getOperationAST(document, operationName));
        requests.answered('websocket', label, statusOf('errors' in result ? result.errors : undefined), begun.get(payload) ?? 0);
      },
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map((error) => masked(error, logger)) } : result,
      // one that left in mid-stream fails what was written to it, which is nobody's mistake
      onError: ({ extra }, _id, _payload, errors) =>
        extra.request.socket.destroyed ? errors : errors.map((error) => masked(error, logger)),
    },
    sockets,
    12_000,
  );
  return {
    dispose,
    terminate() {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function refused(originalError: AppError): GraphQLError {
  return new GraphQLError(originalError.message, { originalError });
}

const RULES = [...specifiedRules, queryLimits()];

/** What is wrong with an operation before it runs, with the codes that Apollo gives over HTTP. */
function mistakesIn(query: string, schema: GraphQLSchema): GraphQLError[] {
  const withCode = (code: string) => (error: GraphQLError) => new GraphQLError(error.message, { nodes: error.nodes, extensions: { code } });
  try {
    return fewMistakes(validate(schema, parse(query, { maxTokens: MOST_TOKENS }), RULES)).map(withCode('GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    return [withCode('GRAPHQL_PARSE_FAILED')(error as GraphQLError)];
  }
}

function masked(error: GraphQLError, logger: Logger): GraphQLError {
  const { message, extensions } = formatError({ message: error.message, extensions: error.extensions }, error, logger, randomUUID());
  return new GraphQLError(message, { path: error.path, extensions });
}

function health(app: Express, { notReady }: ServerOptions): void {
  app.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/health/ready', (request, response) => {
    const reason = notReady();
    if (reason === null) response.json({ status: 'ok' });
    else sendProblem(response, { status: 503, detail: reason, requestId: currentRequestId() });
  });
}

const requestIds: RequestHandler = (request, response, next) => {
  const id = randomUUID();
  response.setHeader('X-Request-Id', id);
  const { traceparent } = request.headers;
  const trace = typeof traceparent === 'string' ? parseTraceparent(traceparent) : null;
  requestScope.run({ requestId: id, ...(trace && { traceId: trace.traceId }) }, next);
};

/** What express itself refuses (a body too large, JSON that is none) and whatever a handler did not foresee. */
function failed(logger: Logger, { requests }: Metrics): ErrorRequestHandler {
  return (error: { status?: number; type?: string }, request, response, next) => {
    if (response.headersSent) return next(error);
    const id = currentRequestId();
    if (error instanceof AppError) {
      requests.refused(STATUS_OF[error.code]);
      return sendProblem(response, toProblem(error, id, logger));
    }
    if (error.type === 'entity.too.large')
      return sendProblem(response, { status: 413, detail: `The body is larger than ${BODY_LIMIT}`, requestId: id });
    if (error.status && error.status < 500)
      return sendProblem(response, { status: error.status, detail: 'The body is not JSON', requestId: id });
    logger.error({ error, requestId: id }, 'request failed');
    return sendProblem(response, { status: 500, detail: `Internal error; the server's log has it under request ${id}`, requestId: id });
  };
}
