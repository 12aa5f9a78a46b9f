import { splitFrontmatter } from '../frontmatter.ts';

/** A SKILL.md taken apart. */
export interface SkillFile {
  name: string;
  description: string;
  tags: string[];
  enabled: boolean;
  /** The text below the frontmatter. */
  content: string;
}

/** Why a text is no SKILL.md, in words for whoever wrote it. */
export class SkillFileError extends Error {}

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Takes a SKILL.md apart: YAML between two lines of `---`, then the text. Unknown keys are left alone. @throws {SkillFileError} */
export function parseSkillFile(text: string): SkillFile {
  const split = splitFrontmatter(text);
  if (!split) throw new SkillFileError('The file must begin with a line of ---, its properties, and another line of ---');
  if (!split.properties) throw new SkillFileError(`The properties cannot be read: ${split.problem}`);
  const { name, description, tags, enabled } = split.properties;
  if (typeof name !== 'string' || !NAME.test(name))
    throw new SkillFileError('name must be 1 to 40 small letters, digits and hyphens, and begin with a letter or digit');
  if (typeof description !== 'string' || description.trim() === '') throw new SkillFileError('description must say when to use the skill');
  const content = split.body.trim();
  if (content === '') throw new SkillFileError('There must be a text below the properties');
  return { name, description: description.trim(), tags: tagsOf(tags, name), enabled: enabled !== false, content };
}

function tagsOf(tags: unknown, name: string): string[] {
  const list = (Array.isArray(tags) ? tags : [tags]).filter((tag) => typeof tag === 'string').map((tag) => tag.trim());
  const given = list.filter((tag) => tag !== '');
  return given.length > 0 ? given : [name];
}

/** The id that a name stands for: `My Skill` is `my-skill`. */
export function skillId(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 64);
}

/** A SKILL.md within another text: a block of code that is marked `skill-output`, else one that begins with frontmatter, else bare. */
export function findSkillFile(text: string): string | null {
  const marked = /```skill-output\r?\n([\s\S]*?)\r?\n```/.exec(text)?.[1];
  const fenced = /```\w*\r?\n(---\r?\n[\s\S]*?)\r?\n```/.exec(text)?.[1];
  const bare = /(?:^|\n)(---\r?\n[\s\S]*?\r?\n---\r?\n[\s\S]*)$/.exec(text)?.[1];
  return marked ?? fenced ?? bare ?? null;
}
