import { GraphQLError, Kind, type ASTVisitor, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

export interface QueryLimits {
  /** Fields below each other. */
  depth: number;
  /** Fields of an operation with another name than their own. */
  aliases: number;
  /** Fields in all, fragments counted where they are used. */
  fields: number;
}

const DEFAULT_LIMITS: QueryLimits = { depth: 15, aliases: 50, fields: 2_000 };

/** Refuses operations that ask for more than any client needs, before anything is executed. */
export function queryLimits(limits: QueryLimits = DEFAULT_LIMITS): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const seen = { aliases: 0, fields: 0, depth: 0 };
      measure(context, operation.selectionSet, 1, seen, limits, []);
      for (const name of ['depth', 'aliases', 'fields'] as const) {
        if (seen[name] > limits[name]) {
          context.reportError(
            new GraphQLError(`The operation has more than ${limits[name]} ${name === 'depth' ? 'levels' : name}`, {
              nodes: operation,
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            }),
          );
        }
      }
    },
  });
}

function measure(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  depth: number,
  seen: QueryLimits,
  limits: QueryLimits,
  inside: readonly string[],
): void {
  for (const selection of selections) {
    if (seen.fields > limits.fields || depth > 500) return;
    if (selection.kind === Kind.FIELD) {
      seen.fields++;
      if (selection.alias && selection.alias.value !== selection.name.value) seen.aliases++;
      // introspection is deep by nature and answered from memory
      if (!selection.name.value.startsWith('__')) {
        seen.depth = Math.max(seen.depth, depth);
        if (selection.selectionSet) measure(context, selection.selectionSet, depth + 1, seen, limits, inside);
      }
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      measure(context, selection.selectionSet, depth, seen, limits, inside);
    } else {
      const name = selection.name.value;
      const fragment = inside.includes(name) ? undefined : context.getFragment(name);
      if (fragment) measure(context, fragment.selectionSet, depth, seen, limits, [...inside, name]);
    }
  }
}
