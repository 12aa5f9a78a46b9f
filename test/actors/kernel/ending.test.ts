import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActorContext, ActorDefinition, ActorRef } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { createLogger } from '../../../src/logger.ts';
import { eventually } from '../../support/eventually.ts';
import { crash, hold, notingWorker, worker, type Task } from '../../support/worker.ts';

let system: ActorSystem;
let notes: string[];

beforeEach(() => {
  notes = [];
  system = createActorSystem({ logger: createLogger('silent') });
});
afterEach(() => system.shutdown(0));

function handled(ref: ActorRef<Task>): Promise<void> {
  return ref.ask((reply) => ({ type: 'handled', act: () => reply.resolve(undefined) }));
}

/** The context of an actor's present incarnation, for what goes on outside of its handlers. */
function contextOf(ref: ActorRef<Task>): Promise<ActorContext<Task>> {
  return ref.ask((reply) => ({ type: 'context', act: (context) => reply.resolve(context) }));
}

function letters(): [string, string, string][] {
  return system.supervision.deadLetters().recent.map(({ to, message, reason }) => [to, message, reason]);
}

describe('an actor that is stopped', () => {
  it('has its signal fired at once, while its handler still runs, and ends after the handler', async () => {
    const ref = system.spawn('a', notingWorker(notes));
    const held = hold();
    ref.tell(held.task);
    const signal = await held.taken;

    const stopped = system.supervision.stop('a');

    expect(signal.aborted).toBe(true);
    expect(notes).toEqual(['start 1', 'hold']);
    expect(system.supervision.get('a')?.state).toBe('busy');
    held.done();
    await stopped;
    expect(notes).toEqual(['start 1', 'hold', 'stop stopped']);
    expect(system.supervision.get('a')).toBeUndefined();
    expect(ref.isAlive).toBe(false);
  });

  it('ends without a crash when its handler fails because of the signal', async () => {
    const ref = system.spawn('a', notingWorker(notes));
    const held = hold({ heedsAbort: true });
    ref.tell(held.task);
    await held.taken;

    await system.supervision.stop('a');

    expect(notes).toEqual(['start 1', 'hold', 'stop stopped']);
    expect(system.supervision.crashes()).toEqual([]);
  });

  it('makes no dead letters of news that it watched for', async () => {
    const ref = system.spawn('a', worker());
    const other = system.spawn('b', worker());
    const { watch } = await contextOf(ref);
    watch(other, { type: 'b is gone' });
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    await system.supervision.stop('b');
    expect(system.supervision.get('a')?.mailboxDepth).toBe(1);

    const stopped = system.supervision.stop('a');
    held.done();
    await stopped;

    expect(letters()).toEqual([]);
  });

  it('makes dead letters of what waits, what comes while it ends and what comes later', async () => {
    const ref = system.spawn('a', worker());
    const held = hold();
    ref.tell(held.task);
    ref.tell({ type: 'waits' });
    await held.taken;

    const stopped = system.supervision.stop('a');
    ref.tell({ type: 'comes' });
    held.done();
    await stopped;
    ref.tell({ type: 'comes later' });

    expect(letters()).toEqual([
      ['a', 'comes later', 'stopped'],
      ['a', 'waits', 'stopped'],
      ['a', 'comes', 'stopped'],
    ]);
    expect(system.supervision.deadLetters().total).toBe(3);
  });

  it('takes its whole tree with it, from the leaves to the root and from the youngest to the eldest', async () => {
    const parent = (...children: [string, ActorDefinition<Task, number>][]): Partial<ActorDefinition<Task, number>> => ({
      start(context) {
        for (const [name, child] of children) context.spawn(name, child);
        return 0;
      },
    });
    const named = (name: string, definition: Partial<ActorDefinition<Task, number>> = {}) =>
      worker({ ...definition, stop: (_, reason) => void notes.push(`${name} ${reason}`) });
    const root = system.spawn(
      'root',
      named('root', parent(['a', named('a', parent(['x', named('x')], ['y', named('y')]))], ['b', named('b')])),
    );
    await eventually(() => expect(system.supervision.snapshot().actors.filter(({ state }) => state === 'idle')).toHaveLength(5));

    await system.supervision.stop('root');

    expect(notes).toEqual(['b stopped', 'y stopped', 'x stopped', 'a stopped', 'root stopped']);
    expect(root.isAlive).toBe(false);
    expect(system.supervision.snapshot().actors).toEqual([]);
  });

  it('does not start again when it waits for its restart', async () => {
    const ref = system.spawn('a', notingWorker(notes, { restart: { limit: 1, withinMs: 60_000, backoffMs: 30_000 } }));
    ref.tell(crash());
    ref.tell({ type: 'waits' });
    await eventually(() => expect(system.supervision.get('a')?.state).toBe('backing-off'));

    await system.supervision.stop('a');

    expect(notes).toEqual(['start 1', 'crash', 'stop crashed']);
    expect(letters()).toEqual([['a', 'waits', 'stopped']]);
    expect(system.supervision.get('a')).toBeUndefined();
  });

  it('does not start again when it is stopped while its stop hook for the restart runs', async () => {
    const winding = Promise.withResolvers<void>();
    const ref = system.spawn('a', notingWorker(notes, { stop: () => winding.promise }));
    ref.tell(crash());
    await eventually(() => expect(notes).toContain('stop crashed'));

    const stopped = system.supervision.stop('a');
    winding.resolve();
    await stopped;

    expect(notes).toEqual(['start 1', 'crash', 'stop crashed']);
    expect(system.supervision.get('a')).toBeUndefined();
  });

  it('ends while it starts: the start is told by its signal, and nothing is handled', async () => {
    const ref = system.spawn(
      'a',
      notingWorker(notes, {
        start: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      }),
    );
    ref.tell({ type: 'waits' });
    await eventually(() => expect(notes).toEqual(['start 1']));

    await system.supervision.stop('a');

    expect(notes).toEqual(['start 1']);
    expect(system.supervision.crashes()).toEqual([]);
    expect(letters()).toEqual([['a', 'waits', 'stopped']]);
  });

  it('is never started when it is stopped before its first turn', async () => {
    system.spawn('a', notingWorker(notes));

    await system.supervision.stop('a');
    await handled(system.spawn('b', worker()));

    expect(notes).toEqual([]);
  });

  it('frees its name when it is gone and not before', async () => {
    const ref = system.spawn('a', worker());
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    const stopped = system.supervision.stop('a');

    expect(() => system.spawn('a', worker())).toThrow('There is an actor a already');

    held.done();
    await stopped;
    expect(system.spawn('a', worker()).isAlive).toBe(true);
  });

  it('is stopped once, however many ask for it', async () => {
    const ref = system.spawn('a', notingWorker(notes));
    ref.tell({ type: 'finish', act: ({ stop }) => [stop(), stop()] });
    await eventually(() => expect(notes).toContain('finish'));

    await Promise.all([system.shutdown(1_000), system.supervision.stop('a').catch(() => undefined)]);

    expect(notes).toEqual(['start 1', 'finish', 'stop finished']);
  });

  it('starts no more children: they would outlive it', async () => {
    const ref = system.spawn('a', worker());
    const context = await contextOf(ref);
    context.spawn('while it lives', worker());

    await system.supervision.restart('a');

    expect(() => context.spawn('too late', worker())).toThrow('Incarnation 1 of actor a has ended');
    await handled(ref);
    expect(system.supervision.snapshot().actors.map(({ path }) => path)).toEqual(['a']);
  });
});

