import { resolve } from 'node:path';
import { z } from 'zod';
import ipaddr from 'ipaddr.js';
import type { AuthConfig } from './auth/auth.ts';
import { ConfigError } from './config-error.ts';
import type { GithubConfig } from './github/github-app.ts';
import type { SecretKeys } from './secrets/secret-key.ts';

const KEY = /^[0-9a-f]{64}$/i;
const KEY_RULE = '64 hexadecimal digits, such as openssl rand -hex 32 makes';

/** What the environment may say. Every variable of the product is read here and nowhere else. */
const Environment = z.object({
  PORT: z.coerce.number({ error: 'a port number from 0 to 65535' }).int().min(0).max(65_535).default(8000),
  HOST: z.string().default('127.0.0.1'),
  ALLOWED_HOSTS: list(),
  CORS_ORIGINS: list('loopback'),
  PRIVATE_NETWORKS: list('loopback').refine(
    (words) => words.every((word) => ['none', 'loopback', 'private'].includes(word) || isNetwork(word)),
    { error: 'none, or a list of loopback, private and networks such as 10.1.0.0/16' },
  ),
  SECRET_KEY: hexKey().optional(),
  SECRET_ENCRYPTION_KEY: hexKey().optional(),
  SECRET_KEY_PREVIOUS: list().refine((keys) => keys.every((key) => KEY.test(key)), { error: `a list of keys, each ${KEY_RULE}` }),
  AUTH_ENABLED: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false'], { error: 'true or false' }))
    .default('false'),
  AUTH_SECRET_KEY: z.string().min(32, { error: '32 characters or more, such as openssl rand -hex 32 makes' }).optional(),
  AUTH_ACCESS_TOKEN_TTL: seconds(30, 86_400, 900),
  AUTH_REFRESH_TOKEN_TTL: seconds(60, 31_536_000, 604_800),
  AUTH_TOTP_ISSUER: z.string().max(64, { error: 'a name of at most 64 characters' }).default('DjinnBot'),
  PUBLIC_URL: url('http:', 'https:')
    .refine((text) => isOrigin(text), { error: 'a URL without a path, such as https://djinn.example' })
    .optional(),
  TRUSTED_PROXIES: list().refine((words) => words.every((word) => isNetwork(word) || ipaddr.isValid(word)), {
    error: 'a list of addresses and networks, such as 10.0.0.2 or 10.1.0.0/16',
  }),
  RATE_LIMIT_PER_MINUTE: z.coerce.number({ error: 'a whole number, 0 for no limit' }).int().min(0).default(6_000),
  MAX_STREAMS_PER_CLIENT: z.coerce.number({ error: 'a whole number, 0 for no limit' }).int().min(0).default(1_000),
  ENGINE_INTERNAL_TOKEN: z.string().min(16, { error: 'a token of 16 characters or more' }).optional(),
  TOOLS_SANDBOX: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  DATA_DIR: z.string().default('./data'),
  CATALOG_DIR: z.string().optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  DEFAULT_MODEL: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, { error: 'provider/model, such as openai/gpt-5' })
    .optional(),
  EMBEDDING_MODEL: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, { error: 'provider/model, such as openai/text-embedding-3-small' })
    .optional(),
  DEMO_PACE_MS: z.coerce.number({ error: 'milliseconds, 0 or more' }).min(0).default(15),
  MAX_RUNS: z.coerce.number({ error: 'a whole number, 1 or more' }).int().min(1).default(1000),
  CHAT_HISTORY_TOKENS: z.coerce.number({ error: 'a whole number of tokens, 1000 or more' }).int().min(1000).default(60_000),
  GITHUB_APP_ID: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'a number' })
    .optional(),
  GITHUB_APP_CLIENT_ID: z.string().optional(),
  GITHUB_APP_WEBHOOK_SECRET: z.string().optional(),
  GITHUB_WEBHOOK_SECRET: z.string().optional(),
  GITHUB_APP_PRIVATE_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine((text) => text.includes('PRIVATE KEY-----'), { error: 'the text of a PEM file' })
    .optional(),
  GITHUB_APP_PRIVATE_KEY_PATH: z.string().default('/secrets/github-app.pem'),
  GITHUB_APP_NAME: z.string().default('djinnbot'),
  GITHUB_API_URL: url('http:', 'https:').default('https://api.github.com'),
  GITHUB_URL: url('http:', 'https:').default('https://github.com'),
  GITHUB_LABEL: z.string().default('djinnbot'),
  GITHUB_PIPELINE: z.string().default('resolve'),
  EVENT_RETENTION_DAYS: z.coerce.number({ error: 'days, 1 or more' }).int().min(1).default(30),
  EVENT_DIALECT: z.enum(['native', 'upstream'], { error: 'native or upstream' }).default('native'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  OTEL_EXPORTER_OTLP_HEADERS: list().refine((pairs) => pairs.every((pair) => headerOf(pair) !== null), {
    error: 'a list of name=value, with values percent-encoded',
  }),
  OTEL_SERVICE_NAME: z.string().default('djinnbot'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { error: 'trace, debug, info, warn, error, fatal or silent' })
    .default('info'),
  /** Names a point between two effects at which the process kills itself; for crash tests. */
  FAILPOINT: z.string().optional(),
});

