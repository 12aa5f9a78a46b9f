/** What a client may rely on to tell one failure from another; `rest/status.ts` turns each into an HTTP status. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'UNAVAILABLE'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UPSTREAM_FAILED'
  | 'DEADLINE_EXCEEDED'
  | 'PAYLOAD_TOO_LARGE';

/** One rule that a piece of input breaks. Says where and which rule, never the value. */
export interface InputIssue {
  /** Dotted path of the field, such as `input.task` or `steps[2].agent`. */
  path: string;
  rule: string;
}

/**
 * A failure that was foreseen and may be shown to the caller. Anything else that is thrown is a bug and is masked.
 * Messages say what is so, in our own values (ids, states, limits): what a caller sent is not echoed.
 */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode;

  /** What graphql-js copies onto the wire. Subclasses add members of their own. */
  get extensions(): Record<string, unknown> {
    return { code: this.code };
  }
}

/** A value of the wrong type or out of range. */
export class BadUserInputError extends AppError {
  readonly code = 'BAD_USER_INPUT';
  readonly issues: readonly InputIssue[];

  constructor(message: string, issues: readonly InputIssue[] = [], options?: ErrorOptions) {
    super(message, options);
    this.issues = issues;
  }

  override get extensions() {
    return { code: this.code, issues: this.issues };
  }
}

/** Well-formed, but not possible here: an unknown status word, a session in the wrong state. */
export class BadRequestError extends AppError {
  readonly code = 'BAD_REQUEST';
}

/** A part that this needs is away for now; trying again later is right. */
export class UnavailableError extends AppError {
  readonly code = 'UNAVAILABLE';
}

export class UnauthenticatedError extends AppError {
  readonly code = 'UNAUTHENTICATED';
}

/** Known, but without the right to this. */
export class ForbiddenError extends AppError {
  readonly code = 'FORBIDDEN';
}

/** Absent, or not this viewer's to see. */
export class NotFoundError extends AppError {
  readonly code = 'NOT_FOUND';
}

/** An illegal state change, a duplicate, or a lost race. */
export class ConflictError extends AppError {
  readonly code = 'CONFLICT';
}

export class PayloadTooLargeError extends AppError {
  readonly code = 'PAYLOAD_TOO_LARGE';
}

/** Too many requests, here or at a provider. */
export class RateLimitedError extends AppError {
  readonly code = 'RATE_LIMITED';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }

  override get extensions() {
    return { code: this.code, retryAfterMs: this.retryAfterMs };
  }
}

/** A model, an MCP server or GitHub failed. `retryable` says whether the same call may go through later. */
export class UpstreamFailedError extends AppError {
  readonly code: ErrorCode = 'UPSTREAM_FAILED';
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.retryable = retryable;
  }

  override get extensions(): Record<string, unknown> {
    return { code: this.code, retryable: this.retryable };
  }
}

export class DeadlineExceededError extends AppError {
  readonly code = 'DEADLINE_EXCEEDED';
}
