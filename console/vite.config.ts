import { join } from 'node:path';
import { defineConfig } from 'vite';
import { gzipAssets } from './gzip-plugin.ts';

const SERVER = process.env.DJINNBOT_URL ?? 'http://127.0.0.1:8000';

/** `npm run console` serves the pages with hot reload and passes what they ask for to a server that runs already. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [gzipAssets()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'graphiql.html'].map((page) => join(import.meta.dirname, page)) },
  },
  server: {
    proxy: {
      '/graphql': { target: SERVER, ws: true },
      '/graphiql': { target: SERVER, bypass: ({ url }) => (url?.startsWith('/graphiql/static/') ? undefined : '/graphiql.html') },
      '/v1': SERVER,
      '/health': SERVER,
    },
  },
});
