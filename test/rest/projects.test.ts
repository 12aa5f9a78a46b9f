import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { eventually } from '../support/eventually.ts';
import { EventStream } from '../support/event-stream.ts';
import { complete, type ScriptedCall } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PIPELINE = `
id: one
name: One
agents: [{ id: maker }]
steps:
  - { id: MAKE, agent: maker, input: "Task: {{task_description}}", maxRetries: 0 }
`;

let catalog: CatalogDirectory;
let test: TestServer;
let release = Promise.withResolvers<void>();
/** What the agent does with the board, turn by turn. */
let moves: ((call: ScriptedCall) => { name: string; args: Record<string, unknown> } | null)[] = [];

beforeAll(async () => {
  catalog = await catalogDirectory({
    'pipelines/one.yml': PIPELINE,
    'pipelines/planning.yml': PIPELINE.replace('id: one', 'id: planning'),
  });
  test = await startTestServer(
    async (call) => {
      if (call.prompt.includes('Task: wait')) await release.promise;
      if (call.prompt.includes('Task: break')) return { error: { status: 400, message: 'no' } };
      const move = call.prompt.includes('Task: board') ? moves[call.turn - 1]?.(call) : null;
      return move ? { tools: [move] } : complete({});
    },
    { CATALOG_DIR: catalog.path },
  );
});
afterAll(async () => {
  release.resolve();
  await test.stop();
  await catalog.remove();
});

const send = (method: string, path: string, body?: unknown) => test.server.send(method, path, body);
const ok = async (method: string, path: string, body?: unknown) => {
  const answer = await send(method, path, body);
  expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null]);
  return answer.body;
};
const project = async (input: object = {}) => `/v1/projects/${(await ok('POST', '/v1/projects', { name: 'Site', ...input })).id}`;
const task = async (path: string, input: object) => `${path}/tasks/${(await ok('POST', `${path}/tasks`, input)).id}`;
const idOf = (path: string) => path.split('/').at(-1) as string;

