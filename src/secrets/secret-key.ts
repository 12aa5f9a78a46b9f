import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { ConfigError } from '../config-error.ts';
import { createCipher, type Cipher } from './cipher.ts';

export interface SecretKeys {
  /** 64 hexadecimal digits; absent: a file in the data directory, made at the first start. */
  current: string | undefined;
  previous: readonly string[];
}

/**
 * The cipher of this installation, once it is sure that it opens what the database holds.
 * @throws {ConfigError} when the database holds something that was encrypted with a key that is not given.
 */
export async function openCipher({ current, previous }: SecretKeys, dataDir: string, pool: Pool): Promise<Cipher> {
  const key = Buffer.from(current ?? (await keyFile(dataDir)), 'hex');
  const cipher = createCipher([key, ...previous.map((text) => Buffer.from(text, 'hex'))]);
  const { rows } = await pool.query<{ key_id: string }>(USED_KEYS);
  const unknown = rows.map(({ key_id }) => key_id).filter((id) => !cipher.keyIds.includes(id));
  if (unknown.length > 0) {
    throw new ConfigError(
      `SECRET_KEY must be the key that the secrets in this database were encrypted with (${unknown.join(', ')}); give an earlier one as SECRET_KEY_PREVIOUS`,
    );
  }
  return cipher;
}

/** Every place in which ciphertexts are stored. */
const USED_KEYS = `
  select distinct split_part(ciphertext, '.', 2) as key_id from (
    select value as ciphertext from secrets
    union all select config from mcp_servers
    union all select totp_secret from users where totp_secret is not null
    union all select client_secret from oidc_providers
    union all select v.value from provider_settings p, jsonb_each_text(p.values) v
  ) stored`;

async function keyFile(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  // two that start at the same time agree on the one that was written first
  await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new ConfigError(`${path} must hold 64 hexadecimal digits; restore it from a backup`);
  return text;
}
