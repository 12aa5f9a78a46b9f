import type { Client } from './client.ts';
import { CommandError } from './command-error.ts';
import { credentials, type Pair } from './credentials.ts';
import { openPrompt, type Prompt } from './prompt.ts';

interface Challenge {
  requiresTOTP: true;
  pendingToken: string;
}

/** Signs the person at the terminal in; what the server gives is stored for the other commands. */
export async function login(client: Client): Promise<string> {
  const { authEnabled, setupComplete } = await client.send<{ authEnabled: boolean; setupComplete: boolean }>('GET', '/v1/auth/status');
  if (!authEnabled) return `Nobody signs in at ${client.url}: authentication is off`;
  if (!setupComplete) throw new CommandError(`Nobody can sign in yet: open ${client.url} to make the first person`);
  const prompt = openPrompt();
  try {
    const email = await prompt.ask('E-mail: ');
    const password = await prompt.ask('Password: ', true);
    const answer = await client.open<Pair | Challenge>('/v1/auth/login', { email, password });
    const pair = 'pendingToken' in answer ? await secondFactor(client, prompt, answer) : answer;
    await credentials.alone(() => credentials.set(client.url, pair));
    return `Signed in as ${pair.user.email}; the session is in ${credentials.file}`;
  } finally {
    prompt.close();
  }
}

async function secondFactor(client: Client, prompt: Prompt, { pendingToken }: Challenge): Promise<Pair> {
  const code = (await prompt.ask('Code of your authenticator app, or a recovery code: ')).trim();
  return client.open<Pair>(/^[\d ]+$/.test(code) ? '/v1/auth/login/totp' : '/v1/auth/login/recovery', { pendingToken, code });
}

/** Ends the session that is stored for the server; it is forgotten here even when the server is away. */
export async function logout(client: Client): Promise<string> {
  const known = await credentials.get(client.url);
  if (!known) return `Nobody is signed in at ${client.url}`;
  // asking for anything else first renews what is over, and the token that is sent must be the one that is stored then
  await client.send('GET', '/v1/auth/me').catch(() => undefined);
  const refreshToken = (await credentials.get(client.url))?.refreshToken;
  const isEnded = refreshToken !== undefined && (await client.send('POST', '/v1/auth/logout', { refreshToken }).then(yes, no));
  await credentials.alone(() => credentials.set(client.url, null));
  return isEnded
    ? `Signed out of ${client.url}`
    : `The session at ${client.url} is forgotten; the server could not be told, or had ended it`;
}

const yes = () => true;
const no = () => false;