describe('the shutdown of a system', () => {
  it('ends all actors in reverse order of their start, each after the message it handles', async () => {
    const held = hold();
    const names = ['first', 'second', 'third'];
    for (const name of names) system.spawn(name, worker({ stop: (_, reason) => void notes.push(`${name} ${reason}`) }));
    const second = system.find<Task>('second');
    second?.tell({ type: 'work', act: (context) => (held.task.act?.(context) as Promise<void>).then(() => notes.push('work done')) });
    second?.tell({ type: 'never handled' });
    await held.taken;

    const down = system.shutdown(30_000);
    await eventually(() => expect(notes).toEqual(['third shutdown']));
    held.done();

    expect(await down).toEqual({ leftBehind: [] });
    expect(notes).toEqual(['third shutdown', 'work done', 'second shutdown', 'first shutdown']);
    expect(letters()).toEqual([['second', 'never handled', 'stopped']]);
  });

  it('lets an actor that ends later still reach those that were started before it', async () => {
    const log = system.spawn('log', notingWorker(notes));
    system.spawn('writer', worker({ stop: () => handled(log) }));
    await handled(system.find<Task>('writer') as ActorRef<Task>);

    const { leftBehind } = await system.shutdown(30_000);

    expect(leftBehind).toEqual([]);
    expect(notes).toEqual(['start 1', 'handled', 'stop shutdown']);
  });

  it('names those that do not come to an end in time, and has fired every signal', async () => {
    const signals: AbortSignal[] = [];
    const stuck = (name: string): ActorDefinition<Task, number> => worker({ kind: name, start: ({ signal }) => +!signals.push(signal) });
    const parent = system.spawn(
      'parent',
      worker({
        start(context) {
          signals.push(context.signal);
          for (const name of ['elder', 'younger']) context.spawn(name, stuck(name));
          return 0;
        },
      }),
    );
    system.spawn('last', stuck('last'));
    await handled(parent);
    const held = hold();
    system.find<Task>('parent/younger')?.tell(held.task);
    await held.taken;

    const { leftBehind } = await system.shutdown(1);

    expect(leftBehind).toEqual(['parent', 'parent/elder', 'parent/younger']);
    expect(signals).toHaveLength(4);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    held.done();
    await eventually(() => expect(system.supervision.snapshot().actors).toEqual([]));
  });

  it('is not held up by a start that never comes to an end', async () => {
    system.spawn('a', notingWorker(notes, { start: () => new Promise<number>(() => undefined) }));
    await eventually(() => expect(notes).toEqual(['start 1']));

    expect(await system.shutdown(1)).toEqual({ leftBehind: ['a'] });
  });

  it('ends actors that wait for a restart and those that were given up', async () => {
    const restart = { withinMs: 60_000, backoffMs: 30_000 };
    const refs = [0, 1].map((limit) => system.spawn(`limit ${limit}`, notingWorker(notes, { restart: { ...restart, limit } })));
    for (const ref of refs) ref.tell(crash());
    await eventually(() => expect(system.supervision.snapshot().actors.map(({ state }) => state)).toEqual(['given-up', 'backing-off']));

    expect(await system.shutdown(1_000)).toEqual({ leftBehind: [] });
    expect(system.supervision.snapshot().actors).toEqual([]);
  });
});

