/** What the command line says when it cannot go on, in one line and without a stack. */
export class CommandError extends Error {}
