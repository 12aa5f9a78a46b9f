/** A setting that cannot be used; the message is one line that names it and what is allowed. */
export class ConfigError extends Error {}
