import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { ruruHTML } from 'ruru/server';
import { serveStatic } from 'ruru/static';
import { PAGE_POLICY } from './page-policy.ts';

const STATIC = '/graphiql/static/';
/** Ours knows who is signed in, and has examples; it is built with the console. */
const PAGE = join(import.meta.dirname, '../../console/dist/graphiql.html');

/** What the package's own page needs: its configuration stands in the page, its editor checks in workers of its own. */
const PLAIN_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL, whole from an npm package: works without a network. */
export function graphiql(): Router {
  const router = Router();
  router.use('/static', (request, response, next) => {
    response.setHeader('Content-Security-Policy', PAGE_POLICY); // what its workers may do follows from their own files
    serveStatic(STATIC)(Object.assign(request, { url: request.originalUrl }), response, next);
  });
  const plain = existsSync(PAGE) ? null : ruruHTML({ endpoint: '/graphql', subscriptionEndpoint: '/graphql', staticPath: STATIC });
  router.get('/', (_request, response) => {
    if (plain !== null) return void response.set('Content-Security-Policy', PLAIN_POLICY).type('html').send(plain);
    response.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-cache' }).sendFile(PAGE);
  });
  return router;
}
