import type { Pool } from 'pg';
import { likeness, SIGN_WORDS, signsOf } from './vector-code.ts';

/** Finds memories whose vectors are near one. */
export interface VectorIndex {
  /** Reads what it does not know yet of a model's vectors. */
  refresh(model: string): Promise<void>;
  /** Nearest first. Only what `model` made a vector of is found. */
  nearest(near: {
    model: string;
    vector: Float32Array;
    ownerId: string | null;
    vaults: readonly string[] | null;
    limit: number;
  }): Promise<Near[]>;
}

export interface Near {
  id: number;
  /** Cosine: 1 means the same. */
  likeness: number;
}

/** So many that differ in the fewest signs are compared in full. */
const CANDIDATES = 200;
const PAGE = 5_000;

interface Row {
  id: number;
  space: string;
  signs: Buffer;
  position: number;
}

/**
 * Keeps the signs of all vectors of one model in memory, as a node first needs them; the vectors stay in the database. Each search first
 * reads what was put in since the last one. A vector that is gone is found out by its absence when it is looked up.
 */
export function createVectorIndex(pool: Pool): VectorIndex {
  let signs = new SignTable();
  let model = '';
  let position = 0;
  let reading: Promise<void> | null = null;

  async function read(wanted: string): Promise<void> {
    if (wanted !== model) [signs, model, position] = [new SignTable(), wanted, 0];
    for (;;) {
      const { rows } = await pool.query<Row>(
        `select m.id, concat(m.owner_id, ' ', m.vault) as space, v.signs, v.position
         from (select memory_id, signs, position from memory_vectors where position > $2 and model = $1 order by position limit $3) v
         join memories m on m.id = v.memory_id order by v.position`,
        [wanted, position, PAGE],
      );
      for (const row of rows) signs.put(row.id, row.space, row.signs);
      position = rows.at(-1)?.position ?? position;
      if (rows.length < PAGE) return;
    }
  }

  async function refresh(wanted: string): Promise<void> {
    // what began before cannot know of what was put in since
    while (reading) await reading.catch(() => undefined);
    reading = read(wanted).finally(() => (reading = null));
    await reading;
  }

  return {
    refresh,
    async nearest({ model: wanted, vector, ownerId, vaults, limit }) {
      await refresh(wanted);
      const owner = `${ownerId ?? ''} `;
      const names = vaults && new Set(vaults.map((vault) => owner + vault));
      const ids = signs.nearest(signsOf(vector), (space) => (names ? names.has(space) : space.startsWith(owner)), CANDIDATES);
      const { rows } = await pool.query<{ id: number; vector: Buffer }>(
        `select m.id, v.vector from memory_vectors v join memories m on m.id = v.memory_id
         where v.memory_id = any($1) and v.model = $2 and m.owner_id is not distinct from $3 and ($4::text[] is null or m.vault = any($4))`,
        [ids, wanted, ownerId, vaults],
      );
      const found = new Set(rows.map(({ id }) => id));
      for (const id of ids) if (!found.has(id)) signs.remove(id);
      return rows
        .map((row) => ({ id: row.id, likeness: likeness(vector, row.vector) }))
        .sort((a, b) => b.likeness - a.likeness || b.id - a.id)
        .slice(0, limit);
    },
  };
}

/** Signs in one piece of memory, so that a hundred thousand are compared in a few milliseconds. */
class SignTable {
  #words = new Uint32Array(1_024 * SIGN_WORDS);
  #spaces = new Uint32Array(1_024);
  readonly #ids: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #spaceNumbers = new Map<string, number>();

  put(id: number, space: string, signs: Buffer): void {
    const place = this.#places.get(id) ?? this.#ids.length;
    if (place === this.#spaces.length) this.#grow();
    this.#ids[place] = id;
    this.#places.set(id, place);
    const number = this.#spaceNumbers.get(space) ?? this.#spaceNumbers.size;
    this.#spaceNumbers.set(space, number);
    this.#spaces[place] = number;
    for (let word = 0; word < SIGN_WORDS; word++) this.#words[place * SIGN_WORDS + word] = signs.readUInt32LE(4 * word);
  }

  remove(id: number): void {
    const place = this.#places.get(id);
    const last = this.#ids.pop();
    if (place === undefined || last === undefined) return;
    this.#places.delete(id);
    if (last === id) return;
    this.#words.copyWithin(place * SIGN_WORDS, this.#ids.length * SIGN_WORDS, (this.#ids.length + 1) * SIGN_WORDS);
    this.#spaces[place] = this.#spaces[this.#ids.length] ?? 0;
    this.#ids[place] = last;
    this.#places.set(last, place);
  }

  /** Ids of those that differ in the fewest signs, in no order. */
  nearest(signs: Uint32Array, isIn: (space: string) => boolean, count: number): number[] {
    const isWanted = new Uint8Array(this.#spaceNumbers.size);
    for (const [space, number] of this.#spaceNumbers) isWanted[number] = isIn(space) ? 1 : 0;
    const size = this.#ids.length;
    const distances = new Uint16Array(size);
    const byDistance = new Uint32Array(32 * SIGN_WORDS + 1);
    for (let place = 0; place < size; place++) {
      const distance = isWanted[this.#spaces[place] ?? 0] === 1 ? distanceOf(this.#words, place * SIGN_WORDS, signs) : FAR;
      distances[place] = distance;
      if (distance !== FAR) byDistance[distance]!++;
    }
    let furthest = 0;
    for (let seen = 0; furthest < byDistance.length; furthest++) if ((seen += byDistance[furthest] ?? 0) >= count) break;
    const found: number[] = [];
    for (const isAtTheEdge of [false, true])
      for (let place = 0; place < size && found.length < count; place++)
        if (isAtTheEdge ? distances[place] === furthest : (distances[place] ?? FAR) < furthest) found.push(this.#ids[place] ?? 0);
    return found;
  }

  #grow(): void {
    const [words, spaces] = [this.#words, this.#spaces];
    this.#words = new Uint32Array(2 * words.length);
    this.#words.set(words);
    this.#spaces = new Uint32Array(2 * spaces.length);
    this.#spaces.set(spaces);
  }
}

const FAR = 0xffff;

/** In how many bits two words of signs differ. */
function distanceOf(words: Uint32Array, from: number, signs: Uint32Array): number {
  let distance = 0;
  for (let word = 0; word < SIGN_WORDS; word++) {
    let bits = words[from + word]! ^ signs[word]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return distance;
}
