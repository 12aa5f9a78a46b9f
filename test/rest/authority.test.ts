import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { join } from 'node:path';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import WebSocket from 'ws';
import { loadEndpoints, type Endpoint } from '../../rest/operations.ts';
import { restView } from '../../rest/view.ts';
import { resolvers } from '../../resolvers/resolvers.ts';
import { withAuthority } from '../../src/graphql/authority.ts';
import { loadSchema } from '../../src/graphql/load-schema.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { complete } from '../support/scripted-llm.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const SIGNING_KEY = 'a signing key for tests, of 32 characters or more';
const schema = withAuthority(loadSchema(resolvers));
const endpoints = loadEndpoints(join(import.meta.dirname, '../../rest/operations'), [schema, restView(schema)]);
const closed = endpoints.filter(({ isOpen }) => !isOpen);

interface Root {
  kind: 'query' | 'mutation' | 'subscription';
  field: GraphQLField<unknown, unknown>;
  /** Undefined: anyone may ask. */
  scope: string | undefined;
  /** The argument that names the agent whose things are meant. */
  agent: string | undefined;
}

const ROOTS = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() };
const roots: Root[] = (['query', 'mutation', 'subscription'] as const).flatMap((kind) =>
  Object.values(ROOTS[kind]?.getFields() ?? {}).map((field) => {
    const rule = field.astNode?.directives?.find(({ name }) => name.value === 'requires');
    const said = (name: string) => {
      const value = rule?.arguments?.find((argument) => argument.name.value === name)?.value;
      return value?.kind === Kind.STRING ? value.value : undefined;
    };
    return { kind, field, scope: said('scope'), agent: said('agent') };
  }),
);
const guarded = roots.filter(({ scope }) => scope !== undefined);

/** Some value of a type, which leads nowhere. */
function literal(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return '[]';
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(nullable)) {
    const members = Object.values(nullable.getFields()).filter(isRequiredInputField);
    return `{ ${members.map((member) => `${member.name}: ${literal(member.type)}`).join(', ')} }`;
  }
  const name = getNamedType(type).name;
  if (name === 'Boolean') return 'false';
  if (['Int', 'Float', 'Long'].includes(name)) return '1';
  if (name === 'Upload') return '{ filename: "a.txt", mimeType: "text/plain", content: "" }';
  if (['JSONObject', 'StringMap', 'IntMap'].includes(name)) return '{}';
  if (name === 'DateTime' || name === 'IsoTime') return '"2020-01-01T00:00:00.000Z"';
  return '"nothing"';
}

/** One root field, with what it must be given. @param isWhole asks for all that an answer says of itself. */
function operation({ kind, field }: Pick<Root, 'kind' | 'field'>, given: Record<string, string> = {}, isWhole = false): string {
  const args = field.args.filter((argument) => isRequiredArgument(argument) || argument.name in given);
  const text = args.map(
    (argument) => `${argument.name}: ${given[argument.name] ? JSON.stringify(given[argument.name]) : literal(argument.type)}`,
  );
  const type = getNamedType(field.type);
  const members =
    isWhole && isObjectType(type)
      ? Object.values(type.getFields()).filter((member) => isLeafType(getNamedType(member.type)) && !member.args.some(isRequiredArgument))
      : [];
  const selection = isCompositeType(type) ? ` { ${['__typename', ...members.map(({ name }) => name)].join(' ')} }` : '';
  return `${kind} { ${field.name}${text.length > 0 ? `(${text.join(', ')})` : ''}${selection} }`;
}

let catalog: CatalogDirectory;
let test: TestServer;
let server: ServerProcess;
let admin: Record<string, string>;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function member(name: string): Promise<Record<string, string>> {
  const account = { email: `${name}@example.org`, password: `the password of ${name}` };
  await server.send('POST', '/v1/admin/users', account, admin);
  return bearer((await server.post('/v1/auth/login', account)).accessToken);
}

async function key(scopes: string[]): Promise<Record<string, string>> {
  const { body } = await server.send('POST', '/v1/auth/api-keys/service', { name: 'x', scopes }, admin);
  return bearer(body.key);
}

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'agents/noor/IDENTITY.md': '# Noor',
    'skills/baking/SKILL.md': '---\nname: baking\ndescription: Use for cakes\n---\nFlour',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n',
  });
  const ask = (question: string) => ({ tools: [{ name: 'ask_human', args: { question } }] });
  test = await startTestServer(({ prompt }) => (prompt.includes('ASK') ? ask(/ASK (.*)/.exec(prompt)?.[1] ?? '') : complete({})), {
    AUTH_ENABLED: 'true',
    AUTH_SECRET_KEY: SIGNING_KEY,
    CATALOG_DIR: catalog.path,
  });
  server = test.server;
  admin = bearer((await server.post('/v1/auth/setup', { email: 'ann@example.org', password: 'correct horse' })).accessToken);
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

