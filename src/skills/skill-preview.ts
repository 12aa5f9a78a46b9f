import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, UpstreamFailedError } from '../errors.ts';
import { findSkillFile, parseSkillFile, skillId, SkillFileError, type SkillFile } from './skill-file.ts';

/** What a text would be as a skill. Nothing is stored. */
export interface SkillPreview extends SkillFile {
  /** There is a skill of this name. */
  nameConflict: boolean;
  valid: boolean;
  /** Why it is none. */
  error: string | null;
}

const LIMIT_BYTES = 500_000;
const TIMEOUT_MS = 10_000;

/**
 * Takes a SKILL.md apart that is given, or is at a public https URL (pages of files on GitHub lead to the files).
 * @throws {BadRequestError} without either. @throws {BadUserInputError} when it cannot be fetched.
 */
export async function previewSkill(context: Context, { raw, url }: { raw?: string | null; url?: string | null }): Promise<SkillPreview> {
  if (!raw && !url) throw new BadRequestError('Give raw, the text of a SKILL.md, or url, where one is');
  return preview(context, raw || (await fetchText(context, url ?? '')));
}

/** Finds a SKILL.md in what an agent said. */
export async function extractSkill(context: Context, text: string): Promise<SkillPreview & { found: boolean }> {
  const file = findSkillFile(text);
  if (file === null) return { ...none('The text has no SKILL.md in it'), found: false };
  return { ...(await preview(context, file)), content: file, found: true };
}

async function preview({ skills }: Context, text: string): Promise<SkillPreview> {
  try {
    const file = parseSkillFile(text);
    const nameConflict = (await skills.list()).some(({ id }) => id === skillId(file.name));
    return { ...file, nameConflict, valid: true, error: null };
  } catch (error) {
    if (error instanceof SkillFileError) return none(error.message);
    throw error;
  }
}

function none(error: string): SkillPreview {
  return { name: '', description: '', tags: [], enabled: true, content: '', nameConflict: false, valid: false, error };
}

async function fetchText({ guardedFetch }: Context, given: string): Promise<string> {
  const url = guardedFetch.checkUrl(given, 'url');
  if (url.protocol !== 'https:') throw new BadUserInputError('url must be an https URL', [{ path: 'url', rule: 'must be an https URL' }]);
  const page = /^\/([^/]+)\/([^/]+)\/blob\/(.+)$/.exec(url.pathname);
  const target = url.hostname === 'github.com' && page ? `https://raw.githubusercontent.com/${page[1]}/${page[2]}/${page[3]}` : url.href;
  try {
    return await guardedFetch.text(target, { limitBytes: LIMIT_BYTES, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof UpstreamFailedError)) throw error;
    throw new BadUserInputError(error.message, [{ path: 'url', rule: 'must lead to a SKILL.md' }], { cause: error });
  }
}
