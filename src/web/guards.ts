import { STATUS_CODES } from 'node:http';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { isIP } from 'node:net';
import type { Config } from '../config.ts';

/** Refuses requests that are addressed to another host: a name that an attacker's DNS points at this machine must not open it. */
export function hostCheck(config: Config): RequestHandler {
  const isAllowed = hostCheck.isAllowed(config);
  return (request, response, next) => {
    if (isAllowed(request.headers.host)) return next();
    refuse(response, 421, 'This server does not answer to that host name; add it to ALLOWED_HOSTS');
  };
}

/**
 * This machine's own names and those of `ALLOWED_HOSTS`. A server that listens beyond this machine also answers to bare addresses: no DNS
 * is in between that could be turned.
 */
hostCheck.isAllowed = ({ allowedHosts, host }: Pick<Config, 'allowedHosts' | 'host'>) => {
  const isPublic = !isLoopback(host.includes(':') ? `[${host}]` : host);
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...allowedHosts.map((host) => host.toLowerCase())]);
  return (header: string | undefined): boolean => {
    if (header === undefined) return true; // HTTP/1.0; no browser sends none
    const name = header.toLowerCase().replace(/:\d+$/, '');
    return names.has(name) || isLoopback(name) || (isPublic && isIP(name.replace(/^\[|\]$/g, '')) !== 0);
  };
};

/**
 * Headers that tell browsers what answers may not be used for. Answers of the API are no pages: nothing may be loaded by them, and nothing
 * may frame them; the console and GraphiQL say their own policy.
 */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  xFrameOptions: { action: 'deny' },
  // pages of other ports of this machine show attachments, if CORS_ORIGINS lets them
  crossOriginResourcePolicy: { policy: 'same-site' },
});

/** Whether a page of this origin may use the server: its own pages, and those that `CORS_ORIGINS` lets in. Only browsers say an origin. */
export function isOriginAllowed(
  { corsOrigins }: Pick<Config, 'corsOrigins'>,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin)) return true;
  const url = URL.parse(origin);
  if (url === null) return false;
  return url.host === host?.toLowerCase() || (corsOrigins.includes('loopback') && isLoopback(url.hostname));
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/**
 * Cross-origin access without credentials, for the origins that may. From any other nothing is changed: browsers send some requests
 * without asking beforehand. Preflights are answered with 200.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const anyone = origins.includes('*');
  const config = { corsOrigins: [...origins] };
  return (request, response, next) => {
    const { origin, host } = request.headers;
    const isAllowed = isOriginAllowed(config, origin, host);
    if (origin && isAllowed) {
      response.setHeader('Access-Control-Allow-Origin', anyone ? '*' : origin);
      if (!anyone) response.setHeader('Vary', 'Origin');
      response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id');
    }
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
      response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*');
      response.setHeader('Access-Control-Max-Age', '600');
      response.status(200).end();
      return;
    }
    if (isAllowed || request.method === 'GET' || request.method === 'HEAD') return next();
    refuse(response, 403, 'Pages of that origin may not use this server; add it to CORS_ORIGINS');
  };
}

function refuse(response: Response, status: number, detail: string): void {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, request_id: response.getHeader('X-Request-Id') };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}