describe('projects', () => {
  it('are made with a board, read, changed, listed, archived and deleted', async () => {
    const made = await ok('POST', '/v1/projects', { name: 'Shop', repository: 'github.com/us/shop' });
    expect(made).toMatchObject({
      name: 'Shop',
      status: 'active',
      template_id: null,
      workspace_setup: null,
      task_counts: {},
      total_tasks: 0,
    });
    expect(made.repository).toBe('github.com/us/shop.git');
    const path = `/v1/projects/${made.id}`;

    expect(await ok('PUT', path, { description: 'Sells', status: 'completed', defaultPipelineId: 'one' })).toMatchObject({
      status: 'updated',
      project: { description: 'Sells', status: 'completed' },
    });
    const board = await ok('GET', path);
    expect(board.columns.map(({ task_statuses }: { task_statuses: string[] }) => task_statuses[0])).toEqual(
      'backlog planning planned ux blocked ready in_progress review test done failed'.split(' '),
    );
    expect(board).toMatchObject({ completed_at: expect.any(Number), tasks: [], dependencies: [], workflows: [], agents: [], vision: null });

    expect(await ok('GET', `${path}/vision`)).toEqual({ vision: '' });
    expect(await ok('PUT', `${path}/vision`, { vision: 'To sell' })).toEqual({ status: 'updated' });
    expect(await ok('GET', `${path}/vision`)).toEqual({ vision: 'To sell' });
    expect((await ok('GET', '/v1/projects')).map(({ id }: { id: string }) => id)).toContain(made.id);
    expect(await ok('POST', `${path}/archive`)).toEqual({ status: 'archived' });
    expect((await ok('GET', '/v1/projects')).map(({ id }: { id: string }) => id)).not.toContain(made.id);
    expect((await ok('GET', '/v1/projects?status=archived')).map(({ id }: { id: string }) => id)).toContain(made.id);
    expect(await ok('DELETE', path)).toEqual({ status: 'deleted', project_id: made.id });
    expect(await send('GET', path)).toMatchObject({ status: 404, body: { detail: expect.stringContaining('not found') } });
  });

  it.each([
    [{}, 422, 'name'],
    [{ name: 'x', repository: 'file:///etc/passwd' }, 422, 'repository'],
    [{ name: 'x', repository: '--upload-pack=touch' }, 422, 'repository'],
    [{ name: 'x', templateId: 'nothing' }, 404, 'template'],
    [{ name: 'x'.repeat(201) }, 422, 'name'],
    [{ name: 'x', statusSemantics: { initial: 'todo' } }, 422, 'statusSemantics'],
  ])('are refused for %j', async (body, status, named) => {
    const answer = await send('POST', '/v1/projects', body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(named);
  });

  it('have boards of their own kinds, whose columns can be changed', async () => {
    const templates = await ok('GET', '/v1/project-templates');
    expect(templates.map(({ slug }: { slug: string }) => slug)).toEqual(['software-dev', 'kanban-simple', 'content-pipeline', 'research']);

    const path = await project({
      columns: [
        { name: 'Open', statuses: ['open'] },
        { name: 'Shut', taskStatuses: ['shut'] },
      ],
    });
    const one = await task(path, { title: 'One' });
    expect(await ok('GET', one)).toMatchObject({ status: 'open' });

    const added = await ok('POST', `${path}/columns`, { name: 'Late', taskStatuses: ['late'], wipLimit: 1 });
    expect(added).toMatchObject({ name: 'Late', position: 2 });
    expect(await ok('PUT', `${path}/columns/${added.id}`, { name: 'Later' })).toEqual({ status: 'updated' });
    const { project_id, columns } = await ok('GET', `${path}/board`);
    expect([project_id, columns.map(({ name }: { name: string }) => name)]).toEqual([idOf(path), ['Open', 'Shut', 'Later']]);
    const two = await task(path, { title: 'Two' });
    expect(await ok('POST', `${one}/move`, { columnId: added.id })).toMatchObject({ status: 'moved', column_id: added.id, position: 0 });
    expect(await send('POST', `${two}/move`, { columnId: added.id })).toMatchObject({ status: 400 });
    expect(await send('DELETE', `${path}/columns/${added.id}`)).toMatchObject({ status: 400 });
    await ok('DELETE', one);
    expect(await ok('DELETE', `${path}/columns/${added.id}`)).toEqual({ status: 'deleted' });
  });

  it('have agents with one lead, workflows with one default, and a policy', async () => {
    const path = await project();
    expect(await ok('POST', `${path}/agents`, { agentId: 'ann', role: 'lead' })).toMatchObject({
      status: 'assigned',
      agent_id: 'ann',
      role: 'lead',
    });
    await ok('POST', `${path}/agents`, { agentId: 'bob', role: 'lead' });
    expect(await send('POST', `${path}/agents`, { agentId: 'bob' })).toMatchObject({ status: 400 });
    expect(
      (await ok('GET', `${path}/agents`)).map((agent: Record<string, unknown>) => [agent.agent_id, agent.role, agent.routine_mappings]),
    ).toEqual([
      ['bob', 'lead', []],
      ['ann', 'member', []],
    ]);
    expect(await ok('PATCH', `${path}/agents/ann`, { role: 'reviewer' })).toEqual({ status: 'updated', role: 'reviewer' });
    expect(await send('PUT', `${path}/agents/ann`, { role: 'boss' })).toMatchObject({ status: 422 });
    expect(await ok('DELETE', `${path}/agents/ann`)).toEqual({ status: 'removed' });
    expect(await send('DELETE', `${path}/agents/ann`)).toMatchObject({ status: 404 });

    const first = await ok('POST', `${path}/workflows`, { name: 'A', pipelineId: 'one', isDefault: true });
    expect(first).toMatchObject({ name: 'A', pipeline_id: 'one' });
    await ok('POST', `${path}/workflows`, { name: 'B', pipelineId: 'one', isDefault: true });
    expect(await ok('PUT', `${path}/workflows/${first.id}`, { name: 'C' })).toEqual({ status: 'updated' });
    expect((await ok('GET', `${path}/workflows`)).map((flow: Record<string, unknown>) => [flow.name, flow.is_default])).toEqual([
      ['B', true],
      ['C', false],
    ]);
    expect(await ok('DELETE', `${path}/workflows/${first.id}`)).toEqual({ status: 'deleted' });

    expect(await ok('GET', `${path}/workflow-policy`)).toMatchObject({ stage_rules: {}, exists: false });
    const rules = {
      docs: [
        { stage: 'test', disposition: 'skip' },
        { stage: 'review', disposition: 'required', agent_role: 'reviewer' },
      ],
    };
    expect(await ok('PUT', `${path}/workflow-policy`, { stageRules: rules })).toMatchObject({ stage_rules: rules, exists: true });
    expect(await send('PUT', `${path}/workflow-policy`, { stageRules: { docs: 'all' } })).toMatchObject({ status: 422 });
    const docs = await task(path, { title: 'Manual', workType: 'docs' });
    expect(await ok('GET', `${docs}/workflow`)).toMatchObject({
      has_policy: true,
      current_stage: 'implement',
      required_stages: ['review'],
      skipped_stages: ['test'],
      next_required_stage: 'review',
    });
    expect(await send('POST', `${docs}/transition`, { status: 'test' })).toMatchObject({ status: 400 });
  });
});

describe('tasks', () => {
  it('are made, read whole, changed, moved on with notes, and deleted', async () => {
    const path = await project();
    const made = await ok('POST', `${path}/tasks`, { title: 'Fix login', tags: ['web'], priority: 'P1', estimatedHours: 3 });
    expect(made).toMatchObject({
      title: 'Fix login',
      description: '',
      status: 'ready',
      priority: 'P1',
      assigned_agent: null,
      tags: ['web'],
      estimated_hours: 3,
      work_type: 'bugfix',
      completed_stages: [],
      completed_at: null,
      metadata: {},
    });
    const one = `${path}/tasks/${made.id}`;
    const part = await task(path, { title: 'Part', parentTaskId: made.id });
    expect(await ok('PUT', one, { title: 'Mend login', estimatedHours: null, metadata: { pr: 1 } })).toMatchObject({
      status: 'updated',
      task: { title: 'Mend login', estimated_hours: null, metadata: { pr: 1 } },
    });
    expect(await ok('POST', `${one}/transition`, { status: 'review', note: 'see' })).toMatchObject({
      status: 'transitioned',
      from_status: 'ready',
      to_status: 'review',
      work_type: 'bugfix',
      completed_stages: ['implement'],
      next_valid_stages: null,
    });
    const read = await ok('GET', one);
    expect(read).toMatchObject({ status: 'review', subtasks: [{ id: idOf(part), title: 'Part', status: 'backlog', priority: 'P2' }] });
    expect(read).toMatchObject({ blocking_dependencies: [], dependents: [], run_history: [] });
    expect((await ok('GET', `${path}/tasks?tag=web&priority=P1&status=review`)).map(({ id }: { id: string }) => id)).toEqual([made.id]);
    expect(await ok('GET', `${path}/tasks?agent=nobody`)).toEqual([]);
    expect(await send('POST', `${one}/transition`, { status: 'nowhere' })).toMatchObject({ status: 400 });
    expect(await send('POST', `${path}/tasks`, { title: ' ' })).toMatchObject({ status: 422 });
    expect(await send('POST', `${path}/tasks`, { title: 'x', priority: 'P9' })).toMatchObject({ status: 422 });
    expect(await send('POST', `${path}/tasks`, { title: 'x', columnId: 'other' })).toMatchObject({ status: 400 });
    expect(await ok('DELETE', one)).toMatchObject({ status: 'deleted' });
    expect(await send('GET', one)).toMatchObject({ status: 404 });
  });

  it('are claimed by one of fifty that ask at the same time', async () => {
    const path = await project();
    const one = await task(path, { title: 'Make it' });

    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => send('POST', `${one}/claim`, { agentId: `agent-${n}` })));

    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    const [{ body } = { body: null }] = winners;
    expect(body).toMatchObject({ status: 'claimed', branch: `feat/${idOf(one)}-make-it` });
    expect(await ok('POST', `${one}/claim`, { agentId: body.agent_id })).toMatchObject({ status: 'already_claimed' });
    expect(await ok('GET', one)).toMatchObject({ assigned_agent: body.agent_id, status: 'ready', metadata: { git_branch: body.branch } });
    expect((await ok('GET', `${path}/ready-tasks?agent_id=stranger`)).tasks).toEqual([]);
  });

  it('keep all notes of forty that write at the same time', async () => {
    const path = await project();
    const one = await task(path, { title: 'Talk' });

    await Promise.all(
      Array.from({ length: 40 }, (_, n) => ok('POST', `${one}/transition`, { status: n % 2 ? 'review' : 'test', note: `note ${n}` })),
    );

    const { metadata } = await ok('GET', one);
    expect(metadata.transition_notes.map(({ note }: { note: string }) => note).sort()).toEqual(
      Array.from({ length: 40 }, (_, n) => `note ${n}`).sort(),
    );
  });

  it('never wait for each other, whoever joins them at the same time', async () => {
    const path = await project();
    const tasks = await Promise.all(['a', 'b', 'c'].map((title) => task(path, { title })));
    const join = (index: number) => send('POST', `${tasks[index] ?? ''}/dependencies`, { fromTaskId: idOf(tasks[(index + 1) % 3] ?? '') });

    const answers = await Promise.all([join(0), join(1), join(2)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400]);
    const graph = await ok('GET', `${path}/dependency-graph`);
    expect(graph.topological_order).toHaveLength(3);
    expect(graph.critical_path).toHaveLength(3);
    expect(graph.edges).toHaveLength(2);
  });

  it('wait for others, which is seen from both sides, on the plan, and in what is ready', async () => {
    const path = await project();
    const [first, then] = [await task(path, { title: 'First', estimatedHours: 8 }), await task(path, { title: 'Then', columnId: null })];
    await ok('POST', `${then}/transition`, { status: 'backlog' });
    const edge = await ok('POST', `${then}/dependencies`, { fromTaskId: idOf(first) });
    expect(edge).toMatchObject({ from: idOf(first), to: idOf(then), type: 'blocks' });
    expect(await send('POST', `${then}/dependencies`, { fromTaskId: idOf(first), type: 'informs' })).toMatchObject({ status: 400 });
    expect((await ok('GET', then)).blocking_dependencies).toEqual([
      { id: edge.id, from_task_id: idOf(first), from_task_title: 'First', from_task_status: 'ready', type: 'blocks' },
    ]);
    expect((await ok('GET', first)).dependents).toMatchObject([{ to_task_id: idOf(then), to_task_title: 'Then' }]);
    const { tasks } = await ok('GET', `${path}/ready-tasks`);
    expect(tasks).toMatchObject([{ title: 'First', blocking_tasks: [{ title: 'Then' }] }]);

    const timeline = await ok('GET', `${path}/timeline?hours_per_day=4`);
    expect(timeline).toMatchObject({ total_hours: 12, total_days: 3, hours_per_day: 4, critical_path: [idOf(first), idOf(then)] });
    expect(await ok('DELETE', `${then}/dependencies/${edge.id}`)).toEqual({ status: 'removed' });
    expect(await ok('DELETE', `${then}/dependencies/${edge.id}`)).toEqual({ status: 'removed' });
  });

  it('are imported with what waits for what, all or none', async () => {
    const path = await project();
    const tasks = [
      { title: 'Set up the database' },
      { title: 'Write the API', dependencies: ['Setup the database', 'Something else entirely'], estimatedHours: 2 },
    ];
    expect(await ok('POST', `${path}/import`, { tasks })).toMatchObject({
      status: 'imported',
      tasks_created: 2,
      dependencies_created: 1,
      skipped_dependencies: [{ task: 'Write the API', unknown_dep: 'Something else entirely' }],
      task_ids: { 'Write the API': expect.any(String) },
    });
    const circle = [
      { title: 'egg', dependencies: ['hen'] },
      { title: 'hen', dependencies: ['egg'] },
    ];
    expect(await send('POST', `${path}/import`, { tasks: circle })).toMatchObject({ status: 400 });
    expect(await ok('GET', `${path}/tasks`)).toHaveLength(2);
  });

  it('are told of to everyone who follows', async () => {
    const stream = await EventStream.open(`${test.server.url}/v1/events/stream?dialect=upstream`);
    const path = await project();
    const one = await task(path, { title: 'Seen' });
    await ok('POST', `${one}/claim`, { agentId: 'ann' });
    await ok('POST', `${one}/transition`, { status: 'review', note: 'look' });

    const seen = await stream.until(({ data }) => data?.type === 'TASK_STATUS_CHANGED' && data.taskId === idOf(one));
    expect(seen.at(-1)?.data).toMatchObject({
      projectId: idOf(path),
      taskTitle: 'Seen',
      fromStatus: 'ready',
      toStatus: 'review',
      status: 'review',
      note: 'look',
      agentId: 'ann',
    });
    stream.close();
  });
});

