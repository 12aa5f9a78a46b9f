import { createParser } from 'eventsource-parser';

/** What the command line says when it cannot go on, in one line and without a stack. */
export class CommandError extends Error {}

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

/** The server's API as the commands use it: they can do no more than any other client. */
export class Client {
  readonly #url: string;

  /** @param url `http://127.0.0.1:8000` */
  constructor(url: string) {
    if (!URL.canParse(url)) throw new CommandError(`${url} is not a URL; give the server's as http://host:port`);
    this.#url = url.replace(/\/+$/, '');
  }

  /** @throws {CommandError} with the server's own words when it refuses, and with what to do when it is not there. */
  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new CommandError(`There is no server at ${this.#url}; start one with "djinnbot start", or name another with --url`, {
        cause: error,
      });
    });
    if (!response.ok) throw await refusal(response);
    return (await response.json()) as T;
  }

  async query<T>(query: string): Promise<T> {
    const { data, errors } = await this.send<{ data: T; errors?: { message: string }[] }>('POST', '/graphql', { query });
    if (errors?.[0]) throw new CommandError(errors[0].message);
    return data;
  }

  /** Events of a run from its beginning. As `follow`. */
  run(id: string): AsyncGenerator<RunEvent, void> {
    return this.#follow(`/v1/events/stream?run_id=${encodeURIComponent(id)}`, '0');
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
        const response = await fetch(this.#url + path, { headers: last === null ? {} : { 'last-event-id': last } });
        if (response.status >= 400 && response.status < 500) throw await refusal(response);
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
}

async function refusal(response: Response): Promise<CommandError> {
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  return new CommandError(problem?.detail ?? `The server answered ${response.status}`);
}
