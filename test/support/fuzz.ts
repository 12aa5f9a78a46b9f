import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { Endpoint } from '../../rest/operations.ts';

/** A source of chance that says the same for the same seed (mulberry32). */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  of<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }
}

const TEXTS = [
  '',
  ' ',
  'x',
  'nothing',
  '../../etc/passwd',
  '%2e%2e%2f',
  '..\\..\\x',
  'a/b',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '💥'.repeat(20),
  "'; drop table runs; --",
  '{{task}}',
  '${x}',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '0',
  '1e999',
  '9007199254740993',
  'x'.repeat(300),
  'x'.repeat(5_000),
  'http://127.0.0.1:1/',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '2020-13-45T99:99:99Z',
  '*',
  'completed',
  '(a+)+$',
];
const NUMBERS = [0, 1, -1, 2, 10, 1_000, 2_147_483_647, 2_147_483_648, -2_147_483_649, 9_007_199_254_740_993, 1.5, 1e308, -0];

/** Any JSON. */
function junk(chance: Chance, depth = 2): unknown {
  const kind = chance.next();
  if (kind < 0.4) return chance.of(TEXTS);
  if (kind < 0.6) return chance.of(NUMBERS);
  if (kind < 0.7) return chance.of([true, false, null]);
  if (depth === 0) return chance.of(TEXTS);
  if (kind < 0.85) return Array.from({ length: Math.floor(chance.next() * 4) }, () => junk(chance, depth - 1));
  return Object.fromEntries(Array.from({ length: Math.floor(chance.next() * 4) }, () => [chance.of(TEXTS), junk(chance, depth - 1)]));
}

/** A request for an endpoint that is right in about half of what it says. @param ids of what is there. */
export function fuzzRest(chance: Chance, endpoint: Endpoint, ids: readonly string[]): { path: string; init: RequestInit } {
  const text = () => (chance.happens(0.6) ? chance.of(ids) : chance.of(TEXTS));
  const asPath = (value: string) => encodeURIComponent(value.toWellFormed()) || 'x';
  let path = endpoint.path.replace(/\{\w+\*?\}/g, () => asPath(text()));
  const query = new URLSearchParams();
  for (const { query: names } of endpoint.variables)
    for (const name of names) if (chance.happens(0.4)) query.append(name, chance.happens(0.5) ? text() : String(chance.of(NUMBERS)));
  if (chance.happens(0.1)) query.append(chance.of(TEXTS), chance.of(TEXTS));
  if (query.size > 0) path += `?${query.toString()}`;
  const headers: Record<string, string> = {};
  if (chance.happens(0.05)) headers['last-event-id'] = chance.of(['0', '-1', 'x', '99999999999999999999']);
  if (endpoint.method === 'GET' || (endpoint.method === 'DELETE' && chance.happens(0.8)))
    return { path, init: { method: endpoint.method, headers } };

  headers['content-type'] = chance.happens(0.95)
    ? 'application/json'
    : chance.of(['text/plain', 'multipart/form-data', 'application/xml', 'x']);
  const members = endpoint.variables.flatMap(({ body }) => body.filter((name) => name !== '*'));
  const value = () => (chance.happens(0.4) ? text() : junk(chance));
  const body = Object.fromEntries(members.filter(() => chance.happens(0.8)).map((name) => [name, value()]));
  const sent = chance.happens(0.85)
    ? JSON.stringify(body)
    : chance.of([JSON.stringify(junk(chance)), '{', '', 'null', '[]', '{"a":', '"\\ud800"']);
  return { path, init: { method: endpoint.method, headers, body: sent } };
}

