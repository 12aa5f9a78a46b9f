import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActorRef } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { createLogger } from '../../../src/logger.ts';
import type { ActorCard, ActorChanges } from '../../../src/supervision.ts';
import { eventually } from '../../support/eventually.ts';
import { crash, hold, quiet, worker, type Task } from '../../support/worker.ts';

const logger = createLogger('silent');

let now: number;
let system: ActorSystem;

beforeEach(() => {
  now = 1_000;
  system = createActorSystem({ logger, now: () => now });
});
afterEach(() => system.shutdown(0));

function handled(ref: ActorRef<Task>): Promise<void> {
  return ref.ask((reply) => ({ type: 'handled', act: () => reply.resolve(undefined) }));
}

async function spawnChild(parent: ActorRef<Task>, name: string): Promise<ActorRef<Task>> {
  return parent.ask((reply) => ({
    type: 'spawn',
    act: ({ spawn }) => reply.resolve(spawn(name, worker({ kind: 'child', restart: { limit: 0, withinMs: 1_000, backoffMs: 1 } }))),
  }));
}

function paths(): string[] {
  return system.supervision.snapshot().actors.map(({ path }) => path);
}

describe('the tree of actors', () => {
  it('shows an actor with all there is to know of it, from before its first turn to its work and its rest', async () => {
    const started: ActorCard = {
      path: 'a',
      name: 'a',
      kind: 'worker',
      parent: null,
      state: 'starting',
      doing: null,
      incarnation: 1,
      startedAt: 1_000,
      mailboxDepth: 0,
      oldestMessageAt: null,
      processed: 0,
      restarts: 0,
      message: null,
      busySince: null,
      backoffUntil: null,
      lastError: null,
    };
    const ref = system.spawn('a', worker());
    expect(system.supervision.get('a')).toEqual(started);

    const held = hold();
    ref.tell({ type: 'note', act: ({ note }) => note('step REVIEW, turn 3') });
    await handled(ref);
    now = 2_000;
    ref.tell(held.task);
    await held.taken;
    now = 3_000;
    ref.tell({ type: 'waits' });
    const busy = {
      state: 'busy',
      doing: 'step REVIEW, turn 3',
      message: 'hold',
      processed: 2,
      busySince: 2_000,
      mailboxDepth: 1,
      oldestMessageAt: 3_000,
    };
    expect(system.supervision.get('a')).toEqual({ ...started, ...busy });

    held.done();
    await handled(ref);
    await eventually(() => expect(system.supervision.get('a')?.state).toBe('idle'));
    expect(system.supervision.get('a')).toEqual({ ...started, state: 'idle', doing: 'step REVIEW, turn 3', processed: 5 });

    ref.tell(crash());
    await handled(ref);
    await eventually(() => expect(system.supervision.get('a')?.state).toBe('idle'));
    expect(system.supervision.get('a')).toEqual({
      ...started,
      ...{ state: 'idle', startedAt: 3_000, processed: 6, incarnation: 2, restarts: 1, lastError: 'boom' },
    });
  });

  it('names parents before children and says whose child one is', async () => {
    const [first, second] = [system.spawn('first', worker()), system.spawn('second', worker())];
    const child = await spawnChild(first, 'child');
    await spawnChild(second, 'child');
    await spawnChild(child, 'grandchild');

    expect(paths()).toEqual(['first', 'second', 'first/child', 'second/child', 'first/child/grandchild']);
    expect(system.supervision.get('first/child/grandchild')).toMatchObject({ name: 'grandchild', parent: 'first/child', kind: 'child' });
    expect(system.supervision.get('nobody')).toBeUndefined();
  });

  it('finds an actor by its path while it lives', async () => {
    const parent = system.spawn('parent', worker());
    const child = await spawnChild(parent, 'child');

    const found = system.find<Task>('parent/child');
    await system.supervision.stop('parent/child');

    expect(found).toBe(child);
    expect(system.find('parent/child')).toBeUndefined();
  });

  it('knows a child by its name and refuses a second one of that name while the first lives', async () => {
    const parent = system.spawn('parent', worker());
    const child = await spawnChild(parent, 'child');

    const known = await parent.ask<unknown[]>((reply) => ({
      type: 'children',
      act: (context) => reply.resolve([context.child('child'), context.child('other')]),
    }));
    const second = spawnChild(parent, 'child');

    expect(known).toEqual([child, undefined]);
    await expect(second).rejects.toThrow('ended before it answered');
    expect(system.supervision.crashes('parent')).toMatchObject([{ error: 'There is an actor parent/child already', message: 'spawn' }]);
  });

  it('counts the children that live, without those that were given up', async () => {
    const parent = system.spawn('parent', worker());
    for (const name of ['a', 'b', 'c']) await spawnChild(parent, name);
    const before = system.supervision.childCount('parent');

    system.find<Task>('parent/a')?.tell(crash());
    await system.supervision.stop('parent/b');
    await eventually(() => expect(system.supervision.get('parent/a')?.state).toBe('given-up'));

    expect([before, system.supervision.childCount('parent'), system.supervision.childCount('nobody')]).toEqual([3, 1, 0]);
    expect(paths()).toEqual(['parent', 'parent/a', 'parent/c']);
  });
});

