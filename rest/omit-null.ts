import { Kind, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** What `@omitNull` says of an object's members, by the names they have in the answer. Members that it says nothing of are not there. */
export type Omits = ReadonlyMap<string, { omit: boolean; within: Omits | null }>;

/** Reads `@omitNull` from an operation; null when it stands nowhere in it. */
export function omitsOf(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): Omits | null {
  return read(operation.selectionSet, isMarked(operation));

  function read(set: SelectionSetNode, all: boolean): Omits | null {
    const omits = new Map<string, { omit: boolean; within: Omits | null }>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const omit = all || isMarked(selection);
          const within = selection.selectionSet ? read(selection.selectionSet, all) : null;
          if (omit || within) omits.set(selection.alias?.value ?? selection.name.value, { omit, within });
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet);
        } else {
          const fragment = fragments.find(({ name }) => name.value === selection.name.value);
          if (fragment) collect(fragment.selectionSet);
        }
      }
    };
    collect(set);
    return omits.size > 0 ? omits : null;
  }
}

/** The answer without the nulls that are to be left out. What free JSON holds is not looked into. */
export function omitNulls(value: unknown, omits: Omits | null): unknown {
  if (!omits || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => omitNulls(item, omits));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const rule = omits.get(key);
      return rule?.omit && member === null ? [] : [[key, omitNulls(member, rule?.within ?? null)]];
    }),
  );
}

function isMarked({ directives }: { directives?: readonly { name: { value: string } }[] }): boolean {
  return directives?.some(({ name }) => name.value === 'omitNull') ?? false;
}
