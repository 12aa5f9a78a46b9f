/** Operations for one task, to be tried in GraphiQL. */
interface Example {
  /** As in `?example=`, and of the file that has them. */
  id: string;
  title: string;
  /** What stands in for the ids that the operations take. */
  variables?: Record<string, string>;
}

/** In the order in which one would try them. */
export const EXAMPLES: readonly Example[] = [
  { id: 'runs', title: 'Start and follow a run', variables: { runId: 'run_…' } },
  { id: 'control', title: 'Cancel, resume, restart', variables: { runId: 'run_…', stepId: 'REVIEW' } },
  { id: 'chat', title: 'Chat', variables: { chatId: 'chat_…' } },
  { id: 'boards', title: 'Boards', variables: { projectId: 'proj_…', taskId: 'task_…', otherTaskId: 'task_…' } },
  { id: 'agents', title: 'Agents', variables: { agentId: 'mira' } },
  { id: 'pipelines', title: 'Pipelines', variables: { pipelineId: 'quickstart' } },
  { id: 'memory', title: 'Memory' },
  { id: 'skills', title: 'Skills' },
  { id: 'mcp', title: 'MCP' },
  { id: 'settings', title: 'Settings', variables: { secretId: 'sec_…' } },
  { id: 'github', title: 'GitHub' },
  { id: 'actors', title: 'Actors' },
  { id: 'account', title: 'Accounts', variables: { keyId: 'key_…' } },
  { id: 'server', title: 'Server' },
];
