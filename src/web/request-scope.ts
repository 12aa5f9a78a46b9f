import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What every line that is logged for a request carries. */
export interface RequestScope {
  /** As in its `X-Request-Id`. */
  requestId: string;
  /** Of the caller, when its `traceparent` names one. */
  traceId?: string;
}

/** The HTTP request at work. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

/** The id of the HTTP request at work; a new one outside of any. */
export function currentRequestId(): string {
  return requestScope.getStore()?.requestId ?? randomUUID();
}
