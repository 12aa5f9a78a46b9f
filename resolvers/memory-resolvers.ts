import type { Context } from '../src/context.ts';
import { BadRequestError, NotFoundError } from '../src/errors.ts';
import { parseMemoryFile } from '../src/memory/memory-file.ts';
import { buildGraph, neighborsOf, type MemoryGraph } from '../src/memory/memory-graph.ts';
import { DEFAULT_SCORING, scoreOf, type ScoringConfig } from '../src/memory/memory-scoring.ts';
import { contextOf, type Memory, type VaultRef, type WholeMemory } from '../src/memory/memory-store.ts';
import type { FollowItem } from '../src/log/event-log.ts';
import { flatItems } from './flat-items.ts';
import type { Resolvers } from './types.generated.ts';

export const memoryResolvers: Resolvers = {
  Query: {
    memoryVaults: (_parent, _arguments, { memory, viewer }) => memory.vaults(viewer.ownerId),
    async memoryVault(_parent, { id }, { memory, viewer }) {
      const known = await memory.vaults(viewer.ownerId);
      return known.find(({ vault }) => vault === id) ?? { vault: id, fileCount: 0, totalSizeBytes: 0 };
    },
    memory: (_parent, { vault, path }, context) =>
      context.memory.read(refOf(context, vault), path).catch((error: unknown) => {
        if (error instanceof NotFoundError) return null;
        throw error;
      }),
    memorySearchStatus: (_parent, _arguments, { memoryMeaning }) => memoryMeaning.status(),
    async searchMemory(_parent, { query, vault, limit }, { memory, viewer }) {
      const vaults = vault == null ? null : [vault];
      if (query.trim() !== '') return memory.search(viewer.ownerId, { vaults, query, limit: limit ?? 20 });
      if (vault == null) throw new BadRequestError('query must not be empty');
      return memory.newest({ ownerId: viewer.ownerId, vault }, limit ?? 20);
    },
    async memoryContext(_parent, { vault, task, limit, budget }, { memory, viewer }) {
      return contextOf(await memory.search(viewer.ownerId, { vaults: [vault], query: task, limit: limit ?? 5 }), budget ?? 4000);
    },
    memoryScoring: (_parent, _arguments, context) => scoring(context),
  },
  Mutation: {
    createMemory: (_parent, { vault, path, content }, context) => context.memory.create(refOf(context, vault), path ?? null, content),
    updateMemory: (_parent, { vault, path, content }, context) => context.memory.update(refOf(context, vault), path, content),
    async deleteMemory(_parent, { vault, path }, context) {
      await context.memory.remove(refOf(context, vault), path);
      return true;
    },
    remember: (_parent, { vault, input }, context) =>
      context.memory.remember(refOf(context, vault), {
        type: input.type,
        title: input.title,
        text: input.content,
        author: input.author ?? null,
        tags: input.tags ?? [],
        links: input.links ?? [],
        importance: input.importance ?? null,
        extra: input.frontmatter ?? {},
        now: Date.now(),
      }),
    importMemories: (_parent, { vault, files }, context) => context.memory.put(refOf(context, vault), files),
    async recordRecall(_parent, { vault, retrievals }, context) {
      const ids = retrievals.map(({ memoryId }) => memoryId);
      return { logged: ids.length, scoresUpdated: await context.memory.recalled(refOf(context, vault), ids) };
    },
    async valueMemories(_parent, { vault, valuations, gap, gapQuery }, context) {
      const ref = refOf(context, vault);
      if (valuations.length > 0) await context.memory.valued(ref, valuations);
      return {
        valuationsLogged: valuations.length,
        scoresUpdated: new Set(valuations.map(({ memoryId }) => memoryId)).size,
        gapId: gap == null || gap === '' ? null : await context.memory.missed(ref, gap, gapQuery ?? null),
      };
    },
    async setMemoryScoring(_parent, { input }, context) {
      const given = Object.entries(input).filter(([, value]) => value !== null);
      await context.settingsStore.update({
        memoryScoring: { ...DEFAULT_SCORING, ...(Object.fromEntries(given) as Partial<ScoringConfig>) },
      });
      context.announce('settings');
      return scoring(context);
    },
    async resetMemoryScoring(_parent, _arguments, context) {
      await context.settingsStore.update({ memoryScoring: DEFAULT_SCORING });
      context.announce('settings');
      return scoring(context);
    },
  },
  MemoryVault: {
    id: ({ vault }) => vault,
    files: ({ vault }, _arguments, context) => context.memory.list(refOf(context, vault)),
    graph: ({ vault }, _arguments, context) => graphOf(context, vault),
    neighbors: async ({ vault }, { id, maxHops }, context) => neighborsOf(await graphOf(context, vault), id, maxHops ?? 1),
    scores: (vault, { ids, limit }, context) => scoresOf(context, vault.vault, ids ?? null, limit ?? 200),
    scoreCount: async (vault, { ids, limit }, context) => (await scoresOf(context, vault.vault, ids ?? null, limit ?? 200)).length,
    blendBaseFactor: (_vault, _arguments, context) => scoring(context).blendBaseFactor,
    blendBoostFactor: (_vault, _arguments, context) => scoring(context).blendBoostFactor,
    gaps: ({ vault }, { limit }, context) => context.memory.gaps(refOf(context, vault), limit ?? 50),
    gapCount: async ({ vault }, { limit }, context) => (await context.memory.gaps(refOf(context, vault), limit ?? 50)).length,
  },
  Memory: {
    content: async (memory, _arguments, context) => (await whole(memory, context)).content,
    length: async (memory, _arguments, context) => (await whole(memory, context)).content.length,
    metadata: async (memory, _arguments, context) => parseMemoryFile(memory.path, (await whole(memory, context)).content).metadata,
  },
  MemoryMatch: {
    vault: ({ memory }) => memory.vault,
    path: ({ memory }) => memory.path,
    title: ({ memory }) => memory.title,
    category: ({ memory }) => memory.category,
  },
  MemoryGraph: {
    stats: ({ nodes, edges }) => ({
      nodeCount: nodes.length,
      edgeCount: edges.length,
      nodeTypeCounts: countsOf(nodes),
      edgeTypeCounts: countsOf(edges),
      generatedAt: Date.now(),
    }),
  },
  Subscription: {
    memoryGraph: {
      subscribe: async (_parent, { vault }, context) => followGraph(context, vault),
      resolve: (item: MemoryGraphItem) => item,
    },
  },
  MemoryNode: {
    category: ({ type }) => type,
  },
};

