import { useState } from 'react';
import { useMutation, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql';

/** A change that a page makes: what it needs to show of it, and `save`, which answers the data or null. */
export function useSave<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>) {
  const [{ fetching }, run] = useMutation(document);
  const [error, setError] = useState<CombinedError>();
  const [isSaved, setSaved] = useState(false);
  const save = async (variables: Variables): Promise<Data | null> => {
    setSaved(false);
    const result = await run(variables);
    setError(result.error);
    setSaved(!result.error);
    return result.data ?? null;
  };
  return { save, error, isSaving: fetching, isSaved };
}
