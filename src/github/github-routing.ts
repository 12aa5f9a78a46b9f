import type { Pool } from 'pg';
import type { EventLog } from '../log/event-log.ts';
import { changeBoard } from '../projects/board-store.ts';
import { projectsWith, type RepositoryProject } from './github-projects.ts';
import { actionOf, issueTask, taskOf, untrusted, type GithubAction } from './github-rules.ts';
import type { WholeDelivery } from './github-webhooks.ts';

export interface RoutingDeps {
  pool: Pool;
  log: EventLog;
  /** On an issue it asks for work. */
  label: string;
  /** The pipeline that works on issues. */
  pipelineId: string;
  webUrl: string;
  /** Starts a run; with a key the same call a second time starts no second one. */
  startRun(
    input: { pipelineId: string; task: string; projectId: string; projectName: string },
    key: string,
    ownerId: string | null,
  ): Promise<string>;
}

const MOST_COMMENTS = 200;

/** Does what follows from a delivery; answers in words what was done. Doing it twice does no harm. */
export async function routeDelivery(delivery: WholeDelivery, deps: RoutingDeps): Promise<string> {
  const action = actionOf(delivery, deps.label);
  if (!action) return '';
  if (action.type === 'uninstalled') return 'the app was taken from an account';
  const projects = await projectsWith(deps.pool, action.repository, deps.webUrl);
  const [project] = projects;
  // whoever installs the app on a repository of their own gets no work out of this server
  if (!project) return `no project has the repository ${action.repository}`;
  if (action.type === 'resolve') return resolve(action, project, delivery, deps);
  const done = await Promise.all(projects.map((project) => onBoard(action, project, delivery, deps)));
  return done.filter(Boolean).join('; ');
}

async function resolve(
  action: Extract<GithubAction, { type: 'resolve' }>,
  project: RepositoryProject,
  delivery: WholeDelivery,
  { startRun, pipelineId }: RoutingDeps,
): Promise<string> {
  const input = { pipelineId, task: issueTask(action), projectId: project.id, projectName: project.name };
  const runId = await startRun(input, `github:${delivery.deliveryId}`, project.ownerId);
  return `started ${runId}`;
}

/** What a pull request or a comment means for the task that it is about. */
async function onBoard(
  action: Extract<GithubAction, { type: 'comment' | 'pull-request' }>,
  project: RepositoryProject,
  delivery: WholeDelivery,
  { pool, log }: RoutingDeps,
): Promise<string | null> {
  const viewer = { id: 'github', ownerId: null, scopes: ['projects:write'] };
  return changeBoard({ pool, log, viewer }, project.id, (board) => {
    const task = taskOf(board, action.number, action.type === 'pull-request' ? action.branch : null);
    if (!task) return null;
    if (action.type === 'comment') {
      const kept = Array.isArray(task.metadata.github_comments) ? (task.metadata.github_comments as Record<string, unknown>[]) : [];
      if (kept.some(({ delivery_id }) => delivery_id === delivery.deliveryId)) return `${task.id} has the comment already`;
      const comment = {
        delivery_id: delivery.deliveryId,
        author: action.author,
        url: action.url,
        text: untrusted(`comment of ${action.author} on #${action.number}`, action.text.slice(0, 20_000)),
        at: board.now,
      };
      board.update(task.id, { metadata: { ...task.metadata, github_comments: [...kept, comment].slice(-MOST_COMMENTS) } });
      board.events.push({
        type: 'github_comment',
        at: board.now,
        project_id: project.id,
        task_id: task.id,
        ...(task.assignedAgent !== null && { agent_id: task.assignedAgent }),
        author: action.author,
        url: action.url,
      });
      return `${task.id} was given the comment`;
    }
    board.update(task.id, { metadata: { ...task.metadata, pr_number: action.number, pr_url: action.url, pr_state: action.state } });
    if (action.state === 'merged' && !board.semantics.terminal_done.includes(task.status)) {
      board.finish(task.id, true);
      return `${task.id} is done, since #${action.number} was merged`;
    }
    return `${task.id} knows that #${action.number} is ${action.state}`;
  });
}
