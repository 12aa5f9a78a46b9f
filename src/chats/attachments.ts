import type { Pool } from 'pg';
import { extractText, getDocumentProxy } from 'unpdf';
import { BadRequestError, NotFoundError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { UserImage } from '../llm/language-model.ts';
import type { Upload } from '../graphql/scalars.ts';

/** A file that comes with a message. */
export interface Attachment {
  id: string;
  sessionId: string;
  filename: string;
  mimeType: string;
  sizeBytes: number;
  extractedText: string | null;
  pages: number | null;
  createdAt: number;
}

/** Files of chats, in the database. */
export interface AttachmentStore {
  /** @throws {BadRequestError} for a file of a kind that nobody can read, an empty or a large one. */
  add(sessionId: string, ownerId: string | null, file: Upload): Promise<Attachment>;
  /** @throws {NotFoundError} for one of another owner, too. */
  find(id: string, ownerId: string | null): Promise<Attachment>;
  /** Those of a chat, oldest first. */
  list(sessionId: string): Promise<Attachment[]>;
  content(id: string): Promise<Buffer>;
  /** Ids among these that the chat has. */
  known(sessionId: string, ids: readonly string[]): Promise<Set<string>>;
  /** What can be read of them. */
  texts(ids: readonly string[]): Promise<{ filename: string; text: string }[]>;
  images(ids: readonly string[]): Promise<UserImage[]>;
}

const LARGEST_BYTES = 30 * 1024 * 1024;
/** Of all files of a message together. */
const MOST_CHARACTERS = 200_000;
const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const TEXT_TYPE = /^(text\/.+|application\/(json|xml|yaml|x-yaml|toml|javascript|typescript|x-sh|sql|x-ndjson|csv))$/;
const TEXT_NAME =
  /\.(txt|md|markdown|csv|tsv|json|jsonl|ya?ml|toml|xml|html?|css|scss|[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|sh|bash|sql|graphql|ini|env|log|tex|diff|patch)$/i;

const COLUMNS = `id, session_id as "sessionId", filename, mime_type as "mimeType", size_bytes as "sizeBytes", extracted_text as "extractedText",
  pages, created_at as "createdAt"`;

export function createAttachmentStore(pool: Pool): AttachmentStore {
  return {
    async add(sessionId, ownerId, { filename, mimeType, bytes: content }) {
      if (content.length === 0) throw new BadRequestError('The file is empty');
      if (content.length > LARGEST_BYTES) throw new BadRequestError(`The file is larger than ${LARGEST_BYTES / 1024 / 1024} MiB`);
      const name = (filename.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}]/gu, '').slice(0, 255) || 'file';
      const { type, text, pages } = await read(name, mimeType.split(';')[0]?.trim().toLowerCase() ?? '', content);
      const { rows } = await pool.query<Attachment>(
        `insert into chat_attachments (id, owner_id, session_id, filename, mime_type, size_bytes, content, extracted_text, pages, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
        [newId('att'), ownerId, sessionId, name, type, content.length, content, text, pages, Date.now()],
      );
      return rows[0] as Attachment;
    },
    async find(id, ownerId) {
      const { rows } = await pool.query<Attachment>(
        `select ${COLUMNS} from chat_attachments where id = $1 and ($2::text is null or owner_id = $2)`,
        [id, ownerId],
      );
      if (!rows[0]) throw new NotFoundError('Attachment not found');
      return rows[0];
    },
    async list(sessionId) {
      const { rows } = await pool.query<Attachment>(
        `select ${COLUMNS} from chat_attachments where session_id = $1 order by created_at, id limit 1000`,
        [sessionId],
      );
      return rows;
    },
    async content(id) {
      const { rows } = await pool.query<{ content: Buffer }>('select content from chat_attachments where id = $1', [id]);
      if (!rows[0]) throw new NotFoundError('Attachment not found');
      return rows[0].content;
    },
    async known(sessionId, ids) {
      const { rows } = await pool.query<{ id: string }>('select id from chat_attachments where session_id = $1 and id = any($2)', [
        sessionId,
        ids,
      ]);
      return new Set(rows.map(({ id }) => id));
    },
    async texts(ids) {
      if (ids.length === 0) return [];
      const { rows } = await pool.query<{ filename: string; text: string | null }>(
        'select filename, extracted_text as text from chat_attachments where id = any($1) order by array_position($1, id)',
        [ids],
      );
      let left = MOST_CHARACTERS;
      return rows.flatMap(({ filename, text }) => {
        if (text === null) return [];
        const shown = text.length > left ? `${text.slice(0, left).toWellFormed()}\n[cut; the whole has ${text.length} characters]` : text;
        left = Math.max(0, left - text.length);
        return [{ filename, text: shown }];
      });
    },
    async images(ids) {
      if (ids.length === 0) return [];
      const { rows } = await pool.query<{ mimeType: string; content: Buffer }>(
        `select mime_type as "mimeType", content from chat_attachments where id = any($1) and mime_type = any($2)
         order by array_position($1, id)`,
        [ids, [...IMAGES]],
      );
      return rows.map(({ mimeType, content }) => ({ mimeType, data: content.toString('base64') }));
    },
  };
}

/** What a file is by its bytes, rather than by what its sender says, and what can be read of it. */
async function read(name: string, said: string, content: Buffer): Promise<{ type: string; text: string | null; pages: number | null }> {
  const image = imageType(content);
  if (image) return { type: image, text: null, pages: null };
  if (content.subarray(0, 5).toString('latin1') === '%PDF-') {
    try {
      const pdf = await getDocumentProxy(new Uint8Array(content));
      const { text, totalPages } = await extractText(pdf, { mergePages: true });
      return { type: 'application/pdf', text: clean(text), pages: totalPages };
    } catch (error) {
      throw new BadRequestError('The PDF cannot be read', { cause: error });
    }
  }
  if (TEXT_TYPE.test(said) || TEXT_NAME.test(name)) {
    const text = content.toString('utf8');
    if (!text.includes('\0')) return { type: TEXT_TYPE.test(said) ? said : 'text/plain', text: clean(text), pages: null };
  }
  throw new BadRequestError('Only images (PNG, JPEG, GIF, WebP), PDF, text and code can be attached');
}

function imageType(content: Buffer): string | null {
  const begin = content.subarray(0, 12).toString('latin1');
  if (begin.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begin.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (begin.startsWith('GIF87a') || begin.startsWith('GIF89a')) return 'image/gif';
  return begin.startsWith('RIFF') && begin.slice(8) === 'WEBP' ? 'image/webp' : null;
}

function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
