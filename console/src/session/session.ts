import { graphql } from '../gql/gql.ts';
import type { SignedInFragment, ViewerQuery } from '../gql/graphql.ts';
import { alone } from './alone.ts';
import { ask, Refusal } from './ask.ts';

const AuthStatus = graphql(`
  query AuthStatus {
    authStatus {
      authEnabled
      setupComplete
    }
  }
`);
const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      id
      email
      displayName
      isAdmin
      totpEnabled
      scopes
    }
  }
`);
const RefreshSession = graphql(`
  mutation RefreshSession($refreshToken: String!) {
    refreshSession(refreshToken: $refreshToken) {
      ...SignedIn
    }
  }
  fragment SignedIn on SignedIn {
    accessToken
    refreshToken
    expiresIn
    user {
      id
      isAdmin
    }
  }
`);
const Logout = graphql(`
  mutation Logout($refreshToken: String!) {
    logout(refreshToken: $refreshToken)
  }
`);
const LogoutEverywhere = graphql(`
  mutation LogoutEverywhere {
    logoutEverywhere
  }
`);

export type Viewer = ViewerQuery['viewer'];

export type SessionState =
  | { phase: 'unknown' }
  | { phase: 'unreachable'; problem: string }
  /** Authentication is off. */
  | { phase: 'open' }
  /** Nobody can sign in yet. */
  | { phase: 'not-set-up' }
  /** @param note why, when it was not the person's own wish. */
  | { phase: 'signed-out'; note: string | null }
  | { phase: 'signed-in'; viewer: Viewer };

interface Access {
  token: string;
  /** Epoch milliseconds. */
  from: number;
  until: number;
}

const REFRESH_KEY = 'djinnbot_refresh_token';
/** Where the access token is while a page of this tab gives way to the next. */
const HANDOVER_KEY = 'djinnbot_access_token';
const ENDED = 'Your session has ended. Sign in again.';

/**
 * Who is signed in, in this tab. The refresh token is shared with the other tabs and good for once, so that it is only ever sent by one of
 * them at a time; the access token stays in memory.
 */
class Session {
  #state: SessionState = { phase: 'unknown' };
  #access: Access | null = null;
  #refreshing: Promise<void> | null = null;
  readonly #listeners = new Set<() => void>();

  /** Finds out how things are; called once a page, and again when the server was not there. */
  async begin(): Promise<void> {
    try {
      const { authStatus } = await ask(AuthStatus, {});
      if (!authStatus.authEnabled) this.#become({ phase: 'open' });
      else if (!authStatus.setupComplete) this.#become({ phase: 'not-set-up' });
      else if (!localStorage.getItem(REFRESH_KEY)) this.#end(null);
      else await this.#enter();
    } catch (error) {
      this.#become({ phase: 'unreachable', problem: (error as Error).message });
    }
  }

  get state(): SessionState {
    return this.#state;
  }

  /** @returns how to hear no more of it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on with a pair of tokens that the server gave. */
  async adopt({ accessToken, refreshToken, expiresIn, user }: SignedInFragment): Promise<void> {
    const now = Date.now();
    localStorage.setItem(REFRESH_KEY, refreshToken);
    this.#access = { token: accessToken, from: now, until: now + expiresIn * 1_000 };
    const known = this.#state.phase === 'signed-in' ? this.#state.viewer : null;
    if (known?.id !== user.id || known.isAdmin !== user.isAdmin) await this.#learnViewer();
  }

  /**
   * An access token that is good for a while yet; null with nobody signed in.
   * @param refused one that the server no longer takes.
   * @throws {TypeError} when the server is not there.
   */
  async accessToken(refused?: string): Promise<string | null> {
    if (this.#state.phase === 'open') return null;
    if (!this.#access || this.#access.token === refused || isNearItsEnd(this.#access)) await this.#refresh();
    return this.#access?.token ?? null;
  }

  /** The server takes the access token no more. */
  refuse(): void {
    this.#access = null;
  }

  /** As `fetch`, as whoever is signed in. A token that is refused is renewed, once. */
  readonly fetch: typeof fetch = async (input, init) => {
    const token = await this.accessToken();
    const response = await fetch(input, withToken(init, token));
    if (response.status !== 401) return response;
    if (this.#state.phase === 'open') void this.begin();
    const next = token && (await this.accessToken(token));
    return next ? fetch(input, withToken(init, next)) : response;
  };

  /** In this browser, where nothing is left of the session even when the server is away. */
  async signOut(): Promise<void> {
    const token = await this.accessToken().catch(() => null);
    await alone(async () => {
      await ask(Logout, { refreshToken: localStorage.getItem(REFRESH_KEY) ?? '' }, token).catch(() => undefined);
      this.#end(null);
    });
  }

  /** @throws {Refusal} @throws {TypeError} when it was not done. */
  async signOutEverywhere(): Promise<void> {
    await ask(LogoutEverywhere, {}, await this.accessToken());
    this.#end(null);
  }

  /** Keeps step with the other tabs. */
  listen(): void {
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== REFRESH_KEY) return;
      if (newValue === null) this.#end(ENDED);
      else if (this.#state.phase === 'signed-out' || this.#state.phase === 'not-set-up') void this.begin();
    });
    addEventListener('pagehide', () => {
      if (this.#access) sessionStorage.setItem(HANDOVER_KEY, JSON.stringify(this.#access));
    });
    addEventListener('pageshow', () => sessionStorage.removeItem(HANDOVER_KEY));
    this.#access = JSON.parse(sessionStorage.getItem(HANDOVER_KEY) ?? 'null') as Access | null;
  }

  async #enter(): Promise<void> {
    const token = await this.accessToken();
    if (!token || this.#state.phase === 'signed-in') return;
    await this.#learnViewer().catch(async (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      await this.accessToken(token); // what was handed over is good no more
    });
  }

  async #learnViewer(): Promise<void> {
    const { viewer } = await ask(ViewerDocument, {}, this.#access?.token);
    this.#become({ phase: 'signed-in', viewer });
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= alone(() => this.#exchange()).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #exchange(): Promise<void> {
    const refreshToken = localStorage.getItem(REFRESH_KEY);
    if (!refreshToken) return this.#end(ENDED);
    try {
      const { refreshSession } = await ask(RefreshSession, { refreshToken });
      await this.adopt(refreshSession);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'UNAUTHENTICATED') throw error;
      this.#end(ENDED);
    }
  }

  #end(note: string | null): void {
    this.#access = null;
    localStorage.removeItem(REFRESH_KEY);
    sessionStorage.removeItem(HANDOVER_KEY);
    if (this.#state.phase !== 'signed-out') this.#become({ phase: 'signed-out', note });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new Session();

/** With less than a minute left, or a fifth of its time: what is sent with it has to arrive, too. */
function isNearItsEnd({ from, until }: Access): boolean {
  return until - Date.now() < Math.min(60_000, (until - from) / 5);
}

function withToken(init: RequestInit | undefined, token: string | null): RequestInit | undefined {
  if (!token) return init;
  const headers = new Headers(init?.headers);
  // whoever named somebody else means it
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
}
