import { describe, expect, it } from '@jest/globals';
import { applyChange, ratesOf, rowsOf, type Actor, type ActorMap } from '../../console/src/actors/actor-forest.ts';

const actor = (path: string, more: Partial<Actor> = {}): Actor => ({
  path,
  name: path.split('/').at(-1) ?? path,
  kind: 'worker',
  parent: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null,
  state: 'IDLE',
  incarnation: 1,
  startedAt: '2026-11-24T10:00:00Z',
  doing: null,
  message: null,
  oldestMessageAt: null,
  busySince: null,
  backoffUntil: null,
  lastError: null,
  mailboxDepth: 0,
  processed: 0,
  restarts: 0,
  restartedAt: 0,
  ...more,
});
const change = (changed: Actor[], more: object = {}) => ({ version: 1, isSnapshot: false, removed: [], changed, ...more });
const tree = (...actors: Actor[]): ActorMap => applyChange(new Map(), change(actors, { isSnapshot: true }), 0);
const crowd = tree(actor('runs'), ...Array.from({ length: 5_000 }, (_, index) => actor(`runs/run_${index}`)), actor('mcp'));
const paths = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => row.actor.path);

describe('the rows of the supervision tree', () => {
  it('are few with 5 000 actors: a crowd is folded until someone opens it', () => {
    expect(rowsOf(crowd, new Set(), '', '')).toMatchObject([
      { actor: { path: 'runs' }, below: 5_000, isOpen: false },
      { actor: { path: 'mcp' }, below: 0 },
    ]);
    expect(rowsOf(crowd, new Set(['runs']), '', '')).toHaveLength(5_002);
  });

  it('are those that are searched for, with what is above them', () => {
    expect(paths(rowsOf(crowd, new Set(), 'RUN_4711', ''))).toEqual(['runs', 'runs/run_4711']);
    const given = applyChange(crowd, change([actor('runs/run_7', { state: 'GIVEN_UP' })]), 1);
    expect(paths(rowsOf(given, new Set(), '', 'GIVEN_UP'))).toEqual(['runs', 'runs/run_7']);
  });
});

describe('a change of the tree', () => {
  it('marks who was restarted, and when; others keep theirs', () => {
    const restarted = applyChange(tree(actor('a'), actor('b')), change([actor('a', { restarts: 1 })]), 42);
    expect([restarted.get('a')?.restartedAt, restarted.get('b')?.restartedAt]).toEqual([42, 0]);
    expect(applyChange(restarted, change([actor('a', { restarts: 1, processed: 3 })]), 50).get('a')?.restartedAt).toBe(42);
  });

  it('takes away who is gone, and everything that a new beginning does not name', () => {
    expect([...applyChange(tree(actor('a'), actor('b')), change([], { removed: ['a'] }), 0).keys()]).toEqual(['b']);
    expect([...applyChange(tree(actor('a')), change([actor('c')], { isSnapshot: true }), 0).keys()]).toEqual(['c']);
  });
});

describe('the messages a second', () => {
  it('are counted between two moments; who rests, is new or begins anew has none', () => {
    const before = tree(actor('busy', { processed: 10 }), actor('rests', { processed: 5 }), actor('anew', { processed: 9 }));
    const now = tree(actor('busy', { processed: 60 }), actor('rests', { processed: 5 }), actor('anew'), actor('new', { processed: 3 }));
    expect([...ratesOf(before, now, 2)]).toEqual([['busy', 25]]);
  });
});
