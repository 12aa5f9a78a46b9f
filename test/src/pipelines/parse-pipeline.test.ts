import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { parsePipeline } from '../../../src/pipelines/parse-pipeline.ts';
import type { Pipeline, PipelineStep } from '../../../src/pipelines/pipeline.ts';
import { PlayedRun, type Script } from './machine/played-run.ts';

/** A good file; its first step may get further members, on line 10, and the document one on line 4. */
function fileWith(step = '', top = ''): string {
  return [
    'id: small',
    'name: Small',
    'version: "1.0"',
    ...(top ? [top] : []),
    'agents:',
    '  - { id: mira, name: Mira, persona: You plan. }',
    'steps:',
    '  - id: S1',
    '    agent: mira',
    '    input: Do it',
    ...(step ? step.split('\n').map((line) => `    ${line}`) : []),
    '  - { id: S2, agent: mira, input: Check it }',
  ].join('\n');
}

function messages(yaml: string): string[] {
  return parsePipeline(yaml, 'small.yml').problems.map(({ message }) => message);
}

function parsed(yaml: string): Pipeline {
  const { pipeline, problems } = parsePipeline(yaml, 'small.yml');
  if (!pipeline) throw new Error(problems.map(({ message }) => message).join('\n'));
  return pipeline;
}

