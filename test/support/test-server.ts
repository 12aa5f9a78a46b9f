import { join } from 'node:path';
import { testDatabase } from './database.ts';
import { startScriptedLlm, type ScriptedCall, type ScriptedLlm, type ScriptedReply } from './scripted-llm.ts';
import { ServerProcess } from './server-process.ts';

export const TEST_CATALOG = join(import.meta.dirname, 'catalog');

export interface TestServer {
  server: ServerProcess;
  llm: ScriptedLlm;
  databaseUrl: string;
  stop(): Promise<void>;
}

/**
 * The real server as a process, on a database of its own, with a scripted model and the catalog of the tests.
 * @param chunkLatencyMs pause of the model before each streamed chunk.
 */
export async function startTestServer(
  script: (call: ScriptedCall) => ScriptedReply | Promise<ScriptedReply>,
  environment: Record<string, string> = {},
  chunkLatencyMs = 0,
): Promise<TestServer> {
  const database = await testDatabase();
  const llm = await startScriptedLlm(script, chunkLatencyMs);
  const server = await ServerProcess.start({
    DATABASE_URL: database.url,
    OPENAI_BASE_URL: llm.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: TEST_CATALOG,
    ...environment,
  });
  return {
    server,
    llm,
    databaseUrl: database.url,
    async stop() {
      await server.remove();
      await llm.stop();
      await database.drop();
    },
  };
}
