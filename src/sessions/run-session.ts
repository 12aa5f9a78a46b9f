import type { AssistantMessage, FinishReason, LanguageModel, ModelRequest } from '../llm/language-model.ts';
import type { Usage } from '../pipelines/machine/facts.ts';
import type { Asking } from '../questions/question-facts.ts';
import type { QuestionGate } from '../questions/question-gate.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { OutputSchema } from './structured-session.ts';
import { toolCalls, toolMessage, type Conversation, type SessionEntry, type ToolAnswer, type ToolCall } from './session-journal.ts';

/** One execution of an agent: what it works with and within which limits. */
export interface SessionJob {
  system: string;
  conversation: Conversation;
  tools: readonly Tool[];
  /** Name of the tool that ends the session with outputs; its call is judged by `SessionPort.complete`. */
  completeTool: string | null;
  maxTurns: number;
  /** Calls that wait for people. */
  gate: QuestionGate;
  settings: Pick<ModelRequest, 'maxOutputTokens' | 'temperature' | 'thinking'>;
}

/** All that a session needs to begin, or to go on where one was cut off. */
export interface Preparation {
  job: SessionJob;
  model: LanguageModel;
  /** Where in the log it writes. */
  stream: string;
  ref: { step_id: string; execution: number; attempt: number };
  /** It answers with one JSON value and gets no tools. */
  structured: OutputSchema | null;
  toolContext: Omit<ToolContext, 'signal' | 'callId'>;
  complete: SessionPort['complete'];
  /** Outputs of a structured answer. */
  outputsOf(value: unknown): Record<string, string>;
}

/** What a session needs of the world. All that it says is committed by its run or chat, which also decides whether it goes on. */
export interface SessionPort {
  model: LanguageModel;
  /** Commits a record. False: the work is paused or over, so nothing new may start; the record's `next` was then left out. */
  record(record: SessionRecord): Promise<boolean>;
  /** Streams text of a turn to whoever follows. */
  text(type: 'agent_output' | 'agent_thinking', turn: number, chunk: string): void;
  /** Resolves when streamed text may go on. */
  drained(): Promise<void>;
  runTool(tool: Tool, call: ToolCall): Promise<{ content: string; isError: boolean; durationMs: number }>;
  /** Judges a call of the complete tool: its outputs, or what is wrong with it (an answer for the model). */
  complete(args: string): Completion;
}

export type Completion = { ok: true; outputs: Record<string, string>; summary: string } | { ok: false; problem: string };

export interface SessionRecord {
  turn: FinishedTurn | null;
  journal: SessionEntry[];
  events: ToolEvent[];
  /** What begins only if the session goes on: intents of the calls that are made next. */
  next?: { journal: SessionEntry[]; events: ToolEvent[]; asking?: Asking };
}

export interface FinishedTurn {
  turn: number;
  usage: Usage;
  finishReason: FinishReason;
  model: string;
  /** From the end of the turn before it, or from the beginning of the session. */
  durationMs: number;
}

export type ToolEvent = { turn: number; tool_call_id: string; tool_name: string } & (
  | { type: 'tool_call_start'; args: Record<string, unknown> }
  | { type: 'tool_call_end'; result: string; is_error: boolean; duration_ms: number; outcome?: 'unknown' }
);

/** How a session ended. A `finished` one hands over its last record, so that it is committed together with what follows from it. */
export type SessionEnd =
  | { type: 'finished'; outputs: Record<string, string> | null; text: string; record: SessionRecord }
  | { type: 'failed'; error: string; retryable: boolean; record: SessionRecord | null }
  | { type: 'suspended' };

/** Characters of streamed text between two looks at whether the log keeps up. */
const DRAIN_EVERY_CHARACTERS = 16_384;

/**
 * Model turn, tool calls, model turn … until the agent completes, a reply asks for no tool, or a limit is reached.
 * Read-only calls that follow each other run side by side, all others one by one in the order in which the model asked.
 * @throws {ModelError} when a model call fails for good; whatever `port` throws.
 */