/** Credentials that are none. */
async function worthless(): Promise<Record<string, Record<string, string>>> {
  const sign = (claims: object, exp: number) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('usr_0')
      .setExpirationTime(exp)
      .sign(Buffer.from(SIGNING_KEY));
  const now = Math.floor(Date.now() / 1000);
  const { body: revoked } = await server.send('POST', '/v1/auth/api-keys/service', { name: 'x' }, admin);
  await server.send('DELETE', `/v1/auth/api-keys/${revoked.id}`, undefined, admin);
  const { body: ticket } = await server.send('POST', '/v1/auth/ticket', {}, admin);
  return {
    'no token': {},
    garbage: bearer('garbage'),
    'another scheme': { authorization: `Basic ${Buffer.from('ann@example.org:correct horse').toString('base64')}` },
    'an unknown key': bearer(`djb_${'a'.repeat(43)}`),
    'a revoked key': bearer(revoked.key),
    'an expired token': bearer(await sign({ type: 'access', credential: 'session:ses_0' }, now - 10)),
    'a token without a session': bearer(await sign({ type: 'access', credential: 'session:ses_0' }, now + 60)),
    'half a login': bearer(await sign({ type: 'pending_totp' }, now + 60)),
    'a ticket': bearer(ticket.ticket),
  };
}

function pathOf({ path }: Endpoint): string {
  return path.replace(/\{\w+\*?\}/g, 'nothing');
}

it('finds a rule at most of what there is', () => {
  expect(closed.length).toBeGreaterThan(150);
  expect(
    roots
      .filter(({ scope }) => scope === undefined)
      .map(({ field }) => field.name)
      .sort(),
  ).toEqual([
    'authStatus',
    'authorizeOidc',
    'completeOidc',
    'login',
    'loginWithRecoveryCode',
    'loginWithTotp',
    'receiveGithubWebhook',
    'refreshSession',
    'setUp',
    'status',
  ]);
});

describe('without a credential that is one', () => {
  it('every endpoint of REST refuses, and says nothing of what is there', async () => {
    const before = test.llm.calls.length;
    const all = await worthless();
    for (const [what, headers] of Object.entries(all)) {
      const answers = new Set<string>();
      for (const endpoint of closed) {
        const path = pathOf(endpoint);
        const { status, body } = await server.send(
          endpoint.method,
          path,
          ['GET', 'DELETE'].includes(endpoint.method) ? undefined : {},
          headers,
        );
        expect({ what, path, status }).toEqual({ what, path, status: 401 });
        answers.add(body.detail);
      }
      // nor of what is not
      for (const path of ['/v1/nothing', '/v1/runs/run_0/nothing'])
        answers.add((await server.send('GET', path, undefined, headers)).body.detail);
      expect({ what, answers: answers.size }).toEqual({ what, answers: 1 });
    }
    expect(test.llm.calls.length).toBe(before);
  }, 60_000);

  it('every root field of GraphQL refuses over HTTP, and the schema is not shown', async () => {
    for (const [what, headers] of Object.entries(await worthless())) {
      const asked = [
        ...guarded.filter(({ kind }) => kind !== 'subscription').map((root) => operation(root)),
        '{ __schema { types { name } } }',
        '{ __type(name: "Run") { name } }',
      ];
      for (const query of asked) {
        const { status, body } = await server.send('POST', '/graphql', { query }, headers);
        expect({ what, query, status, code: body.errors?.[0].extensions.code }).toEqual({
          what,
          query,
          status: 401,
          code: 'UNAUTHENTICATED',
        });
      }
    }
  }, 60_000);

  it('an open field does not open others beside it', async () => {
    for (const query of [
      '{ authStatus { authEnabled } runs { id } }',
      '{ ...All } fragment All on Query { runs { id } }',
      '{ ... on Query { runs { id } } }',
    ]) {
      const { status } = await server.send('POST', '/graphql', { query });
      expect({ query, status }).toEqual({ query, status: 401 });
    }
    expect(await server.graphql('{ authStatus { authEnabled } __typename }')).toEqual({
      data: { authStatus: { authEnabled: true }, __typename: 'Query' },
    });
  });

  it('no WebSocket opens', async () => {
    const open = (path: string, headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers });
        socket.once('open', () => resolve('open'));
        socket.once('error', ({ message }) => resolve(message));
      });
    const streams = closed.filter(({ isStream }) => isStream).map(pathOf);
    for (const [what, headers] of Object.entries(await worthless())) {
      for (const path of streams)
        expect({ what, path, said: await open(path, headers) }).toEqual({ what, path, said: 'Unexpected server response: 401' });
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: headers,
        retryAttempts: 0,
        lazy: true,
      });
      const refused = new Promise<number>((resolve) =>
        client.subscribe(
          { query: '{ runs { id } }' },
          { next: () => resolve(0), error: (error) => resolve((error as { code: number }).code), complete: () => resolve(0) },
        ),
      );
      expect({ what, code: await refused }).toEqual({ what, code: 4403 });
      await client.dispose();
    }
  }, 60_000);

  it('no MCP tool is listed or called, and no figure shown', async () => {
    for (const [what, headers] of Object.entries(await worthless())) {
      for (const [method, params] of [
        ['tools/list', {}],
        ['tools/call', { name: 'create_run', arguments: { pipeline_id: 'one', task: 'x' } }],
      ]) {
        const { status } = await server.send(
          'POST',
          '/mcp',
          { jsonrpc: '2.0', id: 1, method, params },
          { accept: 'application/json, text/event-stream', ...headers },
        );
        expect({ what, method, status }).toEqual({ what, method, status: 401 });
      }
      expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(401);
    }
    expect(test.llm.calls.length).toBe(0);
  });
});

