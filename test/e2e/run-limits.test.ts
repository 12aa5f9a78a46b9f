import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const AGENTS = 'agents: [{ id: worker }, { id: critic }]';

const LIMITED = (limit: string) => `
id: limited
name: Limited
${AGENTS}
steps:
  - { id: WORK, agent: worker, input: "Task: {{task_description}}", outputs: [work], maxRetries: 1, ${limit} }
`;

const RETRIES = `
id: retries
name: Retries
${AGENTS}
defaults: { maxRetries: 2 }
steps:
  - { id: WORK, agent: worker, input: "Task: {{task_description}}", outputs: [work], onComplete: JUDGE }
  - id: JUDGE
    agent: critic
    input: "Judge {{work}}"
    outputs: [verdict]
    onResult:
      UNSURE: { retry: true, maxRetries: 1 }
`;

const REVIEWS = `
id: reviews
name: Reviews
${AGENTS}
steps:
  - { id: PLAN, agent: worker, input: "Task: {{task_description}}", outputs: [chapters], onComplete: WRITE }
  - id: WRITE
    agent: worker
    input: "Write {{current_item}} after {{completed_items}}.{% if review %} The review was: {{review}}{% endif %}"
    outputs: [text]
    loop: { over: chapters, onEachComplete: REVIEW, onAllComplete: BIND }
  - id: REVIEW
    agent: critic
    input: "Review {{text}}"
    outputs: [verdict, review]
    onResult:
      CHANGES: { goto: WRITE }
      APPROVED: { continueLoop: true }
  - { id: BIND, agent: worker, input: "Bind", outputs: [book] }
`;

const NARROWED = `
id: narrowed
name: Narrowed
agents: [{ id: worker, tools: [read] }]
steps:
  - { id: WORK, agent: worker, input: "Task: {{task_description}}", outputs: [work] }
`;

let catalog: CatalogDirectory;
let test: TestServer;
let reply: (call: ScriptedCall) => ScriptedReply | Promise<ScriptedReply>;

beforeAll(async () => {
  catalog = await catalogDirectory({
    'pipelines/retries.yml': RETRIES,
    'pipelines/reviews.yml': REVIEWS,
    'pipelines/narrowed.yml': NARROWED,
  });
  test = await startTestServer((call) => reply(call), { CATALOG_DIR: catalog.path });
});

afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
async function finishedRun(pipeline: string): Promise<any> {
  const { id } = await test.server.post('/v1/runs', { pipeline_id: pipeline, task: 'write' });
  return test.server.finished(id);
}

/** What the model was asked, as `WORK 1.2`: step, execution and attempt. */
function asked(runId: string): string[] {
  return callsOf(runId).map(({ step, execution, attempt }) => `${step} ${execution}.${attempt}`);
}

function callsOf(runId: string): ScriptedCall[] {
  return test.llm.calls.filter((call) => call.runId === runId);
}

describe('a step that reaches a limit', () => {
  it.each<{ limit: string; script: () => ScriptedReply | Promise<ScriptedReply>; error: string }>([
    {
      limit: 'timeoutSeconds: 0.3',
      script: () => new Promise(() => undefined),
      error: 'The step timed out; raise timeoutSeconds',
    },
    {
      limit: 'maxTurns: 2',
      script: () => ({ tools: [{ name: 'ls', args: {} }] }),
      error: 'The turn limit of 2 was reached; raise maxTurns',
    },
  ])('of $limit is tried again, and its run says what to raise', async ({ limit, script, error }) => {
    reply = script;
    await catalog.write('pipelines/limited.yml', LIMITED(limit));

    const run = await finishedRun('limited');

    expect(run).toMatchObject({
      status: 'failed',
      error: `Step WORK failed after 1 retry: ${error}`,
      steps: [{ status: 'failed', error, retry_count: 1 }],
    });
  });

  it('asks the model for no turn beyond maxTurns', async () => {
    reply = () => ({ tools: [{ name: 'ls', args: {} }] });
    await catalog.write('pipelines/limited.yml', LIMITED('maxTurns: 2'));

    const run = await finishedRun('limited');

    expect(asked(run.id)).toEqual(['WORK 1.1', 'WORK 1.1', 'WORK 1.2', 'WORK 1.2']);
  });
});

