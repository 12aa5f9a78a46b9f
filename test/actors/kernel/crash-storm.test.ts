import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActorContext, ActorDefinition, ActorRef } from '../../../actors/kernel/actor.ts';
import { createActorSystem } from '../../../actors/kernel/actor-system.ts';
import { AppError } from '../../../src/errors.ts';
import { createLogger } from '../../../src/logger.ts';
import { quiet, turn, worker, type Task } from '../../support/worker.ts';

const logger = createLogger('silent');
const HOUR = 3_600_000;
const FATES = ['well', 'throws', 'rejects', 'rejects later'] as const;

/** Fails when two handlers of one actor run at the same time. */
class Exclusive {
  #isInside = false;

  run<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.#isInside) throw new Error('two handlers of one actor ran at once');
    this.#isInside = true;
    const leave = () => (this.#isInside = false);
    let result: T | Promise<T>;
    try {
      result = work();
    } catch (error) {
      leave();
      throw error;
    }
    if (result instanceof Promise) return result.finally(leave);
    leave();
    return result;
  }
}

/** What becomes of one message: it is handled well, or in one of several bad ways. */
function meet(fate: (typeof FATES)[number]): unknown {
  if (fate === 'throws') throw new Error(fate);
  if (fate === 'rejects') return Promise.reject(new Error(fate));
  if (fate === 'rejects later') return turn().then(() => Promise.reject(new Error(fate)));
  return undefined;
}

