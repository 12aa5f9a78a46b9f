import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { Empty, ErrorNote, Loading } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Ago } from '../ui/time.tsx';

const Audit = graphql(`
  query Audit($limit: Int) {
    auditLog(limit: $limit) {
      seq
      at
      actor
      action
      target
      surface
      address
      details
    }
    auditVerification {
      entries
      brokenAt
    }
  }
`);

const PAGE = 50;

/** Privileged acts and readings of what is secret. */
export default function AuditPage() {
  const [limit, setLimit] = useState(PAGE);
  const [{ data, error, fetching }] = useQuery({ query: Audit, variables: { limit }, requestPolicy: 'cache-and-network' });
  return (
    <Page title="Audit" lead="Who did what that takes a privilege, and who read what is secret. The log can only grow.">
      <ErrorNote error={error} />
      {fetching && !data && <Loading />}
      {data && data.auditVerification.brokenAt != null && (
        <p className="note note-bad" role="alert">
          Entry {data.auditVerification.brokenAt} was changed or is missing: do not trust what comes after it.
        </p>
      )}
      {data && data.auditVerification.brokenAt == null && (
        <p className="row-note">{data.auditVerification.entries} entries, and their chain of hashes is whole.</p>
      )}
      {data?.auditLog.length === 0 && <Empty>Nothing yet.</Empty>}
      {data && data.auditLog.length > 0 && (
        <ul className="rows">
          {data.auditLog.map(({ seq, at, actor, action, target, surface, address, details }) => (
            <li key={seq} className="row">
              <code>{action}</code>
              <span className="row-main">
                <span className="row-title">{target}</span>
                <span className="row-note">
                  {actor} over {surface} from {address}
                  {Object.keys(details).length > 0 && `, ${JSON.stringify(details)}`}
                </span>
              </span>
              <span className="row-side">
                <Ago at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {data?.auditLog.length === limit && (
        <button type="button" onClick={() => setLimit(limit + PAGE)}>
          Show more
        </button>
      )}
    </Page>
  );
}
