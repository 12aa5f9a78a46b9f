import { useEffect } from 'react';
import { ErrorNote } from '../ui/notes.tsx';
import { useTask } from '../ui/use-task.ts';

interface EntranceProps {
  title: string;
  lead?: React.ReactNode;
  /** What the button says. */
  verb: string;
  /** What is thrown is shown. */
  onSubmit: () => Promise<void>;
  children: React.ReactNode;
  /** Below the form. */
  others?: React.ReactNode;
}

/** A page before the console: one form. */
export function Entrance({ title, lead, verb, onSubmit, children, others }: EntranceProps) {
  const { run, error, isRunning } = useTask(onSubmit);
  useEffect(() => {
    document.title = `${title} · DjinnBot`;
  }, [title]);
  return (
    <main className="entrance">
      <p className="brand">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        DjinnBot
      </p>
      <h1>{title}</h1>
      {lead}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {children}
        <ErrorNote error={error} />
        <div className="actions">
          <button type="submit" className="primary" disabled={isRunning}>
            {verb}
          </button>
        </div>
      </form>
      {others}
    </main>
  );
}
