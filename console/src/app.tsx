import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Shell } from './shell.tsx';
import { Loading } from './ui/notes.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { HomePage } from './home/home-page.tsx';

const RunsPage = lazy(() => import('./runs/runs-page.tsx'));
const RunPage = lazy(() => import('./runs/run-page.tsx'));
const NewRunPage = lazy(() => import('./runs/new-run-page.tsx'));
const AgentsPage = lazy(() => import('./agents/agents-page.tsx'));
const AgentPage = lazy(() => import('./agents/agent-page.tsx'));
const SettingsPage = lazy(() => import('./settings/settings-page.tsx'));
const AuditPage = lazy(() => import('./audit/audit-page.tsx'));
const ActorsPage = lazy(() => import('./actors/actors-page.tsx'));

/** Which page stands at which address. Pages are loaded when they are first opened. */
export function App() {
  return (
    <Shell>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/runs" component={RunsPage} />
          <Route path="/runs/new/:pipelineId?" component={NewRunPage} />
          <Route path="/runs/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
          <Route path="/agents" component={AgentsPage} />
          <Route path="/agents/:id">{({ id }) => <AgentPage key={id} id={id} />}</Route>
          <Route path="/settings" component={SettingsPage} />
          <Route path="/audit" component={AuditPage} />
          <Route path="/actors" component={ActorsPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
