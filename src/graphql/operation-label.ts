import { Kind, type OperationDefinitionNode } from 'graphql';

/** Names a valid operation by what the schema has, never by what its caller calls it: `query runs`. Null is one that was not valid. */
export function operationLabel(operation: OperationDefinitionNode | null | undefined): string {
  if (!operation) return 'invalid';
  const { selections } = operation.selectionSet;
  const [first] = selections;
  if (selections.length !== 1 || first?.kind !== Kind.FIELD) return `${operation.operation} several`;
  return `${operation.operation} ${first.name.value.startsWith('__') ? 'introspection' : first.name.value}`;
}
