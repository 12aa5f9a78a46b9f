import type { Pool } from 'pg';
import type { Near } from './vector-index.ts';

/** Where a memory stands in each ranking, as shares: 1 for the first by text, up to 1/2 by its name. */
export interface WordRank {
  id: number;
  byText: number;
  byName: number;
}

export interface WordSearch {
  ownerId: string | null;
  vaults: readonly string[] | null;
  query: string;
  limit: number;
}

/** Ranks by full text and by trigrams of names, in the database; see migration 0012. */
export async function rankByWords(pool: Pool, { ownerId, vaults, query, limit }: WordSearch): Promise<WordRank[]> {
  const { rows } = await pool.query<WordRank>(
    'select id, by_text as "byText", by_name as "byName" from rank_memories($1, $2, $3, $4, $5)',
    [ownerId, vaults, wordsOf(query), query, limit],
  );
  return rows;
}

/** Letters and digits only, so that none of them means anything to the search. */
export function wordsOf(query: string): string[] {
  return [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 16);
}

/** As in Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009. */
const K = 60;
/** What is less like the query than this has nothing to do with it. */
const LEAST_LIKENESS = 0.2;

/**
 * Joins the rankings by reciprocal rank fusion: best first, 1 for what is first in all of them.
 * @param near nearest first; null when there is no embedding model, or it did not answer.
 */
export function fuse(words: readonly WordRank[], near: readonly Near[] | null): { id: number; rank: number }[] {
  const ranks = new Map(words.map(({ id, byText, byName }) => [id, byText + byName]));
  const close = near?.filter(({ likeness }) => likeness >= LEAST_LIKENESS) ?? [];
  for (const [place, { id }] of close.entries()) ranks.set(id, (ranks.get(id) ?? 0) + (K + 1) / (K + 1 + place));
  const most = near ? 2.5 : 1.5;
  return [...ranks].map(([id, rank]) => ({ id, rank: rank / most })).sort((a, b) => b.rank - a.rank || b.id - a.id);
}
