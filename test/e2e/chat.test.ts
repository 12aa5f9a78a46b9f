import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { EventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { askFor, finish, say, startRawProvider, type RawCall, type RawProvider } from '../support/raw-provider.ts';
import { ServerProcess } from '../support/server-process.ts';

let catalog: CatalogDirectory;
let database: TestDatabase;
let provider: RawProvider;
let server: ServerProcess;

const echo = (call: RawCall): void => {
  say(call, 'You said: ');
  say(call, saidIn(call));
  finish(call);
};
let answer: (call: RawCall) => void = echo;

/** The last thing that the person said. */
function saidIn({ messages }: RawCall): string {
  const { content } = messages.findLast(({ role }) => role === 'user') ?? {};
  return typeof content === 'string' ? content : content[0].text;
}

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira\nYou are Mira.',
    'agents/mira/config.yml': 'tools: [read, write]\n',
    'agents/other/IDENTITY.md': '# Other',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n',
  });
  database = await testDatabase();
  provider = await startRawProvider((call) => answer(call));
  server = await ServerProcess.start({
    DATABASE_URL: database.url,
    OPENAI_BASE_URL: provider.baseUrl,
    OPENAI_API_KEY: 'sk-test',
    DEFAULT_MODEL: 'openai/scripted',
    CATALOG_DIR: catalog.path,
    CHAT_HISTORY_TOKENS: '1000',
  });
});
afterEach(() => {
  answer = echo;
  provider.calls.length = 0;
});
afterAll(async () => {
  await server.remove();
  await provider.stop();
  await database.drop();
  await catalog.remove();
});

const send = (method: string, path: string, body?: unknown) => server.send(method, path, body);
const ok = async (method: string, path: string, body?: unknown) => {
  const result = await send(method, path, body);
  expect([result.status, result.status === 200 ? null : result.body]).toEqual([200, null]);
  return result.body;
};
const start = async (input: object = {}): Promise<string> => (await ok('POST', '/v1/chat/sessions', { agent_id: 'mira', ...input })).id;
const say1 = (id: string, message: string, more: object = {}) => ok('POST', `/v1/chat/sessions/${id}/message`, { message, ...more });
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
const replies = async (id: string): Promise<any[]> =>
  (await ok('GET', `/v1/chat/sessions/${id}`)).messages.filter(({ role }: { role: string }) => role === 'assistant');
const answered = (id: string, count: number) =>
  eventually(async () => {
    const done = (await replies(id)).filter(({ completed_at }) => completed_at !== null);
    expect(done).toHaveLength(count);
    return done;
  });

