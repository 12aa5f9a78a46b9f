import { printSchema } from 'graphql';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../rest/openapi.ts';
import { loadEndpoints } from '../../rest/operations.ts';
import { restView } from '../../rest/view.ts';
import { resolvers } from '../../resolvers/resolvers.ts';
import { loadSchema } from '../../src/graphql/load-schema.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What the API was at the last release. */
export const RECORDED = { schema: join(ROOT, 'docs/api/schema.graphql'), openapi: join(ROOT, 'docs/api/openapi.json') };

/** What callers can rely on, as it is now. */
export function currentApi(): { schema: string; openapi: object } {
  const schema = loadSchema(resolvers);
  const view = restView(schema);
  const endpoints = loadEndpoints(join(ROOT, 'rest/operations'), [schema, view]);
  return { schema: printSchema(schema), openapi: openApiDocument(view, endpoints, { version: 'recorded' }) };
}

// at a release: npm run api:record
if (process.argv[1] === import.meta.filename) {
  const { schema, openapi } = currentApi();
  writeFileSync(RECORDED.schema, `${schema}\n`);
  writeFileSync(RECORDED.openapi, `${JSON.stringify(openapi, null, 1)}\n`);
}
