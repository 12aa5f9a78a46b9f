import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWorkspaceFile, ToolError } from '../tools/workspace-files.ts';
import { parseSkillFile, SkillFileError, type SkillFile } from './skill-file.ts';

/** A skill as it is on disk. */
export interface DiskSkill extends SkillFile {
  hash: string;
  hasFiles: boolean;
}

/** The skills of the catalog, `<name>/SKILL.md` each, with files beside them. */
export interface SkillDirectory {
  /** Changes whenever a SKILL.md does. */
  signature(): Promise<string>;
  /** Those that can be read, and what is wrong with the others. */
  read(): Promise<{ skills: DiskSkill[]; problems: string[] }>;
  /** Files beside a SKILL.md, by their path below its directory; hidden ones are left out. */
  files(id: string): Promise<string[]>;
  /** Text of one of them; null when there is none. @throws {ToolError} for a path that leads elsewhere. */
  file(id: string, path: string): Promise<string | null>;
}

const DEPTH = 8;
const MOST_FILES = 500;

/** @param root need not exist. */
export function createSkillDirectory(root: string): SkillDirectory {
  const names = async (): Promise<string[]> => {
    const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory() && /^[A-Za-z0-9][\w-]*$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  };

  async function files(id: string): Promise<string[]> {
    const found: string[] = [];
    const walk = async (path: string, depth: number): Promise<void> => {
      const entries = await readdir(join(root, id, path), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        if (entry.name.startsWith('.') || found.length >= MOST_FILES) continue;
        const below = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory() && depth < DEPTH) await walk(below, depth + 1);
        else if (entry.isFile() && below !== 'SKILL.md') found.push(below);
      }
    };
    if (/^[a-z0-9][a-z0-9-]*$/.test(id)) await walk('', 0);
    return found.sort();
  }

  return {
    files,

    async signature() {
      const stats = (await names()).map((name) => {
        const found = statSync(join(root, name, 'SKILL.md'), { bigint: true, throwIfNoEntry: false });
        return found ? `${name}:${found.size}:${found.mtimeNs}` : name;
      });
      return stats.join(' ');
    },

    async read() {
      const skills: DiskSkill[] = [];
      const problems: string[] = [];
      for (const name of await names()) {
        try {
          const text = await readFile(join(root, name, 'SKILL.md'), 'utf8');
          const skill = parseSkillFile(text);
          if (skill.name !== name) throw new SkillFileError(`name must be that of its directory, ${name}`);
          skills.push({ ...skill, hash: createHash('sha256').update(text).digest('hex'), hasFiles: (await files(name)).length > 0 });
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          problems.push(
            `skills/${name}/SKILL.md: ${error instanceof SkillFileError ? error.message : `cannot be read (${code ?? 'unknown'})`}`,
          );
        }
      }
      return { skills, problems };
    },

    async file(id, path) {
      if (!(await files(id)).includes(path)) return null;
      const bytes = await readWorkspaceFile(join(root, id), path);
      const text = bytes.toString('utf8');
      if (text.includes('\u0000')) throw new ToolError('That file is not text.');
      return text;
    },
  };
}
