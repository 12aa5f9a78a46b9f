import { useState } from 'react';
import { Dialog } from './dialog.tsx';

interface ConfirmButtonProps {
  children: React.ReactNode;
  /** What will happen, in a sentence. */
  question: string;
  /** On the button that does it. */
  verb: string;
  onConfirm: () => void;
  disabled?: boolean;
}

/** A button for what cannot be taken back: it asks first. */
export function ConfirmButton({ children, question, verb, onConfirm, disabled }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="danger" disabled={disabled} onClick={() => setAsking(true)}>
        {children}
      </button>
      {isAsking && (
        <Dialog title={verb} onClose={() => setAsking(false)}>
          <p>{question}</p>
          <div className="actions">
            <button type="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
            <button
              type="button"
              className="danger"
              onClick={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              {verb}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
