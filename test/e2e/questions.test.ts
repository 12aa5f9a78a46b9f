import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogDirectory, type CatalogDirectory } from '../support/catalog-directory.ts';
import { EventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import { complete, type ScriptedCall, type ScriptedReply } from '../support/scripted-llm.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const pipeline = (id: string, agent = id) =>
  `id: ${id}\nname: ${id}\nagents: [{ id: ${agent} }]\nsteps:\n  - { id: WORK, agent: ${agent}, input: "{{task_description}}", outputs: [said], timeoutSeconds: 60 }\n`;

let catalog: CatalogDirectory;
let test: TestServer;

/** A step's first turn makes the calls that its task names, the next one completes with what they gave. In a chat the first message does. */
function reply({ prompt, turn, runId, said, toolResults }: ScriptedCall): ScriptedReply {
  const calls = /CALLS (.*)/.exec(prompt)?.[1];
  if (calls && (runId ? turn === 1 : toolResults.length === 0))
    return { text: 'One moment.', tools: JSON.parse(calls) as { name: string; args: Record<string, unknown> }[] };
  return runId ? complete({ said: toolResults.join(' | ') }) : { text: `You said ${said.slice(0, 5)}. Got: ${toolResults.join(' | ')}` };
}

beforeAll(async () => {
  catalog = await catalogDirectory({
    'agents/asker/config.yml': 'max_concurrent_steps: 1\n',
    'agents/guarded/config.yml': 'tools: [read, write]\ntool_approval:\n  write: ask\n  edit: ask\n  "l*": deny\n',
    'agents/hasty/config.yml': 'question_expiry_sec: 1\ntool_approval: { write: ask }\n',
    'agents/typo/config.yml': 'tools: [read, write]\ntool_approval: { write: aks }\n',
    'agents/mute/config.yml': 'tool_approval: { ask_human: deny }\n',
    ...Object.fromEntries(['asker', 'guarded', 'hasty', 'typo', 'mute'].map((id) => [`pipelines/${id}.yml`, pipeline(id)])),
  });
  test = await startTestServer(reply, { CATALOG_DIR: catalog.path });
});
afterAll(async () => {
  await test.stop();
  await catalog.remove();
});

const task = (...calls: { name: string; args: Record<string, unknown> }[]) => `CALLS ${JSON.stringify(calls)}`;
const asks = (args: Record<string, unknown> = {}) => ({ name: 'ask_human', args: { question: 'Which colour?', ...args } });
const writes = (content = 'hello') => ({ name: 'write', args: { path: 'note.md', content } });

async function startRun(agent: string, ...calls: Parameters<typeof task>): Promise<string> {
  return (await test.server.post('/v1/runs', { pipeline_id: agent, task: task(...calls) })).id;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
async function openQuestions(runId: string, count = 1): Promise<any[]> {
  return eventually(async () => {
    const questions = await test.server.get(`/v1/questions?run_id=${runId}`);
    expect(questions).toHaveLength(count);
    return questions;
  });
}

async function untilPassivated(id: string): Promise<void> {
  await eventually(async () => {
    const { data } = await test.server.graphql('{ actorTree { actors { path } } }');
    expect(data.actorTree.actors.filter(({ path }: { path: string }) => path.includes(id))).toEqual([]);
  });
}

function turnsOf(runId: string): number[] {
  return test.llm.calls.filter((call) => call.runId === runId).map(({ turn }) => turn);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function eventsOf(runId: string): Promise<any[]> {
  const { data } = await test.server.graphql('query ($id: ID!) { runEvents(runId: $id) { type data } }', { id: runId });
  return data.runEvents;
}

describe('a question of a run', () => {
  it('holds the run without an actor until it is answered over REST; the answer is the result of the call', async () => {
    const id = await startRun('asker', asks({ choices: ['red', 'green'] }));
    const [question] = await openQuestions(id);
    await untilPassivated(id);

    expect(question).toMatchObject({
      kind: 'question',
      status: 'open',
      agent_id: 'asker',
      run_id: id,
      chat_id: null,
      step_id: 'WORK',
      tool_name: 'ask_human',
      text: 'Which colour?',
      choices: ['red', 'green'],
    });
    expect(question.expires_at - question.asked_at).toBeGreaterThan(23 * 60 * 60 * 1000);
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({
      status: 'paused',
      waiting_for: 'question',
      steps: [{ status: 'running', waiting_for: 'question' }],
    });
    expect(turnsOf(id)).toEqual([1]);

    const { status, body } = await test.server.send('POST', `/v1/questions/${question.id}/answer`, { answer: 'green', note: 'as grass' });

    expect([status, body]).toMatchObject([200, { id: question.id, status: 'answered', answer: 'green', note: 'as grass' }]);
    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: { said: 'green\nThey add: as grass' } });
    expect(turnsOf(id)).toEqual([1, 2]);
    expect(await test.server.get(`/v1/questions?run_id=${id}`)).toEqual([]);
    const types = (await eventsOf(id)).map(({ type }) => type).filter((type) => !type.startsWith('agent_'));
    expect(types).toEqual([
      'run_created',
      'step_queued',
      'step_started',
      'turn_complete',
      'tool_call_start',
      'question_asked',
      'run_paused',
      'question_answered',
      'run_resumed',
      'tool_call_end',
      'turn_complete',
      'step_complete',
      'run_complete',
    ]);
  });

  it('is found and answered over GraphQL, and stands in both dialects of the event stream', async () => {
    const id = await startRun('asker', asks());
    await openQuestions(id);
    const { data } = await test.server.graphql(
      '{ questions(agentId: "asker") { id kind status text runId } run(id: "' + id + '") { waitingFor steps { waitingFor } } }',
    );
    expect(data.run).toEqual({ waitingFor: 'question', steps: [{ waitingFor: 'question' }] });
    const mine = data.questions.find(({ runId }: { runId: string }) => runId === id);
    expect(mine).toMatchObject({ kind: 'QUESTION', status: 'OPEN', text: 'Which colour?' });

    const answered = await test.server.graphql(
      'mutation ($id: ID!) { answerQuestion(id: $id, answer: "blue") { status answer answeredBy } }',
      {
        id: mine.id,
      },
    );

    expect(answered.data.answerQuestion).toMatchObject({ status: 'ANSWERED', answer: 'blue' });
    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'blue' } });
    const wire = await test.server.graphql(
      'query ($id: ID!) { runEvents(runId: $id) { native: wire(dialect: NATIVE) upstream: wire(dialect: UPSTREAM) } }',
      { id },
    );
    expect(wire.data.runEvents).toContainEqual({
      native: expect.objectContaining({ type: 'question_asked', question_id: mine.id, run_id: id, text: 'Which colour?' }),
      upstream: expect.objectContaining({ type: 'QUESTION_ASKED', questionId: mine.id, runId: id, stepId: 'WORK' }),
    });
    expect(wire.data.runEvents).toContainEqual({
      native: expect.objectContaining({ type: 'question_answered', cause: 'answered', answer: 'blue' }),
      upstream: expect.objectContaining({ type: 'QUESTION_ANSWERED', questionId: mine.id, cause: 'answered' }),
    });
  });

  it('is answered by one of fifty who try at once; the others hear that it was', async () => {
    const id = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(id);

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => test.server.send('POST', `/v1/questions/${question}/answer`, { answer: `answer ${index}` })),
    );

    const first = answers.filter(({ status }) => status === 200);
    expect(first).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: first[0]?.body.answer } });
    expect(turnsOf(id)).toEqual([1, 2]);
    expect(await test.server.send('POST', `/v1/questions/${question}/answer`, { answer: 'late' })).toMatchObject({ status: 409 });
  });

  it('holds no slot: another step of an agent that works on one at a time is done meanwhile', async () => {
    const waiting = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(waiting);
    await untilPassivated(waiting);

    const other = await startRun('asker', asks({ default: 'no matter' }));
    const [second] = await openQuestions(other);
    await test.server.post(`/v1/questions/${second.id}/answer`, { answer: 'go on' });

    expect(await test.server.finished(other)).toMatchObject({ status: 'completed' });
    await test.server.post(`/v1/questions/${question}/answer`, { answer: 'now you' });
    expect(await test.server.finished(waiting)).toMatchObject({ outputs: { said: 'now you' } });
  });

  it('is asked beside another one in the same turn; the run goes on when both are answered', async () => {
    const id = await startRun('asker', asks({ question: 'One?' }), asks({ question: 'Two?' }));
    const [second, first] = (await openQuestions(id, 2)).sort((a, b) => (a.text < b.text ? 1 : -1));

    await test.server.post(`/v1/questions/${second.id}/answer`, { answer: 'two' });
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'question' });
    await test.server.post(`/v1/questions/${first.id}/answer`, { answer: 'one' });

    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'one | two' } });
    expect(turnsOf(id)).toEqual([1, 2]);
  });

  it('that nobody answers in time has its default, or none', async () => {
    const withDefault = await startRun('asker', asks({ default: 'grey', expires_in_sec: 1 }));
    const without = await startRun('hasty', asks());

    expect(await test.server.finished(withDefault)).toMatchObject({
      outputs: { said: 'grey\n(Nobody replied in time, so this is the default.)' },
    });
    expect(await test.server.finished(without)).toMatchObject({ outputs: { said: 'There is no answer: nobody replied in time.' } });
    const expired = await test.server.get(`/v1/questions?run_id=${withDefault}&status=expired`);
    expect(expired).toMatchObject([{ status: 'expired', answer: 'grey', answered_by: null }]);
    expect(await test.server.send('POST', `/v1/questions/${expired[0].id}/answer`, { answer: 'late' })).toMatchObject({
      status: 409,
      body: { detail: `Question ${expired[0].id} is expired already` },
    });
  });

  it.each([
    ['cancel', 'cancelled'],
    ['restart', 'paused'],
    ['steps/WORK/restart', 'paused'],
  ])('is withdrawn by %s of what waits for it', async (how, status) => {
    const id = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(id);

    await test.server.post(`/v1/runs/${id}/${how}`, { context: 'Mind the time' });

    expect(await test.server.get(`/v1/questions/${question}`)).toMatchObject({ status: 'withdrawn', answer: null });
    expect(await test.server.send('POST', `/v1/questions/${question}/answer`, { answer: 'late' })).toMatchObject({ status: 409 });
    await eventually(async () => expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status }));
    if (status === 'cancelled') return;
    const [again] = await openQuestions(id);
    expect(again.id).not.toBe(question);
    expect(test.llm.calls.findLast((call) => call.runId === id)?.prompt).toContain('Mind the time');
    await test.server.post(`/v1/questions/${again.id}/answer`, { answer: 'second time' });
    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'second time' } });
  });

  it('goes with its run when that is deleted', async () => {
    const id = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(id);

    await test.server.send('DELETE', `/v1/runs/${id}`);

    expect(await test.server.send('GET', `/v1/questions/${question}`)).toMatchObject({ status: 404 });
  });

  it('does not hide a pause: a run that was paused meanwhile waits for resume after the answer, and resume does not answer', async () => {
    const id = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(id);
    expect(await test.server.send('POST', `/v1/runs/${id}/resume`)).toMatchObject({
      status: 400,
      body: { detail: `Run ${id} goes on when ${question} is answered` },
    });
    await test.server.post(`/v1/runs/${id}/pause`);
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'resume' });

    await test.server.post(`/v1/runs/${id}/resume`);
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'question' });
    await test.server.post(`/v1/runs/${id}/pause`);
    await test.server.post(`/v1/questions/${question}/answer`, { answer: 'red' });
    expect(await test.server.get(`/v1/runs/${id}`)).toMatchObject({ status: 'paused', waiting_for: 'resume' });
    await test.server.post(`/v1/runs/${id}/resume`);

    expect(await test.server.finished(id)).toMatchObject({ outputs: { said: 'red' } });
    expect(turnsOf(id)).toEqual([1, 2]);
  });

  it.each([
    ['no answer', {}, 'answer must say something'],
    ['an empty one', { answer: ' ' }, 'answer must say something'],
    ['none of its choices', { answer: 'blue' }, 'answer must be one of the choices: red, green'],
    ['leave for a call', { approve: true }, 'approve must be left out: this is a question, so give an answer'],
    ['a long note', { answer: 'red', note: 'x'.repeat(4001) }, 'note must have at most 4000 characters'],
  ])('refuses %s and stays open', async (_what, body, detail) => {
    const id = await startRun('asker', asks({ choices: ['red', 'green'] }));
    const [{ id: question }] = await openQuestions(id);

    expect(await test.server.send('POST', `/v1/questions/${question}/answer`, body)).toMatchObject({ status: 422, body: { detail } });

    expect(await test.server.get(`/v1/questions/${question}`)).toMatchObject({ status: 'open' });
    await test.server.post(`/v1/runs/${id}/cancel`);
  });

  it('that cannot be asked is told to the model, and nobody is asked', async () => {
    const id = await startRun('asker', asks({ choices: ['red', 'green'], default: 'blue' }), asks({ expires_in_sec: 0 }));

    const { outputs } = await test.server.finished(id);

    expect(outputs.said).toBe('default must be one of the choices. | The arguments are not valid: expires_in_sec must be >= 1.');
    expect(await test.server.get(`/v1/questions?run_id=${id}&status=open,answered,expired,withdrawn`)).toEqual([]);
  });

  it('that is not there is not found', async () => {
    expect(await test.server.send('GET', '/v1/questions/q_none')).toMatchObject({ status: 404 });
    expect(await test.server.send('POST', '/v1/questions/q_none/answer', { answer: 'x' })).toMatchObject({ status: 404 });
  });
});

