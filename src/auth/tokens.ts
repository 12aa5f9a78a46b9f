import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { UnauthenticatedError } from '../errors.ts';

/** What is behind a viewer, and ends with it: a person's session or an API key, such as `session:ses_…`. */
export type Credential = `session:${string}` | `key:${string}`;

/** What a signed token is good for: requests, the second factor of a login, or the address of one stream. */
export type TokenType = 'access' | 'pending_totp' | 'ticket';

/** What a signed token says. */
export interface Claims {
  /** The viewer. */
  sub: string;
  type: TokenType;
  /** Absent in a token that is no credential yet. */
  credential?: Credential;
  /** For clients that look inside; never relied on here. */
  email?: string;
  is_admin?: boolean;
  totp_verified?: boolean;
}

export interface Tokens {
  sign(claims: Claims, seconds: number): Promise<string>;
  /** @throws {UnauthenticatedError} that says whether it expired or is none of ours. */
  verify(token: string): Promise<Claims>;
}

/** Signed tokens (JWT, HS256). @param key 32 bytes or more. */
export function createTokens(key: Uint8Array): Tokens {
  return {
    sign: ({ sub, ...claims }, seconds) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setJti(randomBytes(9).toString('base64url'))
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(key),
    async verify(token) {
      try {
        const { payload } = await jwtVerify<Claims>(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp', 'type'] });
        return payload;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new UnauthenticatedError('The token has expired');
        if (error instanceof errors.JOSEError) throw new UnauthenticatedError('The token is not valid');
        throw error;
      }
    },
  };
}

/** A random token that is stored as its hash only. */
export function newOpaqueToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares without telling by its time how much was right. */
export function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
