/**
 * Does things of one key one after the other in this process, in the order in which they were asked for. Whoever waits for a lock of the
 * database so holds no connection meanwhile, and the one who has the lock finds one when it needs another.
 */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    const forget = () => {
      if (last.get(key) === turn) last.delete(key);
    };
    turn.then(forget, forget);
    return turn;
  };
}
