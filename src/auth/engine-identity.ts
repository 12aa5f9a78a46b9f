import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context } from '../context.ts';
import { ForbiddenError } from '../errors.ts';

/** Whether it is the engine that calls: it shows `ENGINE_INTERNAL_TOKEN`; where none is set, it calls from this machine. */
export function isEngine({ caller, settings }: Pick<Context, 'caller' | 'settings'>): boolean {
  return settings.engineToken ? isSame(caller.token ?? '', settings.engineToken) : isLoopback(caller.address);
}

/** Lets only the engine's own identity pass. @throws {ForbiddenError} for anybody else. */
export function requireEngine(context: Pick<Context, 'caller' | 'settings'>): void {
  if (!isEngine(context)) throw new ForbiddenError('Only the engine may read this; it shows ENGINE_INTERNAL_TOKEN');
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && (plain === '::1' || plain.startsWith('127.'));
}
