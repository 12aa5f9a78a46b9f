import { useEffect, useRef } from 'react';
import { stringifyDocument } from 'urql';
import { graphql } from '../gql/gql.ts';
import type { FollowEventsSubscription } from '../gql/graphql.ts';
import { follow, socket } from './client.ts';

const FollowEvents = graphql(`
  subscription FollowEvents($runId: ID, $chatId: ID, $types: [String!], $since: Cursor) {
    events(runId: $runId, chatId: $chatId, types: $types, since: $since) {
      cursor
      seq
      type
      runId
      stepId
      at
      data
    }
  }
`);

export type LogEvent = FollowEventsSubscription['events'];

interface Options {
  runId?: string;
  chatId?: string;
  types?: readonly string[];
  /** A cursor to begin after, `0` for the beginning; absent is now. */
  since?: string;
  /** Nothing is followed while it is true. */
  isPaused?: boolean;
}

/**
 * Follows the log over lost connections: it comes back with the last cursor it saw, so nothing is missed and nothing comes twice.
 * `onEvents` gets what came since the last frame at once, however much that is.
 */
export function useEvents({ runId, chatId, types, since, isPaused = false }: Options, onEvents: (events: LogEvent[]) => void): void {
  const handler = useRef(onEvents);
  useEffect(() => {
    handler.current = onEvents;
  });
  const typeList = types?.join(',');

  useEffect(() => {
    if (isPaused) return;
    let last = since;
    let isOver = false;
    let frame = 0;
    let pending: LogEvent[] = [];
    let unsubscribe = () => {};
    const flush = () => {
      frame = 0;
      const events = pending;
      pending = [];
      handler.current(events);
    };
    const begin = () => {
      const variables = { runId, chatId, types: typeList?.split(','), since: last };
      unsubscribe = follow<FollowEventsSubscription>(
        { query: stringifyDocument(FollowEvents), variables },
        {
          next({ data }) {
            if (!data) return;
            last = data.events.cursor;
            pending.push(data.events);
            frame ||= requestAnimationFrame(flush);
          },
          error: again,
          complete: again,
        },
      );
    };
    let retry = 0;
    // the socket itself would subscribe again from where it began, so each loss ends the subscription, and this goes on from the last cursor
    const again = () => {
      if (isOver || retry) return;
      retry = window.setTimeout(() => {
        retry = 0;
        begin();
      }, 300);
    };
    const onClosed = socket.on('closed', () => {
      unsubscribe();
      again();
    });
    begin();
    return () => {
      isOver = true;
      onClosed();
      clearTimeout(retry);
      cancelAnimationFrame(frame);
      unsubscribe();
    };
  }, [runId, chatId, typeList, since, isPaused]);
}
