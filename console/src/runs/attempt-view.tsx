import { Badge } from '../ui/badge.tsx';
import { count, dollars, duration, words } from '../ui/format.ts';
import { LiveMarkdown, Markdown } from '../ui/markdown.tsx';
import type { Attempt, Part, Turn } from './run-story.ts';

/** What one attempt at a step said and did, turn by turn. */
export function AttemptView({ attempt }: { attempt: Attempt }) {
  const outputs = Object.entries(attempt.outputs);
  return (
    <article className="attempt" aria-label={`${attempt.stepId}, execution ${attempt.execution}, try ${attempt.attempt}`}>
      <header className="attempt-head">
        <h3>{attempt.stepId}</h3>
        <Badge state={attempt.state} />
        <span className="row-note">
          {[
            attempt.agentId,
            attempt.model,
            words(attempt.reason),
            attempt.tokens > 0 && `${count(attempt.tokens)} tokens`,
            attempt.costUsd > 0 && dollars(attempt.costUsd),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </header>
      {attempt.item !== null && <p className="row-note">Item: {attempt.item}</p>}
      {attempt.turns.map((turn) => (
        <TurnView key={turn.turn} turn={turn} isLive={attempt.state === 'running' && turn === attempt.turns.at(-1)} />
      ))}
      {attempt.state === 'running' && attempt.turns.length === 0 && <p className="loading">Waiting for the model…</p>}
      {attempt.state === 'queued' && <p className="loading">Waiting for {attempt.agentId}, who works on something else.</p>}
      {attempt.error && (
        <p className="note note-bad" role="alert">
          {attempt.error}
        </p>
      )}
      {outputs.length > 0 && (
        <dl className="outputs">
          {outputs.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Markdown text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

function TurnView({ turn, isLive }: { turn: Turn; isLive: boolean }) {
  return (
    <section className="turn" aria-label={`Turn ${turn.turn}`}>
      {turn.parts.map((part, index) => (
        <PartView key={index} part={part} isLive={isLive && index === turn.parts.length - 1} />
      ))}
    </section>
  );
}

function PartView({ part, isLive }: { part: Part; isLive: boolean }) {
  if (part.kind === 'text') {
    return (
      <div className={isLive ? 'said is-live' : 'said'}>{isLive ? <LiveMarkdown text={part.text} /> : <Markdown text={part.text} />}</div>
    );
  }
  if (part.kind === 'thinking') {
    return (
      <details className="fold" open={isLive}>
        <summary>Thinking</summary>
        <div className="thought">{part.text}</div>
      </details>
    );
  }
  return (
    <details className={part.isError ? 'fold fold-bad' : 'fold'}>
      <summary>
        <code>{part.name}</code>{' '}
        <span className="row-note">
          {part.endedAt === null ? 'runs…' : duration(part.endedAt - part.startedAt)}
          {part.isError && ' · failed'}
        </span>
      </summary>
      <pre tabIndex={0}>{JSON.stringify(part.args, null, 2)}</pre>
      {part.result !== null && <pre tabIndex={0}>{part.result}</pre>}
    </details>
  );
}
