import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/server-process.ts';

let database: TestDatabase;
let server: ServerProcess;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  server = await ServerProcess.start({ DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  await client.end();
  await server.remove();
  await database.drop();
});

describe('a server that was taken for dead', () => {
  it('ends with a reason, so that whoever watches it starts it anew, and works when it is', async () => {
    await client.query('select release_node(id, true) from nodes');

    await eventually(() => expect(server.isRunning).toBe(false), 20_000);

    expect(server.output).toContain('djinnbot: this node was taken for dead, so it ends; started again, it works on');
    expect(server.exitCode).toBe(1);
    await server.start();
    const { id } = await server.post('/v1/runs', { pipeline_id: 'quickstart', task: 'again' });
    expect((await server.finished(id)).status).toBe('completed');
  }, 40_000);
});
