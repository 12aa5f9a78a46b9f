import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, specifiedRules, validate } from 'graphql';
import { SCOPES } from '../../console/src/account/scopes.ts';
import { EXAMPLES } from '../../console/src/graphiql/examples.ts';
import { queryLimits } from '../../src/graphql/limits.ts';
import { loadSchema } from '../../src/graphql/load-schema.ts';

const FOLDER = join(import.meta.dirname, '../../console/src/graphiql/examples');
const SCHEMA = join(import.meta.dirname, '../../schema');
const schema = loadSchema([]);

describe('the examples of GraphiQL', () => {
  it.each(EXAMPLES)('$title: is as the schema has it, and says what to put in for its variables', ({ id, variables = {} }) => {
    const document = parse(readFileSync(join(FOLDER, `${id}.graphql`), 'utf8'));
    expect(validate(schema, document, [...specifiedRules, queryLimits()])).toEqual([]);

    const taken = document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    );
    expect(Object.keys(variables).sort()).toEqual([...new Set(taken)].sort());
  });

  it('are all offered', () => {
    expect(EXAMPLES.map(({ id }) => `${id}.graphql`).sort()).toEqual(readdirSync(FOLDER).sort());
  });
});

describe('what a key can be limited to', () => {
  it('is each scope that the schema asks for, but those that nobody hands on', () => {
    const sdl = readdirSync(SCHEMA).map((name) => readFileSync(join(SCHEMA, name), 'utf8'));
    const asked = sdl.flatMap((text) => [...text.matchAll(/@requires\(scope: "([^"]+)"/g)].map(([, scope = '']) => scope));
    expect([...SCOPES].sort()).toEqual([...new Set(asked)].filter((scope) => !['self', 'engine'].includes(scope)).sort());
  });
});
