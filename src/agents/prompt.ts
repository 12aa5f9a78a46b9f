import type { Persona } from './agent-catalog.ts';

type PersonaText = Pick<Persona, 'identity' | 'soul' | 'decision' | 'agents'>;

/**
 * Who an agent is and how it works, for the model: identity, soul, decision rules, procedures.
 * @param instructions what its tools have to say, a section each.
 */
export function systemPrompt({ identity, soul, decision, agents }: PersonaText, instructions: readonly string[] = []): string {
  return joinSections([identity, soul, decision, agents, ...instructions]);
}

export interface StepPromptParts {
  runId: string;
  stepId: string;
  execution: number;
  attempt: number;
  /** The step's template, filled in. */
  input: string;
  /** What people said about this run or this attempt, and why an earlier attempt failed. */
  humanContext: string | null;
  outputs: readonly string[];
  /** Values on which the pipeline branches. */
  allowedResults: readonly string[];
  hasCompleteTool: boolean;
}

/** What an agent is asked to do in one attempt at a step. Its `Run:` line names the attempt and keeps its form. */
export function stepPrompt(parts: StepPromptParts): string {
  const { runId, stepId, execution, attempt, input, humanContext } = parts;
  return joinSections([
    `Run: ${runId}  Step: ${stepId}  Attempt: ${execution}.${attempt}`,
    input,
    humanContext?.trim() ? `Guidance from the people you work for; follow it where it bears on this step:\n${humanContext.trim()}` : '',
    parts.hasCompleteTool ? finishByTool(parts) : finishByText(parts),
  ]);
}

function finishByTool({ outputs, allowedResults }: StepPromptParts): string {
  return joinLines([
    'Files of this run are in your workspace; paths are relative to it.',
    outputs.length > 0 && `When the work is done, call \`complete\` with these outputs: ${outputs.join(', ')}.`,
    outputs.length === 0 && 'When the work is done, call `complete` with a summary of what you did.',
    allowedResults.length > 0 && `One output must be exactly one of: ${allowedResults.join(', ')}.`,
    'If the work cannot be done, call `complete` with status "failed" and say why in the summary.',
  ]);
}

function finishByText({ outputs, allowedResults }: StepPromptParts): string {
  return joinLines([
    outputs.length > 0 &&
      `Unless another form is asked of you, end your answer with one line for each output, and indent further lines of a value by two spaces:\n${outputs.map((name) => `${name.toUpperCase()}: value`).join('\n')}`,
    allowedResults.length > 0 && `One output must be exactly one of: ${allowedResults.join(', ')}.`,
  ]);
}

function joinSections(sections: readonly string[]): string {
  return sections
    .map((section) => section.trim())
    .filter(Boolean)
    .join('\n\n');
}

function joinLines(lines: readonly (string | false)[]): string {
  return lines.filter((line) => line !== false).join('\n');
}
