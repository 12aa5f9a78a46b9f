import { lazy, memo, Suspense } from 'react';
import { Link } from 'wouter';
import { paragraphs } from './paragraphs.ts';

const ReactMarkdown = lazy(() => import('react-markdown'));

/** Text that a model or a person wrote in Markdown. HTML in it is shown as text, and its pictures are not fetched. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <Suspense fallback={<p>{text}</p>}>
        <ReactMarkdown disallowedElements={['img']} unwrapDisallowed components={{ a: Anchor, pre: Preformatted }}>
          {text}
        </ReactMarkdown>
      </Suspense>
    </div>
  );
});

/** Text that still grows: with each word only its newest paragraph is read again. */
export function LiveMarkdown({ text }: { text: string }) {
  return paragraphs(text).map((paragraph, index) => <Markdown key={index} text={paragraph} />);
}

/** A link to a page of the console opens here, any other in a tab of its own. */
function Anchor({ href = '', children }: { href?: string; children?: React.ReactNode }) {
  if (/^\/(?!\/)/.test(href)) return <Link href={href}>{children}</Link>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

/** Wide code is scrolled with keys, too. */
function Preformatted({ children }: { children?: React.ReactNode }) {
  return <pre tabIndex={0}>{children}</pre>;
}