export async function runSession(job: SessionJob, port: SessionPort, signal: AbortSignal): Promise<SessionEnd> {
  const { conversation } = job;
  const { messages } = conversation;
  const isFirst = conversation.turns === 0;
  const watch = stopwatch();

  if (conversation.lost) {
    const results = conversation.lost.map((answer) => ({ answer, durationMs: 0 }));
    const { events, ...record } = withAnswers(emptyRecord(), conversation.turns, results);
    const marked = events.map((event): ToolEvent => (event.type === 'tool_call_end' ? { ...event, outcome: 'unknown' } : event));
    if (!(await port.record({ ...record, events: marked }))) return { type: 'suspended' };
  }
  if (conversation.open) {
    const { calls, answers } = conversation.open;
    const outcome = await answerCalls(job, port, conversation.turns, calls, emptyRecord());
    if (outcome.type !== 'answered') return outcome;
    messages.push(toolMessage([...answers, ...calls], [...answers, ...outcome.answers]));
  }

  for (let turn = conversation.turns + 1; ; turn++) {
    if (turn > job.maxTurns) {
      return { type: 'failed', error: `The turn limit of ${job.maxTurns} was reached; raise maxTurns`, retryable: true, record: null };
    }
    const { message, finishReason, usage } = await takeTurn(job, port, turn, signal);
    messages.push(message);
    const record: SessionRecord = {
      turn: { turn, usage, finishReason, model: port.model.id, durationMs: watch() },
      journal: [{ turn, entry: 'reply', kind: 'reply', content: message }],
      events: [],
    };
    if (isFirst && turn === 1) record.journal.unshift(promptEntry(job));

    const calls = toolCalls(message);
    const text = textOf(message);
    if (calls.length === 0) {
      if (finishReason === 'length') {
        const error = `The reply was cut at the output limit${job.settings.maxOutputTokens ? ` of ${job.settings.maxOutputTokens} tokens` : ''}; raise maxOutputTokens`;
        return { type: 'failed', error, retryable: true, record };
      }
      if (finishReason === 'content-filter')
        return { type: 'failed', error: 'The provider withheld the reply (content filter)', retryable: true, record };
      if (!text.trim())
        return { type: 'failed', error: 'The model answered nothing; try again, or another model', retryable: true, record };
      return { type: 'finished', outputs: null, text, record };
    }
    const outcome = await answerCalls(job, port, turn, calls, record);
    if (outcome.type === 'finished') return { ...outcome, text: text || outcome.text };
    if (outcome.type !== 'answered') return outcome;
    messages.push(toolMessage(calls, outcome.answers));
  }
}

/** A stopwatch: milliseconds since it was asked last. */
export function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const before = last;
    last = performance.now();
    return Math.round(last - before);
  };
}

async function takeTurn(job: SessionJob, port: SessionPort, turn: number, signal: AbortSignal) {
  const request: ModelRequest = {
    system: job.system,
    messages: job.conversation.messages,
    tools: job.tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    ...job.settings,
  };
  let undrained = 0;
  for await (const event of port.model.stream(request, signal)) {
    if (event.type === 'finish') return { message: event.message, finishReason: event.reason, usage: event.usage };
    if (event.type === 'tool-call') continue;
    port.text(event.type === 'text' ? 'agent_output' : 'agent_thinking', turn, event.text);
    undrained += event.text.length;
    if (undrained > DRAIN_EVERY_CHARACTERS) {
      await port.drained();
      undrained = 0;
    }
  }
  throw new Error('a model stream ends with a finish or throws');
}

type CallsOutcome = { type: 'answered'; answers: ToolAnswer[] } | { type: 'suspended' } | Extract<SessionEnd, { type: 'finished' }>;

/** Makes the calls of one turn. `record` is what is not committed yet and goes with the first commit here, or out with the end. */
async function answerCalls(
  job: SessionJob,
  port: SessionPort,
  turn: number,
  calls: ToolCall[],
  record: SessionRecord,
): Promise<CallsOutcome> {
  const answers: ToolAnswer[] = [];

  for (const group of groupCalls(job, calls)) {
    const first = group[0];
    const asking = first ? askFor(job, turn, calls.slice(calls.indexOf(first))) : null;
    if (asking) {
      await port.record({ ...record, next: { journal: [], events: [], asking } });
      return { type: 'suspended' }; // another session goes on here when all of it is answered
    }
    if (first && first.name === job.completeTool) {
      const completion = port.complete(first.args);
      if (completion.ok) return { type: 'finished', outputs: completion.outputs, text: completion.summary, record };
      const answer = { callId: first.callId, name: first.name, content: completion.problem, isError: true };
      record = withAnswers(record, turn, [{ answer, durationMs: 0 }]);
      answers.push(answer);
      continue;
    }
    if (!(await port.record({ ...record, next: intents(job, turn, group) }))) return { type: 'suspended' };
    const results = await Promise.all(
      group.map(async (call) => {
        const said = job.gate.said(turn, call);
        if (said?.type === 'result') return { answer: said.answer, durationMs: 0 };
        const tool = job.tools.find(({ name }) => name === call.name);
        const { isError, durationMs, ...result } = tool
          ? await port.runTool(tool, call)
          : { content: unknownTool(job), isError: true, durationMs: 0 };
        const content = said?.note ? `${result.content}\n\n[The person who approved this adds: ${said.note}]` : result.content;
        return { answer: { callId: call.callId, name: call.name, content, isError }, durationMs };
      }),
    );
    record = withAnswers(emptyRecord(), turn, results);
    answers.push(...results.map(({ answer }) => answer));
  }

  return (await port.record(record)) ? { type: 'answered', answers } : { type: 'suspended' };
}

