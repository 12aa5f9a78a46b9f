import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ActorContext, ActorDefinition, ActorRef } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { ActorStoppedError } from '../../../actors/kernel/kernel-errors.ts';
import { createLogger } from '../../../src/logger.ts';
import { eventually } from '../../support/eventually.ts';
import { crash, hold, notingWorker, turn, worker, type Task } from '../../support/worker.ts';

const logger = createLogger('silent');
const HOUR = 3_600_000;

let now: number;
let system: ActorSystem;

beforeEach(() => {
  now = 1_000_000;
  system = createActorSystem({ logger, now: () => now });
});
afterEach(() => system.shutdown(1_000));

/** Answers when the actor has handled everything it was told before. */
function handled(ref: ActorRef<Task>): Promise<void> {
  return ref.ask((reply) => ({ type: 'handled', act: () => reply.resolve(undefined) }));
}

function delays(path: string): (number | null)[] {
  return system.supervision.crashes(path).map(({ at, restartAt }) => restartAt && restartAt - at);
}

async function stateIs(path: string, state: string | undefined): Promise<void> {
  await eventually(() => expect(system.supervision.get(path)?.state).toBe(state));
}

/** Runs a test whose time passes only when it says so; the turns of actors are real. */
async function withFakeTimers(test: (pass: (ms: number) => Promise<void>) => Promise<void>): Promise<void> {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance'] });
  try {
    await test(async (ms) => {
      jest.advanceTimersByTime(ms);
      for (let i = 0; i < 20; i++) await turn();
    });
  } finally {
    jest.useRealTimers();
  }
}

