import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { BadUserInputError, PayloadTooLargeError } from '../src/errors.ts';
import type { Upload } from '../src/graphql/scalars.ts';
import type { Endpoint } from './operations.ts';

/** What a request's body brings, in the form that its endpoint asks for. */
export interface Body {
  /** Members of the JSON object, or text parts of a form; null when there is no body. */
  members: Record<string, unknown> | null;
  /** The body as it came. */
  raw: Buffer | null;
  /** Files of a form, by the name of their part. */
  files: ReadonlyMap<string, Upload>;
}

/**
 * Reads a request's body.
 * @throws {PayloadTooLargeError} beyond the endpoint's `maxBody`, before all of it was read.
 * @throws {BadUserInputError} when it has not the form that the endpoint takes.
 */
export async function readBody(request: Request, { maxBody, variables }: Endpoint): Promise<Body> {
  const bytes = await readBytes(request, maxBody);
  if (variables.some(({ raw }) => raw)) return { members: null, raw: bytes, files: new Map() };
  if (variables.some(({ file }) => file !== null)) return readForm(request, bytes);
  return { members: readObject(bytes, request.headers['content-type']), raw: null, files: new Map() };
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readObject(bytes: Buffer, type: string | undefined): Record<string, unknown> | null {
  const text = bytes.toString('utf8').trim();
  if (text === '' || text === 'null') return null;
  if (type !== undefined && !/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw new BadUserInputError('The body must be JSON (content-type: application/json)');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadUserInputError('The body is not valid JSON', [], { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadUserInputError('The body must be a JSON object');
  return value as Record<string, unknown>;
}

/** The parts of a form. Its size is bounded already, so that they are held in memory. */
function readForm({ headers }: Request, bytes: Buffer): Promise<Body> {
  const contentType = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType))
    return Promise.reject(new BadUserInputError('The body must be a form with a file (content-type: multipart/form-data)'));
  return new Promise((resolve, reject) => {
    const members: Record<string, unknown> = {};
    const files = new Map<string, Upload>();
    const refuse = (error: unknown) => reject(new BadUserInputError('The form cannot be read', [], { cause: error }));
    try {
      const form = new Busboy({ headers: { 'content-type': contentType }, limits: { parts: 100, headerPairs: 20 } });
      form.on('field', (name, value) => {
        if (Object.keys(members).length < 100) Object.defineProperty(members, name, { value, enumerable: true, configurable: true });
      });
      form.on('file', (name, stream, filename, _encoding, mimeType) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => files.set(name, { filename, mimeType, bytes: Buffer.concat(chunks) }));
        stream.on('error', refuse);
      });
      form.on('error', refuse);
      form.on('finish', () => resolve({ members, raw: null, files }));
      form.end(bytes);
    } catch (error) {
      refuse(error);
    }
  });
}

function tooLarge(limit: number): PayloadTooLargeError {
  return new PayloadTooLargeError(`The body is larger than ${limit} bytes`);
}
