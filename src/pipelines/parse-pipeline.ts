import { createHash } from 'node:crypto';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Pipeline, PipelineProblem, PipelineStep } from './pipeline.ts';
import { unknownVariables } from './template.ts';

export interface ParsedPipeline {
  /** Null when there is an error among the problems. */
  pipeline: Pipeline | null;
  problems: PipelineProblem[];
  /** The document's own members, for those who want the YAML as it is: a broken file keeps what could be read. */
  raw: RawPipeline;
}

export interface RawPipeline {
  id: string | null;
  name: string | null;
  version: string | null;
  description: string | null;
  steps: unknown[];
  agents: unknown[];
}

const DEFAULT_MAX_RETRIES = 3;
const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_MAX_TURNS = 999;
/** About 23 days: timers count milliseconds in 31 bits. */
const MAX_TIMEOUT_SECONDS = 2_000_000;

const text = z.string({ error: 'must be text' });
const name = text.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, { error: 'must be 1 to 64 letters, digits, ".", "_" or "-"' });
/** State is kept in objects by step id, so an id must not be a name that every object has. */
const stepId = name.refine((id) => !(id in {}), { error: 'is a reserved word' });
const count = z.number({ error: 'must be a number' }).int({ error: 'must be a whole number' }).min(0, { error: 'must be 0 or more' });
const seconds = z
  .number({ error: 'must be a number' })
  .positive({ error: 'must be more than 0' })
  .max(MAX_TIMEOUT_SECONDS, { error: `must be at most ${MAX_TIMEOUT_SECONDS}` });
const flag = z.boolean({ error: 'must be true or false' });
const version = z.union([z.string(), z.number()], { error: 'must be text' }).transform(String);

const limits = {
  model: text.nullish(),
  maxRetries: count.nullish(),
  timeoutSeconds: seconds.nullish(),
  timeout: seconds.nullish(),
  maxTurns: count.min(1, { error: 'must be 1 or more' }).nullish(),
  maxOutputTokens: count.min(1, { error: 'must be 1 or more' }).nullish(),
  temperature: z
    .number({ error: 'must be a number' })
    .min(0, { error: 'must be from 0 to 2' })
    .max(2, { error: 'must be from 0 to 2' })
    .nullish(),
};

const Action = z.object(
  {
    goto: text.nullish(),
    continueLoop: flag.nullish(),
    retry: flag.nullish(),
    maxRetries: count.nullish(),
    notify: z.object({ agent: text, message: text }, { error: 'must have agent and message' }).nullish(),
  },
  { error: 'must be a map of goto, retry, continueLoop or notify' },
);

const StepSchema = z.object(
  {
    ...limits,
    id: stepId,
    agent: text,
    input: text,
    description: text.nullish(),
    outputs: z.array(text.regex(/^\w+$/, { error: 'must be letters, digits and "_"' }), { error: 'must be a list of names' }).nullish(),
    onComplete: text.nullish(),
    onResult: z.record(z.string(), Action, { error: 'must be a map from result to action' }).nullish(),
    loop: z
      .object({ over: text, onEachComplete: text.nullish(), onAllComplete: text.nullish() }, { error: 'must be a map with over' })
      .nullish(),
    outputSchema: z
      .object(
        { name: name.nullish(), schema: z.record(z.string(), z.unknown(), { error: 'must be a JSON Schema' }), strict: flag.nullish() },
        { error: 'must be a map with name and schema' },
      )
      .nullish(),
    outputMethod: z.enum(['response_format', 'tool_use'], { error: 'must be response_format or tool_use' }).nullish(),
  },
  { error: 'must be a map with id, agent and input' },
);

