import { access, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { AppError } from '../errors.ts';
import { gitDirPath } from '../runs/workspace.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Toolset } from '../tools/toolset.ts';
import { ToolError } from '../tools/workspace-files.ts';
import { git, type GitCall } from './git.ts';
import type { GithubApp } from './github-app.ts';
import { repositoryName } from './github-rules.ts';

/** Where the files of the repository stand in the workspace. */
const FOLDER = 'repo';
const TIMEOUT_MS = 10 * 60_000;

/** Gives agents that may write and work in a project its repository on GitHub: its files, and pull requests from them. */
export function githubToolset(deps: { pool: Pool; app: GithubApp; dataDir: string }): Toolset {
  const repositoryOf = async (projectId: string): Promise<string | null> => {
    const { rows } = await deps.pool.query<{ repository: string | null }>('select repository from projects where id = $1', [projectId]);
    const url = rows[0]?.repository;
    return url == null ? null : repositoryName(url, deps.app.webUrl);
  };
  return {
    async tools({ projectId, granted, runId }) {
      if (projectId === null || runId === null || !granted.includes('write')) return [];
      if (!(await deps.app.status()).configured) return [];
      const repository = await repositoryOf(projectId);
      return repository === null ? [] : githubTools(repository, deps);
    },
  };
}

function githubTools(repository: string, { app, dataDir }: { app: GithubApp; dataDir: string }): Tool[] {
  const remote = `${app.webUrl}/${repository}.git`;

  async function callFor({ workspace, runId, signal }: ToolContext, needsToken: boolean): Promise<GitCall> {
    const workTree = join(workspace, FOLDER);
    await mkdir(workTree, { recursive: true });
    // a link would have git take in files from elsewhere
    if (!(await lstat(workTree)).isDirectory()) throw new ToolError(`${FOLDER} must be a directory`);
    const token = needsToken ? { url: app.webUrl, value: (await app.token(repository)).token } : null;
    return { gitDir: gitDirPath(dataDir, runId ?? ''), workTree, token, signal };
  }
  const isCheckedOut = ({ gitDir }: GitCall) =>
    access(join(gitDir, 'HEAD')).then(
      () => true,
      () => false,
    );
  const tool = (
    name: string,
    description: string,
    effect: Tool['effect'],
    properties: Record<string, object>,
    required: readonly string[],
    run: (args: Record<string, string>, context: ToolContext) => Promise<string>,
  ): Tool => ({
    name: `github__${name}`,
    description,
    effect,
    timeoutMs: TIMEOUT_MS,
    parameters: { type: 'object', properties, required, additionalProperties: false },
    async run(args, context) {
      try {
        return { content: await run(args as Record<string, string>, context), isError: false };
      } catch (error) {
        if (error instanceof AppError) return { content: error.message, isError: true };
        throw error;
      }
    },
  });
  const branch = { type: 'string', pattern: '^[A-Za-z0-9][\\w./-]{0,100}$' };

  return [
    tool(
      'checkout',
      `Puts the files of ${repository} into the folder ${FOLDER} of the workspace, as they are on its main branch or on another one.`,
      'idempotent',
      { branch },
      [],
      async ({ branch: wanted }, context) => {
        const call = await callFor(context, true);
        if (!(await isCheckedOut(call))) {
          await mkdir(call.gitDir, { recursive: true, mode: 0o700 });
          await git(['init', '--quiet', '--initial-branch=main'], call);
        }
        await git(['fetch', '--quiet', '--depth=50', '--no-tags', remote, wanted ?? 'HEAD'], call);
        await git(['checkout', '--quiet', '--force', '-B', 'base', 'FETCH_HEAD'], call);
        return `The files are in ${FOLDER}/: ${(await git(['log', '--oneline', '-1'], { ...call, token: null })).trim()}`;
      },
    ),
    tool(
      'open_pull_request',
      `Commits all that changed in ${FOLDER}, pushes it as a branch, and opens a pull request. A second call adds a commit to the same one.`,
      'write',
      {
        title: { type: 'string', minLength: 1, maxLength: 200 },
        body: {
          type: 'string',
          minLength: 1,
          maxLength: 60_000,
          description: 'Markdown: what was changed and why. "Fixes #12" closes issue 12.',
        },
        branch: { ...branch, description: 'Default: made of the run.' },
      },
      ['title', 'body'],
      async ({ title = '', body = '', branch: wanted }, context) => {
        const call = await callFor(context, true);
        if (!(await isCheckedOut(call))) throw new ToolError('Call github__checkout first.');
        const head = wanted ?? `djinnbot/${context.runId ?? 'work'}`;
        const local = { ...call, token: null };
        await git(['add', '--all'], local);
        const changed = (await git(['status', '--porcelain'], local)).trim();
        if (changed !== '') await git(['commit', '--quiet', '--no-verify', '--message', title], local);
        else if ((await git(['rev-parse', 'HEAD'], local)) === (await git(['rev-parse', 'FETCH_HEAD'], local)))
          throw new ToolError('Nothing was changed, so there is nothing to propose.');
        await git(['push', '--quiet', '--force', remote, `HEAD:refs/heads/${head}`], call);
        const { default_branch: base } = await app.request(repository, 'GET', `/repos/${repository}`);
        const [owner] = repository.split('/');
        const open = (await app.request(
          repository,
          'GET',
          `/repos/${repository}/pulls?state=open&head=${owner}:${encodeURIComponent(head)}`,
        )) as unknown as { html_url: string; number: number }[];
        const pull =
          open[0] ??
          ((await app.request(repository, 'POST', `/repos/${repository}/pulls`, {
            title,
            body,
            head,
            base,
          })) as unknown as (typeof open)[0]);
        return `Pull request #${pull.number}: ${pull.html_url}`;
      },
    ),
    tool(
      'comment',
      `Says something on an issue or a pull request of ${repository}.`,
      'write',
      { number: { type: 'string', pattern: '^[0-9]{1,10}$' }, body: { type: 'string', minLength: 1, maxLength: 60_000 } },
      ['number', 'body'],
      async ({ number = '', body = '' }) => {
        const { html_url } = await app.request(repository, 'POST', `/repos/${repository}/issues/${number}/comments`, { body });
        return `Said: ${String(html_url)}`;
      },
    ),
  ];
}