describe('a crash storm', () => {
  interface Child {
    limit: number;
    fates: (typeof FATES)[number][];
  }
  const children = fc.array(
    fc.record<Child>({ limit: fc.nat({ max: 4 }), fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 12 }) }),
    { minLength: 1, maxLength: 4 },
  );

  it('keeps to the budget and the back-off of each actor, loses nothing, and touches neither siblings nor supervisor', async () => {
    await fc.assert(
      fc.asyncProperty(children, fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 }), async (family, pauses) => {
        const system = createActorSystem({ logger, now: () => 0 });
        const seen = family.map((): string[] => []);
        const calm: string[] = [];
        const parent = system.spawn<Task, number>('parent', {
          ...worker(),
          start({ spawn }) {
            family.forEach(({ limit }, index) => spawn(`child ${index}`, stormy(limit, seen[index] as string[])));
            spawn('calm', worker({ receive: (count, { type }) => (calm.push(type), count + 1) }));
            return 0;
          },
        });
        await quiet(system);
        const find = (name: string) => system.find<Task>(`parent/${name}`) as ActorRef<Task>;
        const refs = family.map((_, index) => find(`child ${index}`));
        const quietSibling = find('calm');

        for (let i = 0; i < 12; i++) {
          family.forEach(({ fates }, index) => {
            const fate = fates[i];
            if (fate) refs[index]?.tell({ type: `${i} ${fate}`, act: () => meet(fate) });
          });
          quietSibling.tell({ type: `${i}` });
          for (let pause = pauses[i % pauses.length] ?? 0; pause > 0; pause--) await turn();
        }
        await quiet(system);

        let lost = 0;
        family.forEach(({ limit, fates }, index) => {
          const path = `parent/child ${index}`;
          const messages = fates.map((fate, i) => `${i} ${fate}`);
          const failures = messages.filter((message) => !message.endsWith('well'));
          const fatal = failures[limit];
          const handled = fatal === undefined ? messages : messages.slice(0, messages.indexOf(fatal) + 1);
          const crashed = handled.filter((message) => !message.endsWith('well'));
          const restarts = Math.min(limit, crashed.length);
          lost += messages.length - handled.length;

          expect(seen[index]).toEqual(handled);
          const crashes = [...system.supervision.crashes(path)].reverse();
          expect(crashes.map(({ message }) => message)).toEqual(crashed);
          expect(crashes.map(({ restartAt }) => restartAt)).toEqual(crashed.map((_, i) => (i < limit ? Math.min(3, 2 ** i) : null)));
          expect(system.supervision.get(path)).toMatchObject({
            state: fatal === undefined ? 'idle' : 'given-up',
            incarnation: restarts + 1,
            restarts,
            processed: handled.length - crashed.length,
            lastError: crashed.at(-1)?.replace(/^\d+ /, '') ?? null,
          });
        });
        expect(system.supervision.deadLetters().total).toBe(lost);
        expect(calm).toEqual(Array.from({ length: 12 }, (_, i) => `${i}`));
        expect(system.supervision.get('parent/calm')).toMatchObject({ incarnation: 1, processed: 12, lastError: null });
        expect(system.supervision.get('parent')).toMatchObject({ incarnation: 1, lastError: null });
        expect(parent.isAlive).toBe(true);
        expect(await system.shutdown(5_000)).toEqual({ leftBehind: [] });

        function stormy(limit: number, notes: string[]): ActorDefinition<Task, number> {
          const { receive, ...definition } = worker({ restart: { limit, withinMs: HOUR, backoffMs: 1, maxBackoffMs: 3 } });
          const exclusive = new Exclusive();
          return {
            ...definition,
            receive(count, task, context) {
              notes.push(task.type);
              return exclusive.run(() => receive(count, task, context));
            },
          };
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('any mix of messages, crashes, restarts and stops', () => {
  const PATHS = ['a', 'b', 'parent', 'parent/c', 'parent/d'] as const;
  const SENDERS = ['sender 0', 'sender 1', 'sender 2'] as const;
  type Path = (typeof PATHS)[number];

  const path = fc.constantFrom(...PATHS);
  const happening = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant('send' as const),
        sender: fc.constantFrom(...SENDERS),
        to: path,
        fate: fc.constantFrom(...FATES, 'well' as const, 'takes long' as const, 'finishes' as const),
        count: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const), to: path }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('stop' as const), to: path }) },
    {
      weight: 2,
      arbitrary: fc.record({ what: fc.constant('spawn' as const), to: fc.constantFrom('a' as const, 'b' as const, 'parent' as const) }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('pause' as const), turns: fc.integer({ min: 1, max: 6 }) }) },
  );
  const kinds = fc.record({
    strategy: fc.constantFrom('one-for-one' as const, 'rest-for-one' as const),
    lifetime: fc.constantFrom('permanent' as const, 'transient' as const, 'temporary' as const),
    limit: fc.nat({ max: 4 }),
    mailbox: fc.constantFrom(2, 1_000),
    startsSlowly: fc.boolean(),
  });

  it('handles each message once or counts it as a dead letter, one at a time, in the order of its sender', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), kinds, fc.boolean(), async (happenings, kind, isSettled) => {
        const world = new World(kind);

        for (const one of happenings) await world.happen(one);
        if (isSettled) {
          await world.settle();
          world.checkMessages();
          world.checkTree();
        }
        const { leftBehind } = await world.system.shutdown(5_000);

        expect(leftBehind).toEqual([]);
        world.checkMessages();
        world.checkEnd();
      }),
      { numRuns: 400 },
    );
  });

  type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;
  type Kind = typeof kinds extends fc.Arbitrary<infer K> ? K : never;
  type Fate = Extract<Happening, { what: 'send' }>['fate'];

  /** One life of one actor, from spawn to its end, as its handlers saw it. */
  interface Life {
    path: Path;
    incarnations: number[];
    processed: number;
  }

  /** A system, what was done to it, and what its actors say happened to them. */
  class World {
    readonly system = createActorSystem({ logger, now: () => 0 });
    readonly #kind: Kind;
    readonly #refs = new Map<Path, ActorRef<Task>>();
    readonly #lives = new Map<Path, Life>();
    readonly #exclusive = new Map<Path, Exclusive>(PATHS.map((name) => [name, new Exclusive()]));
    readonly #broken: string[] = [];
    /** Incarnations that started and did not stop yet. */
    readonly #open = new Set<string>();
    readonly #sent: string[] = [];
    readonly #received: { path: Path; sender: string; serial: number; id: string }[] = [];
    readonly #pending: Promise<unknown>[] = [];
    #crashes = 0;

    constructor(kind: Kind) {
      this.#kind = kind;
      for (const sender of SENDERS) this.system.spawn(sender, worker());
      for (const name of ['a', 'b', 'parent'] as const) this.#spawn(name);
    }

    async happen(one: Happening): Promise<void> {
      if (one.what === 'pause') for (let i = 0; i < one.turns; i++) await turn();
      if (one.what === 'restart') this.#command(this.system.supervision.restart(one.to));
      if (one.what === 'stop') this.#command(this.system.supervision.stop(one.to));
      if (one.what === 'spawn' && !this.system.find(one.to)) this.#spawn(one.to);
      if (one.what === 'send') {
        const { sender, to, fate, count } = one;
        const act = () => {
          for (let i = 0; i < count; i++) this.#send(sender, to, fate);
        };
        this.system.find<Task>(sender)?.tell({ type: 'send', act });
      }
    }

    /** An operator's command, which is refused when its actor is gone or ending. */
    #command(command: Promise<unknown>): void {
      this.#pending.push(command.catch((error: unknown) => expect(error).toBeInstanceOf(AppError)));
    }

    async settle(): Promise<void> {
      await Promise.all(this.#pending);
      await quiet(this.system);
    }

    /** Each was handled once or is a dead letter, and those of one sender came in the order they were sent in. */
    checkMessages(): void {
      const { total, recent } = this.system.supervision.deadLetters();
      expect(recent).toHaveLength(total);
      const letters = recent.filter(({ to }) => this.#refs.has(to as Path)).map(({ message }) => message);
      expect([...this.#received.map(({ id }) => id), ...letters].sort()).toEqual([...this.#sent].sort());

      for (const sender of SENDERS) {
        for (const name of PATHS) {
          const serials = this.#received.filter((one) => one.path === name && one.sender === sender).map(({ serial }) => serial);
          expect(serials).toEqual([...serials].sort((one, other) => one - other));
        }
      }

      expect(this.system.supervision.crashes()).toHaveLength(this.#crashes);
    }

    checkTree(): void {
      const cards = this.system.supervision.snapshot().actors;
      cards.forEach((card, index) => {
        if (card.parent) expect(cards.slice(0, index).map((one) => one.path)).toContain(card.parent);
        const life = this.#lives.get(card.path as Path);
        if (!life) return;
        expect(card.processed).toBe(life.processed);
        expect(card.restarts).toBe(card.incarnation - 1);
        expect(this.#open.has(`${card.path} ${card.incarnation}`)).toBe(card.state === 'idle');
      });
      expect(this.#open.size).toBe(cards.filter((card) => this.#lives.has(card.path as Path) && card.state === 'idle').length);
      for (const { incarnations } of this.#lives.values()) {
        expect(incarnations).toEqual([...new Set(incarnations)].sort((one, other) => one - other));
      }
    }

    checkEnd(): void {
      expect([...this.#open]).toEqual([]);
      expect(this.#broken).toEqual([]);
      expect(this.system.supervision.snapshot().actors).toEqual([]);
    }

    #send(sender: string, to: Path, fate: Fate): void {
      const ref = this.#refs.get(to);
      if (!ref) return;
      const serial = this.#sent.length;
      const id = `${serial} ${sender} ${fate}`;
      this.#sent.push(id);
      ref.tell({ type: id, act: (context) => this.#meet(fate, context) });
    }

    #meet(fate: Fate, context: ActorContext<Task>): unknown {
      if (fate === 'finishes') return context.stop();
      if (fate === 'takes long') return this.#takeLong(context.signal);
      return meet(fate);
    }

    /** Slow work that heeds the signal. */
    async #takeLong(signal: AbortSignal): Promise<void> {
      for (let i = 0; i < 5; i++) {
        await turn();
        signal.throwIfAborted();
      }
    }

    #spawn(name: 'a' | 'b' | 'parent'): void {
      this.system.spawn(name, this.#definition(name));
    }

    #definition(name: Path): ActorDefinition<Task, number> {
      const { limit, mailbox, lifetime, strategy, startsSlowly } = this.#kind;
      const life: Life = { path: name, incarnations: [], processed: 0 };
      const inner = worker();
      const exclusive = this.#exclusive.get(name) as Exclusive;
      return {
        ...inner,
        lifetime,
        strategy,
        restart: { limit, withinMs: HOUR, backoffMs: 0 },
        mailbox: { limit: mailbox },
        start: (context) =>
          this.#alone(exclusive, name, async () => {
            this.#lives.set(name, life);
            this.#refs.set(name, context.self);
            life.incarnations.push(context.incarnation);
            if (startsSlowly) await turn();
            if (name === 'parent') for (const child of ['c', 'd'] as const) context.spawn(child, this.#definition(`parent/${child}`));
            this.#open.add(`${name} ${context.incarnation}`);
            return context.incarnation;
          }),
        receive: (incarnation, task, context) =>
          this.#alone(exclusive, name, async () => {
            const [serial = '', , number = ''] = task.type.split(' ');
            this.#received.push({ path: name, sender: `sender ${number}`, serial: Number(serial), id: task.type });
            try {
              await inner.receive(incarnation, task, context);
            } catch (error) {
              if (!context.signal.aborted) this.#crashes++;
              throw error;
            }
            life.processed++;
            return incarnation;
          }),
        stop: (incarnation) =>
          this.#alone(exclusive, name, async () => {
            await turn();
            if ([...this.#open].some((other) => other.startsWith(`${name}/`))) this.#broken.push(`${name} stopped before its children`);
            if (!this.#open.delete(`${name} ${incarnation}`)) this.#broken.push(`${name} ${incarnation} stopped twice`);
          }),
      };
    }

    #alone<T>(exclusive: Exclusive, name: string, work: () => Promise<T>): Promise<T> {
      try {
        return exclusive.run(work) as Promise<T>;
      } catch (error) {
        this.#broken.push(`${name}: ${(error as Error).message}`);
        throw error;
      }
    }
  }
});
