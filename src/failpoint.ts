/**
 * Names a point at which a crash must lose nothing. In crash tests the environment arms one of them, and the process ends there by a
 * real SIGKILL: nothing is flushed, closed or said.
 */
export type Failpoint = 'before-perform' | 'after-record' | 'after-step' | 'before-tool' | 'after-tool';

let armed: { name: string; remaining: number } | null = null;

/**
 * `name`, or `name:3` for the third time the point is passed. `event:17` is passed when the seventeenth event of a run is committed, and
 * `crash-run:3` when an actor of the kind `run` takes its third message, which then throws. Undefined disarms.
 */
export function armFailpoint(setting: string | undefined): void {
  const [name, count] = (setting ?? '').split(':');
  armed = name ? { name, remaining: Number(count ?? 1) } : null;
}

export function failpoint(name: Failpoint): void {
  if (armed?.name === name && --armed.remaining === 0) process.kill(process.pid, 'SIGKILL');
}

/** Passed by each batch of the log once it is committed, before anyone hears of it. */
export function failpointAtEvent(events: readonly { stream: string; seq: number }[]): void {
  if (armed?.name !== 'event') return;
  const { remaining } = armed;
  if (events.some(({ stream, seq }) => stream.startsWith('run:') && seq >= remaining)) process.kill(process.pid, 'SIGKILL');
}

/** Passed by each actor before it handles a message. */
export function failpointInActor(kind: string): void {
  if (armed?.name === `crash-${kind}` && --armed.remaining === 0) throw new Error(`crashed by the failpoint crash-${kind}`);
}
