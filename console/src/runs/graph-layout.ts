import dagre from '@dagrejs/dagre';

export interface GraphShape {
  nodes: readonly { id: string; agentId: string; isLoop: boolean }[];
  edges: readonly { from: string; to: string; kind: string; label?: string | null }[];
}

export interface PlacedGraph {
  width: number;
  height: number;
  nodes: { id: string; agentId: string; isLoop: boolean; x: number; y: number }[];
  edges: { from: string; to: string; kind: string; label: string | null; path: string; labelAt: { x: number; y: number } }[];
}

export const NODE = { width: 150, height: 52 };

/** Places a pipeline's steps from left to right, or from top to bottom; ways back go around. */
export function layOut({ nodes, edges }: GraphShape, direction: 'LR' | 'TB' = 'LR'): PlacedGraph {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 28, ranksep: direction === 'LR' ? 48 : 28, marginx: 8, marginy: 18 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...NODE });
  edges.forEach(({ from, to, label }, index) => {
    if (from !== to) graph.setEdge(from, to, { width: (label?.length ?? 0) * 6, height: 14, labelpos: 'c' }, String(index));
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.id) as { x: number; y: number };
      return { ...node, x, y };
    }),
    edges: edges.map(({ from, to, kind, label = null }, index) => {
      if (from === to) return { from, to, kind, label, ...loopAround(graph.node(from) as { x: number; y: number }) };
      const { points, x, y } = graph.edge(from, to, String(index)) as { points: { x: number; y: number }[]; x?: number; y?: number };
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { from, to, kind, label, path: smooth(points), labelAt: { x: x ?? middle.x, y: y ?? middle.y } };
    }),
  };
}

/** A way from a step to itself, above it. */
function loopAround({ x, y }: { x: number; y: number }) {
  const top = y - NODE.height / 2;
  return { path: `M ${x - 20} ${top} C ${x - 24} ${top - 22}, ${x + 24} ${top - 22}, ${x + 20} ${top}`, labelAt: { x, y: top - 14 } };
}

/** Points joined by a curve that passes near them. */
function smooth(points: readonly { x: number; y: number }[]): string {
  const [first, ...others] = points;
  if (!first) return '';
  let path = `M ${first.x} ${first.y}`;
  others.forEach((point, index) => {
    const next = others[index + 1];
    if (!next) path += ` L ${point.x} ${point.y}`;
    else path += ` Q ${point.x} ${point.y}, ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return path;
}
