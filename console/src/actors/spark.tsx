/** A number over the last minute, as a line with its newest value in words. */
export function Spark({ name, values }: { name: string; values: readonly number[] }) {
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => `${index * 4},${(30 - (value / top) * 28).toFixed(1)}`).join(' ');
  const newest = values.at(-1) ?? 0;
  return (
    <figure className="spark">
      <figcaption>
        {name}: {newest.toFixed(newest < 10 ? 1 : 0)}
      </figcaption>
      <svg viewBox="0 0 240 32" preserveAspectRatio="none" role="img" aria-label={`${name}, at most ${top.toFixed(1)} in the last minute`}>
        <polyline points={points} />
      </svg>
    </figure>
  );
}
