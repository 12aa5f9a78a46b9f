import { isMap, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { BadUserInputError } from '../errors.ts';
import type { PulsePlan } from '../pulse/pulse-plan.ts';
import { LONGEST_WAIT_SEC } from '../questions/ask-human-tool.ts';
import type { ToolPolicy } from '../questions/tool-policy.ts';
import type { ModelRequest } from '../llm/language-model.ts';
import type { Budget } from '../pipelines/machine/budget.ts';

type ThinkingLevel = NonNullable<ModelRequest['thinking']>;

/** What people see and change of an agent's `config.yml`. */
export type AgentConfig = Omit<
  ConfigFile,
  | 'maxConcurrentSteps'
  | 'tools'
  | 'allowedHosts'
  | 'toolApproval'
  | 'questionExpirySec'
  | 'pulseOffsetMinutes'
  | 'pulseBlackouts'
  | 'pulseOneOffs'
>;

/** What the engine needs of it to run a step. */
export interface AgentSettings {
  maxConcurrentSteps: number;
  /** `provider/model`; null when the agent names none. */
  model: string | null;
  tools: string[];
  /** Hosts that its commands may reach. */
  allowedHosts: string[];
  /** Which of its calls wait for a person, and which tools it does not get, by name or pattern. */
  toolApproval: Record<string, ToolPolicy>;
  /** How long people have to answer it, in seconds. */
  questionExpirySec: number;
  thinkingLevel: ThinkingLevel;
  /** What it may spend in a day, in UTC. */
  budgetPerDay: Budget;
  /** When it wakes by itself. */
  pulse: PulsePlan;
}

const text = z.string({ error: 'must be text' });
const modelName = text.regex(/^$|^[^/\s]+\/\S+$/, { error: 'must be provider/model, such as openai/gpt-5, or empty' });
const flag = z.boolean({ error: 'must be true or false' });
const names = z.array(text, { error: 'must be a list of names' });
const threadMode = z.enum(['passive', 'active'], { error: 'must be passive or active' });
const levels: readonly ThinkingLevel[] = ['off', 'minimal', 'low', 'medium', 'high', 'xhigh'];
/** YAML 1.1 writers turn a bare `off` into false. */
const level = z.preprocess((value) => (value === false ? 'off' : value), z.enum(levels, { error: `must be one of ${levels.join(', ')}` }));

const policy = z.enum(['auto', 'ask', 'deny'], { error: 'must be auto, ask or deny' });

function whole(least: number) {
  const rule = { error: `must be a whole number, ${least} or more` };
  return z.number(rule).int(rule).min(least, rule);
}

const positive = z.number({ error: 'must be a number above 0' }).positive({ error: 'must be a number above 0' });

const timeOfDay = z
  .string({ error: 'must be a quoted time such as "23:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be HH:MM' });
const moment = z
  .string({ error: 'must be a date and time' })
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be an ISO 8601 date and time' });
/** Members of a blackout are camelCase here, since all keys of the file are. */
const blackout = z.union(
  [
    z.object({
      type: z.literal('recurring'),
      startTime: timeOfDay,
      endTime: timeOfDay,
      daysOfWeek: z.array(z.number().int().min(0).max(6)).optional(),
    }),
    z.object({ type: z.literal('one-off'), start: moment, end: moment }),
  ],
  { error: 'must be recurring with start_time and end_time, or one-off with start and end' },
);

const ConfigFile = z.object({
  model: text.default(''),
  thinkingModel: text.default(''),
  planningModel: text.default(''),
  executorModel: text.default(''),
  thinkingLevel: level.default('off'),
  thinkingModelThinkingLevel: level.default('off'),
  threadMode: threadMode.default('passive'),
  pulseEnabled: flag.default(true),
  pulseIntervalMinutes: whole(1).default(30),
  pulseColumns: names.default([]),
  pulseOffsetMinutes: whole(0).default(0),
  pulseBlackouts: z.array(blackout, { error: 'must be a list' }).default([]),
  pulseOneOffs: z.array(moment, { error: 'must be a list of dates and times' }).default([]),
  pulseContainerTimeoutMs: whole(1).default(120_000),
  coordination: z
    .object({
      maxConcurrentPulseSessions: whole(1).default(2),
      wakeGuardrails: z
        .object({
          cooldownSeconds: whole(0).default(300),
          maxWakesPerDay: whole(0).default(12),
          maxDailySessionMinutes: whole(0).default(120),
          maxWakesPerPairPerDay: whole(0).default(5),
        })
        .prefault({}),
    })
    .prefault({}),
  budgetPerDay: z
    .object({ usd: positive, tokens: whole(1), timeSec: positive }, { error: 'must be a map of usd, tokens and time_sec' })
    .partial()
    .optional(),
  maxConcurrentSteps: whole(1).default(2),
  tools: names.default(['read', 'write', 'bash']),
  allowedHosts: names.default([]),
  toolApproval: z.record(z.string(), policy, { error: 'must be a map from tools to auto, ask or deny' }).default({}),
  questionExpirySec: whole(1)
    .max(LONGEST_WAIT_SEC, { error: `must be at most ${LONGEST_WAIT_SEC}` })
    .default(24 * 60 * 60),
});
type ConfigFile = z.infer<typeof ConfigFile>;

const ConfigPatch = z
  .object(
    {
      model: modelName,
      thinkingModel: modelName,
      planningModel: modelName,
      executorModel: modelName,
      thinkingLevel: level,
      thinkingModelThinkingLevel: level,
      threadMode,
      pulseEnabled: flag,
      pulseIntervalMinutes: whole(1),
      pulseColumns: names,
      pulseContainerTimeoutMs: whole(1),
      timeout: whole(0),
      maxRetries: whole(0),
      budgetPerDay: z
        .object(
          { usd: positive.nullable(), tokens: whole(1).nullable(), timeSec: positive.nullable() },
          { error: 'must be an object of usd, tokens and timeSec' },
        )
        .partial(),
      coordination: z
        .object(
          {
            maxConcurrentPulseSessions: whole(1),
            wakeGuardrails: z
              .object(
                { cooldownSeconds: whole(0), maxWakesPerDay: whole(0), maxDailySessionMinutes: whole(0), maxWakesPerPairPerDay: whole(0) },
                { error: 'must be an object' },
              )
              .partial(),
          },
          { error: 'must be an object' },
        )
        .partial(),
    },
    { error: 'must be an object' },
  )
  .partial();

/** Values that YAML 1.1 readers would misread (`off`, `23:00`) are quoted when they are written. */
const YAML_OPTIONS = { compat: 'yaml-1.1', prettyErrors: false, logLevel: 'silent' } as const;

export interface ReadConfig {
  config: AgentConfig;
  settings: AgentSettings;
  /** One per member that cannot be used; its default stands instead. */
  problems: string[];
}

/** Reads a `config.yml`. Never throws: what cannot be used is a problem, in the words of the file. */
export function readAgentConfig(yaml: string): ReadConfig {
  const document = parseDocument(yaml, YAML_OPTIONS);
  const problem = unusable(document);
  // whoever may have asked to be asked is
  if (problem) return { ...interpret({ toolApproval: { default: 'ask' } }), problems: [problem] };

  const members = camelCaseKeys(document.toJS() as Record<string, unknown> | null);
  const issues = ConfigFile.safeParse(members).error?.issues ?? [];
  for (const { path } of issues) {
    const [key, tool] = path;
    if (key !== 'toolApproval') removeAt(members, path);
    else if (tool === undefined) members.toolApproval = { default: 'ask' };
    else (members.toolApproval as Record<string, unknown>)[String(tool)] = 'ask';
  }
  return { ...interpret(members), problems: issues.map(({ path, message }) => `${path.map(snakeCase).join('.')} ${message}`) };
}

/**
 * Changes members of a `config.yml` and leaves everything else in it as it is: comments, order, unknown keys.
 * @returns the new text and what it says, in the keys of the file; or why the old text cannot be changed.
 * @throws {BadUserInputError} when the patch breaks a rule; each issue names its field.
 */
export function patchAgentConfig(yaml: string, patch: unknown): { yaml: string; content: Record<string, unknown> } | { problem: string } {
  const parsed = ConfigPatch.safeParse(patch);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), rule: message }));
    throw new BadUserInputError(issues.map(({ path, rule }) => `${path || 'The config'} ${rule}`).join('; '), issues);
  }
  const document = parseDocument(yaml, YAML_OPTIONS);
  const problem = unusable(document);
  if (problem) return { problem };

  setMembers(document, [], parsed.data);
  return { yaml: document.toString({ lineWidth: 0 }), content: (document.toJS() ?? {}) as Record<string, unknown> };
}