describe('a call that wants approval', () => {
  it('is made when a person who saw its arguments approves it', async () => {
    const id = await startRun('guarded', writes('hello'), { name: 'read', args: { path: 'note.md' } });
    const [question] = await openQuestions(id);

    expect(question).toMatchObject({ kind: 'approval', tool_name: 'write', text: null, arguments: { path: 'note.md', content: 'hello' } });
    expect(await test.server.send('POST', `/v1/questions/${question.id}/answer`, { answer: 'yes' })).toMatchObject({
      status: 422,
      body: { detail: 'approve must be true or false' },
    });
    await test.server.post(`/v1/questions/${question.id}/answer`, { approve: true, note: 'This once' });

    const { outputs } = await test.server.finished(id);
    expect(outputs.said).toContain('[The person who approved this adds: This once]');
    expect(outputs.said).toMatch(/\| .*hello/);
    const calls = (await eventsOf(id)).filter(({ type }) => type.startsWith('tool_call'));
    expect(calls.map(({ type, data }) => `${type} ${data.tool_name}`)).toEqual([
      'tool_call_start write',
      'tool_call_end write',
      'tool_call_start read',
      'tool_call_end read',
    ]);
  });

  it('is not made when a person denies it, and the model hears why', async () => {
    const id = await startRun('guarded', writes(), { name: 'read', args: { path: 'note.md' } });
    const [question] = await openQuestions(id);

    await test.server.post(`/v1/questions/${question.id}/answer`, { approve: false, note: 'Not there' });

    expect(await test.server.finished(id)).toMatchObject({
      outputs: { said: 'Not carried out: a person denied this call.\nThey add: Not there | There is no such file or directory.' },
    });
  });

  it('is not made when nobody approves it in time', async () => {
    const id = await startRun('hasty', writes(), { name: 'read', args: { path: 'note.md' } });

    expect(await test.server.finished(id)).toMatchObject({
      outputs: { said: 'Not carried out: nobody approved this call in time. | There is no such file or directory.' },
    });
    expect(await test.server.get(`/v1/questions?run_id=${id}&status=expired`)).toMatchObject([{ approved: false }]);
  });

  it('wants it too when its rule cannot be read', async () => {
    const id = await startRun('typo', writes());
    const [question] = await openQuestions(id);
    expect(question).toMatchObject({ kind: 'approval', tool_name: 'write' });
    await test.server.post(`/v1/runs/${id}/cancel`);
  });

  it('with arguments that the tool does not take is told so, and nobody is asked', async () => {
    const id = await startRun('guarded', { name: 'write', args: { path: 7 } });

    expect((await test.server.finished(id)).outputs.said).toContain('The arguments are not valid');
    expect(await test.server.get(`/v1/questions?run_id=${id}&status=open,expired`)).toEqual([]);
  });
});

