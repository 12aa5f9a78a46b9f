import { z } from 'zod';
import { BadUserInputError } from '../errors.ts';
import { mask } from '../secrets/mask.ts';

/** How a server is reached: a program that is started, or a URL. As the entries of `mcpServers` that other programs read, too. */
export type McpConfig = z.infer<typeof Stdio> | z.infer<typeof Remote>;

const texts = z.record(z.string(), z.string({ error: 'must be text' }), { error: 'must be an object whose values are text' });
const common = {
  /** Milliseconds that one call may take. */
  timeout: z.number().int().min(1_000).max(3_600_000).optional(),
  disabled: z.boolean().optional(),
};

const Stdio = z.object({
  type: z.literal('stdio').optional(),
  command: z.string({ error: 'must be the name of a program' }).min(1).max(1_000),
  args: z
    .array(z.string({ error: 'must be text' }).max(10_000))
    .max(200)
    .default([]),
  env: texts.default({}),
  cwd: z.string().max(1_000).optional(),
  ...common,
});
const Remote = z.object({
  type: z.enum(['sse', 'streamable-http', 'http']).default('streamable-http'),
  url: z.string({ error: 'must be a URL' }).max(2_000),
  headers: texts.default({}),
  ...common,
});

/** @throws {BadUserInputError} that names the member and its rule. */
export function parseMcpConfig(value: unknown): McpConfig {
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if ('command' in members === 'url' in members) throw invalid('config', 'must have either a command or a url');
  const parsed = ('command' in members ? Stdio : Remote).safeParse(value);
  if (parsed.success) {
    for (const name of Object.keys('env' in parsed.data ? parsed.data.env : {}))
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw invalid('config.env', 'must have names of letters, digits and _');
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  throw invalid(['config', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not an entry of mcpServers');
}

export function isStdio(config: McpConfig): config is z.infer<typeof Stdio> {
  return 'command' in config;
}

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Names of the secrets that a configuration refers to as `${NAME}`. */
export function referencesOf(config: McpConfig): string[] {
  return [...new Set([...JSON.stringify(config).matchAll(REFERENCE)].map((match) => match[1] ?? ''))];
}

/** The configuration with secrets in the places of their names. */
export function withSecrets(config: McpConfig, secrets: ReadonlyMap<string, string>): McpConfig {
  const fill = (text: string) => text.replace(REFERENCE, (whole, name: string) => secrets.get(name) ?? whole);
  const fillAll = (record: Record<string, string>) => Object.fromEntries(Object.entries(record).map(([key, text]) => [key, fill(text)]));
  return isStdio(config)
    ? { ...config, args: config.args.map(fill), env: fillAll(config.env) }
    : { ...config, url: fill(config.url), headers: fillAll(config.headers) };
}

/** What must not be seen in a log: every value of the environment and of the headers, and every secret. */
export function confidentialIn(config: McpConfig, secrets: ReadonlyMap<string, string>): string[] {
  const own = Object.values(isStdio(config) ? config.env : config.headers).flatMap((text) => [text, text.replace(/^Bearer /i, '')]);
  return [...new Set([...own, ...secrets.values()])].filter((text) => text.length >= 6).sort((a, b) => b.length - a.length);
}

/** The configuration for people: values of environment and headers are masked, references to secrets stay. */
export function maskedConfig(config: McpConfig): McpConfig {
  const hide = (record: Record<string, string>) =>
    Object.fromEntries(Object.entries(record).map(([key, text]) => [key, text === '' || isReference(text) ? text : mask(text)]));
  return isStdio(config) ? { ...config, env: hide(config.env) } : { ...config, headers: hide(config.headers) };
}

/** A configuration that came back with masks in it, with what they stand for. */
export function unmasked(config: McpConfig, stored: McpConfig): McpConfig {
  const show = (record: Record<string, string>, before: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(record).map(([key, text]) => {
        const kept = before[key];
        return [key, kept !== undefined && text === mask(kept) ? kept : text];
      }),
    );
  if (isStdio(config)) return isStdio(stored) ? { ...config, env: show(config.env, stored.env) } : config;
  return isStdio(stored) ? config : { ...config, headers: show(config.headers, stored.headers) };
}

function isReference(text: string): boolean {
  return /^(Bearer )?\$\{[A-Za-z_][A-Za-z0-9_]*\}$/i.test(text);
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
