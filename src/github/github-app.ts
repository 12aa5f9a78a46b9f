import { access, readFile } from 'node:fs/promises';
import { App } from '@octokit/app';
import { Octokit } from '@octokit/core';
import { NotFoundError, UnavailableError, UpstreamFailedError } from '../errors.ts';

export interface GithubConfig {
  appId: string | undefined;
  clientId: string | undefined;
  webhookSecret: string | undefined;
  /** The app's private key, as the text of a PEM file; absent: it is in the file. */
  privateKey: string | undefined;
  /** PEM file of the app's private key. */
  privateKeyPath: string;
  appName: string;
  /** `https://api.github.com`, or of GitHub Enterprise. */
  apiUrl: string;
  /** Where repositories are cloned from. */
  webUrl: string;
}

/** How the GitHub App of this server stands. */
export interface GithubStatus {
  configured: boolean;
  /** What is not there, in words. */
  missing: string[];
  appName: string | null;
  appId: number | null;
  /** GitHub answered the app's own question, the last time that it was asked. */
  healthy: boolean;
  message: string;
  installationUrl: string;
}

export interface GithubInstallation {
  installationId: number;
  accountLogin: string;
  accountType: string;
  accountAvatarUrl: string;
  appId: number;
  appSlug: string;
  repositorySelection: string;
  /** Epoch milliseconds. */
  installedAt: number;
}

export interface GithubRepository {
  owner: string;
  name: string;
  fullName: string;
  description: string | null;
  isPrivate: boolean;
  defaultBranch: string;
  htmlUrl: string;
  installationId: number;
}

/** Access to one repository for an hour. Never stored, never logged. */
export interface RepositoryToken {
  token: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  installationId: number;
}

/** GitHub, as the app that this server is there. */
export interface GithubApp {
  /** Answers at once with what is known; asks GitHub beside that when the answer is old. */
  status(): Promise<GithubStatus>;
  /** @throws {UnavailableError} when the app is not configured. @throws {UpstreamFailedError} */
  installations(): Promise<GithubInstallation[]>;
  /** Over all installations, or of one. */
  repositories(installationId: number | null): Promise<GithubRepository[]>;
  /** @param repository `owner/name`. @throws {NotFoundError} when the app is not installed there. */
  token(repository: string): Promise<RepositoryToken>;
  /** Makes a request as the installation on a repository. */
  request(repository: string, method: string, path: string, body?: Record<string, unknown>): Promise<Record<string, unknown>>;
  readonly webhookSecret: string | undefined;
  readonly webUrl: string;
}

const TIMEOUT_MS = 15_000;
const CHECK_EVERY_MS = 60_000;
const PAGE = 100;
const MOST_PAGES = 50;