describe('a chat', () => {
  it('answers with what was said before in mind, and is listed, read and deleted', async () => {
    const made = await ok('POST', '/v1/chat/sessions', { agentId: 'mira', system_prompt_supplement: 'Be brief.' });
    expect(made).toMatchObject({ agent_id: 'mira', status: 'starting', model: 'openai/scripted', message_count: 0, sessionId: made.id });
    expect(made.id).toMatch(/^chat_mira_\d+_/);
    const sent = await say1(made.id, 'One');
    expect(sent).toMatchObject({ status: 'queued', sessionId: made.id });
    await answered(made.id, 1);
    await say1(made.id, 'Two');
    const [, second] = await answered(made.id, 2);

    expect(second).toMatchObject({ content: 'You said: Two', status: 'complete', model: 'openai/scripted', error: null });
    const [system, ...messages] = provider.calls.at(-1)?.messages ?? [];
    expect(system?.content).toMatch(/You are Mira\.[\s\S]*Be brief\./);
    expect(messages.map(({ content }) => content)).toEqual(['One', 'You said: One', 'Two']);
    const read = await ok('GET', `/v1/chat/sessions/${made.id}`);
    expect(read).toMatchObject({ status: 'running', message_count: 4, started_at: expect.any(Number) });
    expect(read.messages.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual([sent.userMessageId, sent.assistantMessageId]);
    expect(await ok('GET', `/v1/agents/mira/chat/${made.id}/status`)).toMatchObject({ exists: true, status: 'running', messageCount: 4 });
    const list = await ok('GET', '/v1/chat/sessions?agent_id=mira&limit=1');
    expect(list).toMatchObject({ sessions: [{ id: made.id }], total: 1, has_more: false });
    expect(list.sessions[0]).not.toHaveProperty('messages');

    expect(await ok('DELETE', `/v1/chat/sessions/${made.id}`)).toEqual({ status: 'deleted', session_id: made.id });
    expect(await send('GET', `/v1/chat/sessions/${made.id}`)).toMatchObject({ status: 404 });
    expect(await send('DELETE', `/v1/chat/sessions/${made.id}`)).toMatchObject({ status: 404 });
    expect(await ok('GET', `/v1/agents/mira/chat/${made.id}/status`)).toMatchObject({ exists: false, status: 'not_found' });
  });

  it.each([
    ['POST', '/v1/chat/sessions', {}, 422, 'agent'],
    ['POST', '/v1/chat/sessions', { agent_id: 'nobody' }, 404, 'nobody'],
    ['POST', '/v1/chat/sessions', { agent_id: 'mira', model: 'nonsense' }, 400, 'provider/model'],
    ['POST', '/v1/chat/sessions', { agent_id: 'mira', thinking_level: 'hard' }, 422, 'thinking'],
    ['POST', '/v1/chat/sessions/none/message', { message: 'x' }, 404, 'not found'],
    ['POST', '/v1/chat/sessions/none/message', {}, 422, 'message'],
    ['POST', '/v1/agents/mira/chat/none/stop', {}, 404, 'not found'],
    ['GET', '/v1/chat/sessions?limit=0', undefined, 422, 'limit'],
  ])('is refused for %s %s %j', async (method, path, body, status, words) => {
    const result = await send(method, path, body);
    expect(result.status).toBe(status);
    expect(JSON.stringify(result.body)).toContain(words);
  });

  it('queues what is said while a reply is written, and answers in order', async () => {
    const held: RawCall[] = [];
    answer = (call) => void held.push(call);
    const id = await start();
    for (const message of ['a', 'b', 'c']) await say1(id, message);
    for (const message of ['a', 'b', 'c']) {
      const call = await eventually(() => {
        const next = held.shift();
        if (!next) throw new Error('the next call has not come');
        return next;
      });
      expect(saidIn(call)).toBe(message);
      expect(held).toEqual([]);
      echo(call);
    }
    expect((await answered(id, 3)).map(({ content }) => content)).toEqual(['You said: a', 'You said: b', 'You said: c']);
  });

  it('stops a reply, keeps what was said of it, and goes on', async () => {
    answer = (call) => (saidIn(call) === 'Talk' ? say(call, 'Once upon a time') : echo(call));
    const id = await start();
    await say1(id, 'Talk');
    const stream = await EventStream.open(`${server.url}/v1/events/sessions/${id}/events`);
    await stream.until(({ data }) => data.type === 'output');
    await say1(id, 'Then');
    expect(await ok('POST', `/v1/agents/mira/chat/${id}/stop`)).toMatchObject({ status: 'stopped', sessionId: id });

    await stream.until(({ data }) => data.type === 'response_aborted');
    const [stopped, next] = await answered(id, 2);
    expect(stopped).toMatchObject({ status: 'aborted', content: 'Once upon a time' });
    expect(next).toMatchObject({ status: 'complete', content: 'You said: Then' });
    await eventually(() => expect(provider.calls[0]?.isCutOff).toBe(true));
    expect(
      provider.calls
        .at(-1)
        ?.messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(['Talk', expect.stringContaining('Once upon a time'), 'Then']);
    stream.close();
  });

  it('says why when a reply fails, and goes on', async () => {
    answer = (call) => (saidIn(call) === 'Fail' ? call.response.writeHead(400).end('{"error":{"message":"no"}}') : echo(call));
    const id = await start();
    await say1(id, 'Fail');
    await say1(id, 'Again');
    const [failed, fine] = await answered(id, 2);
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(/\w+/) });
    expect(fine).toMatchObject({ status: 'complete' });
  });

  it('lets its agent use tools, which clients see', async () => {
    answer = (call) => {
      if (call.messages.at(-1)?.role === 'tool') return echo(call);
      askFor(call, 'write', { path: 'note.txt', content: 'hi' });
    };
    const id = await start();
    const stream = await EventStream.open(`${server.url}/v1/agents/sessions/${id}/events`);
    await say1(id, 'Write it');
    const events = await stream.until(({ data }) => data.type === 'turn_end');
    expect(events.map(({ data }) => data.type).filter((type) => type !== 'output')).toEqual([
      expect.stringMatching(/container_ready|connected/),
      expect.stringMatching(/container_ready|connected/),
      'step_start',
      'tool_start',
      'tool_end',
      'step_end',
      'turn_end',
    ]);
    expect(events.find(({ data }) => data.type === 'tool_start')?.data.data).toEqual({
      toolName: 'write',
      args: { path: 'note.txt', content: 'hi' },
      toolCallId: 'call-write',
    });
    const [reply] = await answered(id, 1);
    expect(reply.tool_calls).toMatchObject([{ toolName: 'write', args: { path: 'note.txt' }, isError: false }]);
    stream.close();
  });

  it('is followed from any cursor without loss or repeat, and without one the words of old replies are not told again', async () => {
    const id = await start();
    await say1(id, 'First');
    await answered(id, 1);
    const live = await EventStream.open(`${server.url}/v1/events/sessions/${id}/events`);
    const before = await live.until(({ data }) => data.type === 'connected');
    expect(before.map(({ data }) => data.type)).toEqual(['container_ready', 'step_start', 'step_end', 'turn_end', 'connected']);
    await say1(id, 'Second');
    const seen = await live.until(({ data }) => data.type === 'turn_end');
    live.close();

    for (const [index, { id: cursor }] of seen.entries()) {
      if (cursor === null) continue;
      const again = await EventStream.open(`${server.url}/v1/events/sessions/${id}/events`, { 'Last-Event-ID': cursor });
      const rest = await again.until(({ data }) => data.type === 'connected');
      expect(rest.slice(0, -1).map(({ data }) => data)).toEqual(seen.slice(index + 1).map(({ data }) => data));
      again.close();
    }
  });

  it('tells of chats that begin, change and are deleted', async () => {
    const stream = await EventStream.open(`${server.url}/v1/events/chat-sessions`);
    const id = await start();
    await stream.until(({ data }) => data.type === 'status_changed' && data.sessionId === id);
    await ok('DELETE', `/v1/chat/sessions/${id}`);
    const events = await stream.until(({ data }) => data.type === 'deleted');
    expect(events.map(({ data }) => [data.type, data.newStatus, data.agentId])).toEqual([
      ['status_changed', 'completed', 'mira'],
      ['deleted', undefined, 'mira'],
    ]);
    stream.close();
  });

  it('is ended, opened again, and given another model', async () => {
    const id = await start();
    await say1(id, 'One');
    await answered(id, 1);
    expect(await ok('POST', `/v1/agents/mira/chat/${id}/end`)).toMatchObject({ status: 'ended' });
    expect(await send('POST', `/v1/chat/sessions/${id}/message`, { message: 'x' })).toMatchObject({ status: 400 });
    expect((await ok('GET', '/v1/chat/sessions')).sessions.map((chat: { id: string }) => chat.id)).not.toContain(id);
    expect((await ok('GET', '/v1/agents/mira/chat/sessions')).sessions.map((chat: { id: string }) => chat.id)).toContain(id);
    expect(await ok('POST', `/v1/chat/sessions/${id}/restart`)).toMatchObject({ sessionId: id, status: 'starting' });
    expect(await ok('PATCH', `/v1/agents/mira/chat/${id}/model?model=openai/other`)).toMatchObject({
      status: 'updated',
      model: 'openai/other',
    });
    await say1(id, 'Two');
    const [, second] = await answered(id, 2);
    expect(second.model).toBe('openai/other');
    expect(provider.calls.at(-1)?.messages).toHaveLength(4); // the system prompt, and what was said before the end
    expect(await send('POST', `/v1/agents/other/chat/${id}/stop`)).toMatchObject({ status: 400 });
    expect(
      await ok('PATCH', `/v1/chat/sessions/${id}`, { status: 'failed', error: 'the bridge went away', key_resolution: '{"source":"x"}' }),
    ).toMatchObject({
      status: 'failed',
      error: 'the bridge went away',
      key_resolution: { source: 'x' },
    });
  });

  it('sums up a long history, which stays whole in the log', async () => {
    answer = (call) => (saidIn(call).includes('Conversation:') ? (say(call, 'They counted sheep.'), finish(call)) : echo(call));
    const id = await start();
    const long = 'sheep '.repeat(300);
    for (let n = 1; n <= 4; n++) {
      await say1(id, `${n} ${long}`);
      await answered(id, n);
    }
    const last = provider.calls.at(-1);
    expect(last?.messages[0]?.content).toContain('They counted sheep.');
    expect(last?.messages.length).toBeLessThan(6);
    expect((await replies(id)).map(({ content }) => content.slice(0, 11))).toEqual([
      'You said: 1',
      'You said: 2',
      'You said: 3',
      'You said: 4',
    ]);
  });
});

