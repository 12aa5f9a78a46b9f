import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { REFERENCE_ROUTES } from './reference-routes.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;
let document: {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: object }> }>>;
};

beforeAll(async () => {
  test = await startTestServer(() => complete({}));
  document = await test.server.get('/v1/openapi.json');
});
afterAll(() => test.stop());

describe('the OpenAPI document', () => {
  it("passes Redocly's linter with its recommended rules", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'djinnbot-openapi-'));
    const cli = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));

    const linting = promisify(execFile)(
      process.execPath,
      // a literal goes before a parameter in the same place, which the reference itself relies on
      [cli, 'lint', '--extends', 'recommended-strict', '--skip-rule', 'no-ambiguous-paths', '--format', 'json', 'openapi.json'],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );

    const { stdout } = await linting.catch((error: { stdout: string }) => error);
    expect(JSON.parse(stdout).problems.map(({ ruleId, message }: Record<string, string>) => `${ruleId}: ${message}`)).toEqual([]);
    await rm(folder, { recursive: true });
  }, 30_000);

  it('is 3.1 and names each operation once', () => {
    const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));

    expect(document.openapi).toMatch(/^3\.1\./);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every route of the reference, and each answers', async () => {
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    const named = routes.map((route) => route.replace(/\{\w+\}/g, '{}'));
    expect(REFERENCE_ROUTES.filter((route) => !named.includes(route))).toEqual([]);
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      if ('text/event-stream' in (document.paths[path]?.[method.toLowerCase()]?.responses['200']?.content ?? {})) continue;
      const { status, body } = await test.server.send(method, path.replace(/\{\w+\}/g, 'nothing'));
      expect({ route, isNoRoute: status === 404 && body?.detail === 'Not Found', isServerError: status >= 500 && status !== 503 }).toEqual({
        route,
        isNoRoute: false,
        isServerError: false,
      });
    }
  });
});
