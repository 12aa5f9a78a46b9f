import type { Pipeline, PipelineStep } from './pipeline.ts';

/** A pipeline as a picture: its steps, and every way that leads from one to another. */
export interface PipelineGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface GraphNode {
  id: string;
  agentId: string;
  description: string | null;
  /** It repeats what follows it for each item of a list. */
  isLoop: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: EdgeKind;
  /** The result that leads this way; null for the ordinary way on. */
  label: string | null;
}

export type EdgeKind = 'next' | 'result' | 'retry' | 'each' | 'after-loop';

/** Steps in file order, and for each step its ways in the order in which a run looks at them. */
export function graphOf({ steps }: Pick<Pipeline, 'steps'>): PipelineGraph {
  return {
    nodes: steps.map(({ id, agent, description, loop }) => ({ id, agentId: agent, description, isLoop: loop !== null })),
    edges: steps.flatMap(waysFrom),
  };
}

function waysFrom({ id, onResult, onComplete, loop }: PipelineStep): GraphEdge[] {
  const way = (to: string | null, kind: EdgeKind, label: string | null = null): GraphEdge[] =>
    to === null ? [] : [{ from: id, to, kind, label }];
  return [
    ...way(loop?.onEachComplete ?? null, 'each', 'each item'),
    ...Object.entries(onResult).flatMap(([value, { goto, retry }]) => (retry ? way(id, 'retry', value) : way(goto, 'result', value))),
    ...way(onComplete, 'next'),
    ...way(loop?.onAllComplete ?? null, 'after-loop', 'when done'),
  ];
}
