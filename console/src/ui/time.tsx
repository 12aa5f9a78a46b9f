import { ago } from './format.ts';
import { useNow } from './use-now.ts';

/** A moment as how long ago it was; the exact one on hover and for machines. */
export function Ago({ at }: { at: string | number }) {
  const now = useNow(5_000);
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} title={moment.toLocaleString()}>
      {ago(moment.getTime(), now)}
    </time>
  );
}
