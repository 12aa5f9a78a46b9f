import { audit } from '../src/audit/audit-log.ts';
import { NotFoundError } from '../src/errors.ts';
import { findDelivery, listDeliveries, receiveDelivery, replayDelivery } from '../src/github/github-webhooks.ts';
import { parseIssueUrl, resolveIssue } from '../src/github/resolve-issue.ts';
import type { RunStatus } from '../src/pipelines/machine/run-state.ts';
import type { Resolvers } from './types.generated.ts';

export const githubResolvers: Resolvers = {
  Query: {
    githubStatus: (_parent, _arguments, { github }) => github.app.status(),
    githubInstallations: (_parent, _arguments, { github }) => github.app.installations(),
    githubRepositories: (_parent, { installationId }, { github }) => github.app.repositories(installationId ?? null),
    githubDeliveries: (_parent, { eventType, repository, processed, limit, offset }, { pool }) =>
      listDeliveries(pool, {
        eventType: eventType ?? null,
        repository: repository ?? null,
        processed: processed ?? null,
        limit: limit ?? 50,
        offset: offset ?? 0,
      }),
    githubDelivery: (_parent, { id }, { pool }) =>
      findDelivery(pool, id).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      }),
    githubIssue: (_parent, { url }, context) => parseIssueUrl(context, url),
  },
  Mutation: {
    resolveIssue: (_parent, { url, projectId, model, idempotencyKey }, context) =>
      resolveIssue(context, { url, projectId: projectId ?? null, model: model ?? null, idempotencyKey: idempotencyKey ?? null }),
    async receiveGithubWebhook(_parent, { body, event, delivery, signature }, { github, pool }) {
      const received = await receiveDelivery(pool, github.app.webhookSecret, {
        body,
        eventType: event ?? null,
        deliveryId: delivery ?? null,
        signature: signature ?? null,
      });
      if (!received.isDuplicate) github.look();
      const { id, deliveryId, eventType, action } = received.delivery;
      return { id, deliveryId, eventType, action, isDuplicate: received.isDuplicate };
    },
    async replayGithubDelivery(_parent, { id }, context) {
      const delivery = await replayDelivery(context.pool, id);
      await audit(context, { action: 'github.replay', target: id });
      context.github.look();
      return delivery;
    },
  },
  IssueRun: {
    runId: ({ run }) => run.id,
    pipelineId: ({ run }) => run.pipelineId,
    status: ({ run }) => run.status as RunStatus,
    issueNumber: ({ issue }) => issue.number,
    repository: ({ issue }) => issue.fullName,
    issueTitle: ({ issue }) => issue.title,
  },
  GithubDelivery: {
    verified: () => true,
    payload: async (delivery, _arguments, { pool }) => delivery.payload ?? (await findDelivery(pool, delivery.id)).payload,
  },
};
