/** The actor ended, or crashed on the message: there will be no answer. */
export class ActorStoppedError extends Error {
  constructor(path: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // every end of an actor makes one, and where that was says nothing
    super(`actor ${path} ended before it answered`);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The actor has more messages waiting than its mailbox holds. */
export class MailboxFullError extends Error {
  constructor(path: string) {
    super(`the mailbox of ${path} is full`);
  }
}