/** A collector of OpenTelemetry, and how it is spoken to. */
export interface TracingConfig {
  /** Base URL: spans go to `/v1/traces` below it. */
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
}

export interface Config {
  port: number;
  host: string;
  /** Host names besides loopback that requests may be addressed to. */
  allowedHosts: string[];
  /** `*`, `loopback` or origins. */
  corsOrigins: string[];
  /** What callers' URLs may lead to besides the public internet. */
  privateNetworks: string[];
  secretKeys: SecretKeys;
  auth: AuthConfig;
  /** Addresses and networks of proxies that are believed who they call for. */
  trustedProxies: string[];
  /** What one client may ask of this node; 0 is no limit. */
  limits: { requestsPerMinute: number; streams: number };
  /** Whether commands of agents are locked up. */
  toolsSandbox: boolean;
  dataDir: string;
  catalogDir: string;
  databaseUrl: string | undefined;
  /** Where nodes count together what clients ask for; absent: each for itself. */
  redisUrl: string | undefined;
  defaultModel: string | undefined;
  /** Finds memories by meaning. */
  embeddingModel: string | undefined;
  demoPaceMs: number;
  /** Runs that this node works on at a time; more wait for room. */
  maxRuns: number;
  /** Of a chat's history, in tokens, before it is summed up. */
  chatHistoryTokens: number;
  github: GithubConfig & { label: string; pipelineId: string };
  eventRetentionDays: number;
  eventDialect: 'native' | 'upstream';
  /** Where traces of runs go; null: nowhere. */
  tracing: TracingConfig | null;
  logLevel: string;
  failpoint: string | undefined;
  /** A provider's setting by the name of its environment variable (`OPENAI_API_KEY`); empty counts as absent. */
  providerSetting: (name: string) => string | undefined;
}

/**
 * Reads the configuration.
 * @param bundledCatalog the catalog that ships with the product, used when `CATALOG_DIR` is not set.
 * @throws {ConfigError} for the first value that is not allowed.
 */
