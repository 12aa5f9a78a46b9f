import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInputObjectType, isListType, isNonNullType, isScalarType, OperationTypeNode, typeFromAST, type GraphQLInputType } from 'graphql';
import type { Endpoint } from '../../rest/operations.ts';
import { answerOf } from '../../rest/output.ts';
import { asked, endpoints, isMap, mistakes, schema, unlike, view } from '../support/both-wires.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { startGithubStandIn, type GithubStandIn } from '../support/github-stand-in.ts';
import { startOidcStandIn, type OidcStandIn } from '../support/oidc-stand-in.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { bearer, type Fixture, type Place, type Values } from './fixtures/fixture.ts';
import { SIGNED_IN_PATH } from './fixtures/oidc-fixtures.ts';
import { CATALOG, FIXTURES, reply } from './mutation-fixtures.ts';

interface Said {
  status: number;
  body: unknown;
}

/** What was said and what came of it, with ids and moments by their kinds. */
interface Outcome {
  said: Said;
  /** The body of the answer as it came. */
  raw: unknown;
  effect: unknown;
  /** Whether what the mutation does can be seen. */
  isChanged: boolean;
}

/** What takes its time, and differs from one server to the next. */
const MOVING = new Set(['request_id', 'duration_ms']);
const mutations = endpoints.filter(({ kind }) => kind === OperationTypeNode.MUTATION);
const cases = mutations
  .flatMap((endpoint) => fixturesOf(endpoint.name).map((fixture) => ({ endpoint, fixture })))
  .map((each, index) => ({
    ...each,
    title: `${each.endpoint.method} ${each.endpoint.path} ${each.fixture.when ?? ''}`.trimEnd(),
    name: `case-${index}`,
  }));

let github: GithubStandIn;
let oidc: OidcStandIn;
/** Two servers with the same in them: each mutation goes to one over REST and to the other over GraphQL. */
let tests: [TestServer, TestServer];
let catalogs: [CatalogDirectory, CatalogDirectory];
/** Of what can be done once only, and has to be before anything else. */
let setUp: [Outcome, Outcome];

beforeAll(async () => {
  github = await startGithubStandIn();
  catalogs = await Promise.all([catalogDirectory(CATALOG), catalogDirectory(CATALOG)]);
  const start = ({ path }: CatalogDirectory) => startTestServer(reply, { CATALOG_DIR: path, AUTH_ENABLED: 'true', ...github.environment });
  tests = await Promise.all([start(catalogs[0]), start(catalogs[1])]);
  oidc = await startOidcStandIn(tests.map(({ server }) => server.url + SIGNED_IN_PATH));
  setUp = await both(caseOf('SetUp'));
  const asAdmin = ({ raw }: Outcome) => bearer((raw as { accessToken: string }).accessToken);
  tests[0].server.headers = asAdmin(setUp[0]);
  tests[1].server.headers = asAdmin(setUp[1]);
});
afterAll(async () => {
  await Promise.all(tests.map((test) => test.stop()));
  await Promise.all(catalogs.map((catalog) => catalog.remove()));
  await oidc.stop();
  await github.stop();
});

describe('each mutation does the same over REST and over GraphQL:', () => {
  it.each(cases)('$title', async (each) => {
    const { endpoint, fixture } = each;
    const [rest, graphql] = endpoint.name === 'SetUp' ? setUp : await both(each);

    expect(rest.said.status).toBe(graphql.said.status);
    expect(unlike(rest.said.body, graphql.said.body, new Set([...MOVING, ...(fixture.meanwhile ?? [])]))).toEqual([]);
    expect(mistakes(endpoint, rest.raw)).toEqual([]);
    expect(unlike(rest.effect, graphql.effect, MOVING)).toEqual([]);
    expect([rest.isChanged, graphql.isChanged]).toEqual([fixture.effect !== null, fixture.effect !== null]);
  });
});

it('has fixtures for every mutation and for nothing else', () => {
  expect(Object.keys(FIXTURES).sort()).toEqual([...new Set(mutations.map(({ name }) => name))].sort());
});

function fixturesOf(name: string): readonly Fixture[] {
  return [FIXTURES[name] ?? []].flat();
}

function caseOf(name: string): (typeof cases)[number] {
  const found = cases.find(({ endpoint }) => endpoint.name === name);
  if (!found) throw new Error(`${name} has no fixture`);
  return found;
}

/** Over REST and over GraphQL. */
function both({ endpoint, fixture, name }: (typeof cases)[number]): Promise<[Outcome, Outcome]> {
  const place = (test: TestServer) => ({ test, name, githubUrl: github.url, oidc });
  return Promise.all([perform(place(tests[0]), endpoint, fixture, overRest), perform(place(tests[1]), endpoint, fixture, overGraphql)]);
}

