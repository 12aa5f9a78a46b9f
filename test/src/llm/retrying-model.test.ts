import { describe, expect, it } from '@jest/globals';
import type { LanguageModel, ModelEvent, ModelRequest } from '../../../src/llm/language-model.ts';
import { ModelError, type ModelErrorKind } from '../../../src/llm/model-error.ts';
import { retryingModel, type RetryOptions } from '../../../src/llm/retrying-model.ts';
import { NO_USAGE } from '../../../src/pipelines/machine/facts.ts';
import { eventually } from '../../support/eventually.ts';

const request: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;
const AN_HOUR_MS = 3_600_000;
const text: ModelEvent = { type: 'text', text: 'Hello' };
const finish: ModelEvent = { type: 'finish', reason: 'stop', usage: NO_USAGE, message: { role: 'assistant', parts: [] } };

/** A model whose attempts go as told; the last of them serves all further ones. */
function modelOf(...attempts: (ModelEvent | Error)[][]): { model: LanguageModel; calls: () => number } {
  let calls = 0;
  const model: LanguageModel = {
    id: 'test/model',
    async *stream() {
      for (const step of attempts[Math.min(calls++, attempts.length - 1)] ?? []) {
        if (step instanceof Error) throw step;
        yield step;
      }
    },
  };
  return { model, calls: () => calls };
}

async function run(model: LanguageModel, options: RetryOptions, signal = never): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of retryingModel(model, { firstWaitMs: 1, ...options }).stream(request, signal)) events.push(event);
  return events;
}

describe('a model that tries again', () => {
  it.each<ModelErrorKind>(['rate-limit', 'overloaded', 'truncated', 'garbage', 'timeout', 'network'])(
    'hides a failure of the kind %s that the next attempt mends',
    async (kind) => {
      const { model, calls } = modelOf([new ModelError(kind, 'no')], [text, finish]);

      expect(await run(model, {})).toEqual([text, finish]);
      expect(calls()).toBe(2);
    },
  );

  it.each<ModelErrorKind>(['auth', 'bad-request', 'not-found', 'aborted'])('hands a failure of the kind %s on at once', async (kind) => {
    const error = new ModelError(kind, 'no');
    const { model, calls } = modelOf([error], [finish]);

    await expect(run(model, {})).rejects.toBe(error);
    expect(calls()).toBe(1);
  });

  it('hands on what is no failure of a model, which is a bug of ours', async () => {
    const bug = new TypeError('undefined is not a function');
    const { model, calls } = modelOf([bug], [finish]);

    await expect(run(model, {})).rejects.toBe(bug);
    expect(calls()).toBe(1);
  });

  it('makes four attempts, and the last failure counts', async () => {
    const last = new ModelError('overloaded', 'last');
    const busy = [new ModelError('overloaded', 'busy')];
    const { model, calls } = modelOf(busy, busy, busy, [last], [finish]);

    await expect(run(model, {})).rejects.toBe(last);
    expect(calls()).toBe(4);
  });

  it('does not begin anew once something of the reply was seen', async () => {
    const cut = new ModelError('truncated', 'cut');
    const { model, calls } = modelOf([text, cut], [finish]);

    await expect(run(model, {})).rejects.toBe(cut);
    expect(calls()).toBe(1);
  });

  it('waits as long as the provider asks, whatever its own plan', async () => {
    const { model } = modelOf([new ModelError('rate-limit', 'no', { retryAfterMs: 5 })], [finish]);

    expect(await run(model, { firstWaitMs: AN_HOUR_MS, random: () => 1 })).toEqual([finish]);
  });

  it('gives up at once when the provider asks for more than it can wait', async () => {
    const tomorrow = new ModelError('rate-limit', 'no', { retryAfterMs: AN_HOUR_MS });
    const { model, calls } = modelOf([tomorrow], [finish]);

    await expect(run(model, {})).rejects.toBe(tomorrow);
    expect(calls()).toBe(1);
  });

  it('waits up to twice as long each time', async () => {
    const { model, calls } = modelOf([new ModelError('overloaded', 'no')]);
    const random = () => 1;

    await expect(run(model, { firstWaitMs: 4, longestWaitMs: 8, random })).rejects.toMatchObject({ kind: 'overloaded' });

    expect(calls()).toBe(3); // after 4 and 8 ms; the third wait would be 16
  });

  it('ends its wait when it is aborted', async () => {
    const { model, calls } = modelOf([new ModelError('overloaded', 'no')], [finish]);
    const abort = new AbortController();

    const outcome = expect(run(model, { firstWaitMs: AN_HOUR_MS, longestWaitMs: AN_HOUR_MS, random: () => 1 }, abort.signal)).rejects;
    await eventually(() => expect(calls()).toBe(1));
    abort.abort();

    await outcome.toMatchObject({ kind: 'aborted', retryable: false });
    expect(calls()).toBe(1);
  });
});
