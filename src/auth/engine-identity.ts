import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context } from '../context.ts';
import { ForbiddenError } from '../errors.ts';

/**
 * Lets only the engine's own identity pass: whoever shows `ENGINE_INTERNAL_TOKEN`; where none is set, whoever calls from this machine.
 * @throws {ForbiddenError} for anybody else.
 */
export function requireEngine({ caller, settings }: Pick<Context, 'caller' | 'settings'>): void {
  const isAllowed = settings.engineToken ? isSame(caller.token ?? '', settings.engineToken) : isLoopback(caller.address);
  if (!isAllowed) throw new ForbiddenError('Only the engine may read this; it shows ENGINE_INTERNAL_TOKEN');
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && (plain === '::1' || plain.startsWith('127.'));
}
