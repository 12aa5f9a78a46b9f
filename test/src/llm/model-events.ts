import { expect } from '@jest/globals';
import type { ModelEvent } from '../../../src/llm/language-model.ts';
import { ModelError } from '../../../src/llm/model-error.ts';

export async function eventsOf(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** Of a call that fails: what came before, and the failure. */
export async function outcomeOf(stream: AsyncIterable<ModelEvent>): Promise<{ events: ModelEvent[]; error: ModelError }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return { events, error: error as ModelError };
  }
  throw new Error(`the call succeeded: ${JSON.stringify(events)}`);
}

export function finishOf(events: ModelEvent[]): Extract<ModelEvent, { type: 'finish' }> {
  const last = events.at(-1);
  if (last?.type !== 'finish') throw new Error('the stream did not finish');
  return last;
}

export function joined(events: ModelEvent[], type: 'text' | 'thinking'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}
