import { words } from './format.ts';

type Tone = 'good' | 'bad' | 'busy' | 'wait' | 'plain';

const TONES: Record<string, Tone> = {
  completed: 'good',
  done: 'good',
  failed: 'bad',
  'given-up': 'bad',
  error: 'bad',
  running: 'busy',
  busy: 'busy',
  starting: 'busy',
  retrying: 'busy',
  paused: 'wait',
  'backing-off': 'wait',
  degraded: 'wait',
  queued: 'wait',
  pending: 'wait',
};

/** A state in its colour, and always in words, too. */
export function Badge({ state, children }: { state: string; children?: React.ReactNode }) {
  const tone = TONES[state.toLowerCase().replaceAll('_', '-')] ?? 'plain';
  return <span className={`badge badge-${tone}`}>{children ?? words(state)}</span>;
}
