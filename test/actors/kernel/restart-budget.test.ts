import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RestartBudget } from '../../../actors/kernel/restart-budget.ts';

describe('a restart budget', () => {
  const policy = { limit: 3, withinMs: 1_000, backoffMs: 100, maxBackoffMs: 300 };

  it.each<[string, number[], (number | null)[]]>([
    ['doubles the delay up to the longest', [0, 1, 2], [100, 200, 300]],
    ['is used up after so many restarts', [0, 1, 2, 3, 999], [100, 200, 300, null, null]],
    ['has room again when the oldest restart leaves the window', [0, 500, 999, 1_000, 1_001], [100, 200, 300, 300, null]],
    ['begins anew after a window without a crash', [0, 1, 2, 1_002], [100, 200, 300, 100]],
  ])('%s', (_what, times, delays) => {
    const budget = new RestartBudget(policy);

    expect(times.map((now) => budget.spend(now))).toEqual(delays);
  });

  it('is whole after a refill', () => {
    const budget = new RestartBudget(policy);
    for (let i = 0; i < 4; i++) budget.spend(0);

    budget.refill();

    expect(budget.spend(0)).toBe(100);
  });

  it('allows five restarts a minute, from 100 ms to 30 s apart, when nothing is said', () => {
    const usual = new RestartBudget();
    const patient = new RestartBudget({ limit: 20, withinMs: 60_000, backoffMs: 100 });

    expect([0, 0, 0, 0, 0, 59_999, 60_000].map((now) => usual.spend(now))).toEqual([100, 200, 400, 800, 1_600, null, 100]);
    expect(Array.from({ length: 10 }, () => patient.spend(0)).slice(-3)).toEqual([12_800, 25_600, 30_000]);
  });

  it('never allows more restarts in any window than its limit, and never shortens a delay while restarts pile up', () => {
    const policies = fc.record({
      limit: fc.nat({ max: 6 }),
      withinMs: fc.integer({ min: 1, max: 1_000 }),
      backoffMs: fc.integer({ min: 1, max: 100 }),
      maxBackoffMs: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(policies, fc.array(fc.nat({ max: 400 }), { maxLength: 60 }), (random, pauses) => {
        const budget = new RestartBudget(random);
        const granted: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const inWindow = granted.filter((at) => at > now - random.withinMs).length;

          const delay = budget.spend(now);

          expect(delay).toBe(inWindow >= random.limit ? null : Math.min(random.maxBackoffMs, random.backoffMs * 2 ** inWindow));
          if (delay !== null) granted.push(now);
        }
        for (const end of granted) {
          expect(granted.filter((at) => at > end - random.withinMs && at <= end).length).toBeLessThanOrEqual(random.limit);
        }
      }),
    );
  });
});
