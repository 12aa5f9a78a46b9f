import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Board, guessWorkType, type Column, type Edge, type Project, type Task } from '../../../src/projects/board.ts';
import { DEFAULT_COLUMNS, TEMPLATES } from '../../../src/projects/board-templates.ts';
import { graphOf, timelineOf } from '../../../src/projects/plan.ts';

const NOW = 1_700_000_000_000;
const columns: Column[] = DEFAULT_COLUMNS.map(({ name, taskStatuses, wipLimit }, position) => ({
  id: `col-${taskStatuses[0] ?? ''}`,
  projectId: 'p',
  name,
  position,
  wipLimit: wipLimit ?? null,
  taskStatuses: [...taskStatuses],
}));
const project = { id: 'p', statusSemantics: null, stageRules: null } as Project;

function board(tasks: Record<string, Partial<Task>>, edges: [string, string, Edge['type']?][] = [], rules: Project['stageRules'] = null) {
  const rows = Object.entries(tasks).map(([id, task], columnPosition): Task => {
    const status = task.status ?? 'ready';
    return {
      id,
      projectId: 'p',
      title: `Task ${id}`,
      description: '',
      priority: 'P2',
      assignedAgent: null,
      workflowId: null,
      pipelineId: null,
      runId: null,
      parentTaskId: null,
      tags: [],
      estimatedHours: null,
      metadata: {},
      workType: null,
      completedStages: [],
      createdAt: NOW - 10,
      updatedAt: NOW - 10,
      completedAt: null,
      columnPosition,
      ...task,
      status,
      columnId: `col-${status}`,
    };
  });
  const joined = edges.map(([fromTaskId, toTaskId, type = 'blocks']): Edge => ({
    id: `${fromTaskId}-${toTaskId}`,
    projectId: 'p',
    fromTaskId,
    toTaskId,
    type,
  }));
  return new Board({ ...project, stageRules: rules }, columns, rows, joined, NOW);
}

const statuses = (subject: Board) => Object.fromEntries([...subject.tasks].map(([id, { status }]) => [id, status]));

describe('a change of status', () => {
  it('releases what waited for it, once nothing else blocks', () => {
    const subject = board({ a: {}, b: {}, c: { status: 'backlog' } }, [
      ['a', 'c'],
      ['b', 'c'],
    ]);

    subject.transition('a', 'done', null);
    expect(statuses(subject)).toEqual({ a: 'done', b: 'ready', c: 'backlog' });
    subject.transition('b', 'done', null);
    expect(statuses(subject)).toEqual({ a: 'done', b: 'done', c: 'ready' });
    expect(subject.tasks.get('a')?.completedAt).toBe(NOW);
  });

  it('blocks all that waits below a failure, and gives each its place back when the failure is mended', () => {
    const subject = board({ a: {}, b: { status: 'planning' }, c: { status: 'ux' }, d: { status: 'done' } }, [
      ['a', 'b'],
      ['b', 'c'],
      ['b', 'd'],
    ]);

    subject.transition('a', 'failed', null);
    expect(statuses(subject)).toEqual({ a: 'failed', b: 'blocked', c: 'blocked', d: 'done' });
    expect(subject.tasks.get('b')?.metadata).toMatchObject({ pre_block_status: 'planning' });

    subject.transition('a', 'done', null);
    expect(statuses(subject)).toMatchObject({ b: 'planning', c: 'blocked' });
    expect(subject.tasks.get('b')?.metadata).toEqual({});
  });

  it('of a part decides the status of the whole', () => {
    const subject = board({ whole: { status: 'backlog' }, a: { parentTaskId: 'whole' }, b: { parentTaskId: 'whole' } });

    subject.transition('a', 'in_progress', null);
    expect(statuses(subject).whole).toBe('in_progress');
    subject.transition('a', 'done', null);
    subject.transition('b', 'failed', null);
    expect(statuses(subject).whole).toBe('failed');
    subject.transition('b', 'done', null);
    expect(statuses(subject).whole).toBe('done');
  });

  it('keeps its notes and the stages that are behind it', () => {
    const subject = board({ a: { status: 'review' } });

    subject.transition('a', 'test', 'looks good');
    subject.transition('a', 'review', 'not yet');

    expect(subject.tasks.get('a')?.completedStages).toEqual(['review', 'test']);
    expect(subject.tasks.get('a')?.metadata.transition_notes).toEqual([
      { from: 'review', to: 'test', note: 'looks good', timestamp: NOW },
      { from: 'test', to: 'review', note: 'not yet', timestamp: NOW },
    ]);
  });

  it('is refused for a status that the board does not have, and for a stage that this work skips', () => {
    const subject = board({ a: { workType: 'docs' } }, [], { docs: [{ stage: 'test', disposition: 'skip' }] });

    expect(() => subject.transition('a', 'nowhere', null)).toThrow('No column');
    expect(() => subject.transition('a', 'test', null)).toThrow('skips the stage test');
    expect(statuses(subject)).toEqual({ a: 'ready' });
  });
});