describe('an actor that crashes', () => {
  it('starts anew with fresh state, handles what waited, and never sees the message again that it crashed on', async () => {
    const notes: string[] = [];
    const states: number[] = [];
    const { receive, ...rest } = notingWorker(notes);
    const ref = system.spawn<Task, number>('a', {
      ...rest,
      receive(state, task, context) {
        states.push(state);
        return receive(state, task, context);
      },
    });

    for (const task of [{ type: 'one' }, { type: 'two' }, crash(), { type: 'three' }]) ref.tell(task);
    await handled(ref);

    expect(notes).toEqual(['start 1', 'one', 'two', 'crash', 'stop crashed', 'start 2', 'three', 'handled']);
    expect(states).toEqual([0, 1, 2, 0, 1]);
    expect(system.supervision.get('a')).toMatchObject({ incarnation: 2, restarts: 1, processed: 4, lastError: 'boom' });
  });

  it.each<[string, () => unknown, string]>([
    ['throws', () => crash().act?.({} as ActorContext<Task>), 'boom'],
    ['rejects', () => Promise.reject(new Error('later')), 'later'],
    ['throws what is no error', () => crash('a word').act?.({} as ActorContext<Task>), 'a word'],
    ['rejects with what is no error', async () => crash(null).act?.({} as ActorContext<Task>), 'null'],
  ])('is restarted when its handler %s', async (_how, act, error) => {
    const ref = system.spawn('a', worker());

    ref.tell({ type: 'fail', act });
    await handled(ref);

    expect(system.supervision.crashes()).toEqual([expect.objectContaining({ path: 'a', message: 'fail', error, givenUp: false })]);
    expect(system.supervision.get('a')).toMatchObject({ incarnation: 2, lastError: error });
  });

  it('waits twice as long before each restart up to the longest delay, and is given up when the budget is used up', async () => {
    const ref = system.spawn('a', worker({ restart: { limit: 4, withinMs: HOUR, backoffMs: 1, maxBackoffMs: 4 } }));

    for (let i = 0; i < 5; i++) ref.tell(crash());
    await stateIs('a', 'given-up');

    expect(delays('a')).toEqual([null, 4, 4, 2, 1]);
    expect(system.supervision.crashes('a').map(({ givenUp }) => givenUp)).toEqual([true, false, false, false, false]);
    expect(system.supervision.get('a')).toMatchObject({ incarnation: 5, restarts: 4, backoffUntil: null });
  });

  it('starts when its delay is over and not before; messages wait for it', async () => {
    const notes: string[] = [];
    await withFakeTimers(async (pass) => {
      const ref = system.spawn('a', notingWorker(notes, { restart: { limit: 1, withinMs: HOUR, backoffMs: 10_000 } }));
      ref.tell(crash());
      await pass(0);

      ref.tell({ type: 'waits' });
      await pass(9_999);

      expect(notes).toEqual(['start 1', 'crash', 'stop crashed']);
      expect(system.supervision.get('a')).toMatchObject({ state: 'backing-off', backoffUntil: now + 10_000, mailboxDepth: 1 });

      await pass(1);

      expect(notes.slice(3)).toEqual(['start 2', 'waits']);
      expect(system.supervision.get('a')).toMatchObject({ state: 'idle', backoffUntil: null, mailboxDepth: 0 });
    });
  });

  it('has its budget again when its crashes are older than the window', async () => {
    const ref = system.spawn('a', worker({ restart: { limit: 2, withinMs: 1_000, backoffMs: 1 } }));

    for (let i = 0; i < 3; i++) {
      ref.tell(crash());
      ref.tell(crash());
      await handled(ref);
      now += 1_000;
    }

    expect(delays('a')).toEqual([2, 1, 2, 1, 2, 1]);
  });

  it('leaves its supervisor and its siblings as they are', async () => {
    const notes: Record<string, string[]> = { first: [], crashing: [], last: [] };
    const parent = system.spawn<Task, number>(
      'parent',
      worker({
        start(context) {
          for (const [name, own] of Object.entries(notes)) context.spawn(name, notingWorker(own));
          return 0;
        },
      }),
    );
    await handled(parent);
    const [first, crashing] = ['first', 'crashing'].map((name) => system.find<Task>(`parent/${name}`) as ActorRef<Task>) as [
      ActorRef<Task>,
      ActorRef<Task>,
    ];

    crashing.tell(crash());
    await handled(crashing);
    await handled(first);

    expect(notes).toEqual({
      first: ['start 1', 'handled'],
      crashing: ['start 1', 'crash', 'stop crashed', 'start 2', 'handled'],
      last: ['start 1'],
    });
    expect(system.supervision.get('parent')).toMatchObject({ incarnation: 1, lastError: null });
  });

  it('ends its children first, the youngest before the eldest, and starts new ones', async () => {
    const notes: string[] = [];
    const child = (name: string) =>
      worker({ start: () => +!notes.push(`+${name}`), stop: (_, reason) => void notes.push(`-${name} ${reason}`) });
    const ref = system.spawn<Task, number>(
      'parent',
      worker({
        async start(context) {
          for (const name of ['a', 'b']) await handled(context.spawn(name, child(name)));
          return 0;
        },
        stop: (_, reason) => void notes.push(`-parent ${reason}`),
      }),
    );

    ref.tell(crash());
    await handled(ref);

    expect(notes).toEqual(['+a', '+b', '-b stopped', '-a stopped', '-parent crashed', '+a', '+b']);
    expect(system.supervision.snapshot().actors.map(({ path }) => path)).toEqual(['parent', 'parent/a', 'parent/b']);
  });

  it('may crash while it starts: its messages wait until a start succeeds', async () => {
    const notes: string[] = [];
    const ref = system.spawn(
      'a',
      notingWorker(notes, {
        start({ incarnation }) {
          if (incarnation === 1) throw new Error('not at once');
          return incarnation === 2 ? Promise.reject(new Error('nor now')) : 0;
        },
      }),
    );

    ref.tell({ type: 'waits' });
    await handled(ref);

    expect(notes).toEqual(['start 1', 'start 2', 'start 3', 'waits', 'handled']);
    expect(system.supervision.crashes('a')).toMatchObject([
      { error: 'nor now', message: null, incarnation: 2 },
      { error: 'not at once', message: null, incarnation: 1 },
    ]);
  });

  it('is given up when it never starts', async () => {
    const notes: string[] = [];
    const never = () => Promise.reject(new Error('never'));
    const ref = system.spawn('a', notingWorker(notes, { restart: { limit: 2, withinMs: HOUR, backoffMs: 1 }, start: never }));
    const answer = handled(ref);

    await expect(answer).rejects.toThrow(ActorStoppedError);

    expect(notes).toEqual(['start 1', 'start 2', 'start 3']);
    expect(system.supervision.get('a')?.state).toBe('given-up');
    expect(system.supervision.deadLetters()).toMatchObject({ total: 1, recent: [{ to: 'a', message: 'handled', reason: 'given-up' }] });
  });

  it('is not kept from its restart by a stop hook that fails', async () => {
    const ref = system.spawn('a', worker({ stop: () => Promise.reject(new Error('no way to stop')) }));

    ref.tell(crash());
    await handled(ref);

    expect(system.supervision.get('a')).toMatchObject({ incarnation: 2, lastError: 'boom' });
  });

  it('runs its stop hook also when its state is undefined', async () => {
    const reasons: string[] = [];
    const stateless: ActorDefinition<Task, undefined> = {
      ...worker(),
      start: () => undefined,
      receive: (_state, { act }, context) => void act?.(context),
      stop: (_state, reason) => void reasons.push(reason),
    };
    const ref = system.spawn('a', stateless);

    ref.tell(crash());
    await handled(ref);
    await system.supervision.stop('a');

    expect(reasons).toEqual(['crashed', 'stopped']);
  });

  it('crashes on what is thrown before its handler, as the crash tests of the server do', async () => {
    const kinds: string[] = [];
    const failing = createActorSystem({
      logger,
      beforeReceive(kind) {
        if (kinds.push(kind) === 1) throw new Error('crashed from outside');
      },
    });
    const notes: string[] = [];
    const ref = failing.spawn('a', notingWorker(notes));

    ref.tell({ type: 'lost' });
    await handled(ref);

    expect(kinds).toEqual(['worker', 'worker']);
    expect(notes).toEqual(['start 1', 'stop crashed', 'start 2', 'handled']);
    expect(failing.supervision.crashes()).toMatchObject([{ error: 'crashed from outside', message: 'lost' }]);
    await failing.shutdown(1_000);
  });
});

