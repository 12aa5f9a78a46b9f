import type { Pool } from 'pg';
import type { Cipher } from './cipher.ts';

/** A column of ciphertexts, in a table whose rows have an `id`. Names of our own, never a caller's. */
export interface CipherColumn {
  table: string;
  column: string;
  /** What a row's ciphertext is bound to. */
  recordOf(id: string): string;
}

/** Encrypts anew what an earlier key closed; a row that is changed meanwhile is left as it is then. @returns how many. */
export async function rotateColumn(pool: Pool, cipher: Cipher, { table, column, recordOf }: CipherColumn): Promise<number> {
  const { rows } = await pool.query<{ id: string; closed: string }>(
    `select id, ${column} as closed from ${table} where ${column} is not null`,
  );
  let count = 0;
  for (const { id, closed } of rows) {
    if (!cipher.isOutdated(closed)) continue;
    const record = recordOf(id);
    const renewed = cipher.encrypt(cipher.decrypt(closed, record), record);
    const { rowCount } = await pool.query(`update ${table} set ${column} = $3 where id = $1 and ${column} = $2`, [id, closed, renewed]);
    count += rowCount ?? 0;
  }
  return count;
}
