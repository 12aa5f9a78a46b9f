import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadRequestError, ConflictError, NotFoundError, UnavailableError } from '../errors.ts';
import { parsePipeline, type ParsedPipeline, type RawPipeline } from './parse-pipeline.ts';
import type { Pipeline, PipelineProblem } from './pipeline.ts';

/** One file of the catalog. */
export interface PipelineFile {
  /** Of the YAML, else the file's name. */
  id: string;
  /** Base name. */
  file: string;
  /** The YAML's own members, as far as they could be read. */
  raw: RawPipeline;
  /** What new runs use: the file, or its last good version while an edit cannot be used; null when there never was one. */
  pipeline: Pipeline | null;
  problems: PipelineProblem[];
}

export interface PipelineCheck {
  valid: boolean;
  pipelineId: string;
  errors: string[];
  warnings: string[];
}

/** Pipelines in a directory of YAML files. Edits are seen at the next call; a broken file is reported and hides no other. */
export interface PipelineCatalog {
  /** By id. */
  list(): Promise<PipelineFile[]>;
  /** @throws {NotFoundError} */
  get(id: string): Promise<PipelineFile>;
  /** The file's text. @throws {NotFoundError} */
  raw(id: string): Promise<{ pipelineId: string; yaml: string; file: string }>;
  /**
   * Writes the pipeline's file, or a new one.
   * @throws {BadRequestError} naming everything that is wrong with it. @throws {ConflictError} when its file belongs to another pipeline.
   */
  save(id: string, yaml: string): Promise<void>;
  /** @throws {NotFoundError} */
  validate(id: string): Promise<PipelineCheck>;
  count(): Promise<number>;
}

interface CachedFile {
  /** Changes with the file. */
  stamp: string;
  entry: PipelineFile;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

export function createPipelineCatalog(directory: string): PipelineCatalog {
  let cache = new Map<string, CachedFile>();

  async function list(): Promise<PipelineFile[]> {
    const files = await Promise.all(namesIn(directory).map(async (name) => [name, await load(name)] as const));
    cache = new Map(files.filter((file): file is [string, CachedFile] => file[1] !== null));
    return withoutDoubles([...cache.values()].map(({ entry }) => entry)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async function load(name: string): Promise<CachedFile | null> {
    const path = join(directory, name);
    const before = cache.get(name);
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const stamp = `${mtimeMs}:${size}:${ino}`;
      if (before?.stamp === stamp) return before;
      const parsed = parsePipeline(await readFile(path, 'utf8'), name);
      return { stamp, entry: toFile(name, parsed, before?.entry) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // gone since the directory was read
      const problems: PipelineProblem[] = [
        { severity: 'error', message: `${name}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})` },
      ];
      return { stamp: '', entry: toFile(name, { pipeline: null, problems, raw: parsePipeline('', name).raw }, before?.entry) };
    }
  }

  async function get(id: string): Promise<PipelineFile> {
    const file = (await list()).find((entry) => entry.id === id);
    if (!file) throw new NotFoundError(ID.test(id) ? `Pipeline ${id} not found` : 'Pipeline not found');
    return file;
  }

  return {
    list,
    get,
    async raw(id) {
      const { file } = await get(id);
      return { pipelineId: id, yaml: await readFile(join(directory, file), 'utf8'), file };
    },
    async save(id, yaml) {
      if (!ID.test(id)) throw new BadRequestError('A pipeline id is 1 to 64 letters, digits, ".", "_" or "-"');
      const files = await list();
      const file = files.find((entry) => entry.id === id)?.file ?? `${id}.yml`;
      if (files.some((entry) => entry.file === file && entry.id !== id))
        throw new ConflictError(`The file ${file} belongs to another pipeline`);
      const { raw, problems } = parsePipeline(yaml, file);
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      if (raw.id !== null && raw.id !== id) throw new BadRequestError(`Pipeline ID in YAML must match URL: ${id}`);
      if (errors.length > 0) throw new BadRequestError(`Invalid YAML: ${errors.join('; ')}`);
      await mkdir(directory, { recursive: true });
      const draft = join(directory, `.${randomUUID()}.draft`);
      try {
        await writeFile(draft, yaml);
        await rename(draft, join(directory, file)); // readers see the old file or the new one, never half of it
      } finally {
        await rm(draft, { force: true });
      }
    },
    async validate(id) {
      const { problems } = await get(id);
      const of = (severity: PipelineProblem['severity']) =>
        problems.filter((problem) => problem.severity === severity).map(({ message }) => message);
      const errors = of('error');
      return { valid: errors.length === 0, pipelineId: id, errors, warnings: of('warning') };
    },
    count: async () => (await list()).length,
  };
}

function toFile(name: string, { pipeline, problems, raw }: ParsedPipeline, before: PipelineFile | undefined): PipelineFile {
  if (pipeline || !before?.pipeline) return { id: raw.id ?? name.replace(/\.ya?ml$/, ''), file: name, raw, pipeline, problems };
  const note: PipelineProblem = { severity: 'warning', message: `${name}: new runs use the last version that had no errors` };
  return { id: before.id, file: name, raw, pipeline: before.pipeline, problems: [...problems, note] };
}

/** Of files with the same id the first that can be used counts; the others are listed by their own names, with the problem. */
function withoutDoubles(files: readonly PipelineFile[]): PipelineFile[] {
  const usableFirst = [...files].sort((a, b) => Number(b.pipeline !== null) - Number(a.pipeline !== null));
  const owners = new Map(usableFirst.toReversed().map(({ id, file }) => [id, file]));
  return files.map((entry) => {
    const owner = owners.get(entry.id);
    if (owner === entry.file) return entry;
    const problem: PipelineProblem = { severity: 'error', message: `${entry.file}: its id is already used by ${owner}` };
    return { ...entry, id: entry.file, pipeline: null, problems: [...entry.problems, problem] };
  });
}

/** Looked at whenever a run is created, and without promises, which cost more than what they wait for. */
function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .sort();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new UnavailableError(`The catalog's pipelines cannot be read (${code}); check CATALOG_DIR and who owns it`, { cause: error });
  }
}
