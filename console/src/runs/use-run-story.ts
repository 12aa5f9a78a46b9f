import { useCallback, useMemo, useRef, useState } from 'react';
import { useEvents, type LogEvent } from '../graphql/use-events.ts';
import { BLANK, tell, type RunStory } from './run-story.ts';

/** A run, live from its beginning, and as it was at any moment of it. */
export interface FollowedRun {
  /** At the chosen moment. */
  story: RunStory;
  /** How many events there are. */
  length: number;
  /** The chosen moment, as the number of events that had happened; null is now. */
  moment: number | null;
  goTo: (moment: number | null) => void;
}

/** Between two stories that are kept, so that going back to a moment folds few events. */
const KEPT_EVERY = 200;

export function useRunStory(runId: string): FollowedRun {
  const events = useRef<LogEvent[]>([]);
  const kept = useRef<RunStory[]>([BLANK]);
  const [live, setLive] = useState({ story: BLANK, length: 0 });
  const [moment, setMoment] = useState<number | null>(null);

  useEvents({ runId, since: '0' }, (fresh) => {
    const added = fresh.filter(({ type }) => type !== 'gap');
    events.current.push(...added);
    setLive(({ story }) => ({ story: tell(story, added), length: events.current.length }));
  });

  const at = useCallback((length: number): RunStory => {
    const stories = kept.current;
    const index = Math.floor(length / KEPT_EVERY);
    while (stories.length <= index) {
      const from = (stories.length - 1) * KEPT_EVERY;
      stories.push(tell(stories.at(-1) ?? BLANK, events.current.slice(from, from + KEPT_EVERY)));
    }
    return tell(stories[index] ?? BLANK, events.current.slice(index * KEPT_EVERY, length));
  }, []);

  const story = useMemo(() => (moment === null ? live.story : at(moment)), [moment, live.story, at]);
  return { story, length: live.length, moment, goTo: setMoment };
}
