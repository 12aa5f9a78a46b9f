import { useDeferredValue, useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';

const Vaults = graphql(`
  query Vaults {
    memoryVaults {
      id
      fileCount
      totalSizeBytes
    }
  }
`);
const SearchMemory = graphql(`
  query SearchMemory($query: String!) {
    searchMemory(query: $query, limit: 30) {
      vault
      path
      title
      snippet
      score
    }
  }
`);

/** What agents remember: a vault each, and one that all share. */
export default function MemoryPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: Vaults });
  const [words, setWords] = useState('');
  const query = useDeferredValue(words.trim());
  const [found] = useQuery({ query: SearchMemory, variables: { query }, pause: query === '' });
  useEvents({ types: ['memory_changed'] }, () => ask({ requestPolicy: 'network-only' }));
  return (
    <Page title="Memory" lead="Notes that agents keep for later work: Markdown with links from one to the other.">
      <ErrorNote error={error ?? found.error} />
      <div className="filters">
        <input
          type="search"
          aria-label="Search all vaults"
          placeholder="Search all vaults"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {query !== '' && found.data && (
        <ul className="rows" aria-label="Found">
          {found.data.searchMemory.map(({ vault, path, title, snippet }) => (
            <li key={`${vault}/${path}`}>
              <Link href={`/memory/${vault}?file=${encodeURIComponent(path)}`} className="row">
                <code>{vault}</code>
                <span className="row-main">
                  <span className="row-title">{title ?? path}</span>
                  <span className="row-note">{snippet}</span>
                </span>
              </Link>
            </li>
          ))}
          {found.data.searchMemory.length === 0 && <li className="row">Nothing has these words.</li>}
        </ul>
      )}
      {fetching && !data && <Loading />}
      {data?.memoryVaults.length === 0 && <Empty>No agent remembers anything yet.</Empty>}
      <ul className="cards">
        {data?.memoryVaults.map(({ id, fileCount, totalSizeBytes }) => (
          <li key={id} className="card">
            <h2>
              <Link href={`/memory/${id}`}>{id === 'shared' ? 'Shared by all' : id}</Link>
            </h2>
            <p className="row-note">
              {fileCount} notes, {Math.ceil(totalSizeBytes / 1024)} KiB
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
