import { useMemo } from 'react';

interface Node {
  id: string;
  title: string;
  type: string;
  path?: string | null;
  missing: boolean;
  degree: number;
}

interface Edge {
  id: string;
  source: string;
  target: string;
}

const SIZE = 640;
const ROUNDS = 200;
const MOST_NODES = 150;

/** Notes and what links them, as a picture: those with more links are larger. The most linked ones when there are very many. */
export function LinkGraph({ nodes, edges, onOpen }: { nodes: readonly Node[]; edges: readonly Edge[]; onOpen: (path: string) => void }) {
  const shown = useMemo(() => [...nodes].sort((a, b) => b.degree - a.degree).slice(0, MOST_NODES), [nodes]);
  const places = useMemo(() => layOut(shown, edges), [shown, edges]);
  return (
    <div className="graph links">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="group" aria-label="Notes and their links">
        {edges.map(({ id, source, target }) => {
          const [from, to] = [places.get(source), places.get(target)];
          return from && to ? <line key={id} className="link" x1={from.x} y1={from.y} x2={to.x} y2={to.y} /> : null;
        })}
        {shown.map(({ id, title, type, path, missing, degree }) => {
          const place = places.get(id);
          if (!place) return null;
          const shape = (
            <>
              <circle r={Math.min(16, 5 + degree)} className={missing ? 'knot is-missing' : `knot knot-${type}`} />
              <text y={Math.min(16, 5 + degree) + 12} textAnchor="middle">
                {title.slice(0, 24)}
              </text>
            </>
          );
          return (
            <g key={id} transform={`translate(${place.x} ${place.y})`}>
              {path ? (
                <a
                  href="#content"
                  aria-label={title}
                  onClick={(event) => {
                    event.preventDefault();
                    onOpen(path);
                  }}
                >
                  {shape}
                </a>
              ) : (
                shape
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface Place {
  x: number;
  y: number;
}

/** Places by forces (Fruchterman and Reingold 1991): what is linked attracts, everything repels. From a circle, so it comes out the same. */
function layOut(nodes: readonly Node[], edges: readonly Edge[]): Map<string, Place> {
  const places = new Map(
    nodes.map(({ id }, index): [string, Place] => {
      const angle = (2 * Math.PI * index) / nodes.length;
      return [id, { x: SIZE / 2 + (SIZE / 3) * Math.cos(angle), y: SIZE / 2 + (SIZE / 3) * Math.sin(angle) }];
    }),
  );
  const ideal = SIZE / Math.sqrt(nodes.length + 1) / 1.3;
  const all = [...places.values()];
  for (let round = 0; round < ROUNDS; round++) {
    const heat = (SIZE / 12) * (1 - round / ROUNDS);
    const pull = new Map(all.map((place) => [place, { x: 0, y: 0 }]));
    const push = (a: Place, b: Place, force: (distance: number) => number) => {
      const [x, y] = [a.x - b.x || 0.01, a.y - b.y || 0.01];
      const distance = Math.max(1, Math.hypot(x, y));
      const strength = force(distance) / distance;
      for (const [place, sign] of [
        [a, 1],
        [b, -1],
      ] as const) {
        const sum = pull.get(place);
        if (!sum) continue;
        sum.x += sign * x * strength;
        sum.y += sign * y * strength;
      }
    };
    all.forEach((a, index) => all.slice(index + 1).forEach((b) => push(a, b, (distance) => ideal ** 2 / distance)));
    for (const { source, target } of edges) {
      const [a, b] = [places.get(source), places.get(target)];
      if (a && b) push(a, b, (distance) => -(distance ** 2) / ideal);
    }
    for (const [place, { x, y }] of pull) {
      const length = Math.hypot(x, y) || 1;
      const step = Math.min(length, heat);
      place.x = Math.min(SIZE - 50, Math.max(50, place.x + (x / length) * step));
      place.y = Math.min(SIZE - 30, Math.max(20, place.y + (y / length) * step));
    }
  }
  return places;
}
