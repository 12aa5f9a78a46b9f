import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LLMock } from '@copilotkit/aimock';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { LanguageModel, ModelEvent, ModelRequest } from '../../../src/llm/language-model.ts';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';
import { PROVIDERS } from '../../../src/llm/providers.ts';
import type { RetryOptions } from '../../../src/llm/retrying-model.ts';
import type { Usage } from '../../../src/pipelines/machine/facts.ts';
import { eventually } from '../../support/eventually.ts';
import { eventsOf, finishOf, joined, outcomeOf } from './model-events.ts';
import type { RecordedReply } from './recorded-replies.ts';
import {
  brokenStream,
  hangUp,
  openStream,
  silence,
  startRecordedProvider,
  status,
  webPage,
  wholeStream,
  type RecordedProvider,
} from './recorded-provider.ts';

/** What the suite must know of a provider. */
export interface ProviderContract {
  /** `provider/model`; one that thinks. */
  model: string;
  keyVariable: string;
  /** Where the provider's dialect lives on a server. */
  basePath: string;
  /** Settings beside the key, for a provider whose address is one. */
  settings?(baseUrl: string): Record<string, string>;
  /** What the mock must be told to end a turn of tool calls as the vendor does. */
  endOfCalls?: object;
  recorded: RecordedReply;
  /** Of the recorded reply. */
  usage: Usage;
  /** Where a request says which JSON it wants. */
  schemaOf(body: Record<string, unknown>): unknown;
}

const KEY = 'sk-a-key-that-nobody-may-see';
const AN_HOUR_MS = 3_600_000;
const never = new AbortController().signal;

/** The plainest request. */
export const hello: ModelRequest = { system: 'You are brief.', messages: [{ role: 'user', content: 'Say hello.' }], tools: [] };
const tools = ['read', 'write'].map((name) => ({
  name,
  description: `Does ${name} a file.`,
  parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
}));

