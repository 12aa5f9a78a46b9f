import { useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useNow } from '../ui/use-now.ts';
import { count, duration, words } from '../ui/format.ts';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { ActorDetail } from './actor-detail.tsx';
import { rowsOf, type ActorMap, type Rates, type TreeRow } from './actor-forest.ts';
import { DeadLetterList } from './dead-letter-list.tsx';
import { useActors, useRates } from './use-actors.ts';

const STATES = ['STARTING', 'IDLE', 'BUSY', 'BACKING_OFF', 'STOPPING', 'GIVEN_UP'];
const ROW_HEIGHT = 34;

/** The supervision tree as it lives. */
export default function ActorsPage() {
  const { actors, error } = useActors();
  const rates = useRates(actors);
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState('');
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(actors ?? new Map(), toggled, search, only), [actors, toggled, search, only]);
  const toggle = (path: string) => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
  };

  return (
    <Page title="Actors" lead="Whatever is alive here, below whoever decides what happens when it crashes.">
      <ErrorNote error={error} />
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          Search <input type="search" value={search} placeholder="path, kind or work" onChange={(event) => setSearch(event.target.value)} />
        </label>
        <label>
          State{' '}
          <select value={only} onChange={(event) => setOnly(event.target.value)}>
            <option value="">any</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {words(state)}
              </option>
            ))}
          </select>
        </label>
        {actors && <Totals actors={actors} />}
      </form>
      {!actors && !error && <Loading />}
      <div className="actors">
        {actors && <Tree rows={rows} rates={rates} selected={selected} onSelect={setSelected} onToggle={toggle} />}
        <aside aria-label="Chosen actor">
          {selected === null ? (
            <p className="empty">Choose an actor to see what it does, how it crashed and what can be done to it.</p>
          ) : (
            <ActorDetail key={selected} path={selected} live={actors?.get(selected)} rates={rates} />
          )}
        </aside>
      </div>
      <DeadLetterList />
    </Page>
  );
}

function Totals({ actors }: { actors: ActorMap }) {
  const all = [...actors.values()];
  const of = (state: string) => all.filter((actor) => actor.state === state).length;
  const waiting = all.reduce((sum, { mailboxDepth }) => sum + mailboxDepth, 0);
  const parts = [
    `${all.length} actors`,
    `${of('BUSY')} busy`,
    of('BACKING_OFF') > 0 && `${of('BACKING_OFF')} backing off`,
    of('GIVEN_UP') > 0 && `${of('GIVEN_UP')} given up`,
    `${waiting} messages waiting`,
  ];
  return <output className="row-note">{parts.filter(Boolean).join(', ')}</output>;
}

interface TreeProps {
  rows: readonly TreeRow[];
  rates: Rates;
  selected: string | null;
  onSelect: (path: string) => void;
  onToggle: (path: string) => void;
}

/** Only the rows in sight are there, so that thousands cost no more than a screenful. */
function Tree({ rows, rates, selected, onSelect, onToggle }: TreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const now = useNow(500);
  const at = rows.findIndex(({ actor }) => actor.path === selected);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = rows[at];
    const move = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: rows.length - 1 }[event.key];
    const target = move === undefined ? undefined : rows[move];
    if (target && move !== undefined) {
      onSelect(target.actor.path);
      virtual.scrollToIndex(move);
    } else if (row?.hasChildren && (event.key === 'ArrowRight') !== row.isOpen && event.key.startsWith('Arrow')) onToggle(row.actor.path);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="tree"
      role="tree"
      aria-label="Supervision tree"
      tabIndex={0}
      aria-activedescendant={selected === null ? undefined : idOf(selected)}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <Row
                key={row.actor.path}
                row={row}
                rate={rates.get(row.actor.path) ?? 0}
                top={start}
                now={now}
                isSelected={index === at}
                onSelect={onSelect}
                onToggle={onToggle}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  row: TreeRow;
  rate: number;
  top: number;
  now: number;
  isSelected: boolean;
  onSelect: (path: string) => void;
  onToggle: (path: string) => void;
}

function Row({ row: { actor, depth, below, hasChildren, isOpen }, rate, top, now, isSelected, onSelect, onToggle }: RowProps) {
  const wait = actor.backoffUntil ? Date.parse(actor.backoffUntil) - now : 0;
  const flashes = now - actor.restartedAt < 3_000;
  return (
    <div
      id={idOf(actor.path)}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? isOpen : undefined}
      className={`actor actor-${actor.state.toLowerCase()}${flashes ? ' is-restarted' : ''}`}
      style={{ top, height: ROW_HEIGHT, paddingLeft: 8 + depth * 20 }}
      onClick={() => onSelect(actor.path)}
    >
      <button
        type="button"
        className="twist"
        tabIndex={-1}
        aria-hidden={!hasChildren}
        aria-label={isOpen ? `Fold ${actor.name}` : `Open ${actor.name}`}
        onClick={(event) => {
          event.stopPropagation();
          onToggle(actor.path);
        }}
      >
        {hasChildren ? (isOpen ? '▾' : '▸') : ''}
      </button>
      <span className="dot" aria-hidden="true" />
      <span className="actor-name">{actor.name}</span>
      {actor.kind !== actor.name && <span className="actor-kind">{actor.kind}</span>}
      {hasChildren && !isOpen && <span className="actor-kind">{count(below)} inside</span>}
      <span className="actor-doing">{wait > 0 ? `starts again in ${duration(wait)}` : actor.doing}</span>
      <span className="actor-numbers">
        {actor.state === 'GIVEN_UP' && <strong>given up</strong>}
        {actor.restarts > 0 && <span title="Restarts">↺ {actor.restarts}</span>}
        {actor.mailboxDepth > 0 && <span title="Messages that wait">✉ {count(actor.mailboxDepth)}</span>}
        {rate >= 1 && <span title="Messages a second">{count(rate)}/s</span>}
      </span>
    </div>
  );
}

function idOf(path: string): string {
  return `actor-${path.replace(/[^\w-]/g, '_')}`;
}
