import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BadRequestError, ConflictError, NotFoundError, UnavailableError } from '../errors.ts';
import { patchAgentConfig, readAgentConfig, type AgentConfig, type AgentSettings, type ReadConfig } from './agent-config.ts';
import { isAgentId, isDirectory, listAgentIds, PERSONA_FILES, readAgentFiles, type AgentFiles, type PersonaFile } from './agent-files.ts';
import { parseIdentity, type Identity } from './identity.ts';

/** An agent at a glance. */
export interface AgentSummary {
  id: string;
  name: string;
  emoji: string | null;
  role: string | null;
  description: string | null;
  /** Those of the four persona files that exist. */
  personaFiles: PersonaFile[];
  slackConnected: boolean;
  model: string | null;
}

export interface AgentDetails extends AgentSummary {
  /** Persona files that are not empty, by name. */
  files: Record<string, string>;
  /** Beginning of SOUL.md. */
  soulPreview: string | null;
}

/** The texts of which an agent's system prompt is made; an absent file is empty. */
export interface Persona {
  identity: string;
  soul: string;
  decision: string;
  agents: string;
  name: string;
  emoji: string | null;
  role: string | null;
}

/** Something in an agent's directory that a person should look at. */
export interface AgentProblem {
  severity: 'error' | 'warning';
  /** Names agent, file and member: `mira/config.yml: thread_mode must be passive or active`. */
  message: string;
}

/** The agents on disk, one directory each. Edits of the files show at the next call; a broken file is reported and hides nothing else. */
export interface AgentCatalog {
  list(): Promise<AgentSummary[]>;
  count(): Promise<number>;
  /** @throws {NotFoundError} */
  get(id: string): Promise<AgentDetails>;
  /** Null when the agent has no config.yml. @throws {NotFoundError} */
  config(id: string): Promise<AgentConfig | null>;
  /**
   * Changes the members that a patch has.
   * @returns the file's content after the write, in its own keys.
   * @throws {NotFoundError} @throws {BadUserInputError} when a value is not allowed. @throws {ConflictError} when the file is broken.
   */
  updateConfig(id: string, patch: unknown): Promise<Record<string, unknown>>;
  /** Replaces a persona file. @returns its size in characters. @throws {NotFoundError} @throws {BadRequestError} for any other file. */
  writeFile(id: string, name: string, content: string): Promise<number>;
  /** Null for an agent without persona files: the pipeline's own words stand in. */
  persona(id: string): Promise<Persona | null>;
  /** What an agent is told when it wakes by itself, its PULSE.md; null when it has none. */
  pulsePrompt(id: string): Promise<string | null>;
  /** Never fails: an agent that has no directory runs on defaults. */
  settings(id: string): Promise<AgentSettings>;
  problems(): Promise<AgentProblem[]>;
}

interface Agent {
  id: string;
  source: AgentFiles;
  identity: Identity;
  read: ReadConfig;
}

const SOUL_PREVIEW_CHARACTERS = 500;

