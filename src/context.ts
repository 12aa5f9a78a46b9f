import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { AgentCatalog } from './agents/agent-catalog.ts';
import type { ManagedEventLog } from './log/event-log.ts';
import type { ModelRegistry } from './llm/model-registry.ts';
import type { PipelineCatalog } from './pipelines/pipeline-catalog.ts';
import type { RunInbox } from './runs/run-inbox.ts';
import type { RunStore } from './runs/run-store.ts';
import type { Loaders } from './graphql/loaders.ts';
import type { GuardedFetch } from './net/guarded-fetch.ts';
import type { Cipher } from './secrets/cipher.ts';
import type { SecretStore } from './secrets/secret-service.ts';
import type { GithubApp } from './github/github-app.ts';
import type { Sandbox } from './tools/sandbox.ts';
import type { AttachmentStore } from './chats/attachments.ts';
import type { ChatInbox } from './chats/chat-inbox.ts';
import type { ChatStore } from './chats/chat-store.ts';
import type { McpLogs } from './mcp/mcp-logs.ts';
import type { McpStore } from './mcp/mcp-store.ts';
import type { McpConnections } from './mcp/mcp-toolset.ts';
import type { MemoryMeaning } from './memory/memory-meaning.ts';
import type { MemoryStore } from './memory/memory-store.ts';
import type { QuestionStore } from './questions/question-store.ts';
import type { SkillStore } from './skills/skill-service.ts';
import type { ProviderSettings } from './settings/provider-settings.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { SharedMemory } from './store/redis.ts';
import type { Supervision } from './supervision.ts';
import type { Logger } from './logger.ts';
import type { Auth } from './auth/auth.ts';
import type { Credential } from './auth/tokens.ts';

/** The long-lived parts that services and resolvers work with; `app.ts` makes and joins them. */
export interface Parts {
  log: ManagedEventLog;
  pipelines: PipelineCatalog;
  agents: AgentCatalog;
  models: ModelRegistry;
  runs: RunInbox;
  runStore: RunStore;
  chats: ChatStore;
  attachments: AttachmentStore;
  chatInbox: ChatInbox;
  /** What agents ask of people. */
  questions: QuestionStore;
  supervision: Supervision;
  settings: Settings;
  /** What nodes share besides the database; null without `REDIS_URL`. */
  redis: SharedMemory | null;
  /** Where commands of agents run. */
  sandbox: Sandbox;
  /** What people set for the whole server. */
  settingsStore: SettingsStore;
  providerSettings: ProviderSettings;
  skills: SkillStore;
  memory: MemoryStore;
  /** How memories are found by meaning. */
  memoryMeaning: MemoryMeaning;
  mcp: { store: McpStore; connections: McpConnections; logs: McpLogs };
  secrets: SecretStore;
  cipher: Cipher;
  /** Who asks, and what they stand on. */
  auth: Auth;
  /** The GitHub App, and who works on its deliveries: `look` says that there is one. */
  github: { app: GithubApp; /** Works on issues. */ pipelineId: string; look(): void };
  guardedFetch: GuardedFetch;
  /** Tells other nodes that something they keep in memory changed. */
  announce(what: 'settings' | 'mcp'): void;
  /** For statements that no entity stands for. */
  pool: Pool;
  logger: Logger;
}

/** The few facts about this server that answers need. */
export interface Settings {
  version: string;
  dataDir: string;
  /** The owner of the rows this node works on; see `store/node-lease.ts`. */
  nodeId: string;
}

/** Through which door a call came, and from where. */
export interface Caller {
  surface: 'rest' | 'graphql' | 'websocket' | 'mcp' | 'system';
  /** Of the client: of the peer, or what a trusted proxy says. */
  address: string;
  /** Whether a proxy says that it calls for somebody else. */
  isForwarded: boolean;
  /** What it addressed the server as, such as `https://djinn.example`; null when it did not say. */
  origin: string | null;
  /** Token or API key that it showed. */
  token: string | null;
  /** Whether the token stood in the address. */
  fromAddress: boolean;
  userAgent: string | null;
  /** The span it calls from, as its `traceparent` says; null when it says none, or one that is malformed. */
  traceparent: string | null;
}

/** Who asks. With authentication off everyone is the instance's anonymous admin. */
export interface Viewer {
  id: string;
  /** Rows of this owner are visible; null sees all. */
  ownerId: string | null;
  scopes: readonly string[];
  /** The agent whose key was shown: only what belongs to it can be reached. */
  agentId?: string;
  /** What the viewer stands on, and ends with. */
  credential?: Credential;
  /** Why the credential that was shown is no good. */
  refusal?: string;
}

/** What every operation gets, whatever wire it came over. */
export interface Context extends Parts {
  /** A fork of its own: one identity map per request. */
  em: EntityManager;
  viewer: Viewer;
  caller: Caller;
  requestId: string;
  /** How many acts of this request stand in the audit log. */
  acts: { count: number };
  /** Batches what many fields of one answer ask for. */
  loaders: Loaders;
}
