import { Kind } from 'graphql';
import { omitNulls, type Omits } from './omit-null.ts';
import { withValue, type Endpoint } from './operations.ts';

/** What is sent for an operation's answer. */
export interface Answer {
  status: number;
  /** Where the caller is sent to. */
  location: string | null;
  /** Of a body that is no JSON: bytes or text. */
  file: { type: string; name: string | null } | null;
  body: unknown;
}

/**
 * The answer of an endpoint; undefined when there is nothing there (404). Members `_status`, `_location`, `_type`, `_filename` of the
 * root object steer it and are not part of the body.
 */
export function answerOf(
  endpoint: Endpoint,
  data: Record<string, unknown>,
  variables: Readonly<Record<string, unknown>>,
): Answer | undefined {
  const value = omitNulls(data, endpoint.omits) as Record<string, unknown>;
  const root = value[endpoint.root.alias?.value ?? endpoint.root.name.value];
  const body = bodyOf(endpoint, root, variables);
  if (body === undefined) return undefined;
  const steering = isObject(root) ? root : {};
  const text = (name: string) => (typeof steering[name] === 'string' ? steering[name] : null);
  const type = text('_type');
  return {
    status: typeof steering._status === 'number' ? steering._status : endpoint.status,
    location: text('_location'),
    file: type === null ? null : { type, name: text('_filename') },
    body: isObject(body) && body === root ? withoutSteering(body) : body,
  };
}

const STEERING: ReadonlySet<string> = new Set(['_status', '_location', '_type', '_filename']);

function withoutSteering(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !STEERING.has(name)));
}

function bodyOf(endpoint: Endpoint, value: unknown, variables: Readonly<Record<string, unknown>>): unknown {
  const { root } = endpoint;
  if (value === null || value === undefined) return undefined;
  const constant = endpoint.with ? withValue(endpoint.with, { ...endpoint.defaults, ...variables }) : undefined;
  const added = isObject(constant) ? constant : null;
  if (root.alias) return { ...added, [root.alias.value]: value };
  if (constant !== undefined && (typeof value !== 'object' || selectsNothing(endpoint))) return constant;
  const body = Array.isArray(value) ? value.map(unwrap) : unwrap(value);
  return added && isObject(body) ? { ...added, ...body } : body;
}

/** An item of a stream: its body, the id to resume by, and its name if it has one. */
export function streamItem(endpoint: Endpoint, data: Record<string, unknown>): { body: unknown; id: string | null; event: string | null } {
  const value = omitNulls(data[endpoint.root.alias?.value ?? endpoint.root.name.value], rootOmits(endpoint));
  const steering = isObject(value) ? value : {};
  return {
    body: unwrap(value),
    id: typeof steering._id === 'string' ? steering._id : null,
    event: typeof steering._event === 'string' ? steering._event : null,
  };
}

function rootOmits({ omits, root }: Endpoint): Omits | null {
  return omits?.get(root.alias?.value ?? root.name.value)?.within ?? null;
}

/** `Run run_1 not found`, from what the route names. */
export function notFoundText({ path }: Endpoint, variables: Readonly<Record<string, unknown>>): string {
  const segments = path.split('/');
  const named = segments.flatMap((segment, index) => {
    const parameter = /^\{(\w+)\*?\}$/.exec(segment)?.[1];
    if (!parameter) return [];
    const word = parameter.endsWith('_id') ? parameter.slice(0, -3) : (segments[index - 1] ?? '').replace(/s$/, '');
    const id = String(variables[parameter]);
    return [`${word} ${/^[\w.:-]{1,140}$/.test(id) ? id : ''}`.trimEnd()];
  });
  const [what = 'this', ...within] = named.reverse();
  const sentence = [`${what} not found`, ...within.map((outer) => `for ${outer}`)].join(' ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `_body` stands in for the object that has it. */
function unwrap(value: unknown): unknown {
  return isObject(value) && Object.hasOwn(value, '_body') ? unwrap(value._body) : value;
}

function selectsNothing({ root }: Endpoint): boolean {
  return (
    root.selectionSet?.selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename') ?? false
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
