import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { InputIssue } from '../src/errors.ts';

/** An error as a REST client reads it: RFC 9457, with `detail` as one readable sentence. */
export interface Problem {
  status: number;
  detail: string;
  requestId: string;
  /** Each field that is wrong, for a 422. */
  errors?: readonly InputIssue[];
  headers?: Record<string, string>;
}

export function sendProblem(response: Response, { status, detail, requestId, errors, headers }: Problem): void {
  response
    .status(status)
    .set(headers ?? {})
    .type('application/problem+json');
  response.send(
    JSON.stringify({
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      ...(errors && errors.length > 0 && { errors: errors.map(({ path, rule }) => ({ path, message: rule })) }),
      request_id: requestId,
    }),
  );
}