describe('kill -9', () => {
  it('between a message and its reply, and in the middle of a reply, loses neither', async () => {
    const id = await start();
    await eventually(async () => expect((await ok('GET', `/v1/chat/sessions/${id}/status`)).status).toBe('running'));
    answer = (call) => say(call, 'It begins');
    await say1(id, 'One');
    const stream = await EventStream.open(`${server.url}/v1/events/sessions/${id}/events`);
    const seen = await stream.until(({ data }) => data.type === 'output');
    await Promise.all([say1(id, 'Two'), say1(id, 'Three')]);

    await server.kill();
    answer = echo;
    await server.start();

    const done = await answered(id, 3);
    expect(done.map(({ content, status }) => [content, status])).toEqual([
      ['You said: One', 'complete'],
      [expect.stringMatching(/^You said: (Two|Three)$/), 'complete'],
      [expect.stringMatching(/^You said: (Two|Three)$/), 'complete'],
    ]);
    const cursor = seen.at(-1)?.id ?? '';
    const again = await EventStream.open(`${server.url}/v1/events/sessions/${id}/events?since=${cursor}`);
    const rest = await again.until(({ data }) => data.type === 'connected');
    expect(rest.map(({ data }) => data.type)).toContain('turn_discarded');
    expect(rest.filter(({ data }) => data.type === 'turn_end')).toHaveLength(3);
    stream.close();
    again.close();
  });
});