/** A document for one root field, which is right in most of what it says. */
export function fuzzGraphql(
  chance: Chance,
  schema: GraphQLSchema,
  ids: readonly string[],
): { query: string; variables: Record<string, unknown> } {
  const mutation = schema.getMutationType();
  const root = mutation && chance.happens(0.3) ? mutation : schema.getQueryType();
  if (!root) throw new Error('the schema has queries');
  const field = chance.of(Object.values(root.getFields()));
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const args = field.args.flatMap(({ name, type }) => {
    if (!isNonNullType(type) && chance.happens(0.5)) return [];
    if (chance.happens(0.5)) {
      declared.push(`$${name}: ${String(type)}`);
      variables[name] = valueOf(chance, type, ids);
      return [`${name}: $${name}`];
    }
    return [`${name}: ${literal(chance, type, valueOf(chance, type, ids))}`];
  });
  const kind = root === mutation ? 'mutation' : 'query';
  const head = declared.length > 0 ? `${kind} Q(${declared.join(', ')})` : kind;
  const query = `${head} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection(chance, schema, getNamedType(field.type), 3, ids)} }`;
  if (!chance.happens(0.05)) return { query, variables };
  const at = Math.floor(chance.next() * query.length);
  return { query: query.slice(0, at) + chance.of(['', '{', '}', '"', '@', '\u0000', '...']) + query.slice(at + 1), variables };
}

function selection(chance: Chance, schema: GraphQLSchema, type: GraphQLNamedType, depth: number, ids: readonly string[]): string {
  if (isAbstractType(type)) {
    const inside = schema
      .getPossibleTypes(type)
      .map((possible) => `... on ${possible.name}${selection(chance, schema, possible, depth, ids)}`);
    return ` { __typename ${inside.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const isLeaf = !isObjectType(getNamedType(field.type)) && !isAbstractType(getNamedType(field.type));
    if (!chance.happens(isLeaf ? 0.6 : 0.3) || (!isLeaf && depth === 0)) return [];
    const args = field.args.filter(({ type: wanted }) => isNonNullType(wanted) || chance.happens(0.3));
    const given = args.map((argument) => `${argument.name}: ${literal(chance, argument.type, valueOf(chance, argument.type, ids))}`);
    return [
      `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection(chance, schema, getNamedType(field.type), depth - 1, ids)}`,
    ];
  });
  return ` { __typename ${fields.join(' ')} }`;
}

function valueOf(chance: Chance, type: GraphQLInputType, ids: readonly string[]): unknown {
  if (chance.happens(0.03)) return junk(chance);
  if (!isNonNullType(type) && chance.happens(0.1)) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) return Array.from({ length: Math.floor(chance.next() * 4) }, () => valueOf(chance, nullable.ofType, ids));
  if (isEnumType(nullable)) return chance.of(nullable.getValues()).name;
  if (isInputObjectType(nullable))
    return Object.fromEntries(
      Object.values(nullable.getFields())
        .filter((member) => isNonNullType(member.type) || chance.happens(0.5))
        .map((member) => [member.name, valueOf(chance, member.type, ids)]),
    );
  switch (getNamedType(type).name) {
    case 'Boolean':
      return chance.happens(0.5);
    case 'Int':
    case 'Long':
    case 'Float':
      return chance.of(NUMBERS);
    case 'JSONObject':
    case 'StringMap':
    case 'IntMap':
      return Object.fromEntries([1, 2].map(() => [chance.of(TEXTS), junk(chance)]));
    case 'Upload':
      return { filename: chance.of(TEXTS), mimeType: chance.of(TEXTS), content: Buffer.from(chance.of(TEXTS)).toString('base64') };
    default:
      return chance.happens(0.5) ? chance.of(ids) : chance.of(TEXTS);
  }
}

/** As it stands in a document. */
function literal(chance: Chance, type: GraphQLInputType, value: unknown): string {
  const nullable = getNullableType(type);
  if (Array.isArray(value))
    return `[${value.map((item) => literal(chance, isListType(nullable) ? nullable.ofType : nullable, item)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = isInputObjectType(nullable) ? nullable.getFields() : {};
    return `{ ${Object.entries(value)
      .filter(([name]) => /^[_A-Za-z]\w*$/.test(name))
      .map(([name, member]) => `${name}: ${literal(chance, members[name]?.type ?? nullable, member)}`)
      .join(', ')} }`;
  }
  if (isEnumType(nullable) && typeof value === 'string' && /^\w+$/.test(value)) return value;
  return JSON.stringify(value);
}
