import { Dialog } from './dialog.tsx';
import { ErrorNote } from './notes.tsx';

interface FormDialogProps {
  title: string;
  /** What the button that submits says. */
  verb: string;
  isSaving: boolean;
  error: React.ComponentProps<typeof ErrorNote>['error'];
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: React.ReactNode;
}

/** A dialog in which something new is described, with what went wrong above its one button. */
export function FormDialog({ title, verb, isSaving, error, onSubmit, onClose, children }: FormDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        {children}
        <ErrorNote error={error} />
        <div className="actions">
          <button type="submit" className="primary" disabled={isSaving}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
