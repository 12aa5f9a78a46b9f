import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import { WEBHOOK_SECRET } from '../support/github-stand-in.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { AUTH_FIXTURES } from './fixtures/auth-fixtures.ts';
import { make, type Fixtures, type Place } from './fixtures/fixture.ts';
import { OIDC_FIXTURES } from './fixtures/oidc-fixtures.ts';

export const CATALOG = {
  'agents/mira/IDENTITY.md': '# Mira',
  'agents/mira/config.yml': 'pulse_interval_minutes: 100000\nmax_concurrent_steps: 64\ntool_approval: { write: ask }\n',
  'agents/thrifty/config.yml': 'budget_per_day: { usd: 1, tokens: 1000, time_sec: 60 }\n',
  'skills/baking/SKILL.md': '---\nname: baking\ndescription: Use for cakes\n---\nFlour',
  ...Object.fromEntries(
    ['one', 'planning', 'resolve'].map((id) => [
      `pipelines/${id}.yml`,
      `id: ${id}\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: "Task: {{task_description}}", maxRetries: 0 }\n`,
    ]),
  ),
};

/** What the model says: what is told to wait is never answered, what is told to ask or to write does that first. */
export function reply(call: ScriptedCall): ScriptedReply | Promise<ScriptedReply> {
  if (isEndless(call)) return new Promise(() => undefined);
  if (!call.runId) return { text: 'Hello' };
  if (call.prompt.includes('Task: ask') && call.turn === 1)
    return { tools: [{ name: 'ask_human', args: { question: 'Which colour?', choices: ['red', 'green'] } }] };
  if (call.prompt.includes('Task: write') && call.turn === 1)
    return { tools: [{ name: 'write', args: { path: 'note.md', content: 'Red' } }] };
  return complete({ said: call.toolResults.join() });
}

function isEndless({ prompt, said }: ScriptedCall): boolean {
  return prompt.includes('Task: wait') || said === 'wait';
}

const isStatus = (...statuses: string[]) => {
  return ({ status }: { status: string }) => {
    if (!statuses.includes(status)) throw new Error(`it is ${status}`);
  };
};
const isDone = isStatus('completed', 'done');

const endlessRun = async (place: Place): Promise<string> => {
  const { id } = await make(place, '/v1/runs', { pipeline_id: 'one', task: 'wait' });
  await eventually(() => {
    if (!place.test.llm.calls.some(({ runId }) => runId === id)) throw new Error('the model was not asked');
  });
  return id;
};
const RUN = '/v1/runs/{id}';
const STARTING = ['status', 'started_at', 'model_used', 'session_id'];
const isAtWork = ({ steps }: { steps: { status: string }[] }) => steps.forEach(isStatus('running'));
const cancelledRun = async (place: Place): Promise<string> => {
  const id = await endlessRun(place);
  await make(place, `/v1/runs/${id}/cancel`);
  return id;
};
const runThatAsks = async (place: Place, task = 'ask') => {
  const { id } = await make(place, '/v1/runs', { pipeline_id: 'one', task });
  const question = await eventually(async () => {
    const [asked] = await place.test.server.get(`/v1/questions?run_id=${id}`);
    if (!asked) throw new Error('nothing is asked');
    return asked;
  });
  return { id: question.id, run_id: id };
};
const RUN_OF_QUESTION = '/v1/runs/{run_id}';
const finishedRun = async (place: Place): Promise<string> => {
  const { id } = await make(place, '/v1/runs', { pipeline_id: 'one', task: 'go' });
  await place.test.server.finished(id);
  return id;
};

const chat = async (place: Place) => {
  const { id } = await make(place, '/v1/chat/sessions', { agent_id: 'mira' });
  await eventually(async () => isStatus('running')(await place.test.server.get(`/v1/chat/sessions/${id}`)));
  return { id, agent_id: 'mira' };
};
const chatThatWaits = async (place: Place) => {
  const made = await chat(place);
  const before = place.test.llm.calls.length;
  await make(place, `/v1/chat/sessions/${made.id}/message`, { message: 'wait' });
  await eventually(() => {
    if (!place.test.llm.calls.slice(before).some(isEndless)) throw new Error('the model was not asked');
  });
  return made;
};
const endedChat = async (place: Place) => {
  const made = await chat(place);
  await make(place, `/v1/chat/sessions/${made.id}/end`);
  return made;
};
const CHAT = '/v1/chat/sessions/{id}';
const isReady = isStatus('running');
const OPENING = ['status', 'started_at'];
const isAnswered = ({ messages }: { messages: { status: string }[] }) => isStatus('complete')(messages[1] ?? { status: 'not begun' });

