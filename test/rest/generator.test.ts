import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRest } from '../../rest/create-rest.ts';
import { createLogger } from '../../src/logger.ts';

const SDL = `
  directive @wire(as: String, also: [String!]) on ENUM_VALUE | INPUT_FIELD_DEFINITION
  scalar JSONObject
  scalar Bytes
  scalar Upload
  scalar EpochSeconds
  type Query { book(id: ID!): Book  cover(id: ID!): Cover  books(genre: [Genre!], limit: Int): [Book!]! }
  type Mutation { addBook(input: BookInput!): Book!  burn(id: ID!): Boolean!  scan(payload: Bytes!, signature: String): Int!  addCover(id: ID!, cover: Upload!, note: String): Book! }
  type Subscription { read: Book! }
  type Book { id: ID!  bestTitle: String  genre: Genre  extra: JSONObject  printedAt: EpochSeconds }
  type Cover { bytes: Bytes!  type: String!  name: String!  code: Int!  place: String! }
  enum Genre { SCIENCE_FICTION  POEM @wire(as: "verse", also: ["rhyme"]) }
  input BookInput { bestTitle: String!, pages: Int, note: String }
`;

let folder: string;
let schema: GraphQLSchema;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djinnbot-operations-'));
  schema = buildSchema(SDL);
});
afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

async function make(operations: string, queryDefaults: Record<string, string> = {}) {
  await writeFile(join(folder, 'library.graphql'), operations);
  const logger = createLogger('silent');
  return createRest({
    schema,
    operationsDir: folder,
    contextFor: () => ({ requestId: 'r', viewer: { id: 'anonymous', ownerId: null, scopes: ['*'] } }),
    logger,
    info: { version: '1' },
    queryDefaults,
  });
}

describe('an operation that could not work is refused at start, by file and name', () => {
  it.each([
    ['without a name', '{ books { id } }', /library\.graphql: an operation has no name/],
    ['without a route', 'query A { books { id } }', /library\.graphql: A has no @rest/],
    [
      'that does not fit the schema',
      'query A @rest(method: GET, path: "/v1/a") { nothing }',
      /A does not fit the schema: Cannot query field/,
    ],
    [
      'of two root fields',
      'query A @rest(method: GET, path: "/v1/a") { books { id } other: books { id } }',
      /A must select exactly one root field/,
    ],
    [
      'whose path names no variable',
      'query A @rest(method: GET, path: "/v1/books/{id}") { books { id } }',
      /A has \{id\} in its path and no such variable/,
    ],
    [
      'that takes from a body where there is none',
      'query A($id: ID! @from(body: ["id"])) @rest(method: GET, path: "/v1/a") { book(id: $id) { id } }',
      /A takes \$id from a body, which GET has not/,
    ],
    [
      'that streams and is no subscription',
      'query A @rest(method: GET, path: "/v1/a", stream: SSE) { books { id } }',
      /exactly if it is a stream/,
    ],
    [
      'that is a subscription and no stream',
      'subscription A @rest(method: GET, path: "/v1/a") { read { id } }',
      /exactly if it is a stream/,
    ],
    [
      'on a route that another has',
      `query A($id: ID!) @rest(method: GET, path: "/v1/books/{id}") { book(id: $id) { id } }
       query B($name: ID!) @rest(method: GET, path: "/v1/books/{name}") { book(id: $name) { id } }`,
      /B and A are on the same route/,
    ],
  ])('%s', async (_what, operations, message) => {
    await expect(make(operations)).rejects.toThrow(message);
  });
});

