import { stringifyDocument, type TypedDocumentNode } from '@urql/core';

/** What the server answered instead of data, in its own words. */
export class Refusal extends Error {
  /** As in the errors of the API: `UNAUTHENTICATED`, `FORBIDDEN`, … */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/**
 * One operation, outside of what pages keep of answers.
 * @throws {Refusal} when the server says no. @throws {TypeError} when it is not there.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  accessToken: string | null = null,
): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
    body: JSON.stringify({ query: stringifyDocument(document), variables }),
  });
  const { data, errors } = (await response.json().catch(() => ({}))) as {
    data?: Data | null;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  if (errors?.[0]) throw new Refusal(errors[0].message, errors[0].extensions?.code ?? '');
  if (!data) throw new TypeError(`The server answered ${response.status}`);
  return data;
}