/** What these calls ask of people before any of them is made, up to a call that may end the session; null when they ask nothing. */
function askFor(job: SessionJob, turn: number, calls: ToolCall[]): Asking | null {
  const end = calls.findIndex(({ name }) => name === job.completeTool);
  const asking: Asking = { turn, calls: [], questions: [] };
  for (const call of end < 0 ? calls : calls.slice(0, end)) {
    const question = job.gate.ask(turn, call);
    if (!question) continue;
    asking.questions.push(question);
    asking.calls.push({ tool_call_id: call.callId, tool_name: call.name, args: parseArgs(call.args) });
  }
  return asking.questions.length > 0 ? asking : null;
}

/** Neighbouring read-only calls form a group; any other call is a group of its own. */
function groupCalls(job: SessionJob, calls: ToolCall[]): ToolCall[][] {
  const groups: ToolCall[][] = [];
  let isOpen = false;
  for (const call of calls) {
    const isRead = call.name !== job.completeTool && job.tools.find(({ name }) => name === call.name)?.effect === 'read';
    if (isRead && isOpen) groups.at(-1)?.push(call);
    else groups.push([call]);
    isOpen = isRead;
  }
  return groups;
}

function intents(job: SessionJob, turn: number, calls: ToolCall[]): { journal: SessionEntry[]; events: ToolEvent[] } {
  const said = new Map(calls.map((call) => [call, job.gate.said(turn, call)]));
  const isMade = (call: ToolCall) => said.get(call)?.type !== 'result';
  const writes = calls.filter((call) => isMade(call) && job.tools.find(({ name }) => name === call.name)?.effect === 'write');
  return {
    journal: writes.map(({ callId }) => ({ turn, entry: `${callId}:start`, kind: 'tool_start', content: { callId } })),
    // what people were asked about was shown when they were
    events: calls
      .filter((call) => !said.get(call))
      .map((call) => ({
        type: 'tool_call_start',
        turn,
        tool_call_id: call.callId,
        tool_name: call.name,
        args: parseArgs(call.args),
      })),
  };
}

function withAnswers(record: SessionRecord, turn: number, results: { answer: ToolAnswer; durationMs: number }[]): SessionRecord {
  return {
    ...record,
    journal: [
      ...record.journal,
      ...results.map(({ answer }): SessionEntry => ({ turn, entry: `${answer.callId}:result`, kind: 'tool_result', content: answer })),
    ],
    events: [
      ...record.events,
      ...results.map(({ answer, durationMs }): ToolEvent => ({
        type: 'tool_call_end',
        turn,
        tool_call_id: answer.callId,
        tool_name: answer.name,
        result: cut(answer.content),
        is_error: answer.isError,
        duration_ms: durationMs,
      })),
    ],
  };
}

/** Events show at most this much of a tool's result; the journal keeps it whole. */
const EVENT_RESULT_CHARACTERS = 10_000;

function cut(text: string): string {
  return text.length <= EVENT_RESULT_CHARACTERS ? text : text.slice(0, EVENT_RESULT_CHARACTERS);
}

function emptyRecord(): SessionRecord {
  return { turn: null, journal: [], events: [] };
}

function promptEntry(job: SessionJob): SessionEntry {
  const asked = job.conversation.messages.findLast(({ role }) => role === 'user');
  return { turn: 0, entry: 'prompt', kind: 'prompt', content: { system: job.system, prompt: asked?.role === 'user' ? asked.content : '' } };
}

function unknownTool(job: SessionJob): string {
  return `There is no such tool. The tools are: ${job.tools.map(({ name }) => name).join(', ') || 'none'}.`;
}

function parseArgs(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
  } catch {
    return { unparsed: text };
  }
}

function textOf(message: AssistantMessage): string {
  return message.parts
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('');
}