const PipelineSchema = z.object(
  {
    id: name,
    name: text,
    version: version.nullish(),
    description: text.nullish(),
    defaults: z.object(limits, { error: 'must be a map' }).nullish(),
    agents: z.array(
      z.object(
        {
          id: name,
          name: text.nullish(),
          persona: text.nullish(),
          model: text.nullish(),
          tools: z.array(text, { error: 'must be a list of tools' }).nullish(),
        },
        { error: 'must be a map with id and name' },
      ),
      { error: 'must be a list' },
    ),
    steps: z.array(StepSchema, { error: 'must be a list' }),
  },
  { error: 'the document must be a map' },
);

type Source = z.infer<typeof PipelineSchema>;

/** Reads a pipeline file (YAML 1.2). Never throws: whatever is wrong stands among the problems, in the words of the file. */
export function parsePipeline(yaml: string, file: string): ParsedPipeline {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const syntax = document.errors[0];
  if (syntax) {
    const { line } = lines.linePos(syntax.pos[0]);
    return { pipeline: null, problems: [{ severity: 'error', message: `${file}:${line}: ${syntax.message}` }], raw: readRaw(null) };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return {
      pipeline: null,
      problems: [{ severity: 'error', message: `${file}: ${error instanceof Error ? error.message : 'unreadable'}` }],
      raw: readRaw(null),
    };
  }
  const at = (path: PropertyKey[], message: string): string => describe(file, document, lines, value, path, message);

  const parsed = PipelineSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue): PipelineProblem => ({
      severity: 'error',
      message: at(
        issue.path,
        issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined && issue.path.length > 0 ? 'is missing' : issue.message,
      ),
    }));
    return { pipeline: null, problems, raw: readRaw(value) };
  }
  const problems = [...crossReferences(parsed.data, at), ...templateProblems(parsed.data, at)];
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  return { pipeline: hasErrors ? null : toPipeline(parsed.data), problems, raw: readRaw(value) };
}

function crossReferences(source: Source, at: (path: PropertyKey[], message: string) => string): PipelineProblem[] {
  const problems: PipelineProblem[] = [];
  const error = (path: PropertyKey[], message: string) => problems.push({ severity: 'error', message: at(path, message) });
  const steps = new Set(source.steps.map(({ id }) => id));
  const agents = new Set(source.agents.map(({ id }) => id));
  const step = (path: PropertyKey[], id: string | null | undefined) => {
    if (id != null && !steps.has(id)) error(path, `names the step ${id}, which does not exist`);
  };
  const agent = (path: PropertyKey[], id: string | null | undefined) => {
    if (id != null && !agents.has(id)) error(path, `names the agent ${id}, which is not among agents`);
  };

  if (source.steps.length === 0) error(['steps'], 'is empty; a pipeline needs at least one step');
  for (const [index, { id }] of source.steps.entries()) {
    if (source.steps.findIndex((other) => other.id === id) < index) error(['steps', index, 'id'], 'is used twice');
  }
  for (const [index, { id }] of source.agents.entries()) {
    if (source.agents.findIndex((other) => other.id === id) < index) error(['agents', index, 'id'], 'is used twice');
  }
  for (const [index, { agent: agentId, onComplete, onResult, loop }] of source.steps.entries()) {
    const path = ['steps', index];
    agent([...path, 'agent'], agentId);
    step([...path, 'onComplete'], onComplete);
    step([...path, 'loop', 'onEachComplete'], loop?.onEachComplete);
    step([...path, 'loop', 'onAllComplete'], loop?.onAllComplete);
    for (const [result, action] of Object.entries(onResult ?? {})) {
      step([...path, 'onResult', result, 'goto'], action.goto);
      agent([...path, 'onResult', result, 'notify', 'agent'], action.notify?.agent);
    }
  }
  return problems;
}

function templateProblems(source: Source, at: (path: PropertyKey[], message: string) => string): PipelineProblem[] {
  const outputs = source.steps.flatMap((step) => [
    ...(step.outputs ?? []),
    ...Object.keys((step.outputSchema?.schema.properties as object | undefined) ?? {}),
  ]);
  return source.steps.flatMap((step, index) =>
    unknownVariables(step.input, outputs).map((variable): PipelineProblem => ({
      severity: 'warning',
      message: at(
        ['steps', index, 'input'],
        `uses {{${variable}}}, which no step puts out; it is empty unless the run's context provides it`,
      ),
    })),
  );
}

