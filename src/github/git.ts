import { spawn } from 'node:child_process';
import { ToolError } from '../tools/workspace-files.ts';

export interface GitCall {
  /** The repository proper, where no agent can write: what stands in its configuration is run by git. */
  gitDir: string;
  workTree: string;
  /** For the remote at this URL; given by the environment, so that it is in no argument and no file. */
  token: { url: string; value: string } | null;
  signal: AbortSignal;
}

const MOST_OUTPUT = 20_000;

/**
 * Runs git, without a shell and without anybody's configuration.
 * @returns what it printed.
 * @throws {ToolError} with what git said, without the token.
 */
export async function git(args: readonly string[], { gitDir, workTree, token, signal }: GitCall): Promise<string> {
  const child = spawn('git', [`--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-c', 'core.hooksPath=/dev/null', ...args], {
    cwd: workTree,
    env: {
      PATH: process.env.PATH,
      HOME: gitDir,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'https:http',
      GIT_AUTHOR_NAME: 'djinnbot',
      GIT_AUTHOR_EMAIL: 'djinnbot@users.noreply.github.com',
      GIT_COMMITTER_NAME: 'djinnbot',
      GIT_COMMITTER_EMAIL: 'djinnbot@users.noreply.github.com',
      ...(token && {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${token.url}.extraHeader`,
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token.value}`).toString('base64')}`,
      }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  const hear = (chunk: Buffer) => {
    if (output.length < MOST_OUTPUT) output += chunk.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new ToolError('This server has no git; install it (Debian: apt-get install git).') : error),
    );
    child.once('close', resolve);
  });
  const said = token ? output.replaceAll(token.value, '***') : output;
  if (code !== 0) throw new ToolError(`git ${args[0]} failed: ${said.trim().slice(-2_000)}`);
  return said;
}
