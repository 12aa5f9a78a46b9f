import { pino } from 'pino';
import { requestScope } from './web/request-scope.ts';

/** Structured logging: the message is a constant, the data are fields. Prompts, replies and keys are never logged. */
export type Logger = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(fields: Record<string, unknown>): Logger;
};

/**
 * JSON lines on standard error, so that standard output stays for people. A line that is written for a request carries its id and the
 * trace it is part of; one about an actor, the id of its run or chat.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      serializers: { error: pino.stdSerializers.err },
      base: undefined,
      mixin: () => ({ ...requestScope.getStore() }), // a copy, since pino adds the line's own fields to it
      formatters: { log: (fields) => ({ ...subjectOf(fields.actor), ...fields }) },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** What an actor works on, as its path says: `runs/run_0a1b2c3d4e5f`. */
function subjectOf(actor: unknown): { runId?: string; chatId?: string } {
  const [id, kind] = typeof actor === 'string' ? (/\b(run|chat)_[0-9a-f]{12}\b/.exec(actor) ?? []) : [];
  if (!id) return {};
  return kind === 'run' ? { runId: id } : { chatId: id };
}
