import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { scalarResolvers } from './scalars.ts';

const FOLDER = join(import.meta.dirname, '../../schema');

/** The schema of `schema/*.graphql` with the given resolvers. Statuses are lower case inside, as they are stored. */
export function loadSchema(resolvers: IResolvers[]): GraphQLSchema {
  const typeDefs = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(join(FOLDER, name), 'utf8'));
  return makeExecutableSchema({
    typeDefs,
    resolvers: [scalarResolvers, enumValues, ...resolvers],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}

const enumValues = {
  RunStatus: words('pending', 'running', 'paused', 'completed', 'failed', 'cancelled'),
  StepStatus: words('pending', 'queued', 'running', 'completed', 'failed', 'cancelled', 'retrying'),
  ThinkingLevel: words('off', 'minimal', 'low', 'medium', 'high', 'xhigh'),
  SecretType: words('pat', 'ssh_key', 'env_var', 'password', 'api_key', 'token', 'other'),
  ModelSource: words('live', 'static'),
  PipelineEdgeKind: words('next', 'result', 'retry', 'each', 'after-loop'),
  McpState: words('configuring', 'starting', 'running', 'degraded', 'error', 'stopped'),
  QuestionKind: words('question', 'approval'),
  QuestionStatus: words('open', 'answered', 'expired', 'withdrawn'),
  ActorState: words('starting', 'idle', 'busy', 'backing-off', 'stopping', 'given-up'),
};

function words(...values: string[]): Record<string, string> {
  return Object.fromEntries(values.map((value) => [value.toUpperCase().replaceAll('-', '_'), value]));
}
