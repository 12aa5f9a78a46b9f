import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import type { ModelEvent, ModelRequest } from '../../../src/llm/language-model.ts';
import { createModelRegistry } from '../../../src/llm/model-registry.ts';
import { eventsOf, finishOf, joined, outcomeOf } from './model-events.ts';

const never = new AbortController().signal;
const request: ModelRequest = {
  system: 'You are Eric.',
  messages: [{ role: 'user', content: 'Task: Build a hen house.\nMore.' }],
  tools: [],
};
const complete = {
  name: 'complete',
  description: 'Ends the step.',
  parameters: {
    type: 'object',
    properties: {
      status: { type: 'string' },
      summary: { type: 'string' },
      outputs: {
        type: 'object',
        properties: { verdict: { type: 'string', enum: ['APPROVED', 'CHANGES_REQUESTED'] }, findings: { type: 'string' } },
        required: ['verdict', 'findings'],
      },
    },
    required: ['status', 'summary', 'outputs'],
  },
};
const read = { name: 'read', description: 'Reads a file.', parameters: { type: 'object', properties: { path: { type: 'string' } } } };

function ask(name: string, changes: Partial<ModelRequest> = {}, signal = never, paceMs = 0): AsyncIterable<ModelEvent> {
  const registry = createModelRegistry({ setting: () => undefined, demoPaceMs: paceMs });
  return registry.resolve(name).stream({ ...request, ...changes }, signal);
}

describe('the demo model', () => {
  it('streams, speaks of the task, says that it is a demo and how to get a real model', async () => {
    const events = await eventsOf(ask('demo/quick'));

    expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(10);
    expect(joined(events, 'text')).toMatch(/built-in demo model.*not a real answer.*“Build a hen house\.”.*OPENAI_API_KEY/);
    expect(joined(events, 'thinking')).toBe('');
    expect(finishOf(events).reason).toBe('stop');
  });

  it('thinks first when it is the thinker', async () => {
    const events = await eventsOf(ask('demo/thinker'));

    expect(joined(events, 'thinking')).toContain('“Build a hen house.”');
    expect(events.findLastIndex(({ type }) => type === 'thinking')).toBeLessThan(events.findIndex(({ type }) => type === 'text'));
  });

  it('says the same to the same request', async () => {
    expect(await eventsOf(ask('demo/thinker', { tools: [complete] }))).toEqual(await eventsOf(ask('demo/thinker', { tools: [complete] })));
  });

  it('counts its words and costs nothing', async () => {
    const { usage } = finishOf(await eventsOf(ask('demo/quick')));

    expect(usage).toMatchObject({ cost_usd: 0, cached_input_tokens: 0 });
    expect(usage.input_tokens).toBeGreaterThan(0);
    expect(usage.output_tokens).toBeGreaterThan(0);
  });

  it('ends a step by the complete tool, with arguments that fit it', async () => {
    const events = await eventsOf(ask('demo/quick', { tools: [read, complete] }));

    const calls = events.filter((event) => event.type === 'tool-call');
    expect(calls.map(({ name }) => name)).toEqual(['complete']);
    const args = JSON.parse(calls[0]?.args ?? '') as { outputs: unknown };
    expect(new Ajv().validate(complete.parameters, args)).toBe(true);
    expect(args.outputs).toEqual({ verdict: 'APPROVED', findings: expect.stringContaining('“Build a hen house.”') });
    expect(finishOf(events).reason).toBe('tool-calls');
  });

  it('answers with JSON when it is asked for a schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        title: { type: 'string' },
        size: { enum: ['S', 'M'] },
        points: { type: 'integer' },
        isUrgent: { type: 'boolean' },
        steps: { type: 'array', items: { type: 'object', properties: { what: { type: 'string' } }, required: ['what'] } },
        extra: { type: 'object' },
      },
      required: ['title', 'size', 'points', 'isUrgent', 'steps', 'extra'],
    };

    const events = await eventsOf(ask('demo/quick', { responseFormat: { name: 'plan', schema, strict: true } }));

    expect(new Ajv().validate(schema, JSON.parse(joined(events, 'text')))).toBe(true);
    expect(finishOf(events).reason).toBe('stop');
  });

  it.each([
    ['at its full pace', 0],
    ['in a pause between two words', 3_600_000],
  ])('stops when it is aborted %s', async (_when, paceMs) => {
    const abort = new AbortController();
    const call = ask('demo/quick', {}, abort.signal, paceMs)[Symbol.asyncIterator]();

    const first = paceMs ? null : await call.next();
    const next = call.next();
    abort.abort();

    if (first) expect(first.value).toMatchObject({ type: 'text' });
    await expect(next.then(() => call.next())).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('says nothing to a call that was aborted before', async () => {
    const { events, error } = await outcomeOf(ask('demo/quick', {}, AbortSignal.abort()));

    expect(events).toEqual([]);
    expect(error.kind).toBe('aborted');
  });
});
