import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { PAGE_POLICY } from './page-policy.ts';

const DIST = join(import.meta.dirname, '../../console/dist');

/** Addresses that are not the console's: what is unknown there stays an error of the API. */
const OTHERS = /^\/(v1|graphql|graphiql|health|metrics|mcp)(\/|$)/;

/**
 * The console: files of its build, and its one page for every address that a person can open. Built files carry a hash in their names,
 * so browsers may keep them; the page itself is asked for each time.
 */
export function consolePages(): Router {
  const router = Router();
  if (!existsSync(join(DIST, 'index.html'))) {
    router.get('/', (_request, response) => {
      response.type('text').send('The console is not built: npm ci builds it. The API is at /graphql and /v1, GraphiQL at /graphiql.\n');
    });
    return router;
  }
  router.use('/assets', gzipped(join(DIST, 'assets')));
  router.use('/assets', express.static(join(DIST, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: false }));
  router.use(express.static(DIST, { index: false }));
  router.get('/{*path}', (request, response, next) => {
    // programs that take anything get an answer they can read
    const isBrowser = request.path === '/' || request.headers.accept?.includes('text/html');
    if (OTHERS.test(request.path) || !isBrowser) return next();
    response.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-cache' }).sendFile(join(DIST, 'index.html'));
  });
  return router;
}

/** Sends the `.gz` that the build laid beside a file to whoever takes it. */
function gzipped(folder: string): RequestHandler {
  const small = new Set(readdirSync(folder).filter((name) => name.endsWith('.gz')));
  return (request, response, next) => {
    response.vary('Accept-Encoding');
    const name = request.path.slice(1);
    if (small.has(`${name}.gz`) && request.acceptsEncodings('gzip')) {
      response.type(extname(name)).set('Content-Encoding', 'gzip');
      request.url = `/${name}.gz`;
    }
    next();
  };
}