describe('a crash card', () => {
  it('says what the actor was at and what it did before, in the words of `describe`', async () => {
    const ref = system.spawn('a', worker({ describe: ({ type }) => `<${type}>` }));

    for (let i = 1; i <= 12; i++) ref.tell({ type: `task ${i}` });
    ref.tell(crash());
    await handled(ref);

    const [card] = system.supervision.crashes('a');
    expect(card).toEqual({
      path: 'a',
      kind: 'worker',
      at: now,
      incarnation: 1,
      error: 'boom',
      stack: expect.stringContaining('worker.ts'),
      message: '<crash>',
      recentMessages: Array.from({ length: 10 }, (_, i) => `<task ${i + 3}>`),
      restartAt: now + 1,
      givenUp: false,
    });
  });

  it('shows a message by its type alone when nothing describes it, and survives a description that fails', async () => {
    const plain = system.spawn('plain', worker());
    const broken = system.spawn(
      'broken',
      worker({
        describe() {
          throw new Error('no words');
        },
      }),
    );

    for (const ref of [plain, broken]) {
      ref.tell(crash());
      await handled(ref);
    }

    expect(system.supervision.crashes('plain')[0]?.message).toBe('crash');
    expect(system.supervision.crashes('broken')[0]?.message).toBe('a message that could not be described');
  });

  it('is kept with the newest first and the latest 200 only', async () => {
    const ref = system.spawn('a', worker({ restart: { limit: 1_000, withinMs: HOUR, backoffMs: 0 } }));

    for (let i = 1; i <= 203; i++) ref.tell(crash(new Error(`crash ${i}`)));
    await handled(ref);

    const crashes = system.supervision.crashes();
    expect(crashes).toHaveLength(200);
    expect([crashes[0]?.error, crashes[199]?.error]).toEqual(['crash 203', 'crash 4']);
  });
});

