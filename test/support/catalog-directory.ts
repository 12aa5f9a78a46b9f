import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A catalog of a test's own, for `CATALOG_DIR`. */
export interface CatalogDirectory {
  path: string;
  /** Writes a file by its path in the catalog, such as `pipelines/one.yml`. */
  write(file: string, content: string): Promise<void>;
  remove(): Promise<void>;
}

/** @param files content by path in the catalog. */
export async function catalogDirectory(files: Record<string, string>): Promise<CatalogDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'djinnbot-catalog-'));
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return { path, write, remove: () => rm(path, { recursive: true, force: true }) };
}
