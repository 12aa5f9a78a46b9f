import type { NewEvent } from '../log/event-log.ts';
import type { Fact, StepRef, Usage } from '../pipelines/machine/facts.ts';
import { parseTraceparent, spanIdOf, traceIdOf, type TraceContext } from './trace-context.ts';

/** Something that took time and is over. Times are epoch milliseconds. */
export interface Span {
  name: string;
  /** `client` is a call of a model. */
  kind: 'internal' | 'client';
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  startMs: number;
  endMs: number;
  attributes: Record<string, string | number | string[]>;
  isError: boolean;
}

interface OpenStep {
  ref: StepRef;
  spanId: string;
  agentId: string;
  sessionId: string;
  model: string;
  startMs: number;
  /** When its last turn or tool call ended: the next turn begins there. */
  idleSinceMs: number;
  usage: Pick<Usage, 'input_tokens' | 'output_tokens' | 'cost_usd'>;
  /** When each call of a tool began that has not ended. */
  calls: Map<string, number>;
}

interface OpenRun {
  spanId: string;
  startMs: number;
  usage: OpenStep['usage'];
}

type Told = Fact & NewEvent;

/** The facts that spans are made of. */
export const TRACED: readonly Fact['type'][] = [
  'run_created',
  'run_restarted',
  'run_complete',
  'run_failed',
  'step_queued',
  'step_started',
  'step_complete',
  'step_failed',
  'step_cancelled',
  'turn_complete',
  'tool_call_start',
  'tool_call_end',
  'question_asked',
];

/**
 * Makes spans of a run's facts: run → step → turn → tool, in the words of OpenTelemetry's conventions for generative AI. What a span is
 * called and where it hangs follows from the facts alone, so whichever node sees the end of something tells the same of it.
 * Prompts, replies, arguments and results are left out.
 */
export class RunTrace {
  readonly #runId: string;
  #caller: TraceContext | null = null;
  #pipelineId = '';
  /** How often it was over: a run that is restarted after its end gets another span of its own in the same trace. */
  #ends = 0;
  #run: OpenRun | null = null;
  readonly #steps = new Map<string, OpenStep>();

  constructor(runId: string) {
    this.#runId = runId;
  }

  /** Whether it ended and nothing of it goes on. */
  get isOver(): boolean {
    return this.#run === null;
  }

