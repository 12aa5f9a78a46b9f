import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { SkillsQuery } from '../gql/graphql.ts';
import { IfMay, useMay } from '../session/viewer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Check, Field } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { useSave } from '../ui/use-save.ts';

const Skills = graphql(`
  query Skills {
    skills {
      id
      description
      tags
      content
      enabled
      hasFiles
    }
    agents {
      id
      name
    }
  }
`);
const SkillGrants = graphql(`
  query SkillGrants($agentId: ID!) {
    agentSkills(agentId: $agentId) {
      granted {
        id
      }
    }
  }
`);
const CreateSkill = graphql(`
  mutation CreateSkill($input: CreateSkillInput!) {
    createSkill(input: $input) {
      id
    }
  }
`);
const SwitchSkill = graphql(`
  mutation SwitchSkill($name: String!, $enabled: Boolean!) {
    updateSkill(name: $name, input: { enabled: $enabled }) {
      id
    }
  }
`);
const GrantSkill = graphql(`
  mutation GrantSkill($agentId: ID!, $name: String!) {
    grantSkill(agentId: $agentId, name: $name) {
      id
    }
  }
`);
const RevokeSkill = graphql(`
  mutation RevokeSkill($agentId: ID!, $name: String!) {
    revokeSkill(agentId: $agentId, name: $name)
  }
`);

type Skill = SkillsQuery['skills'][number];

/** What agents can read up on when they need it. */
export default function SkillsPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Skills });
  const [opened, setOpened] = useState<string | null>(null);
  const turn = useSave(SwitchSkill);
  const may = useMay();
  const refresh = () => ask({ requestPolicy: 'network-only' });
  const skill = data?.skills.find(({ id }) => id === opened);
  return (
    <Page
      title="Skills"
      lead="An agent sees the names of the skills that it was granted, and reads one when the work calls for it."
      actions={
        <IfMay scope="skills:admin">
          <button type="button" className="primary" onClick={() => setOpened('new')}>
            New skill
          </button>
        </IfMay>
      }
    >
      <ErrorNote error={error ?? turn.error} />
      {fetching && !data && <Loading />}
      {data?.skills.length === 0 && <Empty>There are no skills.</Empty>}
      <ul className="cards">
        {data?.skills.map(({ id, description, tags, enabled }) => (
          <li key={id} className="card">
            <h2>{id}</h2>
            <p className="row-note">{description}</p>
            <p className="row-note">{tags.map((tag) => `#${tag}`).join(' ')}</p>
            <Check
              label={`${id} is on`}
              disabled={!may('skills:admin')}
              checked={enabled}
              onChange={(on) => void turn.save({ name: id, enabled: on }).then(refresh)}
            />
            <div className="actions">
              <button type="button" onClick={() => setOpened(id)}>
                Open<span className="hidden"> {id}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      {opened === 'new' && (
        <NewSkill
          onClose={() => {
            setOpened(null);
            refresh();
          }}
        />
      )}
      {skill && data && <SkillDialog skill={skill} agents={data.agents} onClose={() => setOpened(null)} />}
    </Page>
  );
}

function SkillDialog({ skill, agents, onClose }: { skill: Skill; agents: readonly { id: string; name: string }[]; onClose: () => void }) {
  const may = useMay();
  return (
    <Dialog title={skill.id} onClose={onClose}>
      <div className="scroll" tabIndex={0} role="group" aria-label="Text of the skill">
        <Markdown text={skill.content} />
      </div>
      <fieldset className="form" disabled={!may('skills:admin')}>
        <legend>Agents that may read it</legend>
        {agents.map((agent) => (
          <Grant key={agent.id} agent={agent} skillId={skill.id} />
        ))}
      </fieldset>
    </Dialog>
  );
}

function Grant({ agent, skillId }: { agent: { id: string; name: string }; skillId: string }) {
  const [{ data }, ask] = useQuery({ query: SkillGrants, variables: { agentId: agent.id }, requestPolicy: 'cache-and-network' });
  const grant = useSave(GrantSkill);
  const revoke = useSave(RevokeSkill);
  const has = data?.agentSkills.granted.some(({ id }) => id === skillId) ?? false;
  return (
    <>
      <Check
        label={agent.name}
        checked={has}
        onChange={(on) =>
          void (on ? grant : revoke).save({ agentId: agent.id, name: skillId }).then(() => ask({ requestPolicy: 'network-only' }))
        }
      />
      <ErrorNote error={grant.error ?? revoke.error} />
    </>
  );
}

function NewSkill({ onClose }: { onClose: () => void }) {
  const create = useSave(CreateSkill);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [content, setContent] = useState('');
  const submit = async () => {
    if (await create.save({ input: { name, description, content } })) onClose();
  };
  return (
    <FormDialog title="A skill" verb="Make it" isSaving={create.isSaving} error={create.error} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required value={name} onChange={setName} />
      <Field label="When to use it" required value={description} onChange={setDescription} />
      <Field label="Text" required rows={10} value={content} onChange={setContent} hint="Markdown." />
    </FormDialog>
  );
}
