import { setTimeout as delay } from 'node:timers/promises';
import type { LanguageModel, ModelEvent, ModelRequest } from './language-model.ts';
import { ModelError } from './model-error.ts';

export interface RetryOptions {
  /** How often a call is made at most. Default 4. */
  attempts?: number;
  /** The first wait is anything up to this, each further one up to twice as long. Default 500. */
  firstWaitMs?: number;
  /** A provider that asks for a longer wait has failed. Default one minute. */
  longestWaitMs?: number;
  /** From 0 to 1. */
  random?: () => number;
}

/**
 * Asks again when a provider is busy or away, as long as nothing of the reply was seen: once text has been streamed, a failure is the
 * attempt's. Waits as long as the provider says, else exponentially with full jitter.
 */
export function retryingModel(
  model: LanguageModel,
  { attempts = 4, firstWaitMs = 500, longestWaitMs = 60_000, random = Math.random }: RetryOptions = {},
): LanguageModel {
  return {
    id: model.id,
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
      for (let attempt = 1; ; attempt++) {
        let hasBegun = false;
        try {
          for await (const event of model.stream(request, signal)) {
            hasBegun = true;
            yield event;
          }
          return;
        } catch (error) {
          if (hasBegun || attempt >= attempts || !(error instanceof ModelError) || !error.retryable) throw error;
          const wait = error.retryAfterMs ?? random() * firstWaitMs * 2 ** (attempt - 1);
          if (wait > longestWaitMs) throw error;
          await delay(wait, undefined, { signal }).catch(() => {
            throw new ModelError('aborted', `The call of ${model.id} was aborted`, { cause: error });
          });
        }
      }
    },
  };
}
