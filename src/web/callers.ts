import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import proxyAddr from 'proxy-addr';
import type { Auth } from '../auth/auth.ts';
import { isNobody } from '../auth/auth.ts';
import type { Caller, Viewer } from '../context.ts';
import { parseTraceparent } from '../tracing/trace-context.ts';

/** Who is behind each request. */
export interface Callers {
  /** Finds out before anything else is done with a request. */
  identify: RequestHandler;
  /** As `identify`, for a request that becomes a WebSocket. */
  identifySocket(request: IncomingMessage): Promise<void>;
  /** As `identify`, when a WebSocket says who it is in its first message: a bearer token as a header has it. */
  identifyAgain(request: IncomingMessage, authorization: string): Promise<void>;
  /** Looks again who is behind a request that became a WebSocket: credentials end while it is open. */
  renew(request: IncomingMessage): Promise<Viewer>;
  /** @throws {Error} for a request that was not identified, which would be a hole. */
  viewerOf(request: IncomingMessage): Viewer;
  callerOf(request: IncomingMessage, surface: Caller['surface']): Caller;
  /** What limits count by: the viewer, or the address of those who are not known. */
  clientOf(request: IncomingMessage): string;
}

/** Headers by which proxies say for whom they call. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

/**
 * @param trustedProxies addresses and networks that are believed whom they call for.
 * @param isStream whether a token may stand in the address: readers of event streams can often send no header.
 */
export function createCallers(deps: {
  auth: Auth;
  trustedProxies: readonly string[];
  isStream(request: IncomingMessage): boolean;
}): Callers {
  const { auth, isStream } = deps;
  const trust = proxyAddr.compile([...deps.trustedProxies]);
  const known = new WeakMap<IncomingMessage, { caller: Omit<Caller, 'surface'>; viewer: Viewer }>();

  async function identify(request: IncomingMessage, token: { text: string | null; fromAddress: boolean }): Promise<void> {
    const caller = {
      address: proxyAddr(request, trust) ?? '',
      isForwarded: FORWARDED.some((name) => request.headers[name] !== undefined),
      origin: originOf(request),
      token: token.text,
      fromAddress: token.fromAddress,
      userAgent: request.headers['user-agent'] ?? null,
      traceparent: traceparentOf(request),
    };
    known.set(request, { caller, viewer: await auth.identify({ ...caller, surface: 'rest' }) });
  }

  /** The host was checked; that the way here was encrypted, only a trusted proxy can say. */
  const originOf = ({ headers: { host, 'x-forwarded-proto': scheme }, socket }: IncomingMessage) => {
    if (host === undefined) return null;
    const isSecure = scheme === 'https' && trust(socket.remoteAddress ?? '', 0);
    return URL.parse(`${isSecure ? 'https' : 'http'}://${host}`)?.origin ?? null;
  };

  const traceparentOf = ({ headers: { traceparent } }: IncomingMessage) =>
    typeof traceparent === 'string' && parseTraceparent(traceparent) ? traceparent : null;

  const tokenOf = (request: IncomingMessage, mayBeInAddress: boolean) => {
    const header = bearer(request.headers.authorization);
    if (header !== null || !mayBeInAddress) return { text: header, fromAddress: false };
    const text = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token');
    return { text: text || null, fromAddress: true };
  };

  const of = (request: IncomingMessage) => {
    const found = known.get(request);
    if (!found) throw new Error('a request was answered before it was known who asks');
    return found;
  };

  return {
    identify(request, _response, next) {
      identify(request, tokenOf(request, isStream(request))).then(() => next(), next);
    },
    identifySocket: (request) => identify(request, tokenOf(request, true)),
    identifyAgain: (request, authorization) => identify(request, { text: bearer(authorization), fromAddress: false }),
    async renew(request) {
      const { caller, viewer } = of(request);
      const current = await auth.current(viewer);
      known.set(request, { caller, viewer: current });
      return current;
    },
    viewerOf: (request) => of(request).viewer,
    callerOf: (request, surface) => ({ ...of(request).caller, surface }),
    clientOf(request) {
      const { viewer, caller } = of(request);
      return isNobody(viewer) || viewer.id === 'anonymous' ? caller.address : viewer.id;
    },
  };
}

function bearer(header: string | undefined): string | null {
  return /^Bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1] ?? null;
}
