import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ServerProcess } from '../support/server-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const examples = [...readFileSync(join(ROOT, 'docs/api.md'), 'utf8').matchAll(/^```(sh|js|python)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', code = '']) => ({
    language,
    code,
  }),
);
/** How a reader runs a block of this language. */
const RUN: Readonly<Record<string, (code: string) => [string, ...string[]]>> = {
  sh: (code) => ['bash', '-eu', '-c', code],
  js: (code) => [process.execPath, '--experimental-eventsource', '--input-type=module', '--eval', code],
  python: (code) => ['python3', '-c', code],
};
/** What each prints, in the order of the page. */
const PRINTED = [
  /"type":"RUN_CREATED"[\s\S]*"type":"RUN_COMPLETE"[\s\S]*\{.*"\w+":".+"\}/,
  /"status":422.*"errors":\[\{"path":"task"/,
  /"activeRuns":\d+.*"status":"COMPLETED".*"path":"[^"]*runs"/,
  /run_created run_\w+[\s\S]*step_complete run_\w+[\s\S]*run_complete run_\w+/,
  /complete run_\w+/,
  /turn_end[\s\S]*user : What is a mutex\?\nassistant : ./,
  /openapi\.json → api\.ts/,
];

let database: TestDatabase;
let server: ServerProcess;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djinnbot-examples-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  database = await testDatabase();
  server = await ServerProcess.start({ DATABASE_URL: database.url });
});
afterAll(async () => {
  await server.remove();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('docs/api.md', () => {
  it('has an expectation for each example', () => expect(examples).toHaveLength(PRINTED.length));

  it.each(examples.map(({ language, code }, index) => [index, language, code] as const))(
    'example %i (%s) prints what its text says',
    async (index, language, code) => {
      const { host } = new URL(server.url);
      const [command = '', ...args] = RUN[language]?.(code.replaceAll('127.0.0.1:8000', host)) ?? [];
      const { stdout, stderr } = await promisify(execFile)(command, args, { cwd: folder, timeout: 50_000 });
      expect(stdout + stderr).toMatch(PRINTED[index] ?? /^$/);
    },
    60_000,
  );
});
