// Builds the console as part of an install. Where its tools are left out (`npm ci --omit=dev`) there is nothing to build with: the
// server then works without its pages and says so.
let vite;
try {
  vite = await import('vite');
} catch {
  process.stderr.write('djinnbot: the console is not built, since its development packages are not installed\n');
}
await vite?.build({ configFile: new URL('vite.config.ts', import.meta.url).pathname, logLevel: 'warn' });
