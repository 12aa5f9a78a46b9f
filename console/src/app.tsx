import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { isWithin, PLACES } from './places.ts';
import { LoginRedirect } from './session/login-redirect.tsx';
import { useMay } from './session/viewer.tsx';
import { Shell } from './shell.tsx';
import { Loading } from './ui/notes.tsx';
import { NotAllowedPage } from './not-allowed-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { HomePage } from './home/home-page.tsx';

const RunsPage = lazy(() => import('./runs/runs-page.tsx'));
const RunPage = lazy(() => import('./runs/run-page.tsx'));
const NewRunPage = lazy(() => import('./runs/new-run-page.tsx'));
const AgentsPage = lazy(() => import('./agents/agents-page.tsx'));
const AgentPage = lazy(() => import('./agents/agent-page.tsx'));
const InboxPage = lazy(() => import('./inbox/inbox-page.tsx'));
const ChatsPage = lazy(() => import('./chat/chats-page.tsx'));
const ChatPage = lazy(() => import('./chat/chat-page.tsx'));
const ProjectsPage = lazy(() => import('./projects/projects-page.tsx'));
const BoardPage = lazy(() => import('./projects/board-page.tsx'));
const MemoryPage = lazy(() => import('./memory/memory-page.tsx'));
const VaultPage = lazy(() => import('./memory/vault-page.tsx'));
const SkillsPage = lazy(() => import('./skills/skills-page.tsx'));
const McpPage = lazy(() => import('./mcp/mcp-page.tsx'));
const McpServerPage = lazy(() => import('./mcp/mcp-server-page.tsx'));
const SettingsPage = lazy(() => import('./settings/settings-page.tsx'));
const AuditPage = lazy(() => import('./audit/audit-page.tsx'));
const AccountPage = lazy(() => import('./account/account-page.tsx'));
const PeoplePage = lazy(() => import('./people/people-page.tsx'));
const ActorsPage = lazy(() => import('./actors/actors-page.tsx'));

/** Which page stands at which address. Pages are loaded when they are first opened. */
export function App() {
  const [location] = useLocation();
  const may = useMay();
  const place = PLACES.find((candidate) => isWithin(candidate, location));
  if (place && !may(place.scope))
    return (
      <Shell>
        <NotAllowedPage place={place} />
      </Shell>
    );
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
          <Route path="/inbox" component={InboxPage} />
          <Route path="/chat" component={ChatsPage} />
          <Route path="/chat/:id">{({ id }) => <ChatPage key={id} id={id} />}</Route>
          <Route path="/projects" component={ProjectsPage} />
          <Route path="/projects/:id">{({ id }) => <BoardPage key={id} id={id} />}</Route>
          <Route path="/memory" component={MemoryPage} />
          <Route path="/memory/:vault">{({ vault }) => <VaultPage key={vault} vault={vault} />}</Route>
          <Route path="/skills" component={SkillsPage} />
          <Route path="/mcp-servers" component={McpPage} />
          <Route path="/mcp-servers/:id">{({ id }) => <McpServerPage key={id} id={id} />}</Route>
          <Route path="/settings" component={SettingsPage} />
          <Route path="/audit" component={AuditPage} />
          <Route path="/actors" component={ActorsPage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/people" component={PeoplePage} />
          <Route path="/login" component={LoginRedirect} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
