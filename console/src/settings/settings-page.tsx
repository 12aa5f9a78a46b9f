import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ProviderSettings } from './provider-settings.tsx';
import { SecretSettings } from './secret-settings.tsx';
import { ServerSettings } from './server-settings.tsx';

/** What people set: keys of providers, secrets of agents, and how the server behaves. */
export default function SettingsPage() {
  return (
    <Page title="Settings" lead="They count at once, on every surface, without a restart.">
      <Tabs
        label="Settings"
        tabs={[
          { name: 'Models', content: () => <ProviderSettings /> },
          { name: 'Secrets', content: () => <SecretSettings /> },
          { name: 'Server', content: () => <ServerSettings /> },
        ]}
      />
    </Page>
  );
}
