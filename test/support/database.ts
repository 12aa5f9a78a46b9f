import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestPostgres } from './postgres-process.ts';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A migrated, empty database of its own on the PostgreSQL of this test run. Close what uses it before `drop`: what does not end within
 * PostgreSQL's five seconds is cut off.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = JSON.parse(process.env.TEST_POSTGRES ?? '') as TestPostgres; // set by global-setup.ts
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await administer(adminUrl, `create database ${name} template ${template}`);
  const drop = (how = '') => administer(adminUrl, `drop database if exists ${name} ${how}`);
  return { url: url.href, drop: () => drop().catch(() => drop('with (force)')) };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
