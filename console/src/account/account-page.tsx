import { useViewer } from '../session/viewer.tsx';
import { Empty } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { OwnKeys } from './own-keys.tsx';
import { PasswordForm } from './password-form.tsx';
import { TotpSettings } from './totp-settings.tsx';

/** What a person sets for themselves: how they sign in, and keys for their programs. */
export default function AccountPage() {
  const viewer = useViewer();
  if (!viewer)
    return (
      <Page title="Account">
        <Empty>Nobody signs in here: authentication is off. The server switches it on with AUTH_ENABLED=true.</Empty>
      </Page>
    );
  return (
    <Page title="Account" lead={`${viewer.displayName ?? ''} ${viewer.email ?? ''}${viewer.isAdmin ? ', admin' : ''}`}>
      <Tabs
        label="Account"
        tabs={[
          { name: 'API keys', content: () => <OwnKeys /> },
          { name: 'Password', content: () => <PasswordForm /> },
          { name: 'Authenticator app', content: () => <TotpSettings /> },
        ]}
      />
    </Page>
  );
}
