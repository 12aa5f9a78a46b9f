import { useState } from 'react';
import { useQuery } from 'urql';
import { Link, useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { Badge } from '../ui/badge.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Ago } from '../ui/time.tsx';
import { useSave } from '../ui/use-save.ts';

const Projects = graphql(`
  query Projects {
    projects {
      id
      name
      description
      status
      totalTasks
      completedTasks
      updatedAt
    }
    boardTemplates {
      id
      name
      description
    }
  }
`);
const CreateProject = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      id
    }
  }
`);

/** Projects, each with a board. */
export default function ProjectsPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Projects });
  const [isMaking, setMaking] = useState(false);
  useEvents({ types: ['project_created', 'project_updated', 'project_deleted'] }, () => ask({ requestPolicy: 'network-only' }));
  return (
    <Page
      title="Projects"
      lead="Work that belongs together, on boards that people and agents share."
      actions={
        <button type="button" className="primary" onClick={() => setMaking(true)}>
          New project
        </button>
      }
    >
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      {data?.projects.length === 0 && <Empty>There are no projects yet.</Empty>}
      {data && data.projects.length > 0 && (
        <ul className="rows">
          {data.projects.map(({ id, name, description, status, totalTasks, completedTasks, updatedAt }) => (
            <li key={id}>
              <Link href={`/projects/${id}`} className="row">
                <Badge state={status} />
                <span className="row-main">
                  <span className="row-title">{name}</span>
                  <span className="row-note">{description}</span>
                </span>
                <span className="row-side">
                  <span>
                    {completedTasks} of {totalTasks} done
                  </span>
                  <Ago at={updatedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {isMaking && data && <NewProject templates={data.boardTemplates} onClose={() => setMaking(false)} />}
    </Page>
  );
}

function NewProject({
  templates,
  onClose,
}: {
  templates: readonly { id: string; name: string; description: string }[];
  onClose: () => void;
}) {
  const create = useSave(CreateProject);
  const [name, setName] = useState('');
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const [repository, setRepository] = useState('');
  const [, go] = useLocation();
  const submit = async () => {
    const made = await create.save({ input: { name, templateId, repository: repository || null } });
    if (made) go(`/projects/${made.createProject.id}`);
  };
  return (
    <FormDialog title="A project" verb="Make it" isSaving={create.isSaving} error={create.error} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required value={name} onChange={setName} />
      <div className="field">
        <label htmlFor="template">Board</label>
        <select id="template" value={templateId} onChange={(event) => setTemplateId(event.target.value)}>
          {templates.map((template) => (
            <option key={template.id} value={template.id}>
              {template.name}
            </option>
          ))}
        </select>
        <p className="row-note">{templates.find(({ id }) => id === templateId)?.description}</p>
      </div>
      <Field
        label="Repository"
        value={repository}
        onChange={setRepository}
        hint="If there is one: https://…, git@host:path or host/user/repo."
      />
    </FormDialog>
  );
}
