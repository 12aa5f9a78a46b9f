import type { Client } from './client.ts';
import { CommandError } from './command-error.ts';

/** What an agent asks of a person, as lists have it. */
export interface Question {
  id: string;
  kind: 'question' | 'approval';
  agent_id: string;
  run_id: string | null;
  chat_id: string | null;
  tool_name: string;
  text: string | null;
  choices: string[] | null;
  arguments: Record<string, unknown> | null;
  expires_at: number;
}

/** A question in a few lines, with the command that answers it. */
export function describeQuestion({ id, kind, agent_id, run_id, chat_id, tool_name, text, choices, arguments: args }: Question): string {
  const asked = kind === 'approval' ? `wants to call ${tool_name} ${JSON.stringify(args).slice(0, 400)}` : `asks: ${text}`;
  return `${id}  ${agent_id} in ${run_id ?? chat_id} ${asked}\n  djinnbot answer ${id} ${answersOf(kind, choices)}`;
}

/** What can be said to a question, for the command that says it. */
export function answersOf(kind: unknown, choices: unknown): string {
  if (kind === 'approval') return 'approve|deny';
  return Array.isArray(choices) ? choices.map((choice) => JSON.stringify(choice)).join('|') : '"<text>"';
}

/** Answers a question. @throws {CommandError} when it takes another answer, or has one. */
export async function answer(client: Client, id: string, said: string, note: string | null): Promise<{ status: string }> {
  const path = `/v1/questions/${encodeURIComponent(id)}`;
  const { kind } = await client.send<Question>('GET', path);
  if (kind === 'approval' && said !== 'approve' && said !== 'deny')
    throw new CommandError(`${id} wants approval: answer approve or deny, and say why with --note`);
  return client.send('POST', `${path}/answer`, { ...(kind === 'approval' ? { approve: said === 'approve' } : { answer: said }), note });
}
