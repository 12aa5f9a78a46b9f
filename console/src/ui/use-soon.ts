import { useCallback, useEffect, useRef } from 'react';

/** Does something once for many calls, a moment after the first of them. */
export function useSoon(act: () => void, delayMs: number): () => void {
  const newest = useRef(act);
  const timer = useRef(0);
  useEffect(() => {
    newest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    timer.current ||= window.setTimeout(() => {
      timer.current = 0;
      newest.current();
    }, delayMs);
  }, [delayMs]);
}