const project = async (place: Place) => {
  const { id } = await make(place, '/v1/projects', { name: place.name, templateId: 'software-dev' });
  await make(place, `/v1/projects/${id}`, { defaultPipelineId: 'one' }, 'PUT');
  return { id };
};
const task = async (place: Place, input: object = {}) => {
  const { id } = await project(place);
  const made = await make(place, `/v1/projects/${id}/tasks`, { title: 'Paint', priority: 'P1', ...input });
  return { id, tid: made.id };
};
const column = async (place: Place) => {
  const { id } = await project(place);
  return { id, column: (await make(place, `/v1/projects/${id}/columns`, { name: 'Later', taskStatuses: [] })).id };
};
const workflow = async (place: Place) => {
  const { id } = await project(place);
  return { id, workflow: (await make(place, `/v1/projects/${id}/workflows`, { name: 'Own', pipelineId: 'one' })).id };
};
const assigned = async (place: Place) => {
  const { id } = await project(place);
  await make(place, `/v1/projects/${id}/agents`, { agentId: 'mira', role: 'member' });
  return { id, agent: 'mira' };
};
const PROJECT = '/v1/projects/{id}';
const TASK = '/v1/projects/{id}/tasks/{tid}';

const mcp = async (place: Place) => {
  const { id } = await make(place, '/v1/mcp', { name: place.name, config: { command: 'x' }, enabled: false });
  await make(place, `/v1/mcp/${id}/tools`, { tools: ['look'] }, 'PATCH');
  return { id, server: id, agent: place.name };
};
/** One that cannot be reached, and says so. */
const mcpThatFails = async (place: Place) => {
  const { id } = await make(place, '/v1/mcp', { name: place.name, config: { command: '/nowhere/at-all' }, enabled: true });
  await eventually(async () => hasProblem(await place.test.server.get(`/v1/mcp/${id}`)));
  return { id };
};
const hasProblem = ({ problem }: { problem: string | null }) => {
  if (problem === null) throw new Error('it has no problem yet');
};
const mcpGrant = async (place: Place) => {
  const made = await mcp(place);
  await make(place, `/v1/mcp/agents/${place.name}/${made.id}/grant`);
  await make(place, `/v1/mcp/agents/${place.name}/${made.id}/look/grant`);
  return { ...made, tool: 'look' };
};
const MCP = '/v1/mcp/{id}';
const MCP_GRANTS = '/v1/mcp/agents/{agent}/tools';

const memory = async (place: Place) => {
  const path = `${place.name}.md`;
  await make(place, '/v1/memory/vaults/mira/files', { filename: path, content: '# Old' });
  return { agent_id: 'mira', path };
};
const MEMORY = '/v1/memory/vaults/{agent_id}/{path}';
const MEMORY_SCORES = '/v1/internal/memory-scores/{agent_id}';

const secret = async (place: Place) => {
  const { id } = await make(place, '/v1/secrets', { name: place.name, value: 'hunter2' });
  return { id, agent: place.name };
};
const grantedSecret = async (place: Place) => {
  const made = await secret(place);
  await make(place, `/v1/secrets/${made.id}/grant/${place.name}`);
  return made;
};
const SECRET = '/v1/secrets/{id}';

const skill = async (place: Place) => {
  await make(place, '/v1/skills', { name: place.name, description: 'Use for pies', content: 'Dough', tags: ['pie'] });
  return { name: place.name, agent: place.name };
};
const SKILL = '/v1/skills/{name}';
const SKILL_FILE = '---\nname: frying\ndescription: Use for eggs\ntags: [egg]\n---\nOil';

const provider = async (place: Place) => {
  await make(place, '/v1/settings/providers', { name: 'Own', slug: place.name, baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'sk-4711-4711' });
  return { id: `custom-${place.name}` };
};
const PROVIDERS = '/v1/settings/providers';

const hook = ({ name }: Place): { body: string; event: string; delivery: string; signature: string } => {
  const body = JSON.stringify({ zen: 'Keep it simple', action: 'created', repository: { id: 1, full_name: 'us/site' } });
  const signature = `sha256=${createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex')}`;
  return { body, event: 'star', delivery: name, signature };
};
const isProcessed = ({ processed }: { processed: boolean }) => {
  if (!processed) throw new Error('it is being worked on');
};

