import { ModelError } from './model-error.ts';

/** A provider's refusal, instead of a reply or in the middle of one. */
export interface Refusal {
  status: number;
  /** Its own words, to be put behind ours. They are about our request, so they are cut short. */
  said?: string;
  /** Some answer 400 to a key that they do not know. */
  isAboutKey?: boolean;
  retryAfterMs?: number | undefined;
}

const LONGEST_QUOTE = 300;

/** How the failures of one model are told, whichever client meets them. Each says which model, what happened and what to do. */
export class Failures {
  readonly #id: string;
  readonly #keyAdvice: string;
  readonly #idleTimeoutMs: number;

  /** @param keyAdvice what to do when the key is refused: `set ANTHROPIC_API_KEY to a valid one` */
  constructor(id: string, keyAdvice: string, idleTimeoutMs: number) {
    this.#id = id;
    this.#keyAdvice = keyAdvice;
    this.#idleTimeoutMs = idleTimeoutMs;
  }

  aborted(cause: unknown): ModelError {
    return new ModelError('aborted', `The call of ${this.#id} was aborted`, { cause });
  }

  silent(cause: unknown): ModelError {
    return new ModelError('timeout', `${this.#id} sent nothing for ${this.#idleTimeoutMs / 1000} s`, { cause });
  }

  network(isConnected: boolean, cause: unknown): ModelError {
    const message = isConnected
      ? `The connection to ${this.#id} broke; the reply is incomplete`
      : `${this.#id} cannot be reached; check its base URL and the network`;
    return new ModelError('network', message, { cause });
  }

  garbage(cause: unknown): ModelError {
    return new ModelError('garbage', `${this.#id} answered with something that is not a model's reply`, { cause });
  }

  /** A stream that ended without its last word; something else than a stream never had one. */
  incomplete(contentType: string | undefined): ModelError {
    return contentType === undefined || contentType.includes('event-stream')
      ? new ModelError('truncated', `${this.#id} closed the stream before the reply was complete`)
      : new ModelError('garbage', `${this.#id} answered with something that is not a model's reply (${contentType}); check its base URL`);
  }

  refused({ status, said, isAboutKey = false, retryAfterMs }: Refusal, cause: unknown): ModelError {
    const id = this.#id;
    if (status === 401 || status === 403 || (status === 400 && isAboutKey))
      return new ModelError('auth', `${id} refused the key (${status}): ${this.#keyAdvice}`, { cause });
    if (status === 404)
      return new ModelError('not-found', `${id} does not exist at its provider (404); check the model's name and the base URL`, { cause });
    if (status === 408) return new ModelError('timeout', `${id} took too long (408)`, { cause });
    if (status === 429)
      return new ModelError('rate-limit', `${id} has too many requests (429); try later or raise its limit`, { cause, retryAfterMs });
    if (status >= 500) return new ModelError('overloaded', `${id} failed (${status}); try later`, { cause, retryAfterMs });
    return new ModelError('bad-request', `${id} refused the request (${status})${said ? `: ${said.slice(0, LONGEST_QUOTE)}` : ''}`, {
      cause,
    });
  }
}

/** Whether an error's body speaks of the key. */
export function isAboutKey(body: string): boolean {
  return /API_KEY_INVALID|(incorrect|invalid) api key/i.test(body);
}

/** The status that an error inside a stream stands for, by its code where that is one. */
export function statusOf({ statusCode, code }: { statusCode?: unknown; code?: unknown }): number {
  const status = [statusCode, code].find((value) => typeof value === 'number' && value >= 400 && value < 600);
  return typeof status === 'number' ? status : 500;
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfter(headers: Record<string, string | string[] | undefined> | undefined): number | undefined {
  const ms = Number(headers?.['retry-after-ms']);
  if (ms > 0) return ms;
  const text = headers?.['retry-after'];
  if (typeof text !== 'string' || text === '') return undefined;
  const seconds = Number(text);
  const wait = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return wait > 0 ? wait : undefined;
}
