import { createClient as createSocket, type FormattedExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { session } from '../session/session.ts';
import { connection } from './connection.ts';
import { socketOptions } from './socket-options.ts';

/** The one WebSocket of this page. It connects when something is followed, and again for as long as something is. */
export const socket = createSocket({
  ...socketOptions,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  retryWait: async (retries) => {
    connection.set('lost');
    await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 250 * 2 ** retries) * (0.75 + Math.random() / 2)));
  },
  on: {
    ...socketOptions.on,
    connected: () => connection.set('live'),
    closed: (event) => {
      socketOptions.on.closed(event);
      connection.set('lost');
    },
  },
  keepAlive: 10_000,
  lazyCloseTimeout: 3_000,
});

// it belongs to whoever opened it
session.subscribe(() => {
  if (session.state.phase === 'signed-out') socket.terminate();
});

/** Follows something over the socket. When the credential that the socket was opened with ends, it goes on with the next one. */
export function follow<Data>(payload: SubscribePayload, sink: Sink<FormattedExecutionResult<Data>>): () => void {
  let stop: () => void;
  const start = () => {
    stop = socket.subscribe<Data>(payload, {
      ...sink,
      error(error) {
        if (!isRefused(error)) return sink.error(error);
        session.refuse();
        socket.terminate();
        start();
      },
    });
  };
  start();
  return () => stop();
}

function isRefused(error: unknown): boolean {
  return Array.isArray(error) && error.some((one: { extensions?: { code?: string } }) => one.extensions?.code === 'UNAUTHENTICATED');
}

/** Asks the server: queries and mutations over HTTP, subscriptions over the socket. What is shown is asked for anew and kept meanwhile. */
export function createClient(): Client {
  return new Client({
    url: '/graphql',
    fetch: session.fetch,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: follow(
              { query, variables },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (error) => sink.error(error),
                complete: () => sink.complete(),
              },
            ),
          }),
        }),
      }),
    ],
  });
}
