/** The same numbers for the same seed, from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = 30_000;
const ONSETS = 'b br c ch cl cr d dr f fl fr g gl gr h j k l m n p ph pl pr qu r s sc sh sl sm sp st str sw t th tr tw v w wh y z'.split(
  ' ',
);
const VOWELS = 'a a a e e e i i o o u ai au ea ee ie io oa oo ou ua y'.split(' ');
const CODAS = 'b ck ct d ff ft g ght l ld ll lt m mp n nd ng nt p r rd rk rm rn rt s sh sk ss st t th x'.split(' ');
const VOCABULARY = [...new Set(Array.from({ length: 2 * WORDS }, (_, index) => wordOf(index)))].slice(0, WORDS);

/** A made-up word, which no language's stop words or stems know. */
function wordOf(index: number): string {
  const random = randomOf(index + 1);
  const of = (parts: readonly string[]) => parts[Math.floor(random() * parts.length)] ?? '';
  const syllables = index < 300 ? 1 + (index % 2) : 2 + Math.floor(random() * 2);
  return Array.from({ length: syllables }, () => of(ONSETS) + of(VOWELS) + (random() < 0.5 ? of(CODAS) : '')).join('') + of(CODAS);
}

/** A word; the one of rank r comes 1/r as often as the first, as in any text (Zipf). */
export function zipfWord(random: () => number): string {
  return VOCABULARY[Math.floor(WORDS ** random()) - 1] ?? '';
}

export function wordOfRank(rank: number): string {
  return VOCABULARY[rank] ?? '';
}

export interface CorpusEntry {
  path: string;
  title: string;
  content: string;
}

const KINDS = ['fact', 'decision', 'lesson', 'person', 'project'];

/** The memory of a number: a title of three to six words, two tags and about a hundred words of text. */
export function entryOf(number: number): CorpusEntry {
  const random = randomOf(number * 7919 + 17);
  const words = (count: number) => Array.from({ length: count }, () => zipfWord(random));
  const title = words(3 + Math.floor(random() * 4)).join(' ');
  const kind = KINDS[number % KINDS.length] ?? 'fact';
  const body = words(60 + Math.floor(random() * 90)).join(' ');
  return {
    path: `${kind}/${number}.md`,
    title,
    content: `---\ntitle: ${title}\ntype: ${kind}\ntags: [${words(2).join(', ')}]\n---\n\n${body}\n`,
  };
}
