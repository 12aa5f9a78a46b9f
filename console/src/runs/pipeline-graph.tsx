import { useEffect, useMemo, useRef } from 'react';
import { useMedia } from '../ui/use-media.ts';
import { layOut, NODE, type GraphShape } from './graph-layout.ts';

interface PipelineGraphProps {
  graph: GraphShape;
  /** State of each step, for its colour. */
  states?: Readonly<Record<string, string>>;
  /** Ways that were taken, as `FROM>TO`, with how often. */
  ways?: Readonly<Record<string, number>>;
  selected?: string | null;
  onSelect?: (stepId: string) => void;
}

/** A long pipeline is shrunk as far as it can still be read, then scrolled. */
const LEAST_SCALE = 0.75;

/** A pipeline as a picture: steps, the ways between them, what is at work and which ways were taken. */
export function PipelineGraph({ graph, states = {}, ways = {}, selected = null, onSelect }: PipelineGraphProps) {
  const direction = useMedia('(max-width: 40rem)') ? 'TB' : 'LR';
  const placed = useMemo(() => layOut(graph, direction), [graph, direction]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const step = box.current?.querySelector('[aria-pressed="true"]')?.getBoundingClientRect();
    if (!box.current || !step) return;
    const frame = box.current.getBoundingClientRect();
    // across only: a page that jumps while one reads it is worse
    if (step.left < frame.left || step.right > frame.right)
      box.current.scrollLeft += step.left - frame.left - frame.width / 2 + step.width / 2;
  }, [selected, placed]);
  return (
    <div ref={box} className="graph" role="group" aria-label="Steps of the pipeline" tabIndex={0}>
      <svg
        width={placed.width}
        height={placed.height}
        style={{ minWidth: placed.width * LEAST_SCALE }}
        viewBox={`0 0 ${placed.width} ${placed.height}`}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M 0 0 L 8 4 L 0 8 z" className="arrow" />
          </marker>
        </defs>
        {placed.edges.map(({ kind, label, path, labelAt }, index) => {
          const taken = takenOf(graph, ways, index);
          return (
            <g key={index} className={taken > 0 ? 'way is-taken' : 'way'}>
              <path d={path} markerEnd="url(#arrow)" strokeDasharray={kind === 'NEXT' ? undefined : '5 4'} />
              {(label || taken > 1) && (
                <text x={labelAt.x} y={labelAt.y + 3} textAnchor="middle">
                  {[label, taken > 1 && `×${taken}`].filter(Boolean).join(' ')}
                </text>
              )}
            </g>
          );
        })}
        {placed.nodes.map(({ id, agentId, isLoop, x, y }) => (
          <foreignObject key={id} x={x - NODE.width / 2} y={y - NODE.height / 2} width={NODE.width} height={NODE.height}>
            <button
              type="button"
              className={`step step-${states[id] ?? 'untouched'}`}
              aria-pressed={onSelect ? id === selected : undefined}
              disabled={!onSelect}
              onClick={() => onSelect?.(id)}
            >
              <span className="step-name">
                {isLoop && '↻ '}
                {id}
              </span>
              <span className="step-agent">{agentId}</span>
            </button>
          </foreignObject>
        ))}
      </svg>
    </div>
  );
}

/** How often a way was taken. What comes after a loop begins at its last step in a run, and at the loop in the picture. */
function takenOf({ edges }: GraphShape, ways: Readonly<Record<string, number>>, index: number): number {
  const edge = edges[index];
  if (!edge) return 0;
  const own = ways[`${edge.from}>${edge.to}`] ?? 0;
  if (edge.kind !== 'AFTER_LOOP') return own;
  const isDrawn = (way: string) => edges.some(({ from, to }) => `${from}>${to}` === way);
  return Object.entries(ways).reduce((sum, [way, count]) => (way.endsWith(`>${edge.to}`) && !isDrawn(way) ? sum + count : sum), own);
}