function refOf({ viewer }: Context, vault: string): VaultRef {
  return { ownerId: viewer.ownerId, vault };
}

function scoring({ settingsStore }: Context): Readonly<ScoringConfig> {
  return settingsStore.current.memoryScoring;
}

interface MemoryGraphItem {
  type: 'graph:init' | 'graph:update';
  payload: { version: number; graph: MemoryGraph };
}

async function followGraph(context: Context, vault: string): Promise<AsyncIterableIterator<MemoryGraphItem>> {
  const { log } = context;
  const head = await log.head();
  const itemAt = async (type: MemoryGraphItem['type'], version: number): Promise<MemoryGraphItem> => ({
    type,
    payload: { version, graph: await graphOf(context, vault) },
  });
  const concerns = (item: FollowItem) => 'gap' in item || item.event.agent_id === vault;
  return flatItems<FollowItem, MemoryGraphItem>(
    log.follow({ types: ['memory_changed'], after: head }),
    async (batch) => {
      const last = batch.findLast(concerns);
      return last ? [await itemAt('graph:update', 'gap' in last ? last.gap.until : last.position)] : [];
    },
    [await itemAt('graph:init', head)],
  );
}

async function graphOf(context: Context, vault: string): Promise<MemoryGraph> {
  return buildGraph(await context.memory.list(refOf(context, vault)));
}

async function scoresOf(context: Context, vault: string, ids: readonly string[] | null, limit: number) {
  const now = Date.now();
  return (await context.memory.uses(refOf(context, vault), ids, limit)).map((use) => {
    const { usefulness, adaptive } = scoreOf(use, scoring(context), now);
    return { ...use, notUsefulCount: use.valuationCount - use.usefulCount, usefulnessRate: usefulness, adaptiveScore: adaptive };
  });
}

async function whole(memory: Memory | WholeMemory, context: Context): Promise<WholeMemory> {
  return 'content' in memory ? memory : context.memory.read(refOf(context, memory.vault), memory.path);
}

function countsOf(items: readonly { type: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of items) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
