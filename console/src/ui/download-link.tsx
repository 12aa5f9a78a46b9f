import { session } from '../session/session.ts';
import { ErrorNote } from './notes.tsx';
import { useTask } from './use-task.ts';

/** A link to a file that only those who are signed in may have: a plain one would not say who asks. */
export function DownloadLink({ path, name }: { path: string; name: string }) {
  const { run, error } = useTask(async () => {
    const response = await session.fetch(path);
    if (!response.ok) throw new Error(`The file cannot be had: the server answered ${response.status}.`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return (
    <>
      <a
        href={path}
        onClick={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {name}
      </a>
      <ErrorNote error={error} />
    </>
  );
}
