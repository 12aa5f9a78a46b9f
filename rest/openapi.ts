import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  Kind,
  typeFromAST,
  type FragmentDefinitionNode,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Omits } from './omit-null.ts';
import { operationOf, type Endpoint, type Variable } from './operations.ts';

type JsonSchema = Record<string, unknown>;

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Cursor: { type: 'string' },
  Int: { type: 'integer' },
  Long: { type: 'integer', format: 'int64' },
  DateTime: { type: 'integer', format: 'int64', description: 'Epoch milliseconds.' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  JSONObject: { type: 'object', additionalProperties: true },
  StringMap: { type: 'object', additionalProperties: { type: 'string' } },
  IntMap: { type: 'object', additionalProperties: { type: 'integer' } },
  IsoTime: { type: 'string', format: 'date-time' },
  EpochSeconds: { type: 'integer', format: 'int64', description: 'Epoch seconds.' },
  Bytes: { type: 'string', format: 'binary' },
  Upload: { type: 'string', format: 'binary' },
};

/** The OpenAPI 3.1 description of the endpoints, made from the same operations that answer them. */
export function openApiDocument(schema: GraphQLSchema, endpoints: readonly Endpoint[], { version }: { version: string }): object {
  const paths: Record<string, Record<string, unknown>> = {};
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/\{(\w+)\*\}/g, '{$1}');
    const item = (paths[path] ??= {});
    const method = endpoint.method.toLowerCase();
    if (!item[method] || endpoint.when === null) item[method] = operation(schema, endpoint, endpoints);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'DjinnBot runtime',
      version,
      description: 'The REST API, generated from GraphQL operations. The schema itself, with subscriptions, is at `/graphql`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ bearer: [] }],
    tags: tags.map((name) => ({ name, description: `${name.charAt(0).toUpperCase()}${name.slice(1)}` })),
    paths,
    components: { schemas: { Problem: PROBLEM }, securitySchemes: SECURITY },
  };
}

/** What a server with authentication on asks for; another one takes any and none. */
const SECURITY = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key such as `djb_…`.' },
  ticket: { type: 'apiKey', in: 'query', name: 'token', description: 'A ticket or a token, for the addresses of event streams.' },
};

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One readable sentence.' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    request_id: { type: 'string' },
  },
};