function toPipeline(source: Source): Pipeline {
  const { defaults } = source;
  const steps = source.steps.map((step): PipelineStep => ({
    id: step.id,
    agent: step.agent,
    description: step.description ?? null,
    input: step.input,
    model: step.model || null,
    outputs: step.outputs ?? [],
    onComplete: step.onComplete ?? null,
    onResult: Object.fromEntries(
      Object.entries(step.onResult ?? {}).map(([result, action]) => [
        result,
        {
          goto: action.goto ?? null,
          continueLoop: action.continueLoop ?? false,
          retry: action.retry ?? false,
          maxRetries: action.maxRetries ?? null,
          notify: action.notify ?? null,
        },
      ]),
    ),
    loop: step.loop
      ? { over: step.loop.over, onEachComplete: step.loop.onEachComplete ?? null, onAllComplete: step.loop.onAllComplete ?? null }
      : null,
    maxRetries: step.maxRetries ?? defaults?.maxRetries ?? DEFAULT_MAX_RETRIES,
    timeoutMs: Math.round(
      (step.timeoutSeconds ?? step.timeout ?? defaults?.timeoutSeconds ?? defaults?.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    ),
    maxTurns: step.maxTurns ?? defaults?.maxTurns ?? DEFAULT_MAX_TURNS,
    maxOutputTokens: step.maxOutputTokens ?? defaults?.maxOutputTokens ?? null,
    temperature: step.temperature ?? defaults?.temperature ?? null,
    outputSchema: step.outputSchema
      ? {
          name: step.outputSchema.name ?? step.id.toLowerCase(),
          schema: step.outputSchema.schema,
          strict: step.outputSchema.strict ?? true,
        }
      : null,
    outputMethod: step.outputMethod ?? 'response_format',
  }));
  const content = {
    id: source.id,
    name: source.name,
    version: source.version ?? null,
    description: source.description ?? null,
    defaultModel: defaults?.model || null,
    agents: source.agents.map((agent) => ({
      id: agent.id,
      name: agent.name ?? agent.id,
      persona: agent.persona ?? null,
      model: agent.model || null,
      tools: agent.tools ?? [],
    })),
    steps,
  };
  return { ...content, hash: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
}

function readRaw(value: unknown): RawPipeline {
  const map = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  const textOf = (key: string) => (typeof map[key] === 'string' || typeof map[key] === 'number' ? String(map[key]) : null);
  return {
    id: textOf('id'),
    name: textOf('name'),
    version: textOf('version'),
    description: textOf('description'),
    steps: Array.isArray(map.steps) ? map.steps : [],
    agents: Array.isArray(map.agents) ? map.agents : [],
  };
}

/** `file:line: step REVIEW: onResult.CHANGES.goto <message>`. */
function describe(file: string, document: Document, lines: LineCounter, value: unknown, path: PropertyKey[], message: string): string {
  let node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
  for (let length = path.length - 1; !node?.range && length >= 0; length--)
    node = document.getIn(path.slice(0, length), true) as typeof node;
  const line = node?.range ? `:${lines.linePos(node.range[0]).line}` : '';
  const [list, index, ...rest] = path;
  const item = (list === 'steps' || list === 'agents') && typeof index === 'number' ? valueAt(value, [list, index, 'id']) : undefined;
  const where =
    typeof index === 'number'
      ? `${String(list).slice(0, -1)} ${typeof item === 'string' ? item : `number ${index + 1}`}: ${rest.join('.')}`
      : path.join('.');
  return `${file}${line}: ${[where.trimEnd(), message].filter(Boolean).join(' ')}`;
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, key) => (current !== null && typeof current === 'object' ? (current as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
