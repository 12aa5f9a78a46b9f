import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadUserInputError, ConflictError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import { rotateColumn } from '../secrets/rotate-column.ts';
import { checkTransport } from '../net/transport.ts';
import { mask } from '../secrets/mask.ts';

/** A provider through which people sign in, without its secret. */
export interface LoginProvider {
  id: string;
  slug: string;
  name: string;
  issuerUrl: string;
  clientId: string;
  maskedClientSecret: string;
  scopes: string;
  buttonText: string | null;
  buttonColor: string | null;
  iconUrl: string | null;
  autoDiscovery: boolean;
  authorizationEndpoint: string | null;
  tokenEndpoint: string | null;
  userinfoEndpoint: string | null;
  jwksUri: string | null;
  enabled: boolean;
  autoCreate: boolean;
  allowedEmailDomains: string[];
  trustsEmails: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt: number;
}

/** What a page for signing in shows of a provider. */
export type LoginButton = Pick<LoginProvider, 'id' | 'slug' | 'name' | 'buttonColor' | 'iconUrl'> & { buttonText: string };

type Stored = Omit<LoginProvider, 'maskedClientSecret'> & { /** Encrypted. */ clientSecret: string };

const COLUMNS = {
  slug: 'slug',
  name: 'name',
  issuerUrl: 'issuer_url',
  clientId: 'client_id',
  clientSecret: 'client_secret',
  scopes: 'scopes',
  buttonText: 'button_text',
  buttonColor: 'button_color',
  iconUrl: 'icon_url',
  autoDiscovery: 'auto_discovery',
  authorizationEndpoint: 'authorization_endpoint',
  tokenEndpoint: 'token_endpoint',
  userinfoEndpoint: 'userinfo_endpoint',
  jwksUri: 'jwks_uri',
  enabled: 'enabled',
  autoCreate: 'auto_create',
  allowedEmailDomains: 'allowed_email_domains',
  trustsEmails: 'trusts_emails',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;
const PROVIDER = `id, ${Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ')}`;
const ENDPOINTS = ['authorizationEndpoint', 'tokenEndpoint', 'userinfoEndpoint', 'jwksUri'] as const;
const MOST_PROVIDERS = 50;

export async function listLoginProviders(context: Context): Promise<LoginProvider[]> {
  const { rows } = await context.pool.query<Stored>(`select ${PROVIDER} from oidc_providers order by name, slug`);
  return rows.map((row) => shown(context, row));
}

/** @throws {NotFoundError} */
export async function findLoginProvider(context: Context, id: string): Promise<LoginProvider> {
  return shown(context, await stored(context, 'id', id));
}

export async function listLoginButtons({ pool }: Pick<Context, 'pool'>): Promise<LoginButton[]> {
  const { rows } = await pool.query<LoginButton>(
    `select id, slug, name, coalesce(button_text, 'Sign in with ' || name) as "buttonText", button_color as "buttonColor", icon_url as "iconUrl"
     from oidc_providers where enabled order by name, slug`,
  );
  return rows;
}

/** A provider with its secret, for asking it. */
export interface UsableProvider extends LoginProvider {
  clientSecret: string;
}

/** @throws {NotFoundError} when there is none, or it is disabled. */
export async function usableProvider(context: Context, slug: string): Promise<UsableProvider> {
  const row = await stored(context, 'slug', slug);
  if (!row.enabled) throw new NotFoundError('Login provider not found');
  return opened(context, row);
}

/** Whether it is enabled or not. @throws {NotFoundError} */
export async function providerToTest(context: Context, id: string): Promise<UsableProvider> {
  return opened(context, await stored(context, 'id', id));
}

/** What is given of a provider; null is as absent. */
export type LoginProviderInput = {
  [Name in keyof Omit<Stored, 'id' | 'createdAt' | 'updatedAt'>]?: Stored[Name] | null;
};

/** @throws {BadUserInputError} that names the field. @throws {ConflictError} when the slug is taken. */
export async function createLoginProvider(context: Context, input: LoginProviderInput): Promise<LoginProvider> {
  const id = newId('oidc');
  const now = Date.now();
  const given = await checked(context, {
    scopes: 'openid email profile',
    buttonText: null,
    buttonColor: null,
    iconUrl: null,
    autoDiscovery: true,
    authorizationEndpoint: null,
    tokenEndpoint: null,
    userinfoEndpoint: null,
    jwksUri: null,
    enabled: true,
    autoCreate: true,
    allowedEmailDomains: [],
    trustsEmails: false,
    ...present(input),
  } as Stored);
  if (!given.clientSecret) throw invalid('clientSecret', 'must not be empty');
  const row = { ...given, clientSecret: context.cipher.encrypt(given.clientSecret, recordOf(id)), createdAt: now, updatedAt: now };
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const { rowCount } = await context.pool.query(
    `insert into oidc_providers (id, ${names.map((name) => COLUMNS[name]).join(', ')})
     select $1, ${names.map((name, index) => `$${index + 2}::${typeOf(row[name])}`).join(', ')}
     where (select count(*) from oidc_providers) < ${MOST_PROVIDERS} on conflict (slug) do nothing`,
    [id, ...names.map((name) => row[name])],
  );
  if (rowCount === 0) throw new ConflictError(`The slug is taken, or there are ${MOST_PROVIDERS} login providers already`);
  await audit(context, { action: 'oidc.provider.create', target: id, details: { slug: row.slug } });
  return findLoginProvider(context, id);
}

/**
 * Changes what is given. Logins that were begun through it are over.
 * @throws {NotFoundError} @throws {BadUserInputError} that names the field.
 */
export async function updateLoginProvider(context: Context, id: string, input: Omit<LoginProviderInput, 'slug'>): Promise<LoginProvider> {
  const before = await stored(context, 'id', id);
  const secret = context.cipher.decrypt(before.clientSecret, recordOf(id));
  const { clientSecret: said, ...changes } = present(input);
  const next = said && said !== mask(secret) ? said : null;
  const after = await checked(context, { ...before, ...changes, clientSecret: next ?? secret });
  // or whoever may change an address could have the secret, which nobody may read, sent to a server of theirs
  for (const name of ['issuerUrl', 'tokenEndpoint'] as const)
    if (next === null && after[name] && originOf(after[name]) !== originOf(before[name] ?? before.issuerUrl))
      throw invalid('clientSecret', `must be given anew with another server's ${name}: it is sent there`);
  const row = { ...after, clientSecret: next === null ? before.clientSecret : context.cipher.encrypt(next, recordOf(id)) };
  const names = Object.keys(COLUMNS).filter((name) => !['slug', 'createdAt', 'updatedAt'].includes(name)) as (keyof typeof COLUMNS)[];
  await context.pool.query(
    `with begun as (delete from oidc_logins where provider_id = $1)
     update oidc_providers set updated_at = $2, ${names.map((name, index) => `${COLUMNS[name]} = $${index + 3}`).join(', ')} where id = $1`,
    [id, Date.now(), ...names.map((name) => row[name])],
  );
  const changed = [...Object.keys(changes), ...(next === null ? [] : ['clientSecret'])];
  await audit(context, { action: 'oidc.provider.update', target: id, details: { changed } });
  return findLoginProvider(context, id);
}

/** @throws {NotFoundError} */
export async function deleteLoginProvider(context: Context, id: string): Promise<void> {
  const { rowCount } = await context.pool.query('delete from oidc_providers where id = $1', [id]);
  if (rowCount === 0) throw new NotFoundError('Login provider not found');
  await audit(context, { action: 'oidc.provider.delete', target: id });
}

/** Encrypts anew what an earlier key closed. @returns how many. */
export function rotateClientSecrets({ pool, cipher }: Pick<Context, 'pool' | 'cipher'>): Promise<number> {
  return rotateColumn(pool, cipher, { table: 'oidc_providers', column: 'client_secret', recordOf });
}

async function stored({ pool }: Pick<Context, 'pool'>, column: 'id' | 'slug', value: string): Promise<Stored> {
  const { rows } = await pool.query<Stored>(`select ${PROVIDER} from oidc_providers where ${column} = $1`, [value]);
  if (!rows[0]) throw new NotFoundError('Login provider not found');
  return rows[0];
}

function opened(context: Pick<Context, 'cipher'>, row: Stored): UsableProvider {
  const clientSecret = context.cipher.decrypt(row.clientSecret, recordOf(row.id));
  return { ...row, clientSecret, maskedClientSecret: mask(clientSecret) };
}

function shown(context: Pick<Context, 'cipher'>, row: Stored): LoginProvider {
  const { clientSecret: _hidden, ...provider } = opened(context, row);
  return provider;
}

/** What a client secret is encrypted as. */
function recordOf(id: string): string {
  return `oidc_providers.client_secret:${id}`;
}

function present(input: LoginProviderInput): Partial<Stored> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));
}

