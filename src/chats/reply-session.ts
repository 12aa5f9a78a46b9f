import type { AgentCatalog } from '../agents/agent-catalog.ts';
import { systemPrompt } from '../agents/prompt.ts';
import type { ModelMessage, UserImage } from '../llm/language-model.ts';
import type { ModelRegistry } from '../llm/model-registry.ts';
import { ensureWorkspace, workspacePath } from '../runs/workspace.ts';
import { createQuestionGate } from '../questions/question-gate.ts';
import type { QuestionStore } from '../questions/question-store.ts';
import { policyOf } from '../questions/tool-policy.ts';
import type { Preparation } from '../sessions/run-session.ts';
import { restoreConversation, toolMessage, type Conversation } from '../sessions/session-journal.ts';
import type { ThinkingLevel } from '../settings/settings-store.ts';
import type { Tool } from '../tools/tool.ts';
import { equip, type Toolset, type ToolScope } from '../tools/toolset.ts';
import { workspaceTools } from '../tools/workspace-tools.ts';
import type { AttachmentStore } from './attachments.ts';
import { chatStream, replyRef, type ChatStore, type PastExchange, type StoredChat } from './chat-store.ts';

export interface ReplySessionDeps {
  agents: AgentCatalog;
  models: ModelRegistry;
  chats: ChatStore;
  attachments: AttachmentStore;
  toolsets: readonly Toolset[];
  questions: QuestionStore;
  dataDir: string;
}

/** One reply in a chat. */
export interface ReplyTask {
  kind: 'reply';
  /** Of the chat. */
  id: string;
  exchange: number;
  agentId: string;
  chat: StoredChat;
  /** `provider/model`. */
  model: string;
}

const MAX_TURNS = 100;

/** Puts a reply's session together: persona, what was said before, tools, model, and what its journal has of it already. */
export async function prepareReply(
  { id, exchange, agentId, chat, model: modelName }: ReplyTask,
  deps: ReplySessionDeps,
): Promise<Preparation> {
  const { agents, models, chats, attachments, toolsets, questions, dataDir } = deps;
  const { origin, state } = chat;
  const model = models.resolve(modelName);
  const settings = await agents.settings(agentId);
  const granted = settings.tools;
  const scope: ToolScope = {
    agentId,
    stream: chatStream(id),
    runId: null,
    projectId: origin.project_id,
    ownerId: origin.owner_id,
    granted,
  };
  const policy = (tool: string) => policyOf(settings.toolApproval, tool);
  const { tools, instructions } = await equip(toolsets, scope, [], (tool) => policy(tool) === 'deny');
  const inWorkspace = workspaceTools(granted);
  const workspace = tools.some((tool) => inWorkspace.includes(tool)) ? ensureWorkspace(dataDir, id) : workspacePath(dataDir, id);

  const past = await chats.exchanges(id, state.summary?.upTo ?? 0, exchange);
  const present = past.pop();
  if (present?.number !== exchange) throw new Error(`exchange ${exchange} of chat ${id} has no messages`);
  const history = (await Promise.all(past.map((item) => messagesOf(item, tools, attachments)))).flat();

  const asked = present.entries.length > 0 ? await questions.ofSession(scope.stream, replyRef(exchange)) : [];

  let system: string;
  let conversation: Conversation;
  if (present.entries.length > 0) {
    const restored = restoreConversation(present.entries, tools);
    system = restored.system;
    conversation = { ...restored, messages: [...history, ...(await withImages(restored.messages, present, attachments))] };
  } else {
    const persona = (await agents.persona(agentId)) ?? { identity: `You are ${agentId}.`, soul: '', decision: '', agents: '' };
    const summary = state.summary ? [`# WHAT WAS SAID BEFORE\nA summary of the earlier conversation:\n${state.summary.text}`] : [];
    system = systemPrompt(persona, [...instructions, ...(origin.supplement ? [origin.supplement] : []), ...summary]);
    const asked: ModelMessage[] = [{ role: 'user', content: await promptOf(present, attachments) }];
    conversation = { messages: [...history, ...(await withImages(asked, present, attachments))], turns: 0, open: null };
  }
  return {
    job: {
      system,
      conversation,
      tools,
      completeTool: null,
      maxTurns: MAX_TURNS,
      gate: createQuestionGate({ agentId, tools, policy, expirySec: settings.questionExpirySec, asked, now: Date.now }),
      settings: { thinking: (origin.thinking_level as ThinkingLevel | null) ?? settings.thinkingLevel },
    },
    model,
    stream: scope.stream,
    ref: replyRef(exchange),
    structured: null,
    toolContext: { ...scope, workspace, stepId: null },
    complete: () => ({ ok: false, problem: 'There is no such tool.' }),
    outputsOf: () => ({}),
  };
}

/** An exchange that is over, as a model is shown it. A reply that was cut off keeps what was said of it. */
async function messagesOf(exchange: PastExchange, tools: readonly Tool[], attachments: AttachmentStore): Promise<ModelMessage[]> {
  const { reply, entries } = exchange;
  const asked: ModelMessage = { role: 'user', content: await promptOf(exchange, attachments) };
  if (entries.length === 0) return [...(await withImages([asked], exchange, attachments)), says(reply.content || NOTHING)];

  const { messages, open } = restoreConversation(entries, tools);
  const shown = await withImages(messages, exchange, attachments);
  if (open) {
    const answers = open.calls.map(({ callId, name }) => ({
      callId,
      name,
      content: 'Not carried out: the reply was stopped.',
      isError: true,
    }));
    shown.push(toolMessage([...open.answers, ...open.calls], [...open.answers, ...answers]));
  }
  if (shown.at(-1)?.role !== 'assistant') shown.push(says(reply.status === 'complete' ? reply.content || NOTHING : cutOff(exchange)));
  return shown;
}

const NOTHING = '(There is no reply.)';

function cutOff({ reply, entries }: PastExchange): string {
  // what earlier turns said is in their own messages
  const before = entries
    .flatMap((entry) => (entry.kind === 'reply' ? entry.content.parts : []))
    .map((part) => (part.type === 'text' ? part.text.trim() : ''));
  const last = before
    .filter(Boolean)
    .reduce((text, said) => (text.startsWith(said) ? text.slice(said.length).trim() : text), reply.content);
  return `${last} (The reply was stopped here.)`.trim();
}

function says(text: string): ModelMessage {
  return { role: 'assistant', parts: [{ type: 'text', text }] };
}

/** What a person said, with what can be read of the files that came along. */
async function promptOf({ message }: PastExchange, attachments: AttachmentStore): Promise<string> {
  const files = await attachments.texts(message.attachments ?? []);
  const texts = files.map(({ filename, text }) => `<file name=${JSON.stringify(filename)}>\n${text}\n</file>`);
  return [message.content, ...texts].filter((text) => text.trim() !== '').join('\n\n') || '(an empty message)';
}

async function withImages(
  messages: readonly ModelMessage[],
  { message }: PastExchange,
  attachments: AttachmentStore,
): Promise<ModelMessage[]> {
  const images: UserImage[] = await attachments.images(message.attachments ?? []);
  return messages.map((item, index) => (index === 0 && item.role === 'user' && images.length > 0 ? { ...item, images } : item));
}
