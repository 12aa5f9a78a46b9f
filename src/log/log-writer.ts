import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { UnavailableError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Appended, AppendRequest, LogEvent, NewEvent, TextChunk } from './event-log.ts';
import { toJsonb } from '../store/to-jsonb.ts';
import { isTransient } from '../store/transient-error.ts';
import { FencedError, StaleStateError } from './log-errors.ts';

export interface LogWriterOptions {
  url: string;
  nodeId: string;
  /** Other nodes use this database: tell them of what is written. */
  isShared: boolean;
  logger: Logger;
  /** Called with each batch once it is committed, in order, before its appends resolve. */
  onCommitted(events: LogEvent[]): void;
  /** A slot fell to a stream of this node whose wish was made earlier. */
  onGranted(grant: Grant): void;
}

export interface Grant {
  stream: string;
  key: string;
}

interface Pending {
  request: AppendRequest;
  resolve(appended: Appended): void;
  reject(error: Error): void;
}

interface BatchAnswer {
  head: number;
  results: ({ status: 'ok'; seq: number; epoch: number; version: number; ownerId: string | null } | { status: 'fenced' | 'stale' })[];
  grants: (Grant & { owner: string | null })[];
}

/** Streamed text that is not committed yet. */
interface TextBuffer {
  epoch: number;
  chunks: (TextChunk & NewEvent)[];
  characters: number;
  waiters: (() => void)[];
}

/** Text alone waits this long for more; a state event takes it along at once. */
const TEXT_WAIT_MS = 25;
const TEXT_LIMIT_CHARACTERS = 1024 * 1024;
const BATCH_LIMIT = 200;
const LONGEST_RETRY_MS = 2_000;
/** A batch whose answer does not come is sent again on another connection; PostgreSQL does it once. */
const ANSWER_TIMEOUT_MS = 30_000;
/** How often a batch is tried once the log is closing. */
const LAST_ATTEMPTS = 4;

/**
 * The node's one writer: what arrives while a batch is on its way goes with the next one, on a connection of its own. Each batch is one
 * call of the SQL function `append_batch`. After a lost connection it sends its last batch again, which is done only if it was not.
 */
export class LogWriter {
  readonly #options: LogWriterOptions;
  #client: pg.Client | null = null;
  #queue: Pending[] = [];
  readonly #texts = new Map<string, TextBuffer>();
  #isWriting = false;
  #isScheduled = false;
  #isClosed = false;
  #textTimer: NodeJS.Timeout | null = null;
  #batchId = Date.now() * 1000;
  #idle: (() => void)[] = [];
  /** False while the database is away. */
  isHealthy = true;

  constructor(options: LogWriterOptions) {
    this.#options = options;
  }

