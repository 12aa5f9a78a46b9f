import type { Pool } from 'pg';
import { repositoryName } from './github-rules.ts';

/** A project that works on a repository of GitHub. */
export interface RepositoryProject {
  id: string;
  name: string;
  ownerId: string | null;
}

/** @param repository `owner/name`. Archived projects are left out. */
export async function projectsWith(pool: Pool, repository: string, webUrl: string): Promise<RepositoryProject[]> {
  const { rows } = await pool.query<RepositoryProject & { repository: string }>(
    `select id, name, owner_id as "ownerId", repository from projects where repository is not null and status <> 'archived' order by created_at, id`,
  );
  return rows.filter((row) => repositoryName(row.repository, webUrl)?.toLowerCase() === repository.toLowerCase());
}
