import { NotFoundError } from '../src/errors.ts';
import type { Context } from '../src/context.ts';
import { knownModel, offeredModels } from '../src/settings/provider-models.ts';
import {
  createProvider,
  deleteProvider,
  engineKeys,
  getProvider,
  listProviders,
  updateProvider,
} from '../src/settings/provider-service.ts';
import { effectiveSettings, updateSettings } from '../src/settings/settings-service.ts';
import type { Resolvers } from './types.generated.ts';

export const settingsResolvers: Resolvers = {
  Query: {
    settings: (_parent, _arguments, context) => effectiveSettings(context),
    favoriteModels: (_parent, _arguments, { settingsStore }) => [...settingsStore.favorites],
    modelSuggestions: (_parent, _arguments, context) => suggestions(context),
    providers: (_parent, _arguments, context) => listProviders(context),
    providerModels: (_parent, { id }, context) => offeredModels(context, id).catch(missing),
    async engineKeys(_parent, { userId }, context) {
      const { keys, extra, sources } = await engineKeys(context, userId ?? null);
      return { keys, extra, keySources: sources };
    },
  },
  Mutation: {
    updateSettings: (_parent, { input }, context) => updateSettings(context, input),
    async setFavoriteModels(_parent, { favorites }, { settingsStore }) {
      await settingsStore.setFavorites(favorites);
      return [...settingsStore.favorites];
    },
    updateProvider: (_parent, { id, input }, context) => updateProvider(context, id, input),
    createProvider: (_parent, { input }, context) => createProvider(context, input),
    async deleteProvider(_parent, { id }, context) {
      await deleteProvider(context, id);
      return true;
    },
  },
  Provider: {
    models: async ({ id }, _arguments, context) => staticModels(context, id),
    extraFields: ({ extraFields }) => [...extraFields],
  },
};

function suggestions(context: Context): { working: string[]; thinking: string[] } {
  const models = listProviders(context).flatMap(({ id, configured }) => (configured ? staticModels(context, id) : []));
  return { working: models.map(({ id }) => id), thinking: models.filter(({ reasoning }) => reasoning).map(({ id }) => id) };
}

function staticModels(context: Context, id: string) {
  return getProvider(context, id).models.map((model) => knownModel(id, model));
}

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
