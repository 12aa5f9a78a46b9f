import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { currentApi } from '../support/api-surface.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const generator = join(dirname(require.resolve('openapi-typescript/package.json')), 'bin/cli.js');
const compiler = join(dirname(require.resolve('ts7/package.json')), 'bin/tsc');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djinnbot-client-'));
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(currentApi().openapi));
  await run(process.execPath, [generator, 'openapi.json', '--output', 'api.ts'], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the compiler says of a client that was written against the generated types. */
async function compile(client: string): Promise<string> {
  await writeFile(join(folder, 'client.ts'), `import type { paths } from './api.ts';\n${client}`);
  const options = '--noEmit --strict --skipLibCheck false --allowImportingTsExtensions --module esnext --moduleResolution bundler';
  return run(process.execPath, [compiler, ...options.split(' '), 'client.ts'], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

describe('types that are generated from the OpenAPI document', () => {
  it('are enough to write a client with', async () => {
    expect(
      await compile(`
        type Body<T> = T extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
        type Answer<T> = T extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;
        export const start: Body<paths['/v1/runs']['post']> = { pipeline_id: 'quickstart', task: 'a task' };
        export const seen = (run: Answer<paths['/v1/runs/{id}']['get']>): [string, string] => [run.id, run.status];
      `),
    ).toBe('');
  });

  it('do not let a misspelt member pass', async () => {
    expect(
      await compile(`
        type Body<T> = T extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
        export const start: Body<paths['/v1/runs']['post']> = { pipeline: 'quickstart', task: 'a task' };
      `),
    ).toContain("'pipeline'");
  });
});
