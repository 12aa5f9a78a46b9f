import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';

/** Refuses requests that are addressed to another host: a name that an attacker's DNS points at this machine must not open it. */
export function hostCheck(config: Config): RequestHandler {
  const isAllowed = hostCheck.isAllowed(config);
  return (request, response, next) => {
    if (isAllowed(request.headers.host)) return next();
    response
      .status(421)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: 'Misdirected Request',
          status: 421,
          detail: 'This server does not answer to that host name; add it to ALLOWED_HOSTS',
        }),
      );
  };
}

hostCheck.isAllowed = ({ allowedHosts }: Config) => {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...allowedHosts.map((host) => host.toLowerCase())]);
  return (header: string | undefined): boolean => {
    if (header === undefined) return true; // HTTP/1.0; no browser sends none
    const name = header.toLowerCase().replace(/:\d+$/, '');
    return names.has(name) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
  };
};

export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};

/** Whether a page of this origin may open a WebSocket, which browsers do not ask about beforehand: its own pages, and those that CORS lets in. */
export function isOriginAllowed({ corsOrigins }: Config, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** Cross-origin access without credentials: any origin by default, or those that are listed. Preflights are answered with 200. */
export function cors(origins: readonly string[]): RequestHandler {
  const anyone = origins.includes('*');
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin && (anyone || origins.includes(origin))) {
      response.setHeader('Access-Control-Allow-Origin', anyone ? '*' : origin);
      if (!anyone) response.setHeader('Vary', 'Origin');
      response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id');
    }
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return next();
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*');
    response.setHeader('Access-Control-Max-Age', '600');
    response.status(200).end();
  };
}
