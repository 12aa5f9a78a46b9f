import { Ajv2020 } from 'ajv/dist/2020.js';
import { print, visit, type ASTNode } from 'graphql';
import { join } from 'node:path';
import { openApiDocument } from '../../rest/openapi.ts';
import { loadEndpoints, type Endpoint } from '../../rest/operations.ts';
import { restView } from '../../rest/view.ts';
import { resolvers } from '../../resolvers/resolvers.ts';
import { loadSchema } from '../../src/graphql/load-schema.ts';

export const schema = loadSchema(resolvers);
export const view = restView(schema);
export const endpoints = loadEndpoints(join(import.meta.dirname, '../../rest/operations'), [schema, view]);
const validator = new Ajv2020({ strict: false, validateFormats: false });

/** The operation as any GraphQL client sends it. */
export function asked({ document, name }: Endpoint): string {
  const plain = visit(document as ASTNode, { VariableDefinition: (node) => ({ ...node, directives: [] }) });
  return print(plain).includes(name) ? print(plain) : '';
}

/** Where an answer is not what the OpenAPI document says of it. */
export function mistakes(endpoint: Endpoint, body: unknown): string[] {
  const { paths } = openApiDocument(view, [{ ...endpoint, when: null }], { version: 'tested' }) as {
    paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>>;
  };
  const operation = Object.values(Object.values(paths)[0] ?? {})[0];
  const response = operation?.responses[endpoint.status];
  if (!response) return [`${endpoint.status} is not described`];
  const validate = validator.compile(response.content?.['application/json']?.schema ?? {});
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * Where two answers do not say the same: moments are text on one side and numbers on the other, words of enums differ in case.
 * @param moving names of members that change from one call to the next.
 */
export function unlike(rest: unknown, graphql: unknown, moving: ReadonlySet<string>, path = ''): string[] {
  if (moving.has(path.split('.').at(-1) ?? '')) return [];
  if (rest === graphql) return [];
  if (typeof rest === 'number' && typeof graphql === 'string') {
    const moment = Date.parse(graphql);
    if (moment === rest || Math.floor(moment / 1000) === rest) return [];
  }
  if (typeof rest === 'string' && typeof graphql === 'string' && word(rest) === word(graphql)) return [];
  if (Array.isArray(rest) && Array.isArray(graphql) && rest.length === graphql.length)
    return rest.flatMap((item, index) => unlike(item, graphql[index], moving, `${path}[${index}]`));
  if (isMap(rest) && isMap(graphql)) {
    const keys = new Set([...Object.keys(rest), ...Object.keys(graphql)]);
    return [...keys].flatMap((key) => unlike(rest[key], graphql[key], moving, `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(rest)} over REST, ${JSON.stringify(graphql)} over GraphQL`];
}

function word(text: string): string {
  return text.toLowerCase().replaceAll('_', '-');
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
