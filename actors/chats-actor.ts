import type { AgentMessage, AgentWork } from './agent-actor.ts';
import type { DispatchMessage } from './dispatch-actor.ts';
import type { ActorContext, ActorDefinition, ActorRef } from './kernel/actor.ts';
import { ownedActor, type OwnedMessage } from './owned-actor.ts';
import type { SessionMessage, SessionOwnerMessage } from './session-actor.ts';
import type { Pool } from 'pg';
import { spentToday, type SpentPurse } from '../src/budgets/agent-day.ts';
import { compact, needsCompaction } from '../src/chats/compaction.ts';
import { commitChat, type ChatCommit } from '../src/chats/chat-commit.ts';
import { todo, type ChatCommand } from '../src/chats/chat-state.ts';
import { chatStream, replyOf, replyRef, type ChatStore, type StoredChat } from '../src/chats/chat-store.ts';
import type { ReplySessionDeps } from '../src/chats/reply-session.ts';
import { NotFoundError } from '../src/errors.ts';
import type { EventLog, JournalEntry, NewEvent } from '../src/log/event-log.ts';
import { FencedError, StaleStateError } from '../src/log/log-errors.ts';
import type { SessionEnd, SessionRecord } from '../src/sessions/run-session.ts';

export type ChatsMessage = OwnedMessage<ChatMessage>;

export interface ChatsActorDeps extends ReplySessionDeps {
  pool: Pool;
  log: EventLog;
  chats: ChatStore;
  performers: ActorRef<AgentMessage>;
  dispatch: ActorRef<DispatchMessage>;
  /** How long a reply may take. */
  replyTimeoutMs: (chat: StoredChat) => Promise<number>;
  /** How much of a history a model is shown before it is summed up, in tokens. */
  historyTokens: number;
  nodeId: string;
  now: () => number;
}

/** Supervises the chats of this node: one child per chat in which something is to be done. */
export function chatsActor(deps: ChatsActorDeps): ActorDefinition<ChatsMessage, Set<string>> {
  return ownedActor({
    kind: 'chats',
    streamOf: chatStream,
    childOf: (start: { id: string; wasLost: boolean }) => chatActor(start, deps),
    dispatch: deps.dispatch,
  });
}

type ChatMessage =
  | { type: 'wake' }
  | SessionOwnerMessage
  | { type: 'session-lost'; session: ActorRef<SessionMessage>; work: string; epoch: number }
  | { type: 'session-missing'; work: string; epoch: number }
  | { type: 'compacted'; upTo: number; summary: string | null };

const SESSION_START_MS = 5_000;
/** How often a chat whose agent spent its budget of the day looks whether there is some again. */
const BUDGET_LOOK_EVERY_MS = 5_000;
const MAX_RECOVERIES = 3;

/** Owns one chat while something is to be done in it: has replies written one after the other, and ends when nobody waits for one. */
function chatActor({ id, wasLost }: { id: string; wasLost: boolean }, deps: ChatsActorDeps): ActorDefinition<ChatMessage, ChatWork> {
  return {
    kind: 'chat',
    restart: { limit: 5, withinMs: 60_000, backoffMs: 100 },
    async start(context) {
      const work = new ChatWork(id, deps, context);
      await work.begin(wasLost || context.incarnation > 1);
      return work;
    },
    async receive(work, message) {
      await work.handle(message);
      return work;
    },
    describe: (message) => ('work' in message ? `${message.type} ${message.work}` : message.type),
  };
}

/** What the actor remembers: the chat as last committed, and the session that writes a reply. */
class ChatWork {
  readonly #id: string;
  readonly #deps: ChatsActorDeps;
  readonly #context: ActorContext<ChatMessage>;
  #chat!: StoredChat;
  #session: { work: string; ref: ActorRef<SessionMessage> | null; stopWaiting: () => void } | null = null;
  #isCompacting = false;
  #stopWaiting: () => void = () => undefined;

  constructor(id: string, deps: ChatsActorDeps, context: ActorContext<ChatMessage>) {
    this.#id = id;
    this.#deps = deps;
    this.#context = context;
  }

