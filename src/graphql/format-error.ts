import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** Codes that Apollo gives to mistakes in a request, and whose messages speak of the request's own text. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/**
 * What a client gets to see of an error: foreseen ones as they are, coercion errors without the value that was sent, everything else
 * as an internal error with the request's id, under which the log has it whole.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, logger: Logger, requestId: string): GraphQLFormattedError {
  // what refuses an operation as a whole has no path, as errors of resolvers have
  const cause = thrown instanceof GraphQLError && thrown.originalError ? thrown.originalError : unwrapResolverError(thrown);
  const { locations, path } = formatted;
  if (cause instanceof AppError) return { message: cause.message, locations, path, extensions: cause.extensions };
  const code = formatted.extensions?.code;
  if (code === 'BAD_USER_INPUT') return { message: withoutValue(formatted.message), locations, path, extensions: { code } };
  if (cause instanceof GraphQLError && typeof code === 'string' && REQUEST_CODES.has(code)) {
    return { message: formatted.message, locations, path, extensions: { code } };
  }
  logger.error({ error: cause, requestId }, 'operation failed');
  return {
    message: `Internal error; the server's log has it under request ${requestId}`,
    locations,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  };
}

/** graphql-js quotes what was sent: `Variable "$id" got invalid value {…}; Expected …`. The name and the rule are enough. */
function withoutValue(message: string): string {
  return message
    .replace(/got invalid value [\s\S]*?(; |$)(?=[^;]*$)/, 'got an invalid value; ')
    .replace(/; $/, '')
    .replace(/cannot represent (?:value|a? ?non[\w -]* value): [\s\S]*$/, 'cannot represent this value');
}
