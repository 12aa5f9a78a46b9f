import { pino } from 'pino';

/** Structured logging: the message is a constant, the data are fields. Prompts, replies and keys are never logged. */
export type Logger = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(fields: Record<string, unknown>): Logger;
};

/** JSON lines on standard error, so that standard output stays for people. */
export function createLogger(level: string): Logger {
  return pino({ level, serializers: { error: pino.stdSerializers.err }, base: undefined }, pino.destination({ dest: 2, sync: false }));
}
