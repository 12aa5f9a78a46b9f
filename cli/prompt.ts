import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandError } from './command-error.ts';

/** Asks the person at the terminal, or reads the lines of a pipe. */
export interface Prompt {
  /** @param isHidden whether what is typed must not be seen. @throws {CommandError} when there is no answer. */
  ask(question: string, isHidden?: boolean): Promise<string>;
  close(): void;
}

export function openPrompt(): Prompt {
  const isTerminal = process.stdin.isTTY ?? false;
  let isHidden = false;
  const shown = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: shown, terminal: isTerminal });
  terminal.once('SIGINT', () => process.exit(130));
  const lines = terminal[Symbol.asyncIterator]();
  return {
    async ask(question, hidden = false) {
      if (isTerminal) {
        terminal.setPrompt(question);
        terminal.prompt();
      } else process.stderr.write(question);
      isHidden = hidden;
      const { value, done } = await lines.next();
      isHidden = false;
      if (hidden || !isTerminal) process.stderr.write('\n');
      if (done) throw new CommandError('there was no answer');
      return value;
    },
    close: () => terminal.close(),
  };
}
