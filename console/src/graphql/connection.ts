import { useSyncExternalStore } from 'react';

type State = 'idle' | 'live' | 'lost';

const listeners = new Set<() => void>();
let state: State = 'idle';

/** Whether what the page follows comes through; `idle` before it follows anything. */
export const connection = {
  set(next: State): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  },
};

export function useConnection(): State {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