describe('with too small a scope', () => {
  it.each([
    ['a key for nothing', () => key(['self'])],
    ['a member', () => member('small')],
    ['an agent', async () => bearer((await server.send('POST', '/v1/auth/api-keys/agent', { agentId: 'noor' }, admin)).body.key)],
  ])(
    '%s is refused on every surface what it has not',
    async (_what, make) => {
      const headers = await make();
      const { data } = await server.post('/graphql', { query: '{ viewer { scopes } }' }, headers);
      const has = new Set<string>(data.viewer.scopes);
      const levels = ['read', 'write', 'admin'];
      const may = (scope: string) => {
        const [domain, level = ''] = scope.split(':');
        return (
          has.has(scope) || (levels.includes(level) && levels.slice(levels.indexOf(level)).some((higher) => has.has(`${domain}:${higher}`)))
        );
      };
      const out = guarded.filter(({ scope = '' }) => !may(scope));
      expect(out.length).toBeGreaterThan(50);
      const refusedFields = new Set(out.map(({ field }) => field.name));

      for (const root of out.filter(({ kind }) => kind !== 'subscription')) {
        const query = operation(root);
        const { body } = await server.send('POST', '/graphql', { query }, headers);
        expect({ query, code: body.errors?.[0].extensions.code }).toEqual({ query, code: 'FORBIDDEN' });
      }
      for (const endpoint of closed.filter(({ root }) => refusedFields.has(root.name.value))) {
        const path = pathOf(endpoint);
        const { status } = await server.send(
          endpoint.method,
          path,
          ['GET', 'DELETE'].includes(endpoint.method) ? undefined : FILLED,
          headers,
        );
        // a body that lacks something is refused for that
        expect({ path, method: endpoint.method, refused: [403, 422].includes(status) }).toEqual({
          path,
          method: endpoint.method,
          refused: true,
        });
      }
      const socket = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: headers,
        retryAttempts: 0,
      });
      for (const root of out) {
        const query = operation(root);
        const code = await new Promise((resolve) =>
          socket.subscribe<unknown>(
            { query },
            {
              next: ({ errors }) => resolve(errors?.[0]?.extensions?.code ?? 'an answer'),
              error: (errors) => resolve((errors as { extensions?: { code?: string } }[])[0]?.extensions?.code ?? 'an error'),
              complete: () => resolve('the end'),
            },
          ),
        );
        expect({ query, code }).toEqual({ query, code: 'FORBIDDEN' });
      }
      await socket.dispose();
      const mcp = async (method: string, params: object) =>
        (
          await server.send(
            'POST',
            '/mcp',
            { jsonrpc: '2.0', id: 1, method, params },
            { accept: 'application/json, text/event-stream', ...headers },
          )
        ).body.result;
      const { tools } = await mcp('tools/list', {});
      const toolFields = new Map(
        endpoints
          .filter(({ isTool, isAlias }) => isTool && !isAlias)
          .map((endpoint) => [endpoint.name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase(), endpoint]),
      );
      for (const { name } of tools.filter((tool: { name: string }) =>
        refusedFields.has(toolFields.get(tool.name)?.root.name.value ?? ''),
      )) {
        const { isError, content } = await mcp('tools/call', { name, arguments: FILLED });
        expect({ name, isError, text: content[0].text }).toEqual({
          name,
          isError: true,
          text: expect.stringMatching(/needs the scope|belongs to this agent|must|required/),
        });
      }
      expect(test.llm.calls.length).toBe(0);
    },
    60_000,
  );

  it('and with just enough, nothing is refused', async () => {
    for (const scope of new Set(guarded.map((root) => root.scope ?? ''))) {
      if (scope === 'account') continue;
      const headers = await key([scope]);
      for (const root of guarded.filter((candidate) => candidate.scope === scope && candidate.kind === 'query')) {
        const query = operation(root);
        const { body } = await server.send('POST', '/graphql', { query }, headers);
        expect({ query, code: body.errors?.[0].extensions.code }).not.toEqual({ query, code: 'FORBIDDEN' });
      }
    }
  });
});

