import { session } from '../session/session.ts';

/** Of the close of a socket whose opener is not signed in. */
const FORBIDDEN = 4403;

/** How a WebSocket of GraphQL is opened by whoever is signed in. */
export const socketOptions = {
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  async connectionParams(): Promise<{ authorization?: string }> {
    // a server that is not there is found to be so by the socket, too
    const token = await session.accessToken().catch(() => null);
    return token ? { authorization: `Bearer ${token}` } : {};
  },
  on: {
    closed(event: unknown): void {
      if ((event as CloseEvent).code === FORBIDDEN) session.refuse();
    },
  },
};