describe('an actor that was given up', () => {
  async function giveUp(notes: string[] = []): Promise<ActorRef<Task>> {
    const ref = system.spawn('a', notingWorker(notes, { restart: { limit: 0, withinMs: HOUR, backoffMs: 1 } }));
    ref.tell(crash());
    ref.tell({ type: 'waited' });
    await stateIs('a', 'given-up');
    return ref;
  }

  it('stays in the tree; what waits and what comes is a dead letter, and whoever watches is told', async () => {
    const told: string[] = [];
    const watcher = system.spawn('watcher', notingWorker(told));
    const ref = system.spawn('a', worker({ restart: { limit: 0, withinMs: HOUR, backoffMs: 1 } }));
    watcher.tell({ type: 'watch', act: ({ watch }) => watch(ref, { type: 'gone' }) });
    await handled(watcher);

    ref.tell(crash());
    ref.tell({ type: 'waited' });
    await stateIs('a', 'given-up');
    ref.tell({ type: 'too late' });
    await handled(watcher);

    expect(told.slice(3)).toEqual(['gone', 'handled']);
    expect(ref.isAlive).toBe(false);
    expect(system.find('a')).toBeUndefined();
    expect(system.supervision.deadLetters()).toMatchObject({
      total: 2,
      recent: [
        { to: 'a', message: 'too late', reason: 'given-up' },
        { to: 'a', message: 'waited', reason: 'given-up' },
      ],
    });
    await expect(handled(ref)).rejects.toThrow(ActorStoppedError);
  });

  it('is revived by an operator under its old reference, with a budget as at first', async () => {
    const notes: string[] = [];
    const ref = system.spawn('a', notingWorker(notes, { restart: { limit: 1, withinMs: HOUR, backoffMs: 1 } }));
    for (let i = 0; i < 2; i++) ref.tell(crash());
    await stateIs('a', 'given-up');

    await system.supervision.restart('a');
    ref.tell(crash());
    await handled(ref);

    expect(ref.isAlive).toBe(true);
    expect(notes.filter((note) => note.startsWith('start'))).toEqual(['start 1', 'start 2', 'start 3', 'start 4']);
    expect(delays('a')).toEqual([1, null, 1]);
  });

  it('makes room for a new actor of the same name', async () => {
    const before = await giveUp();

    const after = system.spawn('a', worker());
    await handled(after);

    expect(system.supervision.snapshot().actors).toMatchObject([{ path: 'a', state: 'idle', incarnation: 1 }]);
    await expect(handled(before)).rejects.toThrow(ActorStoppedError);
  });

  it('can be ended for good', async () => {
    await giveUp();

    await system.supervision.stop('a');

    expect(system.supervision.snapshot().actors).toEqual([]);
  });
});

describe('the lifetime of an actor', () => {
  it.each([
    ['permanent', 'finishes', 'starts anew'],
    ['permanent', 'crashes', 'starts anew'],
    ['transient', 'finishes', 'is gone'],
    ['transient', 'crashes', 'starts anew'],
    ['temporary', 'finishes', 'is gone'],
    ['temporary', 'crashes', 'is gone'],
  ] as const)('that is %s and %s: it %s', async (lifetime, how, then) => {
    const notes: string[] = [];
    const ref = system.spawn('a', notingWorker(notes, { lifetime }));

    ref.tell(how === 'crashes' ? crash() : { type: 'finish', act: ({ stop }) => stop() });
    ref.tell({ type: 'next' });

    if (then === 'starts anew') await eventually(() => expect(notes.slice(-2)).toEqual(['start 2', 'next']));
    else await stateIs('a', undefined);
    expect(notes[2]).toBe(how === 'crashes' ? 'stop crashed' : 'stop finished');
    expect(system.supervision.deadLetters().recent).toMatchObject(then === 'starts anew' ? [] : [{ message: 'next', reason: 'stopped' }]);
    expect(system.supervision.crashes()).toHaveLength(how === 'crashes' ? 1 : 0);
  });

  it('keeps what a permanent actor is told while it finishes', async () => {
    const notes: string[] = [];
    const stopping = Promise.withResolvers<void>();
    const ref = system.spawn('a', notingWorker(notes, { lifetime: 'permanent', stop: () => stopping.promise }));
    ref.tell({ type: 'finish', act: ({ stop }) => stop() });
    await eventually(() => expect(notes).toContain('stop finished'));

    ref.tell({ type: 'meanwhile' });
    const answer = handled(ref);
    stopping.resolve();

    await answer;
    expect(notes).toEqual(['start 1', 'finish', 'stop finished', 'start 2', 'meanwhile', 'handled']);
    expect(system.supervision.deadLetters().total).toBe(0);
  });

  it('is over for a permanent actor that finishes more often than its budget allows', async () => {
    const notes: string[] = [];
    const restart = { limit: 2, withinMs: HOUR, backoffMs: 1 };
    const start = ({ stop }: ActorContext<Task>) => {
      stop();
      return 0;
    };
    system.spawn('a', notingWorker(notes, { lifetime: 'permanent', restart, start }));

    await stateIs('a', 'given-up');

    expect(notes.filter((note) => note.startsWith('start'))).toHaveLength(3);
  });

  it('shows until when a permanent actor that finished waits', async () => {
    const ref = system.spawn(
      'a',
      worker({ lifetime: 'permanent', restart: { limit: 1, withinMs: HOUR, backoffMs: HOUR, maxBackoffMs: HOUR } }),
    );

    ref.tell({ type: 'finish', act: ({ stop }) => stop() });
    await stateIs('a', 'backing-off');

    expect(system.supervision.get('a')?.backoffUntil).toBe(now + HOUR);
  });
});

