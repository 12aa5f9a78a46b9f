import { duration } from '../ui/format.ts';
import type { Attempt, RunStory } from './run-story.ts';

interface RunTimelineProps {
  story: RunStory;
  /** Where a bar that has no end yet ends. */
  now: number;
  selected: string | null;
  onSelect: (key: string) => void;
}

const LEGEND = [
  ['waits', 'bar-wait'],
  ['works', 'bar-running'],
  ['turn', 'bar-turn'],
  ['tool', 'bar-tool'],
] as const;

/** When each attempt waited, thought and called tools: a bar per attempt over the time of the run. */
export function RunTimeline({ story, now, selected, onSelect }: RunTimelineProps) {
  const from = story.startedAt ?? now;
  const until = Math.max(from + 1, story.endedAt ?? now);
  const share = (at: number) => `${(Math.min(1, Math.max(0, (at - from) / (until - from))) * 100).toFixed(2)}%`;
  const span = (start: number, end: number) => ({ left: share(start), width: `calc(${share(end)} - ${share(start)})` });
  return (
    <>
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
                {attempt.turns.map(({ turn, startedAt, endedAt }) => {
                  const end = endedAt ?? attempt.endedAt ?? until;
                  return (
                    <span
                      key={turn}
                      className="bar bar-turn"
                      title={`turn ${turn}, ${duration(end - startedAt)}`}
                      style={span(startedAt, end)}
                    />
                  );
                })}
                {attempt.turns
                  .flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'tool' ? [part] : [])))
                  .map((call) => {
                    const end = call.endedAt ?? attempt.endedAt ?? until;
                    return (
                      <span
                        key={call.id}
                        className="bar bar-tool"
                        title={`${call.name}, ${duration(end - call.startedAt)}`}
                        style={span(call.startedAt, end)}
                      />
                    );
                  })}
                {story.waits.flatMap((wait) => {
                  const [start, end] = [Math.max(wait.from, attempt.queuedAt), Math.min(wait.until ?? until, attempt.endedAt ?? until)];
                  return end > start
                    ? [<span key={wait.from} className="bar bar-pause" title={`waits: ${wait.for}`} style={span(start, end)} />]
                    : [];
                })}
              </span>
              <span className="lane-time">
                {attempt.startedAt === null ? 'waits' : duration((attempt.endedAt ?? until) - attempt.startedAt)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="legend" aria-hidden="true">
        {LEGEND.map(([name, kind]) => (
          <span key={name}>
            <span className={`swatch ${kind}`} /> {name}
          </span>
        ))}
      </p>
    </>
  );
}

function nameOfTry({ execution, attempt, item }: Attempt): string {
  const parts = [execution > 1 && `round ${execution}`, attempt > 1 && `try ${attempt}`, item !== null && `“${item.slice(0, 24)}”`];
  const name = parts.filter(Boolean).join(', ');
  return name && ` (${name})`;
}
