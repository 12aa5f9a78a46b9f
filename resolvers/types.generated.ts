import type { RunStatus } from '../src/pipelines/machine/run-state.ts';
import type { StepStatus } from '../src/pipelines/machine/run-state.ts';
import type { ThinkingLevel } from '../src/settings/settings-store.ts';
import type { SecretType } from '../src/secrets/secret-service.ts';
import type { EdgeKind as PipelineEdgeKind } from '../src/pipelines/pipeline-graph.ts';
import type { ModelSource } from '../src/settings/provider-models.ts';
import type { McpState } from '../src/mcp/mcp-store.ts';
import type { QuestionKind } from '../src/questions/question-facts.ts';
import type { QuestionStatus } from '../src/questions/question-store.ts';
import type { ActorState } from '../src/supervision.ts';
import type { ActivityForm } from '../src/lifecycle/activity.ts';
import type { Upload } from '../src/graphql/scalars.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Spent } from '../src/pipelines/machine/budget.ts';
import type { AgentDay as AgentDayFacts } from '../src/budgets/agent-day.ts';
import type { Run as RunEntity } from '../src/runs/run-entity.ts';
import type { Step as StepEntity } from '../src/runs/step-entity.ts';
import type { FollowItem } from '../src/log/event-log.ts';
import type { PipelineFile } from '../src/pipelines/pipeline-catalog.ts';
import type { AgentSummary } from '../src/agents/agent-catalog.ts';
import type { ProviderView } from '../src/settings/provider-service.ts';
import type { ApiKey as ApiKeyRow } from '../src/auth/api-keys.ts';
import type { User as UserRow, AuthStatus as AuthStatusFacts } from '../src/auth/users.ts';
import type { LoginProvider as LoginProviderRow, LoginButton as LoginButtonFacts } from '../src/auth/oidc-providers.ts';
import type { SignedIn as SignedInPair, TotpChallenge as TotpChallengeFacts } from '../src/auth/sign-in.ts';
import type { Secret as SecretRow } from '../src/secrets/secret-service.ts';
import type { Project as ProjectRow, Task as TaskRow } from '../src/projects/board.ts';
import type { Transition, ImportResult, TaskLink as TaskLinkRow } from '../src/projects/task-service.ts';
import type { Execution, ReadyExecution as ReadyExecutionResult } from '../src/projects/task-execution.ts';
import type { PlannedTask as PlannedTaskRow } from '../src/projects/plan.ts';
import type { ProjectAgent as ProjectAgentRow } from '../src/projects/project-service.ts';
import type { Chat as ChatRow, ChatMessage as ChatMessageRow } from '../src/chats/chat-store.ts';
import type { Attachment as AttachmentRow } from '../src/chats/attachments.ts';
import type { AgentSession } from '../src/lifecycle/agent-sessions.ts';
import type { PulseState as PulseStateFacts } from '../src/pulse/pulse-service.ts';
import type { AgentLifecycle as AgentLifecycleFacts } from '../src/lifecycle/agent-lifecycle.ts';
import type { ActivityItem as ActivityItemModel } from '../src/lifecycle/activity.ts';
import type { IssueRun as IssueRunModel } from '../src/github/resolve-issue.ts';
import type { DeliveryView } from '../src/github/github-webhooks.ts';
import type { UnknownOutcome as UnknownOutcomeRow } from '../src/questions/unknown-outcomes.ts';
import type { Question as QuestionRow } from '../src/questions/question-store.ts';
import type { McpServer as McpServerRow, McpGrant as McpGrantRow } from '../src/mcp/mcp-store.ts';
import type { McpLogItem as McpLogItemModel } from '../src/mcp/mcp-logs.ts';
import type { VaultSummary, Memory as MemoryRow, Found } from '../src/memory/memory-store.ts';
import type { MemoryGraph as MemoryGraphModel, MemoryNode as MemoryNodeModel } from '../src/memory/memory-graph.ts';
import type { ActorCard, CrashCard, DeadLetter as DeadLetterRecord } from '../src/supervision.ts';
import type { Context } from '../src/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Bytes. Base64 text over GraphQL, the bytes themselves over REST. */
  Bytes: { input: Buffer; output: Buffer; }
  /** Where a reader stopped: pass it back to go on after it. Opaque text. */
  Cursor: { input: string; output: string; }
  /** A moment in time. ISO 8601 text over GraphQL, epoch milliseconds over REST. */
  DateTime: { input: number; output: number; }
  /** A moment in time. ISO 8601 text over GraphQL, epoch seconds over REST. */
  EpochSeconds: { input: number; output: number; }
  /** A map from text to whole numbers. */
  IntMap: { input: Record<string, number>; output: Record<string, number>; }
  /** A moment in time, ISO 8601 text on every wire. */
  IsoTime: { input: number; output: number; }
  /** A JSON object whose keys are not part of this schema. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** A whole number that may pass 2³¹: bytes, tokens, positions. At most 2⁵³. */
  Long: { input: number; output: number; }
  /** A map from text to text. */
  StringMap: { input: Record<string, string>; output: Record<string, string>; }
  /** A file: an object with `filename`, `mimeType` and `content` (Base64 text) over GraphQL, a part of a `multipart/form-data` body over REST. */
  Upload: { input: Upload; output: Upload; }
};

export type { ActivityForm };

/** Something that an agent did, or a change of its state. */
export type ActivityItem = {
  __typename?: 'ActivityItem';
  /** Resumes behind this item; null for what is not in the log. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** What the agent did; null for a change of state. */
  entry?: Maybe<TimelineEntry>;
  /** As clients of the event stream read it. */
  wire: Scalars['JSONObject']['output'];
};

/** Totals of an agent's work; today is the last 24 hours. */
export type ActivityStats = {
  __typename?: 'ActivityStats';
  errorCount: Scalars['Int']['output'];
  sessionsThisWeek: Scalars['Int']['output'];
  sessionsToday: Scalars['Int']['output'];
  totalCost: Scalars['Float']['output'];
  totalTokens: Scalars['Float']['output'];
};

/** Something alive: one owner of its state, one message at a time. */
export type Actor = {
  __typename?: 'Actor';
  backoffUntil?: Maybe<Scalars['DateTime']['output']>;
  busySince?: Maybe<Scalars['DateTime']['output']>;
  /** What it says it is doing. */
  doing?: Maybe<Scalars['String']['output']>;
  /** Counts starts, from 1. */
  incarnation: Scalars['Int']['output'];
  kind: Scalars['String']['output'];
  lastError?: Maybe<Scalars['String']['output']>;
  mailboxDepth: Scalars['Int']['output'];
  /** The message that is being handled, in short; null when none is. */
  message?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  oldestMessageAt?: Maybe<Scalars['DateTime']['output']>;
  parent?: Maybe<Scalars['String']['output']>;
  /** Unique while it lives, such as `runs/run_0a1b2c3d4e5f`. */
  path: Scalars['String']['output'];
  processed: Scalars['Long']['output'];
  restarts: Scalars['Int']['output'];
  startedAt: Scalars['DateTime']['output'];
  state: ActorState;
};

/** One crash of an actor. */
export type ActorCrash = {
  __typename?: 'ActorCrash';
  at: Scalars['DateTime']['output'];
  error: Scalars['String']['output'];
  givenUp: Scalars['Boolean']['output'];
  incarnation: Scalars['Int']['output'];
  kind: Scalars['String']['output'];
  /** The message that was being handled, in short. */
  message?: Maybe<Scalars['String']['output']>;
  path: Scalars['String']['output'];
  /** Messages handled before it, newest last. */
  recentMessages: Array<Scalars['String']['output']>;
  restartAt?: Maybe<Scalars['DateTime']['output']>;
  stack?: Maybe<Scalars['String']['output']>;
};

export type { ActorState };

/** The supervision tree at one moment. */
export type ActorTree = {
  __typename?: 'ActorTree';
  actors: Array<Actor>;
  /** Grows with every change. */
  version: Scalars['Int']['output'];
};

/** What changed in the supervision tree since the version before. */
export type ActorTreeChange = {
  __typename?: 'ActorTreeChange';
  changed: Array<Actor>;
  /** True for the first item, which has every actor. */
  isSnapshot: Scalars['Boolean']['output'];
  /** Paths of actors that are gone. */
  removed: Array<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

/** A persona with a model and tools; defined by a directory of the catalog. */
export type Agent = {
  __typename?: 'Agent';
  /** Steps that it works on now. */
  activeSteps: Array<Step>;
  /** Its configuration with defaults filled in; null when it has no config.yml. */
  config?: Maybe<Scalars['JSONObject']['output']>;
  /** As `config`, with an empty object when there is no config.yml. */
  configOrEmpty: Scalars['JSONObject']['output'];
  /** The run that it works on now, or longest. */
  currentRun?: Maybe<Scalars['ID']['output']>;
  description?: Maybe<Scalars['String']['output']>;
  emoji?: Maybe<Scalars['String']['output']>;
  /** Persona files that are not empty, by name. */
  files: Scalars['StringMap']['output'];
  id: Scalars['ID']['output'];
  /** When it last began or ended a step. */
  lastSeen?: Maybe<Scalars['DateTime']['output']>;
  memoryCount: Scalars['Int']['output'];
  /** `provider/model` from its own configuration. */
  model?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  /** Persona files that exist. */
  personaFiles: Array<Scalars['String']['output']>;
  /** `online`: agents need no process of their own to be there. */
  presence: Scalars['String']['output'];
  /** Projects that it works on; archived ones are left out. */
  projects: Array<ProjectAgent>;
  role?: Maybe<Scalars['String']['output']>;
  /** Runs in which it did a step, newest first. */
  runs: Array<AgentRun>;
  slackConnected: Scalars['Boolean']['output'];
  /** The first 500 characters of SOUL.md. */
  soulPreview?: Maybe<Scalars['String']['output']>;
  status: AgentStatus;
  /** What it spent today and may spend, in UTC. */
  today: AgentDay;
};


/** A persona with a model and tools; defined by a directory of the catalog. */
export type AgentRunsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
};

/** What stands in an agent's configuration after a change. */
export type AgentConfigUpdate = {
  __typename?: 'AgentConfigUpdate';
  /** The content of config.yml. */
  config: Scalars['JSONObject']['output'];
};

/** What an agent spent in a day over all runs, chats and nodes. */
export type AgentDay = {
  __typename?: 'AgentDay';
  agentId: Scalars['ID']['output'];
  /** `budget_per_day` of its configuration, or to what it was raised for this day. */
  budget: Budget;
  /** `2026-11-28`, in UTC. */
  day: Scalars['String']['output'];
  left: Budget;
  spent: Spending;
  /** When the next day begins. */
  until: Scalars['DateTime']['output'];
};

/** A persona file that was written. */
export type AgentFileUpdate = {
  __typename?: 'AgentFileUpdate';
  filename: Scalars['String']['output'];
  /** Characters. */
  size: Scalars['Int']['output'];
};

/** The key of an agent. */
export type AgentKey = {
  __typename?: 'AgentKey';
  agentId: Scalars['ID']['output'];
  /** Whether it was made now. */
  created: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  /** Null when it was made before. */
  key?: Maybe<Scalars['String']['output']>;
  keyPrefix: Scalars['String']['output'];
};

/** What an agent is doing. */
export type AgentLifecycle = {
  __typename?: 'AgentLifecycle';
  currentWork?: Maybe<LifecycleWork>;
  lastActive?: Maybe<Scalars['DateTime']['output']>;
  pulse: AgentPulse;
  queueDepth: Scalars['Int']['output'];
  state: AgentStatus;
  stats: ActivityStats;
};

/** When an agent wakes by itself. */
export type AgentPulse = {
  __typename?: 'AgentPulse';
  enabled: Scalars['Boolean']['output'];
  intervalMs: Scalars['Long']['output'];
  lastPulse?: Maybe<Scalars['DateTime']['output']>;
  nextPulse?: Maybe<Scalars['DateTime']['output']>;
};

/** A run in which an agent did a step. */
export type AgentRun = {
  __typename?: 'AgentRun';
  createdAt: Scalars['DateTime']['output'];
  pipelineId: Scalars['ID']['output'];
  runId: Scalars['ID']['output'];
  status: RunStatus;
  /** Full ids of its steps, `<run>_<step>`. */
  stepIds: Array<Scalars['ID']['output']>;
  task: Scalars['String']['output'];
};

/** What an agent was granted. */
export type AgentSkills = {
  __typename?: 'AgentSkills';
  /** By id; disabled ones are among them. */
  granted: Array<GrantedSkill>;
  /** What stands of them in its prompt; empty when there are none. */
  manifestText: Scalars['String']['output'];
  /** Those that it gets. */
  usable: Array<GrantedSkill>;
};

/** Whether an agent is at work. */
export type AgentStatus =
  | 'IDLE'
  | 'WORKING';

/** A key for programs, without what it says. */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** The agent whose key it is. */
  agentId?: Maybe<Scalars['ID']['output']>;
  createdAt: Scalars['IsoTime']['output'];
  expiresAt?: Maybe<Scalars['IsoTime']['output']>;
  id: Scalars['ID']['output'];
  isServiceKey: Scalars['Boolean']['output'];
  /** What it begins with. */
  keyPrefix: Scalars['String']['output'];
  /** To the minute. */
  lastUsedAt?: Maybe<Scalars['IsoTime']['output']>;
  name: Scalars['String']['output'];
  /** What it may do; null is all that its owner may. */
  scopes?: Maybe<Array<Scalars['String']['output']>>;
  /** Whose it is; null for those of services and agents. */
  userId?: Maybe<Scalars['ID']['output']>;
};

/** A file that comes with a message. */
export type Attachment = {
  __typename?: 'Attachment';
  content: Scalars['Bytes']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** Roughly what its text costs a model. */
  estimatedTokens?: Maybe<Scalars['Int']['output']>;
  extractedText?: Maybe<Scalars['String']['output']>;
  filename: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  isImage: Scalars['Boolean']['output'];
  mimeType: Scalars['String']['output'];
  pdfPageCount?: Maybe<Scalars['Int']['output']>;
  /** `ready`: what can be read of a file is read when it is added. */
  processingStatus: Scalars['String']['output'];
  sessionId: Scalars['ID']['output'];
  sizeBytes: Scalars['Int']['output'];
};

/** One privileged act. Each entry's hash covers the one before it. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** What, such as `secret.create`. */
  action: Scalars['String']['output'];
  /** Who. */
  actor: Scalars['String']['output'];
  /** From where. */
  address: Scalars['String']['output'];
  at: Scalars['DateTime']['output'];
  details: Scalars['JSONObject']['output'];
  hash: Scalars['String']['output'];
  seq: Scalars['Long']['output'];
  /** `rest`, `graphql`, `websocket` or `mcp`. */
  surface: Scalars['String']['output'];
  target: Scalars['String']['output'];
};

/** Whether the audit log is what was written. */
export type AuditVerification = {
  __typename?: 'AuditVerification';
  /** The first entry that was changed or is missing; null when none is. */
  brokenAt?: Maybe<Scalars['Long']['output']>;
  /** Entries that are in order. */
  entries: Scalars['Long']['output'];
};

/** How people sign in. */
export type AuthStatus = {
  __typename?: 'AuthStatus';
  /** Whether callers have to say who they are. */
  authEnabled: Scalars['Boolean']['output'];
  /** Providers of logins that can be used; none until there is anybody who can sign in. */
  oidcProviders: Array<LoginButton>;
  /** Whether there is anybody who can sign in. */
  setupComplete: Scalars['Boolean']['output'];
};

/** A column of a board. */
export type BoardColumn = {
  __typename?: 'BoardColumn';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  position: Scalars['Int']['output'];
  projectId: Scalars['ID']['output'];
  /** Statuses of the tasks in it; one that is put here takes the first. */
  taskStatuses: Array<Scalars['String']['output']>;
  /** How many tasks it may hold; null is no limit. */
  wipLimit?: Maybe<Scalars['Int']['output']>;
};

/** A board to begin with. */
export type BoardTemplate = {
  __typename?: 'BoardTemplate';
  columns: Array<ColumnPlan>;
  defaultPipelineId?: Maybe<Scalars['ID']['output']>;
  description: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  semantics?: Maybe<Scalars['JSONObject']['output']>;
};

/** What may be spent, or is left of it; null is no limit. */
export type Budget = {
  __typename?: 'Budget';
  /** Seconds of work. */
  timeSec?: Maybe<Scalars['Float']['output']>;
  /** Input and output together. */
  tokens?: Maybe<Scalars['Long']['output']>;
  /** US dollars. */
  usd?: Maybe<Scalars['Float']['output']>;
};

/** A conversation with an agent. */
export type Chat = {
  __typename?: 'Chat';
  agentId: Scalars['ID']['output'];
  /** Input and output together. */
  budgetTokens?: Maybe<Scalars['Long']['output']>;
  budgetUsd?: Maybe<Scalars['Float']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Agents need no container of their own. */
  containerId?: Maybe<Scalars['String']['output']>;
  /** US dollars. */
  costUsd: Scalars['Float']['output'];
  createdAt: Scalars['DateTime']['output'];
  error?: Maybe<Scalars['String']['output']>;
  /** Files that were added to it, oldest first. */
  files: Array<Attachment>;
  id: Scalars['ID']['output'];
  inputTokens: Scalars['Long']['output'];
  keyResolution?: Maybe<Scalars['JSONObject']['output']>;
  lastActivityAt: Scalars['DateTime']['output'];
  left: Budget;
  messageCount: Scalars['Int']['output'];
  /** Oldest first. */
  messages: Array<ChatMessage>;
  model: Scalars['String']['output'];
  outputTokens: Scalars['Long']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** `starting`, `running`, `completed` or `failed`. */
  status: Scalars['String']['output'];
  /** `question` while the reply in work waits for a person's answer. */
  waitingFor?: Maybe<Scalars['String']['output']>;
  /** Why messages wait or are refused, and how the chat goes on; null when nothing of the kind is so. */
  waitingReason?: Maybe<Scalars['String']['output']>;
};

/** Something that happens in a chat. */
export type ChatEvent = {
  __typename?: 'ChatEvent';
  /** Where to go on after; null for what has no place in the log. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** As event streams have it. */
  wire: Scalars['JSONObject']['output'];
};

/** What a person or an agent said. */
export type ChatMessage = {
  __typename?: 'ChatMessage';
  /** Ids of files that came with it. */
  attachments?: Maybe<Array<Scalars['ID']['output']>>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Markdown. Empty until the reply is complete; follow chatEvents for its words. */
  content: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  error?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  model?: Maybe<Scalars['String']['output']>;
  /** `user` or `assistant`. */
  role: Scalars['String']['output'];
  sessionId: Scalars['ID']['output'];
  /** `complete`, `queued`, `writing`, `aborted` or `failed`. */
  status: Scalars['String']['output'];
  thinking?: Maybe<Scalars['String']['output']>;
  toolCalls?: Maybe<Array<Scalars['JSONObject']['output']>>;
};

/** A page of chats. */
export type ChatPage = {
  __typename?: 'ChatPage';
  hasMore: Scalars['Boolean']['output'];
  sessions: Array<Chat>;
  total: Scalars['Int']['output'];
};

/** A column to make. */
export type ColumnInput = {
  name: Scalars['String']['input'];
  position?: InputMaybe<Scalars['Int']['input']>;
  taskStatuses?: InputMaybe<Array<Scalars['String']['input']>>;
  wipLimit?: InputMaybe<Scalars['Int']['input']>;
};

/** A column of a template. */
export type ColumnPlan = {
  __typename?: 'ColumnPlan';
  name: Scalars['String']['output'];
  taskStatuses: Array<Scalars['String']['output']>;
  wipLimit?: Maybe<Scalars['Int']['output']>;
};

