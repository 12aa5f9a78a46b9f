import { UpstreamFailedError } from '../errors.ts';

export type ModelErrorKind =
  | 'auth'
  | 'rate-limit'
  | 'overloaded'
  | 'bad-request'
  | 'not-found'
  /** The stream ended before the reply did. */
  | 'truncated'
  | 'garbage'
  | 'timeout'
  | 'network'
  | 'aborted';

const RETRYABLE: ReadonlySet<ModelErrorKind> = new Set(['rate-limit', 'overloaded', 'truncated', 'garbage', 'timeout', 'network']);

/** A model call that failed. The message says which model, what happened and what to do; it holds no key and no text of the call. */
export class ModelError extends UpstreamFailedError {
  readonly kind: ModelErrorKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ModelErrorKind, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, RETRYABLE.has(kind), options);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
