import { NotFoundError } from '../src/errors.ts';
import { skillId } from '../src/skills/skill-file.ts';
import { extractSkill, previewSkill } from '../src/skills/skill-preview.ts';
import { createSkill, deleteSkill, grantSkill, revokeSkill, updateSkill } from '../src/skills/skill-service.ts';
import { manifestText } from '../src/skills/skill-toolset.ts';
import type { Resolvers } from './types.generated.ts';

export const skillResolvers: Resolvers = {
  Query: {
    skills: (_parent, _arguments, { skills }) => skills.list(),
    skill: (_parent, { name }, { skills }) => skills.get(name).catch(missing),
    async agentSkills(_parent, { agentId }, { skills }) {
      const granted = await skills.ofAgent(agentId);
      const usable = granted.filter(({ enabled }) => enabled);
      return { granted, usable, manifestText: manifestText(usable) };
    },
    async skillContent(_parent, { agentId, name, file }, { skills }) {
      const { skill, content } = await skills.contentFor(agentId, name, file ?? null);
      return { ...skill, file: file ?? null, content };
    },
    async skillFiles(_parent, { agentId, name }, { skills }) {
      const { skill, files } = await skills.filesFor(agentId, name);
      return { id: skill.id, files };
    },
  },
  Mutation: {
    createSkill: (_parent, { input, createdBy }, context) => createSkill(context, input, createdBy ?? 'ui'),
    updateSkill: (_parent, { name, input }, context) => updateSkill(context, name, input),
    async deleteSkill(_parent, { name }, context) {
      await deleteSkill(context, name);
      return true;
    },
    grantSkill: (_parent, { agentId, name, grantedBy }, context) => grantSkill(context, agentId, name, grantedBy ?? 'ui'),
    async revokeSkill(_parent, { agentId, name }, context) {
      await revokeSkill(context, agentId, name);
      return skillId(name);
    },
    previewSkill: async (_parent, input, context) => ({ ...(await previewSkill(context, input)), found: true }),
    extractSkill: (_parent, { text }, context) => extractSkill(context, text),
  },
};

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
