import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { BadUserInputError, ConflictError, NotFoundError } from '../../../src/errors.ts';
import { idempotent } from '../../../src/store/idempotency.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('idempotent', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let calls = 0;
  const make = async () => ({ call: ++calls });

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('does it each time without a key', async () => {
    const first = await idempotent(pool, 'anna', null, { a: 1 }, make);
    const second = await idempotent(pool, 'anna', null, { a: 1 }, make);

    expect(second).not.toEqual(first);
  });

  it('answers the same request, in whatever order its members come, with the first answer', async () => {
    const first = await idempotent(pool, 'anna', 'same', { a: 1, b: { c: 2, d: [3] } }, make);
    const second = await idempotent(pool, 'anna', 'same', { b: { d: [3], c: 2 }, a: 1 }, make);

    expect(second).toEqual(first);
  });

  it('stores an answer of null, and one with characters that PostgreSQL does not know', async () => {
    for (const answer of [null, { text: 'a\0b\uD800c \\u0000' }]) {
      const key = `odd ${answer === null}`;
      await idempotent(pool, 'anna', key, {}, async () => answer);

      expect(await idempotent<unknown>(pool, 'anna', key, {}, make)).toEqual(answer && { text: 'a\uFFFDb\uFFFDc \\u0000' });
    }
  });

  it('refuses another request under the same key, also while the first is at work', async () => {
    const [answer, started] = [Promise.withResolvers<object>(), Promise.withResolvers<void>()];
    const first = idempotent(pool, 'anna', 'other', { a: 1 }, () => (started.resolve(), answer.promise));
    await started.promise;
    await expect(idempotent(pool, 'anna', 'other', { a: 2 }, make)).rejects.toThrow(ConflictError);
    answer.resolve({});
    await first;

    await expect(idempotent(pool, 'anna', 'other', { a: 2 }, make)).rejects.toThrow(ConflictError);
  });

  it('keeps the keys of different scopes apart', async () => {
    const ofAnna = await idempotent(pool, 'anna', 'scoped', {}, make);

    expect(await idempotent(pool, 'berta', 'scoped', {}, make)).not.toEqual(ofAnna);
  });

  it('does it once for many at the same time, more than the pool has connections', async () => {
    const before = calls;

    const answers = await Promise.all(Array.from({ length: 40 }, () => idempotent(pool, 'anna', 'many', {}, make)));

    expect(calls).toBe(before + 1);
    expect(new Set(answers.map(({ call }) => call)).size).toBe(1);
  });

  it('frees the key when the first attempt fails', async () => {
    await expect(idempotent(pool, 'anna', 'failing', {}, () => Promise.reject(new NotFoundError('no')))).rejects.toThrow(NotFoundError);

    expect(await idempotent(pool, 'anna', 'failing', {}, make)).toEqual({ call: calls });
  });

  it('forgets a key after 24 hours', async () => {
    const first = await idempotent(pool, 'anna', 'old', { a: 1 }, make);
    await pool.query(`update idempotency_keys set created_at = now() - interval '25 hours' where key in ('old', 'same')`);

    expect(await idempotent(pool, 'anna', 'old', { a: 2 }, make)).not.toEqual(first);
    expect((await pool.query(`select from idempotency_keys where key = 'same'`)).rowCount).toBe(0);
  });

  it('takes a key over whose process was killed in the middle', async () => {
    await pool.query(`insert into idempotency_keys values ('anna', 'killed', 'hash', null, now() - interval '2 minutes')`);

    expect(await idempotent(pool, 'anna', 'killed', {}, make)).toEqual({ call: calls });
  });

  it('gives up on a first request that takes too long', async () => {
    const [answer, started] = [Promise.withResolvers<object>(), Promise.withResolvers<void>()];
    const first = idempotent(pool, 'anna', 'slow', {}, () => (started.resolve(), answer.promise));
    await started.promise;

    await expect(idempotent(pool, 'anna', 'slow', {}, make, 100)).rejects.toThrow(ConflictError);

    answer.resolve({});
    await first;
  });

  it('refuses a key that is empty or too long', async () => {
    await expect(idempotent(pool, 'anna', '', {}, make)).rejects.toThrow(BadUserInputError);
    await expect(idempotent(pool, 'anna', 'x'.repeat(256), {}, make)).rejects.toThrow(BadUserInputError);
  });
});
