import type { Endpoint, Method } from './operations.ts';

interface Node {
  literals: Map<string, Node>;
  parameter: Node | null;
  /** `{x*}`: takes all that is left. */
  rest: Node | null;
  endpoints: Map<Method, Endpoint[]>;
}

export interface Match {
  /** Of the request's method; several when a query parameter chooses among them. */
  endpoints: Endpoint[];
  /** Methods that this path knows. */
  allowed: Method[];
  /** Decoded segments, in the order of the path's parameters. */
  values: string[];
}

/** Finds endpoints by method and path: literals before parameters before the rest; case counts, one trailing slash does not. */
export class Routes {
  readonly #root: Node = emptyNode();

  constructor(endpoints: readonly Endpoint[]) {
    for (const endpoint of endpoints) {
      let node = this.#root;
      for (const segment of endpoint.path.split('/').slice(1)) {
        if (/^\{\w+\*\}$/.test(segment)) node = node.rest ??= emptyNode();
        else if (segment.startsWith('{')) node = node.parameter ??= emptyNode();
        else {
          const next = node.literals.get(segment) ?? emptyNode();
          node.literals.set(segment, next);
          node = next;
        }
      }
      node.endpoints.set(endpoint.method, [...(node.endpoints.get(endpoint.method) ?? []), endpoint]);
    }
  }

  /** Undefined when nothing is at this path. */
  match(method: string, path: string): Match | undefined {
    const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    const segments = trimmed.split('/').slice(1).map(decode);
    if (segments.includes(undefined)) return undefined;
    const found = find(this.#root, segments as string[], 0, []);
    if (!found) return undefined;
    const asked = (method === 'HEAD' ? 'GET' : method) as Method;
    return { endpoints: found.node.endpoints.get(asked) ?? [], allowed: [...found.node.endpoints.keys()], values: found.values };
  }
}

function find(node: Node, segments: readonly string[], index: number, values: string[]): { node: Node; values: string[] } | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.endpoints.size > 0 ? { node, values } : undefined;
  const literal = node.literals.get(segment);
  const inLiteral = literal && find(literal, segments, index + 1, values);
  if (inLiteral) return inLiteral;
  const inParameter = node.parameter && segment !== '' ? find(node.parameter, segments, index + 1, [...values, segment]) : undefined;
  if (inParameter) return inParameter;
  return node.rest && segment !== '' ? { node: node.rest, values: [...values, segments.slice(index).join('/')] } : undefined;
}

function emptyNode(): Node {
  return { literals: new Map(), parameter: null, rest: null, endpoints: new Map() };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
