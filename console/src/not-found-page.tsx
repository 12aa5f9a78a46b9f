import { Link } from 'wouter';
import { Page } from './ui/page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <p>
        There is no page at this address. <Link href="/">Go to the start</Link>.
      </p>
    </Page>
  );
}
