import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Client } from './client.ts';
import { CommandError } from './command-error.ts';

interface MemoryFile {
  path: string;
  content: string;
}

/** What a directory is known by as a vault. */
const MARKER = '.clawvault.json';
/** Of one request, in characters: bodies have a limit. */
const MOST_AT_ONCE = 400_000;

/**
 * Writes a vault into a directory, as existing tools read it; what is there besides stays.
 * @returns how many files.
 */
export async function exportVault(client: Client, vault: string, directory: string): Promise<number> {
  const { memoryVault } = await client.query<{ memoryVault: { files: MemoryFile[] } }>(
    'query ($vault: ID!) { memoryVault(id: $vault) { files { path content } } }',
    { vault },
  );
  const root = resolve(directory);
  for (const { path, content } of memoryVault.files) {
    const target = resolve(root, path);
    if (!target.startsWith(root + sep)) throw new CommandError(`the server names a file outside of the vault: ${path}`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  const now = new Date().toISOString();
  const marker = await readFile(join(root, MARKER), 'utf8').then(
    (text) => JSON.parse(text) as object,
    () => ({ name: vault, version: '1.0.0', created: now, qmdCollection: `djinnbot-${vault}`, qmdRoot: root }),
  );
  const categories = [...new Set(memoryVault.files.flatMap(({ path }) => (path.includes('/') ? [path.split('/')[0]] : [])))].sort();
  await mkdir(root, { recursive: true });
  const kept = { ...marker, lastUpdated: now, categories, documentCount: memoryVault.files.length };
  await writeFile(join(root, MARKER), `${JSON.stringify(kept, null, 2)}\n`);
  return memoryVault.files.length;
}

/**
 * Puts the Markdown files of a directory into a vault; those of the same path are replaced. Hidden files stay where they are.
 * @returns how many files.
 */
export async function importVault(client: Client, vault: string, directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${directory} cannot be read (${error.code}); name the directory of a vault`);
  });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')));
  let count = 0;
  let batch: MemoryFile[] = [];
  let size = 0;
  const send = async () => {
    if (batch.length === 0) return;
    const answer = await client.query<{ importMemories: number }>(
      'mutation ($vault: ID!, $files: [MemoryFileInput!]!) { importMemories(vault: $vault, files: $files) }',
      { vault, files: batch },
    );
    count += answer.importMemories;
    [batch, size] = [[], 0];
  };
  for (const path of paths.sort()) {
    const content = await readFile(join(directory, path), 'utf8');
    if (size + content.length > MOST_AT_ONCE) await send();
    batch.push({ path, content });
    size += content.length;
  }
  await send();
  return count;
}
