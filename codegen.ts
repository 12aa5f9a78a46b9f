import type { CodegenConfig } from '@graphql-codegen/cli';

/** Resolver types from the schema: `npm run codegen` writes them, and they are committed. */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  // the plugin re-exports the statuses, which are types, as values
  hooks: { beforeOneFileWrite: (_path: string, content: string) => content.replace(/^export \{ (\w+) \};$/gm, 'export type { $1 };') },
  generates: {
    'console/src/gql/': {
      preset: 'client',
      documents: 'console/src/**/*.{ts,tsx}',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        scalars: {
          DateTime: 'string',
          Long: 'number',
          JSONObject: 'Record<string, unknown>',
          StringMap: 'Record<string, string>',
          IntMap: 'Record<string, number>',
          Cursor: 'string',
          IsoTime: 'string',
          EpochSeconds: 'string',
          Bytes: 'string',
          Upload: '{ filename: string; mimeType: string; content: string }',
        },
      },
    },
    'resolvers/types.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../src/context.ts#Context',
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        scalars: {
          DateTime: 'number',
          Long: 'number',
          JSONObject: 'Record<string, unknown>',
          StringMap: 'Record<string, string>',
          Cursor: 'string',
          IntMap: 'Record<string, number>',
          IsoTime: 'number',
          EpochSeconds: 'number',
          Bytes: 'Buffer',
          Upload: '../src/graphql/scalars.ts#Upload',
        },
        enumValues: {
          RunStatus: '../src/pipelines/machine/run-state.ts#RunStatus',
          StepStatus: '../src/pipelines/machine/run-state.ts#StepStatus',
          ThinkingLevel: '../src/settings/settings-store.ts#ThinkingLevel',
          SecretType: '../src/secrets/secret-service.ts#SecretType',
          PipelineEdgeKind: '../src/pipelines/pipeline-graph.ts#EdgeKind',
          ModelSource: '../src/settings/provider-models.ts#ModelSource',
          ActorState: '../src/supervision.ts#ActorState',
        },
        mappers: {
          Run: '../src/runs/run-entity.ts#Run as RunEntity',
          Step: '../src/runs/step-entity.ts#Step as StepEntity',
          Event: '../src/log/event-log.ts#FollowItem',
          Pipeline: '../src/pipelines/pipeline-catalog.ts#PipelineFile',
          Agent: '../src/agents/agent-catalog.ts#AgentSummary',
          Provider: '../src/settings/provider-service.ts#ProviderView',
          Secret: '../src/secrets/secret-service.ts#Secret as SecretRow',
          Project: '../src/projects/board.ts#Project as ProjectRow',
          Task: '../src/projects/board.ts#Task as TaskRow',
          TaskTransition: '../src/projects/task-service.ts#Transition',
          TaskImport: '../src/projects/task-service.ts#ImportResult',
          TaskLink: '../src/projects/task-service.ts#TaskLink as TaskLinkRow',
          TaskExecution: '../src/projects/task-execution.ts#Execution',
          ReadyExecution: '../src/projects/task-execution.ts#ReadyExecution as ReadyExecutionResult',
          PlannedTask: '../src/projects/plan.ts#PlannedTask as PlannedTaskRow',
          ProjectAgent: '../src/projects/project-service.ts#ProjectAgent as ProjectAgentRow',
          Actor: '../src/supervision.ts#ActorCard',
          ActorCrash: '../src/supervision.ts#CrashCard',
          DeadLetter: '../src/supervision.ts#DeadLetter as DeadLetterRecord',
        },
      },
    },
  },
};

export default config;