describe('a tool that is denied', () => {
  it('is not offered, and a call of it does nothing', async () => {
    const id = await startRun('guarded', { name: 'ls', args: {} });
    const { outputs } = await test.server.finished(id);
    expect(outputs.said).toMatch(/^There is no such tool\. The tools are: (?!.*\bls\b).*\bask_human\b/);

    const mute = await startRun('mute', asks());
    expect((await test.server.finished(mute)).outputs.said).toMatch(/^There is no such tool\. (?!.*ask_human)/);
  });
});

describe('kill -9', () => {
  it('while it waits changes nothing: the same question, the same end, each turn asked for once', async () => {
    const id = await startRun('asker', asks());
    const [{ id: question }] = await openQuestions(id);

    await test.server.kill();
    await test.server.start();

    expect(await openQuestions(id)).toMatchObject([{ id: question }]);
    await test.server.post(`/v1/questions/${question}/answer`, { answer: 'still here' });
    expect(await test.server.finished(id)).toMatchObject({ status: 'completed', outputs: { said: 'still here' } });
    expect(turnsOf(id)).toEqual([1, 2]);
  });

  it('behind every event between a turn and the next leads to the same end, and nothing is asked twice', async () => {
    const types = (await eventsOf(await approvedRun())).map(({ type }) => type);
    const [first, last] = [types.indexOf('turn_complete'), types.indexOf('tool_call_end')];
    expect(last - first).toBe(6);
    for (let index = first + 1; index <= last + 1; index++) {
      await test.server.stop();
      await test.server.start({ FAILPOINT: `event:${index}` });

      const id = await approvedRun();

      const said: string = (await test.server.get(`/v1/runs/${id}`)).outputs.said;
      expect([index, said]).toEqual([index, expect.not.stringContaining('Not carried out')]);
      const events = await eventsOf(id);
      const counts = (type: string) => events.filter((event) => event.type === type).length;
      expect([index, counts('question_asked'), counts('question_answered'), counts('tool_call_start'), counts('tool_call_end')]).toEqual([
        index,
        1,
        1,
        1,
        1,
      ]);
      expect([index, counts('turn_complete'), counts('turn_discarded')]).toEqual([index, 2, turnsOf(id).length - 2]);
    }
  }, 180_000);

  it('in the middle of an approved call leaves its outcome unknown: it is not made again, and listed', async () => {
    await test.server.stop();
    await test.server.start({ FAILPOINT: 'after-tool' });

    const id = await approvedRun();

    expect((await test.server.get(`/v1/runs/${id}`)).outputs.said).toMatch(/^Outcome unknown/);
    expect(turnsOf(id)).toEqual([1, 2]);
    const [outcome] = await test.server.get('/v1/unknown-outcomes');
    expect(outcome).toMatchObject({ run_id: id, chat_id: null, step_id: 'WORK', tool_name: 'edit' });
    expect(await test.server.get(`/v1/unknown-outcomes?since=${outcome.at}`)).toEqual([]);
  });

  /** A run whose one call is approved, whatever happens to its server. */
  async function approvedRun(): Promise<string> {
    const id = await startRun('guarded', { name: 'edit', args: { path: 'note.md', old_text: 'a', new_text: 'b' } }).catch(() => '');
    return eventually(async () => {
      if (!test.server.isRunning) await test.server.start();
      const run = id ? await test.server.get(`/v1/runs/${id}`) : (await test.server.get('/v1/runs?limit=1'))[0];
      for (const question of await test.server.get(`/v1/questions?run_id=${run.id}`))
        await test.server.post(`/v1/questions/${question.id}/answer`, { approve: true });
      expect(run.status).toBe('completed');
      return run.id;
    });
  }
});

