import { isIP } from 'node:net';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Caller, Viewer } from '../context.ts';
import { UnauthenticatedError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Cipher } from '../secrets/cipher.ts';
import { createAttempts, type Attempts } from './attempts.ts';
import { ADMIN, ENGINE, hasScope, MEMBER } from './scopes.ts';
import { createTokens, hashOf, isSame, newOpaqueToken, type Credential, type Tokens } from './tokens.ts';

export interface AuthConfig {
  isEnabled: boolean;
  /** What access tokens are signed with; absent: derived from the secret key. */
  secretKey: string | undefined;
  /** Of the engine: may do everything and read what is secret. */
  engineToken: string | undefined;
  accessTtlSeconds: number;
  refreshTtlSeconds: number;
  totpIssuer: string;
  /** Where people reach this server, such as `https://djinn.example`; null: as each request addresses it. */
  publicOrigin: string | null;
  /** Besides this server's own: where providers of logins may send browsers back to. Origins, or `loopback`. */
  redirectOrigins: readonly string[];
}

/** Finds out who asks, and how long that holds. */
export interface Auth {
  config: AuthConfig;
  tokens: Tokens;
  attempts: Attempts;
  /** What whoever sets this server up from another machine has to show; printed at the start. */
  setupToken: string;
  /** Whose credential a caller shows. One that is no good makes nobody of them, and says why in `refusal`. */
  identify(caller: Caller): Promise<Viewer>;
  /** Who a viewer is by now, for connections that outlive a request: somebody with other rights, or nobody once the credential has ended. */
  current(viewer: Viewer): Promise<Viewer>;
  /** The items of a stream, until the viewer's credential ends: then it fails with an `UnauthenticatedError`. */
  whileSignedIn<T>(viewer: Viewer, items: AsyncIterator<T>): AsyncIterator<T>;
  /** Whether somebody's credentials ended or changed here: takes effect at once on this node, within seconds on others. */
  changed(): void;
  close(): void;
}

/** How long it is believed without asking the database who a credential belongs to. */
const BELIEVED_MS = 10_000;
/** How often streams are asked whether their viewer is still signed in. */
const WATCH_MS = 15_000;
const MOST_REMEMBERED = 10_000;
/** How exactly it is known when a key was used last. */
const USE_MS = 60_000;

const ANONYMOUS: Viewer = { id: 'anonymous', ownerId: null, scopes: ADMIN };
/** With authentication off and no engine token, whoever calls from this machine. */
const ANONYMOUS_ENGINE: Viewer = { ...ANONYMOUS, scopes: ENGINE };
const ENGINE_ITSELF: Viewer = { id: 'service:engine', ownerId: null, scopes: ENGINE };
/** With authentication on, those who showed nothing, or nothing that is good. */
const NOBODY: Viewer = { id: 'nobody', ownerId: null, scopes: [] };

export function isNobody({ id }: Viewer): boolean {
  return id === NOBODY.id;
}

/** A viewer who is a person; undefined for programs and with authentication off. */
export function userIdOf({ id }: Viewer): string | undefined {
  return id.startsWith('usr_') ? id : undefined;
}

