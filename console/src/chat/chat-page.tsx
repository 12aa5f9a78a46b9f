import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { Link, useLocation } from 'wouter';
import { graphql } from '../gql/gql.ts';
import type { ChatQuery } from '../gql/graphql.ts';
import { useEvents, type LogEvent } from '../graphql/use-events.ts';
import { QuestionsOf } from '../inbox/questions-of.tsx';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { LiveMarkdown, Markdown } from '../ui/markdown.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { useSoon } from '../ui/use-soon.ts';
import { useSave } from '../ui/use-save.ts';

const Chat = graphql(`
  query Chat($id: ID!) {
    chat(id: $id) {
      id
      agentId
      status
      waitingFor
      model
      error
      costUsd
      waitingReason
      messages {
        id
        role
        content
        thinking
        toolCalls
        attachments
        status
        error
      }
    }
  }
`);
const SendMessage = graphql(`
  mutation SendMessage($id: ID!, $message: String!, $attachmentIds: [ID!]) {
    sendMessage(id: $id, message: $message, attachmentIds: $attachmentIds) {
      userMessageId
    }
  }
`);
const StopReply = graphql(`
  mutation StopReply($id: ID!) {
    stopReply(id: $id) {
      id
    }
  }
`);
const EndChat = graphql(`
  mutation EndChat($id: ID!) {
    endChat(id: $id) {
      id
    }
  }
`);
const RestartChat = graphql(`
  mutation RestartChat($id: ID!) {
    restartChat(id: $id) {
      id
    }
  }
`);
const DeleteChat = graphql(`
  mutation DeleteChat($id: ID!) {
    deleteChat(id: $id)
  }
`);
const UploadAttachment = graphql(`
  mutation UploadAttachment($chatId: ID!, $file: Upload!) {
    uploadAttachment(chatId: $chatId, file: $file) {
      id
      filename
    }
  }
`);

type Message = NonNullable<ChatQuery['chat']>['messages'][number];

interface Said {
  text: string;
  thinking: string;
  tools: { id: string; name: string; isOver: boolean }[];
}

/** What is streamed of the reply that is being written. */
interface Live extends Said {
  /** Which message it becomes. */
  replyId: string;
  /** As it was before the turn that may yet be discarded. */
  before: Said;
}

const NOTHING: Said = { text: '', thinking: '', tools: [] };
/** Words of a reply stand only in its events until it is complete, so a page reads them from the beginning. */
const BEGINNING = '0';
const ASK_EVERY_MS = 50;
const ENDS = new Set([
  'reply_waiting',
  'chat_budget_changed',
  'question_asked',
  'question_answered',
  'reply_complete',
  'reply_failed',
  'reply_aborted',
  'message_queued',
  'reply_started',
  'chat_status_changed',
  'gap',
]);

/** A conversation with an agent: what was said, what is being said, and a box to say more. */
export default function ChatPage({ id }: { id: string }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: Chat, variables: { id }, requestPolicy: 'cache-and-network' });
  const [live, setLive] = useState<Live>({ ...NOTHING, replyId: '', before: NOTHING });
  const [, go] = useLocation();
  const stop = useSave(StopReply);
  const end = useSave(EndChat);
  const restart = useSave(RestartChat);
  const remove = useSave(DeleteChat);
  const again = useSoon(() => ask({ requestPolicy: 'network-only' }), ASK_EVERY_MS);
  useEvents({ chatId: id, since: BEGINNING }, (events) => {
    setLive((known) => events.reduce(follow, known));
    if (events.some(({ type }) => ENDS.has(type))) again();
  });
  const bottom = useRef<HTMLDivElement>(null);
  const length = (data?.chat?.messages.length ?? 0) + live.text.length;
  useEffect(() => {
    bottom.current?.scrollIntoView({ block: 'end' });
  }, [length]);
  const chat = data?.chat;
  if (!chat) {
    return (
      <Page title="Chat">
        <ErrorNote error={error} />
        {fetching ? <Loading /> : !error && <p>There is no chat {id}.</p>}
      </Page>
    );
  }
  const isOpen = chat.status === 'running' || chat.status === 'starting';
  const isWriting = chat.messages.some(({ status }) => status === 'writing' || status === 'queued');
  return (
    <Page
      title={`Chat with ${chat.agentId}`}
      lead={
        <>
          <Badge state={chat.waitingFor ? 'paused' : chat.status}>{chat.waitingFor ? `waits: ${chat.waitingFor}` : undefined}</Badge>{' '}
          <Link href={`/agents/${chat.agentId}`}>{chat.agentId}</Link> on {chat.model}
          {chat.costUsd > 0 && `, ${chat.costUsd.toFixed(4)} $`}
        </>
      }
      actions={
        <>
          {isWriting && (
            <button type="button" onClick={() => void stop.save({ id })}>
              Stop the reply
            </button>
          )}
          {isOpen ? (
            <button type="button" onClick={() => void end.save({ id }).then(() => ask({ requestPolicy: 'network-only' }))}>
              End
            </button>
          ) : (
            <button type="button" onClick={() => void restart.save({ id }).then(() => ask({ requestPolicy: 'network-only' }))}>
              Open again
            </button>
          )}
          <ConfirmButton
            verb="Delete the chat"
            question="Its messages and files are gone for good."
            onConfirm={() => void remove.save({ id }).then((done) => done && go('/chat'))}
          >
            Delete
          </ConfirmButton>
        </>
      }
    >
      <ErrorNote error={error ?? stop.error ?? end.error ?? restart.error ?? remove.error ?? chat.error} />
      <ol className="messages" aria-label="What was said">
        {chat.messages.map((message) => (
          <MessageView
            key={message.id}
            message={message}
            live={message.status === 'writing' ? (message.id === live.replyId ? live : NOTHING) : null}
            isWaiting={chat.waitingFor !== null}
          />
        ))}
      </ol>
      {chat.waitingReason && <p className="note">{chat.waitingReason}</p>}
      <QuestionsOf chatId={id} />
      {isOpen && <Composer id={id} />}
      <div ref={bottom} />
    </Page>
  );
}