describe('a supervisor with `rest-for-one`', () => {
  type Name = 'eldest' | 'middle' | 'young' | 'youngest';

  /** Four siblings that note their starts and stops, each started when the one before had. */
  async function family(notes: string[], definitions: Partial<Record<Name, Partial<ActorDefinition<Task, number>>>> = {}) {
    const named = (name: Name) =>
      worker({
        ...definitions[name],
        start: ({ incarnation }) => +!notes.push(`start ${name} ${incarnation}`),
        stop: (_, reason) => void notes.push(`stop ${name} ${reason}`),
      });
    const names: Name[] = ['eldest', 'middle', 'young', 'youngest'];
    const parent = system.spawn<Task, number>(
      'parent',
      worker({
        strategy: 'rest-for-one',
        async start(context) {
          for (const name of names) await handled(context.spawn(name, named(name)));
          return 0;
        },
      }),
    );
    await handled(parent);
    notes.length = 0;
    return Object.fromEntries(names.map((name) => [name, system.find<Task>(`parent/${name}`)])) as Record<Name, ActorRef<Task>>;
  }

  it('ends those that were started after the crashed child, the youngest first, and starts them behind it in their order', async () => {
    const notes: string[] = [];
    const { eldest, middle, youngest } = await family(notes);

    middle.tell(crash());
    await handled(youngest);
    await handled(eldest);

    expect(notes).toEqual([
      'stop middle crashed',
      'stop youngest stopped',
      'stop young stopped',
      'start middle 2',
      'start young 2',
      'start youngest 2',
    ]);
    expect(system.supervision.crashes()).toHaveLength(1);
  });

  it('lets them wait as long as the crashed child, with their messages', async () => {
    const notes: string[] = [];
    const { middle, young } = await family(notes, { middle: { restart: { limit: 1, withinMs: HOUR, backoffMs: 20_000 } } });

    middle.tell(crash());
    await stateIs('parent/youngest', 'backing-off');
    young.tell({ type: 'waits' });

    expect(notes.filter((note) => note.startsWith('start'))).toEqual([]);
    expect(system.supervision.get('parent/young')).toMatchObject({ state: 'backing-off', backoffUntil: now + 20_000, mailboxDepth: 1 });
    expect(system.supervision.get('parent/eldest')).toMatchObject({ state: 'idle', incarnation: 1 });
  });

  it('shortens no back-off that a sibling has of its own', async () => {
    const { middle, young } = await family([], { young: { restart: { limit: 1, withinMs: HOUR, backoffMs: 20_000 } } });
    young.tell(crash());
    await stateIs('parent/young', 'backing-off');

    middle.tell(crash());
    await eventually(() => expect(system.supervision.get('parent/middle')).toMatchObject({ state: 'idle', incarnation: 2 }));

    expect(system.supervision.get('parent/young')).toMatchObject({ state: 'backing-off', backoffUntil: now + 20_000, incarnation: 1 });
  });

  it('lengthens one that is shorter than that of the crashed child', async () => {
    const restart = { limit: 1, withinMs: HOUR };
    const notes: string[] = [];
    const { middle, young } = await family(notes, {
      middle: { restart: { ...restart, backoffMs: 20_000 } },
      young: { restart: { ...restart, backoffMs: 10_000 } },
    });
    await withFakeTimers(async (pass) => {
      young.tell(crash());
      await pass(0);
      middle.tell(crash());
      await pass(0);
      await pass(19_999);

      expect(system.supervision.get('parent/young')).toMatchObject({ state: 'backing-off', backoffUntil: now + 20_000 });
      expect(notes.filter((note) => note.startsWith('start'))).toEqual([]);

      await pass(1);

      expect(notes.filter((note) => note.startsWith('start'))).toEqual(['start middle 2', 'start young 2', 'start youngest 2']);
    });
  });

  it('ends a temporary sibling instead of starting it anew', async () => {
    const notes: string[] = [];
    const { middle, youngest } = await family(notes, { young: { lifetime: 'temporary' } });

    middle.tell(crash());
    await handled(youngest);
    await handled(middle);

    expect(notes.filter((note) => note.includes('young '))).toEqual(['stop young stopped']);
    expect(system.supervision.get('parent/young')).toBeUndefined();
  });

  it('leaves those alone that were given up', async () => {
    const { middle, young, youngest } = await family([], { young: { restart: { limit: 0, withinMs: HOUR, backoffMs: 1 } } });
    young.tell(crash());
    await stateIs('parent/young', 'given-up');

    middle.tell(crash());
    await handled(youngest);

    expect(system.supervision.get('parent/young')).toMatchObject({ state: 'given-up', incarnation: 1 });
    expect(system.supervision.get('parent/youngest')).toMatchObject({ state: 'idle', incarnation: 2 });
  });

  it('leaves the budget of the siblings as it is', async () => {
    const { middle, young } = await family([], {
      middle: { restart: { limit: 9, withinMs: HOUR, backoffMs: 1 } },
      young: { restart: { limit: 2, withinMs: HOUR, backoffMs: 1 } },
    });

    for (let i = 0; i < 3; i++) {
      young.tell(crash());
      if (i < 2) await handled(young);
      middle.tell(crash());
      await handled(middle);
    }

    await stateIs('parent/young', 'given-up');
    expect(delays('parent/young')).toEqual([null, 2, 1]);
  });
});

