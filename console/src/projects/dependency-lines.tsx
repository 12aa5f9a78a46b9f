import { useLayoutEffect, useRef, useState } from 'react';

interface DependencyLinesProps {
  /** Which task must be done before which. */
  dependencies: readonly { id: string; fromTaskId: string; toTaskId: string }[];
  /** Whatever moves tasks when it changes. */
  layout: unknown;
}

interface Line {
  id: string;
  path: string;
}

/** Draws lines over the board that it stands in: from each task to those that wait for it. Cards say the same in words, so it is hidden from who cannot see it. */
export function DependencyLines({ dependencies, layout }: DependencyLinesProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [{ width, height, lines }, setDrawn] = useState({ width: 0, height: 0, lines: [] as Line[] });
  useLayoutEffect(() => {
    const element = svg.current?.parentElement;
    if (!element) return;
    const draw = () =>
      setDrawn({
        width: Math.max(...[...element.children].map((child) => (child instanceof HTMLElement ? child.offsetLeft + child.offsetWidth : 0))),
        height: element.clientHeight,
        lines: dependencies.flatMap(({ id, fromTaskId, toTaskId }) => {
          const [from, to] = [placeOf(element, fromTaskId), placeOf(element, toTaskId)];
          return from && to ? [{ id, path: between(from, to) }] : [];
        }),
      });
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [dependencies, layout]);
  return (
    <svg ref={svg} className="dependencies" width={width} height={height} aria-hidden="true">
      <defs>
        <marker id="dependency-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M 0 0 L 8 4 L 0 8 z" className="arrow" />
        </marker>
      </defs>
      {lines.map(({ id, path }) => (
        <path key={id} d={path} className="dependency" markerEnd="url(#dependency-end)" />
      ))}
    </svg>
  );
}

interface Box {
  left: number;
  right: number;
  middle: number;
}

/** Where a task stands on the board, however far that is scrolled. */
function placeOf(board: HTMLElement, taskId: string): Box | null {
  const card = board.querySelector(`[data-task="${taskId}"]`)?.getBoundingClientRect();
  if (!card) return null;
  const frame = board.getBoundingClientRect();
  const left = card.left - frame.left + board.scrollLeft;
  return { left, right: left + card.width, middle: card.top - frame.top + card.height / 2 };
}

/** Out of the side that faces the other task; between tasks of one column around their right side. */
function between(from: Box, to: Box): string {
  const isBelow = from.right > to.left && to.right > from.left;
  const isBack = !isBelow && to.right <= from.left;
  const x = isBack ? from.left : from.right;
  const end = isBelow || isBack ? to.right : to.left;
  const bend = isBelow ? 18 : Math.max(24, Math.abs(end - x) / 2);
  const out = isBack ? x - bend : x + bend;
  const into = isBelow || isBack ? end + bend : end - bend;
  return `M ${x} ${from.middle} C ${out} ${from.middle}, ${into} ${to.middle}, ${end} ${to.middle}`;
}
