import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActorRef } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { MailboxFullError } from '../../../actors/kernel/kernel-errors.ts';
import { Mailbox } from '../../../actors/kernel/mailbox.ts';
import { createLogger } from '../../../src/logger.ts';
import { eventually } from '../../support/eventually.ts';
import { hold, notingWorker, type Task } from '../../support/worker.ts';

describe('the mailbox of an actor', () => {
  let now: number;
  let system: ActorSystem;
  let notes: string[];

  beforeEach(() => {
    now = 1_000;
    notes = [];
    system = createActorSystem({ logger: createLogger('silent'), now: () => now });
  });
  afterEach(() => system.shutdown(1_000));

  /** An actor that is busy until `done`, so that messages pile up. */
  async function busyActor(mailbox: { limit?: number; coalesce?(task: Task): string | null }) {
    const ref: ActorRef<Task> = system.spawn('a', notingWorker(notes, { mailbox }));
    const held = hold();
    ref.tell(held.task);
    await held.taken;
    notes.length = 0;
    return { ref, done: held.done };
  }

  function question(type: string, ref: ActorRef<Task>): Promise<string> {
    return ref.ask((reply) => ({ type, act: () => reply.resolve(`answer to ${type}`) }));
  }

  it('holds so many messages and no more: one more is a dead letter, and a question is refused at once', async () => {
    const { ref, done } = await busyActor({ limit: 2 });

    const first = question('first', ref);
    for (const type of ['second', 'third']) ref.tell({ type });
    const refused = question('fourth', ref);

    await expect(refused).rejects.toThrow(MailboxFullError);
    expect(system.supervision.get('a')).toMatchObject({ state: 'busy', mailboxDepth: 2 });
    done();
    expect(await first).toBe('answer to first');
    expect(await question('fifth', ref)).toBe('answer to fifth');
    expect(notes).toEqual(['first', 'second', 'fifth']);
    expect(system.supervision.deadLetters()).toEqual({
      total: 2,
      recent: [
        { at: now, to: 'a', message: 'fourth', reason: 'mailbox-full' },
        { at: now, to: 'a', message: 'third', reason: 'mailbox-full' },
      ],
    });
  });

  it('lets a newer message of the same key take the place of one that waits, also when it is full', async () => {
    const progress = (text: string): Task => ({ type: text });
    const { ref, done } = await busyActor({ limit: 3, coalesce: ({ type }) => (type.startsWith('progress') ? 'progress' : null) });

    for (const task of [progress('progress 1'), { type: 'fact' }, { type: 'fact' }, progress('progress 2')]) ref.tell(task);
    done();

    await eventually(() => expect(notes).toEqual(['progress 2', 'fact', 'fact']));
    expect(system.supervision.deadLetters().total).toBe(0);
  });

  it('says how many messages wait and since when', async () => {
    const { ref, done } = await busyActor({});
    const mailbox = () => {
      const card = system.supervision.get('a');
      return [card?.mailboxDepth, card?.oldestMessageAt];
    };

    const before = mailbox();
    for (now of [2_000, 3_000]) ref.tell({ type: 'waits' });
    const during = mailbox();
    done();
    await question('last', ref);

    expect([before, during, mailbox()]).toEqual([
      [0, null],
      [2, 2_000],
      [0, null],
    ]);
  });

  it('holds 10 000 messages unless it is told otherwise', async () => {
    const { ref, done } = await busyActor({});

    for (let i = 0; i < 10_001; i++) ref.tell({ type: 'one of many' });

    expect(system.supervision.get('a')?.mailboxDepth).toBe(10_000);
    expect(system.supervision.deadLetters().total).toBe(1);
    done();
  });
});

describe('a mailbox', () => {
  it('behaves like a plain list, at any depth', () => {
    const count = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) },
      { weight: 1, arbitrary: fc.integer({ min: 500, max: 1_500 }) },
    );
    const operation = fc.oneof(
      { weight: 3, arbitrary: fc.record({ type: fc.constant('add' as const), count }) },
      { weight: 3, arbitrary: fc.record({ type: fc.constant('take' as const), count }) },
      { weight: 3, arbitrary: fc.record({ type: fc.constant('say' as const), key: fc.constantFrom('a', 'b') }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('drain' as const) }) },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), fc.constantFrom(3, 2_000, undefined), (operations, limit) => {
        interface Entry {
          key: string | null;
          serial: number;
        }
        const mailbox = new Mailbox<Entry>({ limit, coalesce: ({ key }) => key });
        let list: (Entry & { at: number })[] = [];
        let serial = 0;
        const add = (key: string | null) => {
          const entry = { key, serial: serial++ };
          const same = list.find((one) => key !== null && one.key === key);
          const hasRoom = list.length < (limit ?? 10_000);
          if (mailbox.add(entry, serial) !== (same !== undefined || hasRoom))
            throw new Error(`mailbox and list disagree about message ${serial}`);
          if (same) same.serial = entry.serial;
          else if (hasRoom) list.push({ ...entry, at: serial });
        };

        for (const step of operations) {
          if (step.type === 'add') for (let i = 0; i < step.count; i++) add(null);
          if (step.type === 'say') add(step.key);
          if (step.type === 'take') {
            const taken = Array.from({ length: step.count }, () => mailbox.take()?.serial);
            expect(taken).toEqual(Array.from({ length: step.count }, () => list.shift()?.serial));
          }
          if (step.type === 'drain') {
            expect(mailbox.drain().map((entry) => entry.serial)).toEqual(list.map((entry) => entry.serial));
            list = [];
          }
          expect([mailbox.depth, mailbox.oldestAt]).toEqual([list.length, list[0]?.at ?? null]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
