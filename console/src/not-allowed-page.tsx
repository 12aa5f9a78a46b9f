import type { Place } from './places.ts';
import { Empty } from './ui/notes.tsx';
import { Page } from './ui/page.tsx';

/** What stands where a person may not be. */
export function NotAllowedPage({ place: { name, scope } }: { place: Place }) {
  return (
    <Page title={name}>
      <Empty>
        <p>
          This page is not for everybody: it takes the right <code>{scope}</code>. An admin can give it to you.
        </p>
      </Empty>
    </Page>
  );
}
