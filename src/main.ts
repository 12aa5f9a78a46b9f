import './empty-settings.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, type App } from './app.ts';
import { isSetUp } from './auth/users.ts';
import { ConfigError } from './config-error.ts';
import { readConfig, type Config } from './config.ts';
import { AppError } from './errors.ts';
import { createLogger } from './logger.ts';
import { DataDirectoryInUseError } from './store/node-lease.ts';

const ROOT = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

await main();

async function main(): Promise<void> {
  const startedAt = performance.now();
  let app: App;
  try {
    const config = readConfig(process.env, join(ROOT, 'catalog'));
    const logger = createLogger(config.logLevel);
    process.on('unhandledRejection', (error) => logger.error({ error }, 'unhandled rejection'));
    app = await startApp(config, { logger, version });
    await greet(app, config, performance.now() - startedAt).catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
  } catch (error) {
    return giveUp(error);
  }
  let isStopping = false;
  const end = (code: number): void => {
    isStopping = true;
    app.close().then(
      () => process.exit(code),
      (error: unknown) => giveUp(error),
    );
  };
  const stop = (): void => (isStopping ? process.exit(1) : end(0)); // asked twice: at once
  void app.lost.then((reason) => {
    process.stderr.write(`djinnbot: ${reason}, so it ends; started again, it works on\n`);
    if (!isStopping) end(1);
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop); // the command that started this process is gone
}

/** The first lines that a person sees: where things are, what answers, and what is missing. */
async function greet({ url, parts }: App, config: Config, tookMs: number): Promise<void> {
  const model = parts.models.defaultModel();
  const [pipelines, agents] = await Promise.all([parts.pipelines.list(), parts.agents.list()]);
  const broken = pipelines.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  const lines = [
    `DjinnBot runtime ${version} is ready after ${(tookMs / 1000).toFixed(1)} s`,
    '',
    `  Home      ${url}/`,
    `  GraphiQL  ${url}/graphiql`,
    `  REST      ${url}/v1/status        described at ${url}/v1/openapi.json`,
    `  Events    ${url}/v1/events/stream`,
    `  MCP       ${url}/mcp`,
    '',
    `  Database  ${config.databaseUrl ? `PostgreSQL at ${new URL(config.databaseUrl).host}` : `embedded PostgreSQL in ${join(config.dataDir, 'postgres')}`}`,
    `  Catalog   ${agents.length} agents and ${pipelines.length} pipelines in ${config.catalogDir}`,
    `  Model     ${model}${parts.models.isDemo(model) ? ' – a demo: set OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY or OPENROUTER_API_KEY for a real one' : ''}`,
    `  Memory    ${await memory(parts)}`,
    `  Commands  ${commands(parts)}`,
    `  Access    ${await access(parts, url)}`,
    ...broken.map(({ message }) => `  Broken    ${message}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function giveUp(error: unknown): void {
  const isForeseen = error instanceof ConfigError || error instanceof DataDirectoryInUseError || error instanceof AppError;
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (isForeseen) process.stderr.write(`djinnbot: ${error.message}\n`);
  else if (code === 'EADDRINUSE') process.stderr.write('djinnbot: the port is in use by another program; set PORT to another one\n');
  else process.stderr.write(`djinnbot: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** Who may come in. */
async function access({ auth, pool }: App['parts'], url: string): Promise<string> {
  if (!auth.config.isEnabled) return 'anyone on this machine, without signing in; AUTH_ENABLED=true asks who they are';
  if (await isSetUp({ pool })) return 'those who sign in, or show an API key';
  return `nobody yet: make the first admin at ${url}/ on this machine, or elsewhere with the set-up token ${auth.setupToken}`;
}

/** How commands of agents are run. */
function commands({ sandbox }: App['parts']): string {
  if (sandbox.isOff) return 'run without a sandbox (TOOLS_SANDBOX=off): agents can do what this user can';
  return sandbox.refusal === null ? 'run in a sandbox' : `are refused: ${sandbox.refusal}`;
}

/** How memories are found. */
async function memory({ memoryMeaning }: App['parts']): Promise<string> {
  const { embeddingModel, problem } = await memoryMeaning.status();
  if (embeddingModel === null)
    return 'is searched by words; set EMBEDDING_MODEL, such as openai/text-embedding-3-small, to search by meaning too';
  return problem === null ? `is searched by words and by meaning (${embeddingModel})` : `is searched by words alone: ${problem}`;
}
