import { useState } from 'react';
import { useQuery } from 'urql';
import { useSearchParams } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Field } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useSave } from '../ui/use-save.ts';
import { LinkGraph } from './link-graph.tsx';
import { withWikiLinks } from './wiki-links.ts';

const Vault = graphql(`
  query Vault($id: ID!) {
    memoryVault(id: $id) {
      id
      files {
        path
        title
        category
        tags
      }
      graph {
        nodes {
          id
          title
          type
          path
          missing
          degree
        }
        edges {
          id
          source
          target
          type
        }
      }
    }
  }
`);
const MemoryFile = graphql(`
  query MemoryFile($vault: ID!, $path: String!) {
    memory(vault: $vault, path: $path) {
      path
      content
    }
  }
`);
const UpdateMemory = graphql(`
  mutation UpdateMemory($vault: ID!, $path: String!, $content: String!) {
    updateMemory(vault: $vault, path: $path, content: $content) {
      path
    }
  }
`);
const CreateMemory = graphql(`
  mutation CreateMemory($vault: ID!, $path: String, $content: String!) {
    createMemory(vault: $vault, path: $path, content: $content) {
      path
    }
  }
`);
const DeleteMemory = graphql(`
  mutation DeleteMemory($vault: ID!, $path: String!) {
    deleteMemory(vault: $vault, path: $path)
  }
`);

/** One vault: its notes, what stands in them, and how they are linked. */
export default function VaultPage({ vault }: { vault: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: Vault, variables: { id: vault }, requestPolicy: 'cache-and-network' });
  const [search, setSearch] = useSearchParams();
  const path = search.get('file');
  const create = useSave(CreateMemory);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  useEvents({ types: ['memory_changed'] }, refresh);
  const open = (file: string | null) => setSearch(file === null ? {} : { file });
  const files = data?.memoryVault.files ?? [];
  return (
    <Page
      title={vault === 'shared' ? 'Shared memory' : `Memory of ${vault}`}
      actions={
        <button
          type="button"
          className="primary"
          onClick={() =>
            void create.save({ vault, content: '---\ntitle: New note\n---\n\n' }).then((made) => made && open(made.createMemory.path))
          }
        >
          New note
        </button>
      }
    >
      <ErrorNote error={error ?? create.error} />
      {fetching && !data && <Loading />}
      <Tabs
        label="Parts of the vault"
        tabs={[
          {
            name: 'Notes',
            content: () => (
              <div className="side-by-side">
                {files.length === 0 ? (
                  <Empty>There are no notes.</Empty>
                ) : (
                  <ul className="rows">
                    {files.map((file) => (
                      <li key={file.path}>
                        <button type="button" className="row row-button" aria-pressed={file.path === path} onClick={() => open(file.path)}>
                          <span className="row-note">{file.category}</span>
                          <span className="row-main">
                            <span className="row-title">{file.title ?? file.path}</span>
                            <span className="row-note">{file.tags.map((tag) => `#${tag}`).join(' ')}</span>
                          </span>
                        </button>
                      </li>
                    ))}
                  </ul>
                )}
                {path !== null && <Note key={path} vault={vault} path={path} files={files} onGone={() => open(null)} />}
              </div>
            ),
          },
          {
            name: 'Links',
            content: () =>
              data && data.memoryVault.graph.edges.length > 0 ? (
                <LinkGraph {...data.memoryVault.graph} onOpen={open} />
              ) : (
                <Empty>Nothing is linked. [[Title]] in a note makes a link.</Empty>
              ),
          },
        ]}
      />
    </Page>
  );
}

interface NoteProps {
  vault: string;
  path: string;
  /** Notes of the vault, for links between them. */
  files: readonly { path: string; title?: string | null }[];
  onGone: () => void;
}

function Note({ vault, path, files, onGone }: NoteProps) {
  const [{ data, error, fetching }, ask] = useQuery({ query: MemoryFile, variables: { vault, path }, requestPolicy: 'cache-and-network' });
  const [draft, setDraft] = useState<string | null>(null);
  const update = useSave(UpdateMemory);
  const remove = useSave(DeleteMemory);
  const content = data?.memory?.content;
  if (content === undefined) return fetching ? <Loading /> : <ErrorNote error={error ?? 'This note is not there.'} />;
  const save = async () => {
    if (draft === null || !(await update.save({ vault, path, content: draft }))) return;
    setDraft(null);
    ask({ requestPolicy: 'network-only' });
  };
  return (
    <section className="detail" aria-label={path}>
      <p>
        <code>{path}</code>
      </p>
      <ErrorNote error={update.error ?? remove.error} />
      {draft === null ? (
        <Markdown text={withWikiLinks(content.replace(/^---[\s\S]*?\n---\n/, ''), vault, files)} />
      ) : (
        <Field label="Content" rows={18} value={draft} onChange={setDraft} />
      )}
      <div className="actions">
        {draft === null ? (
          <button type="button" onClick={() => setDraft(content)}>
            Edit
          </button>
        ) : (
          <>
            <button type="button" className="primary" disabled={update.isSaving} onClick={() => void save()}>
              Save
            </button>
            <button type="button" onClick={() => setDraft(null)}>
              Leave it as it was
            </button>
          </>
        )}
        <ConfirmButton
          verb="Delete the note"
          question="It is gone for good, and links to it lead nowhere."
          onConfirm={() => void remove.save({ vault, path }).then((done) => done && onGone())}
        >
          Delete
        </ConfirmButton>
      </div>
    </section>
  );
}