/** Members that bodies ask for, with values that lead nowhere. */
const FILLED = {
  task: 'x',
  pipeline_id: 'nothing',
  name: 'x',
  value: 'x',
  id: 'nothing',
  title: 'x',
  content: 'x',
  filename: 'x.md',
  agent_id: 'nothing',
  agentId: 'nothing',
  message: 'x',
  yaml: 'x',
  config: {},
  model: 'x/y',
};

describe('the key of an agent', () => {
  it('reaches what belongs to its agent, and not the same of another', async () => {
    const { body } = await server.send('POST', '/v1/auth/api-keys/agent', { agentId: 'mira' }, admin);
    const headers = bearer(body.key);
    const own = guarded.filter(({ agent, kind }) => agent !== undefined && kind !== 'subscription');
    expect(own.length).toBeGreaterThan(10);
    for (const root of own) {
      const ask = async (agentId: string) =>
        (await server.send('POST', '/graphql', { query: operation(root, { [root.agent ?? '']: agentId }) }, headers)).body.errors?.[0]
          .extensions.code;
      expect({ field: root.field.name, other: await ask('noor') }).toEqual({ field: root.field.name, other: 'FORBIDDEN' });
      expect({ field: root.field.name, mine: await ask('mira') }).not.toEqual({ field: root.field.name, mine: 'FORBIDDEN' });
    }
    expect((await server.send('GET', '/v1/secrets/agents/mira/env', undefined, headers)).status).toBe(200);
    expect((await server.send('GET', '/v1/secrets/agents/noor/env', undefined, headers)).status).toBe(403);
  });
});

