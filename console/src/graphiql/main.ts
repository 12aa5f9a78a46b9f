import { session } from '../session/session.ts';
import { EXAMPLES } from './examples.ts';
import { fetcher } from './fetcher.ts';
import './graphiql.css';

/** What the server has of the package `ruru`: GraphiQL, with a React of its own. */
const STATIC = '/graphiql/static/';

interface Ruru {
  React: { createElement(component: unknown, props: object): unknown };
  createRoot(element: Element): { render(node: unknown): void };
  Ruru: unknown;
}

const documents = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });

const wanted = new URLSearchParams(location.search).get('example');
const example = EXAMPLES.find(({ id }) => id === wanted);

session.listen();
session.subscribe(showSession);
await session.begin();
showExamples();
await showGraphiql();

async function showGraphiql(): Promise<void> {
  const worker = (file: string) => new Worker(STATIC + file, { type: 'module' });
  const files: Record<string, string> = { json: 'jsonWorker.js', graphql: 'graphqlWorker.js' };
  Object.assign(globalThis, {
    MonacoEnvironment: { getWorker: (_id: string, label: string) => worker(files[label] ?? 'editorWorker.js') },
  });
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${STATIC}ruru.css` });
  document.head.append(style);
  const { React, createRoot, Ruru } = (await import(/* @vite-ignore */ `${STATIC}ruru.js`)) as Ruru;
  const shown = example ?? EXAMPLES[0];
  const variables = shown?.variables && JSON.stringify(shown.variables, null, 2);
  const query = shown && documents[`./examples/${shown.id}.graphql`];
  createRoot(elementOf('#ruru-root')).render(
    React.createElement(Ruru, {
      fetcher,
      defaultTabs: [{ query, variables }], // in a browser that has no tabs yet
      ...(example && { initialQuery: query, initialVariables: variables ?? '' }), // goes to its tab, or opens one
    }),
  );
}

function showExamples(): void {
  const links = EXAMPLES.map(({ id, title }) => {
    const link = Object.assign(document.createElement('a'), { href: `?example=${id}`, textContent: title });
    if (id === wanted) link.setAttribute('aria-current', 'page');
    return link;
  });
  elementOf('nav').replaceChildren(...links);
}

function showSession(): void {
  const line = elementOf('[role=status]');
  const { state } = session;
  switch (state.phase) {
    case 'signed-in':
      if (line.querySelector('a')) location.reload(); // the documentation is there now
      line.textContent = state.viewer.displayName ?? state.viewer.email ?? state.viewer.id;
      break;
    case 'signed-out':
    case 'not-set-up': {
      const link = document.createElement('a');
      link.href = `/login?${new URLSearchParams({ next: location.pathname + location.search }).toString()}`;
      link.textContent = 'Sign in';
      line.replaceChildren('Nobody is signed in: ', link, ', or put an Authorization header into the editor of headers.');
      break;
    }
    case 'unreachable':
      line.textContent = 'The server does not answer.';
      break;
    case 'unknown':
    case 'open':
      line.textContent = '';
  }
}

function elementOf(selector: string): Element {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}
