import { readAudit, verifyAudit } from '../src/audit/audit-log.ts';
import { clampLimit } from './paging.ts';
import type { Resolvers } from './types.generated.ts';

export const auditResolvers: Resolvers = {
  Query: {
    auditLog: (_parent, { before, limit }, { pool }) => readAudit(pool, { before: before ?? null, limit: clampLimit(limit) }),
    auditVerification: (_parent, _arguments, { pool }) => verifyAudit(pool),
  },
};
