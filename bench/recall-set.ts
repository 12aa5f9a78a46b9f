/** A memory of the labelled set: id, title, text, and tags or other front matter where they matter. */
export interface LabelledMemory {
  id: string;
  title: string;
  text: string;
  extra?: string;
  /** Age in days. Default 10. */
  age?: number;
}

export type QueryKind =
  'words' | 'part of a word' | 'typing error' | 'alias or tag' | 'other words' | 'a question' | 'newer or more important';

export interface LabelledQuery {
  kind: QueryKind;
  query: string;
  /** What should be found; for `newer or more important` what should come first. */
  relevant: string[];
}

const memory = (id: string, title: string, text: string, extra?: string, age?: number): LabelledMemory => ({
  id,
  title,
  text,
  ...(extra !== undefined && { extra }),
  ...(age !== undefined && { age }),
});

export const MEMORIES: readonly LabelledMemory[] = [
  memory(
    'pg',
    'We store everything in PostgreSQL',
    'Chosen over MongoDB in March because transactions matter to us. One cluster, two replicas.',
  ),
  memory('pg-pool', 'Connection pool size', 'The pool has ten connections a node. More than a hundred in total and the server swaps.'),
  memory('backup', 'Nightly snapshots', 'A dump of all data goes to the object store at 02:00 and is kept for thirty days.'),
  memory('restore', 'Restoring a snapshot', 'Stop the writers, run scripts/restore.sh with the date, compare the row counts.'),
  memory('deploy', 'Deployment checklist', 'Run the migrations, switch traffic over, watch the dashboard for ten minutes.'),
  memory('freeze', 'No releases on Fridays', 'Nothing is shipped between Friday noon and Monday morning.'),
  memory('rollback', 'Rolling back', 'Point the load balancer to the previous image; never revert a migration by hand.'),
  memory('outage', 'Incident of 3 May', 'The checkout was unreachable for forty minutes, since a certificate had expired.'),
  memory('oncall', 'On-call rota', 'Ann has odd weeks, Bob even weeks. Hand over on Monday at ten.'),
  memory('latency', 'The search page is slow', 'The median is 900 ms. Most of it is spent on an index that is missing.'),
  memory('cache', 'Redis as a cache', 'Product pages live for five minutes. Purging is done by tag.'),
  memory('flaky', 'Flaky browser suite', 'The end-to-end tests fail one time in twenty when the clock is near midnight.'),
  memory('ci', 'Continuous integration', 'Every push runs lint, unit tests and the type check on GitHub Actions.'),
  memory('review', 'Code review', 'Two approvals for anything that touches payments, one for the rest.'),
  memory('style', 'How we write TypeScript', 'Strict mode, no any, small files, no barrel files.'),
  memory('commits', 'Commit messages', 'Conventional commits, imperative, at most 72 characters.'),
  memory('secrets', 'Where credentials live', 'In Vault below kv/prod. Never in the repository or in chat.'),
  memory('rotate', 'Key rotation', 'The signing key is replaced every ninety days; the old one is accepted for a week.'),
  memory('roles', 'Who may do what', 'Viewers read, editors write, owners invite. Admins are named by the security group.'),
  memory('gdpr', 'Data retention', 'Personal data is erased two years after the last visit.'),
  memory('acme', 'Acme Corporation', 'Our largest account, forty seats, renewal in October.', 'aliases: [ACME, Wile Ltd]'),
  memory('globex', 'Globex', 'Wants single sign-on before they sign. Contact is Hank.', 'tags: [prospect]'),
  memory('initech', 'Initech left us', 'They moved to a competitor because invoices were wrong three times.'),
  memory('pricing', 'Price of the team plan', '12 euros a seat and month, 10 when paid by the year.'),
  memory('refund', 'Refund policy', 'Within thirty days without questions; afterwards a manager decides.'),
  memory('tax', 'VAT on invoices', 'Reverse charge for companies in the EU, 19 % for the others in Germany.'),
  memory('ann', 'Ann Lovelace', 'Leads the platform group. Prefers written proposals over meetings.', 'aliases: [AL]'),
  memory('bob', 'Bob Hopper', 'Looks after the mobile app. Works from Lisbon, on UTC.'),
  memory('cleo', 'Cleo Torvalds', 'New since June, learns Rust. Her mentor is Bob.'),
  memory('dan', 'Dan is on parental leave', 'Away until 1 September. Ask Cleo about the importer.'),
  memory('standup', 'Daily stand-up', 'At 9:30 on weekdays, ten minutes, cameras optional.'),
  memory('retro', 'Retrospective', 'Every second Thursday. Notes are in the wiki.'),
  memory('offsite', 'Autumn offsite', 'In Porto from 12 to 15 October; book flights before August.'),
  memory('lunch', 'Team lunch', 'Thai place at the corner, Wednesdays. Eve is allergic to peanuts.'),
  memory('office', 'The new office', 'Third floor, Harbour Street 7. The door code changes monthly.'),
  memory('theme', 'Colours of the interface', 'People asked for a dark palette. Blue #1a56db stays the accent.'),
  memory('logo', 'The logo', 'SVG in brand/logo.svg; never stretch it, never put it on red.'),
  memory('a11y', 'Accessibility', 'We aim for WCAG 2.2 AA: focus rings, contrast, labels on every field.'),
  memory('i18n', 'Localisation', 'German and French are complete; Spanish is at sixty per cent.'),
  memory('copy', 'Tone of voice', 'Short sentences. We say sorry once and say what we do about it.'),
  memory('importer', 'CSV importer', 'Breaks on files with a byte order mark; fixed in 2.3.'),
  memory('webhook', 'Webhook retries', 'Five times with growing pauses, then the endpoint is switched off and its owner is told.'),
  memory('ratelimit', 'Rate limits of the API', 'A hundred requests a minute and token, 429 with Retry-After beyond.'),
  memory('paging', 'Pagination', 'Cursors, not offsets. A page has fifty items unless asked otherwise.'),
  memory('graphql', 'GraphQL first', 'REST is generated from stored operations, so both give the same answers.'),
  memory('events', 'Event stream', 'Server-sent events with a cursor; clients resume where they stopped.'),
  memory('leak', 'Growing heap in the worker', 'Listeners were never removed. Fixed by an AbortController per job.'),
  memory('node', 'Version of Node', 'We run Node 24 everywhere; 20 is end of life.', undefined, 5),
  memory('node-old', 'Version of Node', 'We run Node 20 everywhere.', undefined, 500),
  memory('mail', 'Sending mail', 'Postmark, from hello@example.org. Bounces go to a queue.'),
  memory('phone', 'The app on Android', 'Push messages are lost when battery saving is on.'),
  memory('legacy', 'The old admin area', 'PHP, nobody touches it. To be switched off in December.'),
  memory('vendor', 'Buying software', 'Below 500 euros nobody has to ask; above, Gail signs.'),
  memory('budget', 'Budget for models', '300 dollars a month. Small models first, the big one for reviews.'),
  memory('prompt', 'Prompts for the reviewer', 'Give it the diff and the ticket, not the whole file.'),
  memory('sandbox', 'Commands of agents', 'Run in bubblewrap, without a network unless a host is allowed.'),
  memory('port', 'Local ports', 'The API listens on 8000, the console on 5173.', 'importance: low'),
  memory('port-prod', 'Ports in production', 'Only 443 is open; the API listens on 8000 behind the proxy.', 'importance: critical'),
  memory('holiday', 'Public holidays', 'The office in Hamburg is closed on Reformation Day.', undefined, 20),
  memory('onboarding', 'First week of a newcomer', 'Laptop, accounts, a small bug to fix on day two, lunch with everyone.'),
];

