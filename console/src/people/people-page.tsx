import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { AllKeys } from './all-keys.tsx';
import { PeopleList } from './people-list.tsx';

/** Who can sign in, and all keys of programs. */
export default function PeoplePage() {
  return (
    <Page title="People" lead="Who can sign in, and what programs show instead.">
      <Tabs
        label="People"
        tabs={[
          { name: 'People', content: () => <PeopleList /> },
          { name: 'Keys', content: () => <AllKeys /> },
        ]}
      />
    </Page>
  );
}
