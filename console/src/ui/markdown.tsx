import { lazy, memo, Suspense } from 'react';

const ReactMarkdown = lazy(() => import('react-markdown'));

/** Text that a model or a person wrote in Markdown. HTML in it is shown as text, and its pictures are not fetched. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <Suspense fallback={<p>{text}</p>}>
        <ReactMarkdown disallowedElements={['img']} unwrapDisallowed>
          {text}
        </ReactMarkdown>
      </Suspense>
    </div>
  );
});
