import { useEffect } from 'react';

interface PageProps {
  title: string;
  /** One line that says what this page is for. */
  lead?: React.ReactNode;
  /** Buttons beside the title. */
  actions?: React.ReactNode;
  children: React.ReactNode;
}

/** A page: its heading, what can be done on it, and its content. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · DjinnBot`;
  }, [title]);
  return (
    <main className="page" id="content" tabIndex={-1}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </main>
  );
}