export function createGithubApp(config: GithubConfig): GithubApp {
  let app: Promise<App> | null = null;
  let checked: { at: number; problem: string | null } | null = null;
  let checking: Promise<void> | null = null;

  async function connect(): Promise<App> {
    const missing = await missingParts(config);
    if (missing.length > 0) throw new UnavailableError(`The GitHub App is not configured: ${missing.join(', ')}`);
    const privateKey = config.privateKey ?? (await readFile(config.privateKeyPath, 'utf8'));
    const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const timely: typeof fetch = (url, init) =>
      fetch(url, { ...init, signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(init?.signal ? [init.signal] : [])]) });
    return new App({
      appId: config.appId ?? '',
      privateKey,
      log: quiet,
      Octokit: Octokit.defaults({ baseUrl: config.apiUrl, request: { fetch: timely }, log: quiet, userAgent: 'djinnbot' }),
    });
  }
  const connected = (): Promise<App> => {
    app ??= connect();
    app.catch(() => (app = null));
    return app;
  };

  async function all<T>(octokit: Octokit, route: string, itemsOf: (data: never) => T[]): Promise<T[]> {
    const found: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const answer = (await asked(octokit.request(route, { per_page: PAGE, page }))) as unknown as { data: never };
      const items = itemsOf(answer.data);
      found.push(...items);
      if (items.length < PAGE) break;
    }
    return found;
  }

  async function installationOf(repository: string): Promise<number> {
    const [owner, repo] = repository.split('/');
    const { octokit } = await connected();
    const { data } = await asked(octokit.request('GET /repos/{owner}/{repo}/installation', { owner: owner ?? '', repo: repo ?? '' }));
    return data.id;
  }

  async function check(): Promise<void> {
    try {
      const { octokit } = await connected();
      await asked(octokit.request('GET /app'));
      checked = { at: Date.now(), problem: null };
    } catch (error) {
      checked = { at: Date.now(), problem: (error as Error).message };
    }
  }

  return {
    webhookSecret: config.webhookSecret,
    webUrl: config.webUrl,
    async status() {
      const missing = await missingParts(config);
      const configured = missing.length === 0;
      if (configured && (checked === null || Date.now() - checked.at > CHECK_EVERY_MS))
        checking ??= check().finally(() => (checking = null));
      const problem = checked?.problem ?? null;
      return {
        configured,
        missing,
        appName: config.appId ? config.appName : null,
        appId: config.appId ? Number(config.appId) : null,
        healthy: configured && checked !== null && problem === null,
        message: !configured
          ? `Not configured: ${missing.join(', ')}`
          : (problem ?? (checked ? 'The app is connected' : 'The app is being checked')),
        installationUrl: config.appId ? `${config.webUrl}/apps/${encodeURIComponent(config.appName)}/installations/new` : '',
      };
    },
    async installations() {
      const { octokit } = await connected();
      return all(octokit, 'GET /app/installations', (data: RawInstallation[]) =>
        data.map(({ id, account, app_id, app_slug, repository_selection, created_at }) => ({
          installationId: id,
          accountLogin: account?.login ?? '',
          accountType: account?.type ?? '',
          accountAvatarUrl: account?.avatar_url ?? '',
          appId: app_id,
          appSlug: app_slug,
          repositorySelection: repository_selection,
          installedAt: Date.parse(created_at),
        })),
      );
    },
    async repositories(installationId) {
      const ids =
        installationId === null ? (await this.installations()).map((installation) => installation.installationId) : [installationId];
      const found = await Promise.all(
        ids.map(async (id) => {
          const octokit = await (await connected()).getInstallationOctokit(id);
          return all(octokit, 'GET /installation/repositories', ({ repositories }: { repositories: RawRepository[] }) =>
            repositories.map((repository) => ({
              owner: repository.owner.login,
              name: repository.name,
              fullName: repository.full_name,
              description: repository.description,
              isPrivate: repository.private,
              defaultBranch: repository.default_branch,
              htmlUrl: repository.html_url,
              installationId: id,
            })),
          );
        }),
      );
      return found.flat();
    },
    async token(repository) {
      const installationId = await installationOf(repository);
      const { octokit } = await connected();
      const { data } = await asked(
        octokit.request('POST /app/installations/{installation_id}/access_tokens', {
          installation_id: installationId,
          repositories: [repository.split('/')[1] ?? ''],
        }),
      );
      return { token: data.token, expiresAt: Date.parse(data.expires_at), installationId };
    },
    async request(repository, method, path, body) {
      const octokit = await (await connected()).getInstallationOctokit(await installationOf(repository));
      const answer = (await asked(octokit.request(`${method} ${path}`, body))) as { data: Record<string, unknown> };
      return answer.data;
    },
  };
}

interface RawInstallation {
  id: number;
  account: { login?: string; type?: string; avatar_url?: string } | null;
  app_id: number;
  app_slug: string;
  repository_selection: string;
  created_at: string;
}

interface RawRepository {
  owner: { login: string };
  name: string;
  full_name: string;
  description: string | null;
  private: boolean;
  default_branch: string;
  html_url: string;
}

async function missingParts({ appId, clientId, webhookSecret, privateKey, privateKeyPath }: GithubConfig): Promise<string[]> {
  const hasKey =
    appId !== undefined &&
    (privateKey !== undefined ||
      (await access(privateKeyPath).then(
        () => true,
        () => false,
      )));
  return [
    ...(appId ? [] : ['GITHUB_APP_ID']),
    ...(clientId ? [] : ['GITHUB_APP_CLIENT_ID']),
    ...(webhookSecret ? [] : ['GITHUB_APP_WEBHOOK_SECRET']),
    ...(hasKey ? [] : ['the private key (GITHUB_APP_PRIVATE_KEY_PATH, or GITHUB_APP_PRIVATE_KEY)']),
  ];
}

/** GitHub's failures in our own words: what it answers may hold what it was asked with. */
async function asked<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404) throw new NotFoundError('GitHub knows no such thing, or the app is not installed there', { cause: error });
    const said = status === undefined ? 'does not answer' : `answered ${status}`;
    throw new UpstreamFailedError(`GitHub ${said}`, status === undefined || status >= 500, { cause: error });
  }
}