async function perform(
  place: Place,
  endpoint: Endpoint,
  fixture: Fixture,
  send: (place: Place, endpoint: Endpoint, values: Values) => Promise<Said>,
): Promise<Outcome> {
  const values = await fixture.given(place);
  const before = await look(place, fixture, values);
  const said = await send(place, endpoint, values);
  const after = await eventually(async () => {
    const seen = await look(place, fixture, { ...(isMap(said.body) && said.body), ...values });
    fixture.settled?.(seen?.body);
    return seen;
  });
  const plain = byKind(place);
  return {
    said: { status: said.status, body: plain(said.body) },
    raw: said.body,
    effect: plain(after),
    isChanged: withoutTime(before) !== withoutTime(after),
  };
}

/** What differs when something happened, and not only when time went by. */
function withoutTime(seen: unknown): string | undefined {
  return JSON.stringify(seen, (name, value: unknown) => (MOVING.has(name) || name === 'time_sec' ? undefined : value));
}

async function overRest({ test }: Place, { method, path, variables }: Endpoint, values: Values): Promise<Said> {
  const query = new URLSearchParams();
  const headers = callerOf(values);
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
    else if (variable.body[0]) {
      members[variable.body[0]] = value;
      body ??= members;
    } else for (const item of [value].flat()) query.append(variable.query[0] ?? name, textOf(item));
  }
  const target = query.size > 0 ? `${address}?${query.toString()}` : address;
  if (!(body instanceof FormData)) return test.server.send(method, target, body, headers);
  const response = await fetch(test.server.url + target, { method, body, headers: { ...test.server.headers, ...headers } });
  return { status: response.status, body: await response.json() };
}

async function overGraphql({ test }: Place, endpoint: Endpoint, values: Values): Promise<Said> {
  const { data, errors } = await test.server.graphql(asked(endpoint), values, callerOf(values));
  expect(errors).toBeUndefined();
  const answer = answerOf(endpoint, data, values);
  if (!answer) return { status: 404, body: null };
  return { status: answer.status, body: answer.status === 204 ? null : answer.body };
}

function callerOf({ caller }: Values): Record<string, string> {
  return typeof caller === 'string' ? bearer(caller) : {};
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
async function look({ test }: Place, { effect, seenBy }: Fixture, values: Values): Promise<Said | undefined> {
  if (effect === null) return undefined;
  if (effect.startsWith('query')) return { status: 200, body: Object.values((await test.server.graphql(effect, values)).data)[0] };
  const token = seenBy === undefined ? null : values[seenBy];
  const path = effect.replace(/\{(\w+)\}/g, (hole, name: string) => (values[name] === undefined ? hole : textOf(values[name])));
  if (path.includes('{') || token === undefined) return undefined;
  return test.server.send('GET', path, undefined, token === null ? {} : bearer(textOf(token)));
}

/** Secrets that are made by chance, by what they are. */
const BY_CHANCE: readonly [RegExp, string][] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<signed token>'],
  [/\bdjb_(svc_|agent_)?[\w-]{8,}/g, 'djb_$1<key>'],
  [/(?<![\w-])(?![0-9a-f]{64})(?:[\w-]{43}|[\w-]{64})(?![\w-])/g, '<token>'],
  [/\b[A-Z2-7]{32}\b/g, '<base 32>'],
  [/^[A-Z2-9]{4}-[A-Z2-9]{4}$/, '<recovery code>'],
];

const DAY_MS = 86_400_000;

/** What was spent, or is left, with the seconds of work as such: no two servers take the same time. */
function timed(amounts: unknown): unknown {
  return isMap(amounts) && typeof amounts.time_sec === 'number' ? { ...amounts, time_sec: '<seconds>' } : amounts;
}

/**
 * Puts what no two servers have in common by its kind: ids by the order in which they come up, moments of today, secrets made by chance,
 * places on the disk and in the network, the seconds that work takes.
 */
function byKind({ test }: Place): (value: unknown) => unknown {
  const ids = new Map<string, string>();
  const nameOf = (id: string, prefix: string) => {
    const name = ids.get(id) ?? `<${prefix} ${ids.size + 1}>`;
    ids.set(id, name);
    return name;
  };
  const moment = (ms: number) => {
    const days = (ms - Date.now()) / DAY_MS;
    if (Math.abs(days) < 1) return '<moment>';
    return days > 0 && days < 31 ? `<in ${Math.round(days)} days>` : undefined;
  };
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (isMap(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [plain(name), plain(['spent', 'left'].includes(name) ? timed(member) : member)]),
      );
    if (typeof value === 'number') return moment(value) ?? moment(value * 1000) ?? value;
    if (typeof value !== 'string') return value;
    const text = BY_CHANCE.reduce((left, [pattern, kind]) => left.replace(pattern, kind), value);
    return text
      .replaceAll(test.server.dataDir, '<data>')
      .replaceAll(test.server.url, '<server>')
      .replaceAll(encodeURIComponent(test.server.url), '<server>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) => moment(Date.parse(text)) ?? text)
      .replace(/\b([a-z]{1,8})_(?:mira_\d{13}_[0-9a-f]{4}|[0-9a-f]{12})(?![0-9a-f])/g, nameOf);
  };
  return plain;
}
