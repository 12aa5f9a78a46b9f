import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  buildASTSchema,
  getArgumentValues,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  valueFromASTUntyped,
  visit,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { isOpen } from '../src/graphql/authority.ts';
import { omitsOf, type Omits } from './omit-null.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One endpoint: an operation on a route. */
export interface Endpoint {
  /** The operation's name. */
  name: string;
  /** The file it stands in. */
  tag: string;
  method: Method;
  /** `/v1/runs/{id}`. */
  path: string;
  summary: string;
  status: number;
  /** The query parameter that chooses this operation among those on the route. */
  when: { name: string; value: string } | null;
  with: ValueNode | null;
  isStream: boolean;
  /** Whether those who are not signed in may ask. */
  isOpen: boolean;
  /** Whether agents get it as an MCP tool. */
  isTool: boolean;
  /** Bytes. */
  maxBody: number;
  /** Another address of an operation, for callers that exist. */
  isAlias: boolean;
  /** Its name in the OpenAPI document: unique also among the addresses of one operation. */
  id: string;
  variables: Variable[];
  /** What variables are that no request names. */
  defaults: Readonly<Record<string, unknown>>;
  kind: OperationDefinitionNode['operation'];
  /** The operation with its fragments and without the directives that are only for here. */
  document: DocumentNode;
  root: FieldNode;
  /** What is left out of the answer when it is null. */
  omits: Omits | null;
}

/** A variable of an operation, and where its value is looked for, in this order. */
export interface Variable {
  name: string;
  definition: VariableDefinitionNode;
  header: string | null;
  path: boolean;
  query: string[];
  body: string[];
  /** It is the whole body, byte for byte. */
  raw: boolean;
  /** The part of a multipart body that it is. */
  file: string | null;
}

const DEFAULT_MAX_BODY = 1024 * 1024;
const HAS_BODY: ReadonlySet<Method> = new Set(['POST', 'PUT', 'PATCH']);
/** Directives that only this adapter reads. */
const OURS: ReadonlySet<string> = new Set(['rest', 'from', 'omitNull']);
const DIRECTIVES = buildASTSchema(parse(readFileSync(join(import.meta.dirname, 'directives.graphql'), 'utf8')));

/**
 * Reads the operations of a folder and checks each against the schemas it will run on.
 * @throws {Error} that names the file and the operation, at start, for whatever could not work.
 */
export function loadEndpoints(folder: string, schemas: readonly GraphQLSchema[]): Endpoint[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  const parsed = files.map((file) => ({ tag: basename(file, '.graphql'), document: parse(readFileSync(join(folder, file), 'utf8')) }));
  const fragments = parsed.flatMap(({ document }) =>
    document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION),
  );
  const endpoints = parsed.flatMap(({ tag, document }) =>
    document.definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .flatMap((operation) => endpointsOf(tag, operation, fragments, schemas)),
  );
  refuseDoubles(endpoints);
  return endpoints;
}

