import { useState } from 'react';

/** Something that a button does and that may fail: whether it is under way, and what went wrong the last time. */
export function useTask(work: () => Promise<void>) {
  const [error, setError] = useState<Error>();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      // a server that is not there fails in the browser's words
      setError(thrown instanceof TypeError ? new Error('The server does not answer.') : (thrown as Error));
    } finally {
      setRunning(false);
    }
  };
  return { run, error, isRunning };
}