export function createAuth(deps: { pool: Pool; cipher: Cipher; config: AuthConfig; redis: Redis | null; logger: Logger }): Auth {
  const { pool, config, logger } = deps;
  const tokens = createTokens(config.secretKey ? Buffer.from(config.secretKey) : deps.cipher.deriveKey('auth.tokens'));
  const believed = new Map<string, { viewer: Viewer | null; until: number }>();
  const watched = new Map<Credential, Set<() => void>>();
  const usedKeys = new Map<string, number>();

  async function remembered(key: string, find: () => Promise<Viewer | null>): Promise<Viewer | null> {
    const known = believed.get(key);
    if (known && known.until > Date.now()) return known.viewer;
    const viewer = await find();
    if (believed.size >= MOST_REMEMBERED) believed.clear();
    believed.set(key, { viewer, until: Date.now() + BELIEVED_MS });
    return viewer;
  }

  const bySession = (id: string) =>
    remembered(`session:${id}`, async () => {
      const { rows } = await pool.query<{ id: string; isAdmin: boolean }>(
        `select u.id, u.is_admin as "isAdmin" from auth_sessions s join users u on u.id = s.user_id
         where s.id = $1 and s.expires_at > $2 and u.is_active`,
        [id, Date.now()],
      );
      return rows[0] ? personOf(rows[0], `session:${id}`, null) : null;
    });

  const byKey = (column: 'id' | 'hash', value: string) =>
    remembered(`key:${value}`, async () => {
      const { rows } = await pool.query<KeyRow>(
        `select k.id, k.kind, k.scopes, k.agent_id as "agentId", u.id as "userId", u.is_admin as "isAdmin"
         from api_keys k left join users u on u.id = k.user_id
         where k.${column} = $1 and k.is_active and coalesce(k.expires_at, $2) >= $2 and (k.kind <> 'user' or u.is_active)`,
        [value, Date.now()],
      );
      return rows[0] ? viewerOfKey(rows[0]) : null;
    });

  const byCredential = (credential: Credential): Promise<Viewer | null> => {
    const id = credential.slice(credential.indexOf(':') + 1);
    return credential.startsWith('key:') ? byKey('id', id) : bySession(id);
  };

  async function viewerOf({ token, fromAddress }: Pick<Caller, 'token' | 'fromAddress'>): Promise<Viewer> {
    if (token === null) return NOBODY;
    if (config.engineToken && isSame(token, config.engineToken)) return ENGINE_ITSELF;
    if (token.startsWith('djb_')) {
      const viewer = await byKey('hash', hashOf(token));
      if (viewer?.credential) used(viewer.credential);
      return viewer ?? refused('The API key is not valid, or has ended');
    }
    const { type, credential } = await tokens.verify(token);
    if ((type !== 'access' && !(type === 'ticket' && fromAddress)) || !credential) return refused('The token is not one for requests');
    return (await byCredential(credential)) ?? refused('The session has ended; sign in again');
  }

  function used(credential: Credential): void {
    const id = credential.slice('key:'.length);
    const now = Date.now();
    if (now - (usedKeys.get(id) ?? 0) < USE_MS) return;
    if (usedKeys.size >= MOST_REMEMBERED) usedKeys.clear();
    usedKeys.set(id, now);
    pool
      .query('update api_keys set last_used_at = $2 where id = $1', [id, now])
      .catch((error: unknown) => logger.warn({ error }, 'the use of a key was not put down'));
  }

  async function look(): Promise<void> {
    for (const [credential, ends] of watched) if (!(await byCredential(credential))) for (const end of [...ends]) end();
  }
  const lookSafely = () => void look().catch((error: unknown) => logger.warn({ error }, 'credentials of streams could not be checked'));
  const watch = setInterval(lookSafely, WATCH_MS);
  watch.unref();

  return {
    config,
    tokens,
    attempts: createAttempts(deps.redis),
    setupToken: newOpaqueToken(18),
    async identify(caller) {
      if (!config.isEnabled) {
        const isEngine = config.engineToken ? isSame(caller.token ?? '', config.engineToken) : isOnThisMachine(caller);
        return isEngine ? ANONYMOUS_ENGINE : ANONYMOUS;
      }
      try {
        return await viewerOf(caller);
      } catch (error) {
        if (error instanceof UnauthenticatedError) return refused(error.message);
        throw error;
      }
    },
    async current(viewer) {
      return viewer.credential ? ((await byCredential(viewer.credential)) ?? refused('The session has ended; sign in again')) : viewer;
    },
    whileSignedIn<T>({ credential }: Viewer, items: AsyncIterator<T>) {
      if (!credential) return items;
      const over = Promise.withResolvers<never>();
      over.promise.catch(() => undefined);
      const ends = watched.get(credential) ?? new Set();
      watched.set(credential, ends);
      const end = () => over.reject(new UnauthenticatedError('The session has ended; sign in again'));
      ends.add(end);
      const forget = () => {
        ends.delete(end);
        if (ends.size === 0) watched.delete(credential);
      };
      const iterator: AsyncIterableIterator<T> = {
        async next() {
          try {
            const item = await Promise.race([items.next(), over.promise]);
            if (item.done) forget();
            return item;
          } catch (error) {
            forget();
            void items.return?.();
            throw error;
          }
        },
        async return() {
          forget();
          await items.return?.();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => iterator,
      };
      return iterator;
    },
    changed() {
      believed.clear();
      lookSafely();
    },
    close: () => clearInterval(watch),
  };
}

interface KeyRow {
  id: string;
  kind: 'user' | 'service' | 'agent';
  scopes: string[] | null;
  agentId: string | null;
  userId: string | null;
  isAdmin: boolean;
}

/** A person, by what they signed in with. @param scopes of a key that may less than they; null is all. */
function personOf({ id, isAdmin }: { id: string; isAdmin: boolean }, credential: Credential, scopes: readonly string[] | null): Viewer {
  const all = isAdmin ? ADMIN : MEMBER;
  return { id, ownerId: isAdmin ? null : id, scopes: scopes ?? [...all, 'account'], credential };
}

function viewerOfKey({ id, kind, scopes, agentId, userId, isAdmin }: KeyRow): Viewer {
  const credential: Credential = `key:${id}`;
  const named = scopes && ['self', ...scopes];
  // what was handed out while somebody was an admin does not outlive that
  if (kind === 'user' && userId) return personOf({ id: userId, isAdmin }, credential, named && within(named, isAdmin ? ADMIN : MEMBER));
  const service: Viewer = { id: `service:apikey:${id}`, ownerId: null, scopes: named ?? ENGINE, credential };
  return kind === 'agent' && agentId ? { ...service, scopes: ['self'], agentId } : service;
}

function within(scopes: readonly string[], all: readonly string[]): string[] {
  return scopes.filter((scope) => hasScope({ scopes: all }, scope));
}

function refused(refusal: string): Viewer {
  return { ...NOBODY, refusal };
}

/** Whether a call comes from this machine, and not through a proxy that stands on it. */
export function isOnThisMachine({ address, isForwarded }: Pick<Caller, 'address' | 'isForwarded'>): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return !isForwarded && isIP(plain) !== 0 && (plain === '::1' || plain.startsWith('127.'));
}
