import type { Pool } from 'pg';
import { AppError } from '../errors.ts';
import type { EmbeddingModel } from '../llm/embedding-model.ts';
import type { ModelRegistry } from '../llm/model-registry.ts';
import type { Logger } from '../logger.ts';
import { countWaiting, embedSome } from './embed-memories.ts';
import type { MemorySearch } from './memory-store.ts';
import { createQueryEmbedder } from './query-embedder.ts';
import { createVectorIndex, type Near } from './vector-index.ts';

/** What memories mean, as the embedding model that is configured has it. */
export interface MemoryMeaning {
  /**
   * Gives some memories that have none of the model their vectors.
   * @returns how many it looked at; 0 when none waits, or when another node is at it.
   * @throws {BadRequestError} when the model cannot be used. @throws {ModelError} when it fails; the memories wait on.
   */
  learn(signal: AbortSignal): Promise<number>;
  /** What means nearly the same as a query, nearest first; null when there is no model, or none that answers in time. */
  near(ownerId: string | null, search: MemorySearch): Promise<Near[] | null>;
  status(): Promise<MeaningStatus>;
}

export interface MeaningStatus {
  /** `provider/model`; null when memories are found by their words alone. */
  embeddingModel: string | null;
  /** Memories that are not found by meaning yet. */
  waiting: number;
  /** Why the model cannot be used. */
  problem: string | null;
}

const LONGEST_QUERY = 2_000;

/** @param deps.modelName `provider/model` as it is set now. */
export function createMemoryMeaning(deps: {
  pool: Pool;
  models: Pick<ModelRegistry, 'embeddings'>;
  modelName: () => string | undefined;
  logger: Logger;
}): MemoryMeaning {
  const { pool, models, modelName, logger } = deps;
  const index = createVectorIndex(pool);
  const embedQuery = createQueryEmbedder(logger);

  function model(): EmbeddingModel | null {
    const name = modelName();
    return name === undefined ? null : models.embeddings(name);
  }

  function problem(): string | null {
    try {
      model();
      return null;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  return {
    async learn(signal) {
      const current = model();
      if (!current) return 0;
      const count = await embedSome(pool, current, signal);
      await index.refresh(current.id); // so that no search has to wait for much
      return count;
    },
    async near(ownerId, { vaults, query, limit }) {
      const current = problem() === null ? model() : null; // who indexes tells of a model that cannot be used
      const vector = current && (await embedQuery(current, query.slice(0, LONGEST_QUERY).toWellFormed()));
      return current && vector && index.nearest({ model: current.id, vector, ownerId, vaults, limit });
    },
    async status() {
      const name = modelName();
      return { embeddingModel: name ?? null, waiting: name === undefined ? 0 : await countWaiting(pool, name), problem: problem() };
    },
  };
}