describe('a step that fails', () => {
  it('is tried again up to maxRetries, each time with what went wrong, and its run goes on when it succeeds', async () => {
    reply = ({ step, attempt }) => {
      if (step === 'JUDGE') return complete({ verdict: 'good' });
      if (attempt === 1) return { text: 'STATUS: failed\nERROR: the ink is dry' };
      if (attempt === 2) return { tools: [{ name: 'complete', args: { status: 'failed', summary: 'the paper is torn', outputs: {} } }] };
      return complete({ work: 'done' });
    };

    const run = await finishedRun('retries');

    expect(run).toMatchObject({ status: 'completed', error: null, outputs: { work: 'done', verdict: 'good' } });
    expect(run.steps[0]).toMatchObject({ step_id: 'WORK', status: 'completed', retry_count: 2, max_retries: 2 });
    expect(asked(run.id)).toEqual(['WORK 1.1', 'WORK 1.2', 'WORK 1.3', 'JUDGE 1.1']);
    const prompt = callsOf(run.id)[2]?.prompt;
    expect(prompt).toContain('[RETRY 1/2] Previous attempt failed: the ink is dry');
    expect(prompt).toContain('[RETRY 2/2] Previous attempt failed: the paper is torn');
  });

  it('more often than maxRetries fails the run, which says how often and why', async () => {
    reply = () => ({ text: 'STATUS: failed\nERROR: the ink is dry' });

    const run = await finishedRun('retries');

    expect(run).toMatchObject({ status: 'failed', error: 'Step WORK failed after 2 retries: the ink is dry', outputs: {} });
    expect(asked(run.id)).toEqual(['WORK 1.1', 'WORK 1.2', 'WORK 1.3']);
  });

  it('by its result is tried again as often as the result allows', async () => {
    reply = ({ step }) => (step === 'JUDGE' ? complete({ verdict: 'unsure' }) : complete({ work: 'done' }));

    const run = await finishedRun('retries');

    expect(run).toMatchObject({ status: 'failed', error: 'Step JUDGE: Max retries exceeded (1) for the result UNSURE' });
    expect(asked(run.id)).toEqual(['WORK 1.1', 'JUDGE 1.1', 'JUDGE 1.2']);
    expect(callsOf(run.id)[2]?.prompt).toContain('[RESULT RETRY 1/1] The result was UNSURE');
  });
});

describe('a loop with a review in it', () => {
  it('repeats the item whose review asks for changes, with the review, and goes on with the next when it is approved', async () => {
    reply = ({ step, execution }) => {
      if (step === 'PLAN') return complete({ chapters: '["dawn", "dusk"]' });
      if (step === 'WRITE') return complete({ text: `text ${execution}` });
      if (step === 'REVIEW') return complete({ verdict: execution === 1 ? 'Changes' : 'Approved', review: `review ${execution}` });
      return complete({ book: 'bound' });
    };

    const run = await finishedRun('reviews');

    expect(run).toMatchObject({ status: 'completed', outputs: { text: 'text 3', verdict: 'Approved', book: 'bound' } });
    expect(asked(run.id)).toEqual([
      'PLAN 1.1',
      'WRITE 1.1',
      'REVIEW 1.1',
      'WRITE 2.1',
      'REVIEW 2.1',
      'WRITE 3.1',
      'REVIEW 3.1',
      'BIND 1.1',
    ]);
    const inputs = callsOf(run.id).flatMap(({ prompt }) => /^Write .*$/m.exec(prompt) ?? []);
    expect(inputs).toEqual([
      'Write dawn after [].',
      'Write dawn after []. The review was: review 1',
      'Write dusk after ["dawn"]. The review was: review 2',
    ]);
  });
});

describe('an agent to whom the pipeline gives fewer tools', () => {
  it('has these and no others', async () => {
    reply = ({ turn, toolResults }) =>
      turn === 1 ? { tools: [{ name: 'write', args: { path: 'a.md', content: 'a' } }] } : complete({ work: toolResults[0] ?? '' });

    const { outputs } = await finishedRun('narrowed');

    expect(outputs.work).toBe('There is no such tool. The tools are: read, ls, grep, find, complete.');
  });
});
