import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { words } from '../ui/format.ts';
import { Ago } from '../ui/time.tsx';
import { useNow } from '../ui/use-now.ts';

const DeadLetters = graphql(`
  query DeadLetters {
    deadLetters {
      total
      recent {
        at
        to
        message
        reason
      }
    }
  }
`);

/** Messages that nobody could be given. */
export function DeadLetterList() {
  const [{ data }, ask] = useQuery({ query: DeadLetters });
  const now = useNow(5_000);
  useEffect(() => ask({ requestPolicy: 'network-only' }), [now, ask]);
  if (!data || data.deadLetters.total === 0) return null;
  return (
    <details className="fold">
      <summary>{data.deadLetters.total} dead letters: messages that could not be delivered</summary>
      <ul className="rows">
        {data.deadLetters.recent.map((letter, index) => (
          <li key={index} className="row">
            <span className="row-main">
              <span className="row-title">
                <code>{letter.message}</code> to <code>{letter.to}</code>
              </span>
              <span className="row-note">{words(letter.reason)}</span>
            </span>
            <span className="row-side">
              <Ago at={letter.at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