function operation(schema: GraphQLSchema, endpoint: Endpoint, all: readonly Endpoint[]): object {
  const inBody = endpoint.variables.filter(({ body, raw, file }) => body.length > 0 || raw || file !== null);
  const chosen = all.filter(({ method, path, when }) => method === endpoint.method && path === endpoint.path && when !== null);
  const parameters = [
    ...endpoint.variables.flatMap((variable) => parametersOf(schema, variable)),
    ...chosen.flatMap(({ when }) =>
      when
        ? [
            {
              name: when.name,
              in: 'query',
              required: false,
              schema: { type: 'string' },
              description: `\`${when.value}\` chooses another form of the answer.`,
            },
          ]
        : [],
    ),
  ];
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(endpoint.isAlias && { deprecated: true }),
    ...(endpoint.isOpen && { security: [] }),
    ...(endpoint.isStream && { security: [{ bearer: [] }, { ticket: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(inBody.length > 0 && { requestBody: requestBody(schema, inBody) }),
    responses: {
      [endpoint.status]: success(schema, endpoint),
      '4XX': problem('The request cannot be answered as it is.'),
      '5XX': problem('The server or something behind it failed.'),
    },
  };
}

/** What a caller may give an endpoint as one object of JSON: path, query and body in one. */
export function inputOf(schema: GraphQLSchema, { variables }: Endpoint): JsonSchema {
  const required: string[] = [];
  const properties: Record<string, JsonSchema> = {};
  for (const { name, path, query, body, definition } of variables) {
    const type = typeFromAST(schema, definition.type) as GraphQLInputType;
    const key = path ? name : (query[0] ?? body[0]);
    if (key === undefined) continue; // from a header
    const value = inputSchema(type, !isNonNullType(type));
    if (key === '*') {
      Object.assign(properties, value.properties);
      required.push(...((value.required as string[] | undefined) ?? []));
    } else {
      properties[key] = value;
      if (isNonNullType(type) && !definition.defaultValue) required.push(key);
    }
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function parametersOf(schema: GraphQLSchema, variable: Variable): object[] {
  const type = typeFromAST(schema, variable.definition.type) as GraphQLInputType;
  const required = isNonNullType(type) && !variable.definition.defaultValue;
  const parameter = (where: string, name: string, isRequired: boolean) => ({
    name,
    in: where,
    required: isRequired,
    schema: inputSchema(type, false),
  });
  if (variable.path) return [parameter('path', variable.name, true)];
  return [
    ...(variable.header ? [parameter('header', variable.header, false)] : []),
    ...variable.query.slice(0, 1).map((name) => parameter('query', name, required && variable.body.length === 0)),
  ];
}

function requestBody(schema: GraphQLSchema, variables: readonly Variable[]): object {
  const typeOf = ({ definition }: Variable) => typeFromAST(schema, definition.type) as GraphQLInputType;
  const whole = variables.find(({ body }) => body[0] === '*');
  const isForm = variables.some(({ file }) => file !== null);
  if (variables.some(({ raw }) => raw)) return { required: true, content: { '*/*': { schema: {} } } };
  const required = variables
    .filter((variable) => isNonNullType(typeOf(variable)) && !variable.definition.defaultValue)
    .map(({ body, file }) => file ?? body[0]);
  const content = whole
    ? inputSchema(typeOf(whole), false)
    : {
        type: 'object',
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(
          variables.map((variable) => {
            const [name = variable.name, ...others] = variable.file === null ? variable.body : [variable.file];
            return [
              name,
              {
                ...inputSchema(typeOf(variable), true),
                ...(others.length > 0 && { description: `Also understood as ${others.join(', ')}.` }),
              },
            ];
          }),
        ),
      };
  return { required: required.length > 0, content: { [isForm ? 'multipart/form-data' : 'application/json']: { schema: content } } };
}

function success(schema: GraphQLSchema, endpoint: Endpoint): object {
  if (endpoint.isStream) {
    return {
      description:
        'Server-sent events: one JSON object per `data:` line; resume with the last `id` in `Last-Event-ID`. A WebSocket at the same address gets the same objects as messages.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    };
  }
  if (endpoint.status === 204) return { description: 'It is done; there is no body.' };
  const steered = steeringOf(endpoint);
  if (steered.has('_type'))
    return { description: 'The file, under its own type.', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  return { description: 'The answer.', content: { 'application/json': { schema: answerSchema(schema, endpoint) } } };
}

/** Names in the root's selection that steer the answer. */
function steeringOf({ root }: Endpoint): Set<string> {
  return new Set(
    root.selectionSet?.selections.flatMap((item) =>
      item.kind === Kind.FIELD && item.alias?.value.startsWith('_') ? [item.alias.value] : [],
    ),
  );
}

function problem(description: string): object {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

function answerSchema(schema: GraphQLSchema, endpoint: Endpoint): JsonSchema {
  const rootType = schema.getRootType(operationOf(endpoint).operation);
  const field = rootType?.getFields()[endpoint.root.name.value];
  if (!field) return {};
  const fragments = new Map(
    endpoint.document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  if (endpoint.with?.kind === Kind.LIST) return { type: 'array', items: {} };
  const key = endpoint.root.alias?.value ?? endpoint.root.name.value;
  const value = outputSchema(field.type, endpoint.root.selectionSet, fragments, endpoint.omits?.get(key)?.within ?? null);
  const added = Object.fromEntries(
    (endpoint.with?.kind === Kind.OBJECT ? endpoint.with.fields : []).map(({ name, value: node }) => [
      name.value,
      JSON_TYPES[node.kind] ? { type: JSON_TYPES[node.kind] } : {},
    ]),
  );
  const always = Object.keys(added);
  if (endpoint.root.alias) {
    return { type: 'object', required: [...always, key], properties: { ...added, [key]: value } };
  }
  if (always.length === 0) return value;
  const required = [...new Set([...always, ...((value.required as string[] | undefined) ?? [])])];
  return { type: 'object', required, properties: { ...added, ...(value.properties ?? {}) } };
}

/** The JSON type of a constant. */
const JSON_TYPES: Readonly<Partial<Record<Kind, string>>> = {
  [Kind.INT]: 'integer',
  [Kind.FLOAT]: 'number',
  [Kind.STRING]: 'string',
  [Kind.ENUM]: 'string',
  [Kind.BOOLEAN]: 'boolean',
  [Kind.NULL]: 'null',
  [Kind.LIST]: 'array',
  [Kind.OBJECT]: 'object',
};

function outputSchema(
  type: GraphQLOutputType,
  selection: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  omits: Omits | null,
): JsonSchema {
  if (isNonNullType(type)) return outputSchema(type.ofType as GraphQLOutputType, selection, fragments, omits);
  if (isListType(type)) return { type: 'array', items: orNull(type.ofType, selection, fragments, omits) };
  const named = getNamedType(type);
  if (!isObjectType(named) || !selection)
    return isEnumType(named) ? {} : scalarSchema(named.name, (named as { extensions?: { words?: string[] } }).extensions?.words);
  const properties: Record<string, JsonSchema> = {};
  collect(selection);
  const always = Object.keys(properties).filter((name) => !omits?.get(name)?.omit);
  return (
    properties._body ?? {
      type: 'object',
      ...(named.description && { description: named.description }),
      ...(always.length > 0 && { required: always }),
      properties,
    }
  );

  function collect(set: SelectionSetNode): void {
    for (const item of set.selections) {
      if (item.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(item.name.value);
        if (fragment) collect(fragment.selectionSet);
      } else if (item.kind === Kind.FIELD && item.name.value !== '__typename') {
        const field = isObjectType(named) ? named.getFields()[item.name.value] : undefined;
        if (!field) continue;
        const key = item.alias?.value ?? item.name.value;
        if (/^_(status|location|type|filename)$/.test(key)) continue;
        const value = orNull(field.type, item.selectionSet, fragments, omits?.get(key)?.within ?? null);
        properties[key] = {
          ...value,
          ...(field.description && !value.description && { description: field.description }),
        };
      }
    }
  }
}

/** As `outputSchema`, with null among the types where the field may be null. */
function orNull(
  type: GraphQLOutputType,
  selection: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  omits: Omits | null,
): JsonSchema {
  const schema = outputSchema(type, selection, fragments, omits);
  return isNonNullType(type) ? schema : nullable(schema);
}

function nullable(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return schema;
  return { ...schema, type: [schema.type, 'null'], ...(Array.isArray(schema.enum) && { enum: [...(schema.enum as unknown[]), null] }) };
}

function inputSchema(type: GraphQLInputType, mayBeNull: boolean): JsonSchema {
  if (isNonNullType(type)) return inputSchema(type.ofType, false);
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, false) };
  const named = getNamedType(type);
  const schema: JsonSchema = isInputObjectType(named)
    ? objectSchema(Object.values(named.getFields()))
    : scalarSchema(named.name, (named as { extensions?: { words?: string[] } }).extensions?.words);
  return mayBeNull ? nullable(schema) : schema;
}

function objectSchema(fields: readonly GraphQLInputField[]): JsonSchema {
  const required = fields.filter(isRequiredInputField).map(({ name }) => name);
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      fields.map(({ name, type, description }) => [name, { ...inputSchema(type, true), ...(description && { description }) }]),
    ),
  };
}

function scalarSchema(name: string, words: string[] | undefined): JsonSchema {
  return words ? { type: 'string', enum: words } : (SCALARS[name] ?? {});
}
