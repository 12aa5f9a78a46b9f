import { defineEntity, p } from '@mikro-orm/core';

/** A step of a run that was queued at least once, as it stands now. Written only by the log. */
const StepSchema = defineEntity({
  name: 'Step',
  tableName: 'steps',
  properties: {
    runId: p.string().primary(),
    stepId: p.string().primary(),
    /** Position in the order in which steps were first reached. */
    ordinal: p.integer(),
    agentId: p.string(),
    status: p.string(),
    execution: p.integer(),
    attempt: p.integer(),
    retryCount: p.integer(),
    maxRetries: p.integer(),
    outputs: p.json<Record<string, string>>(),
    inputs: p.json<Record<string, string>>(),
    output: p.text().nullable(),
    error: p.text().nullable(),
    sessionId: p.string().nullable(),
    humanContext: p.text().nullable(),
    modelUsed: p.string().nullable(),
    queuedAt: p.bigint('number').nullable(),
    startedAt: p.bigint('number').nullable(),
    completedAt: p.bigint('number').nullable(),
    deadlineAt: p.bigint('number').nullable(),
    inputTokens: p.bigint('number'),
    outputTokens: p.bigint('number'),
    costUsd: p.double(),
  },
});

export class Step extends StepSchema.class {}
StepSchema.setClass(Step);
