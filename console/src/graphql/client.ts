import { createClient as createSocket } from 'graphql-ws';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { connection } from './connection.ts';

/** The one WebSocket of this page. It connects when something is followed, and again for as long as something is. */
export const socket = createSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  retryWait: async (retries) => {
    connection.set('lost');
    await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 250 * 2 ** retries) * (0.75 + Math.random() / 2)));
  },
  on: { connected: () => connection.set('live'), closed: () => connection.set('lost') },
  keepAlive: 10_000,
  lazyCloseTimeout: 3_000,
});

/** Asks the server: queries and mutations over HTTP, subscriptions over the socket. What is shown is asked for anew and kept meanwhile. */
export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  exchanges: [
    cacheExchange,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({
          unsubscribe: socket.subscribe(
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
