/** When an agent wakes by itself. */
export interface PulsePlan {
  enabled: boolean;
  intervalMinutes: number;
  /** Minutes after the beginning of each interval, so that agents do not all wake together. */
  offsetMinutes: number;
  blackouts: readonly Blackout[];
  /** Moments besides, ISO 8601. */
  oneOffs: readonly string[];
  /** Names of the columns whose tasks it looks at; empty is all. */
  columns: readonly string[];
  timeoutMs: number;
  maxSessions: number;
  cooldownSeconds: number;
  maxWakesPerDay: number;
  maxDailySessionMinutes: number;
}

/** A time in which an agent is left alone. Times of day are the machine's; one that ends before it begins goes over midnight. */
export type Blackout =
  | { type: 'recurring'; startTime: string; endTime: string; daysOfWeek?: readonly number[] | undefined }
  | { type: 'one-off'; start: string; end: string };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A plan that is blacked out for so long is not looked at any further. */
const HORIZON_MS = 14 * DAY_MS;

/** The next moment after `now` at which an agent wakes; null when there is none within two weeks. Missed ones are not made up for. */
export function nextWake(plan: PulsePlan, now: number): number | null {
  if (!plan.enabled) return null;
  const interval = plan.intervalMinutes * MINUTE_MS;
  const offset = (plan.offsetMinutes * MINUTE_MS) % interval;
  let regular: number | null = Math.floor((now - offset) / interval) * interval + interval + offset;
  while (regular !== null && isBlackedOut(plan.blackouts, regular)) {
    regular += interval;
    if (regular > now + HORIZON_MS) regular = null;
  }
  const special = plan.oneOffs
    .map((text) => Date.parse(text))
    .filter((moment) => moment > now && moment <= now + HORIZON_MS && !isBlackedOut(plan.blackouts, moment));
  const moments = [...(regular === null ? [] : [regular]), ...special];
  return moments.length > 0 ? Math.min(...moments) : null;
}

export function isBlackedOut(blackouts: readonly Blackout[], moment: number): boolean {
  return blackouts.some((blackout) => {
    if (blackout.type === 'one-off') return moment >= Date.parse(blackout.start) && moment < Date.parse(blackout.end);
    const date = new Date(moment);
    const at = date.getHours() * 60 + date.getMinutes();
    const [from, to] = [minutesOf(blackout.startTime), minutesOf(blackout.endTime)];
    const isOn = (day: number) => blackout.daysOfWeek === undefined || blackout.daysOfWeek.includes((day + 7) % 7);
    if (from <= to) return isOn(date.getDay()) && at >= from && at < to;
    // over midnight: the day is the one on which it began
    return (isOn(date.getDay()) && at >= from) || (isOn(date.getDay() - 1) && at < to);
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
