import { DeadlineExceededError } from '../../src/errors.ts';
import type { Reply } from './actor.ts';
import { ActorStoppedError } from './kernel-errors.ts';

interface Question {
  /** The actor took the message; if it crashes now, nobody will answer. */
  isTaken: boolean;
  reject(error: Error): void;
}

/** What an actor was asked and has not answered yet, by the message that asks it. */
export class OpenQuestions<Message> {
  readonly #path: string;
  readonly #open = new Map<Message, Question>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Makes the message with its reply, sends it, and waits for the answer until the deadline. */
  ask<Answer>(make: (reply: Reply<Answer>) => Message, timeoutMs: number, send: (message: Message) => void): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const reply: Reply<Answer> = {
        resolve(answer) {
          settle();
          resolve(answer);
        },
        reject(error) {
          settle();
          reject(error);
        },
      };
      const message = make(reply);
      const timer = setTimeout(
        () => reply.reject(new DeadlineExceededError(`Actor ${this.#path} did not answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      const settle = () => {
        clearTimeout(timer);
        this.#open.delete(message);
      };
      this.#open.set(message, { isTaken: false, reject: reply.reject });
      send(message);
    });
  }

  /** The actor begins to handle this message. */
  take(message: Message): void {
    const question = this.#open.get(message);
    if (question) question.isTaken = true;
  }

  refuse(message: Message, error: Error): void {
    this.#open.get(message)?.reject(error);
  }

  /** The incarnation that took questions is gone, and the answers with it. */
  failTaken(): void {
    for (const question of this.#open.values()) if (question.isTaken) question.reject(new ActorStoppedError(this.#path));
  }

  failAll(): void {
    for (const question of this.#open.values()) question.reject(new ActorStoppedError(this.#path));
  }
}
