import type { Tool } from '../tools/tool.ts';
import type { Toolset } from '../tools/toolset.ts';

export const ASK_HUMAN = 'ask_human';

/** What a model asks of a person. */
export interface AskHumanArguments {
  question: string;
  choices?: string[];
  default?: string;
  expires_in_sec?: number;
}

/** The longest that anything may wait for an answer. */
export const LONGEST_WAIT_SEC = 30 * 24 * 60 * 60;

/**
 * The tool by which an agent asks a person. Its call is never made: the session waits for the answer, which becomes its result. What
 * does run is a call that cannot be asked, to say why.
 */
const askHumanTool: Tool = {
  name: ASK_HUMAN,
  description:
    'Asks a person you work for and waits for the answer, which may take hours. Use it for decisions that are not yours, and for what nobody but them knows. Ask one clear question; offer choices where you can.',
  parameters: {
    type: 'object',
    properties: {
      question: {
        type: 'string',
        minLength: 1,
        maxLength: 4_000,
        description: 'What you want to know, with all that is needed to answer.',
      },
      choices: {
        type: 'array',
        minItems: 2,
        maxItems: 20,
        uniqueItems: true,
        items: { type: 'string', minLength: 1, maxLength: 200 },
        description: 'Answers to choose from. Without them the answer is free text.',
      },
      default: { type: 'string', minLength: 1, maxLength: 4_000, description: 'The answer that counts when nobody gives one in time.' },
      expires_in_sec: { type: 'integer', minimum: 1, maximum: LONGEST_WAIT_SEC, description: 'How long to wait for an answer.' },
    },
    required: ['question'],
    additionalProperties: false,
  },
  effect: 'idempotent',
  run: async (args) => ({ content: problemOf(args as unknown as AskHumanArguments) ?? 'Nobody can be asked here.', isError: true }),
};

/** Lets agents ask people. */
export const askHumanToolset: Toolset = { tools: () => [askHumanTool] };

/** What is wrong with a question beyond the form of its arguments; null when it can be asked. */
export function problemOf({ question, choices, default: fallback }: AskHumanArguments): string | null {
  if (question.trim() === '') return 'question must say something.';
  if (choices && fallback !== undefined && !choices.includes(fallback)) return 'default must be one of the choices.';
  return null;
}
