import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { serverAudits } from 'graphql-http';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let test: TestServer;
const url = () => `${test.server.url}/graphql`;

beforeAll(async () => {
  test = await startTestServer(() => complete({}));
});
afterAll(() => test.stop());

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url });

  it('is audited in 61 ways', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map(({ name, fn }) => ({ name, fn })))('$name', async ({ fn }) => {
    const result = await fn();

    expect(result).toMatchObject({ status: 'ok' });
  });
});

describe('a page of another site', () => {
  const mutation = JSON.stringify({ query: 'mutation { stopActor(path: "runs") }' });

  it.each([
    ['a form post', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: mutation }],
    ['a post without a type', { method: 'POST', body: new Uint8Array(Buffer.from(mutation)) }],
    ['an image', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } }],
  ] as const)('changes nothing by %s', async (_by, init) => {
    const query = init.method === 'GET' ? `?query=${encodeURIComponent('{ status { version } }')}` : '';
    const answer = await fetch(`${url()}${query}`, init);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toContain('"data":{');
    expect((await test.server.graphql('{ actor(path: "runs") { state } }')).data.actor).not.toBeNull();
  });

  it('reaches nothing by a DNS name that points here', async () => {
    const { status, text } = await send('/graphql?query={__typename}', { host: 'evil.example' });

    expect(status).toBe(421);
    expect(text).toContain('ALLOWED_HOSTS');
  });
});

describe('an operation', () => {
  const ask = async (query: string, variables?: object) =>
    (await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    }).then((response) => response.json())) as { data?: unknown; errors: { message: string; extensions: Record<string, unknown> }[] };

  it.each([
    ['deeper than 15 levels', `{ actorTree { ${'actors { '.repeat(20)} path ${'} '.repeat(20)} } }`, /levels|Cannot query/],
    ['with more than 50 aliases', `{ ${Array.from({ length: 51 }, (_, i) => `a${i}: __typename`).join(' ')} }`, /more than 50 aliases/],
    ['with more than 2000 fields', `{ agents { ${'id '.repeat(2_001)} } }`, /more than 2000 fields/],
    [
      'whose fragments multiply',
      `{ ...a } ${['a', 'b', 'c', 'd', 'e'].map((name, i, all) => `fragment ${name} on Query { ${all[i + 1] ? `...${all[i + 1]} `.repeat(10) : 'status { version }'} }`).join(' ')}`,
      /more than 2000 fields/,
    ],
    ['with a field that does not exist', '{ nothing }', /Cannot query field "nothing"/],
    ['that is no GraphQL', '{ status {', /Syntax Error/],
  ])('%s is refused before it runs', async (_what, query, message) => {
    const { data, errors } = await ask(query);

    expect(data).toBeUndefined();
    expect(errors[0]?.message).toMatch(message);
    expect(JSON.stringify(errors)).not.toMatch(/\.ts:\d|stacktrace/);
  });

  it('is answered with the code and the field of a mistake, and never with the value that was sent', async () => {
    const outOfRange = await ask('{ runs(offset: -1) { id } }');
    const wrongType = await ask('query ($id: ID!) { run(id: $id) { id } }', { id: { secret: 'hunter2' } });
    const unknown = await ask('mutation { cancelRun(id: "run_nothing") { id } }');

    expect(outOfRange.errors[0]).toMatchObject({ message: expect.stringContaining('offset'), extensions: { code: 'BAD_USER_INPUT' } });
    expect(wrongType.errors[0]).toMatchObject({ message: expect.stringContaining('$id'), extensions: { code: 'BAD_USER_INPUT' } });
    expect(JSON.stringify(wrongType)).not.toContain('hunter2');
    expect(unknown.errors[0]).toMatchObject({ message: expect.stringContaining('run_nothing'), extensions: { code: 'NOT_FOUND' } });
  });

  it('with a body of 50 MB is refused, and the server goes on', async () => {
    const body = JSON.stringify({ query: '{ status { version } }', variables: { x: 'x'.repeat(50_000_000) } });
    const answer = await fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => null);

    if (answer) expect(answer.status).toBe(413);
    expect((await test.server.graphql('{ status { status } }')).data.status.status).toBe('ok');
  });
});

describe('the schema', () => {
  it('describes every type and every root field', async () => {
    const { data } = await test.server.graphql(
      '{ __schema { types { name kind description fields { name description } } queryType { name } mutationType { name } subscriptionType { name } } }',
    );

    const own = data.__schema.types.filter(({ name }: { name: string }) => !name.startsWith('__'));
    expect(own.filter(({ description }: { description: string | null }) => !description)).toEqual([]);
    const roots = own.filter(({ name }: { name: string }) => ['Query', 'Mutation', 'Subscription'].includes(name));
    expect(
      roots.flatMap(({ fields }: { fields: { description: string | null }[] }) => fields.filter(({ description }) => !description)),
    ).toEqual([]);
  });
});

/** As `fetch`, which does not let a caller choose the Host header. */
function send(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${test.server.url}${path}`, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}
