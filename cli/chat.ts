import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { ChatEvent, Client, RunEvent } from './client.ts';
import { RunView } from './show-run.ts';

/** What a conversation is begun or gone on with. */
export interface ChatOptions {
  agent: string;
  /** A chat to go on with; a new one otherwise. */
  session: string | null;
  model: string | null;
  /** Said at once, after which the command ends; null asks the person at the terminal, again and again. */
  message: string | null;
  isJson: boolean;
}

/** Talks with an agent. Ctrl-C stops a reply, and between replies leaves the chat. Exit code 1 when a reply failed. */
export async function chat(client: Client, { agent, session, model, message, isJson }: ChatOptions): Promise<number> {
  const id = session ?? (await client.send<{ id: string }>('POST', '/v1/chat/sessions', { agent_id: agent, model })).id;
  const path = `/v1/chat/sessions/${encodeURIComponent(id)}`;
  const events = client.chat(id);
  try {
    await connected(events);
    const view = new RunView((text) => process.stdout.write(text));
    const say = async (text: string) => {
      await client.send('POST', `${path}/message`, { message: text });
      return heard(events, view, isJson);
    };
    if (message !== null) return (await say(message)) ? 0 : 1;
    const stop = () => void client.send('POST', `${path}/stop`).catch(() => undefined);
    await converse(id, say, stop);
    process.stderr.write(`"djinnbot chat ${agent} --session ${id}" goes on with it\n`);
    return 0;
  } finally {
    await events.return();
  }
}

/** Asks the person at the terminal, again and again. */
async function converse(id: string, say: (text: string) => Promise<boolean>, stop: () => void): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const over = new AbortController();
  terminal.once('close', () => over.abort());
  process.stdout.write(`${id}: an empty line or Ctrl-D ends the conversation, Ctrl-C stops a reply\n`);
  while (!over.signal.aborted) {
    const text = await terminal.question(styleText('bold', '> '), { signal: over.signal }).catch(() => '');
    if (text.trim() === '') break;
    terminal.on('SIGINT', stop);
    await say(text);
    terminal.off('SIGINT', stop);
    process.stdout.write('\n');
  }
  terminal.close();
}

async function connected(events: AsyncGenerator<ChatEvent, void>): Promise<void> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || value.type === 'connected') return;
  }
}

/** Shows a reply to its end; whether it was one. */
async function heard(events: AsyncGenerator<ChatEvent, void>, view: RunView, isJson: boolean): Promise<boolean> {
  for (;;) {
    const { value: event, done } = await events.next();
    if (done) return false;
    if (isJson) process.stdout.write(`${JSON.stringify(event)}\n`);
    else for (const shown of asRunEvents(event)) view.show(shown);
    if (event.type === 'turn_end') return event.data?.success === true;
    if (event.type === 'response_aborted') return true;
    if (event.type === 'session_complete') return false;
  }
}

/** As a run would have told it. */
function asRunEvents({ type, data = {} }: ChatEvent): RunEvent[] {
  switch (type) {
    case 'output':
      return [{ type: 'agent_output', chunk: data.content }];
    case 'thinking':
      return [{ type: 'agent_thinking', chunk: data.thinking }];
    case 'tool_start':
      return [{ type: 'tool_call_start', tool_name: data.toolName, args: data.args }];
    case 'tool_end':
      return [{ type: 'tool_call_end', is_error: data.success !== true, result: data.result }];
    case 'question_asked':
      return [{ type, question_id: data.questionId, kind: data.kind, tool_name: data.toolName, text: data.text, choices: data.choices }];
    case 'question_answered':
      return [{ type, cause: data.cause, answer: data.answer, approved: data.approved }];
    case 'step_end':
      return data.success === true ? [] : [{ type: 'run_failed', error: data.result }];
    case 'session_error':
      return [{ type: 'run_failed', error: data.message }];
    case 'turn_discarded':
      return [{ type }];
    case 'turn_end':
    case 'response_aborted':
      return [{ type: 'line_end' }];
    default:
      return [];
  }
}