/** A key to be made. */
export type CreateApiKeyInput = {
  /** Good for so many days; without end unless given. */
  expiresInDays?: InputMaybe<Scalars['Int']['input']>;
  /** What it is for: 1 to 128 characters. */
  name: Scalars['String']['input'];
  /** What it may do; no more than who makes it. All that its owner may unless given. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A provider of logins to add. */
export type CreateLoginProviderInput = {
  /** Domains of e-mail addresses that it is believed for first sign-ins, such as `example.com`; all when it is empty. */
  allowedEmailDomains?: InputMaybe<Array<Scalars['String']['input']>>;
  authorizationEndpoint?: InputMaybe<Scalars['String']['input']>;
  /**
   * Whether people without an account get one, as members, when they sign in first. With a provider where anybody can get an account, say
   * no, or name domains.
   */
  autoCreate?: InputMaybe<Scalars['Boolean']['input']>;
  /** False takes the addresses below instead of what the issuer publishes; ID tokens are then signed with RS256. */
  autoDiscovery?: InputMaybe<Scalars['Boolean']['input']>;
  /** A colour as CSS has it: `#1a73e8` or a name. */
  buttonColor?: InputMaybe<Scalars['String']['input']>;
  /** What the button says; “Sign in with” and the name unless given. */
  buttonText?: InputMaybe<Scalars['String']['input']>;
  clientId: Scalars['String']['input'];
  /** Is stored encrypted and never shown again. */
  clientSecret: Scalars['String']['input'];
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** An https or data address of an image. */
  iconUrl?: InputMaybe<Scalars['String']['input']>;
  /** As the provider publishes it, to the last slash. https, unless its host is a loopback or private address that `PRIVATE_NETWORKS` allows. */
  issuerUrl: Scalars['String']['input'];
  jwksUri?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  /** Separated by spaces, `openid` among them. */
  scopes?: InputMaybe<Scalars['String']['input']>;
  /** Its name in addresses: 2 to 32 lower-case letters, digits and hyphens. */
  slug: Scalars['String']['input'];
  tokenEndpoint?: InputMaybe<Scalars['String']['input']>;
  /**
   * Whether an address counts as verified when the provider does not say whether it is (`email_verified`). Only for providers whose accounts
   * an administrator makes. An address that is said to be unverified never counts.
   */
  trustsEmails?: InputMaybe<Scalars['Boolean']['input']>;
  userinfoEndpoint?: InputMaybe<Scalars['String']['input']>;
};

/** A server to connect to. */
export type CreateMcpServerInput = {
  /** An entry of `mcpServers`: `command`, `args` and `env`, or `type`, `url` and `headers`. */
  config: Scalars['JSONObject']['input'];
  description?: InputMaybe<Scalars['String']['input']>;
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  name: Scalars['String']['input'];
  setupAgentId?: InputMaybe<Scalars['ID']['input']>;
};

/** A project to make. */
export type CreateProjectInput = {
  columns?: InputMaybe<Array<ColumnInput>>;
  description?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  /** A git repository: https://…, git@host:path or host/user/repo. */
  repository?: InputMaybe<Scalars['String']['input']>;
  statusSemantics?: InputMaybe<Scalars['JSONObject']['input']>;
  templateId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a run is to do. */
export type CreateRunInput = {
  /** Seconds of work; the run pauses after as many. Waiting for a slot, pauses and the time of a server that is away do not count. */
  budgetTimeSec?: InputMaybe<Scalars['Float']['input']>;
  /** Input and output together; the run pauses when it has used as many. */
  budgetTokens?: InputMaybe<Scalars['Long']['input']>;
  /** US dollars; the run pauses when its cost reaches it. */
  budgetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Guidance for the agents. A JSON object's text members also become template variables. */
  humanContext?: InputMaybe<Scalars['String']['input']>;
  /** `provider/model` for every step, before what the pipeline and the agents say. */
  modelOverride?: InputMaybe<Scalars['String']['input']>;
  /**
   * The run that starts this one. This run gets at most what is left of that one's budgets, its money and tokens count there as well, and it
   * ends when that one is cancelled.
   */
  parentRunId?: InputMaybe<Scalars['ID']['input']>;
  pipelineId: Scalars['ID']['input'];
  projectId?: InputMaybe<Scalars['ID']['input']>;
  /** What `{{project_name}}` stands for. */
  projectName?: InputMaybe<Scalars['String']['input']>;
  task: Scalars['String']['input'];
};

/** A secret to store. */
export type CreateSecretInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  envKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  type?: InputMaybe<SecretType>;
  value: Scalars['String']['input'];
};

/** A skill to store. */
export type CreateSkillInput = {
  content: Scalars['String']['input'];
  description: Scalars['String']['input'];
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes its id: small letters, digits and hyphens. */
  name: Scalars['String']['input'];
  ownerAgentId?: InputMaybe<Scalars['ID']['input']>;
  scope?: InputMaybe<Scalars['String']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A task to make. */
export type CreateTaskInput = {
  assignedAgent?: InputMaybe<Scalars['ID']['input']>;
  columnId?: InputMaybe<Scalars['ID']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  estimatedHours?: InputMaybe<Scalars['Float']['input']>;
  metadata?: InputMaybe<Scalars['JSONObject']['input']>;
  parentTaskId?: InputMaybe<Scalars['ID']['input']>;
  priority?: InputMaybe<Scalars['String']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  title: Scalars['String']['input'];
  workType?: InputMaybe<Scalars['String']['input']>;
  workflowId?: InputMaybe<Scalars['ID']['input']>;
};

/** Another person. */
export type CreateUserInput = {
  displayName?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['String']['input'];
  isAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** 8 characters or more. Without one they sign in through a provider of logins. */
  password?: InputMaybe<Scalars['String']['input']>;
};

/** The step that an agent works on. */
export type CurrentWork = {
  __typename?: 'CurrentWork';
  runId: Scalars['ID']['output'];
  step: Scalars['String']['output'];
};

/** An OpenAI-compatible server of one's own. */
export type CustomProviderInput = {
  apiKey?: InputMaybe<Scalars['String']['input']>;
  baseUrl: Scalars['String']['input'];
  name: Scalars['String']['input'];
  /** Makes its id, `custom-<slug>`: 2 to 32 small letters, digits and hyphens. */
  slug: Scalars['String']['input'];
};

/** One message that was not delivered. */
export type DeadLetter = {
  __typename?: 'DeadLetter';
  at: Scalars['DateTime']['output'];
  message: Scalars['String']['output'];
  reason: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

/** Messages to actors that were gone, full or restarted meanwhile. */
export type DeadLetters = {
  __typename?: 'DeadLetters';
  recent: Array<DeadLetter>;
  /** Since the server started. */
  total: Scalars['Int']['output'];
};

/** Keys of providers in clear. */
export type EngineKeys = {
  __typename?: 'EngineKeys';
  /** Further values, by variable. */
  extra: Scalars['StringMap']['output'];
  /** Where each key comes from. */
  keySources: Scalars['JSONObject']['output'];
  /** By id of the provider. */
  keys: Scalars['StringMap']['output'];
};

/** Something that happened and is stored. */
export type Event = {
  __typename?: 'Event';
  at: Scalars['DateTime']['output'];
  /** Pass it as `since` to go on after this event. */
  cursor: Scalars['Cursor']['output'];
  /** All members of the event, native spelling. */
  data: Scalars['JSONObject']['output'];
  /** Place in the order of all events. */
  position: Scalars['Long']['output'];
  runId?: Maybe<Scalars['ID']['output']>;
  /** Place in its own stream, from 1, without gaps; 0 for a gap item. */
  seq: Scalars['Int']['output'];
  stepId?: Maybe<Scalars['ID']['output']>;
  /** `run:<id>`, or `system` for what belongs to no run. */
  stream: Scalars['String']['output'];
  type: Scalars['String']['output'];
  /** The event as it is sent to REST and SSE clients. */
  wire?: Maybe<Scalars['JSONObject']['output']>;
};


/** Something that happened and is stored. */
export type EventWireArgs = {
  dialect: EventDialect;
};

/** The two spellings of events. */
export type EventDialect =
  /** `step_complete` with `run_id`. */
  | 'NATIVE'
  /** `STEP_COMPLETE` with `runId`, as older clients know it. */
  | 'UPSTREAM';

/** How to execute a task. */
export type ExecuteTaskInput = {
  /** Who does it. */
  agentId?: InputMaybe<Scalars['ID']['input']>;
  context?: InputMaybe<Scalars['String']['input']>;
  modelOverride?: InputMaybe<Scalars['String']['input']>;
  pipelineId?: InputMaybe<Scalars['ID']['input']>;
  workflowId?: InputMaybe<Scalars['ID']['input']>;
};

/** A model that somebody named as a favourite. */
export type FavoriteModel = {
  __typename?: 'FavoriteModel';
  modelId: Scalars['String']['output'];
  modelName: Scalars['String']['output'];
  providerName: Scalars['String']['output'];
};

/** A model to name as a favourite. */
export type FavoriteModelInput = {
  modelId: Scalars['String']['input'];
  modelName: Scalars['String']['input'];
  providerName: Scalars['String']['input'];
};

/** All agents and what they are doing. */
export type Fleet = {
  __typename?: 'Fleet';
  agents: Array<FleetAgent>;
  summary: FleetSummary;
};

/** An agent and what it is doing. */
export type FleetAgent = {
  __typename?: 'FleetAgent';
  currentWork?: Maybe<CurrentWork>;
  emoji?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  lastActive?: Maybe<Scalars['DateTime']['output']>;
  lastPulse?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  pulseEnabled: Scalars['Boolean']['output'];
  /** Steps that wait for one of its slots. */
  queueLength: Scalars['Int']['output'];
  role?: Maybe<Scalars['String']['output']>;
  slackConnected: Scalars['Boolean']['output'];
  state: AgentStatus;
};

/** Totals of the fleet. */
export type FleetSummary = {
  __typename?: 'FleetSummary';
  idle: Scalars['Int']['output'];
  thinking: Scalars['Int']['output'];
  total: Scalars['Int']['output'];
  totalQueued: Scalars['Int']['output'];
  working: Scalars['Int']['output'];
};

/** Something that GitHub told us. */
export type GithubDelivery = {
  __typename?: 'GithubDelivery';
  action?: Maybe<Scalars['String']['output']>;
  /** GitHub's own id. */
  deliveryId: Scalars['ID']['output'];
  eventType: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  installationId?: Maybe<Scalars['Long']['output']>;
  /** What was done about it; empty when there was nothing to do. */
  outcome?: Maybe<Scalars['String']['output']>;
  payload: Scalars['JSONObject']['output'];
  problem?: Maybe<Scalars['String']['output']>;
  processed: Scalars['Boolean']['output'];
  processedAt?: Maybe<Scalars['EpochSeconds']['output']>;
  receivedAt: Scalars['EpochSeconds']['output'];
  repository?: Maybe<Scalars['String']['output']>;
  repositoryId?: Maybe<Scalars['Long']['output']>;
  sender?: Maybe<Scalars['String']['output']>;
  signature: Scalars['String']['output'];
  /** Only what was signed by GitHub is kept. */
  verified: Scalars['Boolean']['output'];
};

/** An account on which the app is installed. */
export type GithubInstallation = {
  __typename?: 'GithubInstallation';
  accountAvatarUrl: Scalars['String']['output'];
  accountLogin: Scalars['String']['output'];
  accountType: Scalars['String']['output'];
  appId: Scalars['Int']['output'];
  appSlug: Scalars['String']['output'];
  installationId: Scalars['Long']['output'];
  installedAt: Scalars['DateTime']['output'];
  repositorySelection: Scalars['String']['output'];
};

/** An issue by where it stands. */
export type GithubIssue = {
  __typename?: 'GithubIssue';
  /** `owner/repo`. */
  fullName: Scalars['String']['output'];
  number: Scalars['Int']['output'];
  owner: Scalars['String']['output'];
  repo: Scalars['String']['output'];
};

/** That a webhook was taken in. */
export type GithubReceipt = {
  __typename?: 'GithubReceipt';
  action?: Maybe<Scalars['String']['output']>;
  deliveryId: Scalars['ID']['output'];
  eventType: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** It came before and was not taken in again. */
  isDuplicate: Scalars['Boolean']['output'];
};

/** A repository that the app may work on. */
export type GithubRepository = {
  __typename?: 'GithubRepository';
  defaultBranch: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  fullName: Scalars['String']['output'];
  htmlUrl: Scalars['String']['output'];
  installationId: Scalars['Long']['output'];
  isPrivate: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  owner: Scalars['String']['output'];
};

/** How the GitHub App of this server stands. */
export type GithubStatus = {
  __typename?: 'GithubStatus';
  appId?: Maybe<Scalars['Int']['output']>;
  appName?: Maybe<Scalars['String']['output']>;
  configured: Scalars['Boolean']['output'];
  /** GitHub answered the app's own question, the last time that it was asked. */
  healthy: Scalars['Boolean']['output'];
  installationUrl: Scalars['String']['output'];
  message: Scalars['String']['output'];
  /** What is not there, in words. */
  missing: Array<Scalars['String']['output']>;
};

/** A skill that an agent was granted. */
export type GrantedSkill = {
  __typename?: 'GrantedSkill';
  description: Scalars['String']['output'];
  enabled: Scalars['Boolean']['output'];
  grantedAt: Scalars['DateTime']['output'];
  grantedBy: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  ownerAgentId?: Maybe<Scalars['ID']['output']>;
  scope: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
};

/** A task of an import; what comes before it is named by titles. */
export type ImportedTaskInput = {
  dependencies?: InputMaybe<Array<Scalars['String']['input']>>;
  description?: InputMaybe<Scalars['String']['input']>;
  estimatedHours?: InputMaybe<Scalars['Float']['input']>;
  priority?: InputMaybe<Scalars['String']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  title: Scalars['String']['input'];
};

/** A run that works on an issue. */
export type IssueRun = {
  __typename?: 'IssueRun';
  issueNumber: Scalars['Int']['output'];
  /** The issue's title as it was then. */
  issueTitle: Scalars['String']['output'];
  pipelineId: Scalars['ID']['output'];
  /** `owner/repo`. */
  repository: Scalars['String']['output'];
  run: Run;
  runId: Scalars['ID']['output'];
  status: RunStatus;
};

/** The last wake of an agent. */
export type LastPulse = {
  __typename?: 'LastPulse';
  summary: Scalars['String']['output'];
  timestamp: Scalars['DateTime']['output'];
};

/** The step that an agent works on. */
export type LifecycleWork = {
  __typename?: 'LifecycleWork';
  runId: Scalars['ID']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  stepId: Scalars['ID']['output'];
  stepType: Scalars['String']['output'];
};

/** What a page for signing in shows of a provider. */
export type LoginButton = {
  __typename?: 'LoginButton';
  /** As CSS has it. */
  buttonColor?: Maybe<Scalars['String']['output']>;
  buttonText: Scalars['String']['output'];
  /** An https or data address. */
  iconUrl?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  slug: Scalars['String']['output'];
};

/** A provider through which people sign in (OpenID Connect). */
export type LoginProvider = {
  __typename?: 'LoginProvider';
  /** Domains of the addresses that it is believed; all when it is empty. */
  allowedEmailDomains: Array<Scalars['String']['output']>;
  authorizationEndpoint?: Maybe<Scalars['String']['output']>;
  /** Whether people without an account get one, as members. */
  autoCreate: Scalars['Boolean']['output'];
  /** Whether endpoints are what the issuer publishes. */
  autoDiscovery: Scalars['Boolean']['output'];
  buttonColor?: Maybe<Scalars['String']['output']>;
  buttonText?: Maybe<Scalars['String']['output']>;
  clientId: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  enabled: Scalars['Boolean']['output'];
  iconUrl?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  issuerUrl: Scalars['String']['output'];
  jwksUri?: Maybe<Scalars['String']['output']>;
  /** The last four characters of a long secret; of others nothing. */
  maskedClientSecret: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** What has to be registered with the provider: where it sends browsers back to, for API clients and for the console. */
  redirectUris: Array<Scalars['String']['output']>;
  /** Separated by spaces. */
  scopes: Scalars['String']['output'];
  /** Its name in addresses. */
  slug: Scalars['String']['output'];
  tokenEndpoint?: Maybe<Scalars['String']['output']>;
  /** Whether an address counts as verified when the provider does not say whether it is. */
  trustsEmails: Scalars['Boolean']['output'];
  updatedAt: Scalars['DateTime']['output'];
  userinfoEndpoint?: Maybe<Scalars['String']['output']>;
};

/** What a provider of logins says of itself. */
export type LoginProviderCheck = {
  __typename?: 'LoginProviderCheck';
  authorizationEndpoint: Scalars['String']['output'];
  issuer: Scalars['String']['output'];
  jwksUri: Scalars['String']['output'];
  /** Whether it says that it binds codes to whoever asked for them (PKCE, S256). It is asked to in any case. */
  pkceSupported: Scalars['Boolean']['output'];
  scopesSupported: Array<Scalars['String']['output']>;
  tokenEndpoint: Scalars['String']['output'];
  userinfoEndpoint?: Maybe<Scalars['String']['output']>;
  /** What to think about before people sign in. */
  warnings: Array<Scalars['String']['output']>;
};

/** Signed in, or what is still missing. */
export type LoginResult = SignedIn | TotpChallenge;

/** What a tool answered. */
export type McpCallResult = {
  __typename?: 'McpCallResult';
  content: Scalars['String']['output'];
  isError: Scalars['Boolean']['output'];
};

/** What was found in a text. */
export type McpConfigExtract = {
  __typename?: 'McpConfigExtract';
  config?: Maybe<Scalars['JSONObject']['output']>;
  error?: Maybe<Scalars['String']['output']>;
  found: Scalars['Boolean']['output'];
};

/** What an agent was granted of a server. */
export type McpGrant = {
  __typename?: 'McpGrant';
  agentId: Scalars['ID']['output'];
  grantedAt: Scalars['DateTime']['output'];
  grantedBy: Scalars['String']['output'];
  serverId: Scalars['ID']['output'];
  serverName: Scalars['String']['output'];
  serverStatus: McpStatus;
  /** `*` is all tools. */
  tool: Scalars['String']['output'];
};

/** An item of the log of MCP servers. */
export type McpLogItem = {
  __typename?: 'McpLogItem';
  /** Where to go on after. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** `connected` first, then `log`. */
  event: Scalars['String']['output'];
  line?: Maybe<McpLogLine>;
  /** The item as event streams have it. */
  wire: Scalars['JSONObject']['output'];
};

/** One line of the log of MCP servers. */
export type McpLogLine = {
  __typename?: 'McpLogLine';
  at: Scalars['DateTime']['output'];
  /** `info`, `warn` or `error`. */
  level: Scalars['String']['output'];
  line: Scalars['String']['output'];
  serverId: Scalars['ID']['output'];
};

/** A server whose tools agents may be given. */
export type McpServer = {
  __typename?: 'McpServer';
  /** An entry of `mcpServers`. Values of environment and headers are masked; `${NAME}` stands for a stored secret. */
  config: Scalars['JSONObject']['output'];
  createdAt: Scalars['DateTime']['output'];
  description: Scalars['String']['output'];
  /** Names of its tools. */
  discoveredTools: Array<Scalars['String']['output']>;
  enabled: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Why it is not running. */
  problem?: Maybe<Scalars['String']['output']>;
  setupAgentId?: Maybe<Scalars['ID']['output']>;
  state: McpState;
  /** `state` in the words of the reference. */
  status: McpStatus;
  tools: Array<McpTool>;
  updatedAt: Scalars['DateTime']['output'];
};

export type { McpState };

/** Where a server stands, in the words of the reference. */
export type McpStatus =
  | 'CONFIGURING'
  | 'ERROR'
  | 'RUNNING'
  | 'STOPPED';

/** A tool of a server. */
export type McpTool = {
  __typename?: 'McpTool';
  /** False holds it back from agents: it came or changed after its server was approved. */
  approved: Scalars['Boolean']['output'];
  description: Scalars['String']['output'];
  /** What a crash in mid-call means: `read` and `idempotent` calls are made again, `write` calls are not. */
  effect: Scalars['String']['output'];
  inputSchema: Scalars['JSONObject']['output'];
  name: Scalars['String']['output'];
};

/** A Markdown file of a vault. */
export type Memory = {
  __typename?: 'Memory';
  category?: Maybe<Scalars['String']['output']>;
  /** The whole file. */
  content: Scalars['String']['output'];
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null at the root. */
  directory?: Maybe<Scalars['String']['output']>;
  /** Characters of the whole file. */
  length: Scalars['Int']['output'];
  /** Properties at its beginning. */
  metadata: Scalars['JSONObject']['output'];
  /** Below the vault, with `.md`; without it, the id of the memory. */
  path: Scalars['String']['output'];
  /** First 200 characters of its text. */
  preview?: Maybe<Scalars['String']['output']>;
  sizeBytes: Scalars['Int']['output'];
  tags: Array<Scalars['String']['output']>;
  title?: Maybe<Scalars['String']['output']>;
  type?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  vault: Scalars['ID']['output'];
};

/** Text for a prompt. */
export type MemoryContext = {
  __typename?: 'MemoryContext';
  context: Scalars['String']['output'];
  entries: Scalars['Int']['output'];
};

/** A link, a relation or a tag. */
export type MemoryEdge = {
  __typename?: 'MemoryEdge';
  id: Scalars['ID']['output'];
  label?: Maybe<Scalars['String']['output']>;
  source: Scalars['ID']['output'];
  target: Scalars['ID']['output'];
  /** `wiki_link`, `tag` or `frontmatter_relation`. */
  type: Scalars['String']['output'];
};

/** A file to import. */
export type MemoryFileInput = {
  content: Scalars['String']['input'];
  path: Scalars['String']['input'];
};

/** Something that was looked for and not found. */
export type MemoryGap = {
  __typename?: 'MemoryGap';
  createdAt: Scalars['DateTime']['output'];
  description: Scalars['String']['output'];
  id: Scalars['Long']['output'];
  query?: Maybe<Scalars['String']['output']>;
  vault: Scalars['ID']['output'];
};

/** Files, tags and names that no file has, joined by links. */
export type MemoryGraph = {
  __typename?: 'MemoryGraph';
  edges: Array<MemoryEdge>;
  nodes: Array<MemoryNode>;
  stats: MemoryGraphStats;
};

/** The graph of a vault as of a moment. */
export type MemoryGraphItem = {
  __typename?: 'MemoryGraphItem';
  payload: MemoryGraphVersion;
  /** `graph:init`, then `graph:update`. */
  type: Scalars['String']['output'];
};

/** How much there is of what. */
export type MemoryGraphStats = {
  __typename?: 'MemoryGraphStats';
  edgeCount: Scalars['Int']['output'];
  edgeTypeCounts: Scalars['IntMap']['output'];
  generatedAt: Scalars['IsoTime']['output'];
  nodeCount: Scalars['Int']['output'];
  nodeTypeCounts: Scalars['IntMap']['output'];
};

/** A graph and the position in the log that it is as of. */
export type MemoryGraphVersion = {
  __typename?: 'MemoryGraphVersion';
  graph: MemoryGraph;
  version: Scalars['Long']['output'];
};

/** A file that a search found. */
export type MemoryMatch = {
  __typename?: 'MemoryMatch';
  category?: Maybe<Scalars['String']['output']>;
  memory: Memory;
  path: Scalars['String']['output'];
  /** Means something only beside the others of one answer. */
  score: Scalars['Float']['output'];
  /** What stands around the first word that was looked for. */
  snippet: Scalars['String']['output'];
  title?: Maybe<Scalars['String']['output']>;
  vault: Scalars['ID']['output'];
};

/** Something that links lead from or to. */
export type MemoryNode = {
  __typename?: 'MemoryNode';
  category: Scalars['String']['output'];
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  degree: Scalars['Int']['output'];
  /** `note:<path>`, `tag:<tag>` or `unresolved:<name>`. */
  id: Scalars['ID']['output'];
  /** Something links to it and no file has that name. */
  missing: Scalars['Boolean']['output'];
  modifiedAt?: Maybe<Scalars['IsoTime']['output']>;
  /** Null for tags and for names that no file has. */
  path?: Maybe<Scalars['String']['output']>;
  tags: Array<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  type: Scalars['String']['output'];
};

/** That a memory was recalled. */
export type MemoryRecallInput = {
  memoryId: Scalars['ID']['input'];
};

/** How often a memory was recalled and of use. */
export type MemoryScore = {
  __typename?: 'MemoryScore';
  accessCount: Scalars['Int']['output'];
  adaptiveScore: Scalars['Float']['output'];
  lastAccessed: Scalars['DateTime']['output'];
  memoryId: Scalars['ID']['output'];
  notUsefulCount: Scalars['Int']['output'];
  usefulCount: Scalars['Int']['output'];
  /** 0 to 1; 0.5 while nothing is known. */
  usefulnessRate: Scalars['Float']['output'];
  valuationCount: Scalars['Int']['output'];
};

/** How the worth of memories follows from their use. The factors blend it into their rank: rank × (base + boost × worth). */
export type MemoryScoring = {
  __typename?: 'MemoryScoring';
  /** No memory sinks below. */
  adaptiveScoreFloor: Scalars['Float']['output'];
  blendBaseFactor: Scalars['Float']['output'];
  blendBoostFactor: Scalars['Float']['output'];
  blendFrequencyWeight: Scalars['Float']['output'];
  blendRecencyWeight: Scalars['Float']['output'];
  blendUsefulnessWeight: Scalars['Float']['output'];
  /** So many recalls count in full. */
  frequencyLogCap: Scalars['Int']['output'];
  /** Fewer valuations say nothing yet. */
  minValuationsForSignal: Scalars['Int']['output'];
  recencyFloor: Scalars['Float']['output'];
  recencyHalfLifeDays: Scalars['Float']['output'];
  /** How long a valuation counts. */
  rehabilitationHalfLifeDays: Scalars['Float']['output'];
};

/** As MemoryScoring; what is absent takes its default. */
export type MemoryScoringInput = {
  adaptiveScoreFloor?: InputMaybe<Scalars['Float']['input']>;
  blendBaseFactor?: InputMaybe<Scalars['Float']['input']>;
  blendBoostFactor?: InputMaybe<Scalars['Float']['input']>;
  blendFrequencyWeight?: InputMaybe<Scalars['Float']['input']>;
  blendRecencyWeight?: InputMaybe<Scalars['Float']['input']>;
  blendUsefulnessWeight?: InputMaybe<Scalars['Float']['input']>;
  frequencyLogCap?: InputMaybe<Scalars['Int']['input']>;
  minValuationsForSignal?: InputMaybe<Scalars['Int']['input']>;
  recencyFloor?: InputMaybe<Scalars['Float']['input']>;
  recencyHalfLifeDays?: InputMaybe<Scalars['Float']['input']>;
  rehabilitationHalfLifeDays?: InputMaybe<Scalars['Float']['input']>;
};

/** Whether memories are found by what they mean too. */
export type MemorySearchStatus = {
  __typename?: 'MemorySearchStatus';
  /** `provider/model`; null when memories are found by their words alone. */
  embeddingModel?: Maybe<Scalars['String']['output']>;
  /** Why the embedding model cannot be used; null when it can, or when there is none. */
  problem?: Maybe<Scalars['String']['output']>;
  /** Memories that are found by their words alone for now, since the embedding model has not seen them yet. */
  waiting: Scalars['Int']['output'];
};

/** Whether a memory was of use. */
export type MemoryValuationInput = {
  memoryId: Scalars['ID']['input'];
  useful: Scalars['Boolean']['input'];
};

/** The memory of an agent, or the one that all share. */
export type MemoryVault = {
  __typename?: 'MemoryVault';
  /** As in memoryScoring. */
  blendBaseFactor: Scalars['Float']['output'];
  /** As in memoryScoring. */
  blendBoostFactor: Scalars['Float']['output'];
  fileCount: Scalars['Int']['output'];
  /** Folder by folder, its files before its folders. */
  files: Array<Memory>;
  /** How many `gaps` has. */
  gapCount: Scalars['Int']['output'];
  /** What was looked for and not found, the latest first. */
  gaps: Array<MemoryGap>;
  graph: MemoryGraph;
  id: Scalars['ID']['output'];
  /** A node and what is near it. */
  neighbors: MemoryGraph;
  /** How many `scores` has. */
  scoreCount: Scalars['Int']['output'];
  /** How often its memories were recalled and of use, the latest first. */
  scores: Array<MemoryScore>;
  totalSizeBytes: Scalars['Long']['output'];
};


/** The memory of an agent, or the one that all share. */
export type MemoryVaultGapCountArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
};


/** The memory of an agent, or the one that all share. */
export type MemoryVaultGapsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
};


/** The memory of an agent, or the one that all share. */
export type MemoryVaultNeighborsArgs = {
  id: Scalars['ID']['input'];
  maxHops?: InputMaybe<Scalars['Int']['input']>;
};


/** The memory of an agent, or the one that all share. */
export type MemoryVaultScoreCountArgs = {
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


/** The memory of an agent, or the one that all share. */
export type MemoryVaultScoresArgs = {
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};

/** A vendor of models. */
export type ModelProvider = {
  __typename?: 'ModelProvider';
  /** Whether its key is set. */
  configured: Scalars['Boolean']['output'];
  /** As it stands before the slash in `provider/model`. */
  id: Scalars['ID']['output'];
  /** The environment variable that holds its key; null when it needs none. */
  keyVariable?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
};

export type { ModelSource };

/** Names of models to choose from. */
export type ModelSuggestions = {
  __typename?: 'ModelSuggestions';
  thinking: Array<Scalars['String']['output']>;
  working: Array<Scalars['String']['output']>;
};

/** What can be done. */
export type Mutation = {
  __typename?: 'Mutation';
  /** The task waits for another one. Refused when they would wait for each other. */
  addDependency: TaskDependency;
  /**
   * Answers an open question; what waited for it goes on. The first answer counts, any other is a conflict. A question gets `answer` (one of
   * its choices if it has some), an approval `approve`; a note reaches the agent.
   */
  answerQuestion: Question;
  /** Approves a tool as it is now, or all of a server: agents get it (again). */
  approveMcpTools: McpServer;
  /** Takes a project out of the list of those that are worked on; nothing is lost. */
  archiveProject: Scalars['Boolean']['output'];
  /** Lets an agent work on a project; a new lead makes the old one a member. */
  assignAgent: ProjectAgent;
  /**
   * Begins a login through a provider: where the browser has to go. Good for five minutes and one answer of the provider.
   *
   * `redirectUri` is where the provider sends the browser back to: an address of this server, of `PUBLIC_URL`, or of an origin that
   * `CORS_ORIGINS` names; the REST callback of the provider unless given. It has to be registered with the provider.
   *
   * `browserKey` is a random text that the browser keeps to itself and shows again to `completeOidc`: with it nobody can make a browser
   * complete a login that it did not begin, nor complete elsewhere one that it began.
   *
   * While there is nobody who can sign in, it takes what `setUp` takes, and who completes the login is the first admin.
   */
  authorizeOidc: OidcAuthorization;
  /** Calls a tool, to try it. */
  callMcpTool: McpCallResult;
  /** Stops a run for good, and those that it started; what is in flight is cut off within a second. A run that is over stays as it is. */
  cancelRun: Run;
  /** Sets a new password, which ends all other sessions. */
  changePassword: SignedIn;
  /** Gives a task to an agent; of many that ask at the same time one gets it. */
  claimTask: TaskClaim;
  /**
   * Completes a login with what the provider added to the redirect address. An account is found by who the provider says it is, else by an
   * e-mail address that the provider verified, else it is made. Who has a second factor gets a challenge.
   */
  completeOidc: LoginResult;
  /** Completes it with a code of the app; from then on signing in takes one. */
  confirmTotp: NewRecoveryCodes;
  /** The key of an agent that runs elsewhere: it reaches what belongs to that agent. Shown when it is made; asked again, only its prefix is. */
  createAgentKey: AgentKey;
  /** A key for programs of the caller's own. It is shown once. */
  createApiKey: NewApiKey;
  /** Adds a column to a board, at its end unless a position is given. */
  createColumn: BoardColumn;
  /** Lets people sign in through an OpenID Connect provider. A conflict when its slug is taken. */
  createLoginProvider: LoginProvider;
  /** Adds a server and connects to it. Its id is made of its name. */
  createMcpServer: McpServer;
  /** Puts a new file into a vault; without a path one in `inbox/`. */
  createMemory: Memory;
  /** Makes a project with a board: of a template, of the given columns, or the usual one. */
  createProject: Project;
  /** Adds an OpenAI-compatible server of one's own, `custom-<slug>`. */
  createProvider: Provider;
  /**
   * Accepts a run. Its row and its first event are stored when this answers, and work begins at once or when there is room.
   * With an idempotency key, a repeated call with the same input gets the same answer, one with another input a conflict.
   */
  createRun: Run;
  /** Stores a secret, encrypted. Without an environment variable it is made of the name. */
  createSecret: Secret;
  /** A key that belongs to nobody in particular. Without scopes it may do everything and read what is secret. It is shown once. */
  createServiceKey: NewApiKey;
  /** Makes a skill; its id is made of its name. */
  createSkill: Skill;
  /** Puts a task on the board: into a column that is given, else where work begins. */
  createTask: Task;
  /** A token for the address of one event stream or WebSocket, where no header can be sent: `?token=`. Good for a minute. */
  createTicket: StreamTicket;
  /** Lets another person sign in. */
  createUser: User;
  /** Removes a chat with its messages and files. */
  deleteChat: Scalars['Boolean']['output'];
  /** Refused while the column holds tasks. */
  deleteColumn: Scalars['Boolean']['output'];
  /** Takes a provider away. Accounts stay, and so do sessions; whose account has no password cannot sign in any more. */
  deleteLoginProvider: Scalars['Boolean']['output'];
  /** Deletes a server with its grants. */
  deleteMcpServer: Scalars['Boolean']['output'];
  /** Deletes a file of a vault. */
  deleteMemory: Scalars['Boolean']['output'];
  /** Removes a project with its board; its runs stay. */
  deleteProject: Scalars['Boolean']['output'];
  /** Forgets what is set of a provider; one that is known by name goes by its environment variables again. */
  deleteProvider: Scalars['Boolean']['output'];
  /** Cancels a run if need be and removes it with its events and its workspace. */
  deleteRun: Scalars['Boolean']['output'];
  /** Deletes runs by status, by age, or both; answers how many. One of the two must be given. */
  deleteRuns: Scalars['Int']['output'];
  /** Deletes a secret by its id, its name or its environment variable, with its grants. */
  deleteSecret: Scalars['Boolean']['output'];
  /** Deletes a skill with its grants. */
  deleteSkill: Scalars['Boolean']['output'];
  /** Deletes a task with its dependencies. */
  deleteTask: Scalars['Boolean']['output'];
  /** Takes a pipeline from a project. */
  deleteWorkflow: Scalars['Boolean']['output'];
  /** Does without a second factor again. Takes the password or a code. */
  disableTotp: Scalars['Boolean']['output'];
  /** Ends a chat and keeps its history. */
  endChat: Chat;
  /** Starts runs for the tasks that can be begun, the most urgent first. */
  executeReadyTasks: ReadyExecution;
  /** Starts a run for a task, which follows it to done or failed. */
  executeTask: TaskExecution;
  /** Finds a block `mcp-config-output` in what an agent said. Nothing is stored. */
  extractMcpConfig: McpConfigExtract;
  /** Finds a SKILL.md in a text. Nothing is stored. */
  extractSkill: SkillPreview;
  /** Forgets who a person is at providers of logins: their next login through one finds them by their e-mail address again. Sessions stay. */
  forgetLogins: Scalars['Boolean']['output'];
  /** Lets an agent use a tool of a server, or all of them. */
  grantMcpTool: McpGrant;
  /** Lets an agent's sandboxed tools have a secret as an environment variable. */
  grantSecret: SecretGrant;
  /** Lets an agent read a skill; a second time renews the grant. */
  grantSkill: GrantedSkill;
  /** Puts files into a vault; those that are there are replaced. Answers how many. */
  importMemories: Scalars['Int']['output'];
  /** Adds tasks with what waits for what, by title; all or none. */
  importTasks: TaskImport;
  /** Signs in by password; who has a second factor gets a challenge. */
  login: LoginResult;
  /** Answers a challenge with a recovery code, each of which is good for once. */
  loginWithRecoveryCode: SignedIn;
  /** Answers a challenge with the code of an authenticator app. */
  loginWithTotp: SignedIn;
  /** Ends the session of a refresh token; one that is not known changes nothing. */
  logout: Scalars['Boolean']['output'];
  /** Ends all sessions of the caller. */
  logoutEverywhere: Scalars['Boolean']['output'];
  /** Puts a task into a column, whose first status it takes. */
  moveTask: Task;
  /** What bridges say of a chat that they drive. */
  patchChat: Chat;
  /** Lets the turn in flight end and starts nothing more until the run is resumed. */
  pauseRun: Run;
  /** Starts the pipeline that plans a project; answers the run. */
  planProject: Scalars['ID']['output'];
  /** Takes a SKILL.md apart, given or fetched from a public https URL. Nothing is stored. */
  previewSkill: SkillPreview;
  /**
   * Raises what an agent may spend today, in UTC, to the given amounts, and goes on with what waited for it. Each must be more than it spent,
   * and no less than before; raising to the same amount again does nothing more.
   */
  raiseAgentBudget: AgentDay;
  /** Takes in a webhook. Who sends it proves by its signature that it is GitHub; no other right is asked for. */
  receiveGithubWebhook: GithubReceipt;
  /** Says that memories were recalled. */
  recordRecall: RecallRecord;
  /** A new pair of tokens for a refresh token, which is good for once: shown again, it ends the session that it belongs to. */
  refreshSession: SignedIn;
  /** Keeps something under its type and title; what had both is replaced. */
  remember: Memory;
  /** Takes an agent from a project. */
  removeAgent: Scalars['Boolean']['output'];
  /** Lets a task wait for another one no longer. */
  removeDependency: Scalars['Boolean']['output'];
  /** New recovery codes in place of the old ones. */
  renewRecoveryCodes: NewRecoveryCodes;
  /** Has a delivery worked on again. */
  replayGithubDelivery: GithubDelivery;
  /** Takes note of what a proxy says of a server. Of servers that this product connects to itself it knows better, and says so soon. */
  reportMcpStatus: McpServer;
  /** Takes note of the tools that a proxy found; names only. */
  reportMcpTools: McpServer;
  /** Goes back to the defaults. */
  resetMemoryScoring: MemoryScoring;
  /**
   * Starts the pipeline that resolves issues, in a project that has the issue's repository. With an idempotency key the same call a second
   * time gets the same run.
   */
  resolveIssue: IssueRun;
  /** Ends an actor with its children and starts it anew; also revives one that was given up. */
  restartActor: Actor;
  /** Opens a chat again that is over. */
  restartChat: Chat;
  /** Connects to a server anew, or to all. */
  restartMcpServers: Scalars['Boolean']['output'];
  /** Begins a run again at its first step, whatever its status, with the pipeline as it is now. Without a context it keeps its own. */
  restartRun: Run;
  /** Does one step of a run again, and what comes after it, with a note for the agent. */
  restartStep: Run;
  /**
   * Goes on with a paused run at the turn where it stopped, with new budgets if some are given; null lifts one. Refused while what it spent
   * is not covered.
   */
  resumeRun: Run;
  /** Ends a key at once. One's own, or any for an admin. */
  revokeApiKey: ApiKey;
  /** Takes a tool from an agent, or all that it has of a server. */
  revokeMcpTool: Scalars['Boolean']['output'];
  /** Takes a secret from an agent. */
  revokeSecret: Scalars['Boolean']['output'];
  /** Answers the id of the skill, also when it was not granted. */
  revokeSkill: Scalars['String']['output'];
  /** Encrypts anew, with the present SECRET_KEY, all that an earlier one closed; answers how many values. */
  rotateSecrets: Scalars['Int']['output'];
  /** Writes a pipeline's file, or a new one. Refused when it has errors, which are then all named. */
  savePipeline: Pipeline;
  /** Makes a workflow, or with an id changes what is given of one. */
  saveWorkflow: ProjectWorkflow;
  /** Puts a message into a chat; it is answered after those that came before it. A model that is named stays the chat's. */
  sendMessage: SentMessage;
  /** Changes the role of an agent that works on a project. */
  setAgentRole: Scalars['Boolean']['output'];
  /**
   * Sets what a chat may spend; null lifts a limit. Replies end when it is spent, and messages are refused until it is raised. Must be more
   * than it spent already.
   */
  setChatBudget: Chat;
  /** Sets the model of the replies to come. */
  setChatModel: Chat;
  /** Replaces the list of models that people named as favourites. */
  setFavoriteModels: Array<FavoriteModel>;
  /** Changes how the worth of memories follows from their use. */
  setMemoryScoring: MemoryScoring;
  /**
   * Makes the first person, who is an admin, and signs them in. From another machine than the server's own it takes the token that the
   * server prints at its start. A conflict once there is anybody.
   */
  setUp: SignedIn;
  /** What each sort of work has to pass: stages by sort, each with a disposition. */
  setWorkflowPolicy: Project;
  /** Begins a chat with an agent. */
  startChat: Chat;
  /** Begins to set up an authenticator app; `confirmTotp` completes it. */
  startTotp: TotpSetup;
  /** Ends an actor and its children for good. */
  stopActor: Scalars['Boolean']['output'];
  /** Stops the reply that is being written and keeps what was said of it; messages that wait are answered. */
  stopReply: Chat;
  /** Stops an execution: cancels the run of a step, or ends a chat. Refused when it is over. */
  stopSession: Session;
  /** Asks a provider what it publishes of itself, as the next login will. `BAD_REQUEST` says what is wrong. */
  testLoginProvider: LoginProviderCheck;
  /** Moves a task to a status of its board, with all that follows for tasks that wait for it. */
  transitionTask: TaskTransition;
  /** Changes the given settings of an agent and leaves the others; takes effect with its next step. */
  updateAgentConfig: AgentConfigUpdate;
  /** Answers whether there was anything to change. */
  updateColumn: Scalars['Boolean']['output'];
  /** Changes what is given; logins that were begun through it have to begin again. */
  updateLoginProvider: LoginProvider;
  /** Changes what is given; another configuration is connected to anew, and its tools are approved at the first look. Masked values stay. */
  updateMcpServer: McpServer;
  /** Replaces the content of a file. */
  updateMemory: Memory;
  /** Changes what is given and not null. */
  updateProject: Project;
  /** Changes what is set of a provider; counts from the next model call on. Variables that the provider does not take are refused. */
  updateProvider: Provider;
  /** Changes what is given; a new value takes the place of the old one. */
  updateSecret: Secret;
  /** Changes the settings that are given and leaves the others; counts at once. */
  updateSettings: Settings;
  /** Changes what is given and not null. */
  updateSkill: Skill;
  /** Changes what is given; a status is a transition. Null takes the task from its agent and clears the estimate, else it changes nothing. */
  updateTask: Task;
  /** Changes what is given. Who is not active cannot sign in, and is signed out; the last active admin stays one. */
  updateUser: User;
  /** Adds a file to a chat, for a message to come: an image, a PDF, text or code, at most 30 MiB. */
  uploadAttachment: Attachment;
  /** Says whether memories were of use, and what was missing. */
  valueMemories: ValuationRecord;
  /** Wakes an agent now, whatever its plan says; its guardrails hold. Answers what came of it. */
  wakeAgent: Scalars['String']['output'];
  /** Writes one of an agent's persona files: IDENTITY.md, SOUL.md, AGENTS.md or DECISION.md. */
  writeAgentFile: AgentFileUpdate;
};


/** What can be done. */
export type MutationAddDependencyArgs = {
  fromTaskId: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
  taskId: Scalars['ID']['input'];
  type?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationAnswerQuestionArgs = {
  answer?: InputMaybe<Scalars['String']['input']>;
  approve?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationApproveMcpToolsArgs = {
  id: Scalars['ID']['input'];
  tool?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationArchiveProjectArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationAssignAgentArgs = {
  agentId: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
  role?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationAuthorizeOidcArgs = {
  browserKey?: InputMaybe<Scalars['String']['input']>;
  redirectUri?: InputMaybe<Scalars['String']['input']>;
  setupToken?: InputMaybe<Scalars['String']['input']>;
  slug: Scalars['String']['input'];
};


/** What can be done. */
export type MutationCallMcpToolArgs = {
  arguments?: InputMaybe<Scalars['JSONObject']['input']>;
  serverId: Scalars['ID']['input'];
  tool: Scalars['String']['input'];
};


/** What can be done. */
export type MutationCancelRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationChangePasswordArgs = {
  currentPassword: Scalars['String']['input'];
  newPassword: Scalars['String']['input'];
};


/** What can be done. */
export type MutationClaimTaskArgs = {
  agentId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCompleteOidcArgs = {
  answer: OidcAnswerInput;
  browserKey?: InputMaybe<Scalars['String']['input']>;
  slug: Scalars['String']['input'];
};


/** What can be done. */
export type MutationConfirmTotpArgs = {
  code: Scalars['String']['input'];
};


/** What can be done. */
export type MutationCreateAgentKeyArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be done. */
export type MutationCreateColumnArgs = {
  input: ColumnInput;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateLoginProviderArgs = {
  input: CreateLoginProviderInput;
};


/** What can be done. */
export type MutationCreateMcpServerArgs = {
  input: CreateMcpServerInput;
};


/** What can be done. */
export type MutationCreateMemoryArgs = {
  content: Scalars['String']['input'];
  path?: InputMaybe<Scalars['String']['input']>;
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


/** What can be done. */
export type MutationCreateProviderArgs = {
  input: CustomProviderInput;
};


/** What can be done. */
export type MutationCreateRunArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: CreateRunInput;
};


/** What can be done. */
export type MutationCreateSecretArgs = {
  input: CreateSecretInput;
};


/** What can be done. */
export type MutationCreateServiceKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be done. */
export type MutationCreateSkillArgs = {
  createdBy?: InputMaybe<Scalars['String']['input']>;
  input: CreateSkillInput;
};


/** What can be done. */
export type MutationCreateTaskArgs = {
  input: CreateTaskInput;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** What can be done. */
export type MutationDeleteChatArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteColumnArgs = {
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteLoginProviderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteMcpServerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteMemoryArgs = {
  path: Scalars['String']['input'];
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteProjectArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteProviderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteRunsArgs = {
  before?: InputMaybe<Scalars['DateTime']['input']>;
  statuses?: InputMaybe<Array<RunStatus>>;
};


/** What can be done. */
export type MutationDeleteSecretArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteSkillArgs = {
  name: Scalars['String']['input'];
};


/** What can be done. */
export type MutationDeleteTaskArgs = {
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDeleteWorkflowArgs = {
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationDisableTotpArgs = {
  password?: InputMaybe<Scalars['String']['input']>;
  totpCode?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationEndChatArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationExecuteReadyTasksArgs = {
  maxTasks?: InputMaybe<Scalars['Int']['input']>;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationExecuteTaskArgs = {
  id: Scalars['ID']['input'];
  input?: InputMaybe<ExecuteTaskInput>;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationExtractMcpConfigArgs = {
  text: Scalars['String']['input'];
};


/** What can be done. */
export type MutationExtractSkillArgs = {
  text: Scalars['String']['input'];
};


/** What can be done. */
export type MutationForgetLoginsArgs = {
  userId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationGrantMcpToolArgs = {
  agentId: Scalars['ID']['input'];
  grantedBy?: InputMaybe<Scalars['String']['input']>;
  serverId: Scalars['ID']['input'];
  tool?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationGrantSecretArgs = {
  agentId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationGrantSkillArgs = {
  agentId: Scalars['ID']['input'];
  grantedBy?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};


/** What can be done. */
export type MutationImportMemoriesArgs = {
  files: Array<MemoryFileInput>;
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationImportTasksArgs = {
  projectId: Scalars['ID']['input'];
  tasks: Array<ImportedTaskInput>;
};


/** What can be done. */
export type MutationLoginArgs = {
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
};


/** What can be done. */
export type MutationLoginWithRecoveryCodeArgs = {
  code: Scalars['String']['input'];
  pendingToken: Scalars['String']['input'];
};


/** What can be done. */
export type MutationLoginWithTotpArgs = {
  code: Scalars['String']['input'];
  pendingToken: Scalars['String']['input'];
};


/** What can be done. */
export type MutationLogoutArgs = {
  refreshToken: Scalars['String']['input'];
};


/** What can be done. */
export type MutationMoveTaskArgs = {
  columnId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  position?: InputMaybe<Scalars['Int']['input']>;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationPatchChatArgs = {
  error?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  keyResolution?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationPauseRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationPlanProjectArgs = {
  context?: InputMaybe<Scalars['String']['input']>;
  pipelineId?: InputMaybe<Scalars['ID']['input']>;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationPreviewSkillArgs = {
  raw?: InputMaybe<Scalars['String']['input']>;
  url?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationRaiseAgentBudgetArgs = {
  agentId: Scalars['ID']['input'];
  timeSec?: InputMaybe<Scalars['Float']['input']>;
  tokens?: InputMaybe<Scalars['Long']['input']>;
  usd?: InputMaybe<Scalars['Float']['input']>;
};


/** What can be done. */
export type MutationReceiveGithubWebhookArgs = {
  body: Scalars['Bytes']['input'];
  delivery?: InputMaybe<Scalars['String']['input']>;
  event?: InputMaybe<Scalars['String']['input']>;
  signature?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationRecordRecallArgs = {
  retrievals: Array<MemoryRecallInput>;
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRefreshSessionArgs = {
  refreshToken: Scalars['String']['input'];
};


/** What can be done. */
export type MutationRememberArgs = {
  input: RememberInput;
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRemoveAgentArgs = {
  agentId: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRemoveDependencyArgs = {
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
  taskId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRenewRecoveryCodesArgs = {
  code: Scalars['String']['input'];
};


/** What can be done. */
export type MutationReplayGithubDeliveryArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationReportMcpStatusArgs = {
  id: Scalars['ID']['input'];
  status: McpStatus;
};


/** What can be done. */
export type MutationReportMcpToolsArgs = {
  id: Scalars['ID']['input'];
  tools: Array<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationResolveIssueArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
  url: Scalars['String']['input'];
};


/** What can be done. */
export type MutationRestartActorArgs = {
  path: Scalars['String']['input'];
};


/** What can be done. */
export type MutationRestartChatArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRestartMcpServersArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be done. */
export type MutationRestartRunArgs = {
  context?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRestartStepArgs = {
  context?: InputMaybe<Scalars['String']['input']>;
  runId: Scalars['ID']['input'];
  stepId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationResumeRunArgs = {
  budgetTimeSec?: InputMaybe<Scalars['Float']['input']>;
  budgetTokens?: InputMaybe<Scalars['Long']['input']>;
  budgetUsd?: InputMaybe<Scalars['Float']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRevokeMcpToolArgs = {
  agentId: Scalars['ID']['input'];
  serverId: Scalars['ID']['input'];
  tool?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationRevokeSecretArgs = {
  agentId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationRevokeSkillArgs = {
  agentId: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


/** What can be done. */
export type MutationSavePipelineArgs = {
  id: Scalars['ID']['input'];
  yaml: Scalars['String']['input'];
};


/** What can be done. */
export type MutationSaveWorkflowArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  input: WorkflowInput;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationSendMessageArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  attachmentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  id: Scalars['ID']['input'];
  message: Scalars['String']['input'];
  model?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationSetAgentRoleArgs = {
  agentId: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
  role: Scalars['String']['input'];
};


/** What can be done. */
export type MutationSetChatBudgetArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  budgetTokens?: InputMaybe<Scalars['Long']['input']>;
  budgetUsd?: InputMaybe<Scalars['Float']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationSetChatModelArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
  model: Scalars['String']['input'];
};


/** What can be done. */
export type MutationSetFavoriteModelsArgs = {
  favorites: Array<FavoriteModelInput>;
};


/** What can be done. */
export type MutationSetMemoryScoringArgs = {
  input: MemoryScoringInput;
};


/** What can be done. */
export type MutationSetUpArgs = {
  input: SetUpInput;
  setupToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. */
export type MutationSetWorkflowPolicyArgs = {
  projectId: Scalars['ID']['input'];
  stageRules: Scalars['JSONObject']['input'];
};


/** What can be done. */
export type MutationStartChatArgs = {
  input: StartChatInput;
};


/** What can be done. */
export type MutationStopActorArgs = {
  path: Scalars['String']['input'];
};


/** What can be done. */
export type MutationStopReplyArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationStopSessionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationTestLoginProviderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationTransitionTaskArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  projectId: Scalars['ID']['input'];
  status: Scalars['String']['input'];
};


/** What can be done. */
export type MutationUpdateAgentConfigArgs = {
  config: Scalars['JSONObject']['input'];
  id: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationUpdateColumnArgs = {
  id: Scalars['ID']['input'];
  input: UpdateColumnInput;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationUpdateLoginProviderArgs = {
  id: Scalars['ID']['input'];
  input: UpdateLoginProviderInput;
};


/** What can be done. */
export type MutationUpdateMcpServerArgs = {
  id: Scalars['ID']['input'];
  input: UpdateMcpServerInput;
};


/** What can be done. */
export type MutationUpdateMemoryArgs = {
  content: Scalars['String']['input'];
  path: Scalars['String']['input'];
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationUpdateProjectArgs = {
  id: Scalars['ID']['input'];
  input: UpdateProjectInput;
};


/** What can be done. */
export type MutationUpdateProviderArgs = {
  id: Scalars['ID']['input'];
  input: ProviderInput;
};


/** What can be done. */
export type MutationUpdateSecretArgs = {
  id: Scalars['ID']['input'];
  input: UpdateSecretInput;
};


/** What can be done. */
export type MutationUpdateSettingsArgs = {
  input: SettingsInput;
};


/** What can be done. */
export type MutationUpdateSkillArgs = {
  input: UpdateSkillInput;
  name: Scalars['String']['input'];
};


/** What can be done. */
export type MutationUpdateTaskArgs = {
  id: Scalars['ID']['input'];
  input: UpdateTaskInput;
  projectId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationUpdateUserArgs = {
  id: Scalars['ID']['input'];
  input: UpdateUserInput;
};


/** What can be done. */
export type MutationUploadAttachmentArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  chatId: Scalars['ID']['input'];
  file: Scalars['Upload']['input'];
};


/** What can be done. */
export type MutationValueMemoriesArgs = {
  gap?: InputMaybe<Scalars['String']['input']>;
  gapQuery?: InputMaybe<Scalars['String']['input']>;
  valuations: Array<MemoryValuationInput>;
  vault: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationWakeAgentArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be done. */
export type MutationWriteAgentFileArgs = {
  content: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};

/** A key that was made. */
export type NewApiKey = {
  __typename?: 'NewApiKey';
  expiresAt?: Maybe<Scalars['IsoTime']['output']>;
  id: Scalars['ID']['output'];
  /** The key itself. It is not stored and not shown again. */
  key: Scalars['String']['output'];
  keyPrefix: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

/** Codes for when the authenticator app is lost; each is good for once. */
export type NewRecoveryCodes = {
  __typename?: 'NewRecoveryCodes';
  /** Such as `AB12-CD34`; ten. */
  recoveryCodes: Array<Scalars['String']['output']>;
};

/** A model that a provider offers. */
export type OfferedModel = {
  __typename?: 'OfferedModel';
  description?: Maybe<Scalars['String']['output']>;
  /** `provider/model`, as agents and pipelines name it. */
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Whether it can think before it answers. */
  reasoning: Scalars['Boolean']['output'];
};

/** The models that a provider offers. */
export type OfferedModels = {
  __typename?: 'OfferedModels';
  models: Array<OfferedModel>;
  source: ModelSource;
};

/** What a provider added to the redirect address. */
export type OidcAnswerInput = {
  code?: InputMaybe<Scalars['String']['input']>;
  /** Why there is no code. */
  error?: InputMaybe<Scalars['String']['input']>;
  /** Which provider it was (RFC 9207). */
  iss?: InputMaybe<Scalars['String']['input']>;
  state: Scalars['String']['input'];
};

/** Where a browser goes to sign in. */
export type OidcAuthorization = {
  __typename?: 'OidcAuthorization';
  authorizationUrl: Scalars['String']['output'];
};

/** A graph of steps, each done by an agent; defined by a YAML file in the catalog. */
export type Pipeline = {
  __typename?: 'Pipeline';
  /** The agent objects of the file, unchanged. */
  agents: Array<Scalars['JSONObject']['output']>;
  description?: Maybe<Scalars['String']['output']>;
  /** Base name of the file. */
  file: Scalars['String']['output'];
  /** Its steps and the ways between them; null while it has errors. */
  graph?: Maybe<PipelineGraph>;
  id: Scalars['ID']['output'];
  /** Whether runs can be created: there is no error among the problems. */
  isRunnable: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  /** What is wrong or doubtful, each with file, line, step and field. */
  problems: Array<PipelineProblem>;
  /** The step objects of the file, unchanged. */
  steps: Array<Scalars['JSONObject']['output']>;
  version?: Maybe<Scalars['String']['output']>;
  /** The file's text. */
  yaml: Scalars['String']['output'];
};

/** A way from one step to another. */
export type PipelineEdge = {
  __typename?: 'PipelineEdge';
  from: Scalars['ID']['output'];
  kind: PipelineEdgeKind;
  /** The result that leads this way; null for the ordinary way on. */
  label?: Maybe<Scalars['String']['output']>;
  to: Scalars['ID']['output'];
};

export type { PipelineEdgeKind };

/** A pipeline as a picture. */
export type PipelineGraph = {
  __typename?: 'PipelineGraph';
  edges: Array<PipelineEdge>;
  /** In the order of the file; the first is where a run begins. */
  nodes: Array<PipelineNode>;
};

/** A step in the picture of a pipeline. */
export type PipelineNode = {
  __typename?: 'PipelineNode';
  agentId: Scalars['ID']['output'];
  description?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** It repeats what follows it for each item of a list. */
  isLoop: Scalars['Boolean']['output'];
};

/** Something in a pipeline file that a person should look at. */
export type PipelineProblem = {
  __typename?: 'PipelineProblem';
  message: Scalars['String']['output'];
  severity: ProblemSeverity;
};

/** What a check of a pipeline found. */
export type PipelineValidation = {
  __typename?: 'PipelineValidation';
  errors: Array<Scalars['String']['output']>;
  pipelineId: Scalars['ID']['output'];
  valid: Scalars['Boolean']['output'];
  warnings: Array<Scalars['String']['output']>;
};

/** When a task would be done. */
export type PlannedTask = {
  __typename?: 'PlannedTask';
  /** It is over, so its times are known. */
  actual: Scalars['Boolean']['output'];
  assignedAgent?: Maybe<Scalars['ID']['output']>;
  dependencies: Array<Scalars['ID']['output']>;
  durationDays: Scalars['Float']['output'];
  estimatedHours?: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  isCritical: Scalars['Boolean']['output'];
  priority: Scalars['String']['output'];
  scheduledEnd: Scalars['DateTime']['output'];
  scheduledStart: Scalars['DateTime']['output'];
  status: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
  task: Task;
  title: Scalars['String']['output'];
};

/** How bad a problem is. */
export type ProblemSeverity =
  /** The pipeline cannot run. */
  | 'ERROR'
  /** It can run, and may not do what was meant. */
  | 'WARNING';

/** Work that belongs together, on a board. */
export type Project = {
  __typename?: 'Project';
  agents: Array<ProjectAgent>;
  /** Left to right. */
  columns: Array<BoardColumn>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Those whose status is `done`. */
  completedTasks: Scalars['Int']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** The chain of tasks that takes longest. */
  criticalPath: Array<Scalars['ID']['output']>;
  defaultPipelineId?: Maybe<Scalars['ID']['output']>;
  dependencies: Array<TaskDependency>;
  description: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  keyUserId?: Maybe<Scalars['ID']['output']>;
  name: Scalars['String']['output'];
  policy: WorkflowPolicy;
  /** Tasks that can be begun: with everything that blocks them done. */
  readyTasks: Array<Task>;
  repository?: Maybe<Scalars['String']['output']>;
  slackChannelId?: Maybe<Scalars['String']['output']>;
  slackNotifyUserId?: Maybe<Scalars['String']['output']>;
  /** `active`, `completed`, `archived` or `paused`. */
  status: Scalars['String']['output'];
  /** What the board's statuses mean; null is the built-in meaning. */
  statusSemantics?: Maybe<Scalars['JSONObject']['output']>;
  /** How many tasks have each status. */
  taskCounts: Scalars['IntMap']['output'];
  /** By their places in their columns. */
  tasks: Array<Task>;
  /** Tasks that an agent works on; none without one. */
  tasksInWork: Array<Task>;
  templateId?: Maybe<Scalars['String']['output']>;
  /** When each task would be done if each began as soon as it can. */
  timeline: ProjectTimeline;
  /** Blockers before what they block. */
  topologicalOrder: Array<Scalars['ID']['output']>;
  totalTasks: Scalars['Int']['output'];
  updatedAt: Scalars['DateTime']['output'];
  vision?: Maybe<Scalars['String']['output']>;
  /** As `vision`, empty where there is none. */
  visionOrEmpty: Scalars['String']['output'];
  workflows: Array<ProjectWorkflow>;
  workspaceType?: Maybe<Scalars['String']['output']>;
};


/** Work that belongs together, on a board. */
export type ProjectReadyTasksArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<Scalars['String']['input']>>;
  workTypes?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** Work that belongs together, on a board. */
export type ProjectTasksArgs = {
  agent?: InputMaybe<Scalars['String']['input']>;
  priority?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Scalars['String']['input']>;
  tag?: InputMaybe<Scalars['String']['input']>;
};


/** Work that belongs together, on a board. */
export type ProjectTasksInWorkArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
};


/** Work that belongs together, on a board. */
export type ProjectTimelineArgs = {
  hoursPerDay?: InputMaybe<Scalars['Float']['input']>;
};

/** An agent that works on a project. */
export type ProjectAgent = {
  __typename?: 'ProjectAgent';
  agentId: Scalars['ID']['output'];
  assignedAt: Scalars['DateTime']['output'];
  assignedBy?: Maybe<Scalars['ID']['output']>;
  projectDescription: Scalars['String']['output'];
  projectId: Scalars['ID']['output'];
  projectName: Scalars['String']['output'];
  projectStatus: Scalars['String']['output'];
  /** `lead`, `member` or `reviewer`. */
  role: Scalars['String']['output'];
  /** Routines that it has for this project: none are kept here. */
  routineMappings: Array<Scalars['JSONObject']['output']>;
};

/** When the tasks of a project would be done. */
export type ProjectTimeline = {
  __typename?: 'ProjectTimeline';
  criticalPath: Array<Scalars['ID']['output']>;
  hoursPerDay: Scalars['Float']['output'];
  projectEnd?: Maybe<Scalars['DateTime']['output']>;
  projectStart?: Maybe<Scalars['DateTime']['output']>;
  tasks: Array<PlannedTask>;
  totalDays: Scalars['Float']['output'];
  totalHours: Scalars['Float']['output'];
};

/** A pipeline that a project uses. */
export type ProjectWorkflow = {
  __typename?: 'ProjectWorkflow';
  id: Scalars['ID']['output'];
  isDefault: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  pipelineId: Scalars['ID']['output'];
  projectId: Scalars['ID']['output'];
  taskFilter: Scalars['JSONObject']['output'];
  trigger: Scalars['String']['output'];
};

/** A provider of models with what is set of it. Keys are never shown: of a long one its last four characters. */
export type Provider = {
  __typename?: 'Provider';
  /** Whether its models can be called. */
  configured: Scalars['Boolean']['output'];
  description: Scalars['String']['output'];
  docsUrl: Scalars['String']['output'];
  /** Whether somebody set it up here, and did not switch it off. */
  enabled: Scalars['Boolean']['output'];
  extraFields: Array<ProviderField>;
  id: Scalars['ID']['output'];
  isCustom: Scalars['Boolean']['output'];
  /** The environment variable that its key also can be set by. */
  keyVariable: Scalars['String']['output'];
  maskedApiKey?: Maybe<Scalars['String']['output']>;
  maskedExtraConfig?: Maybe<Scalars['StringMap']['output']>;
  /** Models that are known without asking its server. */
  models: Array<OfferedModel>;
  name: Scalars['String']['output'];
  /** Addresses and names in clear, what may be secret masked. */
  plainExtraConfig?: Maybe<Scalars['StringMap']['output']>;
};

/** A further value that a provider takes. */
export type ProviderField = {
  __typename?: 'ProviderField';
  description: Scalars['String']['output'];
  isRequired: Scalars['Boolean']['output'];
  label: Scalars['String']['output'];
  placeholder: Scalars['String']['output'];
  variable: Scalars['String']['output'];
};

/** What to set of a provider; what is absent stays as it is. */
export type ProviderInput = {
  /** Empty text and the mask of the stored key keep it. */
  apiKey?: InputMaybe<Scalars['String']['input']>;
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** By the name of the variable; empty text removes one. */
  extraConfig?: InputMaybe<Scalars['StringMap']['input']>;
};

/** How an agent's wakes stand. */
export type PulseState = {
  __typename?: 'PulseState';
  agentId: Scalars['ID']['output'];
  /** By the machine's calendar. */
  day: Scalars['String']['output'];
  enabled: Scalars['Boolean']['output'];
  intervalMinutes: Scalars['Int']['output'];
  lastAt?: Maybe<Scalars['DateTime']['output']>;
  /** What came of the last wake. */
  lastOutcome?: Maybe<Scalars['String']['output']>;
  lastPulse?: Maybe<LastPulse>;
  nextAt?: Maybe<Scalars['DateTime']['output']>;
  timeoutMs: Scalars['Long']['output'];
  wakesToday: Scalars['Int']['output'];
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** One actor by its path; null when there is none. */
  actor?: Maybe<Actor>;
  /** Crashes, newest first; of one actor when a path is given. */
  actorCrashes: Array<ActorCrash>;
  /** The supervision tree: every actor that lives or was given up, parents before children. */
  actorTree: ActorTree;
  /** One agent; null when there is none of this id. */
  agent?: Maybe<Agent>;
  /** What an agent is doing, and when it wakes; idle for an agent that nobody knows. */
  agentLifecycle: AgentLifecycle;
  /** How an agent's wakes stand; null for an agent that nobody knows. */
  agentPulse?: Maybe<PulseState>;
  /** What an agent was granted, disabled skills too, and what it is told of them. */
  agentSkills: AgentSkills;
  /** All agents of the catalog, by id. */
  agents: Array<Agent>;
  /** All API keys that are in use, newest first. */
  allApiKeys: Array<ApiKey>;
  /** One's own API keys that are in use, newest first. */
  apiKeys: Array<ApiKey>;
  /** A file that came with a message; null when there is none of this id. */
  attachment?: Maybe<Attachment>;
  /** Privileged acts and readings of what is secret, newest first. */
  auditLog: Array<AuditEntry>;
  /** Recomputes the chain of hashes over the whole audit log. */
  auditVerification: AuditVerification;
  /** How people sign in here, and whether anybody can yet. */
  authStatus: AuthStatus;
  /** Boards to begin with. */
  boardTemplates: Array<BoardTemplate>;
  /** One chat; null when there is none of this id. */
  chat?: Maybe<Chat>;
  /** Where a chat stands, in the words of the reference; also of one that is not there. */
  chatStatus: Scalars['JSONObject']['output'];
  /** Chats, newest first. Without statuses those that are open; `ALL` is every one. */
  chats: ChatPage;
  /** Messages that nobody could be given. */
  deadLetters: DeadLetters;
  /** All keys of providers in clear, for the engine's own identity only; each reading is put down in the audit log. */
  engineKeys: EngineKeys;
  /** Models that people named as their favourites. */
  favoriteModels: Array<FavoriteModel>;
  /** What every agent is doing, with totals. */
  fleet: Fleet;
  /** What GitHub told us, newest first. */
  githubDeliveries: Array<GithubDelivery>;
  /** One delivery; null when there is none of this id. */
  githubDelivery?: Maybe<GithubDelivery>;
  /** Accounts on which the app is installed. */
  githubInstallations: Array<GithubInstallation>;
  /** What an issue's address, or `owner/repo#1`, names. Refused when it is neither. */
  githubIssue: GithubIssue;
  /** Repositories that the app may work on, over all installations or of one. */
  githubRepositories: Array<GithubRepository>;
  /** How the GitHub App of this server stands. Answers at once with what is known. */
  githubStatus: GithubStatus;
  /** A provider of logins; null when there is none. */
  loginProvider?: Maybe<LoginProvider>;
  /** Providers of logins, by name. */
  loginProviders: Array<LoginProvider>;
  /** Entries of `mcpServers` of those that are switched on, by id; in clear for the engine's identity only. */
  mcpConfig: Scalars['JSONObject']['output'];
  /** What an agent was granted of which servers. */
  mcpGrants: Array<McpGrant>;
  /** One server; null when there is none of this id. */
  mcpServer?: Maybe<McpServer>;
  /** All MCP servers, by name. */
  mcpServers: Array<McpServer>;
  /** A file of a vault; null when there is none of this path. */
  memory?: Maybe<Memory>;
  /** What goes with a task out of a vault, as Markdown that fits a budget of characters. */
  memoryContext: MemoryContext;
  /** How the worth of memories follows from their use. */
  memoryScoring: MemoryScoring;
  /** How memories are found: by their words, and by what they mean when there is an embedding model. */
  memorySearchStatus: MemorySearchStatus;
  /** The vault of an agent, or `shared`; an empty one when nothing was ever put there. */
  memoryVault: MemoryVault;
  /** Vaults that have something in them: one for each agent that remembers, and `shared`. */
  memoryVaults: Array<MemoryVault>;
  /** Providers of models, and whether each has a key. */
  modelProviders: Array<ModelProvider>;
  /** Models to choose from, for those who set a default. */
  modelSuggestions: ModelSuggestions;
  /** One pipeline; null when there is none of this id. */
  pipeline?: Maybe<Pipeline>;
  /** Checks a pipeline's file as it is on disk; null when there is none of this id. */
  pipelineValidation?: Maybe<PipelineValidation>;
  /** All pipelines of the catalog, by id; files with errors are among them. */
  pipelines: Array<Pipeline>;
  /** One project with its board; null when there is none of this id. */
  project?: Maybe<Project>;
  /** Projects, those that changed last first. Without a status all but archived ones. */
  projects: Array<Project>;
  /** The models that a provider offers, as its server lists them, else those that are known. Null for an unknown provider. */
  providerModels?: Maybe<OfferedModels>;
  /** Providers of models with what is set of each: those that are known by name, then one's own. */
  providers: Array<Provider>;
  /** One question; null when there is none of this id. */
  question?: Maybe<Question>;
  /** What agents ask of people, newest first. Filters combine; without statuses those that wait for an answer. */
  questions: Array<Question>;
  /** One run; null when there is none of this id. */
  run?: Maybe<Run>;
  /** Stored events of a run, oldest first; empty for an unknown run. A dialect leaves out what it has no name for. */
  runEvents: Array<Event>;
  /** Runs, newest first. Filters combine; an empty list of statuses matches nothing. */
  runs: Array<Run>;
  /** Files that have the words or mean nearly the same, best first. Without a vault all are looked in; an empty query answers the newest. */
  searchMemory: Array<MemoryMatch>;
  /** By id, else by name, else by environment variable; null when there is none. */
  secret?: Maybe<Secret>;
  /** An agent's secrets in clear, for the engine's own identity only; each reading is put down in the audit log. */
  secretEnvironment: SecretEnvironment;
  /** Sorts of secrets that people choose from. */
  secretTypes: Array<SecretTypeLabel>;
  /** Secrets without what they say, newest first; of one agent those that it was granted. */
  secrets: Array<Secret>;
  /** One execution; null when there is none of this id. */
  session?: Maybe<Session>;
  /** Executions of agents: steps of runs, and chats; newest first. */
  sessions: SessionPage;
  /** What is set for the whole server. */
  settings: Settings;
  /** One skill; its name is understood as its id. Null when there is none. */
  skill?: Maybe<Skill>;
  /** The text of a skill for an agent that was granted it, or of a file beside it. */
  skillContent: SkillContent;
  /** Files beside a skill, for an agent that was granted it. */
  skillFiles: SkillFiles;
  /** All skills, by id. */
  skills: Array<Skill>;
  /** How the server is doing, in a few numbers. Needs no authentication. */
  status: ServerStatus;
  /** One step of a run, by its id or by its full id `<run>_<step>`; null when it was never queued. */
  step?: Maybe<Step>;
  /** The steps of a run that were queued at least once, by start; empty for an unknown run. */
  steps: Array<Step>;
  /** One task; null when there is none of this id in this project. */
  task?: Maybe<Task>;
  /** What agents did, newest first. With `since` the oldest entries from then on. */
  timeline: Timeline;
  /** Calls that were going on when their server was lost and were not made again, newest first; of the last seven days unless told. */
  unknownOutcomes: Array<UnknownOutcome>;
  /** Everybody who can sign in, by e-mail address. */
  users: Array<User>;
  /** Who asks. */
  viewer: Viewer;
};


/** What can be asked. */
export type QueryActorArgs = {
  path: Scalars['String']['input'];
};


/** What can be asked. */
export type QueryActorCrashesArgs = {
  path?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryAgentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAgentLifecycleArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAgentPulseArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAgentSkillsArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAttachmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAuditLogArgs = {
  before?: InputMaybe<Scalars['Long']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. */
export type QueryChatArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryChatStatusArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryChatsArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** What can be asked. */
export type QueryEngineKeysArgs = {
  userId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryGithubDeliveriesArgs = {
  eventType?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  processed?: InputMaybe<Scalars['Boolean']['input']>;
  repository?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryGithubDeliveryArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryGithubIssueArgs = {
  url: Scalars['String']['input'];
};


/** What can be asked. */
export type QueryGithubRepositoriesArgs = {
  installationId?: InputMaybe<Scalars['Long']['input']>;
};


/** What can be asked. */
export type QueryLoginProviderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMcpGrantsArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMcpServerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMemoryArgs = {
  path: Scalars['String']['input'];
  vault: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMemoryContextArgs = {
  budget?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  task: Scalars['String']['input'];
  vault: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMemoryVaultArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryPipelineArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryPipelineValidationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryProjectsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryProviderModelsArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryQuestionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryQuestionsArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  chatId?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  runId?: InputMaybe<Scalars['ID']['input']>;
  statuses?: InputMaybe<Array<QuestionStatus>>;
};


/** What can be asked. */
export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRunEventsArgs = {
  afterSeq?: InputMaybe<Scalars['Int']['input']>;
  dialect?: InputMaybe<EventDialect>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  runId: Scalars['ID']['input'];
  stepId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryRunsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  pipelineId?: InputMaybe<Scalars['ID']['input']>;
  statuses?: InputMaybe<Array<RunStatus>>;
};


/** What can be asked. */
export type QuerySearchMemoryArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
  vault?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QuerySecretArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySecretEnvironmentArgs = {
  agentId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySecretsArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QuerySessionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySessionsArgs = {
  agentIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** What can be asked. */
export type QuerySkillArgs = {
  name: Scalars['String']['input'];
};


/** What can be asked. */
export type QuerySkillContentArgs = {
  agentId: Scalars['ID']['input'];
  file?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};


/** What can be asked. */
export type QuerySkillFilesArgs = {
  agentId: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


/** What can be asked. */
export type QueryStepArgs = {
  runId: Scalars['ID']['input'];
  stepId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryStepsArgs = {
  runId: Scalars['ID']['input'];
  statuses?: InputMaybe<Array<StepStatus>>;
};


/** What can be asked. */
export type QueryTaskArgs = {
  id: Scalars['ID']['input'];
  projectId: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryTimelineArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['Long']['input']>;
};


/** What can be asked. */
export type QueryUnknownOutcomesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What an agent asks of a person. Its run or chat stands still meanwhile and costs nothing. */
export type Question = {
  __typename?: 'Question';
  agentId: Scalars['ID']['output'];
  answer?: Maybe<Scalars['String']['output']>;
  /** When it was answered, expired or was withdrawn. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who answered; null for nobody. */
  answeredBy?: Maybe<Scalars['ID']['output']>;
  /** Whether the call may be made; null while it is open, and for a question. */
  approved?: Maybe<Scalars['Boolean']['output']>;
  /** Of the call that wants approval, cut, and without what is confidential by its name. */
  arguments?: Maybe<Scalars['JSONObject']['output']>;
  askedAt: Scalars['DateTime']['output'];
  /** Null when it is asked in a run. */
  chatId?: Maybe<Scalars['ID']['output']>;
  /** Answers to choose from; null is any text. */
  choices?: Maybe<Array<Scalars['String']['output']>>;
  /** The answer that counts when nobody gives one in time. Without it a question has none then, and an approval is denied. */
  defaultAnswer?: Maybe<Scalars['String']['output']>;
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  kind: QuestionKind;
  note?: Maybe<Scalars['String']['output']>;
  /** Null when it is asked in a chat. */
  runId?: Maybe<Scalars['ID']['output']>;
  status: QuestionStatus;
  stepId?: Maybe<Scalars['ID']['output']>;
  /** What is asked; null for an approval. */
  text?: Maybe<Scalars['String']['output']>;
  toolCallId: Scalars['ID']['output'];
  /** The tool whose call waits: `ask_human`, or the one that wants approval. */
  toolName: Scalars['String']['output'];
};

export type { QuestionKind };

export type { QuestionStatus };

/** Runs that were started for tasks. */
export type ReadyExecution = {
  __typename?: 'ReadyExecution';
  executed: Array<TaskExecution>;
  executedCount: Scalars['Int']['output'];
  skipped: Array<SkippedTask>;
  skippedCount: Scalars['Int']['output'];
  /** `executed`, or `no_ready_tasks`. */
  status: Scalars['String']['output'];
};

/** That recalls were taken note of. */
export type RecallRecord = {
  __typename?: 'RecallRecord';
  /** Recalls that came. */
  logged: Scalars['Int']['output'];
  /** Distinct memories among them. */
  scoresUpdated: Scalars['Int']['output'];
};

/** Something to keep. */
export type RememberInput = {
  author?: InputMaybe<Scalars['String']['input']>;
  content: Scalars['String']['input'];
  /** Properties besides, which win over the others. */
  frontmatter?: InputMaybe<Scalars['JSONObject']['input']>;
  /** `low`, `medium`, `high` or `critical`. */
  importance?: InputMaybe<Scalars['String']['input']>;
  /** Ids of memories that it belongs to. */
  links?: InputMaybe<Array<Scalars['String']['input']>>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  title: Scalars['String']['input'];
  /** `fact`, `decision`, `lesson` and such; names the folder. */
  type: Scalars['String']['input'];
};

/** One execution of a pipeline. */
export type Run = {
  __typename?: 'Run';
  /** Seconds of work. */
  budgetTimeSec?: Maybe<Scalars['Float']['output']>;
  /** Input and output together. */
  budgetTokens?: Maybe<Scalars['Long']['output']>;
  budgetUsd?: Maybe<Scalars['Float']['output']>;
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  /** US dollars, over all attempts; 0 where the price of a model is not known. */
  costUsd: Scalars['Float']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** The step that started last. */
  currentStep?: Maybe<Scalars['String']['output']>;
  /** Why it failed; null unless it did. */
  error?: Maybe<Scalars['String']['output']>;
  /** The steps of the pipeline that it runs, as it was when the run began. */
  graph: PipelineGraph;
  humanContext?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  initiatedByUserId?: Maybe<Scalars['ID']['output']>;
  inputTokens: Scalars['Long']['output'];
  keyResolution?: Maybe<Scalars['JSONObject']['output']>;
  keyUserId?: Maybe<Scalars['ID']['output']>;
  left: Budget;
  modelOverride?: Maybe<Scalars['String']['output']>;
  outputTokens: Scalars['Long']['output'];
  /** What the steps put out, once the run is completed. */
  outputs: Scalars['StringMap']['output'];
  /** The run that started it. */
  parentRunId?: Maybe<Scalars['ID']['output']>;
  pipelineId: Scalars['ID']['output'];
  projectId?: Maybe<Scalars['ID']['output']>;
  projectName?: Maybe<Scalars['String']['output']>;
  /** With the money and the tokens of the runs that it started. */
  spent: Spending;
  status: RunStatus;
  /** Steps that were queued at least once, in the order in which they were first reached. */
  steps: Array<Step>;
  task: Scalars['String']['output'];
  taskBranch?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  /** Why a run that is not over stands still: `resume`, `budget`, or `question` when it waits for an answer. */
  waitingFor?: Maybe<Scalars['String']['output']>;
  /** Why it is paused, and how it goes on; null unless it is. */
  waitingReason?: Maybe<Scalars['String']['output']>;
  /** Whether the directory in which its agents work exists. */
  workspaceExists: Scalars['Boolean']['output'];
  workspaceHasGit: Scalars['Boolean']['output'];
  workspaceType?: Maybe<Scalars['String']['output']>;
};

export type { RunStatus };

/** Something that must stay secret, without what it says. */
export type Secret = {
  __typename?: 'Secret';
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  /** The environment variable under which tools get it. */
  envKey: Scalars['String']['output'];
  grantedAgents: Array<Scalars['ID']['output']>;
  id: Scalars['ID']['output'];
  /** Always the same, whatever the secret says. */
  maskedPreview: Scalars['String']['output'];
  name: Scalars['String']['output'];
  type: SecretType;
  typeLabel: Scalars['String']['output'];
  updatedAt: Scalars['DateTime']['output'];
};

/** An agent's secrets in clear. */
export type SecretEnvironment = {
  __typename?: 'SecretEnvironment';
  agentId: Scalars['ID']['output'];
  env: Scalars['StringMap']['output'];
};

/** That an agent may have a secret. */
export type SecretGrant = {
  __typename?: 'SecretGrant';
  agentId: Scalars['ID']['output'];
  grantedAt: Scalars['DateTime']['output'];
  grantedBy?: Maybe<Scalars['ID']['output']>;
  secretId: Scalars['ID']['output'];
};

export type { SecretType };

/** A sort of secret with its name for people. */
export type SecretTypeLabel = {
  __typename?: 'SecretTypeLabel';
  label: Scalars['String']['output'];
  value: SecretType;
};

/** A message that was accepted, and the reply that it will have. */
export type SentMessage = {
  __typename?: 'SentMessage';
  assistantMessageId: Scalars['ID']['output'];
  chatId: Scalars['ID']['output'];
  userMessageId: Scalars['ID']['output'];
};

/** The server in a few numbers. */
export type ServerStatus = {
  __typename?: 'ServerStatus';
  activeRuns: Scalars['Int']['output'];
  /** Mean duration of the runs completed in the last hour, for people (`42s`, `3m 10s`); null when there were none. */
  averageDuration?: Maybe<Scalars['String']['output']>;
  /** Whether commands of agents run in a sandbox (`on`), without one (`off`), or are refused, and then why. */
  commands: Scalars['String']['output'];
  completedRunsLastHour: Scalars['Int']['output'];
  /** The model used by whoever names none. */
  defaultModel: Scalars['String']['output'];
  engineVersion: Scalars['String']['output'];
  github: GithubStatus;
  /** True when the built-in demo model answers because no provider is configured. */
  isDemo: Scalars['Boolean']['output'];
  /** Whether Redis answers, in which nodes count together what clients ask for. Events go through PostgreSQL. */
  redisConnected: Scalars['Boolean']['output'];
  /** Always `ok`: a server that cannot work answers `/health/ready` with 503. */
  status: Scalars['String']['output'];
  /** Null for those who are not signed in. */
  storage?: Maybe<StorageStatus>;
  totalAgents: Scalars['Int']['output'];
  totalPipelines: Scalars['Int']['output'];
  version: Scalars['String']['output'];
};

/** One execution of an agent: a step of a run, or a chat. */
export type Session = {
  __typename?: 'Session';
  agentId: Scalars['ID']['output'];
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  createdAt: Scalars['DateTime']['output'];
  error?: Maybe<Scalars['String']['output']>;
  /** Oldest first. */
  events: Array<SessionEvent>;
  /** `<run>_<step>`, or the id of the chat. */
  id: Scalars['ID']['output'];
  keyResolution?: Maybe<Scalars['JSONObject']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  output?: Maybe<Scalars['String']['output']>;
  /** `pipeline` or `api`. */
  source: Scalars['String']['output'];
  sourceId?: Maybe<Scalars['ID']['output']>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** `starting`, `running`, `completed` or `failed`. */
  status: Scalars['String']['output'];
  turnCount: Scalars['Int']['output'];
  userPrompt?: Maybe<Scalars['String']['output']>;
};

/** An event of an execution. */
export type SessionEvent = {
  __typename?: 'SessionEvent';
  data: Scalars['JSONObject']['output'];
  eventType: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  timestamp: Scalars['DateTime']['output'];
};

/** A page of executions. */
export type SessionPage = {
  __typename?: 'SessionPage';
  hasMore: Scalars['Boolean']['output'];
  sessions: Array<Session>;
  total: Scalars['Int']['output'];
};

/** The first person. */
export type SetUpInput = {
  /** The e-mail address up to its @ unless given. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['String']['input'];
  /** 8 characters or more. */
  password: Scalars['String']['input'];
};

/** What is set for the whole server. */
export type Settings = {
  __typename?: 'Settings';
  agentRuntimeImage: Scalars['String']['output'];
  chatHardTimeoutSec: Scalars['Int']['output'];
  chatIdleTimeoutMin: Scalars['Int']['output'];
  chatInactivityTimeoutSec: Scalars['Int']['output'];
  containerCpuLimit: Scalars['Float']['output'];
  containerMemoryLimitMb: Scalars['Int']['output'];
  containerReadyTimeoutSec: Scalars['Int']['output'];
  containerShmSizeMb: Scalars['Int']['output'];
  defaultExecutorModel: Scalars['String']['output'];
  defaultPlanningModel: Scalars['String']['output'];
  defaultPulseTimeoutSec: Scalars['Int']['output'];
  defaultSlackDecisionModel: Scalars['String']['output'];
  defaultSlackDecisionModelThinkingLevel: ThinkingLevel;
  defaultStepTimeoutSec: Scalars['Int']['output'];
  defaultThinkingModel: Scalars['String']['output'];
  defaultThinkingModelThinkingLevel: ThinkingLevel;
  /** For whoever names no model; `provider/model`. */
  defaultWorkingModel: Scalars['String']['output'];
  defaultWorkingModelThinkingLevel: ThinkingLevel;
  jfsAgentCacheSizeMb: Scalars['Int']['output'];
  maxAutoContinuations: Scalars['Int']['output'];
  maxConcurrentPulseSessions: Scalars['Int']['output'];
  maxWakesPerDay: Scalars['Int']['output'];
  maxWakesPerPairPerDay: Scalars['Int']['output'];
  ptcEnabled: Scalars['Boolean']['output'];
  /** Whether agents wake by themselves at all. */
  pulseEnabled: Scalars['Boolean']['output'];
  /** How often an agent wakes that does not say. */
  pulseIntervalMinutes: Scalars['Int']['output'];
  reaperIntervalSec: Scalars['Int']['output'];
  userSlackId: Scalars['String']['output'];
  wakeCooldownSec: Scalars['Int']['output'];
  wakeEnabled: Scalars['Boolean']['output'];
};

/** Settings to change; what is absent stays as it is. */
export type SettingsInput = {
  agentRuntimeImage?: InputMaybe<Scalars['String']['input']>;
  chatHardTimeoutSec?: InputMaybe<Scalars['Int']['input']>;
  chatIdleTimeoutMin?: InputMaybe<Scalars['Int']['input']>;
  chatInactivityTimeoutSec?: InputMaybe<Scalars['Int']['input']>;
  containerCpuLimit?: InputMaybe<Scalars['Float']['input']>;
  containerMemoryLimitMb?: InputMaybe<Scalars['Int']['input']>;
  containerReadyTimeoutSec?: InputMaybe<Scalars['Int']['input']>;
  containerShmSizeMb?: InputMaybe<Scalars['Int']['input']>;
  defaultExecutorModel?: InputMaybe<Scalars['String']['input']>;
  defaultPlanningModel?: InputMaybe<Scalars['String']['input']>;
  defaultPulseTimeoutSec?: InputMaybe<Scalars['Int']['input']>;
  defaultSlackDecisionModel?: InputMaybe<Scalars['String']['input']>;
  defaultSlackDecisionModelThinkingLevel?: InputMaybe<ThinkingLevel>;
  defaultStepTimeoutSec?: InputMaybe<Scalars['Int']['input']>;
  defaultThinkingModel?: InputMaybe<Scalars['String']['input']>;
  defaultThinkingModelThinkingLevel?: InputMaybe<ThinkingLevel>;
  defaultWorkingModel?: InputMaybe<Scalars['String']['input']>;
  defaultWorkingModelThinkingLevel?: InputMaybe<ThinkingLevel>;
  jfsAgentCacheSizeMb?: InputMaybe<Scalars['Int']['input']>;
  maxAutoContinuations?: InputMaybe<Scalars['Int']['input']>;
  maxConcurrentPulseSessions?: InputMaybe<Scalars['Int']['input']>;
  maxWakesPerDay?: InputMaybe<Scalars['Int']['input']>;
  maxWakesPerPairPerDay?: InputMaybe<Scalars['Int']['input']>;
  ptcEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  pulseEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  pulseIntervalMinutes?: InputMaybe<Scalars['Int']['input']>;
  reaperIntervalSec?: InputMaybe<Scalars['Int']['input']>;
  userSlackId?: InputMaybe<Scalars['String']['input']>;
  wakeCooldownSec?: InputMaybe<Scalars['Int']['input']>;
  wakeEnabled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A pair of tokens, and whose they are. */
export type SignedIn = {
  __typename?: 'SignedIn';
  /** To be sent as `Authorization: Bearer`. */
  accessToken: Scalars['String']['output'];
  /** Seconds for which the access token is good. */
  expiresIn: Scalars['Int']['output'];
  /** Gets the next pair; good for once. */
  refreshToken: Scalars['String']['output'];
  /** How many recovery codes are left, when one was used to sign in. */
  remainingRecoveryCodes?: Maybe<Scalars['Int']['output']>;
  tokenType: Scalars['String']['output'];
  user: User;
};

/** Something that an agent can read up on when it needs it. */
export type Skill = {
  __typename?: 'Skill';
  /** Markdown, without frontmatter. */
  content: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** `ui`, `disk-sync` or who made it. */
  createdBy: Scalars['String']['output'];
  /** When to use it. */
  description: Scalars['String']['output'];
  /** No agent gets it while this is false. */
  enabled: Scalars['Boolean']['output'];
  /** Files stand beside its SKILL.md. */
  hasFiles: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  ownerAgentId?: Maybe<Scalars['ID']['output']>;
  /** `global` or `agent`. */
  scope: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
};

/** The text of a skill or of a file beside it. */
export type SkillContent = {
  __typename?: 'SkillContent';
  content: Scalars['String']['output'];
  description: Scalars['String']['output'];
  /** The file that was asked for; null for the skill itself. */
  file?: Maybe<Scalars['String']['output']>;
  hasFiles: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  tags: Array<Scalars['String']['output']>;
};

/** Files beside a skill. */
export type SkillFiles = {
  __typename?: 'SkillFiles';
  files: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
};

/** What a text would be as a skill. */
export type SkillPreview = {
  __typename?: 'SkillPreview';
  content: Scalars['String']['output'];
  description: Scalars['String']['output'];
  enabled: Scalars['Boolean']['output'];
  /** Why it is none; null when it is one. */
  error?: Maybe<Scalars['String']['output']>;
  /** Whether the text has a SKILL.md in it. */
  found: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  /** There is a skill of this name. */
  nameConflict: Scalars['Boolean']['output'];
  tags: Array<Scalars['String']['output']>;
  valid: Scalars['Boolean']['output'];
};

/** A dependency on a title that no task has. */
export type SkippedDependency = {
  __typename?: 'SkippedDependency';
  task: Scalars['String']['output'];
  unknownDependency: Scalars['String']['output'];
};

/** A task for which no run was started. */
export type SkippedTask = {
  __typename?: 'SkippedTask';
  reason: Scalars['String']['output'];
  taskId: Scalars['ID']['output'];
};

/** What was spent. */
export type Spending = {
  __typename?: 'Spending';
  /** Seconds of work. */
  timeSec: Scalars['Float']['output'];
  /** Input and output together. */
  tokens: Scalars['Long']['output'];
  /** US dollars; 0 where the price of a model is not known. */
  usd: Scalars['Float']['output'];
};

/** A chat to begin. */
export type StartChatInput = {
  agentId: Scalars['ID']['input'];
  /** The same for input and output tokens. */
  budgetTokens?: InputMaybe<Scalars['Long']['input']>;
  /** US dollars; when its cost reaches it, the reply ends and no more are written until it is raised. */
  budgetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** `provider/model`; else the agent's own, else the server's. */
  model?: InputMaybe<Scalars['String']['input']>;
  /** The project whose board the agent may use. */
  projectId?: InputMaybe<Scalars['ID']['input']>;
  /** Stands at the end of what the agent is told of itself. */
  systemPromptSupplement?: InputMaybe<Scalars['String']['input']>;
  thinkingLevel?: InputMaybe<ThinkingLevel>;
};

/** A step of a run, as it stands now. */
export type Step = {
  __typename?: 'Step';
  agentId: Scalars['ID']['output'];
  /** Which try of this execution it is. */
  attempt: Scalars['Int']['output'];
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  costUsd: Scalars['Float']['output'];
  /** What went wrong last; stays when a later attempt succeeds. */
  error?: Maybe<Scalars['String']['output']>;
  /** How often the step was entered. */
  execution: Scalars['Int']['output'];
  humanContext?: Maybe<Scalars['String']['output']>;
  /** `<run>_<step>`. */
  id: Scalars['ID']['output'];
  inputTokens: Scalars['Long']['output'];
  inputs: Scalars['StringMap']['output'];
  maxRetries: Scalars['Int']['output'];
  modelUsed?: Maybe<Scalars['String']['output']>;
  /** Text of the last turn of the attempt that completed. */
  output?: Maybe<Scalars['String']['output']>;
  outputTokens: Scalars['Long']['output'];
  outputs: Scalars['StringMap']['output'];
  queuedAt?: Maybe<Scalars['DateTime']['output']>;
  retryCount: Scalars['Int']['output'];
  runId: Scalars['ID']['output'];
  sessionId?: Maybe<Scalars['ID']['output']>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: StepStatus;
  /** Its id in the pipeline. */
  stepId: Scalars['ID']['output'];
  /** `question` while it waits for a person's answer. */
  waitingFor?: Maybe<Scalars['String']['output']>;
};

export type { StepStatus };

/** Where workspaces and data are kept. */
export type StorageStatus = {
  __typename?: 'StorageStatus';
  dataPath: Scalars['String']['output'];
};

/** A token for an address. */
export type StreamTicket = {
  __typename?: 'StreamTicket';
  /** Seconds. */
  expiresIn: Scalars['Int']['output'];
  ticket: Scalars['String']['output'];
};

/** What can be followed. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * What agents do, as it is committed. Begins now or after a cursor; with `backfill` the latest entries come first, then what the agent is
   * doing, then the item `connected`. A `gap` item says that something is no longer stored.
   */
  activity: ActivityItem;
  /** The supervision tree as it lives: first everything, then what changed, several times a second at most. */
  actorTreeChanged: ActorTreeChange;
  /**
   * What happens in a chat, or in the session of a run's step (`<run>_<step>`): with a cursor all after it, without one what happened before but for the words of old replies, then an item
   * `connected`, then what happens from now on.
   */
  chatEvents: ChatEvent;
  /** Chats that begin, change their status or are deleted, from now on or from a cursor on. */
  chatListEvents: ChatEvent;
  /**
   * Events as they are committed, of one run, of one chat, or of all. Begins now, or after a cursor, or at the beginning of the run with `fromStart`;
   * what was missed comes first, in order, nothing twice. A `gap` item says what is no longer stored.
   */
  events: Event;
  /** What servers and their connections say: what is kept, then what comes. Without a server of all. */
  mcpLogs: McpLogItem;
  /** The graph of a vault, and the whole graph again whenever the vault changed; changes that come together make one. */
  memoryGraph: MemoryGraphItem;
};


/** What can be followed. */
export type SubscriptionActivityArgs = {
  agentId?: InputMaybe<Scalars['ID']['input']>;
  backfill?: InputMaybe<Scalars['Int']['input']>;
  form?: InputMaybe<ActivityForm>;
  lastEventId?: InputMaybe<Scalars['String']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** What can be followed. */
export type SubscriptionChatEventsArgs = {
  id: Scalars['ID']['input'];
  lastEventId?: InputMaybe<Scalars['String']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** What can be followed. */
export type SubscriptionChatListEventsArgs = {
  lastEventId?: InputMaybe<Scalars['String']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** What can be followed. */
export type SubscriptionEventsArgs = {
  chatId?: InputMaybe<Scalars['ID']['input']>;
  dialect?: InputMaybe<EventDialect>;
  fromStart?: InputMaybe<Scalars['Boolean']['input']>;
  lastEventId?: InputMaybe<Scalars['String']['input']>;
  runId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['Cursor']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** What can be followed. */
export type SubscriptionMcpLogsArgs = {
  lastEventId?: InputMaybe<Scalars['String']['input']>;
  serverId?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['Long']['input']>;
};


/** What can be followed. */
export type SubscriptionMemoryGraphArgs = {
  vault: Scalars['ID']['input'];
};

/** A piece of work on a board. */
export type Task = {
  __typename?: 'Task';
  assignedAgent?: Maybe<Scalars['ID']['output']>;
  /** What it waits for. */
  blocking: Array<TaskLink>;
  /** Tasks that it blocks. */
  blocks: Array<Task>;
  columnId: Scalars['ID']['output'];
  columnPosition: Scalars['Int']['output'];
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  completedStages: Array<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  /** What waits for it. */
  dependents: Array<TaskLink>;
  description: Scalars['String']['output'];
  estimatedHours?: Maybe<Scalars['Float']['output']>;
  id: Scalars['ID']['output'];
  metadata: Scalars['JSONObject']['output'];
  parentTaskId?: Maybe<Scalars['ID']['output']>;
  pipelineId?: Maybe<Scalars['ID']['output']>;
  /** `P0` is the most urgent, `P3` the least. */
  priority: Scalars['String']['output'];
  projectId: Scalars['ID']['output'];
  qualityReviewNotes?: Maybe<Scalars['String']['output']>;
  qualityReviewStatus?: Maybe<Scalars['String']['output']>;
  /** The run that works on it now. */
  runId?: Maybe<Scalars['ID']['output']>;
  /** Runs that worked on it, newest first. */
  runs: Array<TaskRun>;
  specReviewNotes?: Maybe<Scalars['String']['output']>;
  /** Not kept here. */
  specReviewStatus?: Maybe<Scalars['String']['output']>;
  status: Scalars['String']['output'];
  subtasks: Array<Task>;
  tags: Array<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  updatedAt: Scalars['DateTime']['output'];
  /** As `runs`, whole. */
  workRuns: Array<Run>;
  workType?: Maybe<Scalars['String']['output']>;
  workflow: TaskWorkflow;
  workflowId?: Maybe<Scalars['ID']['output']>;
};

/** That an agent has a task. */
export type TaskClaim = {
  __typename?: 'TaskClaim';
  agentId: Scalars['ID']['output'];
  /** The branch on which its work goes. */
  branch: Scalars['String']['output'];
  /** `claimed`, or `already_claimed` when it had it before. */
  status: Scalars['String']['output'];
  taskId: Scalars['ID']['output'];
};

/** That one task comes before another. */
export type TaskDependency = {
  __typename?: 'TaskDependency';
  fromTaskId: Scalars['ID']['output'];
  id: Scalars['ID']['output'];
  projectId: Scalars['ID']['output'];
  toTaskId: Scalars['ID']['output'];
  /** `blocks` or `informs`. */
  type: Scalars['String']['output'];
};

/** A run that works on a task. */
export type TaskExecution = {
  __typename?: 'TaskExecution';
  pipelineId: Scalars['ID']['output'];
  runId: Scalars['ID']['output'];
  task: Task;
  taskId: Scalars['ID']['output'];
};

/** What an import added. */
export type TaskImport = {
  __typename?: 'TaskImport';
  dependenciesCreated: Scalars['Int']['output'];
  skippedDependencies: Array<SkippedDependency>;
  /** Ids by title. */
  taskIds: Scalars['StringMap']['output'];
  tasks: Array<Task>;
  tasksCreated: Scalars['Int']['output'];
};

/** The other end of a dependency. */
export type TaskLink = {
  __typename?: 'TaskLink';
  id: Scalars['ID']['output'];
  task: Task;
  taskId: Scalars['ID']['output'];
  taskStatus: Scalars['String']['output'];
  taskTitle: Scalars['String']['output'];
  type: Scalars['String']['output'];
};

/** A run that worked on a task. */
export type TaskRun = {
  __typename?: 'TaskRun';
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['Long']['output'];
  pipelineId: Scalars['ID']['output'];
  runId: Scalars['ID']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: Scalars['String']['output'];
  taskId: Scalars['ID']['output'];
};

/** A task that went from one status to another. */
export type TaskTransition = {
  __typename?: 'TaskTransition';
  columnId: Scalars['ID']['output'];
  completedStages: Array<Scalars['String']['output']>;
  fromStatus: Scalars['String']['output'];
  /** Where it may go from here by the policy of its project; null without one. */
  nextValidStages?: Maybe<Array<Scalars['String']['output']>>;
  task: Task;
  taskId: Scalars['ID']['output'];
  toStatus: Scalars['String']['output'];
  workType?: Maybe<Scalars['String']['output']>;
};

/** Where a task stands in what its sort of work has to pass. */
export type TaskWorkflow = {
  __typename?: 'TaskWorkflow';
  completedStages: Array<Scalars['String']['output']>;
  currentStage?: Maybe<Scalars['String']['output']>;
  currentStatus: Scalars['String']['output'];
  hasPolicy: Scalars['Boolean']['output'];
  nextRequiredStage?: Maybe<Scalars['String']['output']>;
  nextValidStages?: Maybe<Array<Scalars['String']['output']>>;
  optionalStages: Array<Scalars['String']['output']>;
  requiredStages: Array<Scalars['String']['output']>;
  skippedStages: Array<Scalars['String']['output']>;
  taskId: Scalars['ID']['output'];
  workType?: Maybe<Scalars['String']['output']>;
};

export type { ThinkingLevel };

/** What agents did. */
export type Timeline = {
  __typename?: 'Timeline';
  entries: Array<TimelineEntry>;
  hasMore: Scalars['Boolean']['output'];
};

/** Something that an agent began, finished or failed at. */
export type TimelineEntry = {
  __typename?: 'TimelineEntry';
  agentId: Scalars['ID']['output'];
  data: Scalars['JSONObject']['output'];
  id: Scalars['ID']['output'];
  timestamp: Scalars['DateTime']['output'];
  /** `work_started`, `work_complete`, `work_failed`, `session_started`, `session_completed`, `session_failed`, `task_claimed` … */
  type: Scalars['String']['output'];
};

/** The password is right; a second factor is asked for. */
export type TotpChallenge = {
  __typename?: 'TotpChallenge';
  /** Goes with the code; good for five minutes. */
  pendingToken: Scalars['String']['output'];
  requiresTOTP: Scalars['Boolean']['output'];
};

/** What an authenticator app needs. */
export type TotpSetup = {
  __typename?: 'TotpSetup';
  /** `otpauth://…`, as it stands in a QR code. */
  provisioningUri: Scalars['String']['output'];
  /** In base 32. */
  secret: Scalars['String']['output'];
};

/** A call of which nobody knows whether it took effect. */
export type UnknownOutcome = {
  __typename?: 'UnknownOutcome';
  /** When the work went on without knowing. */
  at: Scalars['DateTime']['output'];
  chatId?: Maybe<Scalars['ID']['output']>;
  runId?: Maybe<Scalars['ID']['output']>;
  stepId?: Maybe<Scalars['ID']['output']>;
  toolCallId: Scalars['ID']['output'];
  toolName: Scalars['String']['output'];
};

/** What to change of a column. */
export type UpdateColumnInput = {
  name?: InputMaybe<Scalars['String']['input']>;
  position?: InputMaybe<Scalars['Int']['input']>;
  taskStatuses?: InputMaybe<Array<Scalars['String']['input']>>;
  wipLimit?: InputMaybe<Scalars['Int']['input']>;
};

/** What to change of a provider of logins. Empty text takes away what need not be there; null changes nothing. */
export type UpdateLoginProviderInput = {
  allowedEmailDomains?: InputMaybe<Array<Scalars['String']['input']>>;
  authorizationEndpoint?: InputMaybe<Scalars['String']['input']>;
  autoCreate?: InputMaybe<Scalars['Boolean']['input']>;
  autoDiscovery?: InputMaybe<Scalars['Boolean']['input']>;
  buttonColor?: InputMaybe<Scalars['String']['input']>;
  buttonText?: InputMaybe<Scalars['String']['input']>;
  clientId?: InputMaybe<Scalars['String']['input']>;
  /** Empty, absent and the masked one keep what is there. */
  clientSecret?: InputMaybe<Scalars['String']['input']>;
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  iconUrl?: InputMaybe<Scalars['String']['input']>;
  /** With another server's address the client secret has to be given, too: it is sent there. */
  issuerUrl?: InputMaybe<Scalars['String']['input']>;
  jwksUri?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  scopes?: InputMaybe<Scalars['String']['input']>;
  tokenEndpoint?: InputMaybe<Scalars['String']['input']>;
  trustsEmails?: InputMaybe<Scalars['Boolean']['input']>;
  userinfoEndpoint?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of a server. */
export type UpdateMcpServerInput = {
  /** Takes the place of the whole entry. */
  config?: InputMaybe<Scalars['JSONObject']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of a project. */
export type UpdateProjectInput = {
  defaultPipelineId?: InputMaybe<Scalars['ID']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  repository?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Scalars['String']['input']>;
  vision?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of a secret. */
export type UpdateSecretInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  envKey?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<SecretType>;
  value?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of a skill. */
export type UpdateSkillInput = {
  content?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** What to change of a task. */
export type UpdateTaskInput = {
  assignedAgent?: InputMaybe<Scalars['ID']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  estimatedHours?: InputMaybe<Scalars['Float']['input']>;
  metadata?: InputMaybe<Scalars['JSONObject']['input']>;
  priority?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Scalars['String']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  title?: InputMaybe<Scalars['String']['input']>;
  workflowId?: InputMaybe<Scalars['ID']['input']>;
};

/** What is to be changed of a person. */
export type UpdateUserInput = {
  displayName?: InputMaybe<Scalars['String']['input']>;
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  isAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** A new one, which ends their sessions. */
  password?: InputMaybe<Scalars['String']['input']>;
  /** True does away with their second factor. */
  resetTotp?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A person who can sign in. */
export type User = {
  __typename?: 'User';
  createdAt: Scalars['DateTime']['output'];
  displayName?: Maybe<Scalars['String']['output']>;
  email: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  isActive: Scalars['Boolean']['output'];
  isAdmin: Scalars['Boolean']['output'];
  /** When they signed in last. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  slackId?: Maybe<Scalars['String']['output']>;
  totpEnabled: Scalars['Boolean']['output'];
};

/** That valuations were taken note of. */
export type ValuationRecord = {
  __typename?: 'ValuationRecord';
  gapId?: Maybe<Scalars['Long']['output']>;
  scoresUpdated: Scalars['Int']['output'];
  valuationsLogged: Scalars['Int']['output'];
};

/** Who asks. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The agent whose key was shown; such a viewer reaches what belongs to that agent only. */
  agentId?: Maybe<Scalars['ID']['output']>;
  displayName?: Maybe<Scalars['String']['output']>;
  email?: Maybe<Scalars['String']['output']>;
  /** Of a person `usr_…`; `anonymous` with authentication off, `service:engine` or `service:apikey:<key>`. */
  id: Scalars['ID']['output'];
  isAdmin: Scalars['Boolean']['output'];
  /** Whether it is a program. */
  isService: Scalars['Boolean']['output'];
  /** What it may do, such as `runs:read`; `*` is everything but reading what is secret. */
  scopes: Array<Scalars['String']['output']>;
  slackId?: Maybe<Scalars['String']['output']>;
  totpEnabled: Scalars['Boolean']['output'];
};

/** A pipeline that a project uses. */
export type WorkflowInput = {
  isDefault?: InputMaybe<Scalars['Boolean']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  pipelineId?: InputMaybe<Scalars['ID']['input']>;
  taskFilter?: InputMaybe<Scalars['JSONObject']['input']>;
  trigger?: InputMaybe<Scalars['String']['input']>;
};

/** What each sort of work has to pass. */
export type WorkflowPolicy = {
  __typename?: 'WorkflowPolicy';
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  exists: Scalars['Boolean']['output'];
  projectId: Scalars['ID']['output'];
  /** Stages by sort of work. */
  stageRules: Scalars['JSONObject']['output'];
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  LoginResult:
    | ( SignedInPair )
    | ( TotpChallengeFacts )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActivityForm: ActivityForm;
  ActivityItem: ResolverTypeWrapper<ActivityItemModel>;
  ActivityStats: ResolverTypeWrapper<ActivityStats>;
  Actor: ResolverTypeWrapper<ActorCard>;
  ActorCrash: ResolverTypeWrapper<CrashCard>;
  ActorState: ActorState;
  ActorTree: ResolverTypeWrapper<Omit<ActorTree, 'actors'> & { actors: Array<ResolversTypes['Actor']> }>;
  ActorTreeChange: ResolverTypeWrapper<Omit<ActorTreeChange, 'changed'> & { changed: Array<ResolversTypes['Actor']> }>;
  Agent: ResolverTypeWrapper<AgentSummary>;
  AgentConfigUpdate: ResolverTypeWrapper<AgentConfigUpdate>;
  AgentDay: ResolverTypeWrapper<AgentDayFacts>;
  AgentFileUpdate: ResolverTypeWrapper<AgentFileUpdate>;
  AgentKey: ResolverTypeWrapper<AgentKey>;
  AgentLifecycle: ResolverTypeWrapper<AgentLifecycleFacts>;
  AgentPulse: ResolverTypeWrapper<AgentPulse>;
  AgentRun: ResolverTypeWrapper<AgentRun>;
  AgentSkills: ResolverTypeWrapper<AgentSkills>;
  AgentStatus: AgentStatus;
  ApiKey: ResolverTypeWrapper<ApiKeyRow>;
  Attachment: ResolverTypeWrapper<AttachmentRow>;
  AuditEntry: ResolverTypeWrapper<AuditEntry>;
  AuditVerification: ResolverTypeWrapper<AuditVerification>;
  AuthStatus: ResolverTypeWrapper<AuthStatusFacts>;
  BoardColumn: ResolverTypeWrapper<BoardColumn>;
  BoardTemplate: ResolverTypeWrapper<BoardTemplate>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Budget: ResolverTypeWrapper<Budget>;
  Bytes: ResolverTypeWrapper<Scalars['Bytes']['output']>;
  Chat: ResolverTypeWrapper<ChatRow>;
  ChatEvent: ResolverTypeWrapper<ChatEvent>;
  ChatMessage: ResolverTypeWrapper<ChatMessageRow>;
  ChatPage: ResolverTypeWrapper<Omit<ChatPage, 'sessions'> & { sessions: Array<ResolversTypes['Chat']> }>;
  ColumnInput: ColumnInput;
  ColumnPlan: ResolverTypeWrapper<ColumnPlan>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateLoginProviderInput: CreateLoginProviderInput;
  CreateMcpServerInput: CreateMcpServerInput;
  CreateProjectInput: CreateProjectInput;
  CreateRunInput: CreateRunInput;
  CreateSecretInput: CreateSecretInput;
  CreateSkillInput: CreateSkillInput;
  CreateTaskInput: CreateTaskInput;
  CreateUserInput: CreateUserInput;
  CurrentWork: ResolverTypeWrapper<CurrentWork>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  CustomProviderInput: CustomProviderInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadLetter: ResolverTypeWrapper<DeadLetterRecord>;
  DeadLetters: ResolverTypeWrapper<Omit<DeadLetters, 'recent'> & { recent: Array<ResolversTypes['DeadLetter']> }>;
  EngineKeys: ResolverTypeWrapper<EngineKeys>;
  EpochSeconds: ResolverTypeWrapper<Scalars['EpochSeconds']['output']>;
  Event: ResolverTypeWrapper<FollowItem>;
  EventDialect: EventDialect;
  ExecuteTaskInput: ExecuteTaskInput;
  FavoriteModel: ResolverTypeWrapper<FavoriteModel>;
  FavoriteModelInput: FavoriteModelInput;
  Fleet: ResolverTypeWrapper<Fleet>;
  FleetAgent: ResolverTypeWrapper<FleetAgent>;
  FleetSummary: ResolverTypeWrapper<FleetSummary>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GithubDelivery: ResolverTypeWrapper<DeliveryView>;
  GithubInstallation: ResolverTypeWrapper<GithubInstallation>;
  GithubIssue: ResolverTypeWrapper<GithubIssue>;
  GithubReceipt: ResolverTypeWrapper<GithubReceipt>;
  GithubRepository: ResolverTypeWrapper<GithubRepository>;
  GithubStatus: ResolverTypeWrapper<GithubStatus>;
  GrantedSkill: ResolverTypeWrapper<GrantedSkill>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ImportedTaskInput: ImportedTaskInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntMap: ResolverTypeWrapper<Scalars['IntMap']['output']>;
  IsoTime: ResolverTypeWrapper<Scalars['IsoTime']['output']>;
  IssueRun: ResolverTypeWrapper<IssueRunModel>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  LastPulse: ResolverTypeWrapper<LastPulse>;
  LifecycleWork: ResolverTypeWrapper<LifecycleWork>;
  LoginButton: ResolverTypeWrapper<LoginButtonFacts>;
  LoginProvider: ResolverTypeWrapper<LoginProviderRow>;
  LoginProviderCheck: ResolverTypeWrapper<LoginProviderCheck>;
  LoginResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LoginResult']>;
  Long: ResolverTypeWrapper<Scalars['Long']['output']>;
  McpCallResult: ResolverTypeWrapper<McpCallResult>;
  McpConfigExtract: ResolverTypeWrapper<McpConfigExtract>;
  McpGrant: ResolverTypeWrapper<McpGrantRow>;
  McpLogItem: ResolverTypeWrapper<McpLogItemModel>;
  McpLogLine: ResolverTypeWrapper<McpLogLine>;
  McpServer: ResolverTypeWrapper<McpServerRow>;
  McpState: McpState;
  McpStatus: McpStatus;
  McpTool: ResolverTypeWrapper<McpTool>;
  Memory: ResolverTypeWrapper<MemoryRow>;
  MemoryContext: ResolverTypeWrapper<MemoryContext>;
  MemoryEdge: ResolverTypeWrapper<MemoryEdge>;
  MemoryFileInput: MemoryFileInput;
  MemoryGap: ResolverTypeWrapper<MemoryGap>;
  MemoryGraph: ResolverTypeWrapper<MemoryGraphModel>;
  MemoryGraphItem: ResolverTypeWrapper<Omit<MemoryGraphItem, 'payload'> & { payload: ResolversTypes['MemoryGraphVersion'] }>;
  MemoryGraphStats: ResolverTypeWrapper<MemoryGraphStats>;
  MemoryGraphVersion: ResolverTypeWrapper<Omit<MemoryGraphVersion, 'graph'> & { graph: ResolversTypes['MemoryGraph'] }>;
  MemoryMatch: ResolverTypeWrapper<Found>;
  MemoryNode: ResolverTypeWrapper<MemoryNodeModel>;
  MemoryRecallInput: MemoryRecallInput;
  MemoryScore: ResolverTypeWrapper<MemoryScore>;
  MemoryScoring: ResolverTypeWrapper<MemoryScoring>;
  MemoryScoringInput: MemoryScoringInput;
  MemorySearchStatus: ResolverTypeWrapper<MemorySearchStatus>;
  MemoryValuationInput: MemoryValuationInput;
  MemoryVault: ResolverTypeWrapper<VaultSummary>;
  ModelProvider: ResolverTypeWrapper<ModelProvider>;
  ModelSource: ModelSource;
  ModelSuggestions: ResolverTypeWrapper<ModelSuggestions>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewApiKey: ResolverTypeWrapper<NewApiKey>;
  NewRecoveryCodes: ResolverTypeWrapper<NewRecoveryCodes>;
  OfferedModel: ResolverTypeWrapper<OfferedModel>;
  OfferedModels: ResolverTypeWrapper<OfferedModels>;
  OidcAnswerInput: OidcAnswerInput;
  OidcAuthorization: ResolverTypeWrapper<OidcAuthorization>;
  Pipeline: ResolverTypeWrapper<PipelineFile>;
  PipelineEdge: ResolverTypeWrapper<PipelineEdge>;
  PipelineEdgeKind: PipelineEdgeKind;
  PipelineGraph: ResolverTypeWrapper<PipelineGraph>;
  PipelineNode: ResolverTypeWrapper<PipelineNode>;
  PipelineProblem: ResolverTypeWrapper<PipelineProblem>;
  PipelineValidation: ResolverTypeWrapper<PipelineValidation>;
  PlannedTask: ResolverTypeWrapper<PlannedTaskRow>;
  ProblemSeverity: ProblemSeverity;
  Project: ResolverTypeWrapper<ProjectRow>;
  ProjectAgent: ResolverTypeWrapper<ProjectAgentRow>;
  ProjectTimeline: ResolverTypeWrapper<Omit<ProjectTimeline, 'tasks'> & { tasks: Array<ResolversTypes['PlannedTask']> }>;
  ProjectWorkflow: ResolverTypeWrapper<ProjectWorkflow>;
  Provider: ResolverTypeWrapper<ProviderView>;
  ProviderField: ResolverTypeWrapper<ProviderField>;
  ProviderInput: ProviderInput;
  PulseState: ResolverTypeWrapper<PulseStateFacts>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Question: ResolverTypeWrapper<QuestionRow>;
  QuestionKind: QuestionKind;
  QuestionStatus: QuestionStatus;
  ReadyExecution: ResolverTypeWrapper<ReadyExecutionResult>;
  RecallRecord: ResolverTypeWrapper<RecallRecord>;
  RememberInput: RememberInput;
  Run: ResolverTypeWrapper<RunEntity>;
  RunStatus: RunStatus;
  Secret: ResolverTypeWrapper<SecretRow>;
  SecretEnvironment: ResolverTypeWrapper<SecretEnvironment>;
  SecretGrant: ResolverTypeWrapper<SecretGrant>;
  SecretType: SecretType;
  SecretTypeLabel: ResolverTypeWrapper<SecretTypeLabel>;
  SentMessage: ResolverTypeWrapper<SentMessage>;
  ServerStatus: ResolverTypeWrapper<ServerStatus>;
  Session: ResolverTypeWrapper<AgentSession>;
  SessionEvent: ResolverTypeWrapper<SessionEvent>;
  SessionPage: ResolverTypeWrapper<Omit<SessionPage, 'sessions'> & { sessions: Array<ResolversTypes['Session']> }>;
  SetUpInput: SetUpInput;
  Settings: ResolverTypeWrapper<Settings>;
  SettingsInput: SettingsInput;
  SignedIn: ResolverTypeWrapper<SignedInPair>;
  Skill: ResolverTypeWrapper<Skill>;
  SkillContent: ResolverTypeWrapper<SkillContent>;
  SkillFiles: ResolverTypeWrapper<SkillFiles>;
  SkillPreview: ResolverTypeWrapper<SkillPreview>;
  SkippedDependency: ResolverTypeWrapper<SkippedDependency>;
  SkippedTask: ResolverTypeWrapper<SkippedTask>;
  Spending: ResolverTypeWrapper<Spent>;
  StartChatInput: StartChatInput;
  Step: ResolverTypeWrapper<StepEntity>;
  StepStatus: StepStatus;
  StorageStatus: ResolverTypeWrapper<StorageStatus>;
  StreamTicket: ResolverTypeWrapper<StreamTicket>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringMap: ResolverTypeWrapper<Scalars['StringMap']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Task: ResolverTypeWrapper<TaskRow>;
  TaskClaim: ResolverTypeWrapper<TaskClaim>;
  TaskDependency: ResolverTypeWrapper<TaskDependency>;
  TaskExecution: ResolverTypeWrapper<Execution>;
  TaskImport: ResolverTypeWrapper<ImportResult>;
  TaskLink: ResolverTypeWrapper<TaskLinkRow>;
  TaskRun: ResolverTypeWrapper<TaskRun>;
  TaskTransition: ResolverTypeWrapper<Transition>;
  TaskWorkflow: ResolverTypeWrapper<TaskWorkflow>;
  ThinkingLevel: ThinkingLevel;
  Timeline: ResolverTypeWrapper<Timeline>;
  TimelineEntry: ResolverTypeWrapper<TimelineEntry>;
  TotpChallenge: ResolverTypeWrapper<TotpChallengeFacts>;
  TotpSetup: ResolverTypeWrapper<TotpSetup>;
  UnknownOutcome: ResolverTypeWrapper<UnknownOutcomeRow>;
  UpdateColumnInput: UpdateColumnInput;
  UpdateLoginProviderInput: UpdateLoginProviderInput;
  UpdateMcpServerInput: UpdateMcpServerInput;
  UpdateProjectInput: UpdateProjectInput;
  UpdateSecretInput: UpdateSecretInput;
  UpdateSkillInput: UpdateSkillInput;
  UpdateTaskInput: UpdateTaskInput;
  UpdateUserInput: UpdateUserInput;
  Upload: ResolverTypeWrapper<Scalars['Upload']['output']>;
  User: ResolverTypeWrapper<UserRow>;
  ValuationRecord: ResolverTypeWrapper<ValuationRecord>;
  Viewer: ResolverTypeWrapper<Viewer>;
  WorkflowInput: WorkflowInput;
  WorkflowPolicy: ResolverTypeWrapper<WorkflowPolicy>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ActivityItem: ActivityItemModel;
  ActivityStats: ActivityStats;
  Actor: ActorCard;
  ActorCrash: CrashCard;
  ActorTree: Omit<ActorTree, 'actors'> & { actors: Array<ResolversParentTypes['Actor']> };
  ActorTreeChange: Omit<ActorTreeChange, 'changed'> & { changed: Array<ResolversParentTypes['Actor']> };
  Agent: AgentSummary;
  AgentConfigUpdate: AgentConfigUpdate;
  AgentDay: AgentDayFacts;
  AgentFileUpdate: AgentFileUpdate;
  AgentKey: AgentKey;
  AgentLifecycle: AgentLifecycleFacts;
  AgentPulse: AgentPulse;
  AgentRun: AgentRun;
  AgentSkills: AgentSkills;
  ApiKey: ApiKeyRow;
  Attachment: AttachmentRow;
  AuditEntry: AuditEntry;
  AuditVerification: AuditVerification;
  AuthStatus: AuthStatusFacts;
  BoardColumn: BoardColumn;
  BoardTemplate: BoardTemplate;
  Boolean: Scalars['Boolean']['output'];
  Budget: Budget;
  Bytes: Scalars['Bytes']['output'];
  Chat: ChatRow;
  ChatEvent: ChatEvent;
  ChatMessage: ChatMessageRow;
  ChatPage: Omit<ChatPage, 'sessions'> & { sessions: Array<ResolversParentTypes['Chat']> };
  ColumnInput: ColumnInput;
  ColumnPlan: ColumnPlan;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateLoginProviderInput: CreateLoginProviderInput;
  CreateMcpServerInput: CreateMcpServerInput;
  CreateProjectInput: CreateProjectInput;
  CreateRunInput: CreateRunInput;
  CreateSecretInput: CreateSecretInput;
  CreateSkillInput: CreateSkillInput;
  CreateTaskInput: CreateTaskInput;
  CreateUserInput: CreateUserInput;
  CurrentWork: CurrentWork;
  Cursor: Scalars['Cursor']['output'];
  CustomProviderInput: CustomProviderInput;
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetterRecord;
  DeadLetters: Omit<DeadLetters, 'recent'> & { recent: Array<ResolversParentTypes['DeadLetter']> };
  EngineKeys: EngineKeys;
  EpochSeconds: Scalars['EpochSeconds']['output'];
  Event: FollowItem;
  ExecuteTaskInput: ExecuteTaskInput;
  FavoriteModel: FavoriteModel;
  FavoriteModelInput: FavoriteModelInput;
  Fleet: Fleet;
  FleetAgent: FleetAgent;
  FleetSummary: FleetSummary;
  Float: Scalars['Float']['output'];
  GithubDelivery: DeliveryView;
  GithubInstallation: GithubInstallation;
  GithubIssue: GithubIssue;
  GithubReceipt: GithubReceipt;
  GithubRepository: GithubRepository;
  GithubStatus: GithubStatus;
  GrantedSkill: GrantedSkill;
  ID: Scalars['ID']['output'];
  ImportedTaskInput: ImportedTaskInput;
  Int: Scalars['Int']['output'];
  IntMap: Scalars['IntMap']['output'];
  IsoTime: Scalars['IsoTime']['output'];
  IssueRun: IssueRunModel;
  JSONObject: Scalars['JSONObject']['output'];
  LastPulse: LastPulse;
  LifecycleWork: LifecycleWork;
  LoginButton: LoginButtonFacts;
  LoginProvider: LoginProviderRow;
  LoginProviderCheck: LoginProviderCheck;
  LoginResult: ResolversUnionTypes<ResolversParentTypes>['LoginResult'];
  Long: Scalars['Long']['output'];
  McpCallResult: McpCallResult;
  McpConfigExtract: McpConfigExtract;
  McpGrant: McpGrantRow;
  McpLogItem: McpLogItemModel;
  McpLogLine: McpLogLine;
  McpServer: McpServerRow;
  McpTool: McpTool;
  Memory: MemoryRow;
  MemoryContext: MemoryContext;
  MemoryEdge: MemoryEdge;
  MemoryFileInput: MemoryFileInput;
  MemoryGap: MemoryGap;
  MemoryGraph: MemoryGraphModel;
  MemoryGraphItem: Omit<MemoryGraphItem, 'payload'> & { payload: ResolversParentTypes['MemoryGraphVersion'] };
  MemoryGraphStats: MemoryGraphStats;
  MemoryGraphVersion: Omit<MemoryGraphVersion, 'graph'> & { graph: ResolversParentTypes['MemoryGraph'] };
  MemoryMatch: Found;
  MemoryNode: MemoryNodeModel;
  MemoryRecallInput: MemoryRecallInput;
  MemoryScore: MemoryScore;
  MemoryScoring: MemoryScoring;
  MemoryScoringInput: MemoryScoringInput;
  MemorySearchStatus: MemorySearchStatus;
  MemoryValuationInput: MemoryValuationInput;
  MemoryVault: VaultSummary;
  ModelProvider: ModelProvider;
  ModelSuggestions: ModelSuggestions;
  Mutation: Record<PropertyKey, never>;
  NewApiKey: NewApiKey;
  NewRecoveryCodes: NewRecoveryCodes;
  OfferedModel: OfferedModel;
  OfferedModels: OfferedModels;
  OidcAnswerInput: OidcAnswerInput;
  OidcAuthorization: OidcAuthorization;
  Pipeline: PipelineFile;
  PipelineEdge: PipelineEdge;
  PipelineGraph: PipelineGraph;
  PipelineNode: PipelineNode;
  PipelineProblem: PipelineProblem;
  PipelineValidation: PipelineValidation;
  PlannedTask: PlannedTaskRow;
  Project: ProjectRow;
  ProjectAgent: ProjectAgentRow;
  ProjectTimeline: Omit<ProjectTimeline, 'tasks'> & { tasks: Array<ResolversParentTypes['PlannedTask']> };
  ProjectWorkflow: ProjectWorkflow;
  Provider: ProviderView;
  ProviderField: ProviderField;
  ProviderInput: ProviderInput;
  PulseState: PulseStateFacts;
  Query: Record<PropertyKey, never>;
  Question: QuestionRow;
  ReadyExecution: ReadyExecutionResult;
  RecallRecord: RecallRecord;
  RememberInput: RememberInput;
  Run: RunEntity;
  Secret: SecretRow;
  SecretEnvironment: SecretEnvironment;
  SecretGrant: SecretGrant;
  SecretTypeLabel: SecretTypeLabel;
  SentMessage: SentMessage;
  ServerStatus: ServerStatus;
  Session: AgentSession;
  SessionEvent: SessionEvent;
  SessionPage: Omit<SessionPage, 'sessions'> & { sessions: Array<ResolversParentTypes['Session']> };
  SetUpInput: SetUpInput;
  Settings: Settings;
  SettingsInput: SettingsInput;
  SignedIn: SignedInPair;
  Skill: Skill;
  SkillContent: SkillContent;
  SkillFiles: SkillFiles;
  SkillPreview: SkillPreview;
  SkippedDependency: SkippedDependency;
  SkippedTask: SkippedTask;
  Spending: Spent;
  StartChatInput: StartChatInput;
  Step: StepEntity;
  StorageStatus: StorageStatus;
  StreamTicket: StreamTicket;
  String: Scalars['String']['output'];
  StringMap: Scalars['StringMap']['output'];
  Subscription: Record<PropertyKey, never>;
  Task: TaskRow;
  TaskClaim: TaskClaim;
  TaskDependency: TaskDependency;
  TaskExecution: Execution;
  TaskImport: ImportResult;
  TaskLink: TaskLinkRow;
  TaskRun: TaskRun;
  TaskTransition: Transition;
  TaskWorkflow: TaskWorkflow;
  Timeline: Timeline;
  TimelineEntry: TimelineEntry;
  TotpChallenge: TotpChallengeFacts;
  TotpSetup: TotpSetup;
  UnknownOutcome: UnknownOutcomeRow;
  UpdateColumnInput: UpdateColumnInput;
  UpdateLoginProviderInput: UpdateLoginProviderInput;
  UpdateMcpServerInput: UpdateMcpServerInput;
  UpdateProjectInput: UpdateProjectInput;
  UpdateSecretInput: UpdateSecretInput;
  UpdateSkillInput: UpdateSkillInput;
  UpdateTaskInput: UpdateTaskInput;
  UpdateUserInput: UpdateUserInput;
  Upload: Scalars['Upload']['output'];
  User: UserRow;
  ValuationRecord: ValuationRecord;
  Viewer: Viewer;
  WorkflowInput: WorkflowInput;
  WorkflowPolicy: WorkflowPolicy;
};

export type OpenDirectiveArgs = { };

export type OpenDirectiveResolver<Result, Parent, ContextType = Context, Args = OpenDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RangeDirectiveArgs = {
  above?: Maybe<Scalars['Float']['input']>;
  max?: Maybe<Scalars['Float']['input']>;
  min?: Maybe<Scalars['Float']['input']>;
};

export type RangeDirectiveResolver<Result, Parent, ContextType = Context, Args = RangeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresDirectiveArgs = {
  agent?: Maybe<Scalars['String']['input']>;
  scope: Scalars['String']['input'];
};

export type RequiresDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type WireDirectiveArgs = {
  also?: Maybe<Array<Scalars['String']['input']>>;
  as?: Maybe<Scalars['String']['input']>;
};

export type WireDirectiveResolver<Result, Parent, ContextType = Context, Args = WireDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityFormResolvers = EnumResolverSignature<{ ACTIVITY?: any, SESSIONS?: any, STATES?: any }, ResolversTypes['ActivityForm']>;

export type ActivityItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityItem'] = ResolversParentTypes['ActivityItem']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entry?: Resolver<Maybe<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  wire?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
};

export type ActivityStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityStats'] = ResolversParentTypes['ActivityStats']> = {
  errorCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sessionsThisWeek?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sessionsToday?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalTokens?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  backoffUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  busySince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  doing?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  incarnation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mailboxDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestMessageAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  processed?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  restarts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ActorState'], ParentType, ContextType>;
};

export type ActorCrashResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActorCrash'] = ResolversParentTypes['ActorCrash']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  incarnation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recentMessages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  restartAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stack?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ActorStateResolvers = EnumResolverSignature<{ BACKING_OFF?: any, BUSY?: any, GIVEN_UP?: any, IDLE?: any, STARTING?: any, STOPPING?: any }, ResolversTypes['ActorState']>;

export type ActorTreeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActorTree'] = ResolversParentTypes['ActorTree']> = {
  actors?: Resolver<Array<ResolversTypes['Actor']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ActorTreeChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActorTreeChange'] = ResolversParentTypes['ActorTreeChange']> = {
  changed?: Resolver<Array<ResolversTypes['Actor']>, ParentType, ContextType>;
  isSnapshot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removed?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agent'] = ResolversParentTypes['Agent']> = {
  activeSteps?: Resolver<Array<ResolversTypes['Step']>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  configOrEmpty?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  currentRun?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emoji?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSeen?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  memoryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  personaFiles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projects?: Resolver<Array<ResolversTypes['ProjectAgent']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runs?: Resolver<Array<ResolversTypes['AgentRun']>, ParentType, ContextType, RequireFields<AgentRunsArgs, 'limit' | 'offset'>>;
  slackConnected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  soulPreview?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AgentStatus'], ParentType, ContextType>;
  today?: Resolver<ResolversTypes['AgentDay'], ParentType, ContextType>;
};

export type AgentConfigUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentConfigUpdate'] = ResolversParentTypes['AgentConfigUpdate']> = {
  config?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
};

export type AgentDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentDay'] = ResolversParentTypes['AgentDay']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  budget?: Resolver<ResolversTypes['Budget'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Budget'], ParentType, ContextType>;
  spent?: Resolver<ResolversTypes['Spending'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AgentFileUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentFileUpdate'] = ResolversParentTypes['AgentFileUpdate']> = {
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgentKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentKey'] = ResolversParentTypes['AgentKey']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keyPrefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AgentLifecycleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentLifecycle'] = ResolversParentTypes['AgentLifecycle']> = {
  currentWork?: Resolver<Maybe<ResolversTypes['LifecycleWork']>, ParentType, ContextType>;
  lastActive?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pulse?: Resolver<ResolversTypes['AgentPulse'], ParentType, ContextType>;
  queueDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AgentStatus'], ParentType, ContextType>;
  stats?: Resolver<ResolversTypes['ActivityStats'], ParentType, ContextType>;
};

export type AgentPulseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentPulse'] = ResolversParentTypes['AgentPulse']> = {
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  intervalMs?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  lastPulse?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextPulse?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AgentRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentRun'] = ResolversParentTypes['AgentRun']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  stepIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AgentSkillsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentSkills'] = ResolversParentTypes['AgentSkills']> = {
  granted?: Resolver<Array<ResolversTypes['GrantedSkill']>, ParentType, ContextType>;
  manifestText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usable?: Resolver<Array<ResolversTypes['GrantedSkill']>, ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  agentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['IsoTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['IsoTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isServiceKey?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  keyPrefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['IsoTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  content?: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  estimatedTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  extractedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isImage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mimeType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pdfPageCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  processingStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  surface?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditVerificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditVerification'] = ResolversParentTypes['AuditVerification']> = {
  brokenAt?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
};

export type AuthStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthStatus'] = ResolversParentTypes['AuthStatus']> = {
  authEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  oidcProviders?: Resolver<Array<ResolversTypes['LoginButton']>, ParentType, ContextType>;
  setupComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BoardColumnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoardColumn'] = ResolversParentTypes['BoardColumn']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  taskStatuses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  wipLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BoardTemplateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoardTemplate'] = ResolversParentTypes['BoardTemplate']> = {
  columns?: Resolver<Array<ResolversTypes['ColumnPlan']>, ParentType, ContextType>;
  defaultPipelineId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  semantics?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
};

export type BudgetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Budget'] = ResolversParentTypes['Budget']> = {
  timeSec?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  tokens?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  usd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export interface BytesScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Bytes'], any> {
  name: 'Bytes';
}

export type ChatResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Chat'] = ResolversParentTypes['Chat']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  budgetTokens?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  budgetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  containerId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  costUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  keyResolution?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Budget'], ParentType, ContextType>;
  messageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  messages?: Resolver<Array<ResolversTypes['ChatMessage']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  waitingReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChatEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChatEvent'] = ResolversParentTypes['ChatEvent']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  wire?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
};

export type ChatMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChatMessage'] = ResolversParentTypes['ChatMessage']> = {
  attachments?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thinking?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toolCalls?: Resolver<Maybe<Array<ResolversTypes['JSONObject']>>, ParentType, ContextType>;
};

export type ChatPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChatPage'] = ResolversParentTypes['ChatPage']> = {
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Chat']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ColumnPlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ColumnPlan'] = ResolversParentTypes['ColumnPlan']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskStatuses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  wipLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CurrentWorkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CurrentWork'] = ResolversParentTypes['CurrentWork']> = {
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeadLettersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetters'] = ResolversParentTypes['DeadLetters']> = {
  recent?: Resolver<Array<ResolversTypes['DeadLetter']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EngineKeysResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EngineKeys'] = ResolversParentTypes['EngineKeys']> = {
  extra?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  keySources?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  keys?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
};

export interface EpochSecondsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EpochSeconds'], any> {
  name: 'EpochSeconds';
}

export type EventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wire?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType, RequireFields<EventWireArgs, 'dialect'>>;
};

export type FavoriteModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FavoriteModel'] = ResolversParentTypes['FavoriteModel']> = {
  modelId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  providerName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FleetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Fleet'] = ResolversParentTypes['Fleet']> = {
  agents?: Resolver<Array<ResolversTypes['FleetAgent']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['FleetSummary'], ParentType, ContextType>;
};

export type FleetAgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FleetAgent'] = ResolversParentTypes['FleetAgent']> = {
  currentWork?: Resolver<Maybe<ResolversTypes['CurrentWork']>, ParentType, ContextType>;
  emoji?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActive?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastPulse?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pulseEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  queueLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slackConnected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AgentStatus'], ParentType, ContextType>;
};

export type FleetSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FleetSummary'] = ResolversParentTypes['FleetSummary']> = {
  idle?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  thinking?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalQueued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  working?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GithubDeliveryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubDelivery'] = ResolversParentTypes['GithubDelivery']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deliveryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  installationId?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  processed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  processedAt?: Resolver<Maybe<ResolversTypes['EpochSeconds']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['EpochSeconds'], ParentType, ContextType>;
  repository?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  repositoryId?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GithubInstallationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubInstallation'] = ResolversParentTypes['GithubInstallation']> = {
  accountAvatarUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accountLogin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accountType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  appId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  appSlug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  installationId?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  installedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  repositorySelection?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GithubIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubIssue'] = ResolversParentTypes['GithubIssue']> = {
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  repo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GithubReceiptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubReceipt'] = ResolversParentTypes['GithubReceipt']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deliveryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDuplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GithubRepositoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubRepository'] = ResolversParentTypes['GithubRepository']> = {
  defaultBranch?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  htmlUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  installationId?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  isPrivate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GithubStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GithubStatus'] = ResolversParentTypes['GithubStatus']> = {
  appId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  appName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  configured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  healthy?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  installationUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GrantedSkillResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantedSkill'] = ResolversParentTypes['GrantedSkill']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ownerAgentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface IntMapScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['IntMap'], any> {
  name: 'IntMap';
}

export interface IsoTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['IsoTime'], any> {
  name: 'IsoTime';
}

export type IssueRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IssueRun'] = ResolversParentTypes['IssueRun']> = {
  issueNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  issueTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  repository?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type LastPulseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastPulse'] = ResolversParentTypes['LastPulse']> = {
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type LifecycleWorkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LifecycleWork'] = ResolversParentTypes['LifecycleWork']> = {
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stepId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stepType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LoginButtonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginButton'] = ResolversParentTypes['LoginButton']> = {
  buttonColor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  buttonText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  iconUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LoginProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginProvider'] = ResolversParentTypes['LoginProvider']> = {
  allowedEmailDomains?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  authorizationEndpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  autoCreate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  autoDiscovery?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  buttonColor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  buttonText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  iconUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuerUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  jwksUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maskedClientSecret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  redirectUris?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenEndpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trustsEmails?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userinfoEndpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LoginProviderCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginProviderCheck'] = ResolversParentTypes['LoginProviderCheck']> = {
  authorizationEndpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  jwksUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pkceSupported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  scopesSupported?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tokenEndpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userinfoEndpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LoginResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginResult'] = ResolversParentTypes['LoginResult']> = {
  __resolveType: TypeResolveFn<'SignedIn' | 'TotpChallenge', ParentType, ContextType>;
};

export interface LongScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Long'], any> {
  name: 'Long';
}

export type McpCallResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpCallResult'] = ResolversParentTypes['McpCallResult']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isError?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type McpConfigExtractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpConfigExtract'] = ResolversParentTypes['McpConfigExtract']> = {
  config?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  found?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type McpGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpGrant'] = ResolversParentTypes['McpGrant']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serverId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  serverName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serverStatus?: Resolver<ResolversTypes['McpStatus'], ParentType, ContextType>;
  tool?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type McpLogItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpLogItem'] = ResolversParentTypes['McpLogItem']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['McpLogLine']>, ParentType, ContextType>;
  wire?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
};

export type McpLogLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpLogLine'] = ResolversParentTypes['McpLogLine']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serverId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type McpServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpServer'] = ResolversParentTypes['McpServer']> = {
  config?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  discoveredTools?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  setupAgentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['McpState'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['McpStatus'], ParentType, ContextType>;
  tools?: Resolver<Array<ResolversTypes['McpTool']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type McpStateResolvers = EnumResolverSignature<{ CONFIGURING?: any, DEGRADED?: any, ERROR?: any, RUNNING?: any, STARTING?: any, STOPPED?: any }, ResolversTypes['McpState']>;

export type McpToolResolvers<ContextType = Context, ParentType extends ResolversParentTypes['McpTool'] = ResolversParentTypes['McpTool']> = {
  approved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  inputSchema?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Memory'] = ResolversParentTypes['Memory']> = {
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  directory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vault?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MemoryContextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryContext'] = ResolversParentTypes['MemoryContext']> = {
  context?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MemoryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryEdge'] = ResolversParentTypes['MemoryEdge']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemoryGapResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryGap'] = ResolversParentTypes['MemoryGap']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  query?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vault?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MemoryGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryGraph'] = ResolversParentTypes['MemoryGraph']> = {
  edges?: Resolver<Array<ResolversTypes['MemoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['MemoryNode']>, ParentType, ContextType>;
  stats?: Resolver<ResolversTypes['MemoryGraphStats'], ParentType, ContextType>;
};

export type MemoryGraphItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryGraphItem'] = ResolversParentTypes['MemoryGraphItem']> = {
  payload?: Resolver<ResolversTypes['MemoryGraphVersion'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemoryGraphStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryGraphStats'] = ResolversParentTypes['MemoryGraphStats']> = {
  edgeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edgeTypeCounts?: Resolver<ResolversTypes['IntMap'], ParentType, ContextType>;
  generatedAt?: Resolver<ResolversTypes['IsoTime'], ParentType, ContextType>;
  nodeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodeTypeCounts?: Resolver<ResolversTypes['IntMap'], ParentType, ContextType>;
};

export type MemoryGraphVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryGraphVersion'] = ResolversParentTypes['MemoryGraphVersion']> = {
  graph?: Resolver<ResolversTypes['MemoryGraph'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
};

export type MemoryMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryMatch'] = ResolversParentTypes['MemoryMatch']> = {
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  memory?: Resolver<ResolversTypes['Memory'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  snippet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vault?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MemoryNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryNode'] = ResolversParentTypes['MemoryNode']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  degree?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  modifiedAt?: Resolver<Maybe<ResolversTypes['IsoTime']>, ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MemoryScoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryScore'] = ResolversParentTypes['MemoryScore']> = {
  accessCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  adaptiveScore?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lastAccessed?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  memoryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notUsefulCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usefulCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usefulnessRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  valuationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MemoryScoringResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryScoring'] = ResolversParentTypes['MemoryScoring']> = {
  adaptiveScoreFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendBaseFactor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendBoostFactor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendFrequencyWeight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendRecencyWeight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendUsefulnessWeight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  frequencyLogCap?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minValuationsForSignal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recencyFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  recencyHalfLifeDays?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  rehabilitationHalfLifeDays?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MemorySearchStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemorySearchStatus'] = ResolversParentTypes['MemorySearchStatus']> = {
  embeddingModel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MemoryVaultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemoryVault'] = ResolversParentTypes['MemoryVault']> = {
  blendBaseFactor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  blendBoostFactor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fileCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['Memory']>, ParentType, ContextType>;
  gapCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType, RequireFields<MemoryVaultGapCountArgs, 'limit'>>;
  gaps?: Resolver<Array<ResolversTypes['MemoryGap']>, ParentType, ContextType, RequireFields<MemoryVaultGapsArgs, 'limit'>>;
  graph?: Resolver<ResolversTypes['MemoryGraph'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  neighbors?: Resolver<ResolversTypes['MemoryGraph'], ParentType, ContextType, RequireFields<MemoryVaultNeighborsArgs, 'id' | 'maxHops'>>;
  scoreCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType, RequireFields<MemoryVaultScoreCountArgs, 'limit'>>;
  scores?: Resolver<Array<ResolversTypes['MemoryScore']>, ParentType, ContextType, RequireFields<MemoryVaultScoresArgs, 'limit'>>;
  totalSizeBytes?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
};

export type ModelProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelProvider'] = ResolversParentTypes['ModelProvider']> = {
  configured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyVariable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelSourceResolvers = EnumResolverSignature<{ LIVE?: any, STATIC?: any }, ResolversTypes['ModelSource']>;

export type ModelSuggestionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelSuggestions'] = ResolversParentTypes['ModelSuggestions']> = {
  thinking?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  working?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addDependency?: Resolver<ResolversTypes['TaskDependency'], ParentType, ContextType, RequireFields<MutationAddDependencyArgs, 'fromTaskId' | 'projectId' | 'taskId' | 'type'>>;
  answerQuestion?: Resolver<ResolversTypes['Question'], ParentType, ContextType, RequireFields<MutationAnswerQuestionArgs, 'id'>>;
  approveMcpTools?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType, RequireFields<MutationApproveMcpToolsArgs, 'id'>>;
  archiveProject?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationArchiveProjectArgs, 'id'>>;
  assignAgent?: Resolver<ResolversTypes['ProjectAgent'], ParentType, ContextType, RequireFields<MutationAssignAgentArgs, 'agentId' | 'projectId' | 'role'>>;
  authorizeOidc?: Resolver<ResolversTypes['OidcAuthorization'], ParentType, ContextType, RequireFields<MutationAuthorizeOidcArgs, 'slug'>>;
  callMcpTool?: Resolver<ResolversTypes['McpCallResult'], ParentType, ContextType, RequireFields<MutationCallMcpToolArgs, 'serverId' | 'tool'>>;
  cancelRun?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationCancelRunArgs, 'id'>>;
  changePassword?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'currentPassword' | 'newPassword'>>;
  claimTask?: Resolver<ResolversTypes['TaskClaim'], ParentType, ContextType, RequireFields<MutationClaimTaskArgs, 'agentId' | 'id' | 'projectId'>>;
  completeOidc?: Resolver<ResolversTypes['LoginResult'], ParentType, ContextType, RequireFields<MutationCompleteOidcArgs, 'answer' | 'slug'>>;
  confirmTotp?: Resolver<ResolversTypes['NewRecoveryCodes'], ParentType, ContextType, RequireFields<MutationConfirmTotpArgs, 'code'>>;
  createAgentKey?: Resolver<ResolversTypes['AgentKey'], ParentType, ContextType, RequireFields<MutationCreateAgentKeyArgs, 'agentId'>>;
  createApiKey?: Resolver<ResolversTypes['NewApiKey'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createColumn?: Resolver<ResolversTypes['BoardColumn'], ParentType, ContextType, RequireFields<MutationCreateColumnArgs, 'input' | 'projectId'>>;
  createLoginProvider?: Resolver<ResolversTypes['LoginProvider'], ParentType, ContextType, RequireFields<MutationCreateLoginProviderArgs, 'input'>>;
  createMcpServer?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType, RequireFields<MutationCreateMcpServerArgs, 'input'>>;
  createMemory?: Resolver<ResolversTypes['Memory'], ParentType, ContextType, RequireFields<MutationCreateMemoryArgs, 'content' | 'vault'>>;
  createProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  createProvider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType, RequireFields<MutationCreateProviderArgs, 'input'>>;
  createRun?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationCreateRunArgs, 'input'>>;
  createSecret?: Resolver<ResolversTypes['Secret'], ParentType, ContextType, RequireFields<MutationCreateSecretArgs, 'input'>>;
  createServiceKey?: Resolver<ResolversTypes['NewApiKey'], ParentType, ContextType, RequireFields<MutationCreateServiceKeyArgs, 'input'>>;
  createSkill?: Resolver<ResolversTypes['Skill'], ParentType, ContextType, RequireFields<MutationCreateSkillArgs, 'createdBy' | 'input'>>;
  createTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationCreateTaskArgs, 'input' | 'projectId'>>;
  createTicket?: Resolver<ResolversTypes['StreamTicket'], ParentType, ContextType>;
  createUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  deleteChat?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteChatArgs, 'id'>>;
  deleteColumn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteColumnArgs, 'id' | 'projectId'>>;
  deleteLoginProvider?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteLoginProviderArgs, 'id'>>;
  deleteMcpServer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteMcpServerArgs, 'id'>>;
  deleteMemory?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteMemoryArgs, 'path' | 'vault'>>;
  deleteProject?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteProjectArgs, 'id'>>;
  deleteProvider?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteProviderArgs, 'id'>>;
  deleteRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteRunArgs, 'id'>>;
  deleteRuns?: Resolver<ResolversTypes['Int'], ParentType, ContextType, Partial<MutationDeleteRunsArgs>>;
  deleteSecret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteSecretArgs, 'id'>>;
  deleteSkill?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteSkillArgs, 'name'>>;
  deleteTask?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteTaskArgs, 'id' | 'projectId'>>;
  deleteWorkflow?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationDeleteWorkflowArgs, 'id' | 'projectId'>>;
  disableTotp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, Partial<MutationDisableTotpArgs>>;
  endChat?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationEndChatArgs, 'id'>>;
  executeReadyTasks?: Resolver<ResolversTypes['ReadyExecution'], ParentType, ContextType, RequireFields<MutationExecuteReadyTasksArgs, 'maxTasks' | 'projectId'>>;
  executeTask?: Resolver<ResolversTypes['TaskExecution'], ParentType, ContextType, RequireFields<MutationExecuteTaskArgs, 'id' | 'projectId'>>;
  extractMcpConfig?: Resolver<ResolversTypes['McpConfigExtract'], ParentType, ContextType, RequireFields<MutationExtractMcpConfigArgs, 'text'>>;
  extractSkill?: Resolver<ResolversTypes['SkillPreview'], ParentType, ContextType, RequireFields<MutationExtractSkillArgs, 'text'>>;
  forgetLogins?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationForgetLoginsArgs, 'userId'>>;
  grantMcpTool?: Resolver<ResolversTypes['McpGrant'], ParentType, ContextType, RequireFields<MutationGrantMcpToolArgs, 'agentId' | 'grantedBy' | 'serverId' | 'tool'>>;
  grantSecret?: Resolver<ResolversTypes['SecretGrant'], ParentType, ContextType, RequireFields<MutationGrantSecretArgs, 'agentId' | 'id'>>;
  grantSkill?: Resolver<ResolversTypes['GrantedSkill'], ParentType, ContextType, RequireFields<MutationGrantSkillArgs, 'agentId' | 'grantedBy' | 'name'>>;
  importMemories?: Resolver<ResolversTypes['Int'], ParentType, ContextType, RequireFields<MutationImportMemoriesArgs, 'files' | 'vault'>>;
  importTasks?: Resolver<ResolversTypes['TaskImport'], ParentType, ContextType, RequireFields<MutationImportTasksArgs, 'projectId' | 'tasks'>>;
  login?: Resolver<ResolversTypes['LoginResult'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'email' | 'password'>>;
  loginWithRecoveryCode?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationLoginWithRecoveryCodeArgs, 'code' | 'pendingToken'>>;
  loginWithTotp?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationLoginWithTotpArgs, 'code' | 'pendingToken'>>;
  logout?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationLogoutArgs, 'refreshToken'>>;
  logoutEverywhere?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  moveTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationMoveTaskArgs, 'columnId' | 'id' | 'position' | 'projectId'>>;
  patchChat?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationPatchChatArgs, 'id'>>;
  pauseRun?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationPauseRunArgs, 'id'>>;
  planProject?: Resolver<ResolversTypes['ID'], ParentType, ContextType, RequireFields<MutationPlanProjectArgs, 'pipelineId' | 'projectId'>>;
  previewSkill?: Resolver<ResolversTypes['SkillPreview'], ParentType, ContextType, Partial<MutationPreviewSkillArgs>>;
  raiseAgentBudget?: Resolver<ResolversTypes['AgentDay'], ParentType, ContextType, RequireFields<MutationRaiseAgentBudgetArgs, 'agentId'>>;
  receiveGithubWebhook?: Resolver<ResolversTypes['GithubReceipt'], ParentType, ContextType, RequireFields<MutationReceiveGithubWebhookArgs, 'body'>>;
  recordRecall?: Resolver<ResolversTypes['RecallRecord'], ParentType, ContextType, RequireFields<MutationRecordRecallArgs, 'retrievals' | 'vault'>>;
  refreshSession?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'refreshToken'>>;
  remember?: Resolver<ResolversTypes['Memory'], ParentType, ContextType, RequireFields<MutationRememberArgs, 'input' | 'vault'>>;
  removeAgent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRemoveAgentArgs, 'agentId' | 'projectId'>>;
  removeDependency?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRemoveDependencyArgs, 'id' | 'projectId' | 'taskId'>>;
  renewRecoveryCodes?: Resolver<ResolversTypes['NewRecoveryCodes'], ParentType, ContextType, RequireFields<MutationRenewRecoveryCodesArgs, 'code'>>;
  replayGithubDelivery?: Resolver<ResolversTypes['GithubDelivery'], ParentType, ContextType, RequireFields<MutationReplayGithubDeliveryArgs, 'id'>>;
  reportMcpStatus?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType, RequireFields<MutationReportMcpStatusArgs, 'id' | 'status'>>;
  reportMcpTools?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType, RequireFields<MutationReportMcpToolsArgs, 'id' | 'tools'>>;
  resetMemoryScoring?: Resolver<ResolversTypes['MemoryScoring'], ParentType, ContextType>;
  resolveIssue?: Resolver<ResolversTypes['IssueRun'], ParentType, ContextType, RequireFields<MutationResolveIssueArgs, 'url'>>;
  restartActor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType, RequireFields<MutationRestartActorArgs, 'path'>>;
  restartChat?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationRestartChatArgs, 'id'>>;
  restartMcpServers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, Partial<MutationRestartMcpServersArgs>>;
  restartRun?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationRestartRunArgs, 'id'>>;
  restartStep?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationRestartStepArgs, 'runId' | 'stepId'>>;
  resumeRun?: Resolver<ResolversTypes['Run'], ParentType, ContextType, RequireFields<MutationResumeRunArgs, 'id'>>;
  revokeApiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  revokeMcpTool?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeMcpToolArgs, 'agentId' | 'serverId'>>;
  revokeSecret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeSecretArgs, 'agentId' | 'id'>>;
  revokeSkill?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<MutationRevokeSkillArgs, 'agentId' | 'name'>>;
  rotateSecrets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  savePipeline?: Resolver<ResolversTypes['Pipeline'], ParentType, ContextType, RequireFields<MutationSavePipelineArgs, 'id' | 'yaml'>>;
  saveWorkflow?: Resolver<ResolversTypes['ProjectWorkflow'], ParentType, ContextType, RequireFields<MutationSaveWorkflowArgs, 'input' | 'projectId'>>;
  sendMessage?: Resolver<ResolversTypes['SentMessage'], ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'id' | 'message'>>;
  setAgentRole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationSetAgentRoleArgs, 'agentId' | 'projectId' | 'role'>>;
  setChatBudget?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationSetChatBudgetArgs, 'id'>>;
  setChatModel?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationSetChatModelArgs, 'id' | 'model'>>;
  setFavoriteModels?: Resolver<Array<ResolversTypes['FavoriteModel']>, ParentType, ContextType, RequireFields<MutationSetFavoriteModelsArgs, 'favorites'>>;
  setMemoryScoring?: Resolver<ResolversTypes['MemoryScoring'], ParentType, ContextType, RequireFields<MutationSetMemoryScoringArgs, 'input'>>;
  setUp?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationSetUpArgs, 'input'>>;
  setWorkflowPolicy?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationSetWorkflowPolicyArgs, 'projectId' | 'stageRules'>>;
  startChat?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationStartChatArgs, 'input'>>;
  startTotp?: Resolver<ResolversTypes['TotpSetup'], ParentType, ContextType>;
  stopActor?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationStopActorArgs, 'path'>>;
  stopReply?: Resolver<ResolversTypes['Chat'], ParentType, ContextType, RequireFields<MutationStopReplyArgs, 'id'>>;
  stopSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationStopSessionArgs, 'id'>>;
  testLoginProvider?: Resolver<ResolversTypes['LoginProviderCheck'], ParentType, ContextType, RequireFields<MutationTestLoginProviderArgs, 'id'>>;
  transitionTask?: Resolver<ResolversTypes['TaskTransition'], ParentType, ContextType, RequireFields<MutationTransitionTaskArgs, 'id' | 'projectId' | 'status'>>;
  updateAgentConfig?: Resolver<ResolversTypes['AgentConfigUpdate'], ParentType, ContextType, RequireFields<MutationUpdateAgentConfigArgs, 'config' | 'id'>>;
  updateColumn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationUpdateColumnArgs, 'id' | 'input' | 'projectId'>>;
  updateLoginProvider?: Resolver<ResolversTypes['LoginProvider'], ParentType, ContextType, RequireFields<MutationUpdateLoginProviderArgs, 'id' | 'input'>>;
  updateMcpServer?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType, RequireFields<MutationUpdateMcpServerArgs, 'id' | 'input'>>;
  updateMemory?: Resolver<ResolversTypes['Memory'], ParentType, ContextType, RequireFields<MutationUpdateMemoryArgs, 'content' | 'path' | 'vault'>>;
  updateProject?: Resolver<ResolversTypes['Project'], ParentType, ContextType, RequireFields<MutationUpdateProjectArgs, 'id' | 'input'>>;
  updateProvider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType, RequireFields<MutationUpdateProviderArgs, 'id' | 'input'>>;
  updateSecret?: Resolver<ResolversTypes['Secret'], ParentType, ContextType, RequireFields<MutationUpdateSecretArgs, 'id' | 'input'>>;
  updateSettings?: Resolver<ResolversTypes['Settings'], ParentType, ContextType, RequireFields<MutationUpdateSettingsArgs, 'input'>>;
  updateSkill?: Resolver<ResolversTypes['Skill'], ParentType, ContextType, RequireFields<MutationUpdateSkillArgs, 'input' | 'name'>>;
  updateTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationUpdateTaskArgs, 'id' | 'input' | 'projectId'>>;
  updateUser?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'id' | 'input'>>;
  uploadAttachment?: Resolver<ResolversTypes['Attachment'], ParentType, ContextType, RequireFields<MutationUploadAttachmentArgs, 'chatId' | 'file'>>;
  valueMemories?: Resolver<ResolversTypes['ValuationRecord'], ParentType, ContextType, RequireFields<MutationValueMemoriesArgs, 'valuations' | 'vault'>>;
  wakeAgent?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<MutationWakeAgentArgs, 'agentId'>>;
  writeAgentFile?: Resolver<ResolversTypes['AgentFileUpdate'], ParentType, ContextType, RequireFields<MutationWriteAgentFileArgs, 'content' | 'id' | 'name'>>;
};

export type NewApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewApiKey'] = ResolversParentTypes['NewApiKey']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['IsoTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  keyPrefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NewRecoveryCodesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewRecoveryCodes'] = ResolversParentTypes['NewRecoveryCodes']> = {
  recoveryCodes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OfferedModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferedModel'] = ResolversParentTypes['OfferedModel']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasoning?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OfferedModelsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferedModels'] = ResolversParentTypes['OfferedModels']> = {
  models?: Resolver<Array<ResolversTypes['OfferedModel']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ModelSource'], ParentType, ContextType>;
};

export type OidcAuthorizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OidcAuthorization'] = ResolversParentTypes['OidcAuthorization']> = {
  authorizationUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Pipeline'] = ResolversParentTypes['Pipeline']> = {
  agents?: Resolver<Array<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['PipelineGraph']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isRunnable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['PipelineProblem']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  yaml?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PipelineEdge'] = ResolversParentTypes['PipelineEdge']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PipelineEdgeKind'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PipelineEdgeKindResolvers = EnumResolverSignature<{ AFTER_LOOP?: any, EACH?: any, NEXT?: any, RESULT?: any, RETRY?: any }, ResolversTypes['PipelineEdgeKind']>;

export type PipelineGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PipelineGraph'] = ResolversParentTypes['PipelineGraph']> = {
  edges?: Resolver<Array<ResolversTypes['PipelineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['PipelineNode']>, ParentType, ContextType>;
};

export type PipelineNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PipelineNode'] = ResolversParentTypes['PipelineNode']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isLoop?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PipelineProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PipelineProblem'] = ResolversParentTypes['PipelineProblem']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['ProblemSeverity'], ParentType, ContextType>;
};

export type PipelineValidationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PipelineValidation'] = ResolversParentTypes['PipelineValidation']> = {
  errors?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlannedTaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlannedTask'] = ResolversParentTypes['PlannedTask']> = {
  actual?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  assignedAgent?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  dependencies?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  durationDays?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  estimatedHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCritical?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scheduledEnd?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  scheduledStart?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  agents?: Resolver<Array<ResolversTypes['ProjectAgent']>, ParentType, ContextType>;
  columns?: Resolver<Array<ResolversTypes['BoardColumn']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  completedTasks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  criticalPath?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  defaultPipelineId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  dependencies?: Resolver<Array<ResolversTypes['TaskDependency']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['WorkflowPolicy'], ParentType, ContextType>;
  readyTasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<ProjectReadyTasksArgs, 'limit'>>;
  repository?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slackChannelId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  slackNotifyUserId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statusSemantics?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  taskCounts?: Resolver<ResolversTypes['IntMap'], ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType, Partial<ProjectTasksArgs>>;
  tasksInWork?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType, Partial<ProjectTasksInWorkArgs>>;
  templateId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timeline?: Resolver<ResolversTypes['ProjectTimeline'], ParentType, ContextType, RequireFields<ProjectTimelineArgs, 'hoursPerDay'>>;
  topologicalOrder?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  totalTasks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visionOrEmpty?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workflows?: Resolver<Array<ResolversTypes['ProjectWorkflow']>, ParentType, ContextType>;
  workspaceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectAgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectAgent'] = ResolversParentTypes['ProjectAgent']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  assignedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  assignedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  projectDescription?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projectName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  routineMappings?: Resolver<Array<ResolversTypes['JSONObject']>, ParentType, ContextType>;
};

export type ProjectTimelineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectTimeline'] = ResolversParentTypes['ProjectTimeline']> = {
  criticalPath?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  hoursPerDay?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  projectEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  projectStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['PlannedTask']>, ParentType, ContextType>;
  totalDays?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ProjectWorkflowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectWorkflow'] = ResolversParentTypes['ProjectWorkflow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  taskFilter?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  trigger?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Provider'] = ResolversParentTypes['Provider']> = {
  configured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  docsUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  extraFields?: Resolver<Array<ResolversTypes['ProviderField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCustom?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  keyVariable?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maskedApiKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maskedExtraConfig?: Resolver<Maybe<ResolversTypes['StringMap']>, ParentType, ContextType>;
  models?: Resolver<Array<ResolversTypes['OfferedModel']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plainExtraConfig?: Resolver<Maybe<ResolversTypes['StringMap']>, ParentType, ContextType>;
};

export type ProviderFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProviderField'] = ResolversParentTypes['ProviderField']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  placeholder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variable?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PulseStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PulseState'] = ResolversParentTypes['PulseState']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  intervalMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastOutcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastPulse?: Resolver<Maybe<ResolversTypes['LastPulse']>, ParentType, ContextType>;
  nextAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  wakesToday?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  actor?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType, RequireFields<QueryActorArgs, 'path'>>;
  actorCrashes?: Resolver<Array<ResolversTypes['ActorCrash']>, ParentType, ContextType, Partial<QueryActorCrashesArgs>>;
  actorTree?: Resolver<ResolversTypes['ActorTree'], ParentType, ContextType>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  agentLifecycle?: Resolver<ResolversTypes['AgentLifecycle'], ParentType, ContextType, RequireFields<QueryAgentLifecycleArgs, 'agentId'>>;
  agentPulse?: Resolver<Maybe<ResolversTypes['PulseState']>, ParentType, ContextType, RequireFields<QueryAgentPulseArgs, 'agentId'>>;
  agentSkills?: Resolver<ResolversTypes['AgentSkills'], ParentType, ContextType, RequireFields<QueryAgentSkillsArgs, 'agentId'>>;
  agents?: Resolver<Array<ResolversTypes['Agent']>, ParentType, ContextType>;
  allApiKeys?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  apiKeys?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  attachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType, RequireFields<QueryAttachmentArgs, 'id'>>;
  auditLog?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'limit'>>;
  auditVerification?: Resolver<ResolversTypes['AuditVerification'], ParentType, ContextType>;
  authStatus?: Resolver<ResolversTypes['AuthStatus'], ParentType, ContextType>;
  boardTemplates?: Resolver<Array<ResolversTypes['BoardTemplate']>, ParentType, ContextType>;
  chat?: Resolver<Maybe<ResolversTypes['Chat']>, ParentType, ContextType, RequireFields<QueryChatArgs, 'id'>>;
  chatStatus?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType, RequireFields<QueryChatStatusArgs, 'id'>>;
  chats?: Resolver<ResolversTypes['ChatPage'], ParentType, ContextType, RequireFields<QueryChatsArgs, 'limit' | 'offset'>>;
  deadLetters?: Resolver<ResolversTypes['DeadLetters'], ParentType, ContextType>;
  engineKeys?: Resolver<ResolversTypes['EngineKeys'], ParentType, ContextType, Partial<QueryEngineKeysArgs>>;
  favoriteModels?: Resolver<Array<ResolversTypes['FavoriteModel']>, ParentType, ContextType>;
  fleet?: Resolver<ResolversTypes['Fleet'], ParentType, ContextType>;
  githubDeliveries?: Resolver<Array<ResolversTypes['GithubDelivery']>, ParentType, ContextType, RequireFields<QueryGithubDeliveriesArgs, 'limit' | 'offset'>>;
  githubDelivery?: Resolver<Maybe<ResolversTypes['GithubDelivery']>, ParentType, ContextType, RequireFields<QueryGithubDeliveryArgs, 'id'>>;
  githubInstallations?: Resolver<Array<ResolversTypes['GithubInstallation']>, ParentType, ContextType>;
  githubIssue?: Resolver<ResolversTypes['GithubIssue'], ParentType, ContextType, RequireFields<QueryGithubIssueArgs, 'url'>>;
  githubRepositories?: Resolver<Array<ResolversTypes['GithubRepository']>, ParentType, ContextType, Partial<QueryGithubRepositoriesArgs>>;
  githubStatus?: Resolver<ResolversTypes['GithubStatus'], ParentType, ContextType>;
  loginProvider?: Resolver<Maybe<ResolversTypes['LoginProvider']>, ParentType, ContextType, RequireFields<QueryLoginProviderArgs, 'id'>>;
  loginProviders?: Resolver<Array<ResolversTypes['LoginProvider']>, ParentType, ContextType>;
  mcpConfig?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  mcpGrants?: Resolver<Array<ResolversTypes['McpGrant']>, ParentType, ContextType, RequireFields<QueryMcpGrantsArgs, 'agentId'>>;
  mcpServer?: Resolver<Maybe<ResolversTypes['McpServer']>, ParentType, ContextType, RequireFields<QueryMcpServerArgs, 'id'>>;
  mcpServers?: Resolver<Array<ResolversTypes['McpServer']>, ParentType, ContextType>;
  memory?: Resolver<Maybe<ResolversTypes['Memory']>, ParentType, ContextType, RequireFields<QueryMemoryArgs, 'path' | 'vault'>>;
  memoryContext?: Resolver<ResolversTypes['MemoryContext'], ParentType, ContextType, RequireFields<QueryMemoryContextArgs, 'budget' | 'limit' | 'task' | 'vault'>>;
  memoryScoring?: Resolver<ResolversTypes['MemoryScoring'], ParentType, ContextType>;
  memorySearchStatus?: Resolver<ResolversTypes['MemorySearchStatus'], ParentType, ContextType>;
  memoryVault?: Resolver<ResolversTypes['MemoryVault'], ParentType, ContextType, RequireFields<QueryMemoryVaultArgs, 'id'>>;
  memoryVaults?: Resolver<Array<ResolversTypes['MemoryVault']>, ParentType, ContextType>;
  modelProviders?: Resolver<Array<ResolversTypes['ModelProvider']>, ParentType, ContextType>;
  modelSuggestions?: Resolver<ResolversTypes['ModelSuggestions'], ParentType, ContextType>;
  pipeline?: Resolver<Maybe<ResolversTypes['Pipeline']>, ParentType, ContextType, RequireFields<QueryPipelineArgs, 'id'>>;
  pipelineValidation?: Resolver<Maybe<ResolversTypes['PipelineValidation']>, ParentType, ContextType, RequireFields<QueryPipelineValidationArgs, 'id'>>;
  pipelines?: Resolver<Array<ResolversTypes['Pipeline']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectsArgs, 'limit' | 'offset'>>;
  providerModels?: Resolver<Maybe<ResolversTypes['OfferedModels']>, ParentType, ContextType, RequireFields<QueryProviderModelsArgs, 'id'>>;
  providers?: Resolver<Array<ResolversTypes['Provider']>, ParentType, ContextType>;
  question?: Resolver<Maybe<ResolversTypes['Question']>, ParentType, ContextType, RequireFields<QueryQuestionArgs, 'id'>>;
  questions?: Resolver<Array<ResolversTypes['Question']>, ParentType, ContextType, RequireFields<QueryQuestionsArgs, 'limit' | 'offset' | 'statuses'>>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runEvents?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType, RequireFields<QueryRunEventsArgs, 'afterSeq' | 'dialect' | 'limit' | 'runId'>>;
  runs?: Resolver<Array<ResolversTypes['Run']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'limit' | 'offset'>>;
  searchMemory?: Resolver<Array<ResolversTypes['MemoryMatch']>, ParentType, ContextType, RequireFields<QuerySearchMemoryArgs, 'limit' | 'query'>>;
  secret?: Resolver<Maybe<ResolversTypes['Secret']>, ParentType, ContextType, RequireFields<QuerySecretArgs, 'id'>>;
  secretEnvironment?: Resolver<ResolversTypes['SecretEnvironment'], ParentType, ContextType, RequireFields<QuerySecretEnvironmentArgs, 'agentId'>>;
  secretTypes?: Resolver<Array<ResolversTypes['SecretTypeLabel']>, ParentType, ContextType>;
  secrets?: Resolver<Array<ResolversTypes['Secret']>, ParentType, ContextType, Partial<QuerySecretsArgs>>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType, RequireFields<QuerySessionArgs, 'id'>>;
  sessions?: Resolver<ResolversTypes['SessionPage'], ParentType, ContextType, RequireFields<QuerySessionsArgs, 'limit' | 'offset'>>;
  settings?: Resolver<ResolversTypes['Settings'], ParentType, ContextType>;
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType, RequireFields<QuerySkillArgs, 'name'>>;
  skillContent?: Resolver<ResolversTypes['SkillContent'], ParentType, ContextType, RequireFields<QuerySkillContentArgs, 'agentId' | 'name'>>;
  skillFiles?: Resolver<ResolversTypes['SkillFiles'], ParentType, ContextType, RequireFields<QuerySkillFilesArgs, 'agentId' | 'name'>>;
  skills?: Resolver<Array<ResolversTypes['Skill']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ServerStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Step']>, ParentType, ContextType, RequireFields<QueryStepArgs, 'runId' | 'stepId'>>;
  steps?: Resolver<Array<ResolversTypes['Step']>, ParentType, ContextType, RequireFields<QueryStepsArgs, 'runId'>>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<QueryTaskArgs, 'id' | 'projectId'>>;
  timeline?: Resolver<ResolversTypes['Timeline'], ParentType, ContextType, RequireFields<QueryTimelineArgs, 'limit'>>;
  unknownOutcomes?: Resolver<Array<ResolversTypes['UnknownOutcome']>, ParentType, ContextType, RequireFields<QueryUnknownOutcomesArgs, 'limit'>>;
  users?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type QuestionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Question'] = ResolversParentTypes['Question']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  answeredBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  approved?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  arguments?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  chatId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  choices?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  defaultAnswer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['QuestionKind'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['QuestionStatus'], ParentType, ContextType>;
  stepId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toolCallId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toolName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QuestionKindResolvers = EnumResolverSignature<{ APPROVAL?: any, QUESTION?: any }, ResolversTypes['QuestionKind']>;

export type QuestionStatusResolvers = EnumResolverSignature<{ ANSWERED?: any, EXPIRED?: any, OPEN?: any, WITHDRAWN?: any }, ResolversTypes['QuestionStatus']>;

export type ReadyExecutionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReadyExecution'] = ResolversParentTypes['ReadyExecution']> = {
  executed?: Resolver<Array<ResolversTypes['TaskExecution']>, ParentType, ContextType>;
  executedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['SkippedTask']>, ParentType, ContextType>;
  skippedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecallRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecallRecord'] = ResolversParentTypes['RecallRecord']> = {
  logged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scoresUpdated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run']> = {
  budgetTimeSec?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  budgetTokens?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  budgetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  costUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentStep?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  graph?: Resolver<ResolversTypes['PipelineGraph'], ParentType, ContextType>;
  humanContext?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  initiatedByUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  inputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  keyResolution?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  keyUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Budget'], ParentType, ContextType>;
  modelOverride?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  outputs?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  parentRunId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  projectName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  spent?: Resolver<ResolversTypes['Spending'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['Step']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskBranch?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  waitingReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workspaceExists?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  workspaceHasGit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  workspaceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RunStatusResolvers = EnumResolverSignature<{ CANCELLED?: any, COMPLETED?: any, FAILED?: any, PAUSED?: any, PENDING?: any, RUNNING?: any }, ResolversTypes['RunStatus']>;

export type SecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Secret'] = ResolversParentTypes['Secret']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  envKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grantedAgents?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maskedPreview?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SecretType'], ParentType, ContextType>;
  typeLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SecretEnvironmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecretEnvironment'] = ResolversParentTypes['SecretEnvironment']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  env?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
};

export type SecretGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecretGrant'] = ResolversParentTypes['SecretGrant']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  secretId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SecretTypeResolvers = EnumResolverSignature<{ API_KEY?: any, ENV_VAR?: any, OTHER?: any, PASSWORD?: any, PAT?: any, SSH_KEY?: any, TOKEN?: any }, ResolversTypes['SecretType']>;

export type SecretTypeLabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecretTypeLabel'] = ResolversParentTypes['SecretTypeLabel']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['SecretType'], ParentType, ContextType>;
};

export type SentMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SentMessage'] = ResolversParentTypes['SentMessage']> = {
  assistantMessageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  chatId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userMessageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ServerStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServerStatus'] = ResolversParentTypes['ServerStatus']> = {
  activeRuns?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  averageDuration?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commands?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  completedRunsLastHour?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  defaultModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engineVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  github?: Resolver<ResolversTypes['GithubStatus'], ParentType, ContextType>;
  isDemo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  redisConnected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storage?: Resolver<Maybe<ResolversTypes['StorageStatus']>, ParentType, ContextType>;
  totalAgents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalPipelines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['SessionEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyResolution?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  turnCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userPrompt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SessionEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEvent'] = ResolversParentTypes['SessionEvent']> = {
  data?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SessionPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionPage'] = ResolversParentTypes['SessionPage']> = {
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SettingsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Settings'] = ResolversParentTypes['Settings']> = {
  agentRuntimeImage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chatHardTimeoutSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  chatIdleTimeoutMin?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  chatInactivityTimeoutSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containerCpuLimit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  containerMemoryLimitMb?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containerReadyTimeoutSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  containerShmSizeMb?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  defaultExecutorModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultPlanningModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultPulseTimeoutSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  defaultSlackDecisionModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultSlackDecisionModelThinkingLevel?: Resolver<ResolversTypes['ThinkingLevel'], ParentType, ContextType>;
  defaultStepTimeoutSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  defaultThinkingModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultThinkingModelThinkingLevel?: Resolver<ResolversTypes['ThinkingLevel'], ParentType, ContextType>;
  defaultWorkingModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultWorkingModelThinkingLevel?: Resolver<ResolversTypes['ThinkingLevel'], ParentType, ContextType>;
  jfsAgentCacheSizeMb?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxAutoContinuations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxConcurrentPulseSessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxWakesPerDay?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxWakesPerPairPerDay?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ptcEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pulseEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pulseIntervalMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reaperIntervalSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userSlackId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wakeCooldownSec?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wakeEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignedInResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignedIn'] = ResolversParentTypes['SignedIn']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresIn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remainingRecoveryCodes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tokenType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SkillResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Skill'] = ResolversParentTypes['Skill']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasFiles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ownerAgentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SkillContentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillContent'] = ResolversParentTypes['SkillContent']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasFiles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SkillFilesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillFiles'] = ResolversParentTypes['SkillFiles']> = {
  files?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SkillPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillPreview'] = ResolversParentTypes['SkillPreview']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  found?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameConflict?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SkippedDependencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkippedDependency'] = ResolversParentTypes['SkippedDependency']> = {
  task?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unknownDependency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SkippedTaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkippedTask'] = ResolversParentTypes['SkippedTask']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SpendingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Spending'] = ResolversParentTypes['Spending']> = {
  timeSec?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  tokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  usd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type StepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  costUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  execution?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  humanContext?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  maxRetries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelUsed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  outputs?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  queuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
  stepId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StepStatusResolvers = EnumResolverSignature<{ CANCELLED?: any, COMPLETED?: any, FAILED?: any, PENDING?: any, QUEUED?: any, RETRYING?: any, RUNNING?: any }, ResolversTypes['StepStatus']>;

export type StorageStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageStatus'] = ResolversParentTypes['StorageStatus']> = {
  dataPath?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StreamTicketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StreamTicket'] = ResolversParentTypes['StreamTicket']> = {
  expiresIn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ticket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface StringMapScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['StringMap'], any> {
  name: 'StringMap';
}

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  activity?: SubscriptionResolver<ResolversTypes['ActivityItem'], "activity", ParentType, ContextType, RequireFields<SubscriptionActivityArgs, 'backfill' | 'form'>>;
  actorTreeChanged?: SubscriptionResolver<ResolversTypes['ActorTreeChange'], "actorTreeChanged", ParentType, ContextType>;
  chatEvents?: SubscriptionResolver<ResolversTypes['ChatEvent'], "chatEvents", ParentType, ContextType, RequireFields<SubscriptionChatEventsArgs, 'id'>>;
  chatListEvents?: SubscriptionResolver<ResolversTypes['ChatEvent'], "chatListEvents", ParentType, ContextType, Partial<SubscriptionChatListEventsArgs>>;
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, RequireFields<SubscriptionEventsArgs, 'dialect' | 'fromStart'>>;
  mcpLogs?: SubscriptionResolver<ResolversTypes['McpLogItem'], "mcpLogs", ParentType, ContextType, Partial<SubscriptionMcpLogsArgs>>;
  memoryGraph?: SubscriptionResolver<ResolversTypes['MemoryGraphItem'], "memoryGraph", ParentType, ContextType, RequireFields<SubscriptionMemoryGraphArgs, 'vault'>>;
};

export type TaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  assignedAgent?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  blocking?: Resolver<Array<ResolversTypes['TaskLink']>, ParentType, ContextType>;
  blocks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  columnId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  columnPosition?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  completedStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dependents?: Resolver<Array<ResolversTypes['TaskLink']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  estimatedHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  parentTaskId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  pipelineId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  qualityReviewNotes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  qualityReviewStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  runs?: Resolver<Array<ResolversTypes['TaskRun']>, ParentType, ContextType>;
  specReviewNotes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  specReviewStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subtasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workRuns?: Resolver<Array<ResolversTypes['Run']>, ParentType, ContextType>;
  workType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['TaskWorkflow'], ParentType, ContextType>;
  workflowId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type TaskClaimResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskClaim'] = ResolversParentTypes['TaskClaim']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  branch?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TaskDependencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskDependency'] = ResolversParentTypes['TaskDependency']> = {
  fromTaskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toTaskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TaskExecutionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskExecution'] = ResolversParentTypes['TaskExecution']> = {
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TaskImportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskImport'] = ResolversParentTypes['TaskImport']> = {
  dependenciesCreated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skippedDependencies?: Resolver<Array<ResolversTypes['SkippedDependency']>, ParentType, ContextType>;
  taskIds?: Resolver<ResolversTypes['StringMap'], ParentType, ContextType>;
  tasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  tasksCreated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskLink'] = ResolversParentTypes['TaskLink']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  taskStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskTitle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TaskRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskRun'] = ResolversParentTypes['TaskRun']> = {
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TaskTransitionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskTransition'] = ResolversParentTypes['TaskTransition']> = {
  columnId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  completedStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  fromStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextValidStages?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TaskWorkflowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskWorkflow'] = ResolversParentTypes['TaskWorkflow']> = {
  completedStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  currentStage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currentStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hasPolicy?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nextRequiredStage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextValidStages?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  optionalStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  requiredStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  skippedStages?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ThinkingLevelResolvers = EnumResolverSignature<{ HIGH?: any, LOW?: any, MEDIUM?: any, MINIMAL?: any, OFF?: any, XHIGH?: any }, ResolversTypes['ThinkingLevel']>;

export type TimelineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Timeline'] = ResolversParentTypes['Timeline']> = {
  entries?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TimelineEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TotpChallengeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpChallenge'] = ResolversParentTypes['TotpChallenge']> = {
  pendingToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requiresTOTP?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TotpSetupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpSetup'] = ResolversParentTypes['TotpSetup']> = {
  provisioningUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UnknownOutcomeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnknownOutcome'] = ResolversParentTypes['UnknownOutcome']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  chatId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  stepId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  toolCallId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toolName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UploadScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Upload'], any> {
  name: 'Upload';
}

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastLoginAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  slackId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totpEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ValuationRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValuationRecord'] = ResolversParentTypes['ValuationRecord']> = {
  gapId?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  scoresUpdated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  valuationsLogged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  agentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isService?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  slackId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totpEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type WorkflowPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowPolicy'] = ResolversParentTypes['WorkflowPolicy']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exists?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stageRules?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  ActivityForm?: ActivityFormResolvers;
  ActivityItem?: ActivityItemResolvers<ContextType>;
  ActivityStats?: ActivityStatsResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  ActorCrash?: ActorCrashResolvers<ContextType>;
  ActorState?: ActorStateResolvers;
  ActorTree?: ActorTreeResolvers<ContextType>;
  ActorTreeChange?: ActorTreeChangeResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentConfigUpdate?: AgentConfigUpdateResolvers<ContextType>;
  AgentDay?: AgentDayResolvers<ContextType>;
  AgentFileUpdate?: AgentFileUpdateResolvers<ContextType>;
  AgentKey?: AgentKeyResolvers<ContextType>;
  AgentLifecycle?: AgentLifecycleResolvers<ContextType>;
  AgentPulse?: AgentPulseResolvers<ContextType>;
  AgentRun?: AgentRunResolvers<ContextType>;
  AgentSkills?: AgentSkillsResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditVerification?: AuditVerificationResolvers<ContextType>;
  AuthStatus?: AuthStatusResolvers<ContextType>;
  BoardColumn?: BoardColumnResolvers<ContextType>;
  BoardTemplate?: BoardTemplateResolvers<ContextType>;
  Budget?: BudgetResolvers<ContextType>;
  Bytes?: GraphQLScalarType;
  Chat?: ChatResolvers<ContextType>;
  ChatEvent?: ChatEventResolvers<ContextType>;
  ChatMessage?: ChatMessageResolvers<ContextType>;
  ChatPage?: ChatPageResolvers<ContextType>;
  ColumnPlan?: ColumnPlanResolvers<ContextType>;
  CurrentWork?: CurrentWorkResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetters?: DeadLettersResolvers<ContextType>;
  EngineKeys?: EngineKeysResolvers<ContextType>;
  EpochSeconds?: GraphQLScalarType;
  Event?: EventResolvers<ContextType>;
  FavoriteModel?: FavoriteModelResolvers<ContextType>;
  Fleet?: FleetResolvers<ContextType>;
  FleetAgent?: FleetAgentResolvers<ContextType>;
  FleetSummary?: FleetSummaryResolvers<ContextType>;
  GithubDelivery?: GithubDeliveryResolvers<ContextType>;
  GithubInstallation?: GithubInstallationResolvers<ContextType>;
  GithubIssue?: GithubIssueResolvers<ContextType>;
  GithubReceipt?: GithubReceiptResolvers<ContextType>;
  GithubRepository?: GithubRepositoryResolvers<ContextType>;
  GithubStatus?: GithubStatusResolvers<ContextType>;
  GrantedSkill?: GrantedSkillResolvers<ContextType>;
  IntMap?: GraphQLScalarType;
  IsoTime?: GraphQLScalarType;
  IssueRun?: IssueRunResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  LastPulse?: LastPulseResolvers<ContextType>;
  LifecycleWork?: LifecycleWorkResolvers<ContextType>;
  LoginButton?: LoginButtonResolvers<ContextType>;
  LoginProvider?: LoginProviderResolvers<ContextType>;
  LoginProviderCheck?: LoginProviderCheckResolvers<ContextType>;
  LoginResult?: LoginResultResolvers<ContextType>;
  Long?: GraphQLScalarType;
  McpCallResult?: McpCallResultResolvers<ContextType>;
  McpConfigExtract?: McpConfigExtractResolvers<ContextType>;
  McpGrant?: McpGrantResolvers<ContextType>;
  McpLogItem?: McpLogItemResolvers<ContextType>;
  McpLogLine?: McpLogLineResolvers<ContextType>;
  McpServer?: McpServerResolvers<ContextType>;
  McpState?: McpStateResolvers;
  McpTool?: McpToolResolvers<ContextType>;
  Memory?: MemoryResolvers<ContextType>;
  MemoryContext?: MemoryContextResolvers<ContextType>;
  MemoryEdge?: MemoryEdgeResolvers<ContextType>;
  MemoryGap?: MemoryGapResolvers<ContextType>;
  MemoryGraph?: MemoryGraphResolvers<ContextType>;
  MemoryGraphItem?: MemoryGraphItemResolvers<ContextType>;
  MemoryGraphStats?: MemoryGraphStatsResolvers<ContextType>;
  MemoryGraphVersion?: MemoryGraphVersionResolvers<ContextType>;
  MemoryMatch?: MemoryMatchResolvers<ContextType>;
  MemoryNode?: MemoryNodeResolvers<ContextType>;
  MemoryScore?: MemoryScoreResolvers<ContextType>;
  MemoryScoring?: MemoryScoringResolvers<ContextType>;
  MemorySearchStatus?: MemorySearchStatusResolvers<ContextType>;
  MemoryVault?: MemoryVaultResolvers<ContextType>;
  ModelProvider?: ModelProviderResolvers<ContextType>;
  ModelSource?: ModelSourceResolvers;
  ModelSuggestions?: ModelSuggestionsResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NewApiKey?: NewApiKeyResolvers<ContextType>;
  NewRecoveryCodes?: NewRecoveryCodesResolvers<ContextType>;
  OfferedModel?: OfferedModelResolvers<ContextType>;
  OfferedModels?: OfferedModelsResolvers<ContextType>;
  OidcAuthorization?: OidcAuthorizationResolvers<ContextType>;
  Pipeline?: PipelineResolvers<ContextType>;
  PipelineEdge?: PipelineEdgeResolvers<ContextType>;
  PipelineEdgeKind?: PipelineEdgeKindResolvers;
  PipelineGraph?: PipelineGraphResolvers<ContextType>;
  PipelineNode?: PipelineNodeResolvers<ContextType>;
  PipelineProblem?: PipelineProblemResolvers<ContextType>;
  PipelineValidation?: PipelineValidationResolvers<ContextType>;
  PlannedTask?: PlannedTaskResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectAgent?: ProjectAgentResolvers<ContextType>;
  ProjectTimeline?: ProjectTimelineResolvers<ContextType>;
  ProjectWorkflow?: ProjectWorkflowResolvers<ContextType>;
  Provider?: ProviderResolvers<ContextType>;
  ProviderField?: ProviderFieldResolvers<ContextType>;
  PulseState?: PulseStateResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Question?: QuestionResolvers<ContextType>;
  QuestionKind?: QuestionKindResolvers;
  QuestionStatus?: QuestionStatusResolvers;
  ReadyExecution?: ReadyExecutionResolvers<ContextType>;
  RecallRecord?: RecallRecordResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  RunStatus?: RunStatusResolvers;
  Secret?: SecretResolvers<ContextType>;
  SecretEnvironment?: SecretEnvironmentResolvers<ContextType>;
  SecretGrant?: SecretGrantResolvers<ContextType>;
  SecretType?: SecretTypeResolvers;
  SecretTypeLabel?: SecretTypeLabelResolvers<ContextType>;
  SentMessage?: SentMessageResolvers<ContextType>;
  ServerStatus?: ServerStatusResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionEvent?: SessionEventResolvers<ContextType>;
  SessionPage?: SessionPageResolvers<ContextType>;
  Settings?: SettingsResolvers<ContextType>;
  SignedIn?: SignedInResolvers<ContextType>;
  Skill?: SkillResolvers<ContextType>;
  SkillContent?: SkillContentResolvers<ContextType>;
  SkillFiles?: SkillFilesResolvers<ContextType>;
  SkillPreview?: SkillPreviewResolvers<ContextType>;
  SkippedDependency?: SkippedDependencyResolvers<ContextType>;
  SkippedTask?: SkippedTaskResolvers<ContextType>;
  Spending?: SpendingResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  StepStatus?: StepStatusResolvers;
  StorageStatus?: StorageStatusResolvers<ContextType>;
  StreamTicket?: StreamTicketResolvers<ContextType>;
  StringMap?: GraphQLScalarType;
  Subscription?: SubscriptionResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskClaim?: TaskClaimResolvers<ContextType>;
  TaskDependency?: TaskDependencyResolvers<ContextType>;
  TaskExecution?: TaskExecutionResolvers<ContextType>;
  TaskImport?: TaskImportResolvers<ContextType>;
  TaskLink?: TaskLinkResolvers<ContextType>;
  TaskRun?: TaskRunResolvers<ContextType>;
  TaskTransition?: TaskTransitionResolvers<ContextType>;
  TaskWorkflow?: TaskWorkflowResolvers<ContextType>;
  ThinkingLevel?: ThinkingLevelResolvers;
  Timeline?: TimelineResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  TotpChallenge?: TotpChallengeResolvers<ContextType>;
  TotpSetup?: TotpSetupResolvers<ContextType>;
  UnknownOutcome?: UnknownOutcomeResolvers<ContextType>;
  Upload?: GraphQLScalarType;
  User?: UserResolvers<ContextType>;
  ValuationRecord?: ValuationRecordResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WorkflowPolicy?: WorkflowPolicyResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  open?: OpenDirectiveResolver<any, any, ContextType>;
  range?: RangeDirectiveResolver<any, any, ContextType>;
  requires?: RequiresDirectiveResolver<any, any, ContextType>;
  wire?: WireDirectiveResolver<any, any, ContextType>;
};
