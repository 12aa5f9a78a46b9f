import { createParser } from 'eventsource-parser';
import { CommandError } from './command-error.ts';
import { credentials, type Pair } from './credentials.ts';

/** One event of a run, in the server's native spelling. */
export interface RunEvent {
  type: string;
  step_id?: string;
  [field: string]: unknown;
}

/** One event of a chat. */
export interface ChatEvent {
  type: string;
  data?: Record<string, unknown>;
}

const RETRY_MS = 500;
/** An access token with less than this is renewed first. */
const MARGIN_MS = 10_000;

/** The server's API as the commands use it: they can do no more than any other client. */
export class Client {
  readonly url: string;
  readonly #apiKey: string | null;

  /**
   * @param url `http://127.0.0.1:8000`
   * @param apiKey shown instead of what `djinnbot login` stored.
   */
  constructor(url: string, apiKey: string | null = null) {
    if (!URL.canParse(url)) throw new CommandError(`${url} is not a URL; give the server's as http://host:port`);
    this.url = url.replace(/\/+$/, '');
    this.#apiKey = apiKey;
  }

  /** @throws {CommandError} with the server's own words when it refuses, and with what to do when it is not there. */
  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#fetch(path, { method, ...jsonOf(body) }).catch((error: unknown) => this.#away(error));
    if (!response.ok) throw await this.#refusal(response);
    return (await response.json()) as T;
  }

  /** As `send`, for what nobody has to be signed in for. */
  async open<T>(path: string, body: object): Promise<T> {
    const response = await fetch(this.url + path, { method: 'POST', ...jsonOf(body) }).catch((error: unknown) => this.#away(error));
    if (!response.ok) throw new CommandError(await wordsOf(response));
    return (await response.json()) as T;
  }

  async query<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.send<{ data: T; errors?: { message: string }[] }>('POST', '/graphql', { query, variables });
    if (errors?.[0]) throw new CommandError(errors[0].message);
    return data;
  }

  /** Events of a run from its beginning. As `follow`. */
  run(id: string): AsyncGenerator<RunEvent, void> {
    return this.#follow(`/v1/events/stream?run_id=${encodeURIComponent(id)}`, '0');
  }

  /** All events from now on. As `follow`. */
  events(): AsyncGenerator<RunEvent, void> {
    return this.#follow('/v1/events/stream', null);
  }

  /** Events of a chat; what was said before comes first, then `connected`. As `follow`. */
  chat(id: string): AsyncGenerator<ChatEvent, void> {
    return this.#follow(`/v1/events/sessions/${encodeURIComponent(id)}/events`, null);
  }

  /**
   * Events of a stream over lost connections and a server that is away; never ends by itself.
   * @param last the cursor to begin behind.
   * @throws {CommandError} with the server's own words when it refuses.
   */
  async *#follow<Event>(path: string, last: string | null): AsyncGenerator<Event, void> {
    for (;;) {
      try {
        const response = await this.#fetch(path, { headers: last === null ? {} : { 'last-event-id': last } });
        if (response.status >= 400 && response.status < 500) throw await this.#refusal(response);
        const events: { id: string | undefined; data: string }[] = [];
        const parser = createParser({ onEvent: ({ id, data }) => events.push({ id, data }) });
        for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          parser.feed(text);
          for (const { id, data } of events.splice(0)) {
            last = id ?? last;
            yield JSON.parse(data) as Event;
          }
        }
      } catch (error) {
        if (error instanceof CommandError) throw error;
        // the server is being started again, or the network was away: what was missed comes first
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** As `fetch`, with the credential that there is. A stored one that is refused is renewed, once. */
  async #fetch(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const send = (token: string | null) =>
      fetch(this.url + path, { ...init, headers: { ...init.headers, ...(token !== null && { authorization: `Bearer ${token}` }) } });
    if (this.#apiKey !== null) return send(this.#apiKey);
    const token = await this.#accessToken();
    const response = await send(token);
    if (response.status !== 401 || token === null) return response;
    const next = await this.#accessToken(token);
    return next === null ? response : send(next);
  }

  /** The stored access token, renewed when it is near its end or was refused; null when nobody signed in. */
  async #accessToken(refused?: string): Promise<string | null> {
    const isGood = (known: { accessToken: string; expiresAt: number }) =>
      known.accessToken !== refused && known.expiresAt - MARGIN_MS > Date.now();
    const known = await credentials.get(this.url);
    if (!known || isGood(known)) return known?.accessToken ?? null;
    return credentials.alone(async () => {
      const latest = await credentials.get(this.url);
      if (!latest || isGood(latest)) return latest?.accessToken ?? null;
      const response = await fetch(`${this.url}/v1/auth/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: latest.refreshToken }),
      });
      if (response.status >= 500 || response.status === 429) throw await this.#refusal(response);
      const pair = response.ok ? ((await response.json()) as Pair) : null;
      await credentials.set(this.url, pair);
      return pair?.accessToken ?? null;
    });
  }

  #away(error: unknown): never {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`There is no server at ${this.url}; start one with "djinnbot start", or name another with --url`, {
      cause: error,
    });
  }

  async #refusal(response: Response): Promise<CommandError> {
    const said = await wordsOf(response);
    if (response.status !== 401) return new CommandError(said);
    return new CommandError(
      this.#apiKey === null
        ? `Nobody is signed in at ${this.url}: "djinnbot login" signs you in, --api-key or DJINNBOT_API_KEY shows a key`
        : `The server refuses the key of --api-key or DJINNBOT_API_KEY: ${said}`,
    );
  }
}

function jsonOf(body: object | undefined): { headers?: Record<string, string>; body?: string } {
  return body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
}

/** What the server says of a refusal. */
async function wordsOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: string; errors?: { message: string }[] } | null;
  return problem?.detail ?? problem?.errors?.[0]?.message ?? `The server answered ${response.status}`;
}
