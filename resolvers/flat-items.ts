/**
 * Batches as single items, without an await between those of the same batch. `return()` ends the source at once.
 * @param first what comes before anything of the source.
 */
export function flatItems<In, Out>(
  source: AsyncIterableIterator<In[]>,
  itemsOf: (batch: In[]) => readonly Out[] | Promise<readonly Out[]>,
  first: readonly Out[] = [],
): AsyncIterableIterator<Out> {
  let ready: readonly Out[] = first;
  let next = 0;
  return {
    async next() {
      while (next >= ready.length) {
        const batch = await source.next();
        if (batch.done) return { done: true, value: undefined };
        ready = await itemsOf(batch.value);
        next = 0;
      }
      return { done: false, value: ready[next++] as Out };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
