import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashCode } from './passwords.ts';

const PERIOD_SECONDS = 30;
/** Clocks may be apart by one step. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What an authenticator app shares with the server (RFC 6238: SHA-1, six digits, 30 seconds). */
export function newTotp(label: string, issuer: string): { secret: string; provisioningUri: string } {
  const totp = totpOf(new Secret({ size: 20 }).base32, label, issuer);
  return { secret: totp.secret.base32, provisioningUri: totp.toString() };
}

/** The time step that a code belongs to; null when it is wrong, or was good before. @param lastStep of the code that was used last. */
export function totpStep(secret: string, code: string, lastStep: number, now: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now / 1_000 / PERIOD_SECONDS) + delta;
  return step > lastStep ? step : null;
}

/** Such as `AB12-CD34`. */
export function newRecoveryCodes(): string[] {
  const four = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${four()}-${four()}`);
}

/** As recovery codes are stored. */
export function hashRecoveryCode(userId: string, code: string): Promise<string> {
  return hashCode(code.trim().toUpperCase().replaceAll('-', ''), userId);
}

function totpOf(secret: string, label?: string, issuer?: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, ...(label && { label }), ...(issuer && { issuer }) });
}
