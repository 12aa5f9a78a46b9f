import type { Pool, PoolClient } from 'pg';
import type { EmbeddingModel } from '../llm/embedding-model.ts';
import { ModelError } from '../llm/model-error.ts';
import { parseMemoryFile } from './memory-file.ts';
import { packVector, signsOf } from './vector-code.ts';

/** One node makes vectors at a time: PostgreSQL gives the lock back when it is gone. */
const VECTORS_LOCK = 7_781_012;
const BATCH = 64;
const TIMEOUT_MS = 30_000;
/** What a model takes of a text at the most is some 8000 tokens; of most scripts that is more than so many characters. */
const LONGEST_TEXT = 8_000;
/** A text that the provider refuses is tried again after so long. */
const REFUSED_FOR_MS = 60 * 60 * 1000;

interface Waiting {
  id: number;
  revision: number;
  name: string;
  path: string;
  content: string;
}

/**
 * Makes vectors for some memories that have none of this model.
 * @returns how many it looked at; 0 when none waits, or when another node is at it.
 * @throws {ModelError} when the provider fails; the memories wait on.
 */
export async function embedSome(pool: Pool, model: EmbeddingModel, signal: AbortSignal): Promise<number> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const { rows } = await client.query<{ isMine: boolean }>('select pg_try_advisory_lock($1) as "isMine"', [VECTORS_LOCK]);
    if (rows[0]?.isMine !== true) {
      isBroken = false;
      return 0;
    }
    try {
      return await embedBatch(client, model, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    } finally {
      await client.query('select pg_advisory_unlock($1)', [VECTORS_LOCK]);
      isBroken = false;
    }
  } finally {
    client.release(isBroken);
  }
}

/** How many memories wait for a vector of a model. */
export async function countWaiting(pool: Pool, model: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from memory_vectors where model is null or model < $1 or model > $1',
    [model],
  );
  return rows[0]?.count ?? 0;
}

async function embedBatch(client: PoolClient, model: EmbeddingModel, signal: AbortSignal): Promise<number> {
  const { rows: waiting } = await client.query<Waiting>(
    `select m.id, v.revision, m.name, m.path, m.content from (
       select memory_id, revision from memory_vectors where (model is null or model < $1 or model > $1) and due_at <= $2 limit $3) v
     join memories m on m.id = v.memory_id`,
    [model.id, Date.now(), BATCH],
  );
  if (waiting.length === 0) return 0;
  try {
    await keep(client, model, waiting, signal);
  } catch (error) {
    if (!(error instanceof ModelError && error.kind === 'bad-request')) throw error;
    // one of them is not to the provider's liking: the others are not to wait for it
    for (const memory of waiting) await keepOne(client, model, memory, signal);
  }
  return waiting.length;
}

async function keepOne(client: PoolClient, model: EmbeddingModel, memory: Waiting, signal: AbortSignal): Promise<void> {
  try {
    await keep(client, model, [memory], signal);
  } catch (error) {
    if (!(error instanceof ModelError && error.kind === 'bad-request')) throw error;
    await client.query('update memory_vectors set due_at = $3 where memory_id = $1 and revision = $2', [
      memory.id,
      memory.revision,
      Date.now() + REFUSED_FOR_MS,
    ]);
  }
}

async function keep(client: PoolClient, model: EmbeddingModel, memories: readonly Waiting[], signal: AbortSignal): Promise<void> {
  const vectors = await model.embed(memories.map(textOf), 'document', signal);
  // a memory that was written meanwhile waits for a vector of what it says now
  await client.query(
    `update memory_vectors v set model = $1, vector = n.vector, signs = n.signs, position = nextval('memory_vectors_positions'), due_at = 0
     from unnest($2::bigint[], $3::integer[], $4::bytea[], $5::bytea[]) as n(id, revision, vector, signs)
     where v.memory_id = n.id and v.revision = n.revision`,
    [
      model.id,
      memories.map(({ id }) => id),
      memories.map(({ revision }) => revision),
      vectors.map(packVector),
      vectors.map((vector) => Buffer.from(signsOf(vector).buffer)),
    ],
  );
}

function textOf({ name, path, content }: Waiting): string {
  const { body, tags, aliases } = parseMemoryFile(path, content);
  return [name, [...aliases, ...tags].join(', '), body.trim()].filter(Boolean).join('\n').slice(0, LONGEST_TEXT).toWellFormed();
}
