import { Link } from 'wouter';
import { useTask } from '../ui/use-task.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { session } from './session.ts';
import { useViewer } from './viewer.tsx';

/** Who is signed in, and the ways out; nothing with authentication off. */
export function AccountMenu({ onFollow }: { onFollow: () => void }) {
  const viewer = useViewer();
  const leave = useTask(() => session.signOut());
  const leaveEverywhere = useTask(() => session.signOutEverywhere());
  if (!viewer) return null;
  return (
    <details className="me">
      <summary>{viewer.displayName ?? viewer.email ?? viewer.id}</summary>
      <Link href="/account" className="nav-link" onClick={onFollow}>
        Account
      </Link>
      <button type="button" className="nav-link" onClick={() => void leave.run()}>
        Sign out
      </button>
      <button type="button" className="nav-link" onClick={() => void leaveEverywhere.run()}>
        Sign out everywhere
      </button>
      <ErrorNote error={leaveEverywhere.error} />
    </details>
  );
}
