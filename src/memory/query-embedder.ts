import type { EmbeddingModel } from '../llm/embedding-model.ts';
import type { Logger } from '../logger.ts';

/** What a query means to an embedding model. Null when the model does not say so in time: then words alone are looked for. */
export type QueryEmbedder = (model: EmbeddingModel, query: string) => Promise<Float32Array | null>;

const DEADLINE_MS = 1_000;
const KEPT = 500;
/** After a failure the model is left alone for so long: a search is not to wait for a provider that is away. */
const PAUSE_MS = 5_000;

/** Remembers the last queries. A failure is told once, and so is its end. */
export function createQueryEmbedder(logger: Logger, deadlineMs = DEADLINE_MS): QueryEmbedder {
  const kept = new Map<string, Float32Array>();
  let failedAt = -Infinity;
  return async (model, query) => {
    const key = `${model.id}\n${query}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const hasFailed = failedAt > -Infinity;
    if (hasFailed && performance.now() - failedAt < PAUSE_MS) return null;
    try {
      const [vector] = await model.embed([query], 'query', AbortSignal.timeout(deadlineMs));
      if (!vector) return null;
      if (hasFailed) logger.info({ model: model.id }, 'memories are found by meaning again');
      failedAt = -Infinity;
      kept.set(key, vector);
      for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
      return vector;
    } catch (error) {
      if (!hasFailed) logger.warn({ error, model: model.id }, 'memories are found by words alone until the embedding model answers');
      failedAt = performance.now();
      return null;
    }
  };
}
