import { NotFoundError } from '../src/errors.ts';
import { graphOf } from '../src/pipelines/pipeline-graph.ts';
import type { Resolvers } from './types.generated.ts';

export const pipelineResolvers: Resolvers = {
  Query: {
    pipelines: (_parent, _arguments, { pipelines }) => pipelines.list(),
    pipeline: (_parent, { id }, { pipelines }) => pipelines.get(id).catch(missing),
    pipelineValidation: (_parent, { id }, { pipelines }) => pipelines.validate(id).catch(missing),
  },
  Mutation: {
    async savePipeline(_parent, { id, yaml }, { pipelines }) {
      await pipelines.save(id, yaml);
      return pipelines.get(id);
    },
  },
  Pipeline: {
    name: ({ raw, id }) => raw.name ?? id,
    description: ({ raw }) => raw.description,
    version: ({ raw }) => raw.version,
    steps: ({ raw }) => raw.steps.filter(isObject),
    agents: ({ raw }) => raw.agents.filter(isObject),
    yaml: async ({ id }, _arguments, { pipelines }) => (await pipelines.raw(id)).yaml,
    problems: ({ problems }) =>
      problems.map(({ severity, message }) => ({ severity: severity === 'error' ? ('ERROR' as const) : ('WARNING' as const), message })),
    isRunnable: ({ pipeline }) => pipeline !== null,
    graph: ({ pipeline }) => pipeline && graphOf(pipeline),
  },
};

function missing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
