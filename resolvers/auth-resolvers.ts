import { createAgentKey, createApiKey, createServiceKey, listApiKeys, revokeApiKey, type ApiKey } from '../src/auth/api-keys.ts';
import { userIdOf } from '../src/auth/auth.ts';
import { hasScope } from '../src/auth/scopes.ts';
import {
  changePassword,
  confirmTotp,
  createTicket,
  disableTotp,
  login,
  loginWithRecoveryCode,
  loginWithTotp,
  logout,
  logoutEverywhere,
  refreshSession,
  renewRecoveryCodes,
  setUp,
  startTotp,
} from '../src/auth/sign-in.ts';
import { createUser, findUser, isSetUp, listUsers, updateUser } from '../src/auth/users.ts';
import type { Context } from '../src/context.ts';
import type { Resolvers } from './types.generated.ts';

export const authResolvers: Resolvers = {
  Query: {
    authStatus: async (_parent, _arguments, context) => ({
      authEnabled: context.auth.config.isEnabled,
      setupComplete: context.auth.config.isEnabled && (await isSetUp(context)),
    }),
    viewer: (_parent, _arguments, context) => viewer(context),
    apiKeys: async (_parent, _arguments, context) => {
      const userId = userIdOf(context.viewer);
      return userId === undefined ? [] : listApiKeys(context, userId);
    },
    allApiKeys: (_parent, _arguments, context) => listApiKeys(context, null),
    users: (_parent, _arguments, context) => listUsers(context),
  },
  Mutation: {
    setUp: (_parent, { input, setupToken }, context) => setUp(context, input, setupToken ?? null),
    login: (_parent, { email, password }, context) => login(context, email, password),
    loginWithTotp: (_parent, { pendingToken, code }, context) => loginWithTotp(context, pendingToken, code),
    loginWithRecoveryCode: (_parent, { pendingToken, code }, context) => loginWithRecoveryCode(context, pendingToken, code),
    refreshSession: (_parent, { refreshToken }, context) => refreshSession(context, refreshToken),
    async logout(_parent, { refreshToken }, context) {
      await logout(context, refreshToken);
      return true;
    },
    async logoutEverywhere(_parent, _arguments, context) {
      await logoutEverywhere(context);
      return true;
    },
    createTicket: (_parent, _arguments, context) => createTicket(context),
    changePassword: (_parent, { currentPassword, newPassword }, context) => changePassword(context, currentPassword, newPassword),
    startTotp: (_parent, _arguments, context) => startTotp(context),
    confirmTotp: async (_parent, { code }, context) => ({ recoveryCodes: await confirmTotp(context, code) }),
    async disableTotp(_parent, { password, totpCode }, context) {
      await disableTotp(context, { password: password ?? null, totpCode: totpCode ?? null });
      return true;
    },
    renewRecoveryCodes: async (_parent, { code }, context) => ({ recoveryCodes: await renewRecoveryCodes(context, code) }),
    createApiKey: (_parent, { input }, context) => createApiKey(context, input),
    createServiceKey: (_parent, { input }, context) => createServiceKey(context, input),
    async createAgentKey(_parent, { agentId }, context) {
      const { key: made, isNew } = await createAgentKey(context, agentId);
      return { id: made.id, agentId, key: made.key ?? null, keyPrefix: made.keyPrefix, created: isNew };
    },
    revokeApiKey: (_parent, { id }, context) => revokeApiKey(context, id),
    createUser: (_parent, { input }, context) => createUser(context, input),
    updateUser: (_parent, { id, input }, context) => updateUser(context, id, input),
  },
  LoginResult: { __resolveType: (result) => ('requiresTOTP' in result ? 'TotpChallenge' : 'SignedIn') },
  ApiKey: { isServiceKey: ({ kind }: ApiKey) => kind !== 'user' },
};

async function viewer(context: Context) {
  const { id, scopes, agentId } = context.viewer;
  const isAdmin = hasScope(context.viewer, '*');
  const about = { id, isAdmin, scopes: [...scopes], agentId: agentId ?? null };
  if (userIdOf(context.viewer)) {
    const { email, displayName, totpEnabled, slackId } = await findUser(context, id);
    return { ...about, email, displayName, totpEnabled, slackId, isService: false };
  }
  const isAnonymous = id === 'anonymous';
  return {
    ...about,
    email: null,
    displayName: isAnonymous ? 'Anonymous' : id,
    totpEnabled: false,
    slackId: null,
    isService: !isAnonymous,
  };
}