  async begin(wasLost: boolean): Promise<void> {
    if (!(await this.#load())) return;
    const { state, recoveries } = this.#chat;
    const commands: ChatCommand[] = [];
    if (state.current) {
      const open = await this.#deps.chats.openText(this.#id, state.current.number);
      if (recoveries >= MAX_RECOVERIES)
        commands.push({ type: 'fail-reply', error: `The server was lost ${recoveries} times in a row while it wrote this reply` });
      else if (wasLost || open.output + open.thinking !== '')
        commands.push({ type: 'recover', openTurn: open.output + open.thinking !== '' });
    }
    // a session of an earlier incarnation may still write: the new epoch fences it
    if (await this.#commit({ commands, bump: this.#context.incarnation > 1 })) await this.#act();
  }

  async handle(message: ChatMessage): Promise<void> {
    switch (message.type) {
      case 'wake':
        if ((await this.#load()) && (await this.#commit({ commands: [] }))) await this.#act();
        return;
      case 'compacted': {
        this.#isCompacting = false;
        const { upTo, summary } = message;
        // a history that cannot be summed up now is shown whole, and summed up before the next reply
        const commands: ChatCommand[] = summary === null ? [] : [{ type: 'compact', upTo, summary }];
        if (await this.#commit({ commands })) await this.#act(true);
        return;
      }
      default:
        return this.#hear(message);
    }
  }

  async #hear(message: Exclude<ChatMessage, { type: 'wake' | 'compacted' }>): Promise<void> {
    if (!this.#isOurs(message)) {
      if (message.type === 'record') message.reply.resolve(false);
      if (message.type === 'record' || message.type === 'session-ended') this.#context.deadLetter(message);
      return;
    }
    switch (message.type) {
      case 'session-started':
        if (this.#session?.work === message.work) {
          this.#session.ref = message.session;
          this.#session.stopWaiting();
        }
        this.#context.watch(message.session, { ...message, type: 'session-lost' });
        return;
      case 'record': {
        let isCommitted = await this.#commit(this.#recorded(message.record, false));
        // the next thing would be a model call
        if (isCommitted && !message.record.next && this.#isOurs(message)) isCommitted = await this.#endAtBudget();
        const goesOn = this.#isOurs(message);
        message.reply.resolve(isCommitted && goesOn);
        if (!isCommitted) return;
        return goesOn ? this.#act() : this.#afterReply();
      }
      case 'session-ended':
        this.#session = null;
        if (await this.#commit(await this.#ended(message.end))) await this.#afterReply();
        return;
      case 'session-missing':
        if (this.#session?.work !== message.work || this.#session.ref) return;
        this.#session = null;
        return this.#act();
      case 'session-lost':
        if (this.#session?.ref !== message.session) return;
        this.#session = null;
        if (await this.#commit({ commands: [{ type: 'fail-reply', error: 'The session that wrote this reply crashed' }] }))
          await this.#afterReply();
    }
  }

  /** What was streamed of a reply that failed stays. */
  async #afterReply(): Promise<void> {
    await this.#deps.chats.settleReply(this.#id, this.#chat.state.exchanges - this.#chat.state.queue.length);
    await this.#act();
  }

  /** Does what the state asks for. Safe to repeat. */
  async #act(isCompacted = false): Promise<void> {
    if (this.#isCompacting) return;
    const effect = todo(this.#chat.state);
    if (this.#session && !(effect?.type === 'reply' && `reply:${effect.exchange}` === this.#session.work)) this.#abortSession();
    switch (effect?.type) {
      case 'open':
        if (await this.#commit({ commands: [{ type: 'open' }] })) await this.#act();
        return;
      case 'begin': {
        if (await this.#waitsForBudget()) return;
        if (!isCompacted && (await this.#compactFirst())) return;
        const deadlineAt = this.#deps.now() + (await this.#deps.replyTimeoutMs(this.#chat));
        if (await this.#commit({ commands: [{ type: 'begin', deadlineAt }] })) await this.#act();
        return;
      }
      case 'reply':
        if (this.#session || !(await this.#endAtBudget())) return;
        if (this.#chat.state.current) this.#perform(effect.exchange);
        else await this.#afterReply();
        return;
      case undefined:
        this.#context.stop();
    }
  }

  /** Ends the reply when its agent's budget of the day is spent. False: no longer this node's. */
  async #endAtBudget(): Promise<boolean> {
    const spent = await this.#spentToday();
    return spent === null || this.#commit({ commands: [{ type: 'fail-reply', error: spent.reason }] });
  }

  /** A message that comes when the agent's budget of the day is spent waits for the next day, or for a raise. */
  async #waitsForBudget(): Promise<boolean> {
    this.#stopWaiting();
    const spent = await this.#spentToday();
    if (!spent) return false;
    const { reason, purse } = spent;
    if ('until' in purse && (await this.#commit({ commands: [{ type: 'wait', reason, until: purse.until }] }))) {
      this.#context.note('waits for a budget');
      this.#stopWaiting = this.#context.after(BUDGET_LOOK_EVERY_MS, { type: 'wake' });
    }
    return true;
  }

  #spentToday(): Promise<SpentPurse | null> {
    return spentToday(this.#deps, this.#chat.origin.agent_id, this.#deps.now());
  }

  /** Has a history summed up that has become too long to be shown whole. */
  async #compactFirst(): Promise<boolean> {
    const { chats, historyTokens } = this.#deps;
    const { state } = this.#chat;
    const past = await chats.exchanges(this.#id, state.summary?.upTo ?? 0, state.exchanges - state.queue.length);
    if (!needsCompaction(past, historyTokens)) return false;
    this.#isCompacting = true;
    this.#context.note('summing up what was said');
    this.#context.pipeToSelf(
      compact(this.#chat, past, this.#deps.models.resolve(state.model), historyTokens, this.#context.signal),
      (summary) => ({ type: 'compacted', ...summary }),
      () => ({ type: 'compacted', upTo: 0, summary: null }),
    );
    return true;
  }

  #perform(exchange: number): void {
    const { current } = this.#chat.state;
    const { agent_id: agentId } = this.#chat.origin;
    if (!current) return;
    const work = `reply:${exchange}`;
    const { epoch } = this.#chat;
    const missing: ChatMessage = { type: 'session-missing', work, epoch };
    this.#session = { work, ref: null, stopWaiting: this.#context.after(SESSION_START_MS, missing) };
    const agentWork: AgentWork = {
      work,
      epoch,
      agentId,
      deadlineAt: current.deadlineAt,
      task: { kind: 'reply', id: this.#id, exchange, agentId, chat: this.#chat, model: current.model },
      owner: this.#context.self,
    };
    this.#deps.performers.tell({ type: 'perform', work: agentWork });
    this.#context.note(`reply ${exchange}`);
  }

  #abortSession(): void {
    this.#session?.ref?.tell({ type: 'abort' });
    this.#session?.stopWaiting();
    this.#session = null;
  }

  #isOurs({ work, epoch }: { work: string; epoch: number }): boolean {
    const { current } = this.#chat.state;
    return current !== null && epoch === this.#chat.epoch && work === `reply:${current.number}`;
  }

  #recorded({ turn, events, journal, next }: SessionRecord, isLast: boolean): Omit<ChatCommit, 'now'> {
    const at = this.#deps.now();
    const exchange = this.#chat.state.current?.number ?? 0;
    const said = (list: SessionRecord['events']) => list.map((event): NewEvent => ({ ...event, exchange, at }));
    const kept = (list: SessionRecord['journal']) => list.map((entry): JournalEntry => ({ ...replyRef(exchange), ...entry }));
    return {
      commands: [
        ...(turn ? [{ type: 'finish-turn' as const, ...turn, isLast }] : []),
        ...(next?.asking ? [{ type: 'ask' as const, ...next.asking }] : []),
      ],
      events: said(events),
      journal: kept(journal),
      ...(next && { ifWriting: { events: said(next.events), journal: kept(next.journal) } }),
    };
  }

  async #ended(end: SessionEnd): Promise<Omit<ChatCommit, 'now'>> {
    if (end.type === 'suspended') return { commands: [] };
    const record: Omit<ChatCommit, 'now'> = end.record ? this.#recorded(end.record, true) : { commands: [] };
    if (end.type === 'failed') return { ...record, commands: [...record.commands, { type: 'fail-reply', error: end.error }] };
    const entries = await this.#deps.chats.journal(this.#id, this.#chat.state.current?.number ?? 0);
    return { ...record, commands: [...record.commands, { type: 'finish' }], reply: replyOf([...entries, ...end.record.journal]) };
  }

  /** Commits as the owner; when a command got in between, decides again on the new state. False: no longer this node's, the actor stops. */
  async #commit(change: Omit<ChatCommit, 'nodeId' | 'now'>): Promise<boolean> {
    for (;;) {
      try {
        const { nodeId, log, now } = this.#deps;
        this.#chat = (await commitChat(log, this.#chat, { ...change, nodeId, now: now() })).chat;
        return true;
      } catch (error) {
        if (!(error instanceof FencedError) && !(error instanceof StaleStateError)) throw error;
        if (!(await this.#load())) return false;
      }
    }
  }

  /** Reads the chat as it is now. False when it is gone or not this node's: the actor lets go of it and stops. */
  async #load(): Promise<boolean> {
    try {
      const chat = await this.#deps.chats.load(this.#id);
      if (chat.owner === this.#deps.nodeId) {
        this.#chat = chat;
        return true;
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error; // deleted
    }
    this.#abortSession();
    this.#context.stop();
    return false;
  }
}