describe('a pipeline file', () => {
  it('may be as small as this', () => {
    expect(parsed('id: a\nname: A\nagents: [{ id: mira }]\nsteps: [{ id: S1, agent: mira, input: Go }]')).toEqual({
      id: 'a',
      name: 'A',
      version: null,
      description: null,
      defaultModel: null,
      agents: [{ id: 'mira', name: 'mira', persona: null, model: null, tools: [] }],
      steps: [
        {
          id: 'S1',
          agent: 'mira',
          description: null,
          input: 'Go',
          model: null,
          outputs: [],
          onComplete: null,
          onResult: {},
          loop: null,
          maxRetries: 3,
          timeoutMs: 300_000,
          maxTurns: 999,
          maxOutputTokens: null,
          temperature: null,
          outputSchema: null,
          outputMethod: 'response_format',
        },
      ],
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });

  it.each<[string, string, string, Partial<PipelineStep>]>([
    [
      'takes from the defaults what a step does not say',
      '',
      'defaults: { maxRetries: 1, timeout: 60, maxTurns: 5, temperature: 0, maxOutputTokens: 9 }',
      { maxRetries: 1, timeoutMs: 60_000, maxTurns: 5, temperature: 0, maxOutputTokens: 9 },
    ],
    [
      'prefers the step to the defaults',
      'maxRetries: 0\ntimeoutSeconds: 1.5\nmaxTurns: 2',
      'defaults: { maxRetries: 1, timeoutSeconds: 60, maxTurns: 5 }',
      { maxRetries: 0, timeoutMs: 1500, maxTurns: 2 },
    ],
    ['takes timeout for timeoutSeconds', 'timeout: 7', 'defaults: { timeoutSeconds: 60 }', { timeoutMs: 7000 }],
    ['prefers timeoutSeconds to timeout', 'timeout: 7\ntimeoutSeconds: 8', '', { timeoutMs: 8000 }],
    [
      'names a schema after its step and is strict',
      'outputSchema: { schema: { type: object } }\noutputMethod: tool_use',
      '',
      { outputSchema: { name: 's1', schema: { type: 'object' }, strict: true }, outputMethod: 'tool_use' },
    ],
    [
      'keeps what a schema says',
      'outputSchema: { name: plan, schema: {}, strict: false }',
      '',
      { outputSchema: { name: 'plan', schema: {}, strict: false } },
    ],
    [
      'reads a loop',
      'loop: { over: items, onEachComplete: S2 }',
      '',
      { loop: { over: 'items', onEachComplete: 'S2', onAllComplete: null } },
    ],
    [
      'takes null for nothing',
      'model: null\nonResult: null\nloop: ~\nmaxRetries:',
      '',
      { model: null, onResult: {}, loop: null, maxRetries: 3 },
    ],
    ['leaves out what it does not know', 'type: loop\npriority: high', 'owner: nobody', { id: 'S1' }],
  ])('%s', (_name, step, top, expected) => {
    expect(parsed(fileWith(step, top)).steps[0]).toMatchObject(expected);
  });

  it('is YAML 1.2: yes, no, on and off are words, and 010 is ten', () => {
    const { steps } = parsed(
      fileWith('maxRetries: 010\nonResult:\n  NO: { goto: S2 }\n  yes: { retry: true }\n  off: { continueLoop: true }\n  1: { goto: S1 }'),
    );

    expect(Object.keys(steps[0]?.onResult ?? {}).sort()).toEqual(['1', 'NO', 'off', 'yes']);
    expect(steps[0]?.onResult.NO).toEqual({ goto: 'S2', continueLoop: false, retry: false, maxRetries: null, notify: null });
    expect(steps[0]?.maxRetries).toBe(10);
  });

  it('has the same hash for the same definition, however it is written, and another for another', () => {
    const hash = parsed(fileWith('onComplete: S2')).hash;

    expect(parsed(fileWith('# a comment\nonComplete:   "S2"')).hash).toBe(hash);
    expect(parsed(fileWith('onComplete: S1')).hash).not.toBe(hash);
  });

  it('keeps a number as version, and its own members as they are', () => {
    const { raw, pipeline } = parsePipeline(fileWith('onComplete: S2').replace('"1.0"', '2.5'), 'small.yml');

    expect(pipeline?.version).toBe('2.5');
    expect(raw).toMatchObject({ id: 'small', name: 'Small', version: '2.5', description: null });
    expect(raw.steps[0]).toEqual({ id: 'S1', agent: 'mira', input: 'Do it', onComplete: 'S2' });
  });
});

describe('what is wrong with a pipeline file', () => {
  it.each<[string, string]>([
    ['onComplete: NOWHERE', 'onComplete names the step NOWHERE, which does not exist'],
    ['onResult: { BAD: { goto: NOWHERE } }', 'onResult.BAD.goto names the step NOWHERE, which does not exist'],
    [
      'onResult: { BAD: { notify: { agent: ada, message: Hi } } }',
      'onResult.BAD.notify.agent names the agent ada, which is not among agents',
    ],
    ['onResult: { BAD: { notify: { agent: mira } } }', 'onResult.BAD.notify.message is missing'],
    ['onResult: { BAD: S2 }', 'onResult.BAD must be a map of goto, retry, continueLoop or notify'],
    ['onResult: { BAD: { retry: twice } }', 'onResult.BAD.retry must be true or false'],
    ['onResult: { BAD: { maxRetries: -1 } }', 'onResult.BAD.maxRetries must be 0 or more'],
    ['onResult: [S2]', 'onResult must be a map from result to action'],
    ['loop: { over: items, onEachComplete: NOWHERE }', 'loop.onEachComplete names the step NOWHERE, which does not exist'],
    ['loop: { over: items, onAllComplete: NOWHERE }', 'loop.onAllComplete names the step NOWHERE, which does not exist'],
    ['loop: { onAllComplete: S2 }', 'loop.over is missing'],
    ['loop: items', 'loop must be a map with over'],
    ['maxRetries: 1.5', 'maxRetries must be a whole number'],
    ['maxRetries: many', 'maxRetries must be a number'],
    ['timeoutSeconds: 0', 'timeoutSeconds must be more than 0'],
    ['timeout: 2000001', 'timeout must be at most 2000000'],
    ['maxTurns: 0', 'maxTurns must be 1 or more'],
    ['temperature: 2.1', 'temperature must be from 0 to 2'],
    ['temperature: .nan', 'temperature must be a number'],
    ['outputs: plan', 'outputs must be a list of names'],
    ['outputs: [pr-url]', 'outputs.0 must be letters, digits and "_"'],
    ['outputSchema: {}', 'outputSchema.schema is missing'],
    ['outputSchema: { schema: text }', 'outputSchema.schema must be a JSON Schema'],
    ['outputMethod: xml', 'outputMethod must be response_format or tool_use'],
    ['model: 5', 'model must be text'],
  ])('names file, line, step and field: %s', (step, message) => {
    expect(messages(fileWith(step))).toEqual([`small.yml:10: step S1: ${message}`]);
    expect(parsePipeline(fileWith(step), 'small.yml').pipeline).toBeNull();
  });

  it.each<[string, string, string[]]>([
    ['id: S1', 'id: S2', ['small.yml:10: step S2: id is used twice']],
    ['id: S1', 'id: constructor', ['small.yml:7: step constructor: id is a reserved word']],
    ['id: S1', 'id: S 1', ['small.yml:7: step S 1: id must be 1 to 64 letters, digits, ".", "_" or "-"']],
    ['id: S1', 'name: S1', ['small.yml:7: step number 1: id is missing']],
    ['agent: mira', 'agent: ada', ['small.yml:8: step S1: agent names the agent ada, which is not among agents']],
    ['    agent: mira\n', '', ['small.yml:7: step S1: agent is missing']],
    ['input: Do it', 'input: [1]', ['small.yml:9: step S1: input must be text']],
    ['id: small', 'id: a/b', ['small.yml:1: id must be 1 to 64 letters, digits, ".", "_" or "-"']],
    ['name: Small\n', '', ['small.yml:1: name is missing']],
    ['version: "1.0"', 'version: [1]', ['small.yml:3: version must be text']],
    ['version: "1.0"', 'defaults: fast', ['small.yml:3: defaults must be a map']],
    ['version: "1.0"', 'defaults: { maxRetries: x }', ['small.yml:3: defaults.maxRetries must be a number']],
    ['- { id: mira,', '- mira\n  - { id: mira,', ['small.yml:5: agent number 1: must be a map with id and name']],
    ['- { id: mira,', '- { id: mira }\n  - { id: mira,', ['small.yml:6: agent mira: id is used twice']],
    ['- { id: S2, agent: mira, input: Check it }', '- S2', ['small.yml:10: step number 2: must be a map with id, agent and input']],
  ])('with %j as %j: %j', (from, to, expected) => {
    expect(messages(fileWith())).toEqual([]);

    expect(messages(fileWith().replace(from, to))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['', ['small.yml: the document must be a map']],
    ['- a', ['small.yml:1: the document must be a map']],
    ['id: a', ['small.yml:1: name is missing', 'small.yml:1: agents is missing', 'small.yml:1: steps is missing']],
    ['id: a\nname: A\nagents: {}\nsteps: S1', ['small.yml:3: agents must be a list', 'small.yml:4: steps must be a list']],
    ['id: a\nname: A\nagents: []\nsteps: []', ['small.yml:4: steps is empty; a pipeline needs at least one step']],
    ['id: "a', ['small.yml:1: Missing closing "quote']],
    ['id: a\nid: b', ['small.yml:2: Map keys must be unique']],
    ['id: a\n---\nid: b', [expect.stringMatching(/^small\.yml:\d: Source contains multiple documents/) as unknown as string]],
    ['id: *nobody', [expect.stringMatching(/^small\.yml: .*nobody/) as unknown as string]],
    ['['.repeat(20_000), [expect.stringMatching(/^small\.yml:\d+: /) as unknown as string]],
  ])('as a whole: %#', (yaml, expected) => {
    expect(messages(yaml)).toEqual(expected);
  });

  it('a file that unfolds to millions of nodes is refused', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array.from({ length: 9 }, () => of).join(',')}]`;
    const yaml = [level('a', '1'), level('b', '*a'), level('c', '*b'), level('d', '*c'), level('e', '*d')].join('\n');

    expect(messages(yaml)).toEqual(['small.yml: Excessive alias count indicates a resource exhaustion attack']);
  });

  it('everything at once, in the order of the checks', () => {
    expect(messages(fileWith('onComplete: NOWHERE\nloop: { over: x, onEachComplete: ELSEWHERE }'))).toHaveLength(2);
  });

  it('a template that names nothing is a warning', () => {
    const { pipeline, problems } = parsePipeline(
      fileWith().replace('Do it', '"{{nix}} {{task_description}} {{plan}}"').replace('input: Check it', 'input: x, outputs: [plan]'),
      'small.yml',
    );

    expect(pipeline).not.toBeNull();
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringMatching(/^small\.yml:\d+: step S1: input uses \{\{nix\}\}, which no step puts out/) as unknown,
      },
    ]);
  });

  it('is found without throwing, whatever the file has', () => {
    const values = fc.object({
      maxDepth: 4,
      key: fc.constantFrom('id', 'name', 'steps', 'agents', 'agent', 'input', 'onResult', 'loop', 'over', '0'),
      values: [fc.string(), fc.integer(), fc.constant(null), fc.boolean()],
      withNullPrototype: false,
    });

    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          values.map((value) => JSON.stringify(value)),
        ),
        (yaml) => {
          const { pipeline, problems } = parsePipeline(yaml, 'any.yml');

          expect(pipeline === null).toBe(problems.some(({ severity }) => severity === 'error'));
          for (const { message } of problems) expect(message).toMatch(/^any\.yml(:\d+)?: \S/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the pipelines that ship', () => {
  const directory = join(import.meta.dirname, '../../../catalog/pipelines');
  const load = async (name: string): Promise<Pipeline> => parsed(await readFile(join(directory, `${name}.yml`), 'utf8'));

  it('have no problems, and are named after their files', async () => {
    const files = await readdir(directory);

    expect(files.sort()).toEqual(['bugfix.yml', 'engineering.yml', 'feature.yml', 'planning.yml', 'quickstart.yml', 'resolve.yml']);
    for (const file of files) {
      const { pipeline, problems } = parsePipeline(await readFile(join(directory, file), 'utf8'), file);
      expect(problems).toEqual([]);
      expect(`${pipeline?.id}.yml`).toBe(file);
    }
  });

  const no = {
    verdict: 'CHANGES_REQUESTED',
    design_verdict: 'CHANGES_REQUESTED',
    review_verdict: 'CHANGES_REQUESTED',
    check_verdict: 'FAIL',
    test_verdict: 'FAIL',
  };
  const yes = { verdict: 'APPROVED', design_verdict: 'APPROVED', review_verdict: 'APPROVED', check_verdict: 'PASS', test_verdict: 'PASS' };

  it.each<[string, Script, string]>([
    ['quickstart', {}, 'PLAN REVIEW'],
    ['planning', { REVIEW: [no, yes] }, 'OUTLINE REVIEW OUTLINE REVIEW TASKS'],
    ['bugfix', { VERIFY: [no, yes, yes], REVIEW: [no, yes] }, 'REPRODUCE FIX VERIFY FIX VERIFY REVIEW FIX VERIFY REVIEW'],
    [
      'engineering',
      { REVIEW_DESIGN: [no, yes], REVIEW: [no, yes, yes], TEST: [no, yes] },
      'SPEC DESIGN REVIEW_DESIGN DESIGN REVIEW_DESIGN IMPLEMENT REVIEW IMPLEMENT REVIEW TEST IMPLEMENT REVIEW TEST RELEASE',
    ],
    [
      'feature',
      { BREAK_DOWN: [{ items: '["a","b"]' }], REVIEW: [no, yes, yes] },
      'BREAK_DOWN IMPLEMENT(a) REVIEW IMPLEMENT(a) REVIEW IMPLEMENT(b) REVIEW VERIFY',
    ],
  ])('%s goes back for changes and comes to its end', async (name, script, ran) => {
    const run = new PlayedRun(await load(name)).play(script);

    expect(run.ran.join(' ')).toBe(ran);
    expect(run.state.status).toBe('completed');
  });
});
