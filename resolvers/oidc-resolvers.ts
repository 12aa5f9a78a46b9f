import { forgetLogins } from '../src/auth/oidc-accounts.ts';
import {
  createLoginProvider,
  deleteLoginProvider,
  findLoginProvider,
  listLoginButtons,
  listLoginProviders,
  updateLoginProvider,
} from '../src/auth/oidc-providers.ts';
import { authorizeOidc, completeOidc, ownRedirects, testLoginProvider } from '../src/auth/oidc.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Resolvers } from './types.generated.ts';

export const oidcResolvers: Resolvers = {
  Query: {
    loginProviders: (_parent, _arguments, context) => listLoginProviders(context),
    loginProvider: (_parent, { id }, context) => findLoginProvider(context, id).catch(missing),
  },
  Mutation: {
    createLoginProvider: (_parent, { input }, context) => createLoginProvider(context, input),
    updateLoginProvider: (_parent, { id, input }, context) => updateLoginProvider(context, id, input),
    async deleteLoginProvider(_parent, { id }, context) {
      await deleteLoginProvider(context, id);
      return true;
    },
    testLoginProvider: (_parent, { id }, context) => testLoginProvider(context, id),
    async forgetLogins(_parent, { userId }, context) {
      await forgetLogins(context, userId);
      return true;
    },
    authorizeOidc: async (_parent, { slug, ...begin }, context) => ({ authorizationUrl: await authorizeOidc(context, slug, begin) }),
    completeOidc: (_parent, { slug, answer, browserKey }, context) => completeOidc(context, slug, answer, browserKey ?? null),
  },
  AuthStatus: { oidcProviders: ({ setupComplete }, _arguments, context) => (setupComplete ? listLoginButtons(context) : []) },
  LoginProvider: { redirectUris: ({ slug }, _arguments, context) => ownRedirects(context, slug) },
};

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
