import { randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { lstat, mkdir, open, readdir, readlink, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** What the model did wrong or ran into, in words for the model. */
export class ToolError extends Error {}

/** Bytes up to which a file is read or written whole. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = constants;

/** A directory that was found to lie inside the workspace and is held open. */
interface HeldDirectory extends AsyncDisposable {
  /** Leads to this very directory, also when its name is given to another one meanwhile (Linux). */
  path: string;
}

/**
 * Reads a regular file of the workspace.
 * @throws {ToolError} when the path leads elsewhere, or to something that is not a file of bearable size.
 */
export async function readWorkspaceFile(workspace: string, path: string): Promise<Buffer> {
  const target = await realTarget(workspace, path);
  await using directory = await holdDirectory(workspace, dirname(target));
  await using file = await open(join(directory.path, basename(target)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  const stats = await file.stat();
  if (stats.isDirectory()) throw new ToolError('That is a directory; list it with ls.');
  if (!stats.isFile()) throw new ToolError('That is not a regular file.');
  if (stats.size > MAX_FILE_BYTES) throw new ToolError(`The file has ${stats.size} bytes; up to ${MAX_FILE_BYTES} can be read.`);
  return await readAtMost(file, MAX_FILE_BYTES);
}

/**
 * Puts a file in the workspace, making its directories; an existing one is replaced as a whole and keeps its mode.
 * @returns whether there was none before.
 */
export async function writeWorkspaceFile(workspace: string, path: string, content: string): Promise<{ isNew: boolean }> {
  if (Buffer.byteLength(content) > MAX_FILE_BYTES) throw new ToolError(`A file may have up to ${MAX_FILE_BYTES} bytes.`);
  const target = await realTarget(workspace, path);
  await makeDirectories(workspace, dirname(target));
  await using directory = await holdDirectory(workspace, dirname(target));
  const destination = join(directory.path, basename(target));
  const existing = await lstat(destination).catch(ifMissing(null));
  if (existing && !existing.isFile()) throw new ToolError('There is something at that path that is not a regular file.');

  const temporary = join(directory.path, `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    {
      await using file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, existing ? existing.mode & 0o777 : 0o644);
      await file.writeFile(content);
      await file.sync();
    }
    await rename(temporary, destination);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  return { isNew: !existing };
}

/** Entries of a directory of the workspace, by name. */
export async function listWorkspaceDirectory(workspace: string, path: string): Promise<Dirent[]> {
  await using directory = await holdDirectory(workspace, await realTarget(workspace, path));
  const entries = await readdir(directory.path, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Directories that a search passes over unless it begins in them. */
const UNSEARCHED = new Set(['.git', 'node_modules']);
const MAX_SEARCHED_FILES = 50_000;

/** Regular files below a directory, as paths relative to the workspace. Symbolic links are not followed. */
export async function* walkWorkspace(workspace: string, path: string, signal: AbortSignal): AsyncGenerator<string> {
  const root = await realpath(workspace);
  const pending = [relative(root, await realTarget(workspace, path))];
  for (let files = 0, directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    signal.throwIfAborted();
    const below: string[] = [];
    for (const entry of await listWorkspaceDirectory(workspace, directory || '.')) {
      const entryPath = join(directory, entry.name);
      if (entry.isDirectory() && !UNSEARCHED.has(entry.name)) below.push(entryPath);
      if (!entry.isFile()) continue;
      if (++files > MAX_SEARCHED_FILES) throw new ToolError(`More than ${MAX_SEARCHED_FILES} files; search in a smaller directory.`);
      yield entryPath;
    }
    pending.push(...below.reverse());
  }
}

/** Where a path leads once its links are resolved; what does not exist yet keeps its name. @throws {ToolError} when that is outside. */
async function realTarget(workspace: string, path: string): Promise<string> {
  if (path.includes('\0')) throw new ToolError('A path must not contain a zero character.');
  const root = await realpath(workspace);
  const target = resolve(root, path);
  requireInside(root, target);
  const real = await realpathOfExisting(target);
  requireInside(root, real);
  return real;
}

/** The real path of as much of a path as exists, and the rest as it is. */
async function realpathOfExisting(path: string): Promise<string> {
  const real = await realpath(path).catch(ifMissing(null));
  if (real !== null) return real;
  const link = await lstat(path).catch(ifMissing(null));
  if (link) throw new ToolError('There is a symbolic link at that path that leads nowhere.');
  return join(await realpathOfExisting(dirname(path)), basename(path));
}

function requireInside(root: string, path: string): void {
  if (path !== root && !path.startsWith(root + sep)) throw new ToolError('That path is outside the workspace.');
}

/**
 * Opens a directory without following a link and then asks the system what was opened, so that a path that was swapped after it was
 * looked at is found out.
 */
async function holdDirectory(workspace: string, path: string): Promise<HeldDirectory> {
  const root = await realpath(workspace);
  const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    if (process.platform === 'linux') {
      const held = `/proc/self/fd/${handle.fd}`;
      requireInside(root, await readlink(held));
      return { path: held, [Symbol.asyncDispose]: () => handle.close() };
    }
    requireInside(root, await realpath(path));
    const [opened, named] = [await handle.stat(), await stat(path)];
    if (opened.ino !== named.ino || opened.dev !== named.dev) throw new ToolError('The directory changed meanwhile; try again.');
    return { path, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Makes a directory and those above it one by one, each inside a directory that is held. */
async function makeDirectories(workspace: string, path: string): Promise<void> {
  const root = await realpath(workspace);
  const names = relative(root, path).split(sep).filter(Boolean);
  let parent = root;
  for (const name of names) {
    await using directory = await holdDirectory(workspace, parent);
    await mkdir(join(directory.path, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    parent = join(parent, name);
  }
}

/** All of a file up to a limit, also when it grows meanwhile. */
async function readAtMost(file: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(65_536), position: size });
    if (bytesRead === 0) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > limit) throw new ToolError(`The file has more than ${limit} bytes.`);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
