import { randomBytes } from 'node:crypto';

/** A new id in the contract's form: prefix, underscore, twelve lower-case hex digits, such as `run_0a1b2c3d4e5f`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(6).toString('hex')}`;
}