describe('a chat', () => {
  const say = (id: string, message: string) => test.server.post(`/v1/chat/sessions/${id}/message`, { message });
  const startChat = async (agent: string, ...calls: Parameters<typeof task>): Promise<string> => {
    const { id } = await test.server.post('/v1/chat/sessions', { agent_id: agent });
    await say(id, task(...calls));
    return id;
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const open = (id: string, count = 1): Promise<any[]> =>
    eventually(async () => {
      const questions = await test.server.get(`/v1/questions?chat_id=${id}`);
      expect(questions).toHaveLength(count);
      return questions;
    });
  const replies = async (id: string) =>
    (await test.server.get(`/v1/chat/sessions/${id}`)).messages.filter(({ role }: { role: string }) => role === 'assistant');

  it('waits for approval without an actor; what is said meanwhile is answered afterwards, also over a kill -9', async () => {
    const id = await startChat('guarded', writes('from a chat'));
    const [question] = await open(id);
    expect(question).toMatchObject({ kind: 'approval', chat_id: id, run_id: null, step_id: null, arguments: { content: 'from a chat' } });
    await untilPassivated(id);
    expect(await test.server.get(`/v1/chat/sessions/${id}`)).toMatchObject({ status: 'running', waiting_for: 'question' });
    await say(id, 'And this');
    await untilPassivated(id);

    await test.server.kill();
    await test.server.start();
    await untilPassivated(id);
    expect(await test.server.send('POST', `/v1/questions/${question.id}/answer`, { approve: true })).toMatchObject({ status: 200 });

    await eventually(async () => expect(await replies(id)).toMatchObject([{ status: 'complete' }, { status: 'complete' }]));
    const [first, second] = await replies(id);
    expect(first.content).toMatch(/One moment\.\s+You said CALLS\. Got: (?!Not carried out)/);
    expect(second.content).toMatch(/^You said And t\./);
    expect(await test.server.get(`/v1/chat/sessions/${id}`)).toMatchObject({ waiting_for: null });
  });

  it('goes on with a default when nobody answers', async () => {
    const id = await startChat('asker', asks({ default: 'grey', expires_in_sec: 1 }));
    await eventually(async () => expect(await replies(id)).toMatchObject([{ status: 'complete' }]));
    expect((await replies(id))[0].content).toContain('Got: grey\n(Nobody replied in time');
  });

  it.each([
    ['stop', 'running', 'aborted'],
    ['end', 'completed', 'aborted'],
  ])('that is told to %s withdraws its question', async (how, status, replyStatus) => {
    const id = await startChat('asker', asks());
    const [{ id: question }] = await open(id);

    await test.server.post(`/v1/agents/asker/chat/${id}/${how}`);

    expect(await test.server.get(`/v1/questions/${question}`)).toMatchObject({ status: 'withdrawn' });
    expect(await test.server.send('POST', `/v1/questions/${question}/answer`, { answer: 'late' })).toMatchObject({ status: 409 });
    expect(await test.server.get(`/v1/chat/sessions/${id}`)).toMatchObject({ status, waiting_for: null });
    expect(await replies(id)).toMatchObject([{ status: replyStatus }]);
    if (how !== 'stop') return;
    await say(id, 'Go on');
    await eventually(async () => expect((await replies(id))[1]?.content).toContain('You said Go on'));
  });

  it('tells its stream what is asked and what was answered', async () => {
    const id = await startChat('asker', asks());
    const [{ id: question }] = await open(id);
    await test.server.post(`/v1/questions/${question}/answer`, { answer: 'red' });
    await eventually(async () => expect(await replies(id)).toMatchObject([{ status: 'complete' }]));

    const stream = await EventStream.open(`${test.server.url}/v1/events/sessions/${id}/events`);
    const events = (await stream.until(({ data }) => data.type === 'connected')).map(({ data }) => data);
    stream.close();
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'question_asked', data: expect.objectContaining({ questionId: question, text: 'Which colour?' }) }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'question_answered',
        data: { questionId: question, cause: 'answered', answer: 'red', approved: null, note: null },
      }),
    );
  });
});
