import type { Pool } from 'pg';
import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, ConflictError, ForbiddenError, NotFoundError, UnavailableError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { ToolError } from '../tools/workspace-files.ts';
import { createSkillDirectory, type SkillDirectory } from './skill-directory.ts';
import { skillId } from './skill-file.ts';

/** Something that an agent can read up on when it needs it. */
export interface Skill {
  id: string;
  description: string;
  tags: string[];
  content: string;
  enabled: boolean;
  scope: string;
  ownerAgentId: string | null;
  hasFiles: boolean;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
}

/** A skill that an agent was granted. */
export interface GrantedSkill extends Omit<Skill, 'content'> {
  grantedBy: string;
  grantedAt: number;
}

/** Skills in the database, with those of the catalog's directory among them. */
export interface SkillStore {
  list(): Promise<Skill[]>;
  /** @throws {NotFoundError} */
  get(name: string): Promise<Skill>;
  /** Sorted by id; disabled ones are among them. */
  ofAgent(agentId: string): Promise<GrantedSkill[]>;
  /**
   * The text of a skill for an agent, or of a file beside it.
   * @throws {NotFoundError} @throws {UnavailableError} when it is disabled. @throws {ForbiddenError} when it was not granted.
   */
  contentFor(agentId: string, name: string, file: string | null): Promise<{ skill: Skill; content: string }>;
  filesFor(agentId: string, name: string): Promise<{ skill: Skill; files: string[] }>;
  /** What is wrong with skills on disk. */
  problems(): Promise<string[]>;
}

const COLUMNS = `id, description, tags, content, enabled, scope, owner_agent_id as "ownerAgentId", has_files as "hasFiles",
  created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt"`;
/** The directory is looked at this often at most. */
const LOOK_EVERY_MS = 1_000;

/** @param root directory of the catalog's skills. */
export function createSkillStore(pool: Pool, root: string, logger: Logger): SkillStore {
  const directory = createSkillDirectory(root);
  const sync = syncOnce(pool, directory, logger);

  async function get(name: string): Promise<Skill> {
    await sync.due();
    const { rows } = await pool.query<Skill>(`select ${COLUMNS} from skills where id = $1`, [skillId(name)]);
    if (!rows[0]) throw new NotFoundError('Skill not found');
    return rows[0];
  }

  async function gate(agentId: string, name: string): Promise<Skill> {
    const skill = await get(name);
    if (!skill.enabled) throw new UnavailableError(`Skill ${skill.id} is disabled`);
    const { rowCount } = await pool.query('select from skill_grants where skill_id = $1 and agent_id = $2', [skill.id, agentId]);
    if (rowCount === 0) throw new ForbiddenError(`Skill ${skill.id} is not granted to this agent`);
    return skill;
  }

  return {
    get,
    async list() {
      await sync.due();
      return (await pool.query<Skill>(`select ${COLUMNS} from skills order by id collate "C" limit 1000`)).rows;
    },
    async ofAgent(agentId) {
      await sync.due();
      const { rows } = await pool.query<GrantedSkill>(
        `select ${COLUMNS.replace('content, ', '')}, granted_by as "grantedBy", granted_at as "grantedAt"
         from skills s join skill_grants g on g.skill_id = s.id where g.agent_id = $1 order by s.id collate "C"`,
        [agentId],
      );
      return rows;
    },
    async contentFor(agentId, name, file) {
      const skill = await gate(agentId, name);
      if (file === null) return { skill, content: skill.content };
      if (!skill.hasFiles) throw new NotFoundError(`Skill ${skill.id} has no files`);
      if (file.startsWith('/') || file.split('/').includes('..'))
        throw new BadRequestError('file must be a path below the directory of the skill');
      const content = await directory.file(skill.id, file).catch((error: unknown) => {
        if (error instanceof ToolError) throw new BadRequestError(error.message);
        throw error;
      });
      if (content === null) throw new NotFoundError(`Skill ${skill.id} has no such file`);
      return { skill, content };
    },
    async filesFor(agentId, name) {
      const skill = await gate(agentId, name);
      return { skill, files: await directory.files(skill.id) };
    },
    problems: async () => (await directory.read()).problems,
  };
}