/** All that a model must do, whoever serves it. Every call goes over real HTTP. */
export function providerContract(contract: ProviderContract): void {
  const { model: id, recorded } = contract;
  const whole = [...recorded.beginning, ...recorded.middle, ...recorded.end];

  function modelAt(origin: string, retry: RetryOptions = { firstWaitMs: 1 }, idleTimeoutMs = 10_000): LanguageModel {
    const baseUrl = origin + contract.basePath;
    const settings: Record<string, string> = { [contract.keyVariable]: KEY, ...contract.settings?.(baseUrl) };
    return createModelRegistry({
      setting: (variable) => settings[variable],
      providers: PROVIDERS.map((provider) => ({ ...provider, baseUrl })),
      demoPaceMs: 0,
      idleTimeoutMs,
      retry,
    }).resolve(id);
  }

  describe('talking to a scripted provider', () => {
    let mock: LLMock;
    let model: LanguageModel;

    beforeEach(async () => {
      mock = new LLMock({ port: 0, chunkSize: 8, auth: { apiKeys: [KEY] } });
      await mock.start();
      model = modelAt(mock.url);
    });
    afterEach(() => mock.stop());

    function reply(response: object): void {
      mock.addFixture({ match: { predicate: () => true }, response: response });
    }

    it('streams text as it arrives and ends with the whole message', async () => {
      const text = 'The quick brown fox jumps over the lazy dog.';
      reply({ content: text });

      const events = await eventsOf(model.stream(hello, never));

      const pieces = events.filter((event) => event.type === 'text').map((event) => event.text);
      expect(pieces.length).toBeGreaterThan(3);
      expect(pieces.join('')).toBe(text);
      expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1);
      expect(finishOf(events).reason).toBe('stop');
      expect(shownParts(events)).toEqual([{ type: 'text', text }]);
    });

    it('streams thinking apart from the text', async () => {
      reply({ reasoning: 'The user wants a greeting.', content: 'Hello.' });

      const events = await eventsOf(model.stream({ ...hello, thinking: 'low' }, never));

      expect(joined(events, 'thinking')).toBe('The user wants a greeting.');
      expect(joined(events, 'text')).toBe('Hello.');
      expect(shownParts(events)).toEqual([
        { type: 'thinking', text: 'The user wants a greeting.' },
        { type: 'text', text: 'Hello.' },
      ]);
    });

    it('passes on several tool calls of one turn with their arguments', async () => {
      reply({
        content: 'Let me look.',
        toolCalls: [
          { id: 'call_1', name: 'read', arguments: '{"path":"a.txt"}' },
          { id: 'call_2', name: 'read', arguments: '{"path":"b.txt"}' },
        ],
        ...contract.endOfCalls,
      });

      const events = await eventsOf(model.stream({ ...hello, tools }, never));

      const calls = events.filter((event) => event.type === 'tool-call');
      expect(calls.map(({ name, args }) => [name, JSON.parse(args)])).toEqual([
        ['read', { path: 'a.txt' }],
        ['read', { path: 'b.txt' }],
      ]);
      expect(new Set(calls.map(({ callId }) => callId)).size).toBe(2);
      expect(finishOf(events).reason).toBe('tool-calls');
      expect(shownParts(events)).toEqual([{ type: 'text', text: 'Let me look.' }, ...calls]);
    });

    it('sends a conversation back whole: thinking, text, calls and what the tools answered', async () => {
      reply({
        reasoning: 'Two files.',
        content: 'Let me look.',
        toolCalls: [
          { id: 'call_1', name: 'read', arguments: '{"path":"a.txt"}' },
          { id: 'call_2', name: 'write', arguments: '{"path":"b.txt"}' },
        ],
      });
      const { message } = finishOf(await eventsOf(model.stream({ ...hello, tools, thinking: 'low' }, never)));
      const stored = JSON.parse(JSON.stringify(message)) as typeof message;
      const results = stored.parts
        .filter((part) => part.type === 'tool-call')
        .map(({ callId, name }) => ({ callId, name, content: `${name} answered`, isError: name === 'write' }));

      const messages = [...hello.messages, stored, { role: 'tool' as const, results }];
      await eventsOf(model.stream({ ...hello, tools, thinking: 'low', messages }, never));

      const sent = (mock.getLastRequest()?.body as { messages: SentMessage[] }).messages;
      expect(sent.map(({ role }) => role).filter((role) => role !== 'developer' && role !== 'system')[0]).toBe('user');
      expect(sent.map(textOf).join('\n')).toContain('You are brief.');
      expect(
        sent
          .filter(({ role }) => role === 'assistant')
          .map(textOf)
          .join(''),
      ).toContain('Let me look.');
      expect(
        sent.flatMap(({ tool_calls: calls = [] }) => calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)])),
      ).toEqual([
        ['read', { path: 'a.txt' }],
        ['write', { path: 'b.txt' }],
      ]);
      expect(sent.filter(({ role }) => role === 'tool').map(textOf)).toEqual([
        expect.stringContaining('read answered'),
        expect.stringContaining('write answered'),
      ]);
    });

    it('says which variable to set when the key is refused, asks once, and shows the key to nobody', async () => {
      const locked = await LLMock.create({ port: 0, auth: { apiKeys: ['another-key'] } });

      const { events, error } = await outcomeOf(modelAt(locked.url).stream(hello, never));
      await locked.stop();

      expect(events).toEqual([]);
      expect(error).toMatchObject({ kind: 'auth', retryable: false });
      expect(error.message).toBe(`${id} refused the key (401): set ${contract.keyVariable} to a valid one`);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY);
    });

    it('gives up when a provider keeps failing', async () => {
      reply({ error: { message: 'Something broke' }, status: 500 });

      const { error } = await outcomeOf(modelAt(mock.url, { firstWaitMs: 1, attempts: 3 }).stream(hello, never));

      expect(error).toMatchObject({ kind: 'overloaded', retryable: true, message: `${id} failed (500); try later` });
      expect(mock.getRequests()).toHaveLength(3);
    });
  });

  describe('talking to a provider that replays bytes', () => {
    let provider: RecordedProvider;
    let model: LanguageModel;

    beforeEach(async () => {
      provider = await startRecordedProvider();
      model = modelAt(provider.origin);
    });
    afterEach(() => provider.stop());

    it('counts tokens, cached ones too, and what they cost', async () => {
      provider.answer(wholeStream(whole));

      const events = await eventsOf(model.stream(hello, never));

      expect(joined(events, 'text')).toBe('Hello world.');
      expect(finishOf(events).usage).toEqual({ ...contract.usage, cost_usd: expect.closeTo(contract.usage.cost_usd, 9) });
    });

    it('asks for JSON of a schema', async () => {
      provider.answer(wholeStream(whole));
      const schema = { type: 'object', properties: { verdict: { type: 'string' } }, required: ['verdict'], additionalProperties: false };

      await eventsOf(model.stream({ ...hello, responseFormat: { name: 'review', schema, strict: true } }, never));

      expect(contract.schemaOf(provider.requests[0]?.body ?? {})).toMatchObject({
        type: 'object',
        properties: { verdict: { type: 'string' } },
        required: ['verdict'],
      });
    });

    it.each([
      ['in the middle of a reply', recorded.beginning],
      ['before the first word', null],
    ])('closes the connection at once when it is aborted %s', async (_when, frames) => {
      provider.answer(frames ? openStream(frames) : silence());
      const abort = new AbortController();
      const call = model.stream(hello, abort.signal)[Symbol.asyncIterator]();

      const first = call.next();
      await (frames ? first : eventually(() => expect(provider.requests).toHaveLength(1)));
      const next = frames ? call.next() : first;
      abort.abort();

      await expect(next).rejects.toMatchObject({ kind: 'aborted', retryable: false });
      await eventually(() => expect(provider.requests).toMatchObject([{ isCutOff: true }]));
    });

    it('asks nobody once it is aborted', async () => {
      provider.answer(wholeStream(whole));

      const { error } = await outcomeOf(model.stream(hello, AbortSignal.abort()));

      expect(error.kind).toBe('aborted');
      expect(provider.requests).toEqual([]);
    });

    it('closes the connection when nobody reads on', async () => {
      provider.answer(openStream(recorded.beginning));

      for await (const event of model.stream(hello, never)) if (event.type === 'text') break;

      await eventually(() => expect(provider.requests).toMatchObject([{ isCutOff: true }]));
    });

    it('uses a connection again for the next call', async () => {
      const answered: ServerResponse[] = [];
      provider.answer((response) => {
        openStream(whole)(response);
        answered.push(response);
      });

      for (let call = 0; call < 5; call++) {
        for await (const event of model.stream(hello, never)) {
          if (event.type === 'text' && event.text === ' world.') answered.pop()?.end();
          if (event.type === 'finish') break;
        }
      }

      expect(provider.requests).toHaveLength(5);
      expect(provider.connections()).toBeLessThan(5);
    });

    it.each([
      ['ends too early', wholeStream(recorded.beginning), 'truncated'],
      ['breaks', brokenStream([...recorded.beginning, ...recorded.middle]), 'network'],
      ['turns into nonsense', wholeStream([...recorded.beginning, 'data: {"id": oops\n\n']), 'garbage'],
      ['ends with an apology', wholeStream([...recorded.beginning, recorded.giveUp]), 'overloaded'],
    ])('is a failed attempt and not a result when the stream %s', async (_what, answer, kind) => {
      provider.answer(answer);

      const { events, error } = await outcomeOf(model.stream(hello, never));

      expect(joined(events, 'text')).toMatch(/^Hello/);
      expect(events.map(({ type }) => type)).not.toContain('finish');
      expect(error).toMatchObject({ kind, retryable: true });
      expect(provider.requests).toHaveLength(1); // text was seen, so the repeat is the caller's
    });

    it('is a failed attempt when the provider falls silent in the middle', async () => {
      provider.answer(openStream(recorded.beginning));

      const { events, error } = await outcomeOf(modelAt(provider.origin, {}, 500).stream(hello, never));

      expect(joined(events, 'text')).toBe('Hello');
      expect(error).toMatchObject({ kind: 'timeout', retryable: true, message: `${id} sent nothing for 0.5 s` });
      await eventually(() => expect(provider.requests).toMatchObject([{ isCutOff: true }]));
    });

    it.each([
      ['accepts and never answers', silence(), 'timeout', /sent nothing for 0\.5 s/],
      ['hangs up', hangUp(), 'network', /cannot be reached; check its base URL and the network/],
      ['answers with a web page', webPage(), 'garbage', /not a model's reply \(text\/html\); check its base URL/],
      ['answers with an empty stream', wholeStream([]), 'truncated', /closed the stream before the reply was complete/],
      ['answers with nonsense', wholeStream(['data: <html>\n\n']), 'garbage', /not a model's reply/],
      ['is overloaded', wholeStream([recorded.giveUp]), 'overloaded', /failed \(5\d\d\)/],
    ])('asks again when a provider %s, then says so', async (_what, answer, kind, message) => {
      provider.answer(answer);

      const { events, error } = await outcomeOf(modelAt(provider.origin, { firstWaitMs: 1, attempts: 2 }, 500).stream(hello, never));

      expect(events).toEqual([]);
      expect(error).toMatchObject({ kind, retryable: true, message: expect.stringMatching(message) });
      expect(provider.requests).toHaveLength(2);
    });

    it.each([
      ['too many requests', status(429, { 'retry-after': '0.01' })],
      ['too many requests, in milliseconds', status(429, { 'retry-after-ms': '10' })],
      ['being away', status(503, { 'retry-after': '0.01' })],
      ['being overloaded', status(529, { 'retry-after': '0.01' })],
    ])('waits as long as the provider says after %s', async (_what, busy) => {
      provider.answer(busy, busy, wholeStream(whole));

      const events = await eventsOf(modelAt(provider.origin, { firstWaitMs: AN_HOUR_MS, random: () => 1 }).stream(hello, never));

      expect(joined(events, 'text')).toBe('Hello world.');
      expect(provider.requests).toHaveLength(3);
    });

    it.each([
      [400, 'bad-request', 'refused the request (400)'],
      [403, 'auth', `refused the key (403): set ${contract.keyVariable} to a valid one`],
      [404, 'not-found', 'does not exist at its provider (404)'],
    ])('does not ask again after %d', async (code, kind, message) => {
      provider.answer(status(code));

      const { error } = await outcomeOf(model.stream(hello, never));

      expect(error).toMatchObject({ kind, retryable: false, message: expect.stringContaining(message) });
      expect(provider.requests).toHaveLength(1);
    });
  });
}

interface SentMessage {
  role: string;
  content?: string | { text?: string }[] | null;
  tool_calls?: { function: { name: string; arguments: string } }[];
}

function textOf({ content }: SentMessage): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');
}

/** Without what is the provider's own. */
function shownParts(events: ModelEvent[]): object[] {
  return finishOf(events).message.parts.flatMap(({ metadata: _metadata, ...part }) =>
    part.type === 'tool-call' || part.text ? [part] : [],
  );
}
