import { answerQuestion } from '../src/questions/question-service.ts';
import { unknownOutcomes } from '../src/questions/unknown-outcomes.ts';
import { clampLimit } from './paging.ts';
import type { Resolvers } from './types.generated.ts';

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;

export const questionResolvers: Resolvers = {
  Query: {
    questions: (_parent, { statuses, runId, chatId, agentId, limit, offset }, { questions, viewer }) =>
      questions.list({
        ownerId: viewer.ownerId,
        statuses: statuses ?? null,
        runId: runId ?? null,
        chatId: chatId ?? null,
        agentId: agentId ?? null,
        limit: clampLimit(limit),
        offset: offset ?? 0,
      }),
    unknownOutcomes: (_parent, { since, limit }, { pool, viewer }) =>
      unknownOutcomes(pool, viewer.ownerId, since ?? Date.now() - SEVEN_DAYS_MS, clampLimit(limit)),
    question: (_parent, { id }, { questions, viewer }) => questions.find(id, viewer.ownerId),
  },
  Mutation: {
    answerQuestion: (_parent, { id, ...input }, context) => answerQuestion(context, id, input),
  },
};
