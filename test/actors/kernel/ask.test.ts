import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActorRef, Reply } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { ActorStoppedError } from '../../../actors/kernel/kernel-errors.ts';
import { createLogger } from '../../../src/logger.ts';
import { crash, hold, worker, type Task } from '../../support/worker.ts';

const LONG = 3_600_000;

let system: ActorSystem;
let ref: ActorRef<Task>;
/** Replies that the actor took and keeps for later. */
let kept: Reply<string>[];

beforeEach(() => {
  kept = [];
  system = createActorSystem({ logger: createLogger('silent') });
  ref = system.spawn('a', worker());
});
afterEach(() => system.shutdown(1_000));

function ask(act: (reply: Reply<string>) => unknown, timeoutMs = LONG): Promise<string> {
  return ref.ask<string>((reply) => ({ type: 'question', act: () => act(reply) }), timeoutMs);
}

/** A question that was taken and will be answered some time. */
async function openQuestion(): Promise<Promise<string>[]> {
  const answer = ask((reply) => kept.push(reply));
  answer.catch(() => undefined);
  await ask((reply) => reply.resolve('taken'));
  return [answer];
}

describe('a question to an actor', () => {
  it('is answered by its handler, with a value or an error', async () => {
    const answers = await Promise.allSettled([ask((reply) => reply.resolve('yes')), ask((reply) => reply.reject(new Error('no')))]);

    expect(answers).toEqual([
      { status: 'fulfilled', value: 'yes' },
      { status: 'rejected', reason: new Error('no') },
    ]);
    expect(system.supervision.crashes()).toEqual([]);
  });

  it('may be answered after its handler is through', async () => {
    const [answer] = await openQuestion();

    kept[0]?.resolve('at last');

    expect(await answer).toBe('at last');
  });

  it('fails at its deadline; the message stays, and an answer that comes later hurts nobody', async () => {
    const held = hold();
    ref.tell(held.task);
    const answer = ask((reply) => {
      kept.push(reply);
      reply.resolve('too late');
    }, 1);

    await expect(answer).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'Actor a did not answer within 1 ms' });

    held.done();
    expect(await ask((reply) => reply.resolve('next'))).toBe('next');
    expect(kept).toHaveLength(1);
  });

  it.each<[string, (open: ActorRef<Task>) => unknown]>([
    ['crashes on another message', (actor) => actor.tell(crash())],
    ['ends', () => system.supervision.stop('a')],
    ['is restarted by an operator', () => system.supervision.restart('a')],
    ['goes down with the system', () => system.shutdown(1_000)],
  ])('that was taken fails when the actor %s', async (_what, happen) => {
    const [answer] = await openQuestion();

    void happen(ref);

    await expect(answer).rejects.toThrow(ActorStoppedError);
  });

  it('fails at once when the actor crashes on it, however long its stop hook takes', async () => {
    const stopping = Promise.withResolvers<void>();
    const slow = system.spawn('slow', worker({ stop: () => stopping.promise }));
    const answer = slow.ask(() => crash(), LONG);

    await expect(answer).rejects.toThrow(ActorStoppedError);

    expect(system.supervision.get('slow')?.state).toBe('stopping');
    stopping.resolve();
  });

  it('that still waits is answered by the next incarnation', async () => {
    ref.tell(crash());
    const answer = ask((reply) => reply.resolve('from the second'));

    expect(await answer).toBe('from the second');
    expect(system.supervision.get('a')?.incarnation).toBe(2);
  });

  it('that still waits fails when the actor ends, and is a dead letter', async () => {
    const held = hold();
    ref.tell(held.task);
    const answer = ask((reply) => reply.resolve('never'));
    await held.taken;

    void system.supervision.stop('a');
    held.done();

    await expect(answer).rejects.toThrow(ActorStoppedError);
    expect(system.supervision.deadLetters()).toMatchObject({ total: 1, recent: [{ to: 'a', message: 'question', reason: 'stopped' }] });
  });

  it('fails at once when the actor has ended or is ending', async () => {
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    const stopped = system.supervision.stop('a');

    await expect(ask((reply) => reply.resolve('never'))).rejects.toThrow(ActorStoppedError);
    held.done();
    await stopped;
    await expect(ask((reply) => reply.resolve('never'))).rejects.toThrow('actor a ended before it answered');
  });

  it('may be answered by the stop hook', async () => {
    const polite = system.spawn('polite', worker({ stop: () => kept[0]?.resolve('goodbye') }));
    const answer = polite.ask<string>((reply) => ({ type: 'question', act: () => kept.push(reply) }), LONG);
    await polite.ask<void>((reply) => ({ type: 'next', act: () => reply.resolve() }));

    await system.supervision.stop('polite');

    expect(await answer).toBe('goodbye');
  });

  it('that cannot be put fails alone, also when its deadline has passed', async () => {
    const unasked = ref.ask<string>(() => {
      throw new Error('no words');
    }, 0);

    await expect(unasked).rejects.toThrow('no words');
    await expect(ask(() => undefined, 1)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});