describe('attachments', () => {
  const upload = async (id: string, name: string, type: string, content: string | Uint8Array) => {
    const form = new FormData();
    form.append('file', new Blob([content], { type }), name);
    const response = await fetch(`${server.url}/v1/agents/mira/chat/${id}/upload`, { method: 'POST', body: form });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    return { status: response.status, body: (await response.json()) as any };
  };
  const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
  const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 18 Tf 20 100 Td (The secret is 4711) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

  it('come with a message: text and PDF as text, pictures as pictures', async () => {
    const id = await start();
    const text = await upload(id, 'notes.md', 'text/markdown', '# Notes\nBuy milk');
    expect(text).toMatchObject({
      status: 200,
      body: {
        filename: 'notes.md',
        mimeType: 'text/markdown',
        sizeBytes: 16,
        processingStatus: 'ready',
        isImage: false,
        estimatedTokens: 4,
      },
    });
    const pdf = await upload(id, 'a.pdf', 'application/pdf', PDF);
    expect(pdf).toMatchObject({ status: 200, body: { mimeType: 'application/pdf', pdfPageCount: 1 } });
    const image = await upload(id, '../../evil.png', 'text/html', PNG);
    expect(image).toMatchObject({ status: 200, body: { filename: 'evil.png', mimeType: 'image/png', isImage: true } });
    expect(await ok('GET', `/v1/chat/attachments/${pdf.body.id}/text`)).toMatchObject({
      extractedText: expect.stringContaining('The secret is 4711'),
    });
    const content = await fetch(`${server.url}/v1/chat/attachments/${image.body.id}/content`);
    expect([content.headers.get('content-type'), Buffer.from(await content.arrayBuffer()).equals(PNG)]).toEqual(['image/png', true]);

    await say1(id, 'Look', { attachment_ids: [text.body.id, pdf.body.id, image.body.id] });
    await answered(id, 1);
    const [{ content: parts } = { content: null }] = provider.calls.at(-1)?.messages.filter(({ role }) => role === 'user') ?? [];
    expect(parts[0].text).toMatch(/^Look\n\n<file name="notes.md">\n# Notes\nBuy milk\n<\/file>\n\n<file name="a.pdf">[\s\S]*4711/);
    expect(parts[1]).toEqual({ type: 'image_url', image_url: { url: `data:image/png;base64,${PNG.toString('base64')}` } });
  });

  it('are refused when nobody can read them, when they are empty, and when they are of another chat', async () => {
    const id = await start();
    expect((await upload(id, 'a.exe', 'application/octet-stream', 'MZ\0\0')).status).toBe(400);
    expect((await upload(id, 'a.txt', 'text/plain', '')).status).toBe(400);
    const large = await upload(id, 'a.txt', 'text/plain', 'x'.repeat(30 * 1024 * 1024 + 1));
    expect([large.status, large.body.detail]).toEqual([400, expect.stringMatching(/30 MiB/)]);
    expect((await upload(id, 'a.pdf', 'application/pdf', '%PDF-nonsense')).status).toBe(400);
    expect((await upload('none', 'a.txt', 'text/plain', 'x')).status).toBe(404);
    const { body } = await upload(await start(), 'a.txt', 'text/plain', 'x');
    expect(await send('POST', `/v1/chat/sessions/${id}/message`, { message: 'x', attachment_ids: [body.id] })).toMatchObject({
      status: 400,
    });
  });
});
