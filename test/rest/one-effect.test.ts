import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType, isListType, isNonNullType, isScalarType, OperationTypeNode, typeFromAST, type GraphQLInputType } from 'graphql';
import type { Endpoint } from '../../rest/operations.ts';
import { answerOf } from '../../rest/output.ts';
import { asked, endpoints, isMap, mistakes, schema, unlike, view } from '../support/both-wires.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { startGithubStandIn, type GithubStandIn } from '../support/github-stand-in.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { CATALOG, FIXTURES, isEndless, type Fixture, type Place, type Values } from './mutation-fixtures.ts';

interface Said {
  status: number;
  body: unknown;
}

/** What takes its time, and differs from one server to the next. */
const MOVING = new Set(['request_id', 'duration_ms']);
const mutations = endpoints.filter(({ kind }) => kind === OperationTypeNode.MUTATION);

let github: GithubStandIn;
/** Two servers with the same in them: each mutation goes to one over REST and to the other over GraphQL. */
let tests: [TestServer, TestServer];
let catalogs: [CatalogDirectory, CatalogDirectory];

beforeAll(async () => {
  github = await startGithubStandIn();
  catalogs = await Promise.all([catalogDirectory(CATALOG), catalogDirectory(CATALOG)]);
  const start = ({ path }: CatalogDirectory) =>
    startTestServer((call) => (isEndless(call) ? new Promise(() => undefined) : call.runId ? complete({}) : { text: 'Hello' }), {
      CATALOG_DIR: path,
      ...github.environment,
    });
  tests = await Promise.all([start(catalogs[0]), start(catalogs[1])]);
});
afterAll(async () => {
  await Promise.all(tests.map((test) => test.stop()));
  await Promise.all(catalogs.map((catalog) => catalog.remove()));
  await github.stop();
});

describe('each mutation does the same over REST and over GraphQL:', () => {
  it.each(mutations.map((endpoint, index) => [`${endpoint.method} ${endpoint.path}`, endpoint, `case-${index}`] as const))(
    '%s',
    async (_route, endpoint, name) => {
      const fixture = FIXTURES[endpoint.name];
      if (!fixture) throw new Error(`${endpoint.name} has no fixture`);
      const [rest, graphql] = await Promise.all([
        perform({ test: tests[0], name, githubUrl: github.url }, endpoint, fixture, overRest),
        perform({ test: tests[1], name, githubUrl: github.url }, endpoint, fixture, overGraphql),
      ]);

      expect(rest.said.status).toBe(graphql.said.status);
      expect(unlike(rest.said.body, graphql.said.body, new Set([...MOVING, ...(fixture.meanwhile ?? [])]))).toEqual([]);
      expect(mistakes(endpoint, rest.raw)).toEqual([]);
      expect(unlike(rest.effect, graphql.effect, MOVING)).toEqual([]);
      expect([rest.isChanged, graphql.isChanged]).toEqual([fixture.effect !== null, fixture.effect !== null]);
    },
  );
});

it('has no fixture of what is no mutation', () => {
  expect(Object.keys(FIXTURES).sort()).toEqual([...new Set(mutations.map(({ name }) => name))].sort());
});

/** Sends a mutation; answers what was said and what came of it, with ids and moments by their kinds. */
async function perform(
  place: Place,
  endpoint: Endpoint,
  { given, effect, settled }: Fixture,
  send: (place: Place, endpoint: Endpoint, values: Values) => Promise<Said>,
): Promise<{ said: Said; raw: unknown; effect: unknown; isChanged: boolean }> {
  const values = await given(place);
  const before = await look(place, effect, values);
  const said = await send(place, endpoint, values);
  const after = await eventually(async () => {
    const seen = await look(place, effect, { ...(isMap(said.body) && said.body), ...values });
    settled?.(seen?.body);
    return seen;
  });
  const plain = byKind(place);
  return {
    said: { status: said.status, body: plain(said.body) },
    raw: said.body,
    effect: plain(after),
    isChanged: JSON.stringify(before) !== JSON.stringify(after),
  };
}

