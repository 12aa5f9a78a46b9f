import type { ToolScope } from './toolset.ts';

/** Something a model may call. */
export interface Tool {
  name: string;
  /** What it does and when to use it, for the model. */
  description: string;
  /** JSON Schema of its arguments, an object. */
  parameters: Record<string, unknown>;
  /**
   * What a crash in mid-call means: `read` and `idempotent` calls are made again; a `write` call without a result is reported to
   * the model as of unknown outcome and not repeated.
   */
  effect: 'read' | 'idempotent' | 'write';
  /** How long one call may take; a minute where it is absent. */
  timeoutMs?: number;
  /** Never throws for what the model did wrong: that is a result with `isError`, so that the model can do better. */
  run(args: Record<string, unknown>, context: ToolContext): Promise<ToolResult>;
}

/** The work in which a tool is called. */
export interface ToolContext extends Omit<ToolScope, 'granted'> {
  /** Absolute path of the work's own directory. Exists if the agent has tools for it. */
  workspace: string;
  /** Null in a chat. */
  stepId: string | null;
  /** The model's id of this call: the same when the call is made again after a crash. */
  callId: string;
  /** Fires on cancel, timeout and stop; a tool gives up at once. */
  signal: AbortSignal;
}

export interface ToolResult {
  /** Text for the model, already cut to `MAX_RESULT_CHARACTERS`. */
  content: string;
  isError: boolean;
}