function endpointsOf(
  tag: string,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
  schemas: readonly GraphQLSchema[],
): Endpoint[] {
  const name = operation.name?.value;
  if (!name) throw new Error(`${tag}.graphql: an operation has no name`);
  const refuse = (reason: string): never => {
    throw new Error(`${tag}.graphql: ${name} ${reason}`);
  };
  const document = withFragments(operation, fragments);
  for (const schema of schemas) {
    const [error] = validate(schema, document);
    if (error) refuse(`does not fit the schema: ${error.message}`);
  }
  const [root, ...others] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || others.length > 0) return refuse('must select exactly one root field');

  const rests = operation.directives?.filter((directive) => directive.name.value === 'rest') ?? [];
  if (rests.length === 0) refuse('has no @rest');
  return rests.map((directive, index): Endpoint => {
    const rest = argumentsOf<{
      method: Method;
      path: string;
      summary?: string;
      status: number;
      when?: string;
      stream?: 'SSE';
      maxBody?: number;
      tool: boolean;
    }>(directive, refuse);
    const inPath = [...rest.path.matchAll(/\{(\w+)\*?\}/g)].map((match) => match[1] ?? '');
    const variables = (operation.variableDefinitions ?? []).map((definition) => variableOf(definition, rest.method, inPath, refuse));
    for (const parameter of inPath)
      if (!variables.some((variable) => variable.name === parameter)) refuse(`has {${parameter}} in its path and no such variable`);
    if ((rest.stream !== undefined) !== (operation.operation === OperationTypeNode.SUBSCRIPTION))
      refuse('must be a subscription exactly if it is a stream');
    const [whenName, whenValue] = rest.when?.split('=') ?? [];
    return {
      name,
      tag,
      method: rest.method,
      path: rest.path,
      summary: rest.summary ?? name,
      status: rest.status,
      when: whenName && whenValue ? { name: whenName, value: whenValue } : null,
      with: withOf(directive),
      isStream: rest.stream !== undefined,
      isOpen: schemas.every((schema) => isOpen(schema, document)),
      isTool: rest.tool,
      maxBody: rest.maxBody ?? DEFAULT_MAX_BODY,
      isAlias: index > 0,
      id: index === 0 ? name : `${name}Alias${index > 1 ? index : ''}`,
      variables,
      defaults: Object.fromEntries(
        variables.flatMap(({ name: variable, definition }) =>
          definition.defaultValue ? [[variable, valueFromASTUntyped(definition.defaultValue)]] : [],
        ),
      ),
      kind: operation.operation,
      document,
      root,
      omits: omitsOf(operation, fragments),
    };
  });
}

function variableOf(
  definition: VariableDefinitionNode,
  method: Method,
  inPath: readonly string[],
  refuse: (reason: string) => never,
): Variable {
  const name = definition.variable.name.value;
  const directive = definition.directives?.find((candidate) => candidate.name.value === 'from');
  const from = directive ? argumentsOf<FromArguments>(directive, refuse) : null;
  const hasBody = HAS_BODY.has(method);
  const variable: Variable = { name, definition, header: null, path: false, query: [], body: [], raw: false, file: null };
  if (inPath.includes(name)) return { ...variable, path: true };
  if (!from) return { ...variable, query: hasBody ? [] : [name], body: hasBody ? [name] : [] };
  const { header, query = [], body = [], raw = false, file = null } = from;
  if ((body.length > 0 || raw || file !== null) && method === 'GET') refuse(`takes $${name} from a body, which ${method} has not`);
  return { ...variable, header: header?.toLowerCase() ?? null, query, body, raw, file };
}

interface FromArguments {
  header?: string;
  query?: string[];
  body?: string[];
  raw?: boolean;
  file?: string;
}

/** The document that is executed: the operation and the fragments it uses, without our own directives. */
function withFragments(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): DocumentNode {
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.find((candidate) => candidate.name.value === name.value);
        if (!fragment || used.has(name.value)) return;
        used.set(name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...used.values()] };
  return visit(document, { Directive: ({ name }) => (OURS.has(name.value) ? null : undefined) });
}

function argumentsOf<T>(directive: DirectiveNode | ConstDirectiveNode, refuse: (reason: string) => never): T {
  const definition = DIRECTIVES.getDirective(directive.name.value);
  if (!definition) return refuse(`uses an unknown directive @${directive.name.value}`);
  const plain = { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'with') ?? [] };
  return getArgumentValues(definition, plain) as T;
}

function withOf(directive: DirectiveNode): ValueNode | null {
  return directive.arguments?.find(({ name }) => name.value === 'with')?.value ?? null;
}

/** The constants of `with`, with variables in place. */
export function withValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value] ?? null;
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, withValue(value, variables)]));
    case Kind.LIST:
      return node.values.map((value) => withValue(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
  }
}

function refuseDoubles(endpoints: readonly Endpoint[]): void {
  const seen = new Map<string, string>();
  const ids = new Set<string>();
  for (const { method, path, when, name, id } of endpoints) {
    if (ids.has(id)) throw new Error(`there are two operations of the name ${name}`);
    ids.add(id);
    const key = `${method} ${path.replace(/\{\w+/g, '{')} ${when ? `${when.name}=${when.value}` : ''}`;
    const other = seen.get(key);
    if (other) throw new Error(`${name} and ${other} are on the same route, ${method} ${path}`);
    seen.set(key, name);
  }
}

export function operationOf({ document }: Endpoint): OperationDefinitionNode {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('an endpoint has one operation');
  return operation;
}
