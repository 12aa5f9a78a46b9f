import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A provider of embeddings in the OpenAI dialect over real HTTP that knows no language: a text's vector is the sum of its words' vectors,
 * which are made from hashes, and words that a table lists together share most of theirs. It stands for a model in what it is for, words
 * that mean the same, and says nothing about how good any model is.
 */
export interface EmbeddingStandIn {
  /** For a provider's base URL. */
  baseUrl: string;
  /** In the order of their arrival. */
  calls: { model: string; texts: string[] }[];
  /** What it answers instead of vectors: a status, or nothing at all; null is to be well. */
  trouble: number | 'silence' | ((texts: readonly string[]) => number | null) | null;
  stop(): Promise<void>;
}

/** Words that mean the same, in lines; other words mean themselves. */
const CONCEPTS = `
database postgresql postgres sql storage rows table
crash fail failure outage broke broken down incident
deploy deployment release rollout ship shipping publish
fast quick speed latency performance slow sluggish
customer client buyer user account
money price cost invoice bill billing payment pay charge
meeting call standup sync appointment
happy glad pleased satisfied likes enjoys prefers favourite
car vehicle automobile van
doctor physician medic
password secret credential token key login
test tests testing spec verify check qa
error bug defect fault mistake
picture image photo logo icon
holiday vacation leave away absence
begin start launch kickoff commence
end finish stop cease terminate retire
boss manager lead head director
team crew group squad
letter mail email message inbox
house home building office
eat food lunch dinner meal restaurant
teach training lesson learn onboarding newcomer
schedule calendar plan timetable deadline
buy purchase procurement vendor supplier
remove delete erase drop purge
copy backup duplicate snapshot restore
permission access rights role authorise
colour color theme palette dark
phone mobile telephone handset
memory ram heap leak
language translate translation locale spanish german french
choose chose pick picked select decided decision
cheap inexpensive affordable budget
sick ill unwell flu
old legacy ancient outdated
child kid daughter son
walk hike hiking trail
`;
const CONCEPT_OF = new Map(
  CONCEPTS.trim()
    .split('\n')
    .flatMap((line) => line.split(' ').map((word) => [stem(word), line] as const)),
);
const SAYS_NOTHING = new Set(
  'a an and are as at be by do does for from had has have how i in is it its me my of on or our that the their them they this to was we were what when where which who why will with you your not no'.split(
    ' ',
  ),
);

export async function startEmbeddingStandIn(dimensions = 384): Promise<EmbeddingStandIn> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { model, input } = JSON.parse(body) as { model: string; input: string | string[] };
      const texts = [input].flat();
      standIn.calls.push({ model, texts });
      const trouble = typeof standIn.trouble === 'function' ? standIn.trouble(texts) : standIn.trouble;
      if (trouble === 'silence') return;
      response.writeHead(trouble ?? 200, { 'content-type': 'application/json' });
      if (trouble !== null) return void response.end(JSON.stringify({ error: { message: 'not now' } }));
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: embeddingOf(text, model, dimensions) }));
      response.end(JSON.stringify({ object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: EmbeddingStandIn = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: [],
    trouble: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

function embeddingOf(text: string, model: string, dimensions: number): number[] {
  const sum = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (SAYS_NOTHING.has(word)) continue;
    const root = stem(word);
    const concept = CONCEPT_OF.get(root);
    add(sum, `${model} ${concept ?? root}`, 1);
    if (concept) add(sum, `${model} ${root}`, 0.4);
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((number) => number / length);
}

const known = new Map<string, Int8Array>();

/** Adds the vector that a name has, which its hash decides. */
function add(sum: number[], name: string, weight: number): void {
  let signs = known.get(name);
  if (!signs) {
    const hashes = Array.from({ length: Math.ceil(sum.length / 256) }, (_, part) =>
      createHash('sha256').update(`${part} ${name}`).digest(),
    );
    signs = Int8Array.from(sum, (_, index) => (((Buffer.concat(hashes)[index >> 3] ?? 0) >> (index & 7)) & 1 ? 1 : -1));
    known.set(name, signs);
  }
  for (const [index, sign] of signs.entries()) sum[index]! += weight * sign;
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ing|ed|es|s|e)$/, '') : word;
}
