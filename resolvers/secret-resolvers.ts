import { audit } from '../src/audit/audit-log.ts';
import { rotateClientSecrets } from '../src/auth/oidc-providers.ts';
import { rotateTotpSecrets } from '../src/auth/sign-in.ts';
import { NotFoundError } from '../src/errors.ts';
import {
  createSecret,
  deleteSecret,
  findSecret,
  grantSecret,
  listSecrets,
  revokeSecret,
  SECRET_TYPES,
  secretEnvironment,
  updateSecret,
} from '../src/secrets/secret-service.ts';
import type { Resolvers } from './types.generated.ts';

export const secretResolvers: Resolvers = {
  Query: {
    secrets: (_parent, { agentId }, context) => listSecrets(context, agentId ?? null),
    secret: (_parent, { id }, context) => findSecret(context, id).catch(missing),
    secretTypes: () => [...SECRET_TYPES],
    secretEnvironment: async (_parent, { agentId }, context) => ({ agentId, env: await secretEnvironment(context, agentId) }),
  },
  Mutation: {
    createSecret: (_parent, { input }, context) => createSecret(context, input),
    updateSecret: (_parent, { id, input }, context) => updateSecret(context, id, input),
    async deleteSecret(_parent, { id }, context) {
      await deleteSecret(context, id);
      return true;
    },
    grantSecret: (_parent, { id, agentId }, context) => grantSecret(context, id, agentId),
    async revokeSecret(_parent, { id, agentId }, context) {
      await revokeSecret(context, id, agentId);
      return true;
    },
    async rotateSecrets(_parent, _arguments, context) {
      const count =
        (await context.secrets.rotate()) +
        (await context.providerSettings.rotate()) +
        (await context.mcp.store.rotate()) +
        (await rotateTotpSecrets(context)) +
        (await rotateClientSecrets(context));
      await audit(context, { action: 'secret.rotate', target: 'all', details: { count } });
      return count;
    },
  },
  Secret: {
    typeLabel: ({ type }) => SECRET_TYPES.find(({ value }) => value === type)?.label ?? type,
    maskedPreview: () => '***',
  },
};

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
