import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { ServerProcess } from '../support/server-process.ts';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const TOM = { email: 'tom@example.org', password: 'correct horse battery' };

let server: ServerProcess;
let admin: string;

beforeAll(async () => {
  server = await ServerProcess.start({ AUTH_ENABLED: 'true' });
  admin = (await server.post('/v1/auth/setup', ADA)).accessToken;
});
afterAll(() => server.remove());

/** An open WebSocket of a session; it is not opened again by itself. */
async function socketOf(accessToken: string): Promise<Client> {
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${accessToken}` },
    lazy: false,
    retryAttempts: 0,
  });
  expect(await ask(client, '{ viewer { id } }')).toMatchObject({ data: { viewer: { id: expect.stringMatching(/^usr_/) } } });
  return client;
}

async function ask(client: Client, query: string): Promise<unknown> {
  const answers = client.iterate({ query });
  try {
    return (await answers.next()).value;
  } finally {
    await answers.return?.();
  }
}

describe('a WebSocket that is open', () => {
  it('does nothing more for a session that was ended', async () => {
    const { accessToken, refreshToken } = await server.post('/v1/auth/login', ADA);
    const client = await socketOf(accessToken);
    await server.send('POST', '/v1/auth/logout', { refreshToken }, { authorization: `Bearer ${accessToken}` });

    const start = ask(client, 'mutation { createRun(input: { pipelineId: "quickstart", task: "After the end" }) { id } }');

    await expect(start).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const { body } = await server.send('GET', '/v1/runs', undefined, { authorization: `Bearer ${admin}` });
    expect(body).toEqual([]);
    await client.dispose();
  });

  it('may no more than its person by now', async () => {
    const authorization = `Bearer ${admin}`;
    const { body: tom } = await server.send('POST', '/v1/admin/users', { ...TOM, isAdmin: true }, { authorization });
    const client = await socketOf((await server.post('/v1/auth/login', TOM)).accessToken);
    expect(await ask(client, '{ users { id } }')).toHaveProperty('data.users');

    await server.send('PATCH', `/v1/admin/users/${tom.id}`, { isAdmin: false }, { authorization });

    expect(await ask(client, '{ users { id } }')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await client.dispose();
  });
});