  /** Takes in the next fact; answers what is over by it. Facts of other types change nothing. */
  see(event: NewEvent): Span[] {
    const fact = event as Told;
    switch (fact.type) {
      case 'run_created':
        this.#caller = parseTraceparent(fact.traceparent);
        this.#pipelineId = fact.pipeline_id;
        this.#begin(fact.at);
        return [];
      case 'run_restarted':
      case 'step_queued':
        this.#begin(fact.at);
        return [];
      case 'step_started':
        this.#begin(fact.at);
        this.#steps.set(keyOf(fact), {
          ref: fact,
          spanId: spanIdOf(this.#runId, `step ${keyOf(fact)}`),
          agentId: fact.agent_id,
          sessionId: fact.session_id,
          model: fact.model,
          startMs: fact.at,
          idleSinceMs: fact.at,
          usage: { input_tokens: 0, output_tokens: 0, cost_usd: 0 },
          calls: new Map(),
        });
        return [];
      case 'turn_complete':
        return this.#turn(fact);
      case 'tool_call_start':
        this.#steps.get(keyOf(fact))?.calls.set(fact.tool_call_id, fact.at);
        return [];
      case 'question_asked':
        if (fact.tool_call_id) this.#steps.get(keyOf(fact))?.calls.delete(fact.tool_call_id); // it begins when it was answered
        return [];
      case 'tool_call_end':
        return this.#tool(fact);
      case 'step_complete':
        return this.#endStep(keyOf(fact), fact.at, 'completed');
      case 'step_failed':
        return this.#endStep(keyOf(fact), fact.at, 'failed');
      case 'step_cancelled':
        return this.#endStep(keyOf(fact), fact.at, 'cancelled');
      case 'run_complete':
        return this.#end(fact.at, 'completed');
      case 'run_failed':
        return this.#end(fact.at, fact.cancelled ? 'cancelled' : 'failed');
      default:
        return [];
    }
  }

  #begin(at: number): void {
    this.#run ??= {
      spanId: spanIdOf(this.#runId, `run ${this.#ends}`),
      startMs: at,
      usage: { input_tokens: 0, output_tokens: 0, cost_usd: 0 },
    };
  }

  #turn(fact: Extract<Told, { type: 'turn_complete' }>): Span[] {
    const step = this.#steps.get(keyOf(fact));
    if (!step) return [];
    const { usage, model, at } = fact;
    const startMs = Math.max(step.idleSinceMs, at - (fact.duration_ms ?? at));
    step.idleSinceMs = at;
    for (const sum of [step.usage, this.#run?.usage]) {
      if (!sum) continue;
      sum.input_tokens += usage.input_tokens;
      sum.output_tokens += usage.output_tokens;
      sum.cost_usd += usage.cost_usd;
    }
    const { provider, name } = split(model);
    return this.#span({
      name: `chat ${name}`,
      kind: 'client',
      spanId: turnId(this.#runId, fact),
      parentSpanId: step.spanId,
      startMs,
      endMs: at,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': name,
        'gen_ai.response.finish_reasons': [fact.finish_reason],
        'gen_ai.usage.input_tokens': usage.input_tokens,
        'gen_ai.usage.output_tokens': usage.output_tokens,
        'gen_ai.usage.cache_read.input_tokens': usage.cached_input_tokens,
        'gen_ai.conversation.id': step.sessionId,
        'djinnbot.cost_usd': usage.cost_usd,
        'djinnbot.turn': fact.turn,
      },
    });
  }

  #tool(fact: Extract<Told, { type: 'tool_call_end' }>): Span[] {
    const step = this.#steps.get(keyOf(fact));
    if (!step) return [];
    const startMs = step.calls.get(fact.tool_call_id) ?? fact.at - fact.duration_ms;
    step.calls.delete(fact.tool_call_id);
    step.idleSinceMs = fact.at;
    return this.#span({
      name: `execute_tool ${fact.tool_name}`,
      kind: 'internal',
      spanId: spanIdOf(this.#runId, `tool ${keyOf(fact)} ${fact.turn} ${fact.tool_call_id}`),
      parentSpanId: turnId(this.#runId, fact),
      startMs,
      endMs: Math.min(fact.at, startMs + fact.duration_ms), // calls that run side by side are put down together
      isError: fact.is_error,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': fact.tool_name,
        'gen_ai.tool.call.id': fact.tool_call_id,
        'gen_ai.tool.type': 'function',
        ...(fact.is_error && { 'error.type': fact.outcome === 'unknown' ? 'outcome_unknown' : 'tool_error' }),
      },
    });
  }

  #endStep(key: string, at: number, status: 'completed' | 'failed' | 'cancelled'): Span[] {
    const step = this.#steps.get(key);
    if (!step || !this.#run) return [];
    this.#steps.delete(key);
    const { provider, name } = split(step.model);
    return this.#span({
      name: `invoke_agent ${step.agentId}`,
      kind: 'internal',
      spanId: step.spanId,
      parentSpanId: this.#run.spanId,
      startMs: step.startMs,
      endMs: at,
      isError: status === 'failed',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.id': step.agentId,
        'gen_ai.agent.name': step.agentId,
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': name,
        'gen_ai.conversation.id': step.sessionId,
        ...usageOf(step.usage),
        'djinnbot.step.id': step.ref.step_id,
        'djinnbot.step.execution': step.ref.execution,
        'djinnbot.step.attempt': step.ref.attempt,
        'djinnbot.step.status': status,
        ...(status === 'failed' && { 'error.type': 'step_failed' }),
      },
    });
  }

  #end(at: number, status: 'completed' | 'failed' | 'cancelled'): Span[] {
    if (!this.#run) return [];
    const left = [...this.#steps.keys()].flatMap((key) => this.#endStep(key, at, status === 'completed' ? 'completed' : 'cancelled'));
    const { spanId, startMs, usage } = this.#run;
    this.#run = null;
    this.#ends++;
    const own = this.#span({
      name: `invoke_workflow ${this.#pipelineId}`,
      kind: 'internal',
      spanId,
      parentSpanId: this.#caller?.spanId ?? null,
      startMs,
      endMs: at,
      isError: status === 'failed',
      attributes: {
        'gen_ai.operation.name': 'invoke_workflow',
        'gen_ai.workflow.name': this.#pipelineId,
        ...usageOf(usage),
        'djinnbot.run.status': status,
        ...(status === 'failed' && { 'error.type': 'run_failed' }),
      },
    });
    return [...left, ...own];
  }

  #span(span: Omit<Span, 'traceId' | 'isError'> & { isError?: boolean }): Span[] {
    if (this.#caller?.isSampled === false) return [];
    const attributes = { ...span.attributes, 'djinnbot.run.id': this.#runId };
    return [{ isError: false, ...span, attributes, traceId: this.#caller?.traceId ?? traceIdOf(this.#runId) }];
  }
}

function keyOf({ step_id, execution, attempt }: StepRef): string {
  return `${step_id}:${execution}:${attempt}`;
}

function turnId(runId: string, fact: StepRef & { turn: number }): string {
  return spanIdOf(runId, `turn ${keyOf(fact)} ${fact.turn}`);
}

function usageOf(usage: OpenStep['usage']): Record<string, number> {
  return {
    'gen_ai.usage.input_tokens': usage.input_tokens,
    'gen_ai.usage.output_tokens': usage.output_tokens,
    'djinnbot.cost_usd': usage.cost_usd,
  };
}

/** Providers that the conventions know by another name than ours. */
const PROVIDER_NAMES: Record<string, string> = {
  google: 'gcp.gemini',
  gemini: 'gcp.gemini',
  mistral: 'mistral_ai',
  xai: 'x_ai',
  azure: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
};

function split(model: string): { provider: string; name: string } {
  const slash = model.indexOf('/');
  const provider = model.slice(0, Math.max(0, slash));
  return { provider: PROVIDER_NAMES[provider] ?? provider, name: model.slice(slash + 1) };
}
