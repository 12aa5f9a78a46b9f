import { execFileSync, spawn } from 'node:child_process';
import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** GitHub as far as this product talks to it: the API of an app with one installation, and its repositories over git's own HTTP. */
export interface GithubStandIn {
  url: string;
  /** Environment of a server that is this app. */
  environment: Record<string, string>;
  /** Pull requests and comments that were made. */
  pulls: Record<string, unknown>[];
  comments: Record<string, unknown>[];
  /** What git made of the repository: output of a git command in it. */
  git(...args: string[]): string;
  /** Answers every request with this status while it is set. */
  failWith: number | null;
  stop(): Promise<void>;
}

export const TOKEN = 'ghs_canary4711';
export const WEBHOOK_SECRET = 'webhook-secret-of-the-test';
const REPOSITORIES = Array.from({ length: 130 }, (_, n) => (n === 0 ? 'site' : `repo-${n}`));

export async function startGithubStandIn(): Promise<GithubStandIn> {
  const folder = mkdtempSync(join(tmpdir(), 'djinnbot-github-'));
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'app.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const bare = join(folder, 'us/site.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  const git = (...args: string[]) => execFileSync('git', ['--git-dir', bare, ...args], { encoding: 'utf8' });
  git('config', 'http.receivepack', 'true');
  const work = join(folder, 'work');
  execFileSync('git', ['clone', '--quiet', bare, work], { stdio: 'ignore' });
  writeFileSync(join(work, 'README.md'), 'Hello\n');
  execFileSync('git', ['-C', work, '-c', 'user.name=x', '-c', 'user.email=x@x', 'add', '.']);
  execFileSync('git', ['-C', work, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-qm', 'First']);
  execFileSync('git', ['-C', work, 'push', '--quiet', 'origin', 'HEAD:main']);

  const standIn: GithubStandIn = {
    url: '',
    environment: {},
    pulls: [],
    comments: [],
    git,
    failWith: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        rmSync(folder, { recursive: true, force: true });
      }),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', standIn.url);
    if (url.pathname.startsWith('/us/')) return serveGit(request, response, url, folder);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = (value: unknown, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
      if (standIn.failWith !== null) return answer({ message: TOKEN }, standIn.failWith);
      const { authorization = '' } = request.headers;
      const asApp = isSigned(authorization.replace(/^bearer /i, ''), publicKey.export({ type: 'spki', format: 'pem' }) as string);
      const asInstallation = authorization === `token ${TOKEN}`;
      const route = `${request.method ?? ''} ${url.pathname}`;
      if (!asApp && !asInstallation) return answer({ message: 'Bad credentials' }, 401);
      const repository = (name: string) => ({
        owner: { login: 'us' },
        name,
        full_name: `us/${name}`,
        description: null,
        private: true,
        default_branch: 'main',
        html_url: `https://github.com/us/${name}`,
      });
      const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
      switch (route) {
        case 'GET /app':
          return answer({ id: 4711, slug: 'djinnbot' });
        case 'GET /app/installations':
          return answer([
            {
              id: 77,
              account: { login: 'us', type: 'Organization', avatar_url: 'https://example.com/a.png' },
              app_id: 4711,
              app_slug: 'djinnbot',
              repository_selection: 'selected',
              created_at: '2026-01-01T00:00:00Z',
            },
          ]);
        case 'POST /app/installations/77/access_tokens':
          return answer(
            { token: TOKEN, expires_at: new Date(Date.now() + 3_600_000).toISOString(), permissions: {}, repository_selection: 'selected' },
            201,
          );
        case 'GET /installation/repositories': {
          const page = Number(url.searchParams.get('page') ?? 1);
          const size = Number(url.searchParams.get('per_page') ?? 30);
          const shown = REPOSITORIES.slice((page - 1) * size, page * size).map(repository);
          return answer({ total_count: REPOSITORIES.length, repositories: shown });
        }
        case 'GET /repos/us/site/installation':
          return answer({ id: 77 });
        case 'GET /repos/us/site':
          return answer(repository('site'));
        case 'GET /repos/us/site/issues/7':
          return answer({ number: 7, title: 'Wave', body: null, html_url: 'https://github.com/us/site/issues/7', user: { login: 'bo' } });
        case 'GET /repos/us/site/pulls':
          return answer(standIn.pulls.filter(({ head }) => `us:${String(head)}` === url.searchParams.get('head')));
        case 'POST /repos/us/site/pulls': {
          const pull = {
            ...given,
            number: standIn.pulls.length + 1,
            html_url: `https://github.com/us/site/pull/${standIn.pulls.length + 1}`,
          };
          standIn.pulls.push(pull);
          return answer(pull, 201);
        }
        default:
          if (/^POST \/repos\/us\/site\/issues\/\d+\/comments$/.test(route)) {
            standIn.comments.push(given);
            return answer({ html_url: 'https://github.com/us/site/issues/1#c' }, 201);
          }
          return answer({ message: 'Not Found' }, 404);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.environment = {
    GITHUB_APP_ID: '4711',
    GITHUB_APP_CLIENT_ID: 'Iv1.x',
    GITHUB_APP_WEBHOOK_SECRET: WEBHOOK_SECRET,
    GITHUB_APP_PRIVATE_KEY_PATH: join(folder, 'app.pem'),
    GITHUB_API_URL: standIn.url,
    GITHUB_URL: standIn.url,
  };
  return standIn;
}

function isSigned(jwt: string, key: string): boolean {
  const [header, payload, signature] = jwt.split('.');
  if (!header || !payload || !signature) return false;
  return createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(createPublicKey(key), Buffer.from(signature, 'base64url'));
}

/** git's own CGI program, for who shows the installation's token. */
function serveGit(request: IncomingMessage, response: ServerResponse, url: URL, root: string): void {
  const wanted = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
  if (request.headers.authorization !== wanted) {
    response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    return;
  }
  const cgi = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'app',
    },
  });
  request.pipe(cgi.stdin);
  let head = Buffer.alloc(0);
  let isOpen = false;
  cgi.stdout.on('data', (chunk: Buffer) => {
    if (isOpen) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const lines = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(/:\s*/, 2) as [string, string]);
    const status = lines.find(([name]) => name.toLowerCase() === 'status')?.[1];
    response.writeHead(status ? parseInt(status, 10) : 200, Object.fromEntries(lines.filter(([name]) => name.toLowerCase() !== 'status')));
    isOpen = true;
    response.write(head.subarray(end + 4));
  });
  cgi.stdout.on('end', () => response.end());
}