/** Every mutation has one. */
export const FIXTURES: Fixtures = {
  ...AUTH_FIXTURES,
  ...OIDC_FIXTURES,

  UpdateAgentConfig: { given: () => ({ id: 'mira', config: { threadMode: 'active' } }), effect: '/v1/agents/{id}/config' },
  RaiseAgentBudget: {
    given: () => ({ id: 'thrifty', usd: 2.5, tokens: 2000, time_sec: 90 }),
    effect: '/v1/agents/{id}/budget',
  },
  WriteAgentFile: { given: () => ({ id: 'mira', name: 'SOUL.md', content: 'Kind.' }), effect: '/v1/agents/{id}' },

  StartChat: {
    given: () => ({
      input: {
        agentId: 'mira',
        model: 'openai/other',
        systemPromptSupplement: 'Be brief',
        thinkingLevel: 'LOW',
        budgetUsd: 2,
        budgetTokens: 9000,
      },
    }),
    effect: CHAT,
    meanwhile: OPENING,
    settled: isReady,
  },
  StartAgentChat: {
    given: () => ({ agent_id: 'mira', model: 'openai/other', thinking_level: 'HIGH' }),
    effect: CHAT,
    meanwhile: OPENING,
    settled: isReady,
  },
  DeleteChat: { given: chat, effect: CHAT },
  PatchChat: {
    given: async (place) => ({ id: (await chat(place)).id, status: 'failed', error: 'gone', key_resolution: '{"source":"own"}' }),
    effect: CHAT,
  },
  SendMessage: { given: async (place) => ({ ...(await chat(place)), message: 'Hi' }), effect: CHAT, settled: isAnswered },
  StopReply: { given: chatThatWaits, effect: CHAT },
  EndChat: { given: chat, effect: CHAT },
  SetChatBudget: { given: async (place) => ({ ...(await chat(place)), budget_usd: 2.5, budget_tokens: 5000 }), effect: CHAT },
  RestartChat: { given: endedChat, effect: CHAT, meanwhile: OPENING, settled: isReady },
  SetChatModel: { given: async (place) => ({ ...(await chat(place)), model: 'openai/other' }), effect: CHAT },
  UploadAttachment: {
    given: async (place) => ({
      ...(await chat(place)),
      file: { filename: 'notes.md', mimeType: 'text/markdown', content: Buffer.from('# Buy milk').toString('base64') },
    }),
    effect: `${CHAT}/attachments`,
  },

  ReceiveGithubWebhook: {
    given: (place) => ({ ...hook(place), body: Buffer.from(hook(place).body).toString('base64') }),
    effect: '/v1/webhooks/events/{event_id}',
    settled: isProcessed,
  },
  ReplayGithubDelivery: {
    async given(place) {
      const { server } = place.test;
      const { body, event, delivery, signature } = hook(place);
      const headers = { 'x-github-event': event, 'x-github-delivery': delivery, 'x-hub-signature-256': signature };
      const { event_id } = (await server.send('POST', '/v1/webhooks/github', body, headers)).body;
      await eventually(async () => isProcessed(await server.get(`/v1/webhooks/events/${event_id}`)));
      return { id: event_id };
    },
    effect: 'query ($id: ID!) { githubDelivery(id: $id) { processed processedAt outcome problem } }',
    settled: isProcessed,
  },
  ResolveIssue: {
    async given(place) {
      await make(place, '/v1/projects', { name: place.name, repository: `${place.githubUrl}/us/site` });
      return { issue_url: `${place.githubUrl}/us/site/issues/7`, model: 'openai/other', idempotency_key: place.name };
    },
    effect: '/v1/runs/{run_id}',
    settled: isDone,
  },

  StopSession: { given: async (place) => ({ id: `${await endlessRun(place)}_A` }), effect: '/v1/sessions/{id}' },
  TriggerPulse: { given: () => ({ id: 'mira' }), effect: '/v1/agents/{id}/pulse/status' },

  CreateMcpServer: {
    given: ({ name }) => ({ input: { name, description: 'Off', config: { command: 'x', env: { TOKEN: 'hunter2' } }, enabled: false } }),
    effect: MCP,
  },
  RestartMcpServers: { given: () => ({}), effect: null },
  ExtractMcpConfig: {
    given: () => ({ text: 'Here:\n```mcp-config-output\n{"mcpServers":{"x":{"command":"x"}}}\n```' }),
    effect: null,
  },
  UpdateMcpServer: {
    given: async (place) => ({
      id: (await mcp(place)).id,
      input: { description: 'New', config: { type: 'http', url: 'http://127.0.0.1:1/' } },
    }),
    effect: MCP,
  },
  DeleteMcpServer: { given: mcp, effect: MCP },
  RestartMcpServer: { given: mcpThatFails, effect: null },
  ReportMcpStatus: { given: async (place) => ({ id: (await mcp(place)).id, status: 'ERROR' }), effect: MCP },
  ReportMcpTools: { given: async (place) => ({ id: (await mcp(place)).id, tools: ['look', 'touch'] }), effect: MCP },
  SwitchMcpServer: { given: async (place) => ({ id: (await mcpThatFails(place)).id, enabled: false }), effect: MCP },
  ApproveMcpTools: {
    async given(place) {
      const { id } = await mcp(place);
      await make(place, `/v1/mcp/${id}/tools`, { tools: ['look', 'touch'] }, 'PATCH');
      return { id, tool: 'touch' };
    },
    effect: 'query ($id: ID!) { mcpServer(id: $id) { tools { name approved } } }',
  },
  GrantMcpServer: { given: async (place) => ({ ...(await mcp(place)), granted_by: 'me' }), effect: MCP_GRANTS },
  GrantMcpTool: { given: async (place) => ({ ...(await mcp(place)), tool: 'look', granted_by: 'me' }), effect: MCP_GRANTS },
  RevokeMcpServer: { given: mcpGrant, effect: MCP_GRANTS },
  RevokeMcpTool: { given: mcpGrant, effect: MCP_GRANTS },

  StoreShared: {
    given: ({ name }) => ({
      input: { type: 'lesson', title: name, content: 'Sift it', author: 'mira', tags: ['cake'], importance: 'high' },
    }),
    effect: '/v1/memory/vaults/shared/{filename}',
  },
  CreateMemory: {
    given: ({ name }) => ({ agent_id: 'mira', filename: `${name}.md`, content: 'See [[b]]' }),
    effect: '/v1/memory/vaults/{agent_id}/{filename}',
  },
  UpdateMemory: { given: async (place) => ({ ...(await memory(place)), content: '# New' }), effect: MEMORY },
  DeleteMemory: { given: memory, effect: MEMORY },
  RecordRecall: { given: ({ name }) => ({ agent_id: name, retrievals: [{ memoryId: 'a' }, { memoryId: 'b' }] }), effect: MEMORY_SCORES },
  ValueMemories: {
    given: ({ name }) => ({ agent_id: name, valuations: [{ memoryId: 'a', useful: true }], gap: 'No cats', gap_query: 'cats' }),
    effect: MEMORY_SCORES,
  },
  SetMemoryScoring: { given: () => ({ input: { recencyFloor: 0.1, frequencyLogCap: 20 } }), effect: '/v1/memory-scoring/config' },
  ResetMemoryScoring: {
    async given(place) {
      await make(place, '/v1/memory-scoring/config', { recency_floor: 0.2 }, 'PUT');
      return {};
    },
    effect: '/v1/memory-scoring/config',
  },

  AnswerQuestion: [
    {
      when: 'in words',
      given: async (place) => ({ ...(await runThatAsks(place)), answer: 'green', note: 'as grass' }),
      effect: RUN_OF_QUESTION,
      settled: isDone,
    },
    {
      when: 'by leave',
      given: async (place) => ({ ...(await runThatAsks(place, 'write')), approve: true }),
      effect: RUN_OF_QUESTION,
      settled: isDone,
    },
  ],

  SavePipeline: {
    given: ({ name }) => ({
      id: name,
      yaml_content: CATALOG['pipelines/one.yml' as keyof typeof CATALOG].replace('id: one', `id: ${name}`),
    }),
    effect: '/v1/pipelines/{id}',
  },

  CreateProject: {
    given: ({ name }) => ({
      input: { name, description: 'Sells', repository: 'github.com/us/shop', columns: [{ name: 'Open', taskStatuses: ['open'] }] },
    }),
    effect: PROJECT,
  },
  UpdateProject: {
    given: async (place) => ({ ...(await project(place)), input: { description: 'Sells', status: 'completed', vision: 'Much' } }),
    effect: PROJECT,
  },
  DeleteProject: { given: project, effect: PROJECT },
  ArchiveProject: { given: project, effect: PROJECT },
  SetVision: { given: async (place) => ({ ...(await project(place)), vision: 'To sell' }), effect: `${PROJECT}/vision` },
  CreateColumn: {
    given: async (place) => ({ ...(await project(place)), input: { name: 'Later', position: 1, wipLimit: 3 } }),
    effect: PROJECT,
  },
  UpdateColumn: { given: async (place) => ({ ...(await column(place)), input: { name: 'Never', wipLimit: 2 } }), effect: PROJECT },
  DeleteColumn: { given: column, effect: PROJECT },
  CreateWorkflow: {
    given: async (place) => ({ ...(await project(place)), input: { name: 'Own', pipelineId: 'one', taskFilter: { tags: ['x'] } } }),
    effect: `${PROJECT}/workflows`,
  },
  UpdateWorkflow: { given: async (place) => ({ ...(await workflow(place)), input: { isDefault: true } }), effect: `${PROJECT}/workflows` },
  DeleteWorkflow: { given: workflow, effect: `${PROJECT}/workflows` },
  SetWorkflowPolicy: {
    given: async (place) => ({ ...(await project(place)), stageRules: { docs: [{ stage: 'review', disposition: 'required' }] } }),
    effect: `${PROJECT}/workflow-policy`,
  },
  AssignAgent: { given: async (place) => ({ ...(await project(place)), agentId: 'mira', role: 'lead' }), effect: `${PROJECT}/agents` },
  SetAgentRole: { given: async (place) => ({ ...(await assigned(place)), role: 'lead' }), effect: `${PROJECT}/agents` },
  RemoveAgent: { given: assigned, effect: `${PROJECT}/agents` },

  CreateRun: {
    given: ({ name }) => ({
      pipeline_id: 'one',
      task: 'go',
      context: 'Gently',
      project_name: 'Shop',
      model_override: 'openai/other',
      budget_usd: 2.5,
      budget_tokens: 1_000_000,
      budget_time_sec: 600,
      idempotency_key: name,
    }),
    effect: RUN,
    settled: isDone,
  },
  CancelRun: { given: async (place) => ({ id: await endlessRun(place) }), effect: RUN },
  RestartRun: {
    given: async (place) => ({ id: await cancelledRun(place), context: 'Again' }),
    effect: RUN,
    meanwhile: STARTING,
    settled: isAtWork,
  },
  RestartRunStep: {
    given: async (place) => ({ id: await cancelledRun(place), step_id: 'A', context: 'Again' }),
    effect: RUN,
    meanwhile: STARTING,
    settled: isAtWork,
  },
  PauseRun: { given: async (place) => ({ id: await endlessRun(place) }), effect: RUN },
  ResumeRun: {
    async given(place) {
      const id = await endlessRun(place);
      await make(place, `/v1/runs/${id}/pause`);
      return { id, budget_usd: 3, budget_tokens: 2_000_000, budget_time_sec: 900 };
    },
    effect: RUN,
    settled: isStatus('running'),
  },
  DeleteRun: { given: async (place) => ({ id: await finishedRun(place) }), effect: RUN },
  DeleteRuns: {
    async given(place) {
      await cancelledRun(place);
      return { status: ['CANCELLED'], before: '2100-01-01T00:00:00.000Z' };
    },
    effect: '/v1/runs?status=cancelled',
  },

  CreateSecret: {
    given: ({ name }) => ({
      name,
      value: 'hunter2',
      env_key: `KEY_${name.replace('-', '_').toUpperCase()}`,
      secret_type: 'PAT',
      description: 'x',
    }),
    effect: SECRET,
  },
  UpdateSecret: { given: async (place) => ({ id: (await secret(place)).id, value: 'hunter3', description: 'New' }), effect: SECRET },
  DeleteSecret: { given: secret, effect: SECRET },
  GrantSecret: { given: secret, effect: '/v1/secrets/agents/{agent}' },
  RevokeSecret: { given: grantedSecret, effect: '/v1/secrets/agents/{agent}' },

  UpdateSettings: {
    given: () => ({
      input: { pulseIntervalMinutes: 45, ptcEnabled: false, defaultWorkingModelThinkingLevel: 'LOW', containerCpuLimit: 1.5 },
    }),
    effect: '/v1/settings',
  },
  SetFavoriteModels: {
    given: () => ({ favorites: [{ modelId: 'openai/x', modelName: 'X', providerName: 'OpenAI' }] }),
    effect: '/v1/settings/favorites',
  },
  CreateProvider: {
    given: ({ name }) => ({ input: { name: 'Own', slug: name, baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'sk-4711-4711' } }),
    effect: PROVIDERS,
  },
  UpdateProvider: {
    given: async (place) => ({ ...(await provider(place)), input: { enabled: false, apiKey: 'sk-4712-4712' } }),
    effect: PROVIDERS,
  },
  DeleteProvider: { given: provider, effect: PROVIDERS },

  CreateSkill: {
    given: ({ name }) => ({ name, description: 'Use for pies', content: 'Dough', tags: ['pie'], enabled: false, created_by: 'me' }),
    effect: SKILL,
  },
  UpdateSkill: { given: async (place) => ({ name: (await skill(place)).name, description: 'Use for tarts', tags: [] }), effect: SKILL },
  DeleteSkill: { given: async (place) => ({ name: (await skill(place)).name }), effect: SKILL },
  SetSkillEnabled: { given: async (place) => ({ name: (await skill(place)).name, enabled: false }), effect: SKILL },
  GrantSkill: { given: async (place) => ({ ...(await skill(place)), granted_by: 'me' }), effect: '/v1/skills/agents/{agent}' },
  RevokeSkill: {
    async given(place) {
      const made = await skill(place);
      await make(place, `/v1/skills/agents/${place.name}/${place.name}/grant`);
      return made;
    },
    effect: '/v1/skills/agents/{agent}',
  },
  ParseSkill: { given: () => ({ raw: SKILL_FILE }), effect: null },
  ExtractSkill: { given: () => ({ text: `Here:\n\`\`\`skill-output\n${SKILL_FILE}\n\`\`\`` }), effect: null },

  RestartStep: {
    given: async (place) => ({ run_id: await finishedRun(place), step_id: 'A', context: 'Again' }),
    effect: '/v1/runs/{run_id}',
    settled: isDone,
  },

  CreateTask: {
    given: async (place) => ({
      ...(await project(place)),
      input: {
        title: 'Paint',
        description: 'Red',
        priority: 'P0',
        tags: ['wall'],
        estimatedHours: 1.5,
        metadata: { coats: 2 },
        workType: 'docs',
      },
    }),
    effect: `${PROJECT}/tasks`,
  },
  UpdateTask: {
    given: async (place) => ({
      ...(await task(place)),
      input: { title: 'Paint it', priority: 'P3', estimatedHours: 2, metadata: { coats: 1 } },
    }),
    effect: TASK,
  },
  DeleteTask: { given: task, effect: TASK },
  MoveTask: {
    async given(place) {
      const made = await task(place);
      const { columns } = await place.test.server.get(`/v1/projects/${made.id}`);
      return { ...made, columnId: columns[1].id, position: 0 };
    },
    effect: TASK,
  },
  ClaimTask: { given: async (place) => ({ ...(await task(place)), agentId: 'mira' }), effect: TASK },
  TransitionTask: { given: async (place) => ({ ...(await task(place)), status: 'review', note: 'Look' }), effect: TASK },
  AddDependency: {
    async given(place) {
      const made = await task(place);
      const first = await make(place, `/v1/projects/${made.id}/tasks`, { title: 'First' });
      return { ...made, fromTaskId: first.id, type: 'blocks' };
    },
    effect: TASK,
  },
  RemoveDependency: {
    async given(place) {
      const made = await task(place);
      const first = await make(place, `/v1/projects/${made.id}/tasks`, { title: 'First' });
      const edge = await make(place, `/v1/projects/${made.id}/tasks/${made.tid}/dependencies`, { fromTaskId: first.id });
      return { ...made, did: edge.id };
    },
    effect: TASK,
  },
  ImportTasks: {
    given: async (place) => ({
      ...(await project(place)),
      tasks: [
        { title: 'Lay the table', tags: ['x'], estimatedHours: 1 },
        { title: 'Eat', dependencies: ['Lay the table', 'Something else entirely'] },
      ],
    }),
    effect: `${PROJECT}/dependency-graph`,
  },
  PlanProject: { given: async (place) => ({ ...(await project(place)), context: 'Soon' }), effect: '/v1/runs/{run_id}', settled: isDone },
  ExecuteTask: {
    given: async (place) => ({ ...(await task(place)), input: { pipelineId: 'one', context: 'Now', modelOverride: 'openai/other' } }),
    effect: TASK,
    settled: isDone,
  },
  ExecuteTaskByAgent: { given: async (place) => ({ ...(await task(place)), agentId: 'mira' }), effect: TASK, settled: isDone },
  ExecuteReadyTasks: { given: async (place) => ({ ...(await task(place)), max_tasks: 2 }), effect: TASK, settled: isDone },
};
