import { types } from 'node:util';
import { APICallError } from '@ai-sdk/provider';
import { ModelError } from './model-error.ts';
import { isAboutKey, retryAfter, statusOf, type Failures, type Refusal } from './provider-failure.ts';

/** What a call through one of the AI SDK's provider packages failed of, in our words. */
export function failureOf(
  error: unknown,
  failures: Failures,
  call: { signal: AbortSignal; /** Fires when the provider was silent for too long. */ idle?: AbortSignal; isConnected?: boolean },
): ModelError {
  if (error instanceof ModelError) return error;
  if (call.signal.aborted) return failures.aborted(error);
  if (call.idle?.aborted) return failures.silent(error);
  const refusal = refusalOf(error);
  if (refusal && refusal.status >= 400) return failures.refused(refusal, error);
  return isNetwork(error) ? failures.network(call.isConnected ?? false, error) : failures.garbage(error);
}

/** What the provider refused; undefined when it was not the provider that failed. */
function refusalOf(error: unknown): Refusal | undefined {
  if (APICallError.isInstance(error)) {
    const { statusCode: status, responseHeaders, responseBody = '', data } = error;
    if (status === undefined) return undefined;
    const message = (data as { error?: { message?: unknown } } | undefined)?.error?.message;
    return {
      status,
      ...(typeof message === 'string' && { said: message }),
      isAboutKey: isAboutKey(responseBody),
      retryAfterMs: retryAfter(responseHeaders),
    };
  }
  if (types.isNativeError(error)) return undefined; // the network's or the client's; what a provider says in its stream is plain data
  return { status: statusOf(error as object) };
}

function isNetwork(error: unknown): boolean {
  if (APICallError.isInstance(error) && error.statusCode === undefined) return true; // no answer at all
  for (let cause = error; types.isNativeError(cause); cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) return true;
    if (cause.name === 'TypeError' && /terminated|fetch failed|network/i.test(cause.message)) return true;
  }
  return false;
}
