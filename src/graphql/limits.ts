import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export interface QueryLimits {
  /** Fields below each other. */
  levels: number;
  /** Fields of an operation with another name than their own. */
  aliases: number;
  /** Directives of a document. */
  directives: number;
  /** Fields in all, fragments counted where they are used. */
  fields: number;
  /** Objects that an answer may hold at most: lists count with their `limit`, or with ten items where they have none. */
  objects: number;
}

const DEFAULT_LIMITS: QueryLimits = { levels: 15, aliases: 50, directives: 50, fields: 2_000, objects: 500_000 };
/** Words and signs of a document, before it is parsed any further. */
export const MOST_TOKENS = 10_000;
/** Mistakes that are told of one document. */
const MOST_MISTAKES = 5;
/** Of a list that does not say how long it may get. */
const USUAL_LENGTH = 10;
/** Of a list whose limit a variable says, which is not known yet. */
const LONGEST_PAGE = 1_000;

/**
 * Refuses operations that ask for more than any client needs, before anything is executed. Introspection, deep by nature and answered from
 * memory, has a rule of its own in graphql-js.
 */
export function queryLimits(limits: QueryLimits = DEFAULT_LIMITS): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    let directives = 0;
    const refuse = (name: keyof QueryLimits, node: FieldNode | undefined, nodes = node ? [node] : []) =>
      context.reportError(
        new GraphQLError(`The operation has more than ${limits[name]} ${name}`, {
          nodes,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
      );
    return {
      Directive() {
        if (++directives === limits.directives + 1) refuse('directives', undefined);
      },
      OperationDefinition(operation) {
        const seen: Seen = { aliases: 0, fields: 0, levels: 0, objects: 0 };
        const root = context.getSchema().getRootType(operation.operation) ?? undefined;
        measure(context, operation.selectionSet, { parent: root, level: 1, times: 1, inside: [] }, seen, limits);
        for (const name of ['levels', 'aliases', 'fields', 'objects'] as const) if (seen[name] > limits[name]) refuse(name, undefined);
      },
    };
  };
}

type Seen = Omit<QueryLimits, 'directives'>;

interface Place {
  parent: GraphQLNamedType | undefined;
  level: number;
  /** How often the objects of this place may be there. */
  times: number;
  /** Fragments around it. */
  inside: readonly string[];
}

function measure(context: ValidationContext, { selections }: SelectionSetNode, place: Place, seen: Seen, limits: QueryLimits): void {
  for (const selection of selections) {
    if (seen.fields > limits.fields || place.level > 500) return;
    if (selection.kind === Kind.FIELD) {
      seen.fields++;
      if (selection.alias && selection.alias.value !== selection.name.value) seen.aliases++;
      if (selection.name.value.startsWith('__') || !selection.selectionSet) {
        if (!selection.name.value.startsWith('__')) seen.levels = Math.max(seen.levels, place.level);
        continue;
      }
      const { parent } = place;
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined;
      const times = place.times * (field ? lengthOf(field, selection) : 1);
      seen.objects += times;
      seen.levels = Math.max(seen.levels, place.level);
      const type = field && getNamedType(field.type);
      measure(context, selection.selectionSet, { ...place, parent: type, level: place.level + 1, times }, seen, limits);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition ? context.getSchema().getType(selection.typeCondition.name.value) : place.parent;
      measure(context, selection.selectionSet, { ...place, parent: type }, seen, limits);
    } else {
      const name = selection.name.value;
      const fragment = place.inside.includes(name) ? undefined : context.getFragment(name);
      if (!fragment) continue;
      const parent = context.getSchema().getType(fragment.typeCondition.name.value);
      measure(context, fragment.selectionSet, { ...place, parent, inside: [...place.inside, name] }, seen, limits);
    }
  }
}

/** How many objects a field may answer, by what it says itself. */
function lengthOf(field: GraphQLField<unknown, unknown>, { arguments: given }: FieldNode): number {
  const limit = field.args.find(({ name }) => name === 'limit');
  if (limit) {
    const value = given?.find(({ name }) => name.value === 'limit')?.value;
    if (value?.kind === Kind.INT) return Math.min(Math.max(0, Number(value.value)), LONGEST_PAGE);
    if (value?.kind === Kind.VARIABLE) return LONGEST_PAGE;
    return typeof limit.defaultValue === 'number' ? Math.min(limit.defaultValue, LONGEST_PAGE) : LONGEST_PAGE;
  }
  return isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)) ? USUAL_LENGTH : 1;
}

/** The first mistakes of a document: somebody who sends a thousand need not be told each. */
export function fewMistakes<T>(mistakes: readonly T[]): readonly T[] {
  return mistakes.length > MOST_MISTAKES ? mistakes.slice(0, MOST_MISTAKES) : mistakes;
}