describe('dead letters', () => {
  it('are counted all, and kept the newest first, the latest 200', async () => {
    const ref = system.spawn('a', worker({ describe: ({ type }) => `<${type}>` }));
    await system.supervision.stop('a');

    for (let i = 1; i <= 203; i++) ref.tell({ type: `letter ${i}` });

    const { total, recent } = system.supervision.deadLetters();
    expect([total, recent.length]).toEqual([203, 200]);
    expect(recent[0]).toEqual({ at: now, to: 'a', message: '<letter 203>', reason: 'stopped' });
    expect(recent[199]?.message).toBe('<letter 4>');
  });

  it('may be declared by the actor itself: the message speaks of an attempt it has let go of', async () => {
    const ref = system.spawn('a', worker());

    ref.tell({ type: 'late', act: ({ deadLetter }) => deadLetter({ type: 'of an earlier attempt' }) });
    await handled(ref);

    expect(system.supervision.deadLetters().recent).toEqual([
      { at: now, to: 'a', message: 'of an earlier attempt', reason: 'stale-attempt' },
    ]);
    expect(system.supervision.get('a')?.processed).toBe(2);
  });
});

describe('the changes of the tree', () => {
  async function next(changes: AsyncIterableIterator<ActorChanges>): Promise<ActorChanges> {
    const { value } = await changes.next();
    return value as ActorChanges;
  }

  it('come as deltas after a version: what changed often is told once, as it is now', async () => {
    const ref = system.spawn('a', worker());
    system.spawn('untouched', worker());
    await handled(ref);
    const { version } = system.supervision.snapshot();
    const changes = system.supervision.changes(version);

    for (let i = 0; i < 50; i++) ref.tell({ type: 'work' });
    await handled(ref);
    system.spawn('b', worker());
    const delta = await next(changes);

    expect(delta.version).toBeGreaterThan(version);
    expect(delta.changed).toMatchObject([
      { path: 'a', state: 'idle', processed: 52 },
      { path: 'b', state: 'idle' },
    ]);
    expect(delta.removed).toEqual([]);

    await system.supervision.stop('b');
    expect(await next(changes)).toEqual({ version: system.supervision.snapshot().version, changed: [], removed: ['b'] });
    await changes.return?.();
  });

  it('tell of a mailbox that grows while its actor is stuck', async () => {
    const ref = system.spawn('a', worker());
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    const changes = system.supervision.changes(system.supervision.snapshot().version);

    ref.tell({ type: 'waits' });

    expect((await next(changes)).changed).toMatchObject([{ path: 'a', state: 'busy', mailboxDepth: 1 }]);
    held.done();
    await changes.return?.();
  });

  it('begin with everything for whoever has an older version', async () => {
    const { version } = system.supervision.snapshot();
    await handled(system.spawn('a', worker()));
    await handled(system.spawn('b', worker()));

    const changes = system.supervision.changes(version);

    expect((await next(changes)).changed.map(({ path }) => path)).toEqual(['a', 'b']);
    await changes.return?.();
  });

  it('end for a reader that waits for the next', async () => {
    const changes = system.supervision.changes(system.supervision.snapshot().version);
    const waiting = changes.next();

    await changes.return?.();

    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  it('make no new version while nothing happens', async () => {
    const ref = system.spawn('a', worker());
    await handled(ref);
    await eventually(() => expect(system.supervision.get('a')?.state).toBe('idle'));
    const { version } = system.supervision.snapshot();

    ref.tell({ type: 'note', act: ({ note }) => note(null) });
    await handled(ref);
    await eventually(() => expect(system.supervision.get('a')?.state).toBe('idle'));
    const after = system.supervision.snapshot().version;

    // two messages, each busy and idle again; the note said nothing new
    expect(after - version).toBe(4);
    expect(system.supervision.snapshot().version).toBe(after);
  });

  it('lead every follower from its snapshot to the tree as it is, whatever happens', async () => {
    const happening = fc.record({
      what: fc.constantFrom('spawn', 'spawn child', 'tell', 'crash', 'stop', 'restart', 'read' as const),
      name: fc.constantFrom('a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 10 }), fc.array(happening, { maxLength: 15 }), async (before, after) => {
        const own = createActorSystem({ logger });
        const happen = async ({ what, name }: { what: string; name: string }) => {
          const ref = own.find<Task>(name);
          if (what === 'spawn' && !ref) own.spawn(name, worker({ restart: { limit: 1, withinMs: 60_000, backoffMs: 1 } }));
          if (what === 'spawn child' && ref) await spawnChild(ref, 'child').catch(() => undefined);
          if (what === 'tell') ref?.tell({ type: 'work' });
          if (what === 'crash') ref?.tell(crash());
          if (what === 'stop') await own.supervision.stop(name).catch(() => undefined);
          if (what === 'restart') await own.supervision.restart(name).catch(() => undefined);
          if (what === 'read') apply(await next(changes));
        };
        const apply = ({ version, changed, removed }: ActorChanges) => {
          expect(version).toBeGreaterThanOrEqual(seen);
          seen = version;
          for (const card of changed) known.set(card.path, card);
          for (const path of removed) known.delete(path);
        };
        for (const one of before) if (one.what !== 'read') await happen(one);

        const { version, actors } = own.supervision.snapshot();
        const changes = own.supervision.changes(version);
        let seen = version;
        const known = new Map(actors.map((card) => [card.path, card]));
        own.spawn('so that something changes', worker());
        for (const one of after) if (one.what !== 'read' || seen < own.supervision.snapshot().version) await happen(one);
        await quiet(own);
        while (seen < own.supervision.snapshot().version) apply(await next(changes));

        const tree = own.supervision.snapshot().actors;
        expect([...known.values()].sort(byPath)).toEqual(tree.sort(byPath));
        await changes.return?.();
        await own.shutdown(1_000);
      }),
      { numRuns: 15 },
    );
  });
});

function byPath(one: ActorCard, other: ActorCard): number {
  return one.path < other.path ? -1 : 1;
}