describe('slow work that an actor pipes to itself', () => {
  /** An actor that waits for slow work, and what decides about the work. */
  async function waiting(onValue = (value: string): Task => ({ type: `value ${value}` })) {
    const work = Promise.withResolvers<string>();
    const ref = system.spawn('a', notingWorker(notes));
    const context = await contextOf(ref);
    context.pipeToSelf(work.promise, onValue, (error) => ({ type: `error ${(error as Error).message}` }));
    notes.length = 0;
    return { ref, work };
  }

  it('comes back as a message, while the actor handles others meanwhile', async () => {
    const { ref, work } = await waiting();

    await handled(ref);
    work.resolve('x');

    await eventually(() => expect(notes).toEqual(['handled', 'value x']));
  });

  it('comes back as a message when it fails', async () => {
    const { work } = await waiting();

    work.reject(new Error('x'));

    await eventually(() => expect(notes).toEqual(['error x']));
  });

  it('is a dead letter when the incarnation that started it is gone', async () => {
    const { ref, work } = await waiting();
    ref.tell(crash());
    await handled(ref);

    work.resolve('x');

    await eventually(() => expect(letters()).toEqual([['a', 'value x', 'stale-incarnation']]));
    expect(notes).toEqual(['crash', 'stop crashed', 'start 2', 'handled']);
  });

  it('is not heard of again when it fails because it was aborted', async () => {
    const { ref, work } = await waiting();
    await system.supervision.restart('a');

    work.reject(new Error('aborted'));
    await work.promise.catch(() => undefined);
    await handled(ref);

    expect(letters()).toEqual([]);
    expect(notes).toEqual(['stop stopped', 'start 2', 'handled']);
  });

  it('is a dead letter when the actor ended', async () => {
    const { work } = await waiting();
    await system.supervision.stop('a');

    work.resolve('x');

    await eventually(() => expect(letters()).toEqual([['a', 'value x', 'stale-incarnation']]));
  });

  it('crashes the actor when its outcome cannot be made a message, after the handler that runs then', async () => {
    const { ref, work } = await waiting(() => {
      throw new Error('what is this');
    });
    const held = hold();
    ref.tell(held.task);
    await held.taken;

    work.resolve('x');
    await work.promise;
    held.done();
    await handled(ref);

    expect(notes).toEqual(['hold', 'stop crashed', 'start 2', 'handled']);
    expect(system.supervision.crashes('a')).toMatchObject([{ error: 'what is this', message: null, recentMessages: ['context', 'hold'] }]);
  });
});

describe('what an actor asks of its future', () => {
  it('comes later as a message, unless it was taken back or the incarnation is gone', async () => {
    const ref = system.spawn('a', notingWorker(notes));
    const context = await contextOf(ref);
    notes.length = 0;

    const takeBack = context.after(1, { type: 'taken back' });
    takeBack();
    context.after(1, { type: 'later' });
    await eventually(() => expect(notes).toEqual(['later']));

    ref.tell({
      type: 'plan and crash',
      act({ after }) {
        after(1, { type: 'of the first incarnation' });
        throw new Error('boom');
      },
    });
    await handled(ref);
    (await contextOf(ref)).after(2, { type: 'of the second' });

    await eventually(() => expect(notes.at(-1)).toBe('of the second'));
    expect(notes).not.toContain('taken back');
    expect(notes).not.toContain('of the first incarnation');
    expect(letters()).toEqual([]);
  });

  it('is told of the end of another actor, also when that has ended already, and not of its restart', async () => {
    const watcher = system.spawn('watcher', notingWorker(notes));
    const other = system.spawn('other', worker());
    const { watch } = await contextOf(watcher);
    notes.length = 0;

    watch(other, { type: 'other is gone' });
    other.tell(crash());
    await handled(other);
    await handled(watcher);
    expect(notes).toEqual(['handled']);

    await system.supervision.stop('other');
    await handled(watcher);
    watch(other, { type: 'still gone' });
    await handled(watcher);
    expect(notes).toEqual(['handled', 'other is gone', 'handled', 'still gone', 'handled']);
  });

  it('is forgotten by the next incarnation', async () => {
    const watcher = system.spawn('watcher', notingWorker(notes));
    const other = system.spawn('other', worker());
    (await contextOf(watcher)).watch(other, { type: 'other is gone' });
    watcher.tell(crash());
    await handled(watcher);
    notes.length = 0;

    await system.supervision.stop('other');
    await handled(watcher);

    expect(notes).toEqual(['handled']);
  });
});
