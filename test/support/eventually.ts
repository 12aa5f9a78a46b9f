/**
 * Waits until a check passes: tests wait for facts, never for a duration. Rethrows the check's own failure after `withinMs`.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 25_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
