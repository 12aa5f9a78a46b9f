import { styleText } from 'node:util';
import type { RunEvent } from './client.ts';
import { answersOf } from './inbox.ts';

type Style = Parameters<typeof styleText>[0];

/** How a run ended, for the exit code. */
export type Outcome = 'completed' | 'failed' | 'paused';

/** How a run ended, by the event that says so; null for any other. */
export function outcomeOf(type: string): Outcome | null {
  return type === 'run_complete' ? 'completed' : type === 'run_failed' ? 'failed' : type === 'run_paused' ? 'paused' : null;
}

/** Shows a run to a person as it happens: steps as headings, what agents say as it is said, thinking and tools in between. */
export class RunView {
  readonly #write: (text: string) => void;
  #isAtLineStart = true;
  #speaking: string | null = null;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Shows one event; how the run ended when it did. */
  show(event: RunEvent): Outcome | null {
    const { type, step_id: step = '' } = event;
    switch (type) {
      case 'step_started':
        this.#line(`● ${step}`, ['bold', 'cyan'], ` ${text(event.agent_id)}, ${text(event.model)}`);
        return null;
      case 'agent_output':
        this.#say(type, text(event.chunk), null);
        return null;
      case 'agent_thinking':
        this.#say(type, text(event.chunk), 'dim');
        return null;
      case 'tool_call_start':
        this.#line(`  ⚙ ${text(event.tool_name)}`, 'yellow', ` ${JSON.stringify(event.args).slice(0, 120)}`);
        return null;
      case 'tool_call_end':
        if (event.is_error) this.#line(`  ✗ ${text(event.result).slice(0, 200)}`, 'red');
        return null;
      case 'question_asked': {
        const asked = event.kind === 'approval' ? `May ${text(event.tool_name)} be called?` : text(event.text);
        this.#line(
          `? ${asked}`,
          ['bold', 'yellow'],
          `\n  djinnbot answer ${text(event.question_id)} ${answersOf(event.kind, event.choices)}`,
        );
        return null;
      }
      case 'question_answered':
        this.#line(`  ${text(event.cause)}`, 'dim', event.approved === null ? ` ${text(event.answer)}` : event.approved ? ' yes' : ' no');
        return null;
      case 'turn_discarded':
        this.#line('  the server was lost in the middle of this turn; it is taken again', 'dim');
        return null;
      case 'step_failed':
        this.#line(`✗ ${step}: ${text(event.error)}`, 'red');
        return null;
      case 'step_retrying':
        this.#line(`↻ ${step} is tried again`, 'yellow');
        return null;
      case 'step_complete':
        this.#line(`✓ ${step}`, 'green');
        return null;
      case 'run_paused':
        this.#line(`‖ paused: ${text(event.reason)}`, 'yellow');
        return 'paused';
      case 'run_failed':
        this.#line(`✗ ${text(event.error)}`, ['bold', 'red']);
        return 'failed';
      case 'run_complete':
        this.#line('✓ completed', ['bold', 'green']);
        for (const [name, value] of Object.entries((event.outputs ?? {}) as Record<string, string>))
          this.#line(`${name}:`, 'bold', ` ${value}`);
        return 'completed';
      case 'line_end':
        this.#newLine();
        this.#speaking = null;
        return null;
      default:
        return null;
    }
  }

  #say(speaking: string, said: string, style: Style | null): void {
    if (this.#speaking !== speaking) this.#newLine();
    this.#speaking = speaking;
    this.#write(style ? styleText(style, said) : said);
    this.#isAtLineStart = said.endsWith('\n');
  }

  #line(head: string, style: Style, rest = ''): void {
    this.#newLine();
    this.#speaking = null;
    this.#write(`${styleText(style, head)}${rest}\n`);
  }

  #newLine(): void {
    if (!this.#isAtLineStart) this.#write('\n');
    this.#isAtLineStart = true;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
