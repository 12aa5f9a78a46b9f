import { duration } from '../ui/format.ts';
import type { Attempt, RunStory } from './run-story.ts';

interface RunTimelineProps {
  story: RunStory;
  /** Where a bar that has no end yet ends. */
  now: number;
  selected: string | null;
  onSelect: (key: string) => void;
}

/** When each attempt waited, thought and called tools: a bar per attempt over the time of the run. */
export function RunTimeline({ story, now, selected, onSelect }: RunTimelineProps) {
  const from = story.startedAt ?? now;
  const until = Math.max(from + 1, story.endedAt ?? now);
  const share = (at: number) => `${(Math.min(1, Math.max(0, (at - from) / (until - from))) * 100).toFixed(2)}%`;
  const span = (start: number, end: number) => ({ left: share(start), width: `calc(${share(end)} - ${share(start)})` });
  return (
    <ol className="timeline" aria-label="Attempts over time">
      {story.attempts.map((attempt) => (
        <li key={attempt.key}>
          <button type="button" className="lane" aria-pressed={attempt.key === selected} onClick={() => onSelect(attempt.key)}>
            <span className="lane-name">
              {attempt.stepId}
              {nameOfTry(attempt)}
            </span>
            <span className="lane-track">
              <span className="bar bar-wait" style={span(attempt.queuedAt, attempt.startedAt ?? attempt.endedAt ?? until)} />
              {attempt.startedAt !== null && (
                <span className={`bar bar-${attempt.state}`} style={span(attempt.startedAt, attempt.endedAt ?? until)} />
              )}
              {attempt.turns.flatMap(({ parts }) =>
                parts.flatMap((part) =>
                  part.kind === 'tool'
                    ? [<span key={part.id} className="bar bar-tool" style={span(part.startedAt, part.endedAt ?? until)} />]
                    : [],
                ),
              )}
            </span>
            <span className="lane-time">
              {attempt.startedAt === null ? 'waits' : duration((attempt.endedAt ?? until) - attempt.startedAt)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function nameOfTry({ execution, attempt, item }: Attempt): string {
  const parts = [execution > 1 && `round ${execution}`, attempt > 1 && `try ${attempt}`, item !== null && `“${item.slice(0, 24)}”`];
  const name = parts.filter(Boolean).join(', ');
  return name && ` (${name})`;
}
