import { createClient } from 'graphql-ws';
import { socketOptions } from '../graphql/socket-options.ts';
import { session } from '../session/session.ts';

/** What GraphiQL hands over to be sent. */
interface Operation {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown>;
}

interface Surroundings {
  /** As typed into the editor of headers. */
  headers?: Record<string, string>;
  documentAST?: { definitions: readonly { kind: string; operation?: string; name?: { value: string } }[] };
}

/** Sends operations as whoever is signed in, or as the headers say: subscriptions over a WebSocket, the others over HTTP. */
export async function fetcher(operation: Operation, { headers = {}, documentAST }: Surroundings = {}): Promise<unknown> {
  const isSubscription = documentAST?.definitions.some(
    ({ operation: kind, name }) => kind === 'subscription' && (name?.value ?? null) === (operation.operationName ?? null),
  );
  if (isSubscription) return subscribe(operation, headers);
  const response = await session.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
}

/** Each has a socket of its own, since each may have headers of its own. */
async function* subscribe({ query, operationName, variables }: Operation, headers: Record<string, string>): AsyncGenerator<unknown> {
  const socket = createClient({
    ...socketOptions,
    connectionParams: async () => ({ ...(await socketOptions.connectionParams()), ...lowerCased(headers) }),
  });
  try {
    yield* socket.iterate({ query, operationName, variables });
  } catch (error) {
    throw error instanceof CloseEvent ? new Error(`The connection was closed: ${error.code} ${error.reason}`) : error;
  } finally {
    void socket.dispose();
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