describe('a run for a task', () => {
  it('is started once, and the task follows it to done or failed', async () => {
    const path = await project({ templateId: 'software-dev' });
    await ok('PUT', path, { defaultPipelineId: 'one' });
    const good = await task(path, { title: 'do it' });
    const bad = await task(path, { title: 'break' });

    const started = await Promise.all(Array.from({ length: 8 }, () => send('POST', `${good}/execute`, {})));
    expect(started.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const [execution] = started.filter(({ status }) => status === 200);
    expect(execution?.body).toMatchObject({ status: 'executing', task_id: idOf(good), pipeline_id: 'one' });
    expect(await ok('POST', `${path}/execute-ready?max_tasks=3`)).toMatchObject({
      status: 'executed',
      executed: 1,
      tasks: [{ task_id: idOf(bad) }],
    });

    await eventually(async () => {
      expect(await ok('GET', good)).toMatchObject({
        status: 'done',
        run_id: null,
        run_history: [{ status: 'completed', pipeline_id: 'one' }],
      });
      expect(await ok('GET', bad)).toMatchObject({ status: 'failed', run_id: null, run_history: [{ status: 'failed' }] });
    });
    expect(await ok('GET', `${good}/executor-runs`)).toMatchObject([{ id: execution?.body.run_id, status: 'completed' }]);
    expect(await ok('POST', `${path}/execute-ready`)).toMatchObject({ status: 'no_ready_tasks', executed: 0 });
    expect(await send('POST', `${good}/execute`, {})).toMatchObject({ status: 400 });
  });

  it('is followed although the server was killed in between', async () => {
    const path = await project();
    const one = await task(path, { title: 'wait' });
    const { run_id } = await ok('POST', `${one}/execute-agent`, { agentId: 'maker' }).catch(() =>
      ok('POST', `${one}/execute`, { pipelineId: 'one' }),
    );
    expect(await ok('GET', one)).toMatchObject({ status: 'in_progress', run_id });
    await eventually(() => expect(test.llm.calls.some(({ runId }) => runId === run_id)).toBe(true));

    await test.server.kill();
    release.resolve();
    await test.server.start();

    await eventually(async () => expect(await ok('GET', one)).toMatchObject({ status: 'done', run_id: null }));
    release = Promise.withResolvers();
  });

  it('plans a project', async () => {
    const path = await project({ name: 'Plan me' });
    const answer = await ok('POST', `${path}/plan`, { context: 'soon' });
    expect(answer).toMatchObject({ status: 'planning_started', project_id: idOf(path), pipeline_id: 'planning' });
    expect(await test.server.finished(answer.run_id)).toMatchObject({ status: 'completed', project_id: idOf(path) });
  });

  it('lets its agent use the board', async () => {
    const path = await project();
    const one = await task(path, { title: 'board', description: 'Split it' });
    moves = [
      () => ({ name: 'create_task', args: { title: 'A half', priority: 'P1', parent_id: idOf(one) } }),
      ({ toolResults }) => ({ name: 'claim_task', args: { id: JSON.parse(toolResults[0] ?? '').id } }),
      ({ toolResults }) => ({ name: 'move_task', args: { id: JSON.parse(toolResults[0] ?? '').id, status: 'done', note: 'easy' } }),
      () => ({ name: 'move_task', args: { id: 'task_of_nobody', status: 'done' } }),
      () => ({ name: 'list_tasks', args: {} }),
    ];
    const { run_id } = await ok('POST', `${one}/execute`, { pipelineId: 'one' });
    await test.server.finished(run_id);

    const last = test.llm.calls.filter(({ runId }) => runId === run_id).at(-1);
    expect(last?.toolResults[3]).toContain('Task not found');
    expect(JSON.parse(last?.toolResults[4] ?? '').tasks).toMatchObject([
      { title: 'board' },
      { title: 'A half', status: 'done', assigned_agent: 'maker' },
    ]);
    expect(await ok('GET', `${path}/tasks?status=done&agent=maker`)).toMatchObject([
      { title: 'A half', priority: 'P1', parent_task_id: idOf(one) },
    ]);
  });
});
