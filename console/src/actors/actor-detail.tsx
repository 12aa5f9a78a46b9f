import { useEffect, useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/gql.ts';
import { Badge } from '../ui/badge.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { count } from '../ui/format.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { Ago } from '../ui/time.tsx';
import type { Actor, Rates } from './actor-forest.ts';
import { Spark } from './spark.tsx';

const Crashes = graphql(`
  query ActorCrashes($path: String!) {
    actorCrashes(path: $path) {
      at
      incarnation
      error
      stack
      message
      recentMessages
      restartAt
      givenUp
    }
  }
`);
const RestartActor = graphql(`
  mutation RestartActor($path: String!) {
    restartActor(path: $path) {
      path
      state
    }
  }
`);
const StopActor = graphql(`
  mutation StopActor($path: String!) {
    stopActor(path: $path)
  }
`);

const KEPT_SAMPLES = 60;

interface Sample {
  mailboxDepth: number;
  rate: number;
}

/** One actor: what it does, its counters over time, how it crashed, and what an operator may do to it. */
export function ActorDetail({ path, live, rates }: { path: string; live: Actor | undefined; rates: Rates }) {
  const [{ data, error }, ask] = useQuery({ query: Crashes, variables: { path } });
  const [restarted, restart] = useMutation(RestartActor);
  const [stopped, stop] = useMutation(StopActor);
  const samples = useSamples(live, rates);
  const restarts = live?.restarts;
  useEffect(() => ask({ requestPolicy: 'network-only' }), [restarts, ask]);
  const subject = subjectOf(path);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // where it stands below the tree, it would not be seen
    if (matchMedia('(max-width: 62rem)').matches) card.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <article ref={card} className="detail">
      <h2>
        <code>{path}</code>
      </h2>
      {live ? (
        <>
          <p>
            <Badge state={live.state} /> {live.doing}
          </p>
          {live.message && (
            <p>
              Handles <code>{live.message}</code>
              {live.busySince && (
                <>
                  , begun <Ago at={live.busySince} />
                </>
              )}
            </p>
          )}
          <dl className="facts">
            <div>
              <dt>Kind</dt>
              <dd>{live.kind}</dd>
            </div>
            <div>
              <dt>Started</dt>
              <dd>
                <Ago at={live.startedAt} />, start {live.incarnation}
              </dd>
            </div>
            <div>
              <dt>Messages</dt>
              <dd>
                {count(live.processed)} done, {live.mailboxDepth} waiting
                {live.oldestMessageAt && (
                  <>
                    , oldest <Ago at={live.oldestMessageAt} />
                  </>
                )}
              </dd>
            </div>
          </dl>
          <Spark name="Messages a second" values={samples.map(({ rate }) => rate)} />
          <Spark name="Messages that wait" values={samples.map(({ mailboxDepth }) => mailboxDepth)} />
          {live.lastError && <p className="note note-bad">{live.lastError}</p>}
          <div className="actions">
            {subject && (
              <Link className="button" href={subject.href}>
                Open its {subject.name}
              </Link>
            )}
            <ConfirmButton
              verb="Restart the actor"
              question="It and everything below it end, and it starts anew from what is stored. What it does right now is done again or cut off."
              onConfirm={() => void restart({ path })}
            >
              Restart
            </ConfirmButton>
            <ConfirmButton
              verb="Stop the actor"
              question="It and everything below it end for good. A run that it works on fails and says that an operator stopped it."
              onConfirm={() => void stop({ path })}
            >
              Stop
            </ConfirmButton>
          </div>
        </>
      ) : (
        <p>It is not alive any more.</p>
      )}
      <ErrorNote error={error ?? restarted.error ?? stopped.error} />
      {data && data.actorCrashes.length > 0 && <h3>Crashes</h3>}
      {data?.actorCrashes.map((crash) => (
        <details key={`${crash.at} ${crash.incarnation}`} className="fold fold-bad">
          <summary>
            <Ago at={crash.at} /> {crash.error}
          </summary>
          {crash.message && (
            <p>
              On <code>{crash.message}</code>
              {crash.recentMessages.length > 0 && ` after ${crash.recentMessages.join(', ')}`}
            </p>
          )}
          <p>{crash.givenUp ? 'It was given up.' : crash.restartAt && `It was started again.`}</p>
          {crash.stack && <pre tabIndex={0}>{crash.stack}</pre>}
        </details>
      ))}
    </article>
  );
}

/** What an actor is about, where people look at it. */
function subjectOf(path: string): { name: string; href: string } | undefined {
  const run = /(?:^|[/-])(run_[a-z0-9]+)/.exec(path)?.[1];
  if (run) return { name: 'run', href: `/runs/${run}` };
  const [root, id] = path.split('/');
  if (id === undefined) return undefined;
  if (root === 'mcp') return { name: 'server', href: `/mcp-servers/${id}` };
  if (root === 'chats') return { name: 'chat', href: `/chat/${id}` };
  return root === 'agents' ? { name: 'agent', href: `/agents/${id}` } : undefined;
}

/** A sample with each measurement, the newest last. */
function useSamples(live: Actor | undefined, rates: Rates): Sample[] {
  const [samples, setSamples] = useState<Sample[]>([]);
  const newest = useRef(live);
  useEffect(() => {
    newest.current = live;
  });
  useEffect(() => {
    const actor = newest.current;
    if (!actor) return;
    const sample = { mailboxDepth: actor.mailboxDepth, rate: rates.get(actor.path) ?? 0 };
    setSamples((kept) => [...kept.slice(1 - KEPT_SAMPLES), sample]);
  }, [rates]);
  return samples;
}
