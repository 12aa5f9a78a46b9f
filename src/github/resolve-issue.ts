import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError } from '../errors.ts';
import type { Run } from '../runs/run-entity.ts';
import { createRun } from '../runs/run-service.ts';
import { projectsWith } from './github-projects.ts';
import { issueAt, issueTask, type IssueRef } from './github-rules.ts';

/** A run that works on an issue. */
export interface IssueRun {
  run: Run;
  issue: IssueRef & { title: string };
}

/** @throws {BadUserInputError} when it is not the address of an issue. */
export function parseIssueUrl({ github }: Pick<Context, 'github'>, url: string): IssueRef {
  const issue = issueAt(url, github.app.webUrl);
  if (issue) return issue;
  const rule = `must be the address of an issue, such as ${github.app.webUrl}/owner/repo/issues/1`;
  throw new BadUserInputError(`issue_url ${rule}`, [{ path: 'issue_url', rule }]);
}

/**
 * Starts the pipeline that resolves issues, for a project that has the issue's repository.
 * @param projectId of several the one that is meant.
 * @throws {BadUserInputError} when it is not the address of an issue. @throws {UnavailableError} when there is no GitHub App.
 * @throws {BadRequestError} when no project has the repository. @throws {NotFoundError} when GitHub shows no such issue.
 */
export async function resolveIssue(
  context: Context,
  { url, projectId, model, idempotencyKey }: { url: string; projectId: string | null; model: string | null; idempotencyKey: string | null },
): Promise<IssueRun> {
  const { github, pool, viewer } = context;
  const issue = parseIssueUrl(context, url);
  const { fullName, number } = issue;
  const projects = (await projectsWith(pool, fullName, github.app.webUrl)).filter(
    ({ ownerId }) => viewer.ownerId === null || ownerId === viewer.ownerId,
  );
  const project = projectId === null ? projects[0] : projects.find(({ id }) => id === projectId);
  if (!project) {
    throw new BadRequestError(
      projectId === null
        ? `No project has the repository ${fullName}: create one with it`
        : `The project is not there, or has another repository than ${fullName}`,
    );
  }
  const found = (await github.app.request(fullName, 'GET', `/repos/${fullName}/issues/${number}`)) as RawIssue;
  const { title = '', body, html_url: address = '', user } = found;
  const task = issueTask({ repository: fullName, number, title, body: body ?? '', url: address, author: user?.login ?? '' });
  const input = { pipelineId: github.pipelineId, task, projectId: project.id, projectName: project.name, modelOverride: model };
  return { run: await createRun(context, input, idempotencyKey), issue: { ...issue, title } };
}

interface RawIssue {
  title?: string;
  body?: string | null;
  html_url?: string;
  user?: { login?: string } | null;
}
