import { Link } from 'wouter';
import { Badge } from '../ui/badge.tsx';
import { dollars, duration } from '../ui/format.ts';
import { Ago } from '../ui/time.tsx';
import type { RunRow } from './use-runs.ts';

/** Runs as rows that lead to their pages. */
export function RunList({ runs }: { runs: readonly RunRow[] }) {
  return (
    <ul className="rows">
      {runs.map((run) => (
        <li key={run.id}>
          <Link href={`/runs/${run.id}`} className="row">
            <Badge state={run.status}>{run.waitingFor ? `waits: ${run.waitingFor}` : undefined}</Badge>
            <span className="row-main">
              <span className="row-title">{run.task || 'No task'}</span>
              <span className="row-note">
                {run.pipelineId}
                {run.currentStep && !run.completedAt && ` · ${run.currentStep}`}
              </span>
            </span>
            <span className="row-side">
              {run.costUsd > 0 && <span>{dollars(run.costUsd)}</span>}
              {run.completedAt && <span>{duration(Date.parse(run.completedAt) - Date.parse(run.createdAt))}</span>}
              <Ago at={run.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