/** One more event of a reply. */
function follow(live: Live, { type, data }: LogEvent): Live {
  const event = data as Record<string, string>;
  switch (type) {
    case 'agent_output':
      return { ...live, text: live.text + (event.chunk ?? '') };
    case 'agent_thinking':
      return { ...live, thinking: live.thinking + (event.chunk ?? '') };
    case 'tool_call_start':
      return { ...live, tools: [...live.tools, { id: event.tool_call_id ?? '', name: event.tool_name ?? '', isOver: false }] };
    case 'tool_call_end':
      return { ...live, tools: live.tools.map((tool) => (tool.id === event.tool_call_id ? { ...tool, isOver: true } : tool)) };
    case 'turn_complete':
      return keep({ ...live, text: live.text === '' ? '' : `${live.text}\n\n` });
    case 'turn_discarded':
      return { ...live, ...live.before };
    case 'reply_started':
      return { ...NOTHING, replyId: event.reply_id ?? '', before: NOTHING };
    default:
      return live;
  }
}

function keep(live: Live): Live {
  const { text, thinking, tools } = live;
  return { ...live, before: { text, thinking, tools } };
}

function MessageView({ message, live, isWaiting }: { message: Message; live: Said | null; isWaiting: boolean }) {
  const { role, status, error, attachments, toolCalls } = message;
  const text = live ? live.text : message.content;
  const thinking = live ? live.thinking : message.thinking;
  return (
    <li className={`message message-${role}`}>
      <h2 className="hidden">{role === 'user' ? 'You' : 'The agent'}</h2>
      {thinking && (
        <details className="fold">
          <summary>Thinking</summary>
          <p className="thought">{thinking}</p>
        </details>
      )}
      {live?.tools.map(({ id, name, isOver }) => (
        <p key={id} className="row-note">
          {isOver ? 'Used' : 'Uses'} <code>{name}</code>
        </p>
      ))}
      {!live &&
        toolCalls?.map((call, index) => (
          <details key={index} className={call.isError ? 'fold fold-bad' : 'fold'}>
            <summary>
              Used <code>{String(call.toolName)}</code>
            </summary>
            <pre tabIndex={0}>{JSON.stringify(call.args, null, 2)}</pre>
            {typeof call.result === 'string' && <pre tabIndex={0}>{call.result}</pre>}
          </details>
        ))}
      {text !== '' && (
        <div className={live ? 'said is-live' : 'said'}>{live ? <LiveMarkdown text={text} /> : <Markdown text={text} />}</div>
      )}
      {status === 'queued' && <p className="row-note">Waits for its turn…</p>}
      {status === 'writing' && text === '' && <p className="row-note">{isWaiting ? 'Waits for your answer.' : 'Is thinking…'}</p>}
      {status === 'aborted' && <p className="row-note">{error ?? 'Stopped.'}</p>}
      {status === 'failed' && <ErrorNote error={error ?? 'It failed.'} />}
      {attachments?.map((file) => (
        <p key={file} className="row-note">
          <DownloadLink path={`/v1/chat/attachments/${encodeURIComponent(file)}/content`} name={file} />
        </p>
      ))}
    </li>
  );
}

function Composer({ id }: { id: string }) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<{ id: string; filename: string }[]>([]);
  const send = useSave(SendMessage);
  const upload = useSave(UploadAttachment);
  const picker = useRef<HTMLInputElement>(null);
  const submit = async () => {
    if (text.trim() === '' && files.length === 0) return;
    const sent = await send.save({ id, message: text, attachmentIds: files.map((file) => file.id) });
    if (!sent) return;
    setText('');
    setFiles([]);
  };
  const attach = async (file: File | undefined) => {
    if (!file) return;
    const added = await upload.save({ chatId: id, file: { filename: file.name, mimeType: file.type, content: await base64(file) } });
    if (added) setFiles((known) => [...known, added.uploadAttachment]);
    if (picker.current) picker.current.value = '';
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label className="hidden" htmlFor="say">
        Message
      </label>
      <textarea
        id="say"
        rows={3}
        value={text}
        placeholder="Say something. Enter sends, Shift and Enter makes a new line."
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void submit();
        }}
      />
      <ErrorNote error={send.error ?? upload.error} />
      {files.length > 0 && <p className="row-note">With {files.map(({ filename }) => filename).join(', ')}</p>}
      <div className="actions">
        <button type="submit" className="primary" disabled={send.isSaving}>
          Send
        </button>
        <button type="button" disabled={upload.isSaving} onClick={() => picker.current?.click()}>
          Attach a file
        </button>
        <input ref={picker} type="file" hidden aria-label="File" onChange={(event) => void attach(event.target.files?.[0])} />
      </div>
    </form>
  );
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '');
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}