/** Brings the database up to date with the directory when that changed. What people edited or switched off stays as they left it. */
function syncOnce(pool: Pool, directory: SkillDirectory, logger: Logger): { due(): Promise<void> } {
  let seen: string | null = null;
  let lookedAt = 0;
  let running: Promise<void> | null = null;

  async function sync(): Promise<void> {
    const signature = await directory.signature();
    if (signature === seen) return;
    const { skills, problems } = await directory.read();
    if (problems.length > 0) logger.warn({ problems }, 'skills that cannot be read');
    for (const { name, description, tags, content, enabled, hasFiles, hash } of skills) {
      await pool.query(
        `insert into skills as s (id, description, tags, content, enabled, has_files, created_by, created_at, updated_at, file_hash)
         values ($1, $2, $3, $4, $5, $6, 'disk-sync', $7, $7, $8)
         on conflict (id) do update set has_files = excluded.has_files,
           description = case when s.file_hash is null then s.description else excluded.description end,
           tags = case when s.file_hash is null then s.tags else excluded.tags end,
           content = case when s.file_hash is null then s.content else excluded.content end,
           enabled = case when s.file_hash is null then s.enabled else excluded.enabled end,
           updated_at = case when s.file_hash is null then s.updated_at else excluded.updated_at end,
           file_hash = case when s.file_hash is null then null else excluded.file_hash end
         where s.has_files <> excluded.has_files or s.file_hash is distinct from excluded.file_hash`,
        [name, description, tags, content, enabled, hasFiles, Date.now(), hash],
      );
    }
    seen = signature;
  }

  return {
    due() {
      const now = Date.now();
      if (running) return running;
      if (now - lookedAt < LOOK_EVERY_MS) return Promise.resolve();
      lookedAt = now;
      running = sync().finally(() => (running = null));
      return running;
    },
  };
}

export interface SkillInput {
  description?: string | null;
  tags?: readonly string[] | null;
  content?: string | null;
  enabled?: boolean | null;
}

const LONGEST_CONTENT = 500_000;

/** @throws {ConflictError} when there is one of this name. */
export async function createSkill(
  context: Context,
  input: SkillInput & { name: string; description: string; content: string; scope?: string | null; ownerAgentId?: string | null },
  createdBy: string,
): Promise<Skill> {
  const id = skillId(input.name);
  if (!/[a-z0-9]/.test(id)) throw invalid('name', 'must have a letter or a digit');
  if (id === 'agents' || id === 'parse' || id === 'extract')
    throw invalid('name', 'must not be agents, parse or extract, which are addresses of their own');
  checkTexts(input);
  const now = Date.now();
  const { rowCount } = await context.pool.query(
    `insert into skills (id, owner_id, description, tags, content, enabled, scope, owner_agent_id, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict do nothing`,
    [
      id,
      context.viewer.ownerId,
      input.description.trim(),
      input.tags ?? [],
      input.content.trim(),
      input.enabled ?? true,
      input.scope ?? 'global',
      input.ownerAgentId ?? null,
      createdBy,
      now,
    ],
  );
  if (rowCount === 0) throw new ConflictError(`Skill ${id} exists`);
  return context.skills.get(id);
}

/** Changes what is given and not null. From now on the file on disk no longer changes it. @throws {NotFoundError} */
export async function updateSkill(context: Context, name: string, input: SkillInput): Promise<Skill> {
  const skill = await context.skills.get(name);
  checkTexts(input);
  await context.pool.query(
    `update skills set description = coalesce($2, description), tags = coalesce($3, tags), content = coalesce($4, content),
       enabled = coalesce($5, enabled), updated_at = greatest($6, updated_at + 1), file_hash = null where id = $1`,
    [skill.id, input.description?.trim() ?? null, input.tags ?? null, input.content?.trim() ?? null, input.enabled ?? null, Date.now()],
  );
  return context.skills.get(skill.id);
}

/** @throws {NotFoundError} One of the catalog's directory comes back when its file is changed. */
export async function deleteSkill(context: Context, name: string): Promise<void> {
  const skill = await context.skills.get(name);
  await context.pool.query('delete from skills where id = $1', [skill.id]);
}

/** Lets an agent read a skill; a second time renews the grant. @throws {NotFoundError} for an unknown skill. */
export async function grantSkill(context: Context, agentId: string, name: string, grantedBy: string): Promise<GrantedSkill> {
  const skill = await context.skills.get(name);
  await context.pool.query(
    `insert into skill_grants (skill_id, agent_id, granted_by, granted_at) values ($1, $2, $3, $4)
     on conflict (skill_id, agent_id) do update set granted_by = excluded.granted_by, granted_at = excluded.granted_at`,
    [skill.id, agentId, grantedBy, Date.now()],
  );
  const granted = (await context.skills.ofAgent(agentId)).find(({ id }) => id === skill.id);
  if (!granted) throw new Error('a grant that was made is there');
  return granted;
}

/** Does nothing when it was not granted. */
export async function revokeSkill(context: Context, agentId: string, name: string): Promise<void> {
  await context.pool.query('delete from skill_grants where skill_id = $1 and agent_id = $2', [skillId(name), agentId]);
}

function checkTexts({ description, content, tags }: SkillInput): void {
  if (description != null && (description.trim() === '' || description.length > 2_000))
    throw invalid('description', 'must have 1 to 2000 characters');
  if (content != null && (content.trim() === '' || content.length > LONGEST_CONTENT))
    throw invalid('content', `must have 1 to ${LONGEST_CONTENT} characters`);
  if (tags != null && (tags.length > 50 || tags.some((tag) => tag.length > 100)))
    throw invalid('tags', 'must be at most 50, of at most 100 characters each');
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
