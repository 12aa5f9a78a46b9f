import type { IResolvers } from '@graphql-tools/utils';
import { agentResolvers } from './agent-resolvers.ts';
import { auditResolvers } from './audit-resolvers.ts';
import { authResolvers } from './auth-resolvers.ts';
import { budgetResolvers } from './budget-resolvers.ts';
import { chatResolvers } from './chat-resolvers.ts';
import { eventResolvers } from './event-resolvers.ts';
import { githubResolvers } from './github-resolvers.ts';
import { lifecycleResolvers } from './lifecycle-resolvers.ts';
import { mcpResolvers } from './mcp-resolvers.ts';
import { memoryResolvers } from './memory-resolvers.ts';
import { oidcResolvers } from './oidc-resolvers.ts';
import { pipelineResolvers } from './pipeline-resolvers.ts';
import { projectResolvers } from './project-resolvers.ts';
import { questionResolvers } from './question-resolvers.ts';
import { runResolvers } from './run-resolvers.ts';
import { secretResolvers } from './secret-resolvers.ts';
import { settingsResolvers } from './settings-resolvers.ts';
import { skillResolvers } from './skill-resolvers.ts';
import { statusResolvers } from './status-resolvers.ts';
import { supervisionResolvers } from './supervision-resolvers.ts';

/** How the whole schema is answered, a file for each file of `schema/`. */
export const resolvers = [
  agentResolvers,
  auditResolvers,
  authResolvers,
  budgetResolvers,
  chatResolvers,
  eventResolvers,
  githubResolvers,
  lifecycleResolvers,
  mcpResolvers,
  memoryResolvers,
  oidcResolvers,
  pipelineResolvers,
  projectResolvers,
  questionResolvers,
  runResolvers,
  secretResolvers,
  settingsResolvers,
  skillResolvers,
  statusResolvers,
  supervisionResolvers,
] as IResolvers[];
