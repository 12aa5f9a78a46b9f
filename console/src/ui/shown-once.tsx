import { useState } from 'react';

/** What is shown this once, with a button that copies it. @param label what it is, for those who cannot see. */
export function ShownOnce({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false);
  // pages that came over plain HTTP from another machine may not copy
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return (
    <>
      <pre aria-label={label} tabIndex={0} role="group">
        {text}
      </pre>
      {clipboard && (
        <div className="actions">
          <button type="button" onClick={() => void clipboard.writeText(text).then(() => setCopied(true))}>
            Copy
          </button>
          <output>{isCopied && 'Copied.'}</output>
        </div>
      )}
    </>
  );
}
