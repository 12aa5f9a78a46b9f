import { describe, expect, it } from '@jest/globals';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentApi, RECORDED } from '../support/api-surface.ts';

interface Document {
  paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

interface Json {
  required?: string[];
  properties?: Record<string, Json>;
  items?: Json;
}

const recorded = {
  schema: buildSchema(readFileSync(RECORDED.schema, 'utf8')),
  openapi: JSON.parse(readFileSync(RECORDED.openapi, 'utf8')) as Document,
};
const current = currentApi();
const [, unreleased = ''] =
  /## Unreleased\n([\s\S]*?)(?:\n## |$)/.exec(readFileSync(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8')) ?? [];
/** A line of the changelog that begins so says that the change is meant: `- Breaking: Query.runs takes no limit.` */
const announced = [...unreleased.matchAll(/^- Breaking: (.*)$/gm)].map((match) => match[1] ?? '');
const silent = (changes: readonly string[]) =>
  changes.filter((change) => !announced.some((line) => line.includes(change.split(' ')[0] ?? '')));

describe('what callers relied on at the last release', () => {
  it('still holds in the schema, unless the changelog says otherwise', async () => {
    expect(silent(await brokenIn(current.schema))).toEqual([]);
  });

  it('still holds over REST, unless the changelog says otherwise', () => {
    expect(silent(brokenBetween(recorded.openapi, JSON.parse(JSON.stringify(current.openapi)) as Document))).toEqual([]);
  });

  it('would be seen to break in the schema', async () => {
    const changed = current.schema
      .replace(/^  runs\(/m, '  allRuns(')
      .replace(/^  createRun\(input: CreateRunInput!/m, '  createRun(why: String!, input: CreateRunInput!');
    const broken = await brokenIn(changed);
    expect(broken).toContainEqual(expect.stringContaining("Query.runs Field 'runs' was removed"));
    expect(broken).toContainEqual(expect.stringContaining('Mutation.createRun.why'));
  });

  it('would be seen to break over REST', () => {
    const changed = JSON.parse(JSON.stringify(recorded.openapi)) as Document;
    delete changed.paths['/v1/agents'];
    const run = changed.paths['/v1/runs/{id}']?.get;
    delete run?.responses['200']?.content?.['application/json']?.schema.properties?.status;
    run?.parameters?.push({ name: 'why', in: 'query', required: true });
    expect(brokenBetween(recorded.openapi, changed)).toEqual([
      'GET /v1/agents is gone',
      'GET /v1/runs/{id} wants why',
      'GET /v1/runs/{id} no longer answers status',
    ]);
  });
});

/** What a client of the recorded schema could stumble over. */
async function brokenIn(sdl: string): Promise<string[]> {
  const changes = await diff(recorded.schema, buildSchema(sdl));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => `${path ?? ''} ${message}`);
}

/** What a client of the old document could stumble over in the new one. */
function brokenBetween(before: Document, after: Document): string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (!now) return [`${name} is gone`];
      const wanted = (operation: Operation) => [
        ...(operation.parameters ?? []).filter(({ required }) => required).map((parameter) => parameter.name),
        ...Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => schema.required ?? []),
      ];
      const known = new Set(wanted(old));
      return [
        ...wanted(now)
          .filter((parameter) => !known.has(parameter))
          .map((parameter) => `${name} wants ${parameter}`),
        ...lost(bodyOf(old), bodyOf(now)).map((member) => `${name} no longer answers ${member}`),
      ];
    }),
  );
}

function bodyOf({ responses }: Operation): Json {
  const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return success?.[1].content?.['application/json']?.schema ?? {};
}

function lost(before: Json, after: Json): string[] {
  if (before.items) return lost(before.items, after.items ?? {});
  return Object.entries(before.properties ?? {}).flatMap(([name, old]) => {
    const now = after.properties?.[name];
    return now ? lost(old, now).map((member) => `${name}.${member}`) : [name];
  });
}
