import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { CipherError, createCipher } from '../../../src/secrets/cipher.ts';

const [first, second] = [randomBytes(32), randomBytes(32)];

describe('a cipher', () => {
  it('opens whatever it closed, and closes the same text differently each time', () => {
    const cipher = createCipher([first]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const closed = cipher.encrypt(text, 'secrets.value:1');
        expect(cipher.decrypt(closed, 'secrets.value:1')).toBe(text);
        expect(cipher.encrypt(text, 'secrets.value:1')).not.toBe(closed);
      }),
    );
  });

  it('does not open what was moved to another record', () => {
    const cipher = createCipher([first]);
    const closed = cipher.encrypt('canary', 'secrets.value:1');

    expect(() => cipher.decrypt(closed, 'secrets.value:2')).toThrow(CipherError);
  });

  it('does not open what was changed anywhere', () => {
    const cipher = createCipher([first]);
    const [version, key, body = ''] = cipher.encrypt('canary', 'r').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => cipher.decrypt(`${version}.${key}.${changed.toString('base64url')}`, 'r')).toThrow(CipherError);
    }
    for (const text of ['', 'v1', `v1.${key}.`, `v2.${key}.${body}`]) expect(() => cipher.decrypt(text, 'r')).toThrow(CipherError);
  });

  it('opens what an earlier key closed, and says that it is outdated', () => {
    const closed = createCipher([first]).encrypt('canary', 'r');
    const cipher = createCipher([second, first]);

    expect(cipher.decrypt(closed, 'r')).toBe('canary');
    expect(cipher.isOutdated(closed)).toBe(true);
    expect(cipher.isOutdated(cipher.encrypt('canary', 'r'))).toBe(false);
    expect(() => createCipher([second]).decrypt(closed, 'r')).toThrow(/another key/);
  });
});