/** @throws {BadUserInputError} that names the first field that is wrong. */
async function checked({ guardedFetch }: Pick<Context, 'guardedFetch'>, input: Stored): Promise<Stored> {
  const url = async (name: 'issuerUrl' | (typeof ENDPOINTS)[number]): Promise<string | null> => {
    const text = input[name]?.trim() || null;
    if (text === null) return null;
    const parsed = guardedFetch.checkUrl(text, name);
    if (text.length > 2_000 || parsed.username || parsed.hash) throw invalid(name, 'must be a URL without user name and fragment');
    await checkTransport(parsed, name);
    return text;
  };
  const text = (name: 'name' | 'clientId' | 'buttonText', most: number) => {
    const trimmed = input[name]?.trim() ?? '';
    if (trimmed.length > most) throw invalid(name, `must have at most ${most} characters`);
    return trimmed;
  };
  const required = (name: 'name' | 'clientId', most: number) => text(name, most) || refuse(name, 'must not be empty');
  const { slug, clientSecret } = input;
  if (!/^[a-z0-9][a-z0-9-]{1,31}$/.test(slug)) throw invalid('slug', 'must have 2 to 32 lower-case letters, digits and hyphens');
  if (clientSecret.length > 2_000) throw invalid('clientSecret', 'must have at most 2000 characters');
  const issuerUrl = (await url('issuerUrl')) ?? refuse('issuerUrl', 'must not be empty');
  if (issuerUrl.includes('?') || issuerUrl.includes('/.well-known/'))
    throw invalid('issuerUrl', 'must be the issuer itself, without a query and without /.well-known');
  const scopes = input.scopes.trim().split(/\s+/);
  if (!scopes.includes('openid') || scopes.length > 30 || scopes.some((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(scope)))
    throw invalid('scopes', 'must be words separated by spaces, openid among them');
  const buttonColor = input.buttonColor?.trim() || null;
  if (buttonColor !== null && !/^(#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,30})$/i.test(buttonColor))
    throw invalid('buttonColor', 'must be a colour such as #1a73e8 or teal');
  const iconUrl = input.iconUrl?.trim() || null;
  if (iconUrl !== null && (iconUrl.length > 32_768 || !/^(https:\/\/|data:image\/(png|jpeg|gif|webp|svg\+xml)[;,])/.test(iconUrl)))
    throw invalid('iconUrl', 'must be an https or data address of an image, of at most 32768 characters');
  const allowedEmailDomains = [...new Set(input.allowedEmailDomains.map((domain) => domain.trim().toLowerCase()))];
  if (allowedEmailDomains.length > 100 || allowedEmailDomains.some((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain)))
    throw invalid('allowedEmailDomains', 'must be domains such as example.com, at most 100');
  const endpoints = {
    authorizationEndpoint: await url('authorizationEndpoint'),
    tokenEndpoint: await url('tokenEndpoint'),
    userinfoEndpoint: await url('userinfoEndpoint'),
    jwksUri: await url('jwksUri'),
  };
  if (!input.autoDiscovery)
    for (const name of ENDPOINTS)
      if (endpoints[name] === null && name !== 'userinfoEndpoint') throw invalid(name, 'must be given when autoDiscovery is off');
  return {
    ...input,
    ...endpoints,
    name: required('name', 100),
    clientId: required('clientId', 500),
    issuerUrl,
    scopes: scopes.join(' '),
    buttonText: text('buttonText', 100) || null,
    buttonColor,
    iconUrl,
    allowedEmailDomains,
  };
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}

/** PostgreSQL does not infer the type of a parameter that is selected. */
function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'text[]';
  return typeof value === 'number' ? 'bigint' : typeof value === 'boolean' ? 'boolean' : 'text';
}

function refuse(path: string, rule: string): never {
  throw invalid(path, rule);
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