describe("another person's things", () => {
  /** Stands in all that one person has, so that it shows where another sees it. */
  const MARK = 'canary-5f2c';
  let owner: Record<string, string>;
  let other: Record<string, string>;
  const known: Record<string, string> = {};

  beforeAll(async () => {
    [owner, other] = [await member('owner'), await member('other')];
    const make = async (path: string, body: object) => (await server.send('POST', path, body, owner)).body;
    const run = await make('/v1/runs', { pipeline_id: 'one', task: MARK });
    const project = await make('/v1/projects', { name: MARK });
    const task = await make(`/v1/projects/${project.id}/tasks`, { title: MARK });
    const chat = await make('/v1/chat/sessions', { agent_id: 'mira', message: MARK });
    const asking = await make('/v1/runs', { pipeline_id: 'one', task: MARK, context: `ASK ${MARK}` });
    await make('/v1/memory/vaults/mira/files', { filename: 'own.md', content: `${MARK} [[b]]` });
    Object.assign(known, {
      'runs/{id}': run.id,
      'runs/{run_id}': run.id,
      'steps/{run_id}': run.id,
      'steps/{run_id}/{step_id}': 'A',
      'stream/{run_id}': run.id,
      'sessions/{id}': `${run.id}_A`,
      'chat/sessions/{id}': chat.id,
      'chat/{session_id}': chat.id,
      'projects/{id}': project.id,
      'tasks/{tid}': task.id,
      'vaults/{agent_id}/{path*}': 'own.md',
      'memory/{path*}': 'own.md',
    });
    await server.finishedAs(run.id, owner);
    await eventually(async () => {
      const [question] = (await server.send('GET', `/v1/questions?run_id=${asking.id}`, undefined, owner)).body;
      expect(question.text).toBe(MARK);
      known['questions/{id}'] = question.id;
    });
  });

  const filled = ({ path }: Endpoint, isKnown: boolean) => {
    const segments = path.split('/');
    return segments
      .map((segment, index) => {
        if (!segment.startsWith('{')) return segment;
        const before = segments[index - 1] ?? '';
        const found = known[`${segments[index - 2] ?? ''}/${before}/${segment}`] ?? known[`${before}/${segment}`];
        if (before === 'agents' || before === 'vaults') return 'mira';
        return (isKnown ? found : undefined) ?? 'nothing';
      })
      .join('/');
  };

  it('are seen by their owner and by an admin', async () => {
    for (const headers of [owner, admin])
      expect(JSON.stringify((await server.send('GET', '/v1/runs', undefined, headers)).body)).toContain(MARK);
  });

  it('are answered as what is not there, whichever way they are asked for', async () => {
    const owned = closed.filter((endpoint) => !endpoint.isStream && filled(endpoint, true) !== filled(endpoint, false));
    expect(owned.length).toBeGreaterThan(60);
    const ids = Object.values(known).sort((a, b) => b.length - a.length);
    const blank = (value: unknown) =>
      ids
        .reduce((text, id) => text.replaceAll(id, 'nothing'), JSON.stringify(value))
        .replace(/"request_id":"[^"]*"/g, '')
        .replace(/"(generated_?at|generatedAt|timestamp|server_?time)":[^,}]*/gi, '');
    for (const endpoint of owned) {
      const body = ['GET', 'DELETE'].includes(endpoint.method) ? undefined : FILLED;
      const theirs = await server.send(endpoint.method, filled(endpoint, true), body, other);
      const nobodys = await server.send(endpoint.method, filled(endpoint, false), body, other);
      const where = `${endpoint.method} ${endpoint.path}`;
      expect({ where, status: theirs.status, body: blank(theirs.body) }).toEqual({
        where,
        status: nobodys.status,
        body: blank(nobodys.body),
      });
    }
  }, 60_000);

  /** Every root field that takes ids, with each id that is somebody's, and how it reads with one that is nobody's. */
  const withIds = (kinds: readonly Root['kind'][]) => {
    const ids = { runId: known['runs/{id}'], chatId: known['chat/sessions/{id}'], projectId: known['projects/{id}'] };
    const own = [...Object.values(ids), known['tasks/{tid}'], known['sessions/{id}'], known['questions/{id}']].map(String);
    const isId = (name: string): name is keyof typeof ids | 'id' => name === 'id' || name in ids;
    return guarded
      .filter(({ kind, field }) => kinds.includes(kind) && field.args.some(({ name }) => isId(name)))
      .flatMap((root) => {
        const names = root.field.args.map(({ name }) => name).filter(isId);
        const asked = (id: string) =>
          operation(root, Object.fromEntries(names.map((name) => [name, name === 'id' ? id : (ids[name] ?? id)])), true);
        const nobodys = operation(root, Object.fromEntries(names.map((name) => [name, 'nothing'])), true);
        return (names.includes('id') ? own : ['']).map((id) => ({ theirs: asked(id), nobodys }));
      });
  };
  const blanked = (value: unknown) =>
    Object.values(known)
      .sort((a, b) => b.length - a.length)
      .reduce((text, id) => text.replaceAll(id, 'nothing'), JSON.stringify(value))
      .replace(/"requestId":"[^"]*"/g, '');

  it('are answered by GraphQL, too, as what is not there', async () => {
    const pairs = withIds(['query', 'mutation']);
    expect(pairs.length).toBeGreaterThan(200);
    for (const { theirs, nobodys } of pairs) {
      const [one, another] = await Promise.all([theirs, nobodys].map((query) => server.send('POST', '/graphql', { query }, other)));
      expect({ query: theirs, body: blanked(one?.body) }).toEqual({ query: theirs, body: blanked(another?.body) });
      expect(JSON.stringify(one?.body)).not.toContain(MARK);
    }
  }, 60_000);

  it('are followed by no subscription and no stream that names them', async () => {
    const { runId, chatId } = { runId: known['runs/{id}'] ?? '', chatId: known['chat/sessions/{id}'] ?? '' };
    const queries = [
      `subscription { events(runId: "${runId}", fromStart: true) { cursor } }`,
      `subscription { events(chatId: "${chatId}", fromStart: true) { cursor } }`,
      `subscription { chatEvents(id: "${chatId}", since: "0") { cursor } }`,
    ];
    const paths = closed
      .filter((endpoint) => endpoint.isStream && filled(endpoint, true) !== filled(endpoint, false))
      .map((endpoint) => `${filled(endpoint, true)}?since=0`);
    expect(paths.length).toBeGreaterThan(1);
    const over = new AbortController();
    /** By what was asked for: how many events came, besides the greeting that anyone gets. */
    const follow = (headers: Record<string, string>) => {
      const heard = Object.fromEntries([...queries, ...paths].map((asked) => [asked, 0]));
      const count = (asked: string, text: string) =>
        (heard[asked] = (heard[asked] ?? 0) + (text.match(/"cursor":"|^data:(?!.*"connected")/gm)?.length ?? 0));
      const url = `${server.url.replace('http', 'ws')}/graphql`;
      const socket = createClient({ url, webSocketImpl: WebSocket, connectionParams: headers });
      over.signal.addEventListener('abort', () => void socket.dispose());
      for (const query of queries)
        socket.subscribe(
          { query },
          { next: (item) => count(query, JSON.stringify(item)), error: () => undefined, complete: () => undefined },
        );
      for (const path of paths)
        void fetch(`${server.url}${path}`, { headers, signal: over.signal })
          .then(async ({ body }) => {
            for await (const piece of body ?? []) count(path, Buffer.from(piece as Uint8Array).toString());
          })
          .catch(() => undefined); // it is left while it goes on
      return heard;
    };

    const [mine, theirs] = [follow(owner), follow(other)];
    await eventually(() => expect(Object.entries(mine).filter(([, events]) => events === 0)).toEqual([]));
    const run = (await server.send('POST', '/v1/runs', { pipeline_id: 'one', task: 'x' }, other)).body;
    await server.finishedAs(run.id, other);
    over.abort();

    expect(Object.entries(theirs).filter(([, events]) => events > 0)).toEqual([]);
  });

  it('stand in no list, no search and no figure', async () => {
    const lists = closed.filter(
      ({ method, path, isStream }) => method === 'GET' && !isStream && !/\{/.test(path.replace(/agents\/\{\w+\}|vaults\/\{\w+\}/, '')),
    );
    expect(lists.length).toBeGreaterThan(30);
    for (const endpoint of lists) {
      const path = `${filled(endpoint, false)}?q=${MARK}&query=${MARK}&limit=50`;
      const text = JSON.stringify((await server.send('GET', path, undefined, other)).body);
      const leaked = [MARK, ...Object.values(known).filter((id) => /_[0-9a-f]{12}/.test(id))].filter((mark) =>
        text.replaceAll(`${MARK}"`, '"').includes(mark),
      );
      expect({ path, leaked }).toEqual({ path, leaked: [] });
    }
  });

  it('do not come by any event stream', async () => {
    const run = (await server.send('POST', '/v1/runs', { pipeline_id: 'one', task: 'of the other' }, other)).body;
    await server.finishedAs(run.id, other);
    const { body: ticket } = await server.send('POST', '/v1/auth/ticket', {}, other);
    const theirs = new WebSocket(`${server.url.replace('http', 'ws')}/v1/events/stream?since=0&token=${ticket.ticket}`);
    const heard = await new Promise<string>((resolve) => {
      let text = '';
      theirs.on('message', (data: Buffer) => {
        text += data.toString();
        if (text.includes(`"run_complete","run_id":"${run.id}"`)) resolve(text);
      });
    });
    theirs.close();
    expect(heard).toContain(run.id);
    expect(heard).not.toContain(known['runs/{id}']);
    expect(heard).not.toContain(MARK);
  });

  it('are as they were', async () => {
    const { body } = await server.send('GET', `/v1/projects/${known['projects/{id}']}/tasks`, undefined, owner);
    expect(JSON.stringify(body)).toContain(MARK);
    expect((await server.send('GET', `/v1/chat/sessions/${known['chat/sessions/{id}']}`, undefined, owner)).status).toBe(200);
    expect((await server.send('GET', `/v1/runs/${known['runs/{id}']}`, undefined, owner)).body.task).toBe(MARK);
    const question = (await server.send('GET', `/v1/questions/${known['questions/{id}']}`, undefined, owner)).body;
    expect(question.status).toBe('open');
  });
});