  append(request: AppendRequest): Promise<Appended> {
    if (this.#isClosed) return Promise.reject(new UnavailableError('The server is shutting down'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, resolve, reject });
      this.#schedule();
    });
  }

  text(stream: string, epoch: number, chunk: TextChunk): void {
    if (this.#isClosed || chunk.chunk === '') return;
    let buffer = this.#texts.get(stream);
    if (buffer && buffer.epoch > epoch) return; // of an owner that was fenced
    if (buffer && buffer.epoch < epoch) {
      wakeAll(buffer.waiters);
      buffer = undefined;
    }
    if (!buffer) this.#texts.set(stream, (buffer = { epoch, chunks: [], characters: 0, waiters: [] }));
    const last = buffer.chunks.at(-1);
    if (last && isSameTurn(last, chunk)) last.chunk += chunk.chunk;
    else buffer.chunks.push({ ...chunk, at: Date.now() });
    buffer.characters += chunk.chunk.length;
    this.#awaitMoreText();
  }

  drained(stream: string): Promise<void> {
    const buffer = this.#texts.get(stream);
    if (!buffer || buffer.characters < TEXT_LIMIT_CHARACTERS) return Promise.resolve();
    return new Promise((resolve) => buffer.waiters.push(resolve));
  }

  /** Commits what is pending and lets go of the connection. While the database is away, what is pending fails instead. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#isWriting || this.#queue.length > 0 || this.#texts.size > 0) {
      if (this.#isWriting) await new Promise<void>((resolve) => this.#idle.push(resolve));
      else await this.#flush();
    }
    await this.#client?.end().catch(() => undefined);
  }

  /** Appends of the same tick share a batch. */
  #schedule(): void {
    if (this.#isScheduled || this.#isWriting) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    try {
      while (this.#queue.length > 0 || this.#texts.size > 0) {
        await this.#commit(this.#takeBatch());
        if (this.#queue.length === 0) break; // text that came meanwhile waits for its timer
      }
    } finally {
      this.#isWriting = false;
      if (this.#queue.length > 0) this.#schedule();
      else if (this.#texts.size > 0) this.#awaitMoreText();
      wakeAll(this.#idle);
    }
  }

  #awaitMoreText(): void {
    if (this.#isClosed) return;
    this.#textTimer ??= setTimeout(() => {
      this.#textTimer = null;
      void this.#flush();
    }, TEXT_WAIT_MS);
  }

  /** Pending appends, each with the text that its stream had before it. */
  #takeBatch(): Pending[] {
    if (this.#textTimer) clearTimeout(this.#textTimer);
    this.#textTimer = null;
    const { taken, left } = split(this.#queue);
    this.#queue = left;
    const batch: Pending[] = [];
    const takeText = (stream: string): Pending | undefined => {
      const buffer = this.#texts.get(stream);
      if (!buffer) return undefined;
      this.#texts.delete(stream);
      const settle = () => wakeAll(buffer.waiters);
      return { request: { stream, epoch: buffer.epoch, facts: buffer.chunks }, resolve: settle, reject: settle };
    };
    for (const pending of taken) {
      const text = takeText(pending.request.stream);
      if (!text) batch.push(pending);
      else if (text.request.epoch === pending.request.epoch && !pending.request.delete) batch.push(this.#joined(text, pending));
      else batch.push(text, pending);
    }
    for (const stream of [...this.#texts.keys()]) batch.push(takeText(stream) as Pending);
    // nodes that lock streams in the same order do not wait for each other in a circle
    return this.#options.isShared ? batch.sort((a, b) => compare(a.request.stream, b.request.stream)) : batch;
  }

  /** Text and the append behind it as one; the append hears of its own facts alone. */
  #joined(text: Pending, { request, resolve, reject }: Pending): Pending {
    const before = text.request.facts.length;
    return {
      request: { ...request, facts: [...text.request.facts, ...request.facts] },
      resolve(appended) {
        text.resolve(appended);
        resolve({ ...appended, events: appended.events.slice(before) });
      },
      reject: (error) => {
        if (error instanceof StaleStateError)
          this.#queue.unshift(text); // only the append was decided on an old state
        else text.reject(error);
        reject(error);
      },
    };
  }

  async #commit(batch: Pending[]): Promise<void> {
    let requests = batch.map(({ request }) => request);
    let answer: BatchAnswer;
    try {
      const json = toJsonb(requests);
      if (json.includes('\uFFFD')) requests = JSON.parse(json) as AppendRequest[]; // who follows live sees what is stored
      answer = await this.#send(++this.#batchId, json);
    } catch (error) {
      // because of one request, unless the log closes: the others must not suffer for it
      if (batch.length > 1 && !this.#isClosed) for (const pending of batch) await this.#commit([pending]);
      else for (const pending of batch) pending.reject(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.#deliver(batch, requests, answer);
  }

  #deliver(batch: Pending[], requests: AppendRequest[], { head, results, grants }: BatchAnswer): void {
    const committed: LogEvent[] = [];
    const outcomes = requests.map((request, index): Appended | Error => {
      const result = results[index];
      if (result?.status === 'stale') return new StaleStateError(request.stream);
      if (result?.status !== 'ok') return new FencedError(request.stream);
      const { seq, epoch, version, ownerId } = result;
      const wish = request.slots?.want[0];
      const granted = grants.findIndex((grant) => grant.stream === request.stream && grant.key === wish?.key);
      if (granted >= 0) grants.splice(granted, 1);
      const facts = granted >= 0 && request.ifGranted ? [...request.facts, ...request.ifGranted.facts] : request.facts;
      const events = facts.map((event, k): LogEvent => ({
        position: ++head,
        stream: request.stream,
        seq: seq + k + 1,
        ownerId,
        event,
      }));
      committed.push(...events);
      return { events, epoch, version, granted: granted >= 0 };
    });
    if (committed.length > 0) this.#options.onCommitted(committed);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome instanceof Error) batch[index]?.reject(outcome);
      else batch[index]?.resolve(outcome);
    }
    for (const grant of grants) if (grant.owner === this.#options.nodeId) this.#options.onGranted(grant);
  }

  /** Sends one batch until it is known to be committed; throws what PostgreSQL says of the batch itself, or when the log closes meanwhile. */
  async #send(id: number, json: string): Promise<BatchAnswer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const client = await this.#connect();
        const { rows } = await client.query<[BatchAnswer]>({
          name: 'append',
          text: 'select append_batch($1, $2, $3, $4)',
          values: [this.#options.nodeId, id, json, this.#options.isShared],
          rowMode: 'array',
        });
        if (!this.isHealthy) this.#options.logger.info({}, 'the database is back');
        this.isHealthy = true;
        return rows[0]![0];
      } catch (error) {
        if (!isTransient(error)) throw error;
        this.#drop();
        if (this.#isClosed && attempt >= LAST_ATTEMPTS) throw new UnavailableError('The server is shutting down', { cause: error });
        if (this.isHealthy) this.#options.logger.error({ error }, 'the database is away, the log waits for it');
        this.isHealthy = false;
        await delay(Math.min(LONGEST_RETRY_MS, 50 * 2 ** (attempt - 1)));
      }
    }
  }

  async #connect(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = new pg.Client({
      connectionString: this.#options.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    await client.connect().catch((error: unknown) => {
      throw new UnavailableError('The log cannot reach its database', { cause: error }); // refused or not, it says nothing of the batch
    });
    return (this.#client = client);
  }

  #drop(client = this.#client): void {
    if (client && client === this.#client) {
      this.#client = null;
      client.end().catch(() => undefined);
    }
  }
}

/**
 * What goes with one batch: of each stream at most one append that changes rows, and nothing that comes behind one left behind, or behind
 * one of which it is not known yet how many facts it has.
 */
function split(queue: readonly Pending[]): { taken: Pending[]; left: Pending[] } {
  const taken: Pending[] = [];
  const left: Pending[] = [];
  const changed = new Set<string>();
  const behind = new Set<string>();
  for (const pending of queue) {
    const { stream, rows, delete: isDeletion } = pending.request;
    const changesRows = rows !== undefined || isDeletion === true;
    if (taken.length < BATCH_LIMIT && !behind.has(stream) && !(changesRows && changed.has(stream))) {
      taken.push(pending);
      if (changesRows) changed.add(stream);
      if (pending.request.ifGranted) behind.add(stream);
    } else {
      left.push(pending);
      behind.add(stream);
    }
  }
  return { taken, left };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function wakeAll(waiters: (() => void)[]): void {
  for (const wake of waiters.splice(0)) wake();
}

function isSameTurn(a: TextChunk, b: TextChunk): boolean {
  return a.type === b.type && a.turn === b.turn && a.attempt === b.attempt && a.execution === b.execution && a.step_id === b.step_id;
}
