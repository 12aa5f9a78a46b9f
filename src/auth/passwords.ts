import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { BadUserInputError } from '../errors.ts';

/** OWASP Password Storage Cheat Sheet, 2025: argon2id with 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const SHORTEST = 8;
/** Longer ones would only cost time. */
const LONGEST = 1_024;

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** The form in which a password is stored: PHC string of argon2id with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await argon2id(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Whether a password is the one that is stored. Takes as long when none is. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? '');
  const [, memory, passes, parallelism, salt = '', hash = ''] = match ?? [];
  const cost = match ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) } : COST;
  const found = await argon2id(password.slice(0, LONGEST), match ? Buffer.from(salt, 'base64') : randomBytes(SALT_BYTES), cost);
  const wanted = Buffer.from(hash, 'base64');
  return match !== null && wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** A hash that can be looked up, for codes too short for a fast one. @param salt what keeps those of one person apart from others'. */
export async function hashCode(code: string, salt: string): Promise<string> {
  return (await argon2id(code, Buffer.from(salt.padEnd(SALT_BYTES, '.')), COST)).toString('base64url');
}

/** @throws {BadUserInputError} for one that is too short or too long. */
export function checkPassword(password: string, path = 'password'): void {
  if (password.length >= SHORTEST && password.length <= LONGEST) return;
  const rule = `${path} must have ${SHORTEST} to ${LONGEST} characters`;
  throw new BadUserInputError(rule, [{ path, rule }]);
}

function argon2id(message: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  return derive('argon2id', { message, nonce, tagLength: HASH_BYTES, ...cost });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