function setMembers(document: Document, path: readonly string[], members: Record<string, unknown>): void {
  if (path.length > 0 && !isMap(document.getIn(path, true))) document.setIn(path, document.createNode({}));
  for (const [key, value] of Object.entries(members)) {
    const at = [...path, snakeCase(key)];
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) setMembers(document, at, value as Record<string, unknown>);
    else if (value !== undefined) document.setIn(at, Array.isArray(value) ? document.createNode(value) : value);
  }
}

/** Why nothing can be read from a document, or null. */
function unusable(document: Document.Parsed): string | null {
  const [error] = document.errors;
  if (error) return error.message;
  try {
    document.toJS();
  } catch (cause) {
    return cause instanceof Error ? cause.message : 'cannot be read';
  }
  return document.contents === null || isMap(document.contents) || document.toJS() === null ? null : 'must be a map of settings';
}

function interpret(members: Record<string, unknown>): Pick<ReadConfig, 'config' | 'settings'> {
  const {
    maxConcurrentSteps,
    tools,
    allowedHosts,
    toolApproval,
    questionExpirySec,
    pulseOffsetMinutes,
    pulseBlackouts,
    pulseOneOffs,
    ...config
  } = ConfigFile.parse(members);
  const { maxConcurrentPulseSessions, wakeGuardrails } = config.coordination;
  const pulse: PulsePlan = {
    enabled: config.pulseEnabled,
    intervalMinutes: config.pulseIntervalMinutes,
    offsetMinutes: pulseOffsetMinutes,
    blackouts: pulseBlackouts,
    oneOffs: pulseOneOffs,
    columns: config.pulseColumns,
    timeoutMs: config.pulseContainerTimeoutMs,
    maxSessions: maxConcurrentPulseSessions,
    cooldownSeconds: wakeGuardrails.cooldownSeconds,
    maxWakesPerDay: wakeGuardrails.maxWakesPerDay,
    maxDailySessionMinutes: wakeGuardrails.maxDailySessionMinutes,
  };
  return {
    config,
    settings: {
      maxConcurrentSteps,
      tools,
      allowedHosts,
      toolApproval,
      questionExpirySec,
      model: config.model.trim() || null,
      thinkingLevel: config.thinkingLevel,
      budgetPerDay: { usd: null, tokens: null, timeSec: null, ...config.budgetPerDay },
      pulse,
    },
  };
}

/** Members under their camelCase names. The snake_case spelling wins over the camelCase one; members without a value are left out. */
function camelCaseKeys(map: Record<string, unknown> | null): Record<string, unknown> {
  const entries = Object.entries(map ?? {}).filter(([, value]) => value !== null);
  entries.sort(([a], [b]) => Number(a.includes('_')) - Number(b.includes('_')));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const name = key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
      return [name, name === 'toolApproval' ? value : camelCaseValue(value)]; // its keys are names of tools
    }),
  );
}

function camelCaseValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCaseValue);
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? camelCaseKeys(value as Record<string, unknown>) : value;
}

function snakeCase(key: PropertyKey): string {
  return String(key).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Removes the member that a path leads to; a path into a list removes the list. */
function removeAt(members: Record<string, unknown>, [key, ...rest]: PropertyKey[]): void {
  const value = members[String(key)];
  if (rest.length > 0 && value !== null && typeof value === 'object' && !Array.isArray(value))
    removeAt(value as Record<string, unknown>, rest);
  else delete members[String(key)];
}
