import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAgentConfig } from '../../../src/agents/agent-config.ts';
import { isBlackedOut, nextWake, type PulsePlan } from '../../../src/pulse/pulse-plan.ts';

const MINUTE = 60_000;
const plan = (more: Partial<PulsePlan> = {}): PulsePlan => ({ ...readAgentConfig('').settings.pulse, ...more });
const at = (text: string) => new Date(`2026-03-02T${text}:00`).getTime(); // a Monday, in the machine's own time

describe('an agent', () => {
  it('wakes on its interval, with its offset, once however long the server was away', () => {
    const wake = nextWake(plan({ intervalMinutes: 30, offsetMinutes: 7 }), at('12:00')) ?? 0;
    expect(wake % (30 * MINUTE)).toBe(7 * MINUTE);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 900 }),
        fc.nat(2_000_000_000_000),
        (interval, offset, now) => {
          const next = nextWake(plan({ intervalMinutes: interval, offsetMinutes: offset }), now) ?? 0;
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThanOrEqual(interval * MINUTE);
          expect(nextWake(plan({ intervalMinutes: interval, offsetMinutes: offset }), next)).toBe(next + interval * MINUTE);
        },
      ),
    );
  });

  it('is left alone in its blackouts, also over midnight and on some days only', () => {
    const night = { type: 'recurring' as const, startTime: '22:00', endTime: '06:30' };
    expect(['21:59', '22:00', '03:00', '06:29', '06:30'].map((time) => isBlackedOut([night], at(time)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    const sundayNight = { ...night, daysOfWeek: [0] };
    expect(['03:00', '23:00'].map((time) => isBlackedOut([sundayNight], at(time)))).toEqual([true, false]);
    const holiday = { type: 'one-off' as const, start: '2026-03-02T12:00:00Z', end: '2026-03-03T12:00:00Z' };
    expect(nextWake(plan({ blackouts: [holiday] }), Date.parse('2026-03-02T13:00:00Z'))).toBe(Date.parse('2026-03-03T12:00:00Z'));
    expect(
      nextWake(plan({ blackouts: [{ type: 'recurring', startTime: '00:00', endTime: '23:59' }], intervalMinutes: 60 }), at('12:00')),
    ).toBeNull();
  });

  it('wakes at moments besides, and not at all when it is switched off', () => {
    const now = Date.parse('2026-03-02T12:00:00Z');
    expect(nextWake(plan({ oneOffs: ['2026-03-02T12:01:00Z', '2026-03-02T11:00:00Z'] }), now)).toBe(now + MINUTE);
    expect(nextWake(plan({ enabled: false }), now)).toBeNull();
  });
});

it('is read from the file in the words of the contract, and what is wrong is named', () => {
  const { settings, problems } = readAgentConfig(`
pulse_interval_minutes: 45
pulse_offset_minutes: 5
pulse_one_offs: [2026-03-02T12:01:00Z]
pulse_blackouts:
  - { type: recurring, start_time: "23:00", end_time: "07:00", days_of_week: [0, 6] }
coordination: { wake_guardrails: { max_wakes_per_day: 3 } }
`);
  expect(problems).toEqual([]);
  expect(settings.pulse).toMatchObject({
    intervalMinutes: 45,
    offsetMinutes: 5,
    oneOffs: ['2026-03-02T12:01:00Z'],
    blackouts: [{ type: 'recurring', startTime: '23:00', endTime: '07:00', daysOfWeek: [0, 6] }],
    maxWakesPerDay: 3,
    cooldownSeconds: 300,
  });
  expect(readAgentConfig('pulse_blackouts: [{ type: recurring, start_time: 23, end_time: "7" }]').problems[0]).toMatch(/^pulse_blackouts/);
});
