import { raiseAgentBudget } from '../src/budgets/budget-service.ts';
import type { Resolvers } from './types.generated.ts';

export const budgetResolvers: Resolvers = {
  Mutation: {
    raiseAgentBudget: (_parent, { agentId, ...raise }, context) => raiseAgentBudget(context, agentId, raise),
  },
  Spending: {
    timeSec: ({ timeMs }) => timeMs / 1_000,
  },
};
