import { describe, expect, it } from '@jest/globals';
import { parseMemoryFile } from '../../../src/memory/memory-file.ts';
import { buildGraph, neighborsOf, type LinkedFile } from '../../../src/memory/memory-graph.ts';
import { DEFAULT_SCORING, scoreOf } from '../../../src/memory/memory-scoring.ts';

function vault(files: Record<string, string>): LinkedFile[] {
  return Object.entries(files).map(([path, content]) => ({ path, ...parseMemoryFile(path, content), createdAt: 1, updatedAt: 2 }));
}

describe('the graph of a vault', () => {
  const graph = buildGraph(
    vault({
      'fact/project-orbit.md':
        '---\ntitle: "Project: Orbit"\naliases: [the moon thing]\ntags: anchor\n---\n[[decision/db]] [[nowhere at all]]',
      'decision/db.md': '---\ntitle: Database\nlinks: ["related:fact/project-orbit"]\n---\n[[Project: Orbit]] [[The Moon Thing]]',
      'inbox/note-1.md': '[[DB]] [[note-1]]',
    }),
  );

  it('joins files by path, name, title and alias, and shows what is missing', () => {
    expect(graph.edges.map(({ id }) => id)).toEqual([
      'frontmatter_relation:note:decision/db->note:fact/project-orbit:related',
      'tag:note:fact/project-orbit->tag:anchor',
      'wiki_link:note:decision/db->note:fact/project-orbit',
      'wiki_link:note:fact/project-orbit->note:decision/db',
      'wiki_link:note:fact/project-orbit->unresolved:nowhere-at-all',
      'wiki_link:note:inbox/note-1->note:decision/db',
    ]);
    expect(graph.nodes.map(({ id, title, type, missing, degree }) => [id, title, type, missing, degree])).toEqual([
      ['note:decision/db', 'Database', 'decision', false, 4],
      ['note:fact/project-orbit', 'Project: Orbit', 'note', false, 5],
      ['note:inbox/note-1', 'Note 1', 'note', false, 1],
      ['tag:anchor', '#anchor', 'tag', false, 1],
      ['unresolved:nowhere-at-all', 'Nowhere At All', 'unresolved', true, 1],
    ]);
  });

  it('knows what is near a node', () => {
    expect(neighborsOf(graph, 'note:inbox/note-1', 1).nodes.map(({ id }) => id)).toEqual(['note:decision/db', 'note:inbox/note-1']);
    expect(neighborsOf(graph, 'note:inbox/note-1', 2).edges).toHaveLength(4);
    expect(neighborsOf(graph, 'note:other', 3)).toEqual({ nodes: [], edges: [] });
  });
});

const DAY_MS = 86_400_000;

it.each([
  [1, 0, 0, 0, 0.5, 0.5766],
  [10, 5, 5, 0, 1, 0.9419],
  [10, 5, 0, 0, 0, 0.35],
  [1, 3, 0, 365, 0.4699, 0.3835],
  [4, 4, 1, 30, 0.3016, 0.3677],
  [3, 2, 0, 0, 0.5, 0.6032],
  [50, 10, 10, 0, 1, 1],
])(
  '%d accesses, %d valuations, %d useful, %d days ago are %d and %d',
  (accessCount, valuationCount, usefulCount, days, usefulness, adaptive) => {
    const now = 1_800_000_000_000;
    const use = { accessCount, valuationCount, usefulCount, lastAccessed: now - days * DAY_MS };
    expect(scoreOf(use, DEFAULT_SCORING, now)).toEqual({ usefulness, adaptive });
  },
);