export function readConfig(environment: NodeJS.ProcessEnv, bundledCatalog: string): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join('.')} must be ${issue?.message}`);
  }
  const values = parsed.data;
  const isEnabled = values.AUTH_ENABLED === 'true';
  if (values.GITHUB_APP_PRIVATE_KEY !== undefined && given.GITHUB_APP_PRIVATE_KEY_PATH !== undefined)
    throw new ConfigError('GITHUB_APP_PRIVATE_KEY must not be set beside GITHUB_APP_PRIVATE_KEY_PATH: each says where the one key is');
  const publicUrl = values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL);
  if (!isEnabled && !isLoopback(values.HOST)) {
    throw new ConfigError(
      `HOST must be a loopback address (127.0.0.1, ::1, localhost) while authentication is off: anyone who reaches ${values.HOST} would be the administrator. Set AUTH_ENABLED=true to listen there`,
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    allowedHosts: publicUrl ? [...values.ALLOWED_HOSTS, publicUrl.hostname] : values.ALLOWED_HOSTS,
    corsOrigins: values.CORS_ORIGINS,
    privateNetworks: values.PRIVATE_NETWORKS,
    secretKeys: { current: oneOf(values, 'SECRET_KEY', 'SECRET_ENCRYPTION_KEY'), previous: values.SECRET_KEY_PREVIOUS },
    auth: {
      isEnabled,
      secretKey: values.AUTH_SECRET_KEY,
      engineToken: values.ENGINE_INTERNAL_TOKEN,
      accessTtlSeconds: values.AUTH_ACCESS_TOKEN_TTL,
      refreshTtlSeconds: values.AUTH_REFRESH_TOKEN_TTL,
      totpIssuer: values.AUTH_TOTP_ISSUER,
      publicOrigin: publicUrl?.origin ?? null,
      redirectOrigins: values.CORS_ORIGINS.filter((word) => word !== '*'),
    },
    trustedProxies: values.TRUSTED_PROXIES,
    limits: { requestsPerMinute: values.RATE_LIMIT_PER_MINUTE, streams: values.MAX_STREAMS_PER_CLIENT },
    toolsSandbox: values.TOOLS_SANDBOX === 'on',
    dataDir: resolve(values.DATA_DIR),
    catalogDir: resolve(values.CATALOG_DIR ?? bundledCatalog),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    defaultModel: values.DEFAULT_MODEL,
    embeddingModel: values.EMBEDDING_MODEL,
    demoPaceMs: values.DEMO_PACE_MS,
    maxRuns: values.MAX_RUNS,
    chatHistoryTokens: values.CHAT_HISTORY_TOKENS,
    github: {
      appId: values.GITHUB_APP_ID,
      clientId: values.GITHUB_APP_CLIENT_ID,
      webhookSecret: oneOf(values, 'GITHUB_APP_WEBHOOK_SECRET', 'GITHUB_WEBHOOK_SECRET'),
      privateKey: values.GITHUB_APP_PRIVATE_KEY,
      privateKeyPath: values.GITHUB_APP_PRIVATE_KEY_PATH,
      appName: values.GITHUB_APP_NAME,
      apiUrl: values.GITHUB_API_URL.replace(/\/+$/, ''),
      webUrl: values.GITHUB_URL.replace(/\/+$/, ''),
      label: values.GITHUB_LABEL,
      pipelineId: values.GITHUB_PIPELINE,
    },
    eventRetentionDays: values.EVENT_RETENTION_DAYS,
    eventDialect: values.EVENT_DIALECT,
    tracing:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : {
            endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: Object.fromEntries(values.OTEL_EXPORTER_OTLP_HEADERS.flatMap((pair) => [headerOf(pair) ?? []])) as Record<
              string,
              string
            >,
            serviceName: values.OTEL_SERVICE_NAME,
          },
    logLevel: values.LOG_LEVEL,
    failpoint: values.FAILPOINT,
    providerSetting: (name) => environment[name]?.trim() || undefined,
  };
}

/** A value that has two names. @throws {ConfigError} when they say different things. */
function oneOf<K extends string>(values: Partial<Record<K, string>>, name: K, other: K): string | undefined {
  const [first, second] = [values[name], values[other]];
  if (first !== undefined && second !== undefined && first !== second)
    throw new ConfigError(`${name} must be the same as ${other}: they are two names of one setting`);
  return first ?? second;
}

function seconds(least: number, most: number, fallback: number) {
  const error = `a whole number of seconds from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error }).default(fallback);
}

/** Name and value of a header as OpenTelemetry writes them into one variable; null when it is none. */
function headerOf(pair: string): [string, string] | null {
  const [, name, value = ''] = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*)$/.exec(pair) ?? [];
  try {
    return name === undefined ? null : [name, decodeURIComponent(value)];
  } catch {
    return null;
  }
}

function hexKey() {
  return z.string().regex(KEY, { error: KEY_RULE });
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function isOrigin(text: string): boolean {
  return URL.parse(text)?.href === `${URL.parse(text)?.origin}/`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function list(fallback = '') {
  return z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
    );
}

function url(...protocols: string[]) {
  const message = `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error: message });
}
