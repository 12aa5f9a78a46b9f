import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLError, GraphQLScalarType, Kind, type ConstDirectiveNode, type GraphQLEnumType, type GraphQLSchema } from 'graphql';

/**
 * The schema as REST sees it: enums are words in lower case (or as `@wire` says), moments are epoch milliseconds. Resolvers are the
 * same; only what goes over the wire differs.
 */
export function restView(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    // a scalar in an enum's place: graphql-js lets no enum choose its spelling
    [MapperKind.ENUM_TYPE]: (type) => enumAsWords(type) as unknown as GraphQLEnumType,
    [MapperKind.SCALAR_TYPE]: (type) => {
      if (type.name === 'DateTime') return epoch(type, 'Epoch milliseconds.', 1);
      if (type.name === 'EpochSeconds') return epoch(type, 'Epoch seconds.', 1000);
      return type.name === 'Bytes' ? rawBytes(type) : undefined;
    },
  });
}

function enumAsWords(type: GraphQLEnumType): GraphQLScalarType {
  const internal = new Map<string, unknown>();
  const words = new Map<unknown, string>();
  for (const { name, value, astNode } of type.getValues()) {
    const { as, also } = spellingsOf({ astNode });
    const word = as ?? name.toLowerCase();
    words.set(value, word);
    for (const spelling of [word, name, ...also]) internal.set(spelling.toLowerCase(), value);
  }
  const parse = (value: unknown): unknown => {
    const found = typeof value === 'string' ? internal.get(value.toLowerCase()) : undefined;
    if (found === undefined) throw new GraphQLError(`must be one of ${[...words.values()].join(', ')}`);
    return found;
  };
  return new GraphQLScalarType({
    name: type.name,
    description: type.description,
    serialize: (value) => words.get(value) ?? null,
    parseValue: parse,
    parseLiteral: (node) => parse('value' in node ? node.value : undefined),
    extensions: { words: [...words.values()] },
    astNode: undefined,
  });
}

/** What `@wire` says of an enum's value or an input's field. */
export function spellingsOf({ astNode }: { astNode?: { directives?: readonly ConstDirectiveNode[] } | null }): {
  as: string | null;
  also: string[];
} {
  const wire = astNode?.directives?.find((directive) => directive.name.value === 'wire');
  const valueOf = (name: string) => wire?.arguments?.find((argument) => argument.name.value === name)?.value;
  const as = valueOf('as');
  const also = valueOf('also');
  return {
    as: as?.kind === Kind.STRING ? as.value : null,
    also: also?.kind === Kind.LIST ? also.values.flatMap((node) => (node.kind === Kind.STRING ? [node.value] : [])) : [],
  };
}

/** Moments, which are milliseconds inside, as whole numbers of a unit. */
function epoch(type: GraphQLScalarType, description: string, unitMs: number): GraphQLScalarType {
  return new GraphQLScalarType({
    ...type.toConfig(),
    description,
    serialize: (value) => Math.floor((value as number) / unitMs),
    parseValue: (value) => {
      if (!Number.isSafeInteger(value)) throw new GraphQLError(`must be ${description.slice(0, -1).toLowerCase()}`);
      return (value as number) * unitMs;
    },
  });
}

/** Bytes go over HTTP as they are. */
function rawBytes(type: GraphQLScalarType): GraphQLScalarType {
  return new GraphQLScalarType({ ...type.toConfig(), serialize: (value) => value, parseValue: (value) => value });
}