describe("an operator's restart", () => {
  it('gives fresh state and keeps the mailbox', async () => {
    const notes: string[] = [];
    const ref = system.spawn('a', notingWorker(notes));
    const held = hold();
    ref.tell(held.task);
    ref.tell({ type: 'waits' });
    await held.taken;

    const restarted = system.supervision.restart('a');
    held.done();

    expect(await restarted).toMatchObject({ path: 'a', incarnation: 2, restarts: 1 });
    await handled(ref);
    expect(notes).toEqual(['start 1', 'hold', 'stop stopped', 'start 2', 'waits', 'handled']);
  });

  it('is one restart and no crash when the handler fails because of it', async () => {
    const notes: string[] = [];
    const ref = system.spawn('a', notingWorker(notes));
    const held = hold({ heedsAbort: true });
    ref.tell(held.task);
    await held.taken;

    await system.supervision.restart('a');
    await handled(ref);

    expect(notes).toEqual(['start 1', 'hold', 'stop stopped', 'start 2', 'handled']);
    expect(system.supervision.crashes()).toEqual([]);
    expect(system.supervision.get('a')).toMatchObject({ incarnation: 2, restarts: 1 });
  });

  it('does not wait for a back-off', async () => {
    const ref = system.spawn('a', worker({ restart: { limit: 1, withinMs: HOUR, backoffMs: HOUR, maxBackoffMs: HOUR } }));
    ref.tell(crash());
    await stateIs('a', 'backing-off');

    await system.supervision.restart('a');
    await handled(ref);

    expect(system.supervision.get('a')).toMatchObject({ state: 'idle', incarnation: 2, restarts: 1, backoffUntil: null });
  });

  it('gets an actor out of a start that never comes to an end', async () => {
    const ref = system.spawn(
      'a',
      worker({
        start: ({ incarnation, signal }) =>
          incarnation > 1 ? 0 : new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      }),
    );
    ref.tell({ type: 'waits' });
    await eventually(() => expect(system.supervision.get('a')).toMatchObject({ state: 'starting', mailboxDepth: 1 }));

    await system.supervision.restart('a');
    await handled(ref);

    expect(system.supervision.get('a')).toMatchObject({ state: 'idle', incarnation: 2, processed: 2 });
    expect(system.supervision.crashes()).toEqual([]);
  });

  it('is overtaken by a stop', async () => {
    const notes: string[] = [];
    const ref = system.spawn('a', notingWorker(notes));
    const held = hold({ heedsAbort: true });
    ref.tell(held.task);
    await held.taken;

    const both = Promise.allSettled([system.supervision.restart('a'), system.supervision.stop('a')]);
    await both;

    expect(notes).toEqual(['start 1', 'hold', 'stop stopped']);
    expect(system.supervision.get('a')).toBeUndefined();
  });

  it('is refused for an actor that is ending', async () => {
    const ref = system.spawn('a', worker());
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    const stopped = system.supervision.stop('a');

    await expect(system.supervision.restart('a')).rejects.toMatchObject({ code: 'CONFLICT' });

    held.done();
    await stopped;
    await expect(system.supervision.restart('a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(system.supervision.stop('a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
