/** The stream has another owner or epoch by now: whatever was decided under the old one is void. */
export class FencedError extends Error {
  constructor(stream: string) {
    super(`${stream} has another owner or epoch by now`);
  }
}

/** The stream's state changed since the facts were decided: read it again and decide again. */
export class StaleStateError extends Error {
  constructor(stream: string) {
    super(`the state of ${stream} changed in the meantime`);
  }
}