/** @param root the directory that holds the agents' directories; it need not exist. */
export function createAgentCatalog(root: string): AgentCatalog {
  const cache = new Map<string, Agent>();
  const looks = new Map<string, Promise<Agent | null>>();
  let lastWrite: Promise<unknown> = Promise.resolve();

  /** As it is on disk now; all who ask in one turn of the event loop share one look. */
  function load(id: string): Promise<Agent | null> {
    let look = looks.get(id);
    if (!look) {
      if (looks.size === 0) setImmediate(() => looks.clear());
      look = read(id);
      looks.set(id, look);
    }
    return look;
  }

  async function read(id: string): Promise<Agent | null> {
    if (!isAgentId(id) || !isDirectory(join(root, id))) {
      cache.delete(id);
      return null;
    }
    const cached = cache.get(id);
    const source = await readAgentFiles(join(root, id), cached?.source);
    if (cached?.source === source) return cached;
    const agent = {
      id,
      source,
      identity: parseIdentity(source.contents['IDENTITY.md'] ?? ''),
      read: readAgentConfig(source.contents['config.yml'] ?? ''),
    };
    cache.set(id, agent);
    return agent;
  }

  async function find(id: string): Promise<Agent> {
    const agent = await load(id);
    if (!agent) throw new NotFoundError(isAgentId(id) ? `Agent ${id} not found` : 'Agent not found');
    return agent;
  }

  async function loadAll(): Promise<Agent[]> {
    const ids = await listAgentIds(root);
    const agents = await Promise.all(ids.map((id) => load(id)));
    return agents.filter((agent) => agent !== null);
  }

  /** Runs writes one after another, so that each sees what the one before it left. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const result = lastWrite.then(write);
    lastWrite = result.catch(() => undefined);
    return result;
  }

  return {
    list: async () => (await loadAll()).map(summarize),
    count: async () => (await listAgentIds(root)).length,

    async get(id) {
      const agent = await find(id);
      const { contents } = agent.source;
      const soul = contents['SOUL.md'];
      return {
        ...summarize(agent),
        files: Object.fromEntries(PERSONA_FILES.flatMap((file) => (contents[file] ? [[file, contents[file]]] : []))),
        soulPreview: soul
          ? Array.from(soul.slice(0, 2 * SOUL_PREVIEW_CHARACTERS))
              .slice(0, SOUL_PREVIEW_CHARACTERS)
              .join('')
          : null,
      };
    },

    async config(id) {
      const { source, read } = await find(id);
      return source.contents['config.yml'] === undefined ? null : read.config;
    },

    updateConfig: (id, patch) =>
      inTurn(async () => {
        const { source } = await find(id);
        if (source.problems.some((problem) => problem.startsWith('config.yml'))) throw broken(id);
        const patched = patchAgentConfig(source.contents['config.yml'] ?? '', patch);
        if ('problem' in patched) throw broken(id);
        await replaceFile(join(root, id, 'config.yml'), patched.yaml);
        return patched.content;
      }),

    writeFile: (id, name, content) =>
      inTurn(async () => {
        await find(id);
        const file = PERSONA_FILES.find((candidate) => candidate === name);
        if (!file) throw new BadRequestError(`Only ${PERSONA_FILES.join(', ')} can be written`);
        await replaceFile(join(root, id, file), content);
        return Array.from(content).length;
      }),

    async persona(id) {
      const agent = await load(id);
      if (!agent) return null;
      const { contents } = agent.source;
      if (!PERSONA_FILES.some((file) => contents[file]?.trim())) return null;
      return {
        identity: contents['IDENTITY.md'] ?? '',
        soul: contents['SOUL.md'] ?? '',
        decision: contents['DECISION.md'] ?? '',
        agents: contents['AGENTS.md'] ?? '',
        name: agent.identity.name ?? id,
        emoji: agent.identity.emoji,
        role: agent.identity.role,
      };
    },

    pulsePrompt: async (id) => (await load(id))?.source.contents['PULSE.md']?.trim() || null,

    settings: async (id) => ((await load(id))?.read ?? readAgentConfig('')).settings,

    problems: async () => (await loadAll()).flatMap(problemsOf),
  };
}

function summarize({ id, source: { contents }, identity, read }: Agent): AgentSummary {
  return {
    id,
    ...identity,
    name: identity.name ?? id,
    personaFiles: PERSONA_FILES.filter((file) => contents[file] !== undefined),
    slackConnected: contents['slack.yml'] !== undefined,
    model: read.settings.model,
  };
}

function problemsOf({ id, source, read }: Agent): AgentProblem[] {
  const problems: AgentProblem[] = [
    ...source.problems.map((problem): AgentProblem => ({ severity: 'error', message: `${id}/${problem}` })),
    ...read.problems.map((problem): AgentProblem => ({ severity: 'error', message: `${id}/config.yml: ${problem}` })),
  ];
  if (!source.contents['IDENTITY.md']?.trim()) {
    problems.push({ severity: 'warning', message: `${id}/IDENTITY.md is missing or empty, so the agent is called by its id` });
  }
  return problems;
}

function broken(id: string): ConflictError {
  return new ConflictError(`config.yml of agent ${id} cannot be read, so it was not changed; repair the file first`);
}

/** Puts a whole new file in place of an old one: readers see either, also after a crash. */
async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    {
      await using file = await open(temporary, 'wx');
      await file.writeFile(content);
      await file.sync();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    throw new UnavailableError(`The file could not be written (${code ?? 'unknown'}); check that the catalog is writable and has room`, {
      cause: error,
    });
  }
}
