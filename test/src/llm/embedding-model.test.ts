import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';

interface Seen {
  path: string;
  key: string | undefined;
  body: Record<string, unknown>;
}

let server: Server;
let url: string;
let answer: { status: number; body: unknown };
let seen: Seen[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const key = request.headers.authorization ?? request.headers['x-goog-api-key'];
      seen.push({ path: request.url ?? '', key: String(key), body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const settings = (): Record<string, string> => ({
  OPENAI_API_KEY: 'sk-open',
  OPENAI_BASE_URL: url,
  OPENROUTER_API_KEY: 'sk-router',
  OPENROUTER_BASE_URL: url,
  GEMINI_API_KEY: 'sk-google',
  GEMINI_BASE_URL: url,
  QMD_OPENAI_API_KEY: 'sk-memory',
  QMD_OPENAI_BASE_URL: url,
  ANTHROPIC_API_KEY: 'sk-ant',
});
const embed = async (name: string, texts: string[], purpose: 'document' | 'query' = 'document') => {
  seen = [];
  const models = createModelRegistry({ setting: (variable) => settings()[variable], demoPaceMs: 0 });
  return models.embeddings(name).embed(texts, purpose, AbortSignal.timeout(5_000));
};
const openAi = (...embeddings: number[][]) => ({
  status: 200,
  body: { data: embeddings.map((embedding, index) => ({ index, embedding })), usage: { prompt_tokens: 1, total_tokens: 1 } },
});

describe('an embedding model', () => {
  it.each([
    ['openai/small', 'small', 'Bearer sk-open'],
    ['openrouter/openai/small', 'openai/small', 'Bearer sk-router'],
    ['qmdr/small', 'small', 'Bearer sk-memory'],
  ])('%s is asked in the OpenAI dialect and answers vectors of length 1', async (name, model, key) => {
    answer = openAi([3, 4], [0, -2]);

    expect((await embed(name, ['a', 'b'])).map((vector) => [...vector].map((value) => Number(value.toFixed(4))))).toEqual([
      [0.6, 0.8],
      [0, -1],
    ]);

    expect(seen).toEqual([{ path: '/v1/embeddings', key, body: expect.objectContaining({ model, input: ['a', 'b'] }) }]);
  });

  it('of Google is told what the text is for', async () => {
    answer = { status: 200, body: { embeddings: [{ values: [1, 0] }, { values: [0, 1] }] } };
    await embed('google/gemini-embedding-001', ['a', 'b']);
    expect(seen[0]).toMatchObject({ path: expect.stringContaining('gemini-embedding-001:batchEmbedContents'), key: 'sk-google' });
    expect(JSON.stringify(seen[0]?.body)).toContain('RETRIEVAL_DOCUMENT');

    answer = { status: 200, body: { embedding: { values: [1, 0] } } };
    await embed('google/gemini-embedding-001', ['a'], 'query');
    expect(JSON.stringify(seen[0]?.body)).toContain('RETRIEVAL_QUERY');
  });

  it.each([
    [401, { error: { message: 'no' } }, { kind: 'auth', message: expect.stringContaining('set OPENAI_API_KEY') }],
    [400, { error: { message: 'too long' } }, { kind: 'bad-request' }],
    [503, { error: { message: 'later' } }, { kind: 'overloaded' }],
    [200, { nothing: true }, { kind: 'garbage' }],
    [200, openAi([1, 2]).body, { kind: 'garbage' }],
    [200, openAi([1, 2], [1, 2, 3]).body, { kind: 'garbage' }],
  ])('says what went wrong at %d %j', async (status, body, error) => {
    answer = { status, body };
    const failure: unknown = await embed('openai/small', ['a', 'b']).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject(error);
    expect(String(failure)).not.toContain('sk-open');
  });

  it('cannot be had of a provider without one, or without a key', async () => {
    await expect(embed('anthropic/claude', ['a'])).rejects.toThrow('Anthropic has no embedding models');
    await expect(embed('mistral/mistral-embed', ['a'])).rejects.toThrow('set MISTRAL_API_KEY');
  });
});