describe('an operation is an endpoint', () => {
  const OPERATIONS = `
    query GetBook($id: ID!) @rest(method: GET, path: "/v1/books/{id}") @rest(method: GET, path: "/v1/old/{id}") { book(id: $id) { id best_title: bestTitle genre } }
    query ListBooks($genre: [Genre!], $limit: Int = 2) @rest(method: GET, path: "/v1/books") { books(genre: $genre, limit: $limit) { _body: id } }
    query BooksForCats($limit: Int = 9) @rest(method: GET, path: "/v1/books", when: "reader=cat") { books(limit: $limit) { id } }
    query Shelf @rest(method: GET, path: "/v1/books/shelf") { shelf: books { id } }
    mutation AddBook($input: BookInput! @from(body: ["*"])) @rest(method: POST, path: "/v1/books", status: 201) { addBook(input: $input) { id } }
    mutation Burn($id: ID!) @rest(method: DELETE, path: "/v1/books/{id}", with: { status: "burnt", id: $id }) { burn(id: $id) }
    query BookWithoutGaps($id: ID!) @omitNull @rest(method: GET, path: "/v1/full/{id}") { book(id: $id) { id ...Details extra } }
    query BookWithoutGenre($id: ID!) @rest(method: GET, path: "/v1/less/{id}") { book(id: $id) { bestTitle genre @omitNull } }
    fragment Details on Book { bestTitle genre printedAt }
    mutation Scan($payload: Bytes! @from(raw: true), $signature: String @from(header: "X-Signature")) @rest(method: POST, path: "/v1/scan") { count: scan(payload: $payload, signature: $signature) }
    mutation AddCover($id: ID!, $cover: Upload! @from(file: "cover"), $note: String) @rest(method: POST, path: "/v1/books/{id}/cover", maxBody: 2000) { addCover(id: $id, cover: $cover, note: $note) { id } }
    query Cover($id: ID!) @rest(method: GET, path: "/v1/books/{id}/cover") { cover(id: $id) { _body: bytes _type: type _filename: name } }
    query Shop($id: ID!) @rest(method: GET, path: "/v1/books/{id}/shop") { cover(id: $id) { name _status: code _location: place } }
    query Nobody($id: ID!) @rest(method: GET, path: "/v1/books/{id}/readers", with: []) { book(id: $id) { __typename } }
  `;
  /** What the resolvers were asked for. */
  let asked: Record<string, unknown>[];

  async function listen(queryDefaults: Record<string, string> = {}): Promise<string> {
    asked = [];
    const note =
      <T>(answer: (args: Record<string, unknown>) => T) =>
      (_parent: unknown, args: Record<string, unknown>) => {
        asked.push(args);
        return answer(args);
      };
    const fields = (type: 'Query' | 'Mutation') =>
      schema.getType(type) as unknown as { getFields(): Record<string, { resolve?: unknown }> };
    const books = [{ id: 'b1', bestTitle: 'Solaris', genre: 'SCIENCE_FICTION' }];
    const bare = { id: 'b3', bestTitle: null, genre: null, extra: { note: null }, printedAt: 1_700_000_000_999 };
    fields('Query').getFields().book!.resolve = note(({ id }) => (id === 'b1' ? books[0] : id === 'b3' ? bare : null));
    fields('Query').getFields().books!.resolve = note(() => books);
    fields('Mutation').getFields().addBook!.resolve = note(() => books[0]);
    fields('Mutation').getFields().burn!.resolve = note(() => true);
    fields('Mutation').getFields().scan!.resolve = note(({ payload }) => (payload as Buffer).length);
    fields('Mutation').getFields().addCover!.resolve = note(() => books[0]);
    fields('Query').getFields().cover!.resolve = note(() => ({
      bytes: Buffer.from([0xff, 0xd8, 0x00]),
      type: 'image/jpeg',
      name: 'Ödipus "1".jpg',
      code: 302,
      place: 'https://example.org/',
    }));
    const rest = await make(OPERATIONS, queryDefaults);
    server = createServer(express().use(rest.handler)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const ask = async (url: string, init?: RequestInit) => {
    const response = await fetch(url, init);
    return { status: response.status, body: await response.json() };
  };
  const post = (body: object) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('with its aliases, its fields as they are named there, and 404 for what is not there', async () => {
    const url = await listen();
    const book = { status: 200, body: { id: 'b1', best_title: 'Solaris', genre: 'science_fiction' } };

    expect(await ask(`${url}/v1/books/b1`)).toEqual(book);
    expect(await ask(`${url}/v1/old/b1/`)).toEqual(book);
    expect(await ask(`${url}/v1/books/b2`)).toMatchObject({ status: 404, body: { detail: 'Book b2 not found' } });
    expect(await ask(`${url}/v1/Books/b1`)).toMatchObject({ status: 404 });
  });

  it('chosen by literals before parameters, and by a query parameter or its default', async () => {
    expect(await ask(`${await listen()}/v1/books/shelf`)).toEqual({ status: 200, body: { shelf: [{ id: 'b1' }] } });
    server?.close();
    const url = await listen({ reader: 'cat' });
    expect(await ask(`${url}/v1/books`)).toEqual({ status: 200, body: [{ id: 'b1' }] });
    expect(await ask(`${url}/v1/books?reader=dog`)).toEqual({ status: 200, body: ['b1'] });
  });

  it('whose words are spelled as the wire has them, and whose defaults hold', async () => {
    const url = await listen();

    await ask(`${url}/v1/books?genre=verse,science_fiction&genre=rhyme&genre=unheard`);
    await ask(`${url}/v1/books?limit=7`);
    await ask(`${url}/v1/books?genre=unheard`);

    expect(asked).toEqual([{ genre: ['POEM', 'SCIENCE_FICTION', 'POEM'], limit: 2 }, { limit: 7 }, { genre: [], limit: 2 }]);
  });

  it('whose input takes keys in either case, keeps what is absent absent and null null', async () => {
    const url = await listen();

    expect(await ask(`${url}/v1/books`, post({ best_title: 'Ubik', note: null, shoe_size: 43 }))).toEqual({
      status: 201,
      body: { id: 'b1' },
    });
    expect(asked).toEqual([{ input: { bestTitle: 'Ubik', note: null } }]);
    expect(await ask(`${url}/v1/books`, post({ pages: 'many' }))).toMatchObject({
      status: 422,
      body: { errors: [{ path: expect.stringMatching(/best_?[tT]itle/) }, { path: 'pages' }] },
    });
  });

  it('with constants in its answer, beside it or in its place', async () => {
    const url = await listen();

    expect(await ask(`${url}/v1/books/b1`, { method: 'DELETE' })).toEqual({ status: 200, body: { status: 'burnt', id: 'b1' } });
    expect(await ask(`${url}/v1/books/b1/readers`)).toEqual({ status: 200, body: [] });
    expect(await ask(`${url}/v1/books/b2/readers`)).toMatchObject({ status: 404 });
  });

  it('without what is null where it says so, and with the nulls of free JSON', async () => {
    const url = await listen();

    expect(await ask(`${url}/v1/full/b3`)).toEqual({ status: 200, body: { id: 'b3', extra: { note: null }, printedAt: 1_700_000_000 } });
    expect(await ask(`${url}/v1/less/b3`)).toEqual({ status: 200, body: { bestTitle: null } });
    expect(await ask(`${url}/v1/books/b3`)).toEqual({ status: 200, body: { id: 'b3', best_title: null, genre: null } });
  });

  it('that takes a body as it came, whatever its type', async () => {
    const url = await listen();

    const answer = await ask(`${url}/v1/scan`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-signature': 's' },
      body: '{ "a": 1 }\n',
    });

    expect(answer).toEqual({ status: 200, body: { count: 11 } });
    expect(asked).toEqual([{ payload: Buffer.from('{ "a": 1 }\n'), signature: 's' }]);
  });

  it('that takes a file of a form', async () => {
    const url = await listen();
    const form = (name: string, size: number) => {
      const data = new FormData();
      data.set(name, new Blob(['x'.repeat(size)], { type: 'image/png' }), 'a.png');
      data.set('note', 'front');
      return { method: 'POST', body: data };
    };

    expect(await ask(`${url}/v1/books/b1/cover`, form('cover', 3))).toEqual({ status: 200, body: { id: 'b1' } });
    expect(asked).toEqual([{ id: 'b1', cover: { filename: 'a.png', mimeType: 'image/png', bytes: Buffer.from('xxx') }, note: 'front' }]);
    expect(await ask(`${url}/v1/books/b1/cover`, form('back', 3))).toMatchObject({ status: 422, body: { errors: [{ path: 'cover' }] } });
    expect(await ask(`${url}/v1/books/b1/cover`, post({}))).toMatchObject({ status: 422 });
    expect(await ask(`${url}/v1/books/b1/cover`, form('cover', 3000))).toMatchObject({ status: 413 });
    const broken = { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: '--b\r\nnonsense' };
    expect(await ask(`${url}/v1/books/b1/cover`, broken)).toMatchObject({ status: 422 });
  });

  it('that answers with bytes under their own type, which no browser runs as a page', async () => {
    const response = await fetch(`${await listen()}/v1/books/b1/cover`);

    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0xff, 0xd8, 0x00]));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="_dipus _1_.jpg"; filename*=UTF-8''${encodeURIComponent('Ödipus "1".jpg')}`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('that sends its caller elsewhere', async () => {
    const response = await fetch(`${await listen()}/v1/books/b1/shop`, { redirect: 'manual' });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://example.org/');
    expect(await response.json()).toEqual({ name: 'Ödipus "1".jpg' });
  });
});