const query = (kind: QueryKind, text: string, ...relevant: string[]): LabelledQuery => ({ kind, query: text, relevant });

export const QUERIES: readonly LabelledQuery[] = [
  query('words', 'deployment checklist', 'deploy'),
  query('words', 'rate limits', 'ratelimit'),
  query('words', 'refund policy', 'refund'),
  query('words', 'webhook retries', 'webhook'),
  query('words', 'certificate expired', 'outage'),
  query('words', 'byte order mark', 'importer'),
  query('words', 'code review payments approvals', 'review'),
  query('part of a word', 'postgre', 'pg'),
  query('part of a word', 'retrospec', 'retro'),
  query('part of a word', 'access', 'a11y'),
  query('typing error', 'deploymnet cheklist', 'deploy'),
  query('typing error', 'pagniation', 'paging'),
  query('typing error', 'retrospectvie', 'retro'),
  query('typing error', 'acessibility', 'a11y'),
  query('typing error', 'lovelase', 'ann'),
  query('typing error', 'where is the webhok retry rule', 'webhook'),
  query('alias or tag', 'Wile Ltd', 'acme'),
  query('alias or tag', 'prospect', 'globex'),
  query('other words', 'which database do we use', 'pg'),
  query('other words', 'backups', 'backup', 'restore'),
  query('other words', 'bug with memory usage', 'leak'),
  query('other words', 'performance problems', 'latency'),
  query('other words', 'site was down', 'outage'),
  query('other words', 'password storage', 'secrets'),
  query('other words', 'permissions of users', 'roles'),
  query('other words', 'dark mode', 'theme'),
  query('other words', 'why did a customer quit', 'initech'),
  query('other words', 'unstable tests', 'flaky'),
  query('other words', 'translations', 'i18n'),
  query('other words', 'vacation of Dan', 'dan'),
  query('other words', 'training for new colleagues', 'onboarding', 'cleo'),
  query('a question', 'May I publish a new version at the end of the week?', 'freeze'),
  query('a question', 'How much does it cost per user?', 'pricing'),
  query('a question', 'Who is the boss of the platform team?', 'ann'),
  query('a question', 'Where can we eat together?', 'lunch'),
  query('a question', 'What happens when a client calls us too often?', 'ratelimit'),
  query('a question', 'Who has to approve the purchase of a tool?', 'vendor'),
  query('a question', 'When is personal information deleted?', 'gdpr'),
  query('newer or more important', 'version of node', 'node'),
  query('newer or more important', 'ports api listens', 'port-prod'),
];