async function overRest({ test }: Place, { method, path, variables }: Endpoint, values: Values): Promise<Said> {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const members: Values = {};
  let body: unknown = ['POST', 'PUT', 'PATCH'].includes(method) ? members : undefined;
  let address = path;
  for (const variable of variables) {
    const { name, definition } = variable;
    const value = inRest(typeFromAST(schema, definition.type) as GraphQLInputType, values[name]);
    if (value === undefined) continue;
    if (variable.path) address = address.replace(new RegExp(`\\{${name}\\*?\\}`), textOf(value));
    else if (variable.header) headers[variable.header] = textOf(value);
    else if (variable.raw) body = Buffer.from(textOf(value), 'base64').toString();
    else if (variable.file !== null) body = formOf(variable.file, value as Record<'filename' | 'mimeType' | 'content', string>);
    else if (variable.body[0] === '*') body = value;
    else if (variable.body[0]) members[variable.body[0]] = value;
    else for (const item of [value].flat()) query.append(variable.query[0] ?? name, textOf(item));
  }
  const target = query.size > 0 ? `${address}?${query.toString()}` : address;
  if (!(body instanceof FormData)) return test.server.send(method, target, body, headers);
  const response = await fetch(test.server.url + target, { method, body });
  return { status: response.status, body: await response.json() };
}

async function overGraphql({ test }: Place, endpoint: Endpoint, values: Values): Promise<Said> {
  const { data, errors } = await test.server.graphql(asked(endpoint), values);
  expect(errors).toBeUndefined();
  const answer = answerOf(endpoint, data, values);
  if (!answer) return { status: 404, body: null };
  return { status: answer.status, body: answer.status === 204 ? null : answer.body };
}

/** A value as REST spells it: words of enums in lower case, moments as numbers. */
function inRest(type: GraphQLInputType, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (isNonNullType(type)) return inRest(type.ofType, value);
  if (isListType(type)) return (value as unknown[]).map((item) => inRest(type.ofType, item));
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, fields[name] ? inRest(fields[name].type, member) : member]),
    );
  }
  if (['Bytes', 'Upload'].includes(type.name)) return value;
  const spelled = view.getType(type.name);
  return isScalarType(spelled) ? spelled.serialize(type.parseValue(value)) : value;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function formOf(part: string, { filename, mimeType, content }: Record<'filename' | 'mimeType' | 'content', string>): FormData {
  const form = new FormData();
  form.append(part, new Blob([Buffer.from(content, 'base64')], { type: mimeType }), filename);
  return form;
}

/** What there is to see at an address or by a query; undefined while it cannot be named. */
async function look({ test }: Place, effect: string | null, values: Values): Promise<Said | undefined> {
  if (effect === null) return undefined;
  if (effect.startsWith('query')) return { status: 200, body: Object.values((await test.server.graphql(effect, values)).data)[0] };
  const path = effect.replace(/\{(\w+)\}/g, (hole, name: string) => (values[name] === undefined ? hole : textOf(values[name])));
  return path.includes('{') ? undefined : test.server.send('GET', path);
}

/** Puts what no two servers have in common by its kind: ids by the order in which they come up, moments of today, places on the disk. */
function byKind({ test }: Place): (value: unknown) => unknown {
  const ids = new Map<string, string>();
  const nameOf = (id: string, prefix: string) => {
    const name = ids.get(id) ?? `<${prefix} ${ids.size + 1}>`;
    ids.set(id, name);
    return name;
  };
  const isNow = (ms: number) => Math.abs(ms - Date.now()) < 86_400_000;
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [plain(name), plain(member)]));
    if (typeof value === 'number') return isNow(value) || isNow(value * 1000) ? '<moment>' : value;
    if (typeof value !== 'string') return value;
    return value
      .replaceAll(test.server.dataDir, '<data>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) => (isNow(Date.parse(moment)) ? '<moment>' : moment))
      .replace(/\b([a-z]{1,8})_(?:mira_\d{13}_[0-9a-f]{4}|[0-9a-f]{12})(?![0-9a-f])/g, nameOf);
  };
  return plain;
}
