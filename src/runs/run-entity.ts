import { defineEntity, p } from '@mikro-orm/core';

/** One execution of a pipeline, as people query it. Written only by the log, in the statement that commits the facts behind it. */
const RunSchema = defineEntity({
  name: 'Run',
  tableName: 'runs',
  properties: {
    id: p.string().primary(),
    ownerId: p.string().nullable(),
    pipelineId: p.string(),
    pipelineHash: p.string(),
    projectId: p.string().nullable(),
    projectName: p.string().nullable(),
    task: p.text(),
    status: p.string(),
    currentStep: p.string().nullable(),
    outputs: p.json<Record<string, string>>(),
    error: p.text().nullable(),
    humanContext: p.text().nullable(),
    initiatedByUserId: p.string().nullable(),
    keyUserId: p.string().nullable(),
    keyResolution: p.json<Record<string, unknown>>().nullable(),
    modelOverride: p.string().nullable(),
    taskBranch: p.string().nullable(),
    workspaceType: p.string().nullable(),
    /** Why a run that is not over stands still: `resume`, `budget`, `question`. */
    waitingFor: p.string().nullable(),
    inputTokens: p.bigint('number'),
    outputTokens: p.bigint('number'),
    costUsd: p.double(),
    budgetUsd: p.double().nullable(),
    /** The run that started it. */
    parentRunId: p.string().nullable(),
    /** Epoch milliseconds, as all times here. */
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
    completedAt: p.bigint('number').nullable(),
  },
});

export class Run extends RunSchema.class {}
RunSchema.setClass(Run);
