import {
  GraphQLScalarType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { BadUserInputError, type InputIssue } from '../src/errors.ts';
import type { Body } from './body.ts';
import type { Endpoint, Variable } from './operations.ts';
import { spellingsOf } from './view.ts';

/** What a request brings. */
export interface RawInput {
  path: Record<string, string>;
  query: URLSearchParams;
  header(name: string): string | undefined;
  body: Body;
}

const TRUE = new Set(['true', '1', 'yes', 'on']);
const FALSE = new Set(['false', '0', 'no', 'off']);

/**
 * The variables of an operation, from a request. Absent stays absent, null stays null.
 * @throws {BadUserInputError} that names every field that is wrong, by its name and rule, never its value.
 */
export function coerceVariables(schema: GraphQLSchema, endpoint: Endpoint, input: RawInput): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  const issues: InputIssue[] = [];
  for (const variable of endpoint.variables) {
    const { name, definition } = variable;
    const type = typeFromAST(schema, definition.type) as GraphQLInputType;
    const found = lookUp(variable, type, input);
    const value = found?.value;
    if (value === undefined) {
      if (!definition.defaultValue && isNonNullType(type)) issues.push({ path: name, rule: `${name} is required` });
      continue;
    }
    variables[name] = check(type, value, found?.name ?? name, issues);
  }
  if (issues.length > 0) throw new BadUserInputError(issues.map(({ rule }) => rule).join('; '), issues);
  return variables;
}

/** The first source that has the variable and is not null wins; a lone null stays null. */
function lookUp(
  variable: Variable,
  type: GraphQLInputType,
  { path, query, header, body: { members, raw, files } }: RawInput,
): { name: string; value: unknown } | undefined {
  if (variable.path) return { name: variable.name, value: path[variable.name] };
  if (variable.raw) return { name: variable.name, value: raw };
  if (variable.file !== null) return { name: variable.file, value: files.get(variable.file) };
  if (variable.header) {
    const value = header(variable.header);
    if (value !== undefined && value !== '') return { name: variable.header, value };
  }
  for (const key of variable.query) {
    for (const name of [key, twin(key)]) {
      const texts = query.getAll(name);
      if (texts.length === 0) continue;
      const value = fromText(type, texts);
      if (value !== undefined) return { name, value };
    }
  }
  let lone: { name: string; value: null } | undefined;
  for (const key of variable.body) {
    if (key === '*') return { name: '', value: members ?? {} };
    for (const name of [key, twin(key)]) {
      if (!members || !Object.hasOwn(members, name)) continue;
      if (members[name] !== null) return { name, value: members[name] };
      lone ??= { name, value: null };
    }
  }
  return lone;
}

/** Query text in the form that JSON would have; empty is absent except for text. Undefined is absent. */
function fromText(type: GraphQLInputType, texts: readonly string[]): unknown {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) {
    const item = inner.ofType;
    const words = texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
    if (words.length === 0) return undefined;
    // unknown words of an enum match nothing, rather than everything
    return words.map((word) => fromText(item, [word])).filter((value) => !hasWords(item) || isValid(item, value));
  }
  const text = texts.at(-1) ?? '';
  if (text === '' && !(isScalarType(inner) && inner.name === 'String')) return undefined;
  switch (isScalarType(inner) ? inner.name : '') {
    case 'Int':
    case 'Float':
    case 'Long':
    case 'DateTime':
    case 'EpochSeconds':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case 'Boolean':
      return TRUE.has(text.toLowerCase()) ? true : FALSE.has(text.toLowerCase()) ? false : text;
    default:
      return text;
  }
}

/** Checks a value against its type; keys of input objects match in either case. What is wrong is added to the issues. */
function check(type: GraphQLInputType, value: unknown, path: string, issues: InputIssue[]): unknown {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) {
      issues.push({ path, rule: `${path} is required` });
      return value;
    }
    return check(type.ofType, value, path, issues);
  }
  if (value === null || value === undefined) return value;
  if (isListType(type)) {
    if (!Array.isArray(value)) {
      issues.push({ path, rule: `${path} must be a list` });
      return value;
    }
    return value.map((item, index) => check(type.ofType, item, `${path}[${index}]`, issues));
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      issues.push({ path, rule: `${path} must be an object` });
      return value;
    }
    const given = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const field of Object.values(type.getFields())) {
      const key = [field.name, twin(field.name), ...spellingsOf(field).also].find((name) => Object.hasOwn(given, name));
      const inner = [path, key ?? field.name].filter(Boolean).join('.'); // the whole body has no name of its own
      if (key !== undefined) result[field.name] = check(field.type, given[key], inner, issues);
      else if (isNonNullType(field.type) && field.defaultValue === undefined) issues.push({ path: inner, rule: `${inner} is required` });
    }
    return result;
  }
  if (!isValid(type, value)) issues.push({ path, rule: `${path} must be ${ruleOf(type)}` });
  return value;
}

function isValid(type: GraphQLInputType, value: unknown): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (!isScalarType(inner)) return true;
  try {
    return inner.parseValue(value) !== undefined;
  } catch {
    return false;
  }
}

function hasWords(type: GraphQLInputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isScalarType(inner) && Array.isArray(inner.extensions.words);
}

const RULES: Readonly<Record<string, string>> = {
  Int: 'an integer',
  Long: 'an integer',
  Float: 'a number',
  Boolean: 'true or false',
  String: 'text',
  ID: 'text',
  DateTime: 'epoch milliseconds',
  JSONObject: 'a JSON object',
  StringMap: 'an object whose values are text',
  Cursor: 'a cursor',
  IntMap: 'an object whose values are whole numbers',
  IsoTime: 'an ISO 8601 date and time',
  EpochSeconds: 'epoch seconds',
  Upload: 'a file',
};

function ruleOf(type: GraphQLInputType): string {
  if (!(type instanceof GraphQLScalarType)) return 'of another type';
  const words = type.extensions.words as string[] | undefined;
  return words ? `one of ${words.join(', ')}` : (RULES[type.name] ?? 'of another type');
}

/** The name in its other case: `agentId` for `agent_id`, and back. */
function twin(name: string): string {
  return name.includes('_')
    ? name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
    : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
