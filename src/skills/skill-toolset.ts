import { AppError } from '../errors.ts';
import type { Tool } from '../tools/tool.ts';
import type { Toolset } from '../tools/toolset.ts';
import type { GrantedSkill, SkillStore } from './skill-service.ts';

/** Gives an agent the skills that it was granted: their list in its prompt, their text on demand. */
export function skillToolset(skills: SkillStore): Toolset {
  const usable = async (agentId: string) => (await skills.ofAgent(agentId)).filter(({ enabled }) => enabled);
  return {
    async tools({ agentId }) {
      return (await usable(agentId)).length > 0 ? [loadSkillTool(skills)] : [];
    },
    async instructions({ agentId }) {
      return manifestText(await usable(agentId)) || null;
    },
  };
}

/** What an agent is told of its skills; empty when it has none. */
export function manifestText(skills: readonly Pick<GrantedSkill, 'id' | 'description'>[]): string {
  if (skills.length === 0) return '';
  return [
    '# SKILLS',
    'Before you do something that a skill is about, read it with `load_skill({ "name": "…" })`. It may name files; read those with',
    '`load_skill({ "name": "…", "file": "…" })`.',
    ...skills.map(({ id, description }) => `- **${id}**: ${description}`),
  ].join('\n');
}

function loadSkillTool(skills: SkillStore): Tool {
  return {
    name: 'load_skill',
    description: 'Reads one of your skills whole, or a file that belongs to it.',
    parameters: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the skill.' },
        file: { type: 'string', minLength: 1, description: 'A file of the skill, by its path in it.' },
      },
      required: ['name'],
      additionalProperties: false,
    },
    effect: 'read',
    async run(args, { agentId }) {
      const { name, file } = args as { name: string; file?: string };
      try {
        const { skill, content } = await skills.contentFor(agentId, name, file ?? null);
        const files = file === undefined && skill.hasFiles ? (await skills.filesFor(agentId, name)).files : [];
        return { content: files.length > 0 ? `${content}\n\nFiles of this skill: ${files.join(', ')}` : content, isError: false };
      } catch (error) {
        if (error instanceof AppError) return { content: error.message, isError: true };
        throw error;
      }
    },
  };
}
