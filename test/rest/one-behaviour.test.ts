import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OperationTypeNode } from 'graphql';
import { answerOf } from '../../rest/output.ts';
import type { Endpoint } from '../../rest/operations.ts';
import { STATUS_OF } from '../../rest/status.ts';
import { asked, endpoints, mistakes, unlike } from '../support/both-wires.ts';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { complete } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** What changes from one call to the next, and what only the way through which it is asked decides. */
const MOVING = new Set([
  'generatedAt',
  'completed_runs_last_hour',
  'average_duration',
  'scheduled_start',
  'scheduled_end',
  'project_start',
  'project_end',
]);

let catalog: CatalogDirectory;
let test: TestServer;
/** Values of path parameters, by where they stand: the id of something that is there. */
const known: Record<string, string> = {};

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/mira/IDENTITY.md': '# Mira',
    'skills/baking/SKILL.md': '---\nname: baking\ndescription: Use for cakes\n---\nFlour',
    'pipelines/one.yml': 'id: one\nname: One\nagents: [{ id: mira }]\nsteps:\n  - { id: A, agent: mira, input: x }\n',
  });
  test = await startTestServer(() => complete({}), { CATALOG_DIR: catalog.path });
  const run = await test.server.post('/v1/runs', { pipeline_id: 'one', task: 'Go' });
  await test.server.finished(run.id);
  const project = await test.server.post('/v1/projects', { name: 'Site' });
  const task = await test.server.post(`/v1/projects/${project.id}/tasks`, { title: 'Paint' });
  await test.server.post('/v1/memory/vaults/mira/files', { filename: 'a.md', content: '[[b]]' });
  await test.server.post('/v1/mcp', { name: 'off', config: { command: 'x' }, enabled: false });
  await test.server.post('/v1/skills/agents/mira/baking/grant');
  await test.server.post('/v1/secrets', { name: 'S', value: 'v' });
  const chat = await test.server.post('/v1/chat/sessions', { agent_id: 'mira' });
  Object.assign(known, {
    'runs/{id}': run.id,
    'runs/{run_id}': run.id,
    'steps/{run_id}': run.id,
    'steps/{run_id}/{step_id}': 'A',
    'stream/{run_id}': run.id,
    'sessions/{id}': `${run.id}_A`,
    'chat/sessions/{id}': chat.id,
    'projects/{id}': project.id,
    'tasks/{tid}': task.id,
    'agents/{id}': 'mira',
    'agents/{agent}': 'mira',
    'agents/{agent_id}': 'mira',
    'vaults/{agent_id}': 'mira',
    'vaults/{agent_id}/{path*}': 'a.md',
    'memory/{path*}': 'a.md',
    'pipelines/{id}': 'one',
    'skills/{name}': 'baking',
    'mcp/{id}': 'off',
    'memory-scores/{agent_id}': 'mira',
    'memory-gaps/{agent_id}': 'mira',
  });
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

/** The path with its parameters in place, and the same as variables. */
function fill({ path }: Endpoint, isKnown: boolean): { path: string; variables: Record<string, string> } {
  const variables: Record<string, string> = {};
  const segments = path.split('/');
  const filled = segments.map((segment, index) => {
    const name = /^\{(\w+)\*?\}$/.exec(segment)?.[1];
    if (!name) return segment;
    const before = segments[index - 1] ?? '';
    const two = `${segments[index - 2] ?? ''}/${before}/${segment}`;
    const value = isKnown ? (known[two] ?? known[`${before}/${segment}`] ?? 'nothing') : 'nothing';
    variables[name] = value;
    return value;
  });
  return { path: filled.join('/'), variables };
}

// files have no JSON to compare, and what is secret is only for the engine
const compared = endpoints.filter(
  ({ kind, path, name }) =>
    kind === OperationTypeNode.QUERY && !/\/(content|keys\/all|env|raw)$/.test(path) && name !== 'GetAttachmentContent',
);

describe.each([
  ['of what is there', true],
  ['of what is not there', false],
])('each query %s', (_what, isKnown) => {
  it.each(compared.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s says the same over REST and over GraphQL',
    async (_route, endpoint) => {
      const { path, variables } = fill(endpoint, isKnown);
      const query = endpoint.when ? `?${endpoint.when.name}=${endpoint.when.value}` : '';
      const method = endpoint.method;
      const rest = await test.server.send(method, path + query, method === 'POST' ? {} : undefined);
      const graphql = await test.server.graphql(asked(endpoint), variables);

      if (rest.status === 422 || graphql.errors?.[0]?.extensions?.code === 'BAD_USER_INPUT') {
        // a variable that must be given is missing on both
        expect([rest.status, graphql.errors?.length > 0]).toEqual([422, true]);
        return;
      }
      if (graphql.errors) {
        const [{ message, extensions }] = graphql.errors;
        expect([rest.status, rest.body.detail]).toEqual([STATUS_OF[extensions.code as keyof typeof STATUS_OF], message]);
        return;
      }
      const answer = answerOf(endpoint, graphql.data, variables);
      expect(rest.status).toBe(answer?.status ?? 404);
      if (!answer) return;
      expect(unlike(rest.body, JSON.parse(JSON.stringify(answer.body)), MOVING)).toEqual([]);
      expect(mistakes(endpoint, rest.body)).toEqual([]);
    },
  );
});

// what would do something is asked for what is not there, and without what it needs
const refused = endpoints.filter(({ kind, path }) => kind === OperationTypeNode.MUTATION && !/webhooks/.test(path));

describe('each mutation', () => {
  it.each(refused.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s of what is not there says the same over REST and over GraphQL',
    async (_route, endpoint) => {
      const { path, variables } = fill(endpoint, false);
      const whole = endpoint.variables.filter(({ body }) => body[0] === '*').map(({ name }) => [name, {}]);
      const rest = await test.server.send(endpoint.method, path, ['GET', 'DELETE'].includes(endpoint.method) ? undefined : {});
      const graphql = await test.server.graphql(asked(endpoint), { ...variables, ...Object.fromEntries(whole) });
      const [error] = graphql.errors ?? [];
      if (rest.status === 422) expect(error?.extensions.code).toBe('BAD_USER_INPUT');
      else if (error)
        expect([rest.status, rest.body.detail]).toEqual([STATUS_OF[error.extensions.code as keyof typeof STATUS_OF], error.message]);
      else expect(rest.status).toBeLessThan(300);
    },
  );
});

it('compares most of what there is', () => {
  expect(compared.length).toBeGreaterThan(80);
});