describe('a board', () => {
  it('refuses each dependency that would close a circle', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 40 }), (pairs) => {
        const subject = board(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`t${index}`, {}])));
        for (const [index, [from, to]] of pairs.entries()) {
          try {
            subject.connect({ id: `e${index}`, projectId: 'p', fromTaskId: `t${from}`, toTaskId: `t${to}`, type: 'blocks' });
          } catch {
            // refused: the circle it would have closed stays open
          }
        }
        const order = graphOf(subject).order.map(({ id }) => id);
        expect(order).toHaveLength(8);
        for (const { fromTaskId, toTaskId } of subject.edges) expect(order.indexOf(fromTaskId)).toBeLessThan(order.indexOf(toTaskId));
      }),
    );
  });

  it('has as ready what nothing blocks, the most urgent first, without tasks that have parts', () => {
    const subject = board(
      { a: {}, b: { status: 'backlog' }, c: { priority: 'P0' }, whole: {}, part: { parentTaskId: 'whole' }, mine: { assignedAgent: 'x' } },
      [['a', 'b']],
    );
    const all = { agentId: null, statuses: null, workTypes: null, limit: 20 };

    expect(subject.ready(all).map(({ id }) => id)).toEqual(['c', 'a', 'part', 'mine']);
    expect(subject.ready({ ...all, agentId: 'y', limit: 2 }).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(subject.ready({ ...all, agentId: 'y' }).map(({ id }) => id)).not.toContain('mine');
  });

  it.each(TEMPLATES)('of the template $id has tasks ready as soon as they are made', ({ columns: plans, semantics }) => {
    const placed = plans.map(({ name, taskStatuses }, position) => ({
      id: `c${position}`,
      projectId: 'p',
      name,
      position,
      wipLimit: null,
      taskStatuses: [...taskStatuses],
    }));
    const subject = new Board({ ...project, statusSemantics: semantics }, placed, [], [], NOW);
    const { columnId: _c, columnPosition: _p, status: _s, ...task } = [...board({ a: {} }).tasks.values()][0] as Task;

    subject.add(task, null);

    expect(subject.ready({ agentId: null, statuses: null, workTypes: null, limit: 5 })).toHaveLength(1);
  });

  it('plans each task after what blocks it', () => {
    const subject = board({ a: { estimatedHours: 8 }, b: { estimatedHours: 16 }, c: {} }, [['a', 'b']]);
    const planned = Object.fromEntries(timelineOf(subject, 8).map((item) => [item.task.id, item]));

    expect(planned.b?.scheduledStart).toBe(planned.a?.scheduledEnd);
    expect(planned.b?.durationDays).toBe(2);
    expect(planned.c?.durationDays).toBe(0.5);
    expect([planned.a, planned.b, planned.c].map((item) => item?.isCritical)).toEqual([true, true, false]);
  });
});

it.each([
  ['Fix the login', 'bugfix'],
  ['Write the README', 'docs'],
  ['Add a button', 'feature'],
  ['Think', null],
])('%s is %s', (title, sort) => {
  expect(guessWorkType(title, '', [])).toBe(sort);
});
