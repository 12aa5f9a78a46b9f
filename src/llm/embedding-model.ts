import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import { failureOf } from './ai-sdk-failure.ts';
import { Failures } from './provider-failure.ts';

/** Turns texts into vectors that are near each other when the texts mean nearly the same. */
export interface EmbeddingModel {
  /** `provider/model`. */
  readonly id: string;
  /**
   * One vector of length 1 for each text, in their order.
   * @param purpose some models tell what is looked for from what is found.
   * @throws {ModelError}
   */
  embed(texts: readonly string[], purpose: 'document' | 'query', signal: AbortSignal): Promise<Float32Array[]>;
}

/** An embedding model behind one of the AI SDK's provider packages. Does not try again: whoever calls knows when. */
export function aiSdkEmbeddings({ id, model, keyAdvice }: { id: string; model: EmbeddingModelV4; keyAdvice: string }): EmbeddingModel {
  const failures = new Failures(id, keyAdvice, 0);
  return {
    id,
    async embed(texts, purpose, signal) {
      try {
        const { embeddings } = await model.doEmbed({
          values: [...texts],
          abortSignal: signal,
          providerOptions: { google: { taskType: purpose === 'query' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT' } },
        });
        if (embeddings.length !== texts.length || embeddings.some((numbers) => numbers.length !== embeddings[0]?.length))
          throw failures.garbage(undefined);
        return embeddings.map(unit);
      } catch (error) {
        throw failureOf(error, failures, { signal });
      }
    },
  };
}

function unit(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (number) => number / length);
}
