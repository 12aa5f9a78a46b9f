import { request, type IncomingMessage } from 'node:http';

export interface ServerSentEvent {
  id: string | null;
  event: string | null;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers under test are unknown JSON
  data: any;
}

/** A reader of server-sent events over a socket of its own, which can be stopped and cut. */
export class EventStream {
  readonly response: IncomingMessage;
  /** Whatever came, comments too. */
  raw = '';
  readonly #events: ServerSentEvent[] = [];
  #next = 0;
  #wake = Promise.withResolvers<void>();
  #isOver = false;

  private constructor(response: IncomingMessage) {
    this.response = response;
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.raw += chunk;
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const event = parse(frame);
        if (event) this.#events.push(event);
      }
      this.#stir();
    });
    const end = () => {
      this.#isOver = true;
      this.#stir();
    };
    response.on('close', end).on('error', end);
  }

  static open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      request(url, { headers }, (response) => resolve(new EventStream(response)))
        .on('error', reject)
        .end();
    });
  }

  /** The next event; undefined when the stream is over. */
  async next(): Promise<ServerSentEvent | undefined> {
    while (this.#next >= this.#events.length && !this.#isOver) await this.#wake.promise;
    return this.#events[this.#next++];
  }

  /** Reads on until an event satisfies `isLast`, which is the last one of the answer. */
  async until(isLast: (event: ServerSentEvent) => boolean): Promise<ServerSentEvent[]> {
    const events: ServerSentEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (!event) throw new Error(`the stream ended after ${events.length} events: ${this.raw.slice(-500)}`);
      events.push(event);
      if (isLast(event)) return events;
    }
  }

  /** Cuts the connection. */
  close(): void {
    this.response.destroy();
  }

  #stir(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

function parse(frame: string): ServerSentEvent | null {
  const event: ServerSentEvent = { id: null, event: null, data: undefined };
  for (const line of frame.split('\n')) {
    const [, field, value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'data') event.data = JSON.parse(value);
    else if (field === 'id') event.id = value;
    else if (field === 'event') event.event = value;
  }
  return event.data === undefined ? null : event;
}
