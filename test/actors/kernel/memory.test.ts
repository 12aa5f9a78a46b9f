import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ActorContext, ActorDefinition } from '../../../actors/kernel/actor.ts';
import { createActorSystem, type ActorSystem } from '../../../actors/kernel/actor-system.ts';
import { createLogger } from '../../../src/logger.ts';
import { eventually } from '../../support/eventually.ts';
import { crash, quiet, worker, type Task } from '../../support/worker.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let system: ActorSystem;
let remains: WeakRef<object>[];

beforeEach(() => {
  remains = [];
  system = createActorSystem({ logger: createLogger('silent') });
});
afterEach(() => system.shutdown(1_000));

/** An actor whose memory is watched. */
function mortal(definition: Partial<ActorDefinition<Task, number>> = {}): ActorDefinition<Task, number> {
  const whole = worker(definition);
  remains.push(new WeakRef(whole));
  return whole;
}

const limit = (count: number) => ({ restart: { limit: count, withinMs: 60_000, backoffMs: 1 } });

describe('an actor that is gone', () => {
  it.each<[string, () => Promise<void>]>([
    [
      'was stopped',
      async () => {
        system.spawn('a', mortal()).tell({ type: 'work' });
        await quiet(system);
        await system.supervision.stop('a');
      },
    ],
    [
      'finished as the child of one that lives',
      async () => {
        const parent = system.spawn('parent', worker());
        const act = ({ spawn }: ActorContext<Task>) => spawn('child', mortal()).tell({ type: 'finish', act: ({ stop }) => stop() });
        parent.tell({ type: 'spawn', act });
        await eventually(() => expect(system.supervision.get('parent')?.processed).toBe(1));
        await eventually(() => expect(system.supervision.get('parent/child')).toBeUndefined());
      },
    ],
    [
      'crashed and was temporary',
      async () => {
        system.spawn('a', mortal({ lifetime: 'temporary' })).tell(crash());
        await eventually(() => expect(system.supervision.get('a')).toBeUndefined());
      },
    ],
    [
      'was given up and replaced',
      async () => {
        system.spawn('a', mortal(limit(0))).tell(crash());
        await eventually(() => expect(system.supervision.get('a')?.state).toBe('given-up'));
        system.spawn('a', worker());
        await quiet(system);
      },
    ],
    [
      'lived for many incarnations, with questions and plans',
      async () => {
        const ref = system.spawn('a', mortal(limit(9)));
        for (let i = 0; i < 5; i++) {
          ref.ask(() => ({ type: 'question', act: ({ after }) => after(60_000, { type: 'plan' }) }), 60_000).catch(() => undefined);
          ref.tell(crash());
        }
        await quiet(system);
        await system.supervision.stop('a');
      },
    ],
  ])('leaves nothing behind in memory when it %s', async (_how, live) => {
    await live();

    await eventually(() => {
      collectGarbage();
      expect(remains.map((one) => one.deref() === undefined)).toEqual([true]);
    });
  });
});
