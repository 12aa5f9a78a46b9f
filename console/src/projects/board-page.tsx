import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import type { BoardQuery } from '../gql/graphql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { Badge } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { useSave } from '../ui/use-save.ts';
import { DependencyLines } from './dependency-lines.tsx';

const Board = graphql(`
  query Board($id: ID!) {
    project(id: $id) {
      id
      name
      description
      status
      columns {
        id
        name
        wipLimit
      }
      tasks {
        id
        title
        description
        status
        priority
        assignedAgent
        columnId
        runId
        tags
      }
      dependencies {
        id
        fromTaskId
        toTaskId
        type
      }
    }
  }
`);
const CreateTask = graphql(`
  mutation CreateTask($projectId: ID!, $input: CreateTaskInput!) {
    createTask(projectId: $projectId, input: $input) {
      id
    }
  }
`);
const MoveTask = graphql(`
  mutation MoveTask($projectId: ID!, $id: ID!, $columnId: ID!, $position: Int) {
    moveTask(projectId: $projectId, id: $id, columnId: $columnId, position: $position) {
      id
    }
  }
`);
const ExecuteTask = graphql(`
  mutation ExecuteTask($projectId: ID!, $id: ID!, $input: ExecuteTaskInput) {
    executeTask(projectId: $projectId, id: $id, input: $input) {
      runId
    }
  }
`);
const AddDependency = graphql(`
  mutation AddDependency($projectId: ID!, $taskId: ID!, $fromTaskId: ID!) {
    addDependency(projectId: $projectId, taskId: $taskId, fromTaskId: $fromTaskId) {
      id
    }
  }
`);

type Project = NonNullable<BoardQuery['project']>;
type Task = Project['tasks'][number];

const LAST = 100_000;

/** A project's board: drag a task to another column, or open it and choose one. */
export default function BoardPage({ id }: { id: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: Board, variables: { id }, requestPolicy: 'cache-and-network' });
  const [opened, setOpened] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const board = useRef<HTMLDivElement>(null);
  const move = useSave(MoveTask);
  const isThere = data?.project != null;
  useEffect(() => {
    // on a phone the first columns may be empty
    board.current?.querySelector('.task')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [isThere]);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  useEvents({}, (events) => {
    if (events.some(({ type, data: event }) => type === 'gap' || event.project_id === id)) refresh();
  });
  const project = data?.project;
  if (!project) {
    return (
      <Page title="Project">
        <ErrorNote error={error} />
        {fetching ? <Loading /> : !error && <p>There is no project {id}.</p>}
      </Page>
    );
  }
  const task = project.tasks.find((candidate) => candidate.id === opened);
  const waiting = project.dependencies.filter(
    ({ fromTaskId, type }) => type === 'blocks' && project.tasks.some(({ id, status }) => id === fromTaskId && status !== 'done'),
  );
  const drop = (taskId: string, columnId: string) => {
    if (project.tasks.find((candidate) => candidate.id === taskId)?.columnId !== columnId)
      void move.save({ projectId: id, id: taskId, columnId, position: LAST }).then(refresh);
  };
  return (
    <Page
      title={project.name}
      lead={project.description}
      actions={
        <button type="button" className="primary" onClick={() => setAdding(true)}>
          New task
        </button>
      }
    >
      <ErrorNote error={error ?? move.error} />
      <div ref={board} className="board" role="group" aria-label="Board" tabIndex={0}>
        {project.columns.map((column) => {
          const tasks = project.tasks.filter(({ columnId }) => columnId === column.id);
          return (
            <section
              key={column.id}
              className="column"
              aria-label={column.name}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                drop(event.dataTransfer.getData('text/plain'), column.id);
              }}
            >
              <h2>
                {column.name}{' '}
                <span className="row-note">{column.wipLimit == null ? tasks.length : `${tasks.length} of ${column.wipLimit}`}</span>
              </h2>
              {tasks.map((item) => (
                <button
                  key={item.id}
                  type="button"
                  className="task"
                  data-task={item.id}
                  draggable
                  onDragStart={(event) => event.dataTransfer.setData('text/plain', item.id)}
                  onClick={() => setOpened(item.id)}
                >
                  <span className="row-title">{item.title}</span>
                  <span className="row-note">
                    {item.priority}
                    {item.assignedAgent && `, ${item.assignedAgent}`}
                    {item.runId && ', at work'}
                  </span>
                  <Waits task={item} project={project} />
                </button>
              ))}
            </section>
          );
        })}
        <DependencyLines dependencies={waiting} layout={project} />
      </div>
      {isAdding && (
        <NewTask
          projectId={id}
          onClose={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
      {task && <TaskDialog task={task} project={project} onMove={drop} onChange={refresh} onClose={() => setOpened(null)} />}
    </Page>
  );
}

/** What a task waits for. */
function Waits({ task, project }: { task: Task; project: Project }) {
  const before = project.dependencies
    .filter(({ toTaskId, type }) => toTaskId === task.id && type === 'blocks')
    .flatMap(({ fromTaskId }) => project.tasks.filter(({ id, status }) => id === fromTaskId && status !== 'done'));
  return before.length > 0 ? <span className="row-note">waits for {before.map(({ title }) => title).join(', ')}</span> : null;
}

function NewTask({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const create = useSave(CreateTask);
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [priority, setPriority] = useState('P2');
  const submit = async () => {
    if (await create.save({ projectId, input: { title, description, priority } })) onClose();
  };
  return (
    <FormDialog title="A task" verb="Add it" isSaving={create.isSaving} error={create.error} onSubmit={submit} onClose={onClose}>
      <Field label="Title" required value={title} onChange={setTitle} />
      <Field label="Description" rows={5} value={description} onChange={setDescription} />
      <div className="field">
        <label htmlFor="priority">Priority</label>
        <select id="priority" value={priority} onChange={(event) => setPriority(event.target.value)}>
          {['P0', 'P1', 'P2', 'P3'].map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      </div>
    </FormDialog>
  );
}

interface TaskDialogProps {
  task: Task;
  project: Project;
  onMove: (taskId: string, columnId: string) => void;
  onChange: () => void;
  onClose: () => void;
}

function TaskDialog({ task, project, onMove, onChange, onClose }: TaskDialogProps) {
  const execute = useSave(ExecuteTask);
  const join = useSave(AddDependency);
  const others = project.tasks.filter(({ id }) => id !== task.id);
  return (
    <Dialog title={task.title} onClose={onClose}>
      <p>
        <Badge state={task.status} /> {task.priority} {task.assignedAgent && `of ${task.assignedAgent}`}
      </p>
      {task.description && <p className="thought">{task.description}</p>}
      <Waits task={task} project={project} />
      <div className="field">
        <label htmlFor="column">Column</label>
        <select id="column" value={task.columnId} onChange={(event) => onMove(task.id, event.target.value)}>
          {project.columns.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {others.length > 0 && (
        <div className="field">
          <label htmlFor="waits">Waits for</label>
          <select
            id="waits"
            value=""
            onChange={(event) => void join.save({ projectId: project.id, taskId: task.id, fromTaskId: event.target.value }).then(onChange)}
          >
            <option value="" disabled>
              Choose another task
            </option>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
      )}
      <ErrorNote error={execute.error ?? join.error} />
      <div className="actions">
        {task.runId ? (
          <Link href={`/runs/${task.runId}`} className="button">
            Its run
          </Link>
        ) : (
          <button
            type="button"
            className="primary"
            onClick={() => void execute.save({ projectId: project.id, id: task.id }).then(onChange)}
          >
            Have it done
          </button>
        )}
      </div>
    </Dialog>
  );
}
