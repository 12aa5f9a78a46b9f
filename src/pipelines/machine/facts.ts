import type { AskedQuestion, QuestionEnd } from '../../questions/question-facts.ts';

/**
 * What can happen to a run, in the words of the event stream: a fact is stored, folded and sent as it stands here.
 * Field names are the wire names of the native dialect (snake_case); every fact carries `at`, epoch milliseconds.
 */
export type Fact = { at: number } & (
  | RunFact
  | StepFact
  | LoopFact
  | TurnFact
  | ({ type: 'question_asked' } & StepRef & AskedQuestion)
  | ({ type: 'question_answered' } & StepRef & QuestionEnd)
  | { type: 'agent_message'; step_id: string; from: string; to: string; message: string; thread_id: string }
  /** `reset`: the steps that begin anew with a restarted one. `reopened`: loops around it that were over and take up their last item again. */
  | { type: 'human_intervention'; action: 'restart' | 'stop'; step_id: string; context: string; reset?: string[]; reopened?: string[] }
);

export type RunFact =
  /** `traceparent`: the span that asked for it, when its caller named one. */
  | ({
      type: 'run_created';
      pipeline_id: string;
      task: string;
      human_context: string | null;
      budget_usd: number | null;
      traceparent?: string;
    } & MoreBudgets)
  /**
   * `recovery`: a new owner went on after the old one was lost. `handover`: a session takes
   * up a step that had begun, so that the clock of its budget goes on from here. `resume`: someone resumed a
   * paused run. `budget`: there is something left again of the budget that it waited for. `answer`: all that it asked is answered.
   */
  | ({ type: 'run_resumed'; reason: 'recovery' | 'handover' | 'resume' | 'budget' | 'answer'; budget_usd?: number | null } & MoreBudgets)
  | { type: 'run_restarted'; pipeline_id: string; task: string; human_context: string | null }
  /** `purse`: whose budget is spent, when it is not the run's own. */
  | { type: 'run_paused'; reason: string; waiting_for: 'resume' | 'budget' | 'question'; purse?: Purse }
  /** It started a run that draws from its budget. */
  | { type: 'child_run_started'; child_run_id: string }
  /** What the runs that it started spent until now, all together. */
  | { type: 'children_spent'; cost_usd: number; tokens: number }
  | { type: 'run_cancelled'; reason: string }
  | { type: 'run_complete'; outputs: Record<string, string> }
  /** Also follows `run_cancelled`, with `cancelled: true`: readers that wait for an end need only know two types. */
  | { type: 'run_failed'; error: string; step_id: string | null; cancelled?: true };

export interface MoreBudgets {
  /** Input and output together. */
  budget_tokens?: number | null;
  /** Seconds of work. */
  budget_time_sec?: number | null;
}

/** A budget that is not a run's own: an agent's of one day, which ends at `until` (epoch milliseconds), or that of a run it belongs to. */
export type Purse = { agent_id: string; until: number } | { run_id: string };

/** Names one attempt at a step. `execution` counts entries into the step (goto, loop, restart), `attempt` the tries within one. */
export interface StepRef {
  step_id: string;
  execution: number;
  attempt: number;
}

export type StepFact = StepRef &
  (
    | { type: 'step_queued'; agent_id: string; reason: QueueReason; max_retries: number; human_context: string | null; item?: LoopItem }
    | { type: 'step_started'; agent_id: string; session_id: string; model: string; deadline_at: number }
    | { type: 'step_complete'; outputs: Record<string, string>; output: string }
    | { type: 'step_failed'; error: string; retry_count: number; final: boolean }
    | { type: 'step_retrying'; feedback: string; retry_count: number }
    | { type: 'step_cancelled'; reason: string }
  );

export type QueueReason = 'first' | 'next' | 'goto' | 'loop' | 'retry' | 'result_retry' | 'restart';

export interface LoopItem {
  index: number;
  /** Strings as they are, other values JSON-encoded. */
  value: string;
}

export type LoopFact =
  | { type: 'loop_started'; step_id: string; items: string[] }
  /** `output`: text of the step that completed the item. */
  | { type: 'loop_item_complete'; step_id: string; index: number; output: string }
  | { type: 'loop_complete'; step_id: string };

/** Within one attempt: model turns and the tool calls they asked for. Only `turn_complete` changes the run's state. */
export type TurnFact = StepRef & { turn: number } & (
    | { type: 'agent_output'; chunk: string }
    | { type: 'agent_thinking'; chunk: string }
    | { type: 'tool_call_start'; tool_call_id: string; tool_name: string; args: Record<string, unknown> }
    /** `outcome: unknown`: the server was lost while the call ran, and it is not made again. */
    | {
        type: 'tool_call_end';
        tool_call_id: string;
        tool_name: string;
        result: string;
        is_error: boolean;
        duration_ms: number;
        outcome?: 'unknown';
      }
    /** `duration_ms`: from the end of the turn before it, or from the beginning of the session. */
    | { type: 'turn_complete'; usage: Usage; finish_reason: string; model: string; agent_id?: string; duration_ms?: number }
    /** Closes a turn that a crash cut off: readers drop the text they saw of it, the turn is made again. */
    | { type: 'turn_discarded' }
  );

/** Cost is in US dollars; zero where the price of the model is not known. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cached_input_tokens: number;
  reasoning_tokens: number;
  cost_usd: number;
}

export const NO_USAGE: Usage = { input_tokens: 0, output_tokens: 0, cached_input_tokens: 0, reasoning_tokens: 0, cost_usd: 0 };
