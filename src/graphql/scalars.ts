import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function scalar<T>(
  name: string,
  parse: (value: unknown) => T | undefined,
  rule: string,
  serialize?: (value: unknown) => unknown,
): GraphQLScalarType {
  const check = (value: unknown): T => {
    const parsed = parse(value);
    if (parsed === undefined) throw new GraphQLError(`${name} must be ${rule}`, { extensions: { code: 'BAD_USER_INPUT' } });
    return parsed;
  };
  const type = new GraphQLScalarType<T, unknown>({
    name,
    parseValue: check,
    parseLiteral: (node, variables) => check(literalValue(node, variables ?? {})),
    serialize: serialize ?? ((value) => value),
  });
  delete (type as { description?: unknown }).description; // an absent one would overwrite the SDL's
  return type;
}

/** Moments are epoch milliseconds inside and ISO 8601 text on the GraphQL wire. */
const DateTime = scalar('DateTime', parseTime, 'an ISO 8601 date and time, or epoch milliseconds', toIso);

const Long = scalar('Long', (value) => (Number.isSafeInteger(value) ? (value as number) : undefined), 'a whole number');

const JSONObject = scalar('JSONObject', (value) => (isMap(value) ? value : undefined), 'a JSON object');

const StringMap = scalar(
  'StringMap',
  (value) =>
    isMap(value) && Object.values(value).every((member) => typeof member === 'string') ? (value as Record<string, string>) : undefined,
  'an object whose values are text',
);

const Cursor = scalar(
  'Cursor',
  (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : undefined),
  'a cursor',
  String,
);

const IntMap = scalar(
  'IntMap',
  (value) => (isMap(value) && Object.values(value).every(Number.isSafeInteger) ? (value as Record<string, number>) : undefined),
  'an object whose values are whole numbers',
);

/** Moments that every wire spells as text. */
const IsoTime = scalar('IsoTime', parseTime, 'an ISO 8601 date and time', toIso);

/** Moments that REST spells in seconds. */
const EpochSeconds = scalar('EpochSeconds', parseTime, 'an ISO 8601 date and time, or epoch milliseconds', toIso);

/** Base64 text on the GraphQL wire, a buffer inside. */
const Bytes = scalar(
  'Bytes',
  (value) => (value instanceof Buffer ? value : typeof value === 'string' ? fromBase64(value) : undefined),
  'Base64 text',
  (value) => (value as Buffer).toString('base64'),
);

/** A file that a caller hands over. */
export interface Upload {
  /** As the caller names it: good for showing, never for a path. */
  filename: string;
  mimeType: string;
  bytes: Buffer;
}

const Upload = scalar(
  'Upload',
  (value): Upload | undefined => {
    if (!isMap(value)) return undefined;
    const { filename, mimeType, bytes, content } = value;
    if (typeof filename !== 'string' || typeof mimeType !== 'string') return undefined;
    const given = Buffer.isBuffer(bytes) ? bytes : typeof content === 'string' ? fromBase64(content) : undefined;
    return given && { filename, mimeType, bytes: given };
  },
  'an object with filename, mimeType and content (Base64 text)',
);

export const scalarResolvers = { DateTime, Long, JSONObject, StringMap, IntMap, Cursor, IsoTime, EpochSeconds, Bytes, Upload };

function fromBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

function toIso(value: unknown): string {
  return new Date(value as number).toISOString();
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function literalValue(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literalValue(field.value, variables)]));
    case Kind.LIST:
      return node.values.map((value) => literalValue(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
  }
}
