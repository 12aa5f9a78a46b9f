import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts what is stored and must stay secret: AES-256-GCM under a key derived for each record (HKDF-SHA-256), bound to that record, so
 * that a ciphertext that was moved to another row or column does not open.
 */
export interface Cipher {
  /** @param record what the text belongs to, such as `secrets.value:sec_0a1b2c3d4e5f`. */
  encrypt(text: string, record: string): string;
  /** @throws {CipherError} when it was changed, moved, or encrypted with a key that is not known here. */
  decrypt(ciphertext: string, record: string): string;
  /** Whether it was encrypted with an earlier key. */
  isOutdated(ciphertext: string): boolean;
  /** 32 bytes for another use, which follow from the current key and say nothing of it. @param use such as `auth.tokens`. */
  deriveKey(use: string): Buffer;
  /** Names of the keys that are known, the current one first. */
  keyIds: readonly string[];
}

/** A ciphertext that does not open. Says which key it wants, never what is in it. */
export class CipherError extends Error {}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param keys 32 bytes each: the current one, then earlier ones that still open what they closed. */
export function createCipher([current, ...previous]: readonly [Buffer, ...Buffer[]]): Cipher {
  const keys = new Map([current, ...previous].map((key) => [keyIdOf(key), key]));
  const currentId = keyIdOf(current);
  return {
    keyIds: [...keys.keys()],
    deriveKey: (use) => derive(current, `key for ${use}`),
    encrypt(text, record) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derive(current, record), nonce).setAAD(Buffer.from(record));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${currentId}.${sealed.toString('base64url')}`;
    },
    decrypt(ciphertext, record) {
      const [version, keyId = '', body = ''] = ciphertext.split('.');
      const key = version === VERSION ? keys.get(keyId) : undefined;
      if (!key) throw new CipherError(`${record} was encrypted with another key (${keyId || 'unknown'})`);
      const sealed = Buffer.from(body, 'base64url');
      const tagAt = sealed.length - TAG_BYTES;
      try {
        const decipher = createDecipheriv('aes-256-gcm', derive(key, record), sealed.subarray(0, NONCE_BYTES));
        decipher.setAAD(Buffer.from(record)).setAuthTag(sealed.subarray(tagAt));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tagAt)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new CipherError(`${record} does not open: it was changed or moved`, { cause: error });
      }
    },
    isOutdated: (ciphertext) => ciphertext.split('.')[1] !== currentId,
  };
}

/** Tells keys apart without giving anything of them away. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('djinnbot key id').update(key).digest('hex').slice(0, 8);
}

function derive(key: Buffer, record: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', record, 32));
}
