import type { ActorDefinition } from './kernel/actor.ts';
import { routeDelivery, type RoutingDeps } from '../src/github/github-routing.ts';
import { takeDelivery } from '../src/github/github-webhooks.ts';
import type { Logger } from '../src/logger.ts';

export type GithubMessage = { type: 'look' } | { type: 'worked'; isMore: boolean };

interface GithubState {
  isWorking: boolean;
  /** Somebody said that there is more while a delivery was worked on. */
  isAsked: boolean;
  /** Cancels the next look of its own. */
  cancelLook: () => void;
}

/** A delivery that another node left is found by the next look. */
const LOOK_EVERY_MS = 15_000;

/** Works on what GitHub told us, one delivery after the other; on each by one node. */
export function githubActor(deps: RoutingDeps & { logger: Logger }): ActorDefinition<GithubMessage, GithubState> {
  return {
    kind: 'github',
    lifetime: 'permanent',
    mailbox: { coalesce: ({ type }) => (type === 'look' ? type : null) },
    start(context) {
      context.self.tell({ type: 'look' });
      return { isWorking: false, isAsked: false, cancelLook: () => undefined };
    },
    receive(state, message, context) {
      if (message.type === 'worked') {
        context.note(null);
        if (message.isMore || state.isAsked) context.self.tell({ type: 'look' });
        const cancelLook = context.after(LOOK_EVERY_MS, { type: 'look' });
        return { isWorking: false, isAsked: false, cancelLook };
      }
      if (state.isWorking) return { ...state, isAsked: true };
      state.cancelLook();
      context.pipeToSelf(
        takeDelivery(deps.pool, (delivery) => routeDelivery(delivery, deps)),
        (taken) => ({ type: 'worked', isMore: taken !== null }),
        (error) => {
          deps.logger.warn({ error }, 'deliveries of GitHub cannot be worked on, trying again later');
          return { type: 'worked', isMore: false };
        },
      );
      context.note('working on a delivery');
      return { ...state, isWorking: true };
    },
  };
}
